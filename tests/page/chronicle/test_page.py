"""The page of borders through time: its table, its safety, its layout."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from geomap.page.chronicle import render_border_page
from geomap.page.chronicle.records import LeftOut

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from geomap.page.chronicle.records import Chronicle, Mark

MakeMark = Callable[..., "Mark"]
MakeChronicle = Callable[..., "Chronicle"]
DAY = dt.date(2022, 9, 13)
HOSTILE = (
    "</style></svg><script>window.hit=1</script><img src=x onerror=window.hit=2> {{ 7*7 }} \u202e"
)
PHONE_WIDTH = 390


def _row(incident_id: str, **changes: object) -> dict[str, Any]:
    return {
        "id": incident_id,
        "place": "Sotk",
        "date_start": "2022-09-12",
        "date_end": "2022-09-13",
        "border": "LLL-RRR",
        "border_section": "main",
        "border_km": 40.2,
        "uncertainty_km": 1.0,
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "killed": 3,
        "wounded": None,
        "status": "claimed",
    } | changes


def _render(*chronicles: Chronicle, rows: list[dict[str, Any]], title: str = "Incidents") -> str:
    features = {"features": [{"properties": row} for row in rows]}
    left_out = [LeftOut(incident=rows[-1], reason="no report tells a day")]
    return render_border_page(
        chronicles, left_out, incidents=features, title=title, credits=["© nobody"]
    )


def test_a_mark_leads_to_its_row(
    browser: Browser, tmp_path: Path, make_mark: MakeMark, make_chronicle: MakeChronicle
) -> None:
    mark = make_mark(40, DAY)
    undated = _row("X-2", date_start=None, date_end=None, border_km=None, place=None)
    file = tmp_path / "border.html"
    page_text = _render(make_chronicle(mark), rows=[_row(mark.id), undated])
    file.write_text(page_text, encoding="utf-8", newline="\n")
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        assert page.locator("h1").inner_text() == "Incidents, through time"
        assert page.locator(".wide svg").is_visible()
        assert not page.locator(".narrow svg").is_visible()
        page.locator(".wide a.chronicle-mark").click()
        row = page.locator("tr:target")
        assert row.locator("td, th").all_inner_texts() == [
            "12–13 Sep 2022",
            f"Sotk\n{mark.id}",
            "main, km 40 ± 1 km",
            "Shelling/artillery/missile attack",
            "3",
            "–",
            "claimed by one side",
        ]
        assert row.locator("a").get_attribute("href") == f"map.html#{mark.id}"
        assert "Not in the picture: 1 incident" in page.locator("h2").all_inner_texts()
        left_out = page.locator(".left-out li")
        assert left_out.inner_text() == "Place not known, no day no report tells a day"
        page.set_viewport_size({"width": PHONE_WIDTH, "height": 844})
        assert not page.locator(".wide svg").is_visible()
        assert page.locator(".narrow svg").is_visible()
        # The heading of a column stands before its number.
        before = "node => getComputedStyle(node, '::before').content"
        assert "Killed" in page.locator("tr:target .number").first.evaluate(before)


def test_hostile_words_stay_words_and_nothing_is_asked_for(
    browser: Browser, tmp_path: Path, make_mark: MakeMark, make_chronicle: MakeChronicle
) -> None:
    mark = make_mark(40, DAY, place=HOSTILE, summary=HOSTILE)
    chronicle = dataclasses.replace(make_chronicle(mark), name=HOSTILE, credit=HOSTILE)
    row = _row(mark.id, place=HOSTILE, sub_event_type=HOSTILE)
    file = tmp_path / "border.html"
    page_text = _render(chronicle, chronicle, rows=[row], title=HOSTILE)
    file.write_text(page_text, encoding="utf-8", newline="\n")
    assert "\u202e" not in page_text
    requests: list[str] = []
    faults: list[str] = []
    for scheme in ("light", "dark"):
        with browser.new_context(
            viewport={"width": PHONE_WIDTH, "height": 844}, color_scheme=scheme
        ) as context:
            page = context.new_page()
            page.on("request", lambda request: requests.append(request.url))
            page.on("console", lambda message: faults.append(message.text))
            page.goto(file.as_uri())
            assert "<script>window.hit=1</script>" in page.locator("tbody th").inner_text()
            assert page.locator("script, img").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
            marks = page.locator(".narrow .symbol-shape").first
            assert marks.evaluate("node => getComputedStyle(node).stroke") != "none"
    assert set(requests) == {file.as_uri()}
    assert faults == []


def test_of_several_borders_each_is_reached_from_the_top(
    make_mark: MakeMark, make_chronicle: MakeChronicle
) -> None:
    one = make_chronicle(make_mark(40, DAY))
    other = dataclasses.replace(one, border="MMM-SSS", name="Ems–Esse")
    row = _row("X-1")
    assert "<nav" not in _render(one, rows=[row])
    page = _render(one, other, rows=[row])
    assert '<a href="#MMM-SSS">Ems–Esse</a>' in page
    assert '<section class="border" id="MMM-SSS">' in page


def test_no_incident_on_a_line_still_makes_a_page() -> None:
    page = _render(rows=[_row("X-1", border_km=None)])
    assert "No incident with a day lies on a border line." in page
    assert "All incidents: 1" in page
