"""Names in another spelling than the gazetteer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.places.fold import fold_name
from geomap.places.respelt import RESPELT, find_respelt, iter_spellings

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Resolution
    from geomap.places import Gazetteer

WORDS = st.lists(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9), min_size=1, max_size=4
)


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Tel Abyadh", "SYR", "Tall Abyaḑ"),
        ("Rashaia", "LBN", "Râchaïya el Ouadi"),
        ("Karameh", "JOR", "Al Karāmah"),
        ("Yuksekowa", "TUR", "Yüksekova"),
    ],
)
def test_other_transliterations_are_found(
    gazetteer: Gazetteer, name: str, country: str, found: str
) -> None:
    place = find_respelt(name, gazetteer, countries={country})
    assert place is not None
    assert fold_name(place.name) == fold_name(found)


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Yerasskh", {"ARM", "AZE"}),
        ("Zorakert", {"ARM"}),
        ("Rashaia", {"BRA"}),
        ("Rashaia", set[str]()),
    ],
    ids=["a slip of the pen", "unknown", "elsewhere", "nowhere"],
)
def test_nothing_else_is(gazetteer: Gazetteer, name: str, countries: set[str]) -> None:
    assert find_respelt(name, gazetteer, countries=countries) is None


def test_of_two_that_may_be_meant_neither_is(gazetteer: Gazetteer) -> None:
    assert find_respelt("Al-Mansouriyah", gazetteer, countries=gazetteer.countries) is None


@given(words=WORDS.map(tuple))
def test_spellings_are_others_each_once(words: tuple[str, ...]) -> None:
    found = list(iter_spellings(words))
    assert len(found) == len(set(found))
    assert words not in found
    assert all(found)
    assert all(word for it in found for word in it)


def test_a_report_says_that_it_is_spelt_otherwise(
    resolve_one: Callable[[str, str], Resolution],
) -> None:
    resolution = resolve_one(
        "Lebanon and Syria blame each other. A post outside Rashaia was shelled.", "Rashaia"
    )
    assert resolution.place is not None
    assert resolution.place.country == "LBN"
    assert resolution.reason.startswith(RESPELT)
