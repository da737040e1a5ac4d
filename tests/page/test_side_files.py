from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

import pytest

from geomap.page import build_map, list_side_files, payload, render_page
from geomap.page.document import hash_source
from tests.browsing import OpenedPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    OpenFile = Callable[[Path], OpenedPage]


def _write(folder: Path, collections: dict[str, Any]) -> Path:
    page_map = build_map(**collections, side_folder="map-details")
    (folder / "map-details").mkdir()
    for name, content in list_side_files(page_map).items():
        (folder / name).write_bytes(content)
    page = folder / "map.html"
    page.write_text(render_page(page_map), encoding="utf-8")
    return page


@pytest.fixture
def split_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, collections: dict[str, Any]
) -> Path:
    monkeypatch.setattr(payload, "SPLIT_FROM", 3)
    return _write(tmp_path, collections)


@pytest.fixture
def open_file(browser: Browser) -> Iterator[OpenFile]:
    contexts = []

    def open_it(page: Path) -> OpenedPage:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(10_000)
        contexts.append(context)
        return OpenedPage(context, page.as_uri())

    yield open_it
    for context in contexts:
        context.close()


def test_few_incidents_stay_in_one_file_also_when_asked(collections: dict[str, Any]) -> None:
    page_map = build_map(**collections, side_folder="map-details")
    assert list_side_files(page_map) == {}
    page = render_page(page_map)
    assert page == render_page(build_map(**collections))
    assert "frame-src" not in page


def test_the_page_is_without_details_and_allows_frames_of_its_own_only(split_page: Path) -> None:
    page = split_page.read_text(encoding="utf-8")
    assert "geomap-details-0" not in page
    assert "Guns fired on posts near Sotk" not in page
    assert "frame-src 'self' file:;" in page


def test_a_side_file_can_run_only_what_answers(split_page: Path) -> None:
    text = (split_page.parent / "map-details" / "0000.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(scripts) == 1
    assert f"default-src 'none'; script-src {hash_source(scripts[0])}\"" in text
    details = re.findall(r'id="details">(.*?)</script>', text, re.DOTALL)[0]
    digest = base64.b64encode(hashlib.sha256(details.encode()).digest()).decode()
    assert digest in split_page.read_text(encoding="utf-8")


def test_details_come_from_the_files_on_a_disk(
    split_page: Path, open_file: OpenFile, expect: Callable[..., Any]
) -> None:
    opened = open_file(split_page)
    row = opened.page.locator(".item[data-incident=sotk]")
    expect(row.locator(".item-summary")).to_contain_text("Shelling near Sotk overnight")
    row.click()
    expect(opened.page.locator(".story blockquote")).to_have_count(3)
    opened.page.locator(".search-box").fill("prisoners")
    expect(opened.page.locator("#panel-list .badge")).to_have_text("1 of 12")
    asked = [address.rsplit("/", 2)[-1] for address in opened.requests]
    assert asked == ["map.html", "0000.html"]
    assert opened.faults == []


def test_a_file_of_another_page_is_refused(
    split_page: Path, open_file: OpenFile, expect: Callable[..., Any]
) -> None:
    file = split_page.parent / "map-details" / "0000.html"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'id="details">\["', 'id="details">[ "', text), encoding="utf-8")
    opened = open_file(split_page)
    expect(opened.page.locator(".fault").first).to_contain_text(
        "map-details/0000.html is not the file that was made with this page"
    )


def test_a_script_slipped_into_a_side_file_does_not_run(
    split_page: Path, open_file: OpenFile, expect: Callable[..., Any]
) -> None:
    file = split_page.parent / "map-details" / "0000.html"
    text = file.read_text(encoding="utf-8")
    slipped = "<script>parent.document.title = 'broken'; parent.postMessage('x', '*');</script>"
    file.write_text(text.replace("<body>", f"<body>{slipped}"), encoding="utf-8")
    opened = open_file(split_page)
    expect(opened.page.locator(".item[data-incident=sotk] .item-summary")).to_contain_text("Sotk")
    assert opened.page.title() != "broken"
    assert any("Content Security Policy" in fault for fault in opened.faults)


def test_a_missing_file_is_said(
    split_page: Path, open_file: OpenFile, expect: Callable[..., Any]
) -> None:
    (split_page.parent / "map-details" / "0000.html").unlink()
    opened = open_file(split_page)
    expect(opened.page.locator(".fault").first).to_contain_text("map-details/0000.html is missing")
    # The map itself works without.
    assert opened.page.locator(".marker:visible").count() > 0
