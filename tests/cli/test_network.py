"""What reaches for a network, and what does not: in a namespace of its own that has none."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]

UNKNOWN = (
    " date 2022-09-14 Shots\n\nArmenian and Azerbaijani troops clashed in the village of Movsesik "
    "on Tuesday. Two Armenian soldiers were wounded, the Armenian defence ministry said.\n"
)


@pytest.fixture
def cut_network(require_command: Callable[[str], str]) -> tuple[str, ...]:
    """Return the words before a command that take the network away from it."""
    unshare = require_command("unshare")
    words = (unshare, "--net")
    if subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        pytest.skip("DID NOT RUN: unshare may not make a network namespace here")
    return words


@pytest.fixture
def own(folder: Path) -> dict[str, str]:
    return {
        "GEOMAP_DATA_DIR": str(folder / "data"),
        "GEOMAP_CACHE_DIR": str(folder / "cache"),
        "COLUMNS": "200",
        "no_proxy": "*",
    }


@pytest.fixture(scope="module")
def servers() -> ModuleType:
    path = Path(__file__).resolve().parents[1] / "places" / "nominatim_server.py"
    spec = importlib.util.spec_from_file_location("nominatim_server_for_cli", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def host(servers: ModuleType) -> Iterator[str]:
    """Address of a server that speaks Nominatim's protocol and knows one village."""
    with servers.serve() as server:
        server.rows = [servers.make_row(name="Movsesik", namedetails={"name": "Movsesik"})]
        yield server.host


def test_without_a_network_all_commands_work(
    run_geomap: RunGeomap, folder: Path, own: dict[str, str], cut_network: tuple[str, ...]
) -> None:
    (folder / "own.csv").write_text("name,lon,lat\nZorakert,45.6,40.5\n", encoding="utf-8")
    for command in (
        ("map", "reports", "-o", "out"),
        ("locate", "Karakilise"),
        ("border", "ARM", "AZE"),
        ("gazetteer", "import", "own.csv"),
        ("gazetteer", "check", "own.csv"),
        ("gazetteer", "list"),
    ):
        found = run_geomap(*command, before=cut_network, **own)
        assert found.returncode == 0, (command, found.stderr)
    assert (folder / "out" / "map.html").stat().st_size > 100_000


def test_without_a_network_online_says_what_it_could_not_reach(
    run_geomap: RunGeomap, folder: Path, own: dict[str, str], cut_network: tuple[str, ...]
) -> None:
    found = run_geomap("locate", "Movsesik", "--online", "nominatim", before=cut_network, **own)
    assert found.returncode == 1
    assert "unreachable at nominatim.openstreetmap.org" in found.stderr
    (folder / "reports" / "a.txt").write_text(UNKNOWN, encoding="utf-8")
    options = ("map", "reports", "-o", "out", "--online", "photon")
    found = run_geomap(*options, before=cut_network, **own)
    assert found.returncode == 0
    assert "unreachable at photon.komoot.io" in found.stderr
    record = json.loads((folder / "out" / "run.json").read_bytes())
    assert record["online"]["failed"][0]["kind"] == "unreachable"
    assert record["unresolved"][0]["name"] == "Movsesik"
    assert "photon" in record["unresolved"][0]["reason"]


def test_a_name_found_online_is_marked_and_asked_once(
    run_geomap: RunGeomap, folder: Path, own: dict[str, str], host: str
) -> None:
    (folder / "reports" / "a.txt").write_text(UNKNOWN, encoding="utf-8")
    options = ("--online", "nominatim", "--online-host", f"http://{host}")
    asked = []
    for number in ("1", "2"):
        found = run_geomap("map", "reports", "-o", f"out{number}", *options, **own)
        assert found.returncode == 0, found.stderr
        record = json.loads((folder / f"out{number}" / "run.json").read_bytes())
        assert record["unresolved"] == []
        assert "OpenStreetMap" in " ".join(record["online"]["licences"])
        assert set(record["online"]["licences"]) <= set(record["credits"])
        asked.append((record["online"]["asked"], record["online"]["from_cache"]))
    assert asked[0][0] == 1
    assert asked[1][0] == 0
    assert asked[1][1] >= 1
    sites = json.loads((folder / "out1" / "sites.geojson").read_bytes())
    assert [f["properties"]["place"] for f in sites["features"]] == ["Movsesik"]
    assert "OpenStreetMap" in (folder / "out1" / "map.html").read_text(encoding="utf-8")


def test_nobody_is_asked_unless_it_is_said(
    run_geomap: RunGeomap, folder: Path, own: dict[str, str], servers: ModuleType
) -> None:
    (folder / "reports" / "a.txt").write_text(UNKNOWN, encoding="utf-8")
    with servers.serve() as server:
        run_geomap("map", "reports", "--online-host", f"http://{server.host}", **own)
        assert server.requests == []


def test_locate_asks_online_for_what_is_not_there(
    run_geomap: RunGeomap, own: dict[str, str], host: str
) -> None:
    options = ("--online", "nominatim", "--online-host", f"http://{host}", "--json")
    found = run_geomap("locate", "Movsesik", *options, **own)
    assert found.returncode == 0, found.stderr
    (place,) = json.loads(found.stdout)["places"]
    assert place["id"].startswith("online:nominatim:")
    assert "From nominatim" in found.stderr
    assert "ODbL" in found.stderr
