"""An online base map: what an address must be, and that nothing but its host is asked."""

from __future__ import annotations

import base64
import re
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import PageError
from geomap.page import build_map, choose_tiles, render_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from tests.browsing import Collections, Opener

TEMPLATE = "https://{s}.tile.example.org/{z}/{x}/{y}{r}.png"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkqPv/HwAE2wJ9YvXkzQAAAABJRU5ErkJggg=="
)


def test_an_address_names_the_hosts_that_a_policy_lets_in() -> None:
    tiles = choose_tiles(TEMPLATE)
    assert tiles
    assert tiles.sources == tuple(f"https://{s}.tile.example.org" for s in "abc")
    assert tiles.credit == "Base map: tile.example.org"
    plain = choose_tiles("HTTP://Localhost:8080/{z}/{x}/{-y}.png", "me")
    assert plain
    assert plain.sources == ("http://localhost:8080",)
    assert plain.credit == "me"
    foreign = choose_tiles("https://münchen.example/{z}/{x}/{y}")
    assert foreign
    assert foreign.sources == ("https://xn--mnchen-3ya.example",)


def test_a_name_that_xyzservices_knows_brings_its_credit() -> None:
    tiles = choose_tiles("OpenStreetMap Mapnik")
    assert tiles
    assert tiles.url == "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    assert tiles.credit == "© OpenStreetMap contributors"


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("somewhere", "not a name of xyzservices"),
        ("Thunderforest.Transport", "they ask for a key"),
        ("ftp://a.example/{z}/{x}/{y}", "does not begin with https://"),
        ("https://a.example/{z}/{x}", "it lacks {y}"),
        ("https://a.example/{x}/{y}", "it lacks {z} or {x}"),
        ("https://a.example/{z}/{x}/{y}?key={key}", "unknown placeholders: key"),
        ("https://{z}.example/{z}/{x}/{y}", "only {s} may stand in the host"),
        ("https://me:secret@a.example/{z}/{x}/{y}", "no place for a user name and password"),
        ("https://a.example;script-src/{z}/{x}/{y}", "no host that a policy can name"),
        ("https://a.example 'unsafe-inline'/{z}/{x}/{y}", "no host that a policy can name"),
        ("https://[::1]/{z}/{x}/{y}", "no host that a policy can name"),
        ("https://*/{z}/{x}/{y}", "no host that a policy can name"),
        ("https:///{z}/{x}/{y}", "no host that a policy can name"),
        ("https://a.example:99999/{z}/{x}/{y}", "not an address"),
        ("https://a.example/{z}/{x}/{y} ' onerror=", "a blank, quote or sign of control"),
        ("", "it does not begin with https://"),
    ],
)
def test_an_address_that_is_no_template_is_refused_with_what_is_wrong(
    address: str, fault: str
) -> None:
    with pytest.raises(PageError, match=re.escape(fault)):
        choose_tiles(address)


def test_a_credit_without_tiles_is_refused() -> None:
    assert choose_tiles(None) is None
    with pytest.raises(PageError, match="without tiles"):
        choose_tiles(None, "somebody")


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_address_adds_anything_but_hosts_to_the_policy(host: str, path: str) -> None:
    try:
        tiles = choose_tiles(f"https://{host}/{{z}}/{{x}}/{{y}}/{path}")
    except PageError:
        return
    assert tiles
    for source in tiles.sources:
        assert re.fullmatch(r"https://[a-z0-9_.-]+(:\d+)?", source)


def test_a_page_without_tiles_lets_no_host_in(collections: Collections) -> None:
    page = render_page(build_map(**collections))
    assert "img-src data:;" in page
    widened = render_page(build_map(**collections, tiles=choose_tiles(TEMPLATE)))
    sources = " ".join(f"https://{s}.tile.example.org" for s in "abc")
    assert f"img-src data: {sources};" in widened
    assert widened.count("tile.example.org") == 5  # three hosts, the address, the credit


class _Tiles(BaseHTTPRequestHandler):
    def __init__(self, asked: list[tuple[str, str | None]], *arguments: Any) -> None:  # noqa: ANN401 - socketserver's
        self.asked = asked
        super().__init__(*arguments)

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("Referer")))
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(PIXEL)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def tile_server() -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    asked: list[tuple[str, str | None]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Tiles, asked))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_tiles_are_asked_of_their_host_alone_and_their_maker_is_named(
    open_page: Opener,
    collections: Collections,
    tile_server: tuple[str, list[tuple[str, str | None]]],
    expect: Callable[..., Any],
) -> None:
    host, asked = tile_server
    hostile = "<b>Tile makers</b> ${alert(1)}"
    tiles = choose_tiles(f"{host}/tiles/{{z}}/{{x}}/{{y}}.png", hostile)
    opened = open_page(collections | {"tiles": tiles})
    expect(opened.page.locator("#stage.on-tiles")).to_be_attached()
    assert asked
    assert all(re.fullmatch(r"/tiles/\d+/\d+/\d+\.png", path) for path, _ in asked)
    file, *others = opened.requests
    assert file.startswith("file://")
    assert others
    assert all(address.startswith(f"{host}/tiles/") for address in others)
    assert opened.page.locator(".credits").inner_text().startswith(hostile)
    # The names on the tiles stand in for ours; the kilometres of the border stay.
    expect(opened.page.locator(".label-country").first).to_be_hidden()
    assert opened.faults == []


def test_where_no_tile_comes_the_drawn_land_and_its_names_stay(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    tiles = choose_tiles("http://127.0.0.1:9/{z}/{x}/{y}.png")
    opened = open_page(collections | {"tiles": tiles})
    expect(opened.page.locator(".label-country").first).to_be_visible()
    assert opened.page.locator(".base-country").count()
    assert opened.shown_on_map()
