"""What a sentence tells before any place is known."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap.claims.reading import read_report
from geomap.model import Document

NEWS = "Posts near Sotk were shelled on Monday. "


def _count(sentence: str) -> int:
    document = Document(id="a", source="a", text=NEWS + sentence, published=dt.date(2022, 9, 14))
    reading = read_report(document)
    assert reading is not None
    return sum(len(it.losses) for parts in reading.parts for it in parts)


@pytest.mark.parametrize(
    "sentence",
    [
        "The poet died at the age of 84 in Houston.",
        "A former minister, Karim Haddad, has died aged 91.",
        "His widow passed away peacefully in Lyon.",
        "The singer died after a long illness.",
        "The general died of natural causes.",
    ],
)
def test_who_dies_of_old_age_or_an_illness_is_no_loss(sentence: str) -> None:
    assert _count(sentence) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "The sergeant died at the age of 21.",
        "A woman died at the age of 72 when a shell hit her house.",
        "Two men died aged 70 and 75.",
        "A man of 64 died of his wounds.",
    ],
)
def test_who_dies_young_or_by_force_is(sentence: str) -> None:
    assert _count(sentence) > 0


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("On 2 March 1969 a patrol was fired on. On", dt.date(1969, 3, 15)),
        ("On 28 March 1969 a patrol was fired on. Nobody slept. On", dt.date(1969, 4, 15)),
        ("A patrol was fired on on 2 March 1969, and on", dt.date(1969, 3, 15)),
        ("On 2 March 1969 ten died. On the 14th, both shelled Sotk. On", dt.date(1969, 3, 15)),
        ("A treaty of 2 March 1969 is in force. On", dt.date(2019, 2, 15)),
        ("A patrol was fired on on 2 February. On", dt.date(2019, 2, 15)),
    ],
)
def test_a_numbered_day_is_of_the_month_of_an_old_event_told_before(
    before: str, day: dt.date
) -> None:
    text = f"{before} the 15th the two sides shelled each other."
    document = Document(id="a", source="a", text=text, published=dt.date(2019, 3, 8))
    reading = read_report(document)
    assert reading is not None
    dates = [date for parts in reading.parts for it in parts for date in it.dates]
    assert dates[-1].interval.start == day


def test_a_numbered_day_of_late_is_news_whatever_was_told_before() -> None:
    text = "In the battle of 2 March 1969 ten died. On the 5th the two sides shelled each other."
    document = Document(id="a", source="a", text=text, published=dt.date(2019, 3, 8))
    reading = read_report(document)
    assert reading is not None
    dates = [date for parts in reading.parts for it in parts for date in it.dates]
    assert dates[-1].interval.start == dt.date(2019, 3, 5)
