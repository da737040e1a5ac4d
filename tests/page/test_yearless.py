"""An incident whose day is known and whose year is not: what the page says of it, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browsing import Collections, Opener


@pytest.fixture
def yearless(collections: Collections) -> Collections:
    """Return the collections; the incident without a date is of 17 June."""
    feature = next(it for it in collections["incidents"]["features"] if it["id"] == "undated")
    feature["properties"] |= {
        "date_edtf": "XXXX-06-17",
        "date_basis": "explicit",
        "date_precision": 1,
        "summary": "A clash, 17 June, year not told.",
    }
    return collections


def test_it_is_listed_without_a_date_and_tells_its_day(
    open_page: Opener, yearless: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(yearless)
    item = opened.page.locator(".block[data-year='No date'] .item[data-incident=undated]")
    expect(item.locator(".item-date")).to_have_text("17 Jun, year not told")
    item.click()
    expect(opened.page.locator(".story .when")).to_have_text("17 Jun, year not told")
    assert opened.faults == []


def test_the_search_finds_it_by_its_day(open_page: Opener, yearless: Collections) -> None:
    opened = open_page(yearless)
    opened.page.locator(".search-box").fill("17 June year not told")
    assert opened.shown_in_list() == {"undated"}


def test_each_form_is_said_in_words(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    words = {
        "XXXX-06-17": "17 Jun, year not told",
        "XXXX-06-16/XXXX-06-17": "16–17 Jun, year not told",
        "XXXX-12-31/XXXX-01-01": "31 Dec – 1 Jan, year not told",
        "XXXX-05": "May, year not told",
        "../XXXX-06-17": "on or before 17 Jun, year not told",
    }
    features = collections["incidents"]["features"][: len(words)]
    for feature, edtf in zip(features, words, strict=True):
        feature["properties"] |= {"date_start": None, "date_end": None, "date_edtf": edtf}
    opened = open_page(collections)
    for feature, said in zip(features, words.values(), strict=True):
        item = opened.page.locator(f".item[data-incident={feature['id']}]")
        expect(item.locator(".item-date")).to_have_text(said)
    assert opened.faults == []
