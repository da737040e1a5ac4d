"""The page in a real browser, opened from disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from geomap.page import build_map
from tests.browsing import PHONE, Collections, Opener, measure, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator


def _located(collections: Collections) -> set[str]:
    return {f["id"] for f in collections["incidents"]["features"] if f["geometry"]}


def test_it_asks_for_nothing_but_itself_and_nothing_goes_wrong(
    open_page: Opener, collections: Collections
) -> None:
    opened = open_page(collections)
    opened.page.locator(".item[data-incident=sotk]").click()
    opened.page.locator(".leaflet-control-zoom-in").click()
    assert len(opened.requests) == 1
    assert opened.requests[0].startswith("file://")
    assert opened.faults == []


def test_every_incident_is_in_the_list_and_every_located_one_on_the_map(
    open_page: Opener, collections: Collections
) -> None:
    opened = open_page(collections)
    incidents = collections["incidents"]["features"]
    assert opened.page.locator("#panel-list .item:visible").count() == len(incidents)
    assert opened.shown_on_map() == _located(collections)
    facts = opened.page.locator(".facts").inner_text()
    assert "12 incidents" in facts
    assert "12 Jul 2020 – 19 Apr 2024" in facts


def test_each_date_is_a_layer_that_can_be_switched(
    open_page: Opener, collections: Collections
) -> None:
    opened = open_page(collections)
    keys: dict[str, set[str]] = {}
    for feature in collections["incidents"]["features"]:
        start, end = (feature["properties"][name] for name in ("date_start", "date_end"))
        key = start or (f"{end}-" if end else "undated")
        keys.setdefault(key, set()).add(feature["id"])
    boxes = opened.page.locator("#panel-dates input")
    leaves = [box for box in boxes.all() if read(box, "data-dates") in keys]
    assert len(leaves) == len(keys)
    for box in leaves:
        members = keys[read(box, "data-dates")]
        box.uncheck()
        assert opened.shown_on_map() == _located(collections) - members
        for key in members:
            assert opened.page.locator(f'#panel-list [data-incident="{key}"]').is_hidden()
        box.check()
        assert opened.shown_on_map() == _located(collections)
    assert opened.faults == []


def test_stretches_come_and_go_with_their_date(open_page: Opener, collections: Collections) -> None:
    opened = open_page(collections)
    assert opened.page.locator("path.stretch").count() == 2
    opened.page.locator('input[data-dates="2021-11-16"]').uncheck()
    assert opened.page.locator("path.stretch").count() == 1


def test_the_box_of_a_year_has_three_states(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    year, day = (
        opened.page.locator(f'input[data-dates="{key}"]') for key in ("2022", "2022-09-12")
    )

    def is_between(box: Locator) -> bool:
        key = read(box, "data-dates")
        found = opened.look_up(
            f"document.querySelector('input[data-dates=\"{key}\"]').indeterminate"
        )
        return bool(found)

    expect(year).to_be_checked()
    day.uncheck()
    assert is_between(year)
    assert is_between(opened.page.locator("input[data-dates=all]"))
    year.check()
    expect(day).to_be_checked()
    assert not is_between(year)
    year.uncheck()
    expect(day).not_to_be_checked()
    assert not {"sotk", "jermuk", "jermuk-drone"} & opened.shown_on_map()
    opened.page.locator("input[data-dates=all]").check()
    expect(year).to_be_checked()


def test_dates_can_be_switched_by_keyboard(open_page: Opener, collections: Collections) -> None:
    opened = open_page(collections)
    opened.page.locator('input[data-dates="2020-07-12"]').focus()
    opened.page.keyboard.press("Space")
    assert "tovuz" not in opened.shown_on_map()


def test_a_year_with_many_dates_is_grouped_by_month(
    open_page: Opener, collections: Collections
) -> None:
    features = collections["incidents"]["features"]
    pattern = features[0]
    for day in range(1, 15):
        added = {**pattern, "id": f"day-{day}", "properties": dict(pattern["properties"])}
        added["properties"] |= {"id": f"day-{day}", "date_start": f"2022-10-{day:02d}"}
        features.append(added)
    opened = open_page(collections)
    october = opened.page.locator('input[data-dates="2022-10"]')
    october.uncheck()
    assert not {f"day-{day}" for day in range(1, 15)} & opened.shown_on_map()
    assert "sotk" in opened.shown_on_map()


def test_a_popup_quotes_its_evidence_with_the_file(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    opened.page.locator('.marker[data-incidents="sotk"]').click()
    story = opened.page.locator(".leaflet-popup .story")
    expect(story).to_have_attribute("data-story", "sotk")
    expect(story.locator("blockquote")).to_have_count(3)
    expect(story.locator("blockquote").first).to_contain_text("posts near Sotk from midnight")
    expect(story.locator("figcaption")).to_have_text(["sotk.txt", "sotk-2.txt"])
    expect(story.locator(".when")).to_have_text("12–13 Sep 2022")
    expect(story.locator(".status-words")).to_have_text("Confirmed by both sides")
    expect(story).to_contain_text("same day, same place, a later toll")


def test_what_a_person_checked_is_told_in_the_list_and_the_story(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    for feature in collections["incidents"]["features"]:
        if feature["id"] == "sotk":
            check = {"author": "A. Person", "reason": "counted again", "was": "49"}
            feature["properties"]["checked"] = [
                {"field": "killed_a", **check},
                {"field": "date", **check, "was": None},
            ]
    opened = open_page(collections)
    expect(opened.page.locator(".item[data-incident=sotk] .tag")).to_have_text(
        "checked by A. Person: counted again"
    )
    expect(opened.page.locator(".item[data-incident=jermuk] .tag")).to_have_count(0)
    opened.page.locator(".item[data-incident=sotk]").click()
    expect(opened.page.locator(".story .checks li")).to_have_text(
        [
            "Killed, Armenia: checked by A. Person: counted again (was: 49)",
            "Date checked by A. Person: counted again (was: not known)",
        ]
    )


def test_counts_keep_unknown_zero_and_at_least_apart(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    opened.page.locator(".item[data-incident=sotk]").click()
    rows = opened.page.locator(".story .losses tbody tr")
    killed, wounded, captured = (rows.locator(f"td:nth-of-type({n}) .figure") for n in (1, 2, 3))
    expect(killed).to_have_text([re.compile("^105"), re.compile("^at least 50")])
    expect(wounded).to_have_text([re.compile("^6"), "–"])
    expect(captured).to_have_text(["–", re.compile("^0")])
    expect(rows.first).to_contain_text("49–105")
    expect(opened.page.locator(".story .notes")).to_contain_text("not of this event alone")


def test_a_claim_about_the_other_side_is_marked_as_one(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    opened.page.locator(".item[data-incident=lachin]").click()
    killed = opened.page.locator(".story .losses tbody tr td:nth-of-type(1)")
    expect(killed.first.locator(".claim")).to_have_text(re.compile("^20"))
    expect(killed.first).to_contain_text("claimed by another party")
    expect(killed.last.locator(".claim")).to_have_count(0)


@pytest.mark.parametrize(
    ("incident", "words"),
    [
        ("lachin", "16 Nov 2021 (a weekday named in the report)"),
        ("shepherd", "on or before 26 Sep 2023 (no date in the report)"),
        ("villages", "19 Apr 2024 (dated by another report)"),
        ("undated", "No date: the reports give none"),
    ],
)
def test_a_date_says_what_it_rests_on(
    open_page: Opener,
    collections: Collections,
    expect: Callable[..., Any],
    incident: str,
    words: str,
) -> None:
    opened = open_page(collections)
    opened.page.locator(f".item[data-incident={incident}]").click()
    expect(opened.page.locator(".story .when")).to_have_text(words)


def test_incidents_that_cover_each_other_stay_within_reach(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    stack = opened.page.locator(".marker-stack:visible")
    expect(stack).to_have_text("2")
    stack.click()
    opened.page.locator(".choice .item[data-incident=jermuk-drone]").click()
    expect(opened.page.locator(".story")).to_have_attribute("data-story", "jermuk-drone")
    opened.page.locator(".story .back").click()
    expect(opened.page.locator(".choice .item")).to_have_count(2)
    opened.page.locator('input[data-dates="2022-09-13"]').uncheck()
    expect(opened.page.locator(".marker-stack:visible")).to_have_count(0)
    assert "jermuk-drone" in opened.shown_on_map()


def test_a_selected_direction_shows_its_stretch_and_closing_takes_it_back(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    opened.page.locator(".item[data-incident=lachin]").click()
    expect(opened.page.locator("path.stretch-open")).to_have_count(1)
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("path.stretch-open")).to_have_count(0)
    expect(opened.page.locator(".item[data-incident=lachin]")).to_be_focused()


def test_a_marker_opens_by_keyboard(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    opened.page.locator('.marker[data-incidents="mine"]').focus()
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator(".story")).to_have_attribute("data-story", "mine")


def test_what_has_no_position_is_told_without_a_marker(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    opened.page.locator(".item[data-incident=unlocated]").click()
    expect(opened.page.locator(".sheet .story")).to_be_visible()
    opened.page.locator(".sheet .close").click()
    expect(opened.page.locator(".sheet")).to_be_hidden()


def test_hostile_text_is_shown_and_does_nothing(
    open_page: Opener, hostile_collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(hostile_collections)
    opened.page.locator(".item[data-incident=sotk]").click()
    story = opened.page.locator(".story")
    expect(story).to_contain_text("</script><script>window.broken = 1</script>")
    expect(story).to_contain_text("{{ 7*7 }} ${alert(1)}")
    expect(story.locator("img")).to_have_count(0)
    expect(story.locator("a")).to_have_count(1)
    expect(story.locator("a")).to_have_attribute("href", "https://example.org/report")
    opened.page.locator('.marker[data-incidents="sotk"]').hover(force=True)
    assert opened.look_up("typeof window.broken") == "undefined"
    assert len(opened.requests) == 1
    assert opened.faults == []


def test_a_script_added_to_the_page_does_not_run(
    open_page: Opener, collections: Collections
) -> None:
    opened = open_page(collections)
    opened.look_up(
        "document.body.append(Object.assign(document.createElement('script'),"
        " {textContent: 'window.broken = 1'}))"
    )
    assert opened.look_up("typeof window.broken") == "undefined"


def test_nothing_to_show_is_shown_without_a_fault(
    open_page: Opener, collections: Collections
) -> None:
    keep = collections["incidents"]["features"][-1:]
    for name in ("sites", "stretches", "borders", "basemap"):
        collections[name]["features"] = []
    collections["incidents"]["features"] = keep
    opened = open_page(collections)
    assert opened.faults == []


def test_a_page_without_incidents_says_so(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    for name in ("incidents", "sites", "stretches"):
        collections[name]["features"] = []
    opened = open_page(collections)
    expect(opened.page.locator("#panel-list .none")).to_have_text(
        "The reports tell of no incident."
    )
    expect(opened.page.locator("path.border-line")).to_have_count(2)
    assert opened.faults == []


def test_a_phone_starts_with_the_map_and_tells_in_a_sheet(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections, **PHONE)
    page = opened.page
    expect(page.locator("#panel-list .item").first).to_be_hidden()
    expect(page.locator("#panel-dates input").first).to_be_hidden()
    assert measure(page.locator(".folium-map"))["height"] > 500
    assert opened.look_up("document.documentElement.scrollWidth") == 390
    assert opened.look_up("geomap.map.getSize().y") == round(
        measure(page.locator(".folium-map"))["height"]
    )
    page.locator("#panel-dates .panel-title").tap()
    page.locator('input[data-dates="2020"]').tap()
    assert "tovuz" not in opened.shown_on_map()
    page.locator("#panel-list .panel-title").tap()
    expect(page.locator("#panel-dates input").first).to_be_hidden()
    page.locator("#panel-list .item[data-incident=sotk]").tap()
    expect(page.locator(".sheet .story")).to_have_attribute("data-story", "sotk")
    sheet = measure(page.locator(".sheet"))
    marker = measure(page.locator('.marker[data-incidents="sotk"]'))
    assert marker["y"] + marker["height"] < sheet["y"]
    assert sheet["x"] >= 0
    assert sheet["width"] <= 390
    page.locator(".sheet .close").tap()
    expect(page.locator(".sheet")).to_be_hidden()
    assert opened.faults == []


def test_in_a_notebook_the_page_runs_in_its_frame(
    open_page: Opener, collections: Collections, tmp_path: Path, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    notebook = tmp_path / "notebook.html"
    notebook.write_text(build_map(**collections)._repr_html_(), encoding="utf-8")
    opened.page.goto(notebook.as_uri())
    frame = opened.page.frame_locator("iframe")
    frame.locator('.marker[data-incidents="mine"]').click()
    expect(frame.locator(".story")).to_have_attribute("data-story", "mine")
    # A frame has no address of its own to copy or to write the incident into.
    expect(frame.locator("[data-copy]")).to_have_count(2)
    assert opened.faults == []
