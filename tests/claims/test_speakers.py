"""By whose word: the body that a sentence names, and the one that a pronoun goes back to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.claims.speaker_lexicon import speaker_rules
from geomap.model import Claim, Stance

ReadClaims = Callable[..., list[Claim]]

LEAD = "Armenian and Azerbaijani troops exchanged fire near Sotk on Tuesday."


def speakers_of(claims: list[Claim]) -> list[tuple[str, str | None] | None]:
    return [(c.speaker.name, c.speaker.side) if c.speaker else None for c in claims]


@pytest.mark.parametrize(
    ("sentence", "name", "side"),
    [
        (
            "The defence ministry of Armenia said that two posts near Kut were shelled.",
            "Ministry of Defence of Armenia",
            "ARM",
        ),
        (
            "Two posts near Kut were shelled, Armenia’s Ministry of Defense reported.",
            "Ministry of Defence of Armenia",
            "ARM",
        ),
        (
            "According to the Azerbaijani Defence Ministry, two posts near Kut were shelled.",
            "Ministry of Defence of Azerbaijan",
            "AZE",
        ),
        ("Two posts near Kut were shelled, Baku said.", "Government of Azerbaijan", "AZE"),
        (
            "Two villagers were wounded near Kut, said the Azerbaijani military's media wing.",
            "Armed Forces of Azerbaijan",
            "AZE",
        ),
        ("Baku insists that two posts near Kut were shelled.", "Government of Azerbaijan", "AZE"),
        ("Baku owned to two dead near Kut.", "Government of Azerbaijan", "AZE"),
        ("Yerevan mourned two dead near Kut.", "Government of Armenia", "ARM"),
        (
            "Azerbaijan’s State Border Service stated that two posts near Kut were shelled.",
            "Border Service of Azerbaijan",
            "AZE",
        ),
        (
            "Two posts near Kut were shelled, said the Armenian prime minister.",
            "Prime Minister of Armenia",
            "ARM",
        ),
        (
            "Two posts near Kut were shelled, the human rights defender of Armenia wrote.",
            "Human Rights Defender of Armenia",
            "ARM",
        ),
        ("Two posts near Kut were shelled, residents said.", "residents", None),
        (
            "Two posts near Kut were shelled, an Armenian army spokesman, Colonel Petrov, said.",
            "Armed Forces of Armenia",
            "ARM",
        ),
        (
            "Two posts near Kut were shelled, Ivan Petrov, spokesman for the Armenian army, said.",
            "Armed Forces of Armenia",
            "ARM",
        ),
        (
            "Two posts near Kut were shelled, the interior ministry's spokesman said in Baku.",
            "Ministry of Internal Affairs of Azerbaijan",
            "AZE",
        ),
        (
            "Two posts near Kut were shelled, a police official in Goris said.",
            "Ministry of Internal Affairs of Armenia",
            "ARM",
        ),
        (
            "Two posts near Kut were shelled, Armenia's state television said.",
            "state media of Armenia",
            "ARM",
        ),
        ("Azerbaijan: two posts near Kut were shelled.", "Government of Azerbaijan", "AZE"),
        (
            "The Azerbaijani army gave another version: two posts near Kut were shelled.",
            "Armed Forces of Azerbaijan",
            "AZE",
        ),
        ("Two posts near Kut were shelled, Armenian media reported.", "media (Armenia)", None),
        (
            "Two posts near Kut were shelled, Russia’s defence ministry said.",
            "Ministry of Defence of Russia",
            "RUS",
        ),
        (
            "Two posts near Kut were shelled, the press centre of the Armenian army confirmed.",
            "Armed Forces of Armenia",
            "ARM",
        ),
        (
            "The command of the Russian border troops in Armenia said posts near Kut were shelled.",
            "Border Service of Russia",
            "RUS",
        ),
        (
            "A channel close to Hezbollah said that two posts near Kut were shelled.",
            "Hezbollah",
            None,
        ),
        (
            "Two posts near Kut were shelled, both defence ministries said.",
            "Governments of Armenia and Azerbaijan",
            "ARM|AZE",
        ),
    ],
)
def test_the_speaker_of_a_sentence(
    read_claims: ReadClaims, sentence: str, name: str, side: str | None
) -> None:
    claims = read_claims(f"{LEAD}\n\n{sentence}\n")
    assert speakers_of(claims) == [None, (name, side)]


@pytest.mark.parametrize(
    "follow_up",
    [
        "The ministry added that a post near Kut was shelled.",
        "It said that a post near Kut was shelled.",
        "In addition, a post near Kut was shelled.",
    ],
)
def test_a_pronoun_goes_back_to_who_spoke_last(read_claims: ReadClaims, follow_up: str) -> None:
    claims = read_claims(
        f"{LEAD}\n\nTwo soldiers were wounded near Sotk, the Armenian defence ministry said."
        f" {follow_up}\n"
    )
    assert speakers_of(claims)[1:] == [("Ministry of Defence of Armenia", "ARM")] * 2


def test_the_ministry_is_the_last_ministry_and_not_the_last_speaker(
    read_claims: ReadClaims,
) -> None:
    claims = read_claims(
        f"{LEAD}\n\nTwo soldiers were wounded near Sotk, the Armenian defence ministry said."
        " Residents said that houses in Kut were shelled."
        " The ministry added that a post near Azat was shelled.\n"
    )
    assert speakers_of(claims)[-1] == ("Ministry of Defence of Armenia", "ARM")


def test_a_named_person_speaks_for_the_office(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Armenian Prime Minister Aram Aramyan said that posts near Sotk were shelled on Tuesday."
        " Azerbaijani forces had opened fire near Kut, Aramyan said.\n"
    )
    assert speakers_of(claims) == [("Prime Minister of Armenia", "ARM")] * 2


def test_a_quotation_takes_the_speaker_named_where_it_closes(read_claims: ReadClaims) -> None:
    claims = read_claims(
        f"{LEAD}\n\n“Posts near Kut were shelled. Two soldiers were wounded near Azat,” the "
        "Armenian defence ministry said.\n"
    )
    assert speakers_of(claims)[1:] == [("Ministry of Defence of Armenia", "ARM")] * 2


def test_a_communique_speaks_for_its_own_side(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Units of the Azerbaijani armed forces opened fire at our positions near Sotk, Armenia, on "
        "Tuesday.\n\nTwo posts near Kut were shelled.\n"
    )
    assert {claim.speaker.side if claim.speaker else None for claim in claims} == {"ARM"}


def test_two_voices_of_one_report_stay_apart(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Azerbaijani units shelled posts near Sotk on Tuesday, Armenia’s defence ministry said.\n\n"
        "Azerbaijan’s defence ministry said that Armenian units had opened fire near Lachin.\n"
    )
    assert [claim.speaker.side for claim in claims if claim.speaker] == ["ARM", "AZE"]
    assert all(claim.stance is Stance.ASSERTS for claim in claims)


def test_somebody_named_in_an_apposition_is_known_by_the_surname(read_claims: ReadClaims) -> None:
    claims = read_claims(
        f"{LEAD}\n\nIn Baku the interior ministry's spokesman, Ivan Petrov, said that posts near"
        " Kut were shelled. Two soldiers were wounded near Azat, Petrov said.\n"
    )
    assert speakers_of(claims)[1:] == [("Ministry of Internal Affairs of Azerbaijan", "AZE")] * 2


def test_two_voices_of_one_sentence_stay_apart(read_claims: ReadClaims) -> None:
    claims = read_claims(
        f"{LEAD}\n\nTen soldiers were wounded near Kut, according to the Armenian army; Azerbaijan"
        " said that five of its soldiers were wounded.\n"
    )
    assert [c.speaker.side for c in claims if c.speaker] == ["ARM", "AZE"]


def test_an_account_that_is_led_up_to_is_its_sides(read_claims: ReadClaims) -> None:
    claims = read_claims(
        f"{LEAD}\n\nHere is Baku's version. At dawn Armenian soldiers opened fire near Kut.\n"
    )
    assert speakers_of(claims)[-1] == ("Government of Azerbaijan", "AZE")


def test_a_heading_says_who_issues_a_statement(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "MINISTRY OF DEFENCE OF THE REPUBLIC OF ARMENIA\nPress Service\n\nOn Tuesday units of the"
        " armed forces of Azerbaijan opened fire near Sotk.\n\nThree servicemen were wounded.\n"
    )
    assert {claim.speaker.side if claim.speaker else None for claim in claims} == {"ARM"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Posts near Kut were shelled, a spokesman for the Liberation Front, Ivan Petrov, said.",
        "The Armenian army answered with fire on posts near Kut.",
        "Posts near Kut were shelled, Ivan Petrov told reporters.",
    ],
)
def test_who_is_neither_sides_voice(read_claims: ReadClaims, sentence: str) -> None:
    assert speakers_of(read_claims(f"{LEAD}\n\n{sentence}\n"))[-1] is None


@pytest.mark.parametrize("who", ["a UN spokesman", "a Red Cross official", "the hospital's chief"])
def test_who_speaks_for_neither_state_is_no_side(who: str, read_claims: ReadClaims) -> None:
    claims = read_claims(f"{LEAD} Two shepherds were wounded near Sotk, {who} said.")
    assert all(speaker is None or speaker[1] is None for speaker in speakers_of(claims))


def test_numbers_that_an_and_joins_are_no_two_states(read_claims: ReadClaims) -> None:
    # In a report that names no state at all, too.
    (claim,) = read_claims("The two brothers, 20 and 22, said they were shot by gunmen.\n")
    assert claim.speaker is None


def test_an_occupation_army_that_is_named_is_not_israels() -> None:
    names = speaker_rules().forces["ISR"]
    assert names.search("the occupation army said")
    assert not names.search("the Russian occupation army said")
