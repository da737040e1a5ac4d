"""The page on paper: as wide as a sheet, with all rows of the list and nothing to press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browsing import measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browsing import Collections, OpenedPage, Opener

SHEET_PX = 690


def _begin_printing(opened: OpenedPage) -> None:
    opened.page.emulate_media(media="print")
    opened.look_up("void window.dispatchEvent(new Event('beforeprint'))")


def _end_printing(opened: OpenedPage) -> None:
    opened.look_up("void window.dispatchEvent(new Event('afterprint'))")
    opened.page.emulate_media(media="screen")


def test_map_strips_and_list_fit_a_sheet(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    before = opened.look_up("JSON.stringify([geomap.map.getCenter(), geomap.map.getZoom()])")
    _begin_printing(opened)
    for name in (".folium-map", ".plot", "#panel-list"):
        box = measure(opened.page.locator(name))
        assert box["x"] + box["width"] <= SHEET_PX, name
    expect(opened.page.locator("#panel-list .item:visible")).to_have_count(12)
    expect(opened.page.locator(".legend-body")).to_be_visible()
    for name in (".about", ".search-box", "#panel-dates", ".time-buttons", ".handle"):
        expect(opened.page.locator(name).first).to_be_hidden()
    # The same part of the land is on the map, and every marker with it.
    sheet = measure(opened.page.locator(".folium-map"))
    for marker in opened.page.locator(".marker").all():
        box = measure(marker)
        assert sheet["x"] < box["x"] < sheet["x"] + sheet["width"]
    _end_printing(opened)
    after = opened.look_up("JSON.stringify([geomap.map.getCenter(), geomap.map.getZoom()])")
    assert after == before
    expect(opened.page.locator(".search-box")).to_be_visible()
    assert opened.faults == []


def test_of_many_rows_the_first_ones_are_printed_and_it_says_so(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    pattern = collections["incidents"]["features"][0]
    collections["incidents"]["features"] = [
        {**pattern, "properties": {**pattern["properties"], "id": f"n{n:03}"}} for n in range(300)
    ]
    opened = open_page(collections)
    rest = opened.page.locator(".list-rest")
    _begin_printing(opened)
    expect(opened.page.locator("#panel-list .item")).to_have_count(250)
    expect(rest).to_have_text("The first 250 of 300 incidents.")
    _end_printing(opened)
    expect(rest).to_be_hidden()
    expect(opened.page.locator("#panel-list .item").first).to_be_visible()
    assert opened.faults == []


def test_it_really_prints(open_page: Opener, collections: Collections) -> None:
    opened = open_page(collections)
    opened.look_up("void (window.printed = 0)")
    opened.look_up("void addEventListener('afterprint', () => (window.printed += 1))")
    assert opened.page.pdf(format="A4").startswith(b"%PDF")
    assert opened.look_up("window.printed") == 1
    assert opened.look_up("document.body.className") == ""
    assert opened.faults == []
