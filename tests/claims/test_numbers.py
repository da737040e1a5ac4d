"""Numbers in digits and words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.numbers import NUMBER_PATTERN, parse_number, read_ordinal

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int, *, joiner: str = " and ") -> str:
    if number < 20:
        return UNITS[number]
    if number < 100:
        tens = TENS[number // 10 - 2]
        return tens if number % 10 == 0 else f"{tens}-{UNITS[number % 10]}"
    scale, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
    head = f"{in_words(number // scale, joiner=joiner)} {word}"
    rest = number % scale
    return head if not rest else f"{head}{joiner}{in_words(rest, joiner=joiner)}"


@given(st.integers(0, 99_999), st.sampled_from([" and ", " "]))
def test_a_number_in_words_comes_back(number: int, joiner: str) -> None:
    words = in_words(number, joiner=joiner)
    assert parse_number(words) == number
    assert parse_number(words.upper()) == number
    match = re.fullmatch(NUMBER_PATTERN, words, re.IGNORECASE)
    assert match, words


@given(st.integers(0, 9_999_999))
def test_a_number_in_digits_comes_back(number: int) -> None:
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}") == number
    assert re.fullmatch(NUMBER_PATTERN, f"{number:,}")


@pytest.mark.parametrize(
    ("text", "number"),
    [("a dozen", 12), ("two dozen", 24), ("a hundred", 100), ("a", 1), (" Seven ", 7)],
)
def test_words_for_numbers(text: str, number: int) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["several", "dozens", "many", "", "5th", "two soldiers"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("a third soldier", 3), ("a tenth of it", 10), ("the third", None)]
)
def test_what_one_more_makes(text: str, number: int | None) -> None:
    assert read_ordinal(text) == number
