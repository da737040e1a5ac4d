"""The page for all readers: rules of axe-core, and a walk through it by keyboard alone."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from tests.browsing import PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browsing import Collections, OpenedPage, Opener

DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="session")
def axe_script() -> str:
    """Text of axe-core, from a package that brings it along."""
    pytest.importorskip("axe_playwright_python", reason="DID NOT RUN: no axe-playwright-python")
    file = resources.files("axe_playwright_python") / "axe.min.js"
    return file.read_text(encoding="utf-8")


def _find_faults(opened: OpenedPage, axe_script: str) -> list[str]:
    """Return what axe-core finds grave, each with an element."""
    opened.look_up(f"{axe_script}; undefined")
    # The land is cut off by the edge of the map, but axe-core takes all text for covered by it.
    opened.look_up("document.querySelectorAll('.leaflet-pane > svg').forEach(it => it.remove())")
    found: Any = opened.look_up(
        "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations.map("
        "({id, impact, nodes}) => ({id, impact, nodes: nodes.map("
        "({html, failureSummary}) => `${html.slice(0, 160)} ${failureSummary}`)})))"
    )
    return [
        f"{fault['id']}: {node}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_grave(
    open_page: Opener,
    collections: Collections,
    axe_script: str,
    options: dict[str, Any],
    scheme: str,
) -> None:
    opened = open_page(collections, color_scheme=scheme, **options)
    assert _find_faults(opened, axe_script) == []
    # What a reader opens: filters, the list, a period, the options of the strip.
    opened.look_up("document.querySelectorAll('details').forEach(it => { it.open = true })")
    opened.look_up("document.querySelector('[data-filter=type] input').click()")
    opened.look_up("document.querySelector('.time-buttons button').click()")
    for panel in ("dates", "filters", "list"):
        title = opened.page.locator(f"#panel-{panel} .panel-title")
        if title.get_attribute("aria-expanded") == "false":
            title.click()
        assert _find_faults(opened, axe_script) == [], panel
    assert opened.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("incident", ["sotk", "unlocated", "nobody"])
def test_axe_finds_nothing_grave_in_an_open_incident(  # noqa: PLR0913 - each a state of the page
    open_page: Opener,
    collections: Collections,
    axe_script: str,
    *,
    options: dict[str, Any],
    scheme: str,
    incident: str,
) -> None:
    opened = open_page(collections, fragment=f"#{incident}", color_scheme=scheme, **options)
    shown = ".notice" if incident == "nobody" else ".story"
    opened.page.locator(shown).wait_for()
    opened.look_up("document.querySelectorAll('.story details').forEach(it => { it.open = true })")
    assert _find_faults(opened, axe_script) == []
    assert opened.faults == []


def _name_focus(opened: OpenedPage) -> str:
    """Return what has the focus: its role or element, and its words; "" for the page itself."""
    said = opened.look_up(
        "(() => { const it = document.activeElement; if (it === document.body) return '';"
        " const words = it.getAttribute('aria-label') || it.labels?.[0]?.innerText || it.innerText;"
        " return `${it.getAttribute('role') || it.localName} ${words}`.replace(/\\s+/g, ' '); })()"
    )
    return str(said)


def _walk(opened: OpenedPage) -> list[str]:
    """Press Tab until the focus leaves the page; return the stops."""
    stops: list[str] = []
    for _ in range(120):
        opened.page.keyboard.press("Tab")
        stop = _name_focus(opened)
        if not stop:
            break
        stops.append(stop)
        assert opened.look_up(
            "(() => { const box = document.activeElement.getBoundingClientRect();"
            " return box.width > 0 && box.height > 0; })()"
        ), stop
    return stops


def test_the_keyboard_reaches_everything_in_the_order_of_the_page(
    open_page: Opener, collections: Collections
) -> None:
    opened = open_page(collections)
    stops = iter(_walk(opened))
    for wanted in (
        "button Go to the list",
        "summary About",
        "region Map of incidents along the border",
        "button 12–16 Jul 2020, Movses: Armed clash, confirmed by both sides",
        "button 2 incidents near Jermuk",
        "button Zoom in",
        "summary Legend",
        "button Back by a month",
        "button Play",
        "button On by a month",
        "input Only this period",
        "select Speed",
        "input No date",
        "slider Start of the period",
        "slider End of the period",
        "button Dates",
        "input All dates",
        "button Filters",
        "summary What happened",
        "button Incidents",
        "input Search incidents",
        "button Movses",
    ):
        assert any(stop.startswith(wanted) for stop in stops), wanted
    assert opened.faults == []


def test_a_reader_gets_through_by_keyboard_alone(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    keyboard = opened.page.keyboard
    # To the list, past all markers; search; open the only hit.
    keyboard.press("Tab")
    keyboard.press("Enter")
    assert _name_focus(opened) == "input Search incidents"
    keyboard.type("shorzha")
    assert opened.shown_in_list() == {"sotk"}
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(opened.page.locator(".story h2")).to_be_focused()
    # Its buttons follow; Esc closes it and leads back to its row.
    keyboard.press("Tab")
    expect(opened.page.locator("[data-copy=link]")).to_be_focused()
    keyboard.press("Escape")
    expect(opened.page.locator(".item[data-incident=sotk]")).to_be_focused()
    keyboard.press("Shift+Tab")
    keyboard.press("Escape")
    assert len(opened.shown_in_list()) == len(collections["incidents"]["features"])
    # The period, by its handle.
    opened.page.locator(".handle-end").focus()
    for _ in range(2):
        keyboard.press("PageDown")
    assert "villages" not in opened.shown_in_list()
    # A marker, its story, and back to the marker.
    opened.page.locator('.marker[data-incidents="tovuz"]').focus()
    keyboard.press("Enter")
    expect(opened.page.locator(".story h2")).to_be_focused()
    keyboard.press("Escape")
    expect(opened.page.locator('.marker[data-incidents="tovuz"]')).to_be_focused()
    assert opened.faults == []


def test_on_a_phone_the_way_to_the_list_opens_it(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections, **PHONE)
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator(".search-box")).to_be_focused()
    expect(opened.page.locator("#panel-list .item").first).to_be_visible()
