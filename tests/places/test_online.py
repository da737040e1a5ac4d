"""Online geocoders against a real HTTP server on the loopback: answers, pace, cache, failures."""

from __future__ import annotations

import importlib.util
import json
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pytest

import geomap
from geomap.places.online import (
    MAX_FAILURES,
    PROVIDERS,
    AnswerStatus,
    FailureKind,
    OnlineError,
    OnlineGeocoder,
    OnlineSettings,
    default_cache_path,
    split_host,
)
from geomap.places.online.cache import SCHEMA_VERSION
from geomap.places.online.features import NoPlaceError, box_radius_km, osm_feature_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from tests.places.nominatim_server import GeocoderServer

ALPHA3: Final = {"AM": "ARM", "AZ": "AZE", "GE": "GEO"}
GARBAGE: Final = b"this is no database, whatever its name says " * 200


class FakeTime:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture(scope="module")
def servers() -> ModuleType:
    """The module of the server; test folders are no packages."""
    path = Path(__file__).with_name("nominatim_server.py")
    spec = importlib.util.spec_from_file_location("nominatim_server", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server(servers: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[GeocoderServer]:
    monkeypatch.setenv("no_proxy", "*")
    with servers.serve() as running:
        yield running


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def cache_path(tmp_path: Path) -> Path:
    return tmp_path / "not yet" / "online.sqlite"


@pytest.fixture
def make(
    server: GeocoderServer, fake_time: FakeTime, cache_path: Path
) -> Iterator[Callable[..., OnlineGeocoder]]:
    """Return a function that makes a geocoder which asks the server."""
    made: list[OnlineGeocoder] = []

    def make_geocoder(provider: str = "nominatim", **options: Any) -> OnlineGeocoder:  # noqa: ANN401 - options of all types
        key = options.pop("key", None)
        here: dict[str, Any] = {"host": server.host, "scheme": "http", "cache": cache_path}
        settings = OnlineSettings(provider=provider, **here | options)
        geocoder = OnlineGeocoder(
            settings,
            alpha3=ALPHA3,
            key=key,
            clock=lambda: fake_time.now,
            sleep=fake_time.sleep,
        )
        made.append(geocoder)
        return geocoder

    yield make_geocoder
    for geocoder in made:
        geocoder.close()


# --- what is asked and what comes back -------------------------------------------------------


def test_a_village_that_nominatim_knows(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType
) -> None:
    answer = make(contact="desk@example.org").locate("  Мовсес ")
    assert answer.status is AnswerStatus.FOUND
    assert answer.name == "Мовсес"
    assert answer.exact_count == 1
    (place,) = answer.places
    assert place.id == "online:nominatim:N4071"
    assert place.name == "Movses"
    assert place.names == ("Մովսես", "Мовсес")
    assert (place.lon, place.lat) == (45.4877, 40.9005)
    assert place.country == "ARM"
    assert place.feature_code == "PPL"
    # The bounds of a node are made up by the service.
    assert place.radius_km is None
    assert (answer.provider, answer.host) == ("nominatim", server.host)
    assert answer.licence == servers.LICENCE
    assert not answer.from_cache
    assert answer.asked_at is not None
    assert answer.asked_at.isoformat() == "2023-11-14T22:13:20+00:00"
    (request,) = server.requests
    assert request.path == "/search"
    assert request.user_agent == f"geomap/{geomap.__version__} (desk@example.org)"
    assert request.query["q"] == "Мовсес"
    assert request.query["namedetails"] == request.query["addressdetails"] == "1"
    assert "countrycodes" not in request.query


def test_places_that_bear_the_name_come_first(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType
) -> None:
    server.rows = [
        servers.make_row(osm_id=1, name="Movses Hill", namedetails={}, type="locality"),
        servers.make_row(osm_id=2),
        servers.make_row(osm_id=2, name="Movses again"),
    ]
    answer = make().locate("Movses")
    assert [place.id for place in answer.places] == ["online:nominatim:N2", "online:nominatim:N1"]
    assert answer.exact_count == 1


def test_a_boundary_has_a_radius_and_a_shop_is_no_place(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType
) -> None:
    boundary = {
        "osm_type": "relation",
        "class": "boundary",
        "type": "administrative",
        "addresstype": "state",
        "boundingbox": ["40.0", "41.0", "45.0", "46.0"],
        # An empty object, as services written in PHP send it.
        "namedetails": [],
    }
    shop = {"class": "shop", "type": "convenience", "osm_id": 9}
    server.rows = [servers.make_row(**boundary), servers.make_row(**shop)]
    (place,) = make().locate("Movses").places
    assert place.id == "online:nominatim:R4071"
    assert place.feature_code == "ADM1"
    # 111 km by 85 km.
    assert place.radius_km == pytest.approx(54.8, abs=0.2)


def test_countries_are_asked_for_and_kept_apart(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType
) -> None:
    azeri = {"osm_id": 5, "address": {"country_code": "az"}}
    server.rows = [servers.make_row(), servers.make_row(**azeri)]
    geocoder = make()
    assert len(geocoder.locate("Movses").places) == 2
    (place,) = geocoder.locate("Movses", countries=["AZE"]).places
    assert place.country == "AZE"
    assert geocoder.locate("Movses", countries=["GEO"]).status is AnswerStatus.EMPTY
    codes = [request.query.get("countrycodes") for request in server.requests]
    assert codes == [None, "az", "ge"]
    with pytest.raises(OnlineError, match="alpha-3 codes of countries, got AM"):
        geocoder.locate("Movses", countries=["AM"])


@pytest.mark.parametrize("name", ["", "  ", "—?!", "x" * 201])
def test_what_is_no_name_is_not_asked(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, name: str
) -> None:
    geocoder = make()
    assert geocoder.locate(name).status is AnswerStatus.NOT_ASKED
    assert geocoder.report().not_asked == 1
    assert server.requests == []


def test_photon(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType
) -> None:
    def feature(osm_id: int, countrycode: str, **changes: object) -> dict[str, Any]:
        properties = {
            "osm_type": "R",
            "osm_id": osm_id,
            "osm_key": "place",
            "osm_value": "town",
            "type": "city",
            "name": "Goris",
            "countrycode": countrycode,
            "extent": [46.3, 39.6, 46.4, 39.4],
        }
        return {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [46.34, 39.51]},
            "properties": properties | changes,
        }

    bakery = feature(3, "AM", osm_key="shop", osm_value="bakery")
    nameless = feature(4, "AM", name=None)
    features = [feature(1, "AM"), feature(2, "AZ"), bakery, nameless]
    server.reply = servers.json_reply({"type": "FeatureCollection", "features": features})
    geocoder = make("photon")
    answer = geocoder.locate("Goris", countries=["ARM"])
    (place,) = answer.places
    assert place.id == "online:photon:R1"
    assert (place.lon, place.lat, place.country) == (46.34, 39.51, "ARM")
    assert place.feature_code == "PPL"
    assert place.radius_km == pytest.approx(7.8, abs=0.1)
    assert answer.licence == "© OpenStreetMap contributors, ODbL 1.0"
    assert geocoder.report().unreadable_rows == 1
    assert server.requests[0].path == "/api"


def test_geonames(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType
) -> None:
    goris = {
        "geonameId": 174895,
        "name": "Goris",
        "toponymName": "Gorisi",
        "lat": "39.51",
        "lng": "46.34",
        "fcl": "P",
        "fcode": "PPLA",
        "countryCode": "AM",
        "adminCodes1": {"ISO3166_2": "SU"},
        "population": 0,
    }
    hotel = goris | {"geonameId": 2, "fcl": "S", "fcode": "HTL"}
    pointless = goris | {"geonameId": 3, "lat": None, "lng": None}
    server.reply = servers.json_reply(
        {"totalResultsCount": 3, "geonames": [goris, hotel, pointless]}
    )
    geocoder = make("geonames", user="desk")
    answer = geocoder.locate("Goris", countries=["ARM", "AZE"])
    (place,) = answer.places
    assert place.id == "online:geonames:174895"
    assert place.names == ("Gorisi",)
    assert (place.lon, place.lat, place.country) == (46.34, 39.51, "ARM")
    assert (place.admin1, place.feature_code, place.population) == ("AM-SU", "PPLA", None)
    assert answer.licence == "GeoNames, CC BY 4.0"
    assert geocoder.report().unreadable_rows == 1
    (request,) = server.requests
    assert request.path == "/searchJSON"
    assert request.query == {"q": "Goris", "username": "desk", "country": "AM,AZ"}


def test_geonames_says_in_its_answer_what_is_wrong(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType
) -> None:
    geocoder = make("geonames", user="desk")
    server.reply = servers.json_reply({"status": {"message": "no user desk", "value": 10}})
    answer = geocoder.locate("Goris")
    assert (answer.failure, answer.message) == (FailureKind.DENIED, "no user ***")
    server.reply = servers.json_reply({"status": {"message": "daily limit", "value": 18}})
    assert geocoder.locate("Goris").failure is FailureKind.RATE_LIMITED


def test_pelias(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType
) -> None:
    def feature(gid: str, layer: str, **more: object) -> dict[str, Any]:
        properties = {"gid": gid, "layer": layer, "name": "Goris", "country_a": "ARM"}
        point = {"type": "Point", "coordinates": [46.34, 39.51]}
        return {"type": "Feature", "geometry": point, "properties": properties} | more

    features = [
        feature("whosonfirst:locality:421", "locality", bbox=[46.3, 39.4, 46.4, 39.6]),
        feature("openstreetmap:venue:node/7", "venue"),
        feature("geonames:region:9", "region"),
    ]
    server.reply = servers.json_reply({"geocoding": {}, "features": features})
    answer = make("pelias", key="s3cret").locate("Goris", countries=["ARM"])
    assert [(place.id, place.feature_code) for place in answer.places] == [
        ("online:pelias:whosonfirst:locality:421", "PPL"),
        ("online:pelias:geonames:region:9", "ADM1"),
    ]
    assert answer.places[0].country == "ARM"
    assert answer.places[0].radius_km == pytest.approx(7.8, abs=0.1)
    assert answer.licence == "GeoNames, CC BY 4.0; Who's On First, CC BY 4.0"
    (request,) = server.requests
    assert request.path == "/v1/search"
    assert request.query["boundary.country"] == "AM"
    assert request.query["api_key"] == "s3cret"


# --- rows that cannot be read ----------------------------------------------------------------

BAD_ROWS: Final[dict[str, dict[str, object]]] = {
    "a latitude that is no number": {"lat": "abc"},
    "a latitude beyond the pole": {"lat": "999"},
    "a longitude that geopy would wrap": {"lon": "999"},
    "not a number": {"lon": "NaN"},
    "no latitude": {"lat": None},
    "no identity": {"osm_id": None},
    "an unknown kind of identity": {"osm_type": "tile"},
    "no name": {"name": "", "namedetails": {}, "display_name": ""},
}


@pytest.mark.parametrize("changes", BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_bad_row_leaves_the_others_alone(
    make: Callable[..., OnlineGeocoder],
    server: GeocoderServer,
    servers: ModuleType,
    changes: dict[str, object],
) -> None:
    bad = servers.make_row(**{"osm_id": 1, **changes})
    server.reply = servers.json_reply([bad, servers.make_row(osm_id=2)])
    geocoder = make()
    assert [place.id for place in geocoder.locate("Movses").places] == ["online:nominatim:N2"]
    assert geocoder.report().unreadable_rows == 1


@pytest.mark.parametrize("changes", BAD_ROWS.values(), ids=BAD_ROWS)
def test_an_answer_of_bad_rows_is_no_empty_answer(
    make: Callable[..., OnlineGeocoder],
    server: GeocoderServer,
    servers: ModuleType,
    changes: dict[str, object],
) -> None:
    server.reply = servers.json_reply([servers.make_row(**changes)])
    geocoder = make()
    answer = geocoder.locate("Movses")
    assert answer.failure is FailureKind.MALFORMED
    assert answer.places == ()
    server.reply = None
    assert geocoder.locate("Movses").status is AnswerStatus.FOUND


# --- pace ------------------------------------------------------------------------------------


def test_one_request_a_second(make: Callable[..., OnlineGeocoder], fake_time: FakeTime) -> None:
    geocoder = make()
    geocoder.locate("Movses")
    geocoder.locate("Aygepar")
    fake_time.now += 0.25
    geocoder.locate("Chinari")
    fake_time.now += 2.0
    geocoder.locate("Nerkin Karmiraghbyur")
    assert fake_time.waits == pytest.approx([1.0, 0.75])


def test_failures_are_paced_like_answers(
    make: Callable[..., OnlineGeocoder],
    server: GeocoderServer,
    servers: ModuleType,
    fake_time: FakeTime,
) -> None:
    server.reply = servers.Reply(status=500)
    geocoder = make(min_interval_s=2.5)
    geocoder.locate("Movses")
    geocoder.locate("Movses")
    assert fake_time.waits == pytest.approx([2.5])


def test_two_geocoders_on_one_cache_keep_one_pace(
    make: Callable[..., OnlineGeocoder], fake_time: FakeTime
) -> None:
    make().locate("Movses")
    make().locate("Aygepar")
    assert fake_time.waits == pytest.approx([1.0])


def test_a_clock_that_ran_ahead_blocks_nothing(
    make: Callable[..., OnlineGeocoder], fake_time: FakeTime
) -> None:
    fake_time.now += 86_400.0
    make().locate("Movses")
    fake_time.now -= 86_400.0
    assert make().locate("Aygepar").status is AnswerStatus.EMPTY
    assert fake_time.waits == []


def test_another_process_that_asked_meanwhile_is_believed(
    make: Callable[..., OnlineGeocoder],
    server: GeocoderServer,
    fake_time: FakeTime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting, other = make(), make()
    waiting.locate("Aygepar")

    def sleep_and_let_the_other_ask(seconds: float) -> None:
        monkeypatch.setattr(waiting, "_sleep", fake_time.sleep)
        fake_time.sleep(seconds)
        other.locate("Movses")

    monkeypatch.setattr(waiting, "_sleep", sleep_and_let_the_other_ask)
    answer = waiting.locate("Movses")
    assert answer.from_cache
    assert [request.query["q"] for request in server.requests] == ["Aygepar", "Movses"]


# --- cache -----------------------------------------------------------------------------------


def test_nothing_is_asked_twice(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, fake_time: FakeTime
) -> None:
    geocoder = make()
    first = geocoder.locate("Movses")
    again = geocoder.locate(" MOVSES")
    assert again.from_cache
    assert again.places == first.places
    assert (again.licence, again.asked_at) == (first.licence, first.asked_at)
    geocoder.close()
    assert make().locate("Movses").from_cache
    assert len(server.requests) == 1
    assert fake_time.waits == []


def test_empty_answers_are_kept_too(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer
) -> None:
    geocoder = make()
    assert geocoder.locate("Nowhere").status is AnswerStatus.EMPTY
    again = make().locate("Nowhere")
    assert again.status is AnswerStatus.EMPTY
    assert again.from_cache
    assert again.licence is None
    assert len(server.requests) == 1
    assert (geocoder.report().asked, geocoder.report().empty) == (1, 1)


def test_making_a_geocoder_sends_nothing_and_opens_nothing(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, cache_path: Path
) -> None:
    for provider in PROVIDERS:
        report = make(provider, user="desk").report()
        assert (report.asked, report.from_cache, report.not_asked) == (0, 0, 0)
    assert server.requests == []
    assert not cache_path.parent.exists()


def test_importing_the_places_leaves_this_out() -> None:
    code = "import sys, geomap.places; assert 'geomap.places.online' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_cache_lies_in_the_users_cache_folder(
    make: Callable[..., OnlineGeocoder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEOMAP_CACHE_DIR", str(tmp_path / "caches"))
    assert default_cache_path() == tmp_path / "caches" / "online.sqlite"
    make(cache=None).locate("Movses")
    assert default_cache_path().is_file()


def test_a_file_that_is_no_database_is_set_aside(
    make: Callable[..., OnlineGeocoder],
    server: GeocoderServer,
    cache_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cache_path.parent.mkdir()
    cache_path.write_bytes(GARBAGE)
    geocoder = make()
    assert geocoder.locate("Movses").status is AnswerStatus.FOUND
    assert make().locate("Movses").from_cache
    assert len(server.requests) == 1
    aside = cache_path.with_name("online.sqlite.damaged-1")
    assert aside.read_bytes() == GARBAGE
    (note,) = geocoder.report().notes
    assert "set aside as online.sqlite.damaged-1" in note
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_damage_inside_the_file_is_found_when_it_is_read(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, cache_path: Path
) -> None:
    geocoder = make()
    geocoder.locate("Movses")
    geocoder.close()
    pages = bytearray(cache_path.read_bytes())
    # The first page, with header and tables, stays; the pages of both tables do not.
    pages[4096:] = GARBAGE[:1] * (len(pages) - 4096)
    cache_path.write_bytes(pages)
    again = make()
    assert again.locate("Movses").status is AnswerStatus.FOUND
    assert len(server.requests) == 2
    assert "set aside as online.sqlite.damaged-1" in again.report().notes[0]
    assert make().locate("Movses").from_cache


def test_a_cache_of_another_version_is_set_aside(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, cache_path: Path
) -> None:
    geocoder = make()
    geocoder.locate("Movses")
    geocoder.close()
    connection = sqlite3.connect(cache_path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    again = make()
    assert not again.locate("Movses").from_cache
    assert f"got {SCHEMA_VERSION + 1}" in again.report().notes[0]
    assert len(server.requests) == 2


def test_the_database_of_another_program_is_left_alone(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, cache_path: Path
) -> None:
    cache_path.parent.mkdir()
    connection = sqlite3.connect(cache_path)
    connection.execute("CREATE TABLE letters (text)")
    connection.close()
    before = cache_path.read_bytes()
    with pytest.raises(OnlineError, match="database of another program"):
        make().locate("Movses")
    assert cache_path.read_bytes() == before
    assert server.requests == []


def test_without_a_writable_folder_answers_stay_in_memory(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, cache_path: Path
) -> None:
    cache_path.parent.write_text("a file where the folder should be")
    geocoder = make()
    assert geocoder.locate("Movses").status is AnswerStatus.FOUND
    assert geocoder.locate("Movses").from_cache
    (note,) = geocoder.report().notes
    assert note.startswith("answers are not kept beyond this run")
    assert len(server.requests) == 1


def test_a_kept_answer_that_cannot_be_read_is_asked_again(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, cache_path: Path
) -> None:
    make().locate("Movses")
    connection = sqlite3.connect(cache_path)
    connection.execute("UPDATE answers SET places = '[{\"id\": 1}]'")
    connection.commit()
    connection.close()
    assert make().locate("Movses").status is AnswerStatus.FOUND
    assert make().locate("Movses").from_cache
    assert len(server.requests) == 2


WRITER: Final = """
import datetime as dt, sys
from pathlib import Path
from geomap.model import Place
from geomap.places.online.cache import AnswerCache, CacheKey, StoredAnswer
cache = AnswerCache(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(60):
    key = CacheKey("nominatim", "here", f"{sys.argv[2]} {number}", "")
    place = Place(id=f"p:{number}", name=f"{sys.argv[2]} {number}", lon=45.0, lat=40.0)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    cache.keep(key, StoredAnswer(places=(place,), licence="ours", asked_at=now))
    assert cache.find(key).places == (place,)
for _ in range(200):
    print(cache.reserve("here", now=1000.0, interval_s=1.0, longest_s=1000.0))
assert not cache.notes, cache.notes
"""


def test_processes_share_the_cache_and_the_pace(cache_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", WRITER, str(cache_path)]
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    processes: list[Any] = [
        subprocess.Popen([*command, name], **pipes, text=True)
        for name in ("first", "second", "third")
    ]
    # All begin together, on a file that none of them has made yet.
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 3
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    outputs = [process.communicate() for process in processes]
    assert [errors for _, errors in outputs] == ["", "", ""]
    connection = sqlite3.connect(cache_path)
    assert connection.execute("SELECT count(*) FROM answers").fetchone() == (180,)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    # No two of them were given the same second.
    waits = sorted(float(line) for output, _ in outputs for line in output.split())
    assert waits == [float(number) for number in range(600)]


# --- failures --------------------------------------------------------------------------------


def _replies(servers: ModuleType) -> dict[str, tuple[Any, FailureKind]]:
    reply, manner = servers.Reply, servers.Manner
    return {
        "silent": (reply(manner=manner.SILENT), FailureKind.TIMEOUT),
        "drip": (reply(manner=manner.DRIP), FailureKind.TIMEOUT),
        "closed": (reply(manner=manner.CLOSED), FailureKind.CONNECTION_LOST),
        "short": (reply(body=b"[]", manner=manner.SHORT), FailureKind.CONNECTION_LOST),
        "500": (reply(status=500, body=b"oops"), FailureKind.HTTP_ERROR),
        "503": (reply(status=503), FailureKind.HTTP_ERROR),
        "404": (reply(status=404), FailureKind.HTTP_ERROR),
        "400": (reply(status=400), FailureKind.BAD_REQUEST),
        "403": (reply(status=403, body=b"blocked"), FailureKind.DENIED),
        "429": (reply(status=429, headers={"Retry-After": "5"}), FailureKind.RATE_LIMITED),
        "no JSON": (reply(body=b"<html>log in</html>"), FailureKind.MALFORMED),
        "cut JSON": (reply(body=b'[{"lat": "40'), FailureKind.MALFORMED),
        "deep JSON": (reply(body=b"[" * 100_000), FailureKind.MALFORMED),
        "no UTF-8": (reply(body=b'["\xff\xfe"]'), FailureKind.MALFORMED),
        "a number": (reply(body=b"17"), FailureKind.MALFORMED),
        "rows of numbers": (reply(body=b"[1, 2]"), FailureKind.MALFORMED),
        "error": (reply(body=b'{"error": "no"}'), FailureKind.BAD_REQUEST),
        "nothing": (reply(body=b""), FailureKind.MALFORMED),
        "too long": (reply(body=b" " * 4_100_000 + b"[]"), FailureKind.MALFORMED),
        "moved": (
            reply(status=301, headers={"Location": "http://127.0.0.1:9/search"}),
            FailureKind.HTTP_ERROR,
        ),
    }


REPLY_NAMES: Final = (
    "silent",
    "drip",
    "closed",
    "short",
    "500",
    "503",
    "404",
    "400",
    "403",
    "429",
    "no JSON",
    "cut JSON",
    "deep JSON",
    "no UTF-8",
    "a number",
    "rows of numbers",
    "error",
    "nothing",
    "too long",
    "moved",
)


@pytest.mark.parametrize("name", REPLY_NAMES)
def test_a_failure_is_counted_and_never_kept(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType, name: str
) -> None:
    server.reply, kind = _replies(servers)[name]
    geocoder = make(timeout_s=0.3 if kind is FailureKind.TIMEOUT else 30.0)
    answer = geocoder.locate("Movses")
    assert answer.status is AnswerStatus.FAILED
    assert answer.failure is kind
    assert answer.places == ()
    assert answer.message
    # Neither repeated nor redirected.
    assert len(server.requests) == 1
    (failed,) = geocoder.report().failed
    assert (failed.kind, failed.count, failed.last_message) == (kind, 1, answer.message)
    server.reply = None
    again = make().locate("Movses")
    assert again.status is AnswerStatus.FOUND
    assert not again.from_cache
    assert len(server.requests) == 2


def test_every_reply_is_tested(servers: ModuleType) -> None:
    assert tuple(_replies(servers)) == REPLY_NAMES


@pytest.mark.parametrize("provider", ["photon", "geonames", "pelias"])
@pytest.mark.parametrize("content", [[], 17, {"features": 1, "geonames": 1}, {"features": [[]]}])
def test_answers_of_another_form(
    make: Callable[..., OnlineGeocoder],
    server: GeocoderServer,
    servers: ModuleType,
    provider: str,
    content: object,
) -> None:
    server.reply = servers.json_reply(content)
    assert make(provider, user="desk").locate("Movses").failure is FailureKind.MALFORMED


def test_messages_say_what_happened(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType
) -> None:
    replies = _replies(servers)
    messages = {}
    for name in ("500", "403", "moved", "short"):
        server.reply = replies[name][0]
        messages[name] = make().locate("Movses").message or ""
    assert messages["500"] == "HTTP 500 Internal Server Error: oops"
    assert messages["403"].endswith("blocked")
    assert "redirected to http://127.0.0.1:9/search; give that host" in messages["moved"]
    assert "1 bytes of the answer are missing" in messages["short"]


def test_a_host_that_nobody_listens_on(make: Callable[..., OnlineGeocoder]) -> None:
    with socket.socket() as placeholder:
        placeholder.bind(("127.0.0.1", 0))
        port = placeholder.getsockname()[1]
    geocoder = make(host=f"127.0.0.1:{port}")
    answers = [geocoder.locate(name) for name in ("Movses", "Aygepar", "Chinari", "Berd")]
    assert [answer.failure for answer in answers] == [*[FailureKind.UNREACHABLE] * 3, None]
    assert "refused" in (answers[0].message or "").lower()
    assert answers[3].status is AnswerStatus.NOT_ASKED


def test_after_failures_in_a_row_the_host_is_left_alone(
    make: Callable[..., OnlineGeocoder],
    server: GeocoderServer,
    servers: ModuleType,
    caplog: pytest.LogCaptureFixture,
) -> None:
    geocoder = make()
    geocoder.locate("Movses")
    server.reply = servers.Reply(status=500)
    for number in range(10):
        geocoder.locate(f"Village {number}")
    assert len(server.requests) == 1 + MAX_FAILURES
    # What is kept is still given.
    assert geocoder.locate("Movses").from_cache
    report = geocoder.report()
    assert (report.asked, report.answered, report.from_cache) == (4, 1, 1)
    assert report.not_asked == 7
    assert [(failed.kind, failed.count) for failed in report.failed] == [
        (FailureKind.HTTP_ERROR, 3)
    ]
    assert report.stopped is not None
    assert report.stopped.startswith(f"{server.host} is not asked any more in this run")
    assert [record.message for record in caplog.records] == [report.stopped]


def test_an_answer_ends_a_row_of_failures(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType
) -> None:
    geocoder = make()
    for number in range(12):
        server.reply = None if number % 3 == 2 else servers.Reply(status=500)
        geocoder.locate(f"Village {number}")
    assert len(server.requests) == 12
    assert geocoder.report().stopped is None


def test_a_name_that_the_host_rejects_does_not_count_against_it(
    make: Callable[..., OnlineGeocoder], server: GeocoderServer, servers: ModuleType
) -> None:
    server.reply = servers.Reply(status=400)
    geocoder = make()
    for number in range(5):
        geocoder.locate(f"Village {number}")
    assert len(server.requests) == 5
    assert geocoder.report().stopped is None


def test_a_short_pause_that_the_host_asks_for_is_waited_for(
    make: Callable[..., OnlineGeocoder],
    server: GeocoderServer,
    servers: ModuleType,
    fake_time: FakeTime,
) -> None:
    server.reply = servers.Reply(status=429, headers={"Retry-After": "5"})
    make().locate("Movses")
    server.reply = None
    # Another process on the same cache knows of it.
    assert make().locate("Movses").status is AnswerStatus.FOUND
    assert fake_time.waits == pytest.approx([5.0])


def test_a_long_pause_is_respected_without_waiting(
    make: Callable[..., OnlineGeocoder],
    server: GeocoderServer,
    servers: ModuleType,
    fake_time: FakeTime,
) -> None:
    server.reply = servers.Reply(status=429, headers={"Retry-After": "86400"})
    geocoder = make()
    answers = [geocoder.locate(name) for name in ("Movses", "Aygepar", "Chinari", "Berd")]
    assert len(server.requests) == 1
    assert fake_time.waits == []
    assert "asks for a pause of another 3600 seconds" in (answers[1].message or "")
    assert answers[3].status is AnswerStatus.NOT_ASKED


def test_the_report_goes_into_json_without_secrets(
    make: Callable[..., OnlineGeocoder],
    server: GeocoderServer,
    servers: ModuleType,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.reply = servers.Reply(status=403, body=b"key s3cret of desk1 has expired")
    geocoder = make("pelias", key="s3cret", user="desk1")
    answers = [geocoder.locate(f"Village {number}") for number in range(4)]
    written = json.dumps(msgspec.to_builtins([geocoder.report(), answers])) + caplog.text
    assert "key *** of *** has expired" in written
    assert "s3cret" not in written
    assert "desk1" not in written


# --- options ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"provider": "gogle"}, "expected one of nominatim, photon, geonames, pelias"),
        ({"provider": "geonames"}, "asks for a user name.*--online-user"),
        ({"provider": "pelias"}, "no public host.*--online-host"),
        ({"provider": "photon", "scheme": "ftp"}, "scheme: expected https or http, got 'ftp'"),
        ({"provider": "photon", "host": "https://here"}, "host: expected a host name"),
        ({"provider": "photon", "host": "me:secret@here"}, "host: expected a host name"),
        ({"provider": "photon", "host": ""}, "host: expected a host name"),
        ({"provider": "photon", "min_interval_s": 0.5}, "min_interval_s: expected 1 seconds"),
        ({"provider": "photon", "timeout_s": float("nan")}, "timeout_s: expected 0.001 seconds"),
        ({"provider": "photon", "contact": "me\r\nX: y"}, "contact: expected printable ASCII"),
    ],
)
def test_options_that_cannot_work(options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(OnlineError, match=complaint):
        OnlineGeocoder(OnlineSettings(**options), alpha3=ALPHA3)


def test_all_faulty_options_are_named_at_once() -> None:
    with pytest.raises(OnlineError, match=r"scheme: .*; timeout_s: .*"):
        OnlineSettings(provider="photon", scheme="ftp", timeout_s=0.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("localhost:8080", ("https", "localhost:8080")),
        ("HTTP://localhost:8080/", ("http", "localhost:8080")),
        ("https://maps.example.org/geo/", ("https", "maps.example.org/geo")),
        ("http://[::1]:8080", ("http", "[::1]:8080")),
    ],
)
def test_hosts_as_users_write_them(text: str, expected: tuple[str, str]) -> None:
    assert split_host(text) == expected


@pytest.mark.parametrize("text", ["", "ftp://here", "here there", "me:secret@here", "here?q=1"])
def test_what_is_no_host(text: str) -> None:
    with pytest.raises(OnlineError, match="expected"):
        split_host(text)


# --- feature codes and sizes -----------------------------------------------------------------


def test_feature_codes_only_where_they_are_sound() -> None:
    assert osm_feature_code("natural", "peak", kind=None) == "PK"
    assert osm_feature_code("boundary", "administrative", kind="county") == "ADMD"
    assert osm_feature_code("boundary", "administrative", kind="locality") is None
    assert osm_feature_code("natural", "water", kind=None) is None
    for key, value in (("amenity", "cafe"), ("highway", "residential"), ("place", "house")):
        with pytest.raises(NoPlaceError):
            osm_feature_code(key, value, kind=None)


def test_radius_of_bounds() -> None:
    degree = box_radius_km([0.0, 0.0, 1.0, 1.0])
    assert degree == pytest.approx(62.6, abs=0.1)
    # The same size across 180 degrees.
    assert box_radius_km([179.5, 0.0, -179.5, 1.0]) == degree
    # Twice round the middle is twice the area of once round it.
    half = box_radius_km([0.0, -1.0, 180.0, 1.0])
    assert half is not None
    assert box_radius_km([-180.0, -1.0, 180.0, 1.0]) == pytest.approx(half * 2**0.5, abs=0.1)


@pytest.mark.parametrize(
    "box",
    [
        [],
        [0.0, 1.0, 1.0, 0.0],
        [0.0, 0.0, float("inf"), 1.0],
        [0.0, -91.0, 1.0, 0.0],
        [5.0, 5.0, 5.0, 5.0],
    ],
)
def test_what_are_no_bounds_has_no_radius(box: list[float]) -> None:
    assert box_radius_km(box) is None
