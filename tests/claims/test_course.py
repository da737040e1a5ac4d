"""How long a fight has gone on, by what a sentence says."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap.claims.course import read_course
from geomap.claims.dates import find_dates
from geomap.model import Course

# A Wednesday.
PUBLISHED = dt.date(2022, 9, 14)


def read(sentence: str) -> Course | None:
    mentions = find_dates(sentence, 0, len(sentence), published=PUBLISHED, document_id="a.txt")
    return read_course(sentence, mentions, start=0)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Fighting went on for a second day on Monday.", 2),
        ("They traded fire for a sixth straight day around the temple.", 6),
        ("The battle entered its 3rd day.", 3),
        ("Shells wounded 34 people in the four days of fighting around the temple.", 4),
        ("More than 200 were killed in last weekend's two-day battle.", 2),
        ("The fighting has lasted for three days.", 3),
        ("It was day two of the shelling.", 2),
        ("Forty died in 48 hours of heavy clashes.", 2),
        ("It was a week-long battle.", 7),
        ("Ten died in the weekend's fighting.", 2),
        ("It was quiet on Sunday after four days of shelling.", 5),
        ("No shot was fired at the pass after three days in which ten men died.", 4),
    ],
)
def test_days(sentence: str, days: int) -> None:
    course = read(sentence)
    assert course is not None
    assert course.days == days


@pytest.mark.parametrize(
    ("sentence", "began", "ended"),
    [
        ("He was killed in the battle that began on Sunday.", dt.date(2022, 9, 11), None),
        ("Eleven died in the fighting since Sunday.", dt.date(2022, 9, 11), None),
        (
            "Six died in the fighting from September 4 to 7.",
            dt.date(2022, 9, 4),
            dt.date(2022, 9, 7),
        ),
    ],
)
def test_since_when(sentence: str, began: dt.date, ended: dt.date | None) -> None:
    course = read(sentence)
    assert course is not None
    assert (course.began, course.ended) == (began, ended)


@pytest.mark.parametrize(
    "sentence",
    [
        "Two soldiers were killed on Tuesday.",
        "The guns stayed silent for a second day on Wednesday.",
        "The talks went on for hours.",
        "It was the worst clash in years, and the second this month.",
        "The front has been quiet for three days.",
        "The 30th day of the war saw no fire.",
        "It is the deadliest clash this week.",
    ],
)
def test_no_course(sentence: str) -> None:
    assert read(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    ["The battle for the oil field meanwhile continued.", "The shelling resumed at dawn."],
)
def test_it_goes_on(sentence: str) -> None:
    assert read(sentence) == Course(goes_on=True)


def test_when_a_fight_began_and_ended() -> None:
    course = read("Firing, which broke out on Sunday at a ford, died down on Tuesday evening.")
    assert course is not None
    assert (course.began, course.ended) == (dt.date(2022, 9, 11), dt.date(2022, 9, 13))


def test_since_an_earlier_battle_is_no_beginning() -> None:
    assert read("It was the second breach since the battles of 3 September.") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "A battle broke out and went on for about forty minutes.",
        "Shelling continued for several hours on Tuesday.",
    ],
)
def test_what_goes_on_for_minutes_goes_on_no_day(sentence: str) -> None:
    assert read(sentence) is None


def test_what_goes_on_for_days_by_the_hour_goes_on() -> None:
    course = read("The fighting continued for 48 hours.")
    assert course is not None
    assert course.goes_on
