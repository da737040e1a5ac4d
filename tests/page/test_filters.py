"""Filters beside the dates: what they show, and that counts, list and map agree."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browsing import PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.browsing import Collections, OpenedPage, Opener


def _box(opened: OpenedPage, facet: str, value: str) -> Locator:
    """Return a box of a filter, unfolded."""
    details = opened.page.locator(f"[data-filter={facet}]")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    return details.locator(f'input[data-value="{value}"]')


def _count_beside(box: Locator) -> int:
    count = box.locator("xpath=..").locator(".box-count")
    # Numbers are drawn in the frame after a click.
    expect(count).to_have_text(re.compile(r"^\d+"))
    return int(count.inner_text().split()[0])


def _ids(collections: Collections, **wanted: str) -> set[str]:
    return {
        feature["id"]
        for feature in collections["incidents"]["features"]
        if all(feature["properties"][name] == value for name, value in wanted.items())
    }


def _check_agreement(opened: OpenedPage, collections: Collections, shown: set[str]) -> None:
    """Check that list, map and badge show the same."""
    features = collections["incidents"]["features"]
    located = {feature["id"] for feature in features if feature["geometry"]}
    assert opened.shown_in_list() == shown
    assert opened.shown_on_map() == shown & located
    badge = opened.page.locator("#panel-list .badge").inner_text()
    assert badge == f"{len(shown)} of {len(features)}"


def test_filters_combine_with_each_other_and_with_the_dates(
    open_page: Opener, collections: Collections
) -> None:
    opened = open_page(collections)
    everything = {feature["id"] for feature in collections["incidents"]["features"]}
    _box(opened, "status", "claimed").check()
    claimed = _ids(collections, status="claimed")
    _check_agreement(opened, collections, claimed)
    _box(opened, "type", "Armed clash").check()
    clashes = _ids(collections, status="claimed", sub_event_type="Armed clash")
    _check_agreement(opened, collections, clashes)
    # Of one filter any ticked value will do.
    _box(opened, "status", "confirmed_by_both").check()
    confirmed = _ids(collections, status="confirmed_by_both", sub_event_type="Armed clash")
    _check_agreement(opened, collections, clashes | confirmed)
    opened.page.locator('input[data-dates="2021"]').uncheck()
    _check_agreement(opened, collections, (clashes | confirmed) - {"lachin", "yeraskh"})
    assert opened.page.locator("#panel-filters .badge").inner_text() == "2 on"
    opened.page.get_by_role("button", name="Clear filters").click()
    _check_agreement(opened, collections, everything - {"lachin", "yeraskh", "gegharkunik"})
    assert opened.faults == []


def test_a_count_is_what_would_be_shown(open_page: Opener, collections: Collections) -> None:
    opened = open_page(collections)
    types = ("Armed clash", "Air/drone strike", "Agreement")
    statuses = ("claimed", "confirmed_by_both", "denied")
    for kind, status in itertools.product(types, statuses):
        _box(opened, "type", kind).check()
        box = _box(opened, "status", status)
        expected = len(_ids(collections, sub_event_type=kind, status=status))
        assert _count_beside(box) == expected
        box.check()
        assert len(opened.shown_in_list()) == expected
        box.uncheck()
        _box(opened, "type", kind).uncheck()
    all_dates = opened.page.locator("input[data-dates=all]")
    assert _count_beside(all_dates) == len(collections["incidents"]["features"])
    _box(opened, "status", "denied").check()
    # The counts of dates are in step with the filters, and stay when a date is switched off.
    day = opened.page.locator('input[data-dates="2021-07-28"]')
    assert (_count_beside(all_dates), _count_beside(day)) == (1, 1)
    day.uncheck()
    assert (_count_beside(all_dates), _count_beside(day)) == (1, 1)


def test_party_report_and_place_are_filters(open_page: Opener, collections: Collections) -> None:
    features = {
        feature["id"]: feature["properties"] for feature in collections["incidents"]["features"]
    }
    features["mine"]["side_a"] = features["mine"]["side_b"] = None
    features["tovuz"]["side_b"] = "GEO"
    opened = open_page(collections)
    _box(opened, "side", "GEO").check()
    assert opened.shown_in_list() == {"tovuz"}
    _box(opened, "side", "").check()
    assert opened.shown_in_list() == {"tovuz", "mine"}
    opened.page.get_by_role("button", name="Clear filters").click()
    _box(opened, "source", "sotk-2.txt").check()
    assert opened.shown_in_list() == {"sotk"}
    opened.page.get_by_role("button", name="Clear filters").click()
    _box(opened, "place", "Not on the map").check()
    assert opened.shown_in_list() == {"unlocated", "undated"}
    _box(opened, "place", "Not on the map").uncheck()
    _box(opened, "place", "On the border line").check()
    assert opened.shown_in_list() == {"sotk", "jermuk", "lachin", "gegharkunik"}


def test_a_filter_works_by_keyboard(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    opened.page.locator("[data-filter=status] summary").focus()
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    expect(opened.page.locator("[data-filter=status] input").first).to_be_focused()
    opened.page.keyboard.press("Space")
    assert opened.shown_in_list() == _ids(collections, status="confirmed_by_both")
    opened.page.get_by_role("button", name="Clear filters").focus()
    opened.page.keyboard.press("Enter")
    assert len(opened.shown_in_list()) == len(collections["incidents"]["features"])
    # The button is gone; the focus is at the first filter and not lost.
    expect(opened.page.locator("[data-filter=type] summary")).to_be_focused()


def test_nothing_left_says_so_and_offers_everything(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    _box(opened, "status", "denied").check()
    opened.page.locator('input[data-dates="2021"]').uncheck()
    expect(opened.page.locator("#panel-list .none")).to_contain_text("No incident passes")
    opened.page.get_by_role("button", name="Show all incidents").click()
    everything = {feature["id"] for feature in collections["incidents"]["features"]}
    _check_agreement(opened, collections, everything)


def test_an_address_clears_the_filter_that_hides_its_incident(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    _box(opened, "status", "denied").check()
    _box(opened, "type", "Shelling/artillery/missile attack").check()
    opened.look_up("location.hash = '#jermuk'")
    expect(opened.page.locator(".story")).to_have_attribute("data-story", "jermuk")
    expect(opened.page.locator(".notice")).to_contain_text("“Who says so” is cleared")
    # What did not hide it stays.
    expect(_box(opened, "type", "Shelling/artillery/missile attack")).to_be_checked()
    assert opened.shown_in_list() == {"sotk", "jermuk", "gegharkunik"}


def test_what_a_filter_hides_is_closed(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    opened.page.locator(".item[data-incident=sotk]").click()
    expect(opened.page.locator(".story")).to_be_visible()
    _box(opened, "status", "denied").check()
    expect(opened.page.locator(".story")).to_have_count(0)
    assert opened.look_up("location.hash") == ""


def test_a_phone_starts_with_the_filters_closed(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections, **PHONE)
    expect(opened.page.locator(".filters")).to_be_hidden()
    opened.page.locator("#panel-filters .panel-title").tap()
    opened.page.locator("[data-filter=status] summary").tap()
    opened.page.locator("[data-filter=status] input[data-value=denied]").tap()
    expect(opened.page.locator("#panel-filters .badge")).to_have_text("1 on")
    assert opened.shown_on_map() == {"gegharkunik"}
    assert opened.look_up("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    assert opened.faults == []


@pytest.mark.parametrize("count", [0, 1])
def test_what_cannot_be_told_apart_has_no_filter(
    open_page: Opener, collections: Collections, expect: Callable[..., Any], count: int
) -> None:
    for name in ("incidents", "sites", "stretches"):
        collections[name]["features"] = collections[name]["features"][:count]
    collections["incidents"]["features"] = [
        {**feature, "properties": {**feature["properties"], "side_b": None, "sources": ["a.txt"]}}
        for feature in collections["incidents"]["features"]
    ]
    opened = open_page(collections)
    expect(opened.page.locator("#panel-filters")).to_have_count(0)
    assert opened.faults == []


def test_hostile_values_stay_words(
    open_page: Opener, hostile_collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(hostile_collections)
    opened.page.locator("[data-filter=type] summary").click()
    values = opened.page.locator("[data-filter=type] .box-name")
    expect(values.filter(has_text="<script>window.broken = 1</script>")).to_have_count(1)
    assert opened.look_up("typeof window.broken") == "undefined"
    assert opened.faults == []


def test_many_incidents_stand_in_the_page_only_where_they_are_seen(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    pattern = collections["incidents"]["features"][0]
    count = 1000
    collections["incidents"]["features"] = [
        {
            **pattern,
            "id": f"one-{number:04}",
            "properties": pattern["properties"]
            | {"id": f"one-{number:04}", "sources": [f"{number}.txt"]},
        }
        for number in range(count)
    ]
    opened = open_page(collections)
    expect(opened.page.locator(".marker")).to_have_text([str(count)])
    items = opened.page.locator("#panel-list .item")
    assert items.count() < count / 4
    expect(opened.page.locator("#panel-list .badge")).to_have_text("1,000 of 1,000")
    first = items.count()
    # They come as the keyboard goes on, which loses no focus.
    items.last.focus()
    following = opened.page.locator(f".item[data-incident=one-{first:04}]")
    expect(following).to_have_count(1)
    opened.page.keyboard.press("Tab")
    expect(following).to_be_focused()
    # A row far down the list comes with those around it.
    opened.look_up("location.hash = '#one-0900'")
    row = opened.page.locator("#panel-list .item[data-incident=one-0900]")
    expect(row).to_be_in_viewport()
    opened.page.get_by_role("button", name="Earlier incidents").click()
    assert items.count() < count / 2
    opened.page.keyboard.press("Escape")
    opened.page.locator(".marker-stack").click()
    assert opened.page.locator(".choice .item").count() == count / 10
    expect(opened.page.locator(".choice-rest")).to_contain_text("and 900 more")
    boxes = opened.page.locator("[data-filter=source] input")
    assert boxes.count() < count / 4
    assert opened.faults == []
