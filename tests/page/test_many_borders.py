"""A page of many borders, as one who watches the world has it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browsing import PHONE, read

if TYPE_CHECKING:
    from tests.browsing import Collections, OpenedPage, Opener

_SHIFTS_DEG = range(-150, 80, 10)
"""Where the same border stands once more, from America to Siberia."""


@pytest.fixture
def worldwide(collections: Collections) -> Collections:
    """Return the first border and two of its incidents, once in each of two dozen places."""
    line = collections["borders"]["features"][0]
    incidents = [
        it for it in collections["incidents"]["features"] if it["id"] in ("sotk", "jermuk")
    ]
    borders, moved = [], []
    for number, shift in enumerate(_SHIFTS_DEG):
        sides = ("ARM", "AZE") if shift == 0 else (f"A{number:02}", f"B{number:02}")
        copied = copy.deepcopy(line)
        copied["properties"] |= {"border": "-".join(sides), "a": sides[0], "b": sides[1]}
        _shift(copied["geometry"], shift)
        borders.append(copied)
        for incident in copy.deepcopy(incidents):
            incident["id"] = incident["properties"]["id"] = f"{incident['id']}{number}"
            incident["properties"] |= {"border": "-".join(sides), "border_km": 120.0}
            _shift(incident["geometry"], shift)
            moved.append(incident)
    for name, features in (("borders", borders), ("incidents", moved)):
        collections[name] = {"type": "FeatureCollection", "features": features}
    for name in ("sites", "stretches"):
        collections[name] = {"type": "FeatureCollection", "features": []}
    return collections


def _shift(geometry: dict[str, Any], by_deg: float) -> None:
    def move(part: list[Any]) -> list[Any]:
        if isinstance(part[0], (int, float)):
            return [part[0] + by_deg, *part[1:]]
        return [move(one) for one in part]

    geometry["coordinates"] = move(geometry["coordinates"])


def _number(opened: OpenedPage, expression: str) -> float:
    found = opened.look_up(expression)
    assert isinstance(found, int | float)
    return found


def _zoom(opened: OpenedPage) -> float:
    return _number(opened, "geomap.map.getZoom()")


def test_the_strip_scrolls_and_no_section_is_too_low_to_read(
    open_page: Opener, worldwide: Collections
) -> None:
    opened = open_page(worldwide)
    panels = opened.page.locator(".chain-panel").all()
    assert len(panels) == len(_SHIFTS_DEG)
    assert all(float(read(panel, "height")) >= 30 for panel in panels)
    box = "document.querySelector('.chain-box')"
    assert opened.look_up(f"{box}.scrollHeight > 2 * {box}.clientHeight")
    expect(opened.page.locator(".chain-name", has_text="Armenia–Azerbaijan")).to_have_count(1)
    # A mark far down is reached by keyboard.
    opened.page.locator(".chain-fold summary").focus()
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("End")
    down = _number(opened, f"{box}.scrollTop")
    assert down > 0
    # So is that of an incident that is opened in the list.
    opened.page.locator(".item[data-incident=sotk0]").click()
    assert opened.look_up(f"{box}.scrollTop < {down}")
    assert opened.faults == []


def test_a_border_is_chosen_and_the_map_brought_to_it(
    open_page: Opener, worldwide: Collections
) -> None:
    opened = open_page(worldwide)
    wide = _zoom(opened)
    page = opened.page
    page.locator("[data-filter=border] summary").click()
    page.locator("[data-filter=border] .more").click()
    page.locator('[data-filter=border] input[data-value="ARM-AZE"]').check()
    assert len(opened.shown_in_list()) == 2
    # The strip has room for what is left.
    expect(page.locator(".chain-panel")).to_have_count(1)
    assert float(read(page.locator(".chain-panel"), "height")) > 80
    page.get_by_role("button", name="Show all that is shown").click()
    assert _zoom(opened) > wide + 3
    assert opened.look_up("geomap.map.getBounds().contains([40.1, 45.9])")
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_role("button", name="Show all that is shown").click()
    assert _zoom(opened) < wide + 1
    assert opened.faults == []


def test_ticks_of_the_line_keep_their_distance_at_any_zoom(
    open_page: Opener, worldwide: Collections
) -> None:
    opened = open_page(worldwide)
    ticks = "(document.querySelector('.border-tick').getAttribute('d').match(/M/g) || []).length"
    said = opened.page.locator(".legend-ticks")
    assert _number(opened, ticks) <= len(_SHIFTS_DEG)
    opened.look_up("geomap.map.setView([40.1, 45.9], 9.5, {animate: false}) && 1")
    expect(said).to_have_text("A tick every 10 km")
    assert _number(opened, ticks) > 5
    opened.look_up("geomap.map.setView([40.1, 45.9], 7, {animate: false}) && 1")
    expect(said).to_have_text("A tick every 50 km")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_it_opens_with_every_incident_in_view_and_none_under_the_legend(
    open_page: Opener, worldwide: Collections, options: dict[str, Any]
) -> None:
    opened = open_page(worldwide, **options)
    inside = "geomap.map.getBounds().pad(0.05).contains([40.1, {}])"
    assert opened.look_up(inside.format(45.9 + _SHIFTS_DEG[0]))
    assert opened.look_up(inside.format(45.9 + _SHIFTS_DEG[-1]))
    assert not opened.look_up("document.querySelector('.legend').open")


def test_full_screen_shows_the_whole_page(open_page: Opener, collections: Collections) -> None:
    opened = open_page(collections)
    button = opened.page.get_by_role("button", name="Full screen")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert opened.look_up("document.fullscreenElement === document.documentElement")
    expect(opened.page.locator("#panel-list")).to_be_visible()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert opened.faults == []


def test_what_has_no_point_is_not_brought_into_view_and_that_is_said(
    open_page: Opener, collections: Collections
) -> None:
    for feature in collections["incidents"]["features"]:
        feature["geometry"] = None
    opened = open_page(collections)
    before = opened.look_up("geomap.map.getCenter().toString()")
    opened.page.get_by_role("button", name="Show all that is shown").click()
    expect(opened.page.get_by_text("has a point on the map")).to_be_visible()
    assert opened.look_up("geomap.map.getCenter().toString()") == before
