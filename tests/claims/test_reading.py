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
