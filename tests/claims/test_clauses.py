"""Two events with a day each in one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from geomap.model import Claim, Measure

ReadClaims = Callable[..., list[Claim]]

MONDAY, TUESDAY = dt.date(2022, 9, 12), dt.date(2022, 9, 13)


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "Armenian guns opened fire near Sotk on Tuesday, after an Azerbaijani shell killed five"
            " villagers in Kut on Monday."
        ),
        (
            "Armenian guns opened fire near Sotk on Tuesday, a day after an Azerbaijani shell"
            " killed five villagers in Kut."
        ),
        (
            "A day after an Azerbaijani shell killed five villagers in Kut, Armenian guns opened"
            " fire near Sotk on Tuesday."
        ),
    ],
)
def test_each_event_has_its_own_day_and_losses(read_claims: ReadClaims, sentence: str) -> None:
    earlier, later = read_claims(f"{sentence}\n")
    assert (earlier.date.start, later.date.start) == (MONDAY, TUESDAY)
    assert [(c.measure, c.best) for c in earlier.casualties] == [(Measure.KILLED, 5)]
    assert later.casualties == ()
    assert [site.place.name for site in earlier.sites] == ["Kut"]
    assert [site.place.name for site in later.sites] == ["Sotk"]


@pytest.mark.parametrize(
    "sentence",
    [
        # One event, and when it was told of.
        "Azerbaijani shells killed five villagers in Kut on Monday, Armenia said on Tuesday.",
        # What came after is no event.
        "Talks began on Tuesday after Azerbaijani shells killed five villagers in Kut on Monday.",
        # One day for both.
        "Armenian guns opened fire near Sotk on Monday after shells killed five in Kut on Monday.",
        "Five villagers were killed in Kut after Azerbaijani troops opened fire on Monday.",
    ],
)
def test_other_sentences_stay_whole(read_claims: ReadClaims, sentence: str) -> None:
    assert len(read_claims(f"{sentence}\n")) == 1


def test_the_report_goes_on_with_the_later_event(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Armenian guns opened fire near Sotk on Tuesday, a day after an Azerbaijani shell killed"
        " five villagers in Kut. Two soldiers were wounded in the exchange.\n"
    )
    assert [claim.date.start for claim in claims][:2] == [MONDAY, TUESDAY]
    assert claims[-1].date.start in {TUESDAY, None}


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        (
            "Two soldiers were killed near Sotk and four were wounded near Kapan on Monday.",
            [["Sotk"], ["Kapan"]],
        ),
        ("A shell killed one man in Sotk, while two died in Kapan.", [["Sotk"], ["Kapan"]]),
        ("Two soldiers were killed and four were wounded near Kapan.", [["Kapan"]]),
    ],
)
def test_losses_at_two_places_are_two_claims(
    read_claims: ReadClaims, sentence: str, places: list[list[str]]
) -> None:
    text = f"Armenia and Azerbaijan blame each other.\n\n{sentence}\n"
    claims = [claim for claim in read_claims(text) if claim.casualties]
    assert [[site.place.name for site in claim.sites] for claim in claims] == places
    assert len({claim.date.start for claim in claims}) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "In Kapan, a bomb went off at a bank on Monday, and masked men burnt a bus in Goris.",
        "A bomb went off at a bank in Kapan on Monday, while in Goris gunmen shot dead a judge.",
    ],
)
def test_each_scene_has_its_own_place(read_claims: ReadClaims, sentence: str) -> None:
    claims = read_claims(f"{sentence}\n")
    assert [[site.place.name for site in it.sites] for it in claims] == [["Kapan"], ["Goris"]]
    assert {it.date.start for it in claims} == {MONDAY}


@pytest.mark.parametrize(
    "sentence",
    [
        # One of them tells nothing that happened.
        "In Kapan, a bomb went off at a bank on Monday, and the schools in Goris were closed.",
        # One event, which has two places.
        "Armenian guns shelled posts near Kut on Monday and hit houses in Tovuz.",
    ],
)
def test_one_scene_stays_whole(read_claims: ReadClaims, sentence: str) -> None:
    assert len(read_claims(f"{sentence}\n")) == 1
