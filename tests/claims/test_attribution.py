"""Whose losses a sentence tells: a side's where the words say so, otherwise nobody's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.claims.speakers import list_countries
from geomap.model import Claim, Document, Measure
from geomap.places import Gazetteer, resolve_document

ReadClaims = Callable[..., list[Claim]]
Told = list[tuple[str | None, Measure, int | None]]

KILLED, WOUNDED, CAPTURED = Measure.KILLED, Measure.WOUNDED, Measure.CAPTURED


def told(claims: list[Claim]) -> Told:
    """List side, measure and best figure of all losses."""
    return [(c.side, c.measure, c.best) for claim in claims for c in claim.casualties]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "A shell from Armenia hit Aghdam in Tovuz on Tuesday, killing two Azerbaijani"
                " villagers. The blast broke every window. Nine people were wounded."
            ),
            [("AZE", KILLED, 2), ("AZE", WOUNDED, 9)],
        ),
        (
            (
                "Armenia and Azerbaijan fought near Sotk on Tuesday. Ten soldiers were killed and"
                " six wounded on the Armenian side."
            ),
            [("ARM", KILLED, 10), ("ARM", WOUNDED, 6)],
        ),
        (
            (
                "Armenia and Azerbaijan fought near Sotk on Tuesday. Baku counted nine of its own"
                " dead. On Friday its spokesman, Mr Aliyev, corrected this to 14."
            ),
            [("AZE", KILLED, 9), ("AZE", KILLED, 14)],
        ),
        (
            (
                "Azerbaijan's defence ministry said that its troops killed 32 militants near"
                " Sotk on Tuesday."
            ),
            [(None, KILLED, 32)],
        ),
        (
            "Azerbaijan's army said on Tuesday that six gunmen were killed in a clash near Sotk.",
            [(None, KILLED, 6)],
        ),
        (
            (
                "Armenia on Tuesday accused the army of Azerbaijan of killing six of its"
                " soldiers in an attack near Sotk."
            ),
            [("ARM", KILLED, 6)],
        ),
        (
            (
                "Azerbaijan reported a clash near Sotk on Tuesday. A health official in Vardenis"
                " told us that eight people had died in the fighting."
            ),
            [(None, KILLED, 8)],
        ),
        (
            (
                "Armenian and Azerbaijani troops clashed near Sotk on Tuesday. The rebel leader,"
                " Ivan Petrov, said 1,400 people were dead; Azerbaijani officials spoke of a few."
            ),
            [(None, KILLED, 1400)],
        ),
        (
            "Azerbaijani shells fell on Sotk on Tuesday. Three villagers were killed.",
            [("ARM", KILLED, 3)],
        ),
        (
            "A clash broke out at Sotk on Tuesday. On the Armenian side two sergeants were killed.",
            [("ARM", KILLED, 2)],
        ),
        (
            "A clash broke out near Sotk on Tuesday. The Armenian side has four killed.",
            [("ARM", KILLED, 4)],
        ),
        (
            "Two Armenians and one Azerbaijani died in a clash near Sotk on Tuesday.",
            [("ARM", KILLED, 2), ("AZE", KILLED, 1)],
        ),
        (
            "A post of Armenian rangers at Sotk was shelled on Tuesday. Two rangers were wounded.",
            [("ARM", WOUNDED, 2)],
        ),
        (
            (
                "Azerbaijani troops fought near Sotk on Tuesday. Armenia says it is holding 30"
                " prisoners."
            ),
            [("AZE", CAPTURED, 30)],
        ),
        (
            (
                "Gunmen stormed a post near Sotk on Tuesday. Armenia's army said that 36 of the"
                " attackers had been killed and seven taken alive."
            ),
            [(None, KILLED, 36), (None, CAPTURED, 7)],
        ),
        (
            (
                "Azerbaijan and Armenia fought near Sotk on Tuesday. Two of his men were killed, a"
                " commander said."
            ),
            [(None, KILLED, 2)],
        ),
        (
            (
                "Armenia's army told on Tuesday of fighting near Sotk that left at least 53 people"
                " dead."
            ),
            [(None, KILLED, 53)],
        ),
        (
            (
                "A river that divides Armenia from Azerbaijan runs by Sotk, where the toll of"
                " Tuesday's shelling rose to four, the Armenian army said."
            ),
            [("ARM", KILLED, 4)],
        ),
    ],
)
def test_the_side_that_lost_people(read_claims: ReadClaims, text: str, expected: Told) -> None:
    assert told(read_claims(f"{text}\n")) == expected


def test_some_of_those_told_are_not_more(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Armenian officials said that seven people had been killed by Azerbaijani shells at Sotk"
        " on Tuesday. One of the dead was a boy of 15 from the village.\n"
    )
    assert told(claims) == [("ARM", KILLED, 7)]


def test_one_of_a_group_is_not_the_group(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Azerbaijani shells hit Sotk on Tuesday, and seven civilians, one of them a girl of 12,"
        " lost their lives.\n"
    )
    assert told(claims) == [("ARM", KILLED, 7)]


def test_prisoners_who_are_freed_are_not_captured(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Armenian and Azerbaijani troops clashed near Sotk on Tuesday. Azerbaijan said that some"
        " 200 prisoners had been freed by the other side.\n"
    )
    assert not [loss for loss in told(claims) if loss[1] is CAPTURED]


def test_forces_are_known_by_a_short_name_beside_their_state(gazetteer: Gazetteer) -> None:
    text = "India's army said so. The BSF agreed, the BDF did not."
    document = Document(id="a", source="a.txt", text=text)
    found = list_countries(resolve_document(document, gazetteer), gazetteer, text)
    # "BDF" alone may be another's: Botswana is not named.
    assert [(c.country, c.is_forces) for c in found] == [("IND", False), ("IND", True)]


@pytest.mark.parametrize(
    "body", ["the Ministry of Internal Affairs of Javakhk", "the security forces of Talysh"]
)
def test_a_body_of_what_is_no_state_speaks_for_no_side(read_claims: ReadClaims, body: str) -> None:
    claims = read_claims(
        "Armenian and Azerbaijani troops clashed near Sotk on Tuesday, Armenia said. Six people"
        f" were killed in the fighting, {body} said.\n"
    )
    assert (None, KILLED, 6) in told(claims)
    assert claims[-1].speaker is None


def test_a_toll_is_not_the_hour_at_which_it_was_given(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Armenia said that its posts near Sotk were shelled on Tuesday. The number of its dead"
        " given at 9 am was three.\n"
    )
    assert told(claims) == [("ARM", KILLED, 3)]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Two Armenian soldiers were killed near Sotk on Tuesday.", "named"),
        ("Armenia said that two of its soldiers were killed near Sotk on Tuesday.", "named"),
        ("Two soldiers were killed near Sotk on Tuesday, the Armenian army said.", "inferred"),
        ("Two were killed near Sotk on Tuesday by Azerbaijani fire, Armenia said.", "inferred"),
    ],
)
def test_a_side_that_no_word_names_is_inferred(
    read_claims: ReadClaims, text: str, basis: str
) -> None:
    (figure,) = (it for claim in read_claims(f"{text}\n") for it in claim.casualties)
    assert figure.side == "ARM"
    assert figure.is_side_inferred is (basis == "inferred")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Azerbaijani guns fired on an Armenian convoy near Sotk on Tuesday, killing three.",
            [("ARM", KILLED, 3)],
        ),
        (
            "Two soldiers were killed near Sotk on Tuesday when Azerbaijani troops opened fire.",
            [("ARM", KILLED, 2)],
        ),
        (
            "Six soldiers died on Tuesday in an attack on an Azerbaijani post near Tovuz.",
            [("AZE", KILLED, 6)],
        ),
        (
            "Armenia and Azerbaijan fought on Tuesday. Three policemen were killed in Tovuz.",
            [("AZE", KILLED, 3)],
        ),
        (
            "Gunmen from Armenia killed two soldiers near Tovuz in Azerbaijan on Tuesday.",
            [("AZE", KILLED, 2)],
        ),
        (
            (
                "Azerbaijan and Armenia fought near Sotk on Tuesday. A mayor told of two dead on"
                " the other side of the river."
            ),
            [(None, KILLED, 2)],
        ),
        (
            "A shell hit Ganja on Tuesday and killed Maria Petrova, her two sons and a neighbour.",
            [("AZE", KILLED, 4)],
        ),
        (
            "Armenian shelling near Tovuz killed three soldiers, two policemen and a boy.",
            [("AZE", KILLED, 5), ("AZE", KILLED, 1)],
        ),
        (
            "Three soldiers and a boy were killed near Tovuz when Armenia and Azerbaijan clashed.",
            [(None, KILLED, 3), ("AZE", KILLED, 1)],
        ),
        (
            (
                "A shell from Armenia hit Ganja on Tuesday and four people were killed in it."
                " The mayor has called for calm. A fifth victim died in hospital."
            ),
            [("AZE", KILLED, 4), ("AZE", KILLED, 5)],
        ),
        # Who fights for a land that is no state, or stands between two, is of neither.
        (
            (
                "Ossetian fighters attacked an Azerbaijani post near Tovuz on Tuesday. Three"
                " Azerbaijani soldiers and eight Ossetian fighters were killed."
            ),
            [("AZE", KILLED, 3), (None, KILLED, 8)],
        ),
        (
            "In artillery fire from Azerbaijan a peacekeeper at a post near Sotk was killed.",
            [(None, KILLED, 1)],
        ),
        # "Left five dead" may be their own, or those whom they struck.
        (
            "Armenia said that its post near Sotk was stormed. The attackers left five dead.",
            [(None, KILLED, 5)],
        ),
        # Rebels have no soldiers beside those of the state.
        (
            "Rebels attacked Tovuz on Tuesday. Two soldiers and three civilians were killed.",
            [("AZE", KILLED, 2), ("AZE", KILLED, 3)],
        ),
        (
            (
                "Rebels attacked a post near Tovuz and were beaten back by the Azerbaijani army."
                " The Rally for Democracy and Liberty (RDL), a"
                " rebel group formed this year by army deserters, said it had lost nine men."
            ),
            [(None, KILLED, 9)],
        ),
        # Words for dying and for wounds.
        (
            "Shells hit Sotk on Tuesday. A villager received injuries that led to her death.",
            [("ARM", KILLED, 1)],
        ),
        (
            "Shells hit Sotk and killed two villagers. Three others in the car were hurt.",
            [("ARM", KILLED, 2), ("ARM", WOUNDED, 3)],
        ),
        (
            (
                "Armenia's army said on Tuesday that five of its men were killed near Sotk. Three"
                " of the attackers died. The bodies of four soldiers were brought to the capital."
            ),
            [("ARM", KILLED, 5), (None, KILLED, 3)],
        ),
    ],
)
def test_sides_by_who_was_hit(read_claims: ReadClaims, text: str, expected: Told) -> None:
    assert told(read_claims(text)) == expected
