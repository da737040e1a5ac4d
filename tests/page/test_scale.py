"""The page with many incidents: compressed data, clusters, dots, and a list that stays short."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from geomap.page import assets, packing
from tests.browsing import measure, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from tests.browsing import Collections, OpenedPage, Opener


def _multiply(sample: ModuleType, count: int) -> Collections:
    """Return so many incidents along the line, of all types and states."""
    collections: Collections = sample.make_collections()
    patterns = collections["incidents"]["features"]
    chance = random.Random(5)  # noqa: S311 - no secret
    features = []
    for number in range(count):
        pattern = patterns[number % len(patterns)]
        a, b = sample.MAIN_LINE[(at := number % 21)], sample.MAIN_LINE[at + 1]
        share = chance.random()
        day = f"20{chance.randrange(20, 25)}-{chance.randrange(1, 13):02}-11"
        key = f"ARM-AZE-{number:06}"
        point = [round(a[i] + share * (b[i] - a[i]), 6) for i in (0, 1)]
        features.append(
            {
                "type": "Feature",
                "id": key,
                "geometry": {"type": "Point", "coordinates": point},
                "properties": pattern["properties"]
                | {"id": key, "date_start": day, "date_end": day, "summary": f"No. {number} told."},
            }
        )
    collections["incidents"]["features"] = features
    return collections


def _sum_of_stacks(opened: OpenedPage) -> int:
    texts = opened.page.locator(".marker").evaluate_all(
        "nodes => nodes.map((node) => node.getAttribute('aria-label'))"
    )
    heads = [text.split()[0].replace(",", "") for text in texts if " incidents near " in text]
    return sum(map(int, heads)) + len(texts) - len(heads)


def _count_shown(opened: OpenedPage) -> int:
    return int(str(opened.look_up("geomap.showing.count()")))


def _zoom_of(opened: OpenedPage) -> float:
    return float(str(opened.look_up("geomap.map.getZoom()")))


@pytest.fixture
def compressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compress also what is small."""
    values = packing.pack_values
    monkeypatch.setattr(
        "geomap.page.payload.pack_values", lambda given: values(given, plain_bytes=100)
    )


