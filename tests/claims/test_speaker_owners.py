"""Whose a body is that a sentence names without its state: by what else is said around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.model import Claim

ReadClaims = Callable[..., list[Claim]]

LEAD = "Armenian and Azerbaijani troops exchanged fire near Sotk on Tuesday."
"""Names Armenia first, whose is a body of which nothing else is said."""
FROM_BAKU = f"BAKU, September 14 (Agency) - {LEAD}"
SHELLED = "Two posts near Kut were shelled"


def side_of_last(claims: list[Claim]) -> str | None:
    """Return for which state the last claim of a report speaks."""
    assert len(claims) > 1
    speaker = claims[-1].speaker
    return speaker.side if speaker else None


@pytest.mark.parametrize(
    ("lead", "sentences", "side"),
    [
        (FROM_BAKU, f"{SHELLED}, the army said.", "AZE"),
        (LEAD, f"{SHELLED}, the army said.", "ARM"),
        # "Its" is the state's of which the sentence before tells; "the" is not.
        (FROM_BAKU, f"Armenia closed the road. {SHELLED}, its army said.", "ARM"),
        (FROM_BAKU, f"Armenia closed the road. {SHELLED}, the army said.", "AZE"),
        # Of two states that a sentence joins it tells of neither.
        (FROM_BAKU, f"{SHELLED}, its army said.", "AZE"),
        # Soldiers are not their state, and a state that comes later is not what is told of.
        (FROM_BAKU, f"Armenian troops closed the road. {SHELLED}, its army said.", "AZE"),
        (FROM_BAKU, f"The road was closed by Armenia. {SHELLED}, its army said.", "AZE"),
        # A statesman of unknown name speaks for the state of which was told last.
        (LEAD, f"Azerbaijan closed the road. {SHELLED}, Prime Minister Petrov said.", "AZE"),
        (LEAD, f"The road was closed. {SHELLED}, Prime Minister Petrov said.", "ARM"),
    ],
)
def test_a_bare_body_is_of_the_dateline_and_its_own_of_the_state_told_before(
    read_claims: ReadClaims, lead: str, sentences: str, side: str
) -> None:
    assert side_of_last(read_claims(f"{lead}\n\n{sentences}\n")) == side


@pytest.mark.parametrize(
    ("speaker", "side"),
    [
        ("President Aliyev said near Goris", "AZE"),
        ("Prime Minister Nikol Pashinyan said in Lachin", "ARM"),
        # Of two the first speaks who has a title.
        ("President Aliyev beside Prime Minister Pashinyan said near Goris", "AZE"),
        ("Pashinyan’s host President Aliyev said near Goris", "AZE"),
        # Without a title the surname may be anybody's.
        ("Aliyev said near Goris", None),
        ("Pashinyan said in Lachin", None),
    ],
)
def test_a_titled_leader_speaks_for_his_state_wherever_he_is(
    read_claims: ReadClaims, speaker: str, side: str | None
) -> None:
    assert side_of_last(read_claims(f"{LEAD}\n\n{SHELLED}, {speaker}.\n")) == side


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        (f"{SHELLED}, officials in Lachin said.", "AZE"),
        (f"{SHELLED}, officials in Goris said.", "ARM"),
        (f"{SHELLED}, officials in Lachin or Goris said.", None),
        ("Across the line in Lachin, officials said that two posts near Kut were shelled.", "AZE"),
        ("On Tuesday officials said that two posts near Kut were shelled.", "ARM"),
        # Of a place that is neither state's.
        (f"{SHELLED}, the interior ministry of Abkhazia said.", None),
        # A governor without a place is the one of where it happened.
        ("Two posts near Lachin were shelled, the governor said.", "AZE"),
        ("Two posts near Kut were shelled, the governor said.", "ARM"),
        ("Two posts near Lachin and Goris were shelled, the governor said.", None),
    ],
)
def test_who_holds_office_in_a_place_is_of_its_state(
    read_claims: ReadClaims, sentence: str, side: str | None
) -> None:
    assert side_of_last(read_claims(f"{LEAD}\n\n{sentence}\n")) == side


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        (f"{SHELLED}, the defence ministry said in Baku.", "AZE"),
        (f"{SHELLED}, the defence ministry said.", "ARM"),
        # Whose losses are "own", and whose envoy was summoned: by the other one.
        (f"{SHELLED}, the defence ministry said, and kept Azerbaijan's own losses secret.", "AZE"),
        (f"{SHELLED}, the defence ministry said, and kept Azerbaijan's losses secret.", "ARM"),
        (f"{SHELLED}, the defence ministry said as it summoned the Armenian ambassador.", "AZE"),
        (f"{SHELLED}, the defence ministry said as it summoned the Georgian ambassador.", "ARM"),
        # Who was fired on tells of it.
        ("Fire on Azerbaijani posts near Kut wounded two, the defence ministry said.", "AZE"),
        ("Fire on posts near Kut wounded two, the defence ministry said.", "ARM"),
        ("Armenian shells hit two posts near Kut, the defence ministry said.", "AZE"),
        ("Armenian shells hit two rebel posts near Kut, the defence ministry said.", "ARM"),
    ],
)
def test_what_else_is_said_tells_whose_ministry_it_is(
    read_claims: ReadClaims, sentence: str, side: str
) -> None:
    assert side_of_last(read_claims(f"{LEAD}\n\n{sentence}\n")) == side


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        # A short name in brackets ends no clause.
        (f"{SHELLED}, the National Security Service (NSS) of Armenia said.", "ARM"),
        ("The army of Azerbaijan (AAF) said two posts near Kut were shelled.", "AZE"),
    ],
)
def test_who_speaks_beside_other_names(
    read_claims: ReadClaims, sentence: str, side: str | None
) -> None:
    assert side_of_last(read_claims(f"{LEAD}\n\n{sentence}\n")) == side


@pytest.mark.parametrize(
    ("lead", "side"),
    [
        ("Two were killed near Sotk in firing by the Azerbaijani army, officials said.", "ARM"),
        (
            (
                "Two were killed near Sotk by shots fired at them from the soil of Azerbaijan, "
                "the foreign ministry said."
            ),
            "ARM",
        ),
        (
            (
                "Missiles fired from Azerbaijan hit a convoy of Armenian vehicles near Sotk, "
                "killing two, the army said."
            ),
            "ARM",
        ),
    ],
)
def test_a_bare_body_is_not_of_those_who_fired(
    read_claims: ReadClaims, lead: str, side: str
) -> None:
    speaker = read_claims(f"{lead}\n\nArmenia closed the road to Azerbaijan.\n")[0].speaker
    assert speaker is not None
    assert speaker.side == side


@pytest.mark.parametrize(
    "group",
    ["The banned Lamu Liberation Front (LLF)", "The Somali Islamist rebel group al Shabaab"],
)
def test_a_group_is_known_by_its_name_behind_what_it_is(
    read_claims: ReadClaims, group: str
) -> None:
    text = "Kenya said two soldiers were killed near Liboi on the border with Somalia.\n\n"
    speaker = read_claims(f"{text}{group} claimed it had killed nine soldiers.\n")[-1].speaker
    assert speaker is not None
    assert speaker.is_group


@pytest.mark.parametrize(
    ("speaker", "side"),
    [
        # Whose agencies a report names.
        ("the Armenian News Agency reported", "ARM"),
        ("the health ministry in Goris said", "ARM"),
        ("the head of the Lachin region said", "AZE"),
    ],
)
def test_whose_an_office_is(read_claims: ReadClaims, speaker: str, side: str) -> None:
    lead = "Guards exchanged fire near Sotk on Tuesday, shepherds of Armenia and Azerbaijan said."
    sentence = f"In the morning, {speaker}, and two men were wounded."
    assert side_of_last(read_claims(f"{lead}\n\n{sentence}\n")) == side


def test_an_army_gives_its_own_toll(read_claims: ReadClaims) -> None:
    sentence = (
        "Two men fell near Kut. The ministry of defence in Baku gave its own toll as four dead."
    )
    assert side_of_last(read_claims(f"{LEAD} {sentence}\n")) == "AZE"
