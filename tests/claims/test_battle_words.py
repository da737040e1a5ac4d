"""Events in the words of war reporters and of armies' bulletins, and the same words in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Claim

    ReadClaims = Callable[..., list[Claim]]

LEAD: Final = "Armenian and Azerbaijani officials spoke of a hard week. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen in boats fell upon a position at Sotk on Monday.",
        "Raiders set upon a patrol near Sotk on Monday.",
        "Two Azerbaijani jets let six bombs go at the bridge near Sotk on Monday.",
        "Azerbaijani aircraft flattened a two-storey house in Sotk on Monday.",
        "Azerbaijani artillery levelled four houses in Sotk on Monday.",
        "The drone force sent several aircraft against the control tower at Sotk on Monday.",
        "Armenian units tried on Monday to advance toward Sotk and were driven back by dusk.",
        "Armenian troops held the crest near Sotk after throwing back two battalions on Monday.",
        "Destroyers bombarded shore guns near Sotk on Monday.",
        "Bombers aimed 100 tons of high explosive at a depot near Sotk on Monday.",
        "A shell burst behind a shed in Sotk on Monday.",
        "A shell came down in an orchard at Sotk on Monday.",
        "A mortar round landed in a school yard in Sotk on Monday.",
        "A gun battle raged for two hours near Sotk on Monday.",
        "The two sides traded machine-gun and mortar fire near Sotk on Monday.",
        "A patrol was ambushed near Sotk on Monday.",
        "A patrol ran into an ambush near Sotk on Monday.",
        "The post at Sotk came under fire on Monday.",
        "The post at Sotk was overrun on Monday.",
        "The post at Sotk was rushed by some fifty men on Monday.",
        "The police fort at Sotk was stormed and blown up on Monday.",
        "Insurgents raided the village of Sotk on Monday and set fire to huts.",
        "Armed men burst into a house in Sotk on Monday and shot its owner.",
        "Two herdsmen were found with their throats cut near Sotk on Monday.",
        "Two labourers were murdered in an orchard near Sotk on Monday.",
        "Soldiers seized a tractor and its driver near Sotk on Monday.",
        "A fisherman was carried off by soldiers near Sotk on Monday.",
        "Two shepherds were led away at gunpoint near Sotk on Monday.",
        "A lorry struck a mine near Sotk on Monday.",
        "A farmer trod on a mine near Sotk on Monday.",
        "A car was blown to pieces by a mine near Sotk on Monday.",
        "A bomb hidden in a cart went off in Sotk on Monday.",
        "A quadcopter dropped a grenade on a post near Sotk on Monday.",
        "Two drones were brought down near Sotk on Monday.",
        "A reconnaissance plane was downed near Sotk on Monday.",
        "Snipers shot four soldiers near Sotk on Monday.",
        "A sniper's bullet hit a soldier near Sotk on Monday.",
        "A launch was shot at from the other bank near Sotk on Monday.",
        "Bursts of automatic fire were directed at a post near Sotk on Monday.",
        "Tracer rounds were fired over a patrol near Sotk on Monday.",
        "Fire was opened on villagers gathering hay near Sotk on Monday.",
        "Border guards fired in the air to stop a crowd near Sotk on Monday.",
        "Troops crossed the line near Sotk on Monday and dug in.",
        "A column of tanks rolled across the border near Sotk on Monday.",
        "Soldiers hoisted their flag on a hill near Sotk on Monday.",
        "Infiltrators cut the wire near Sotk on Monday and were shot.",
        "A soldier was stabbed in a brawl with troops of the other side near Sotk on Monday.",
        "Soldiers came to blows with stones and clubs near Sotk on Monday.",
        "A rocket slammed into a market in Sotk on Monday.",
        "Cannon fire set wheat fields ablaze near Sotk on Monday.",
        "A salvo of rockets came down on a petrol station in Sotk on Monday.",
        "The village of Sotk was pounded for an hour on Monday.",
        "Militiamen torched a police post in Sotk on Monday.",
        "Guerrillas derailed a train near Sotk on Monday with explosives.",
        "A pipeline near Sotk was blown up on Monday.",
        "The guns opened up again near Sotk on Monday.",
        "Shooting broke out near Sotk on Monday.",
        "There was shooting near Sotk on Monday.",
        "An exchange of small-arms fire was heard near Sotk on Monday.",
        "Observers recorded 41 explosions near Sotk on Monday.",
    ],
)
def test_it_tells_an_event(read_claims: ReadClaims, sentence: str) -> None:
    assert any(
        claim.evidence[0].span.start >= len(LEAD) for claim in read_claims(f"{LEAD}{sentence}\n")
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "A landslide flattened four houses in Sotk on Monday.",
        "Rescuers were driven back by rain near Sotk on Monday.",
        "Firefighters were pushed back by flames near Sotk on Monday.",
        "A bear burst into a house in Sotk on Monday.",
        "A shepherd found two sheep with their throats cut near Sotk on Monday.",
        "A column of refugees streamed across the border near Sotk on Monday.",
        "Fans raised their flag on a hill near Sotk on Monday.",
        "Demonstrators were pushed back by police in Sotk on Monday.",
        "The town of Sotk was pounded by a storm on Monday.",
        "A volley of questions was directed at the mayor of Sotk on Monday.",
        "Floods levelled eleven houses in Sotk on Monday.",
        "Helicopters dropped food and blankets over Sotk on Monday.",
        "A helicopter dropped water on burning woods near Sotk on Monday.",
        "The mission recorded 41 cases of measles near Sotk on Monday.",
        "Seismologists recorded 41 tremors near Sotk on Monday.",
        "Monitors counted 12 explosions in a quarry near Sotk on Monday.",
        "Soldiers raised the flag at a ceremony in Sotk on Monday.",
        "Aircraft of the airline were sent to Sotk on Monday to take tourists home.",
        "The ministry sent two helicopters to Sotk on Monday to carry the sick.",
        "The exhibition of guns opened in Sotk on Monday.",
        "Music roared from the guns of an old fort at Sotk on Monday, a concert of brass bands.",
        "The army raised its flag on a peak near Sotk on Monday to mark the holiday.",
        "Bulldozers razed a market in Sotk on Monday.",
        "A thief was led away by police in Sotk on Monday.",
        "A goal by their striker set upon Sotk a storm of joy on Monday.",
        "Criticism was hurled back at the opposition in Sotk on Monday.",
        "The negotiators threw back the draft on Monday in Sotk.",
        "Runners rushed the finish in Sotk on Monday.",
        "Lorries rolled across the border near Sotk on Monday as trade resumed.",
        "A convoy of aid rolled across the border near Sotk on Monday.",
        "Tourists marched over the river near Sotk on Monday.",
        "Soldiers marched across the bridge at Sotk on Monday in a parade.",
    ],
)
def test_it_tells_none(read_claims: ReadClaims, sentence: str) -> None:
    assert read_claims(f"{LEAD}{sentence}\n") == []
