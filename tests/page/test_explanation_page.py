"""The page that shows reports with what was read in them: its text, its safety, its layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geomap.page.explanation_page import render_explanations, render_incident

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

HOSTILE = (
    "</style><script>window.hit=1</script><img src=x onerror=window.hit=2> "
    "{{ 7*7 }} {% endraw %} @policy@ \x00 \u202e \u2028 &lt;b&gt; \U0001f600"
)
PHONE_WIDTH = 390


def _report(source: str = "fire.txt", text: str = "Gunners shelled Sotk.") -> dict[str, Any]:
    claim = {
        "event": "Shelling",
        "stance": "alleges",
        "date_start": "2022-09-13",
        "date_end": "2022-09-14",
        "date_basis": "weekday",
        "said_on": "2022-09-15",
        "places": [
            {"name": "Sotk", "country": "ARM", "role": "at", "basis": "inferred"},
            {"name": "Kut", "country": "ARM", "role": "direction", "basis": "named"},
        ],
        "losses": [
            {
                "measure": "killed",
                "side": "Armenia",
                "category": "soldier",
                "low": None,
                "best": None,
                "high": None,
                "scope": "cumulative",
            }
        ],
        "speaker": source,
        "opens_event": False,
        "incident": "X-1",
    }
    return {
        "source": source,
        "published": "2022-09-15",
        "language": "en",
        "is_read": True,
        "parties": ["Armenia", "Azerbaijan"],
        "sentences": [
            {"start": 0, "end": 9, "text": text, "claims": [claim]},
            {"start": 9, "end": 20, "text": "Ministers met.", "claims": []},
        ],
        "places": [
            {
                "text": "Zzyx",
                "name": None,
                "country": None,
                "feature_code": None,
                "reason": text,
                "count": 2,
            }
        ],
        "incidents": [{"id": "X-1", "summary": text, "reasons": [text]}],
    }


@pytest.fixture
def empty() -> dict[str, Any]:
    """Return a report in which nothing at all was found."""
    nothing: list[Any] = []
    return {
        "source": "calm.txt",
        "published": None,
        "language": "tr",
        "is_read": False,
        "parties": nothing,
        "sentences": nothing,
        "places": nothing,
        "incidents": nothing,
    }


def test_facts_stand_beside_their_sentence(
    browser: Browser, tmp_path: Path, empty: dict[str, Any]
) -> None:
    file = tmp_path / "read.html"
    file.write_text(render_explanations([_report(), empty]), encoding="utf-8", newline="\n")
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        rows = page.locator("dl > div").all_inner_texts()
        assert [row.split() for row in rows] == [
            ["Event", "Shelling"],
            ["Stance", "alleges"],
            ["When", "2022-09-13", "to", "2022-09-14"],
            ["Said", "on", "2022-09-15"],
            ["Where", "at", "Sotk", "towards", "Kut"],
            ["Losses", "some", "killed", "of", "Armenia", "in", "all"],
            ["Source", "fire.txt"],
            ["Incident", "X-1"],
        ]
        assert page.locator("dl .inferred").all_inner_texts() == ["at Sotk"]
        assert "2 reports" in page.title()
        calm = page.locator("#report-2").inner_text()
        assert "No incident was read" in calm
        assert "No rules for its language (tr)" in calm
        sentence, facts = page.locator(".text").first, page.locator("dl").first
        beside = facts.bounding_box()
        text = sentence.bounding_box()
        assert beside
        assert text
        assert beside["x"] >= text["x"] + text["width"]
        page.set_viewport_size({"width": PHONE_WIDTH, "height": 844})
        below = facts.bounding_box()
        text = sentence.bounding_box()
        assert below
        assert text
        assert below["y"] >= text["y"] + text["height"]
        page.get_by_role("link", name="X-1").click()
        assert page.locator(".incident:target").count() == 1


def test_a_hostile_report_stays_text(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "read.html"
    page_text = render_explanations([_report(HOSTILE, HOSTILE)])
    file.write_text(page_text, encoding="utf-8", newline="\n")
    assert "\u202e" not in page_text
    assert "\x00" not in page_text
    assert 'content="@policy@"' not in page_text
    requests: list[str] = []
    faults: list[str] = []
    with browser.new_context(viewport={"width": PHONE_WIDTH, "height": 844}) as context:
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: faults.append(message.text))
        page.goto(file.as_uri())
        shown = page.locator(".text").first.inner_text()
        assert "<script>window.hit=1</script><img src=x onerror=window.hit=2>" in shown
        assert "{{ 7*7 }} {% endraw %} @policy@" in shown
        assert page.locator("script, img").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
    assert requests == [file.as_uri()]
    assert faults == []


def test_equal_reports_give_equal_bytes() -> None:
    assert render_explanations([_report()]) == render_explanations([_report()])


def _incident(text: str = "Gunners shelled Sotk.") -> dict[str, Any]:
    place = {"source": text, "start": 3, "end": 9, "quote": text}
    figure = {"low": 1, "best": None, "high": None, "as_of": None, "claimed_by": text}
    return {
        "id": "X-1",
        "summary": text,
        "sub_event_type": "Attack",
        "sides": [text],
        "status": {"value": "denied", "claimed_by": [], "denied_by": [text], "confirmed_by": []},
        "date": {
            "start": None,
            "end": "2022-09-14",
            "edtf": "../2022-09-14",
            "precision": None,
            "basis": "dateline",
            "readings": [
                place
                | {
                    "published": None,
                    "date_start": None,
                    "date_end": "2022-09-14",
                    "date_edtf": "../2022-09-14",
                    "basis": "relative",
                    "is_inferred": True,
                }
            ],
        },
        "reports": [
            {
                "source": text,
                "title": text,
                "publisher": None,
                "url": "javascript:alert(1)",
                "published": "2022-09-14",
                "reason": text,
                "dated_by": [text],
            }
        ],
        "places": [],
        "counts": [
            figure
            | {
                "measure": "killed_or_wounded",
                "category": "civilian",
                "scope": "cumulative",
                "side_name": None,
                "history": [figure | place | {"scope": "event", "role": "other_claim"}],
            }
        ],
        "quotes": [place | {"fields": ["event", "date"]}],
        "checked": [{"field": "killed_a", "author": text, "reason": text, "was": text}],
    }


def test_an_incident_shows_what_it_rests_on(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "incident.html"
    file.write_text(render_incident(_incident()), encoding="utf-8", newline="\n")
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        titles = page.locator("h2")
        # Seven of every incident, and what a person checked.
        assert titles.count() == 8
        assert page.locator(".status-denied").count() == 1
        assert page.locator(".guess").count() == 2
        shown = page.locator("article").inner_text()
        assert "no best figure, lowest 1, no upper bound, a total of a longer period" in shown
        assert "No report names a place that is known." in shown
        assert "killed_a checked by Gunners shelled Sotk." in shown
        beside, title = (
            page.locator(".chain > ul").first.bounding_box(),
            titles.first.bounding_box(),
        )
        assert beside
        assert title
        assert beside["x"] >= title["x"] + title["width"]


def test_a_hostile_incident_stays_text(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "incident.html"
    file.write_text(render_incident(_incident(HOSTILE)), encoding="utf-8", newline="\n")
    faults: list[str] = []
    for scheme in ("light", "dark"):
        with browser.new_context(
            viewport={"width": PHONE_WIDTH, "height": 844}, color_scheme=scheme
        ) as context:
            page = context.new_page()
            page.on("console", lambda message: faults.append(message.text))
            page.goto(file.as_uri())
            shown = page.locator("blockquote").first.inner_text()
            assert "<script>window.hit=1</script><img src=x onerror=window.hit=2>" in shown
            assert page.locator("script, img, a").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
    assert faults == []
