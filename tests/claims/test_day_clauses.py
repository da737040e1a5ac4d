"""One sentence with a place on one day and the next on another."""

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
        "Azerbaijani troops shelled Sotk on Monday night and the town of Kapan early on Tuesday.",
        "Azerbaijani troops opened fire near Sotk on Monday and near Kapan a day later.",
        "Azerbaijani troops opened fire twice: on Monday at Sotk, and on Tuesday at Kapan.",
        "On Monday Azerbaijani guns hit a post at Sotk, then on Tuesday near Kapan.",
    ],
)
def test_each_place_has_its_day(read_claims: ReadClaims, sentence: str) -> None:
    first, second = read_claims(f"{sentence}\n")
    assert (first.date.start, second.date.start) == (MONDAY, TUESDAY)
    assert [site.place.name for site in first.sites] == ["Sotk"]
    assert [site.place.name for site in second.sites] == ["Kapan"]
    assert second.sub_event_type is first.sub_event_type


def test_what_both_cost_is_of_neither_alone(read_claims: ReadClaims) -> None:
    first, second = read_claims(
        "Azerbaijani troops attacked Sotk on Monday and Kapan on Tuesday, killing eight soldiers.\n"
    )
    assert first.casualties == second.casualties == ()


def test_what_a_place_cost_is_of_its_day(read_claims: ReadClaims) -> None:
    first, second = read_claims(
        "Azerbaijani troops opened fire on Monday at Sotk, where two soldiers were wounded, and"
        " on Tuesday at Kapan, where five soldiers were killed.\n"
    )
    assert [(c.measure, c.best) for c in first.casualties] == [(Measure.WOUNDED, 2)]
    assert [(c.measure, c.best) for c in second.casualties] == [(Measure.KILLED, 5)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Azerbaijani troops opened fire near Sotk on Monday and Tuesday.",
        "Azerbaijani troops attacked Sotk and Kapan on Monday.",
        "Azerbaijani troops opened fire near Sotk on Monday, and Armenia spoke on Tuesday.",
        "On Monday troops fired on men who had come from Sotk and Kapan on Tuesday.",
    ],
)
def test_other_sentences_stay_whole(read_claims: ReadClaims, sentence: str) -> None:
    assert len(read_claims(f"{sentence}\n")) == 1