@pytest.mark.usefixtures("compressed")
def test_a_compressed_page_shows_the_same(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    expect(opened.page.locator("#panel-list .item")).to_have_count(12)
    located = {f["id"] for f in collections["incidents"]["features"] if f["geometry"]}
    assert opened.shown_on_map() == located
    opened.page.locator('.marker[data-incidents="sotk"]').click()
    story = opened.page.locator(".leaflet-popup .story")
    expect(story.locator("blockquote")).to_have_count(3)
    expect(story.locator(".losses")).to_contain_text("105")
    opened.page.locator(".search-box").fill("verin shorzha")
    expect(opened.page.locator("#panel-list .badge")).to_have_text("1 of 12")
    assert len(opened.requests) == 1
    assert opened.faults == []


@pytest.mark.usefixtures("compressed")
def test_hostile_text_does_nothing_in_a_compressed_page(
    open_page: Opener, hostile_collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(hostile_collections)
    opened.page.locator(".item[data-incident=sotk]").click()
    expect(opened.page.locator(".story")).to_contain_text("</script><script>window.broken = 1")
    assert opened.look_up("typeof window.broken") == "undefined"
    assert opened.faults == []


@pytest.mark.usefixtures("compressed")
def test_an_old_browser_is_told_what_it_lacks(
    open_page: Opener,
    collections: Collections,
    expect: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leaflet = assets.read_leaflet_script()
    monkeypatch.setattr(
        "geomap.page.assets.read_leaflet_script",
        lambda: f"delete window.DecompressionStream; {leaflet}",
    )
    monkeypatch.setattr("tests.browsing.OpenedPage.wait_until_ready", lambda _self: None)
    opened = open_page(collections)
    expect(opened.page.locator(".fault")).to_contain_text("this browser cannot open that")


def test_the_address_of_an_incident_opens_it_among_many(
    open_page: Opener, sample: ModuleType, expect: Callable[..., Any]
) -> None:
    opened = open_page(_multiply(sample, 3000), fragment="#ARM-AZE-002345")
    expect(opened.page.locator(".story")).to_have_attribute("data-story", "ARM-AZE-002345")
    expect(opened.page.locator(".story .summary")).to_have_text("No. 2345 told.")
    expect(opened.page.locator(".item[aria-current]")).to_have_attribute(
        "data-incident", "ARM-AZE-002345"
    )
    assert opened.faults == []


def test_many_are_clusters_that_count_all_that_is_shown(
    open_page: Opener, sample: ModuleType, expect: Callable[..., Any]
) -> None:
    opened = open_page(_multiply(sample, 3000))
    expect(opened.page.locator("#panel-list .badge")).to_have_text("3,000 of 3,000")
    assert 3 < opened.page.locator(".marker").count() < 60
    assert _sum_of_stacks(opened) == 3000
    opened.page.locator('input[data-dates="2022"]').uncheck()
    shown = _count_shown(opened)
    assert shown < 3000
    assert _sum_of_stacks(opened) == shown
    # A cluster too big to choose from leads further in.
    opened.page.locator(".marker-stack").first.click()
    zoom = _zoom_of(opened)
    opened.page.get_by_role("button", name="Zoom in here").click()
    expect(opened.page.locator(".story")).to_have_count(0)
    assert _zoom_of(opened) == zoom + 2
    assert opened.faults == []


def test_few_in_view_are_symbols_again(open_page: Opener, sample: ModuleType) -> None:
    opened = open_page(_multiply(sample, 3000))
    assert opened.page.locator(".marker[data-incidents]").count() == 0
    opened.look_up("void geomap.map.setView([40.10, 45.90], 15, {animate: false})")
    assert opened.page.locator(".marker[data-incidents]").count() > 0


def test_more_than_clusters_tell_apart_are_dots_that_can_be_pressed(
    open_page: Opener,
    sample: ModuleType,
    expect: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = assets.read_page_script().replace("const MANY = 100_000;", "const MANY = 2000;")
    monkeypatch.setattr(assets, "read_page_script", lambda: script)
    opened = open_page(_multiply(sample, 3000))
    expect(opened.page.locator("canvas.dots")).to_have_count(1)
    expect(opened.page.locator(".marker")).to_have_count(0)
    place = opened.look_up(
        "(() => { const {x, y} = geomap.map.latLngToContainerPoint(geomap.incidents[7].at);"
        " return [x, y]; })()"
    )
    assert isinstance(place, list)
    opened.page.locator(".folium-map").click(position={"x": place[0], "y": place[1]})
    expect(opened.page.locator(".story")).to_be_visible()
    # Fewer in the view: clusters again, and the canvas is gone.
    opened.page.keyboard.press("Escape")
    opened.page.locator('input[data-dates="2022"]').uncheck()
    opened.page.locator('input[data-dates="2023"]').uncheck()
    expect(opened.page.locator("canvas.dots")).to_have_count(0)
    assert opened.page.locator(".marker").count() > 0
    assert opened.faults == []


def test_the_list_keeps_few_rows_however_far_the_reader_scrolls(
    open_page: Opener, sample: ModuleType, expect: Callable[..., Any]
) -> None:
    opened = open_page(_multiply(sample, 1500))
    items = opened.page.locator("#panel-list .item")
    seen: list[str] = []
    for _ in range(14):
        seen.extend(read(item, "data-incident") for item in items.all())
        last = seen[-1]
        opened.page.locator(f'.item[data-incident="{last}"]').scroll_into_view_if_needed()
        expect(items.last).not_to_have_attribute("data-incident", last)
    assert items.count() <= 210
    assert len(set(seen)) > 300
    expect(items.first).not_to_have_attribute("data-incident", seen[0])
    # And back again.
    for _ in range(20):
        if read(items.first, "data-incident") == seen[0]:
            break
        first = read(items.first, "data-incident")
        opened.page.locator(f'.item[data-incident="{first}"]').scroll_into_view_if_needed()
        opened.page.wait_for_timeout(100)
    expect(items.first).to_have_attribute("data-incident", seen[0])
    assert opened.faults == []


def test_along_the_border_many_are_fields_that_open_what_lies_in_them(
    open_page: Opener, sample: ModuleType, expect: Callable[..., Any]
) -> None:
    collections = _multiply(sample, 2500)
    for number, feature in enumerate(collections["incidents"]["features"]):
        feature["properties"] |= {"border_section": "main", "border_km": number % 500}
    opened = open_page(collections, viewport={"width": 1440, "height": 1000})
    fields = opened.page.locator(".chain-field")
    expect(fields).to_have_count(4)
    expect(opened.page.locator(".chain-mark")).to_have_count(0)
    # The first field there is, a pixel within it.
    first = next(path for path in fields.all() if read(path, "d"))
    x, y = map(int, read(first, "d")[1:].split("h")[0].split())
    box = measure(opened.page.locator(".chain-plot"))
    opened.page.mouse.click(box["x"] + x + 2, box["y"] + y + 2)
    expect(opened.page.locator(".story")).to_be_visible()
    opened.page.keyboard.press("Escape")
    # Fewer are told apart again.
    for year in ("2021", "2022", "2023"):
        opened.page.locator(f'input[data-dates="{year}"]').uncheck()
    expect(fields).to_have_count(0)
    assert opened.page.locator(".chain-mark").count() > 0
    assert opened.faults == []


@pytest.mark.parametrize("kept", ["100_000_000", "20_000"])
def test_a_search_looks_through_all_texts_by_and_by_and_a_new_one_ends_it(
    open_page: Opener,
    sample: ModuleType,
    expect: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    kept: str,
) -> None:
    script = (
        assets.read_page_script()
        .replace("const TURN_MS = 12;", "const TURN_MS = 0;")
        .replace("const TELL_EVERY_MS = 400;", "const TELL_EVERY_MS = 0;")
        .replace("const CHARS_KEPT = 100_000_000;", f"const CHARS_KEPT = {kept};")
    )
    monkeypatch.setattr(assets, "read_page_script", lambda: script)
    opened = open_page(_multiply(sample, 3000))
    box = opened.page.locator(".search-box")
    hits = opened.page.locator(".search-hits")
    seen = opened.look_up(
        "(() => { const seen = []; const node = document.querySelector('.search-hits');"
        " new MutationObserver(() => seen.push(node.textContent))"
        ".observe(node, {childList: true, characterData: true, subtree: true});"
        " window.seen = seen; })()"
    )
    assert seen is None
    box.press_sequentially("no. 2345 told")
    expect(hits).to_have_text("1 hit")
    expect(opened.page.locator("#panel-list .item")).to_have_attribute(
        "data-incident", "ARM-AZE-002345"
    )
    expect(opened.page.locator("p.unseen[role=status]")).to_have_text("1 incident found")
    said = opened.look_up("window.seen.join('; ')")
    assert "so far, " in str(said)
    box.fill("1717 told")
    expect(hits).to_have_text("1 hit")
    box.fill("")
    expect(hits).to_have_text("")
    assert _count_shown(opened) == 3000
    assert opened.faults == []
