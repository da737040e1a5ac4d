"""The strip along the border: in step with all that is set, and linked with map and list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browsing import PHONE, measure, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browsing import Collections, OpenedPage, Opener


@pytest.fixture
def attached(collections: Collections) -> Collections:
    """The collections, with the km of the main site on each incident, as the exports have it."""
    main = {
        site["properties"]["incident_id"]: site["properties"]
        for site in collections["sites"]["features"]
        if site["properties"]["main"]
    }
    more = {"mine": 471.0, "tovuz": 120.0, "yeraskh": 2.0, "undated": 300.0}
    for feature in collections["incidents"]["features"]:
        key = feature["id"]
        km = main[key].get("border_km") if key in main else more.get(key)
        feature["properties"]["border_km"] = km
    return collections


def _shown(opened: OpenedPage) -> set[str]:
    marks = opened.page.locator(".chain-mark").all()
    return {key for mark in marks for key in read(mark, "data-incidents").split()}


def test_it_shows_where_along_the_line_and_when(
    open_page: Opener, attached: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(attached)
    assert _shown(opened) == {"sotk", "jermuk", "lachin", "mine", "tovuz", "yeraskh"}
    tovuz, sotk = (
        measure(opened.page.locator(f".chain-mark[data-incidents~={key}] svg"))
        for key in ("tovuz", "sotk")
    )
    assert tovuz["x"] < sotk["x"]
    assert tovuz["y"] < sotk["y"]
    # The scale of the days is that of the strip of time below.
    opened.page.locator(".handle-end").focus()
    opened.page.keyboard.press("Home")
    line = measure(opened.page.locator(".handle-end"))
    assert tovuz["x"] < line["x"] + line["width"]
    expect(opened.page.locator(".chain-mark")).to_have_count(1)
    assert opened.faults == []


def test_filters_search_and_period_apply_to_it(open_page: Opener, attached: Collections) -> None:
    opened = open_page(attached)
    opened.page.locator(".search-box").fill("sotk")
    assert _shown(opened) == {"sotk"}
    opened.page.locator(".search-box").fill("")
    opened.page.locator("[data-filter=status] summary").click()
    opened.page.locator("[data-value=reported]").check()
    assert _shown(opened) == {"jermuk", "mine"}
    assert opened.faults == []


def test_what_one_points_at_shows_in_the_others(
    open_page: Opener, attached: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(attached)
    mark = opened.page.locator(".chain-mark[data-incidents~=mine]")
    rings = opened.page.locator(".pointed")
    mark.hover()
    expect(rings).to_have_count(1)
    opened.page.locator("h1").hover()
    expect(rings).to_have_count(0)
    opened.page.locator(".item[data-incident=mine]").hover()
    expect(mark).to_have_class("chain-mark chain-pointed")
    opened.page.locator("h1").hover()
    expect(mark).to_have_class("chain-mark")
    opened.page.locator(".marker[data-incidents~=mine]").hover()
    expect(mark).to_have_class("chain-mark chain-pointed")
    assert opened.faults == []


def test_what_is_open_is_marked_and_a_mark_opens_its_incident(
    open_page: Opener, attached: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(attached, fragment="#mine")
    mine = opened.page.locator(".chain-mark[data-incidents~=mine]")
    expect(mine).to_have_class("chain-mark chain-open")
    expect(opened.page.locator(".chain-cross")).to_have_count(1)
    opened.page.locator(".chain-mark[data-incidents~=sotk]").click()
    expect(opened.page.locator(".story")).to_have_attribute("data-story", "sotk")
    expect(mine).to_have_class("chain-mark")
    # Its other place on the line, and how far off each may be.
    expect(opened.page.locator(".chain-other")).to_have_count(1)
    expect(opened.page.locator(".chain-reach")).to_have_count(2)
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator(".chain-cross")).to_have_count(0)
    assert opened.faults == []


def test_by_keyboard_it_is_one_stop_with_arrows_between_its_marks(
    open_page: Opener, attached: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(attached)
    opened.page.locator(".chain-fold summary").focus()
    keyboard = opened.page.keyboard
    keyboard.press("Tab")
    expect(opened.page.locator(".chain-mark[data-incidents~=tovuz]")).to_be_focused()
    keyboard.press("ArrowRight")
    expect(opened.page.locator(".chain-mark[data-incidents~=yeraskh]")).to_be_focused()
    keyboard.press("End")
    mine = opened.page.locator(".chain-mark[data-incidents~=mine]")
    expect(mine).to_be_focused()
    keyboard.press("Enter")
    expect(opened.page.locator(".story")).to_have_attribute("data-story", "mine")
    keyboard.press("Escape")
    expect(mine).to_be_focused()
    keyboard.press("Tab")
    assert not opened.look_up("document.activeElement.closest('.chain-plot')")
    assert opened.faults == []


def test_on_a_phone_it_is_folded_until_it_is_asked_for(
    open_page: Opener, attached: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(attached, **PHONE)
    plot = opened.page.locator(".chain-plot")
    expect(plot).to_be_hidden()
    opened.page.locator(".chain-fold summary").click()
    expect(plot).to_be_visible()
    assert "mine" in _shown(opened)
    opened.page.locator(".chain-mark[data-incidents~=mine]").tap()
    expect(opened.page.locator(".sheet .story")).to_have_attribute("data-story", "mine")
    assert opened.faults == []


def test_where_nothing_lies_on_the_line_there_is_none(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    for feature in collections["incidents"]["features"]:
        feature["properties"]["border_km"] = None
    opened = open_page(collections)
    expect(opened.page.locator("#chainage")).to_be_hidden()
    assert opened.faults == []
