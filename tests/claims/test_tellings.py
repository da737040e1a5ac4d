"""How English tells of violence, each way beside a twin in the same words that tells of none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from geomap.model import Claim, Measure, SubEventType

ReadClaims = Callable[..., list[Claim]]

# What is told, its kind where the words name one, and its killed, wounded and captured.
Telling = tuple[str, SubEventType | None, dict[str, int]]

TOLD: list[Telling] = [
    ("Gunmen shot dead a customs officer in Sarn.", SubEventType.ARMED_CLASH, {"k": 1}),
    ("A customs officer was shot dead in Sarn by two men on a motorcycle.", None, {"k": 1}),
    ("Two traders were gunned down in Sarn.", None, {"k": 2}),
    ("The bodies of three herders were found with gunshot wounds near Sarn.", None, {"k": 3}),
    ("A schoolteacher was found dead with gunshot wounds near Sarn.", None, {"k": 1}),
    (
        "The murder of a village elder in Sarn was the third in a month.",
        SubEventType.ATTACK,
        {"k": 1},
    ),
    ("The killing of four labourers in Sarn was claimed by a separatist group.", None, {"k": 4}),
    ("An attack on a checkpoint in Sarn left five policemen dead.", None, {"k": 5}),
    ("The attack in Sarn claimed the lives of six soldiers.", None, {"k": 6}),
    ("A blast in Sarn claimed eight lives.", SubEventType.MINE, {"k": 8}),
    (
        "An explosion tore through a market in Sarn, killing nine people.",
        SubEventType.MINE,
        {"k": 9},
    ),
    (
        "A bomb went off outside a bank in Sarn and wounded four guards.",
        SubEventType.MINE,
        {"w": 4},
    ),
    ("A device blew up beside a bus in Sarn.", SubEventType.MINE, {}),
    (
        "A grenade was lobbed into a police post in Sarn, injuring two constables.",
        SubEventType.MINE,
        {"w": 2},
    ),
    ("Unknown men hurled a hand grenade at a shop in Sarn.", SubEventType.MINE, {}),
    ("Rebels blew up a gas pipeline near Sarn.", SubEventType.MINE, {}),
    ("A gas pipeline was blown up near Sarn.", SubEventType.MINE, {}),
    (
        "A remote-controlled bomb targeted a convoy near Sarn, killing three soldiers.",
        SubEventType.MINE,
        {"k": 3},
    ),
    (
        "An army truck ran over a mine near Sarn; two soldiers lost their lives.",
        SubEventType.MINE,
        {"k": 2},
    ),
    (
        "A car packed with explosives rammed a gate in Sarn, killing two guards.",
        SubEventType.ATTACK,
        {"k": 2},
    ),
    ("Masked men set ablaze three trucks near Sarn.", SubEventType.ATTACK, {}),
    ("Three trucks were set on fire near Sarn.", SubEventType.ATTACK, {}),
    ("Assailants torched a school near Sarn.", SubEventType.ATTACK, {}),
    ("A police station in Sarn was burned down by a mob on Tuesday.", SubEventType.ATTACK, {}),
    ("Gunmen took seven engineers hostage near Sarn.", SubEventType.ABDUCTION, {"c": 7}),
    ("Seven engineers were taken hostage near Sarn.", SubEventType.ABDUCTION, {"c": 7}),
    ("A Chinese engineer was kidnapped in Sarn.", SubEventType.ABDUCTION, {"c": 1}),
    ("Armed men abducted a doctor from his clinic in Sarn.", SubEventType.ABDUCTION, {"c": 1}),
    (
        "The kidnapping of two geologists in Sarn has alarmed the firm.",
        SubEventType.ABDUCTION,
        {"c": 2},
    ),
    (
        "Four bus passengers were offloaded and marched away by gunmen near Sarn.",
        SubEventType.ABDUCTION,
        {},
    ),
    ("Militants seized a police post near Sarn.", SubEventType.ARMED_CLASH, {}),
    ("A police post near Sarn was overrun by militants on Tuesday.", SubEventType.ARMED_CLASH, {}),
    ("Militants stormed a jail in Sarn and freed 40 inmates.", SubEventType.ARMED_CLASH, {}),
    ("Soldiers and rebels traded fire near Sarn.", SubEventType.ARMED_CLASH, {}),
    (
        "Soldiers and rebels exchanged gunfire for two hours near Sarn.",
        SubEventType.ARMED_CLASH,
        {},
    ),
    ("A patrol came under fire near Sarn.", SubEventType.ARMED_CLASH, {}),
    ("A patrol was ambushed near Sarn and two soldiers fell.", SubEventType.ARMED_CLASH, {"k": 2}),
    ("Gunmen opened fire on a wedding party in Sarn, killing five guests.", None, {"k": 5}),
    ("Gunmen sprayed a minibus with bullets in Sarn, killing four passengers.", None, {"k": 4}),
    ("Four passengers were mowed down by gunmen in Sarn.", None, {"k": 4}),
    ("Raiders killed 12 villagers near Sarn.", None, {"k": 12}),
    ("Raiders hacked to death three farmers near Sarn.", SubEventType.ATTACK, {"k": 3}),
    ("Three farmers were hacked to death near Sarn.", SubEventType.ATTACK, {"k": 3}),
    ("A tribal chief was beheaded near Sarn.", SubEventType.ATTACK, {"k": 1}),
    (
        "Mortar rounds landed in a village near Sarn, killing a woman.",
        SubEventType.SHELLING,
        {"k": 1},
    ),
    ("Troops pounded hideouts near Sarn with artillery.", SubEventType.SHELLING, {}),
    ("A rocket slammed into a house near Sarn.", SubEventType.SHELLING, {}),
    ("Rockets were fired at an airbase in Sarn.", SubEventType.SHELLING, {}),
    ("Jets bombed hideouts near Sarn, killing 20 militants.", SubEventType.AIR_STRIKE, {"k": 20}),
    (
        "A drone struck a vehicle near Sarn, killing its two occupants.",
        SubEventType.AIR_STRIKE,
        {"k": 2},
    ),
    ("A helicopter gunship fired on a camp near Sarn.", SubEventType.AIR_STRIKE, {}),
    (
        "Police raided a house in Sarn and three gunmen died in the shoot-out.",
        SubEventType.ARMED_CLASH,
        {"k": 3},
    ),
    ("A shoot-out in Sarn left two officers dead.", SubEventType.ARMED_CLASH, {"k": 2}),
    ("Two policemen died of their wounds after an attack in Sarn.", None, {"k": 2}),
    ("Snipers killed a sentry near Sarn.", None, {"k": 1}),
    ("A sentry was hit by sniper fire near Sarn and died.", None, {"k": 1}),
    ("Guards captured four intruders near Sarn.", SubEventType.ARMED_CLASH, {"c": 4}),
    ("Border guards detained two shepherds near Sarn.", SubEventType.ARRESTS, {"c": 2}),
    ("A Pakistani soldier was captured near Sarn.", SubEventType.ARRESTS, {"c": 1}),
    ("A firefight broke out near Sarn.", SubEventType.ARMED_CLASH, {}),
    ("Fighting erupted near Sarn between the army and tribesmen.", SubEventType.ARMED_CLASH, {}),
    ("Heavy fighting has been raging near Sarn since dawn.", SubEventType.ARMED_CLASH, {}),
    ("A landmine killed two children near Sarn.", SubEventType.MINE, {"k": 2}),
    (
        "Two children were killed when they stepped on a landmine near Sarn.",
        SubEventType.MINE,
        {"k": 2},
    ),
    ("A roadside bomb hit a police van near Sarn.", SubEventType.MINE, {}),
    ("Unidentified gunmen killed a journalist in Sarn.", None, {"k": 1}),
    ("The journalist was shot in the head outside his home in Sarn.", None, {}),
    (
        "The assassination of a prosecutor in Sarn was condemned by the bar.",
        SubEventType.ATTACK,
        {"k": 1},
    ),
    ("Vandals opened fire at a polling station in Sarn.", None, {}),
    ("A crowd lynched two men in Sarn.", SubEventType.ATTACK, {"k": 2}),
    ("Police fired on a crowd in Sarn, killing three demonstrators.", None, {"k": 3}),
    ("Security forces shot and killed three demonstrators in Sarn.", None, {"k": 3}),
    (
        "An armed gang raided a village near Sarn and drove off 200 cattle.",
        SubEventType.ARMED_CLASH,
        {},
    ),
    ("Cattle rustlers attacked a village near Sarn, leaving seven people dead.", None, {"k": 7}),
    ("Unidentified men threw a petrol bomb at a party office in Sarn.", SubEventType.MINE, {}),
    ("Dynamite destroyed two pylons near Sarn.", SubEventType.MINE, {}),
    ("Saboteurs derailed a train near Sarn with explosives.", SubEventType.MINE, {}),
    (
        "Men murdered the mayor of Sarn, and two of his bodyguards were also killed.",
        SubEventType.ATTACK,
        {"k": 3},
    ),
]

NOT_TOLD = [
    "The team shot down critics in Sarn with a late goal.",
    "A batsman was dismissed for a duck in Sarn.",
    "The price of wheat exploded in Sarn.",
    "The minister came under fire in Sarn for his budget.",
    "The minister's plan was shot down in Sarn by his own party.",
    "The two rivals traded barbs in Sarn.",
    "The murder trial of a clerk opened in Sarn.",
    "A man was sentenced in Sarn for a killing in 1999.",
    "Police said a bomb was defused in Sarn as part of an exercise.",
    "Soldiers fired blanks in Sarn during an exercise.",
    "A film about a kidnapping was shown in Sarn.",
    "Mourners in Sarn marked the anniversary of an attack that killed 20 people in 2009.",
    "Two drivers were killed in Sarn when their lorries collided.",
    "Three miners were killed in Sarn in a gas leak.",
    "Police in Quetta warned on Tuesday that gunmen could attack the market.",
    "The army in Quetta denied on Tuesday that it would attack the town.",
    "The exchange in Sarn seized on good news and shares blew up.",
    "Farmers in Sarn set fire to stubble in their fields.",
    "The company launched an assault on the snack market in Sarn.",
    "The striker opened fire early in Sarn and the goalkeeper was beaten.",
    "A helicopter crashed near Sarn in fog, killing five soldiers.",
    "The army handed over captured soldiers near Sarn.",
    "Volunteers planted trees on a hill near Sarn where a battle was fought in 1897.",
    "Talks on the release of kidnapped engineers were held in Sarn.",
    "No shots were fired in Sarn.",
    "Nobody was kidnapped in Sarn, police said.",
    "A cold wave killed 12 people in Sarn.",
    "A wild boar attacked two farmers near Sarn.",
    "The film star was mobbed and photographers shot her in Sarn.",
    "The opposition attacked the government in Sarn over prices.",
    "A heart attack killed the mayor in Sarn.",
    "The court in Sarn freed a man accused of blowing up a bridge.",
]

_LETTERS = {"k": Measure.KILLED, "w": Measure.WOUNDED, "c": Measure.CAPTURED}


@pytest.mark.parametrize(("sentence", "kind", "figures"), TOLD, ids=[it[0] for it in TOLD])
def test_what_is_told(
    read_claims: ReadClaims, sentence: str, kind: SubEventType | None, figures: dict[str, int]
) -> None:
    claims = read_claims(f"{sentence}\n")
    assert claims
    if kind is not None:
        assert kind in {claim.sub_event_type for claim in claims}
    found = Counter[Measure]()
    for figure in (figure for claim in claims for figure in claim.casualties):
        found[figure.measure] += figure.best or 0
    assert {letter: found[_LETTERS[letter]] for letter in figures} == figures


@pytest.mark.parametrize("sentence", NOT_TOLD)
def test_what_is_not(read_claims: ReadClaims, sentence: str) -> None:
    for claim in read_claims(f"{sentence}\n"):
        assert claim.sub_event_type is None
        assert not any(
            figure.best and figure.measure is not Measure.CAPTURED for figure in claim.casualties
        )
