"""What the tests of the page share: sample collections, and the page opened in Chromium."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geomap.page import build_map, render_page
from tests.browsing import OpenedPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from playwright.sync_api import Browser

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The module of sample collections; test folders are no packages."""
    spec = importlib.util.spec_from_file_location(
        "page_sample", Path(__file__).with_name("sample.py")
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def collections(sample: ModuleType) -> dict[str, Any]:
    made: dict[str, Any] = sample.make_collections()
    return made


@pytest.fixture
def hostile_collections(sample: ModuleType) -> dict[str, Any]:
    made: dict[str, Any] = sample.make_hostile_collections()
    return made


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="DID NOT RUN: no playwright")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=list(CHROMIUM_ARGUMENTS)
        )
        yield browser
        browser.close()


@pytest.fixture
def expect() -> Callable[..., Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="DID NOT RUN: no playwright")
    function: Callable[..., Any] = sync_api.expect
    return function


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., OpenedPage]]:
    """Return a function that renders collections and opens them, with options of the context."""
    contexts = []

    def open_collections(
        collections: dict[str, Any], *, fragment: str = "", **options: object
    ) -> OpenedPage:
        file = tmp_path / "map.html"
        file.write_bytes(render_page(build_map(**collections)).encode())
        settings: dict[str, Any] = {
            "viewport": {"width": 1440, "height": 900},
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**(settings | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
        return OpenedPage(context, file.as_uri() + fragment)

    yield open_collections
    for context in contexts:
        context.close()
