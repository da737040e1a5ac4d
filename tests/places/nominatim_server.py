"""A real HTTP server on the loopback that speaks Nominatim's ``/search``, and can misbehave."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LICENCE: Final = "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright"


class Manner(Enum):
    """How a reply is sent."""

    WHOLE = auto()
    SILENT = auto()
    """Nothing at all until the server ends."""
    DRIP = auto()
    """A byte now and then until the server ends."""
    CLOSED = auto()
    """The connection is closed without a word."""
    SHORT = auto()
    """The connection is closed before the last byte."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the server answers instead of what Nominatim would."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    manner: Manner = Manner.WHOLE


@dataclass(frozen=True, kw_only=True)
class Received:
    """A request as it came."""

    path: str
    query: dict[str, str]
    user_agent: str


class GeocoderServer:
    """Answers from ``rows`` by their names, or with ``reply`` when that is set."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.requests: list[Received] = []
        self.reply: Reply | None = None
        self.rows: list[dict[str, Any]] = [make_row()]
        self.ending = threading.Event()

    def answer(self, received: Received) -> Reply:
        """Answer as Nominatim does, or as the test wants."""
        if self.reply is not None:
            return self.reply
        query = received.query
        if received.path != "/search" or query.get("format") != "json" or "q" not in query:
            return Reply(status=404, body=b"<html>Not Found</html>")
        codes = query["countrycodes"].split(",") if "countrycodes" in query else None
        found = [
            row
            for row in self.rows
            if query["q"].casefold() in json.dumps(row, ensure_ascii=False).casefold()
            and (codes is None or row["address"]["country_code"] in codes)
        ]
        return json_reply(found[: int(query.get("limit", "10"))])


def json_reply(content: object) -> Reply:
    """Make a reply of what JSON can say."""
    return Reply(body=json.dumps(content, ensure_ascii=False).encode())


def make_row(**changes: object) -> dict[str, Any]:
    """Make a row as Nominatim 4 writes it, coordinates and bounds as strings."""
    row: dict[str, Any] = {
        "place_id": 17,
        "licence": LICENCE,
        "osm_type": "node",
        "osm_id": 4071,
        "lat": "40.9005",
        "lon": "45.4877",
        "class": "place",
        "type": "village",
        "place_rank": 19,
        "importance": 0.25,
        "addresstype": "village",
        "name": "Movses",
        "display_name": "Movses, Tavush Province, Armenia",
        "address": {"village": "Movses", "country": "Armenia", "country_code": "am"},
        "namedetails": {"name": "Մովսես", "name:en": "Movses", "name:ru": "Мовсес", "ref": "M-1"},
        "boundingbox": ["40.8805", "40.9205", "45.4677", "45.5077"],
    }
    return row | changes


@contextmanager
def serve() -> Iterator[GeocoderServer]:
    """Run the server in a thread, on a port that the system chooses."""
    httpd = _QuietServer(("127.0.0.1", 0), _Handler)
    httpd.geocoder = GeocoderServer(httpd.server_address[1])
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield httpd.geocoder
    finally:
        httpd.geocoder.ending.set()
        httpd.shutdown()
        thread.join()
        httpd.server_close()


class _QuietServer(ThreadingHTTPServer):
    geocoder: GeocoderServer
    # Closing waits for requests that are still being answered.
    daemon_threads = False

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that has stopped waiting breaks the connection."""


class _Handler(BaseHTTPRequestHandler):
    server: _QuietServer

    def do_GET(self) -> None:
        """Note the request and answer it."""
        parts = urlsplit(self.path)
        received = Received(
            path=parts.path,
            query={name: ",".join(values) for name, values in parse_qs(parts.query).items()},
            user_agent=self.headers["User-Agent"],
        )
        self.server.geocoder.requests.append(received)
        reply = self.server.geocoder.answer(received)
        ending = self.server.geocoder.ending
        if reply.manner is Manner.CLOSED:
            return
        if reply.manner is Manner.SILENT:
            ending.wait()
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        extra = int(reply.manner is Manner.SHORT)
        if reply.manner is not Manner.DRIP:
            self.send_header("Content-Length", str(len(reply.body) + extra))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        while reply.manner is Manner.DRIP and not ending.wait(0.02):
            self.wfile.write(b" ")
        self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
