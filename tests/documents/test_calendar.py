"""Dates are found wherever the pattern of one matches, in less time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents.calendar import (
    DAY_OF_YEAR,
    FULL_DATE,
    has_digit,
    iter_days_of_year,
    iter_full_dates,
)

DATES = (
    "12 May 2012",
    "July 4th, 1999",
    "05/07/2015",
    "2021-07-28",
    "220915Z MAR 68",
    "4 JULY 1968",
    "June 3rd",
    "31 August",
)
GAPS = (" ", "\n", ", ", ".", "-", "May ", "May. ", "on ", "x", "7", "_", "²", "Sept.\t", "թ")
TEXTS = st.lists(st.sampled_from(DATES) | st.sampled_from(GAPS) | st.text(max_size=3), max_size=9)


@given(TEXTS, st.integers(0, 6), st.integers(0, 40))
def test_dates_are_those_that_the_pattern_finds(parts: list[str], start: int, end: int) -> None:
    text = "".join(parts)
    expected = [match.span() for match in FULL_DATE.finditer(text, start, end)]
    assert [match.span() for match in iter_full_dates(text, start, end)] == expected


@given(TEXTS, st.integers(0, 6), st.integers(0, 40))
def test_days_of_a_year_are_those_that_the_pattern_finds(
    parts: list[str], start: int, end: int
) -> None:
    text = "".join(parts)
    expected = [match.span() for match in DAY_OF_YEAR.finditer(text, start, end)]
    assert [match.span() for match in iter_days_of_year(text, start, end)] == expected


def test_a_date_begins_with_its_month_or_its_day() -> None:
    text = "On July 28, 2021 and 30 July 2021, in 2021."
    assert [match[0] for match in iter_full_dates(text)] == ["July 28, 2021", "30 July 2021"]


@pytest.mark.parametrize(
    ("text", "is_held"),
    [
        ("", False),
        ("Of no day.", False),
        ("On 5 May", True),
        ("“Of no day”", False),
        ("“On 5 May”", True),
        ("في ٥ مايو", True),
        ("m²", False),
    ],
)
def test_a_digit_of_any_script_is_seen(text: str, *, is_held: bool) -> None:
    assert has_digit(text) is is_held
