"""A page for each day, and the index: what stands where, and which old pages go."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from geomap.page import make_day_files
from geomap.page.days import group_days, link_days, select_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Browser

    from tests.browsing import Collections

LAYERS = ("incidents", "sites", "stretches", "borders", "basemap")
MADE_BY_US = '<!DOCTYPE html><meta name="generator" content="geomap">'


def _write_days(collections: Collections, folder: Path) -> dict[str, bytes]:
    layers = {name: collections[name] for name in LAYERS}
    files = make_day_files(layers, title=collections["title"], credits=collections["credits"])
    written = {}
    (folder / "days").mkdir()
    for name, content in files.items():
        path = folder / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            content(path, path)
        written[name] = path.read_bytes()
    return written


def test_each_incident_is_on_the_page_of_one_day(collections: Collections) -> None:
    days = group_days(collections["incidents"])
    ids = [feature["id"] for day in days for feature in day.incidents]
    assert sorted(ids) == sorted(f["id"] for f in collections["incidents"]["features"])
    by_key = {day.key: [f["id"] for f in day.incidents] for day in days}
    assert by_key["2022-09-12"] == ["sotk"]
    assert by_key["2022-09-13"] == ["jermuk", "unlocated"]
    # Only the last possible day is known.
    assert by_key["2023-09-26"] == ["shepherd"]
    assert days[-1].key == "undated"
    assert by_key["undated"] == ["undated"]


days_or_none = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)).map(str)


@given(st.lists(st.tuples(days_or_none, days_or_none)))
def test_days_are_in_order_and_none_is_empty(dates: list[tuple[str | None, str | None]]) -> None:
    features = [
        {"properties": {"id": str(number), "date_start": start, "date_end": end}}
        for number, (start, end) in enumerate(dates)
    ]
    days = group_days({"type": "FeatureCollection", "features": features})
    keys = [day.key for day in days]
    assert keys == sorted(set(keys))
    assert sum(len(day.incidents) for day in days) == len(dates)
    assert all(day.incidents for day in days)
    linked = [[link["href"] for link in links] for _, links in link_days(days)]
    for (before, after), links in zip(
        zip([None, *days], [*days[1:], None], strict=False), linked, strict=False
    ):
        assert (links[0] == before.file) if before else (links[0] == "index.html")
        assert (links[-1] == after.file) if after else (links[-1] == "../map.html")


def test_the_page_of_a_day_holds_its_incidents_and_what_is_theirs(collections: Collections) -> None:
    layers = {name: collections[name] for name in LAYERS}
    day = next(it for it in group_days(layers["incidents"]) if it.key == "2021-11-16")
    chosen = select_day(layers, day)
    assert [f["id"] for f in chosen["incidents"]["features"]] == ["lachin"]
    for name in ("sites", "stretches"):
        assert {f["properties"]["incident_id"] for f in chosen[name]["features"]} == {"lachin"}
    assert chosen["borders"] == layers["borders"]


def test_the_index_leads_to_every_day_and_every_incident(
    collections: Collections, tmp_path: Path
) -> None:
    written = _write_days(collections, tmp_path)
    index = written["days/index.html"].decode()
    for name in written:
        assert f'href="{Path(name).name}' in index or name == "days/index.html"
    for feature in collections["incidents"]["features"]:
        assert f'.html#{feature["id"]}"' in index
    assert "12 incidents" in index
    assert 'href="#undated">1 without a date<' in index


def test_in_a_browser_one_gets_from_day_to_day(
    collections: Collections,
    browser: Browser,
    tmp_path: Path,
    expect: Callable[..., Any],
) -> None:
    _write_days(collections, tmp_path)
    page = browser.new_page(viewport={"width": 1300, "height": 850})
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((tmp_path / "days" / "index.html").as_uri())
    page.locator('a[href="2022-09-13.html#jermuk"]').click()
    expect(page.locator(".story")).to_have_attribute("data-story", "jermuk")
    expect(page.locator("h1")).to_have_text(f"{collections['title']}: 13 Sep 2022")
    expect(page.locator("#panel-list .item")).to_have_count(2)
    page.get_by_role("link", name="14 Sep 2022 ›").click()
    expect(page.locator("#panel-list .item")).to_have_count(1)
    page.get_by_role("link", name="All days").click()
    page.get_by_role("link", name="a page of their own").click()
    expect(page.locator("h1")).to_have_text(f"{collections['title']}: without a date")
    assert faults == []
    page.close()


def test_hostile_text_adds_no_element_to_the_index(
    collections: Collections, hostile_collections: Collections, tmp_path: Path
) -> None:
    def count_tags(made: Collections, name: str) -> Mapping[str, int]:
        (tmp_path / name).mkdir()
        index = _write_days(made, tmp_path / name)["days/index.html"].decode()
        return {tag: index.count(f"<{tag}") for tag in ("a ", "script", "img", "bdi", "li")}

    hostile = count_tags(hostile_collections, "hostile")
    assert hostile == count_tags(collections, "plain")
