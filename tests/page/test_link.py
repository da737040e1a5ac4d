"""The address of an incident, and taking an incident along."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browsing import PHONE, measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browsing import Collections, OpenedPage, Opener

COPYING: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]}


def _fragment(opened: OpenedPage) -> str:
    return str(opened.look_up("location.hash"))


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_an_address_opens_its_incident(
    open_page: Opener,
    collections: Collections,
    expect: Callable[..., Any],
    options: dict[str, object],
) -> None:
    opened = open_page(collections, fragment="#yeraskh", **options)
    expect(opened.page.locator(".story")).to_have_attribute("data-story", "yeraskh")
    row = opened.page.locator("#panel-list .item[data-incident=yeraskh]")
    expect(row).to_have_attribute("aria-current", "true")
    expect(opened.page.locator('.marker[data-incidents="yeraskh"]')).to_be_in_viewport()
    assert len(opened.requests) == 1
    assert opened.faults == []


def test_opening_writes_the_address_and_closing_clears_it(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    before = opened.look_up("history.length")
    opened.page.locator(".item[data-incident=sotk]").click()
    expect(opened.page.locator(".story")).to_be_visible()
    assert _fragment(opened) == "#sotk"
    opened.page.locator(".item[data-incident=unlocated]").click()
    expect(opened.page.locator(".sheet .story")).to_be_visible()
    assert _fragment(opened) == "#unlocated"
    opened.page.keyboard.press("Escape")
    assert _fragment(opened) == ""
    # Reading fills no history: Back leads to where the reader came from.
    assert opened.look_up("history.length") == before


def test_back_goes_through_the_addresses_that_the_reader_followed(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections, fragment="#sotk")
    story = opened.page.locator(".story")
    expect(story).to_have_attribute("data-story", "sotk")
    opened.look_up("location.hash = '#mine'")
    expect(story).to_have_attribute("data-story", "mine")
    opened.page.go_back()
    expect(story).to_have_attribute("data-story", "sotk")
    assert opened.faults == []


def test_an_address_brings_back_what_was_switched_off_and_says_so(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    opened.page.locator('input[data-dates="2020"]').uncheck()
    assert "tovuz" not in opened.shown_on_map()
    opened.look_up("location.hash = '#tovuz'")
    expect(opened.page.locator(".story")).to_have_attribute("data-story", "tovuz")
    expect(opened.page.locator(".notice")).to_contain_text("12 Jul 2020")
    expect(opened.page.locator('input[data-dates="2020-07-12"]')).to_be_checked()
    assert "tovuz" in opened.shown_in_list()
    opened.page.locator(".notice-close").click()
    expect(opened.page.locator(".notice")).to_be_hidden()


@pytest.mark.parametrize("fragment", ["#nobody", "#%E0%A4%A", "#<img src=x onerror=alert(1)>"])
def test_an_address_that_leads_nowhere_says_so(
    open_page: Opener, collections: Collections, expect: Callable[..., Any], fragment: str
) -> None:
    opened = open_page(collections, fragment=fragment)
    expect(opened.page.locator(".notice")).to_contain_text("No incident of this page has the id")
    expect(opened.page.locator(".story")).to_have_count(0)
    assert _fragment(opened) == ""
    assert opened.faults == []


def test_an_incident_is_copied_as_link_text_and_geojson(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    checked = {"author": "A. Name", "reason": "saw the list", "field": "killed_a", "was": 104}
    collections["incidents"]["features"][0]["properties"]["checked"] = [checked]
    opened = open_page(collections, **COPYING)
    opened.page.locator(".item[data-incident=sotk]").click()

    def copy(kind: str) -> str:
        button = opened.page.locator(f"[data-copy={kind}]")
        button.click()
        expect(button).to_have_text("Copied")
        return str(opened.look_up("navigator.clipboard.readText()"))

    assert copy("link") == f"{opened.requests[0]}#sotk"
    text = copy("text")
    assert text.startswith("Sotk, 12–13 Sep 2022")
    assert "Confirmed by both sides" in text
    assert "Killed, Armenia: checked by A. Name: saw the list (was: 104)" in text
    assert "Armenia, killed: 105 (49–105; military; total so far" in text
    assert "Azerbaijan, killed: at least 50" in text
    assert "Azerbaijan, captured: 0" in text
    assert text.count("“Guns fired on posts near Sotk from midnight.” (sotk.txt)") == 1
    assert text.endswith("#sotk")
    feature = json.loads(copy("geojson"))
    source = collections["incidents"]["features"][0]
    assert feature["type"] == "Feature"
    assert feature["id"] == "sotk"
    assert feature["geometry"] == {"type": "Point", "coordinates": [45.9, 40.1]}
    given = source["properties"]
    assert {name: feature["properties"][name] for name in given} == given
    assert opened.faults == []


@pytest.mark.parametrize(
    "breakage",
    [
        "Object.defineProperty(navigator, 'clipboard', {value: undefined})",
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no'))",
    ],
    ids=["missing", "refused"],
)
def test_where_the_clipboard_is_closed_the_text_is_selected(
    open_page: Opener, collections: Collections, expect: Callable[..., Any], breakage: str
) -> None:
    opened = open_page(collections)
    opened.look_up(breakage)
    opened.page.locator(".item[data-incident=mine]").click()
    opened.page.locator("[data-copy=link]").click()
    area = opened.page.locator(".copy-by-hand textarea")
    expect(area).to_be_focused()
    expect(area).to_have_value(f"{opened.requests[0]}#mine")
    selected = "document.activeElement.selectionEnd - document.activeElement.selectionStart"
    assert opened.look_up(selected) == len(f"{opened.requests[0]}#mine")
    assert opened.faults == []


def test_a_phone_has_room_for_the_copies(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections, fragment="#sotk", **PHONE)
    expect(opened.page.locator("[data-copy=geojson]")).to_be_visible()
    box = measure(opened.page.locator(".copies"))
    assert box["x"] + box["width"] <= PHONE["viewport"]["width"]
