"""``geomap gazetteer`` as a user calls it: what is imported is found from then on."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]

TABLE = (
    "name,lon,lat,country,variants\n"
    "Nor Zorakert,45.61,40.52,ARM,Zorakert\n"
    "Broken,45.6,forty,ARM,\n"
    "Second Post,45.65,40.5,ARM,\n"
)


@pytest.fixture
def table(folder: Path) -> Path:
    path = folder / "villages.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def own(folder: Path) -> dict[str, str]:
    """Folders of a user who has imported nothing yet."""
    return {
        "GEOMAP_DATA_DIR": str(folder / "data"),
        "GEOMAP_CACHE_DIR": str(folder / "cache"),
        "COLUMNS": "200",
    }


def find_ids(run_geomap: RunGeomap, name: str, *options: str, **own: str) -> list[str]:
    found = run_geomap("locate", name, "--json", *options, **own)
    return [place["id"] for place in json.loads(found.stdout)["places"]]


def test_what_is_imported_is_found_until_it_is_removed(
    run_geomap: RunGeomap, table: Path, own: dict[str, str]
) -> None:
    assert find_ids(run_geomap, "Zorakert", **own) == []
    done = run_geomap("gazetteer", "import", table.name, **own)
    assert done.returncode == 1
    assert "left out villages.csv, line 3: expected longitude and latitude" in done.stderr
    assert "2 places with 3 names" in done.stderr
    assert find_ids(run_geomap, "Zorakert", **own) == ["user:villages.csv:2"]
    # The shipped places are there as before.
    assert "gn:174895" in find_ids(run_geomap, "Goris", **own)
    listed = json.loads(run_geomap("gazetteer", "list", "--json", **own).stdout)
    assert (listed[0]["name"], listed[0]["places"]) == ("villages", 2)
    assert listed[-1]["places"] > 230_000
    assert "villages" in run_geomap("gazetteer", "list", **own).stdout
    assert run_geomap("gazetteer", "remove", "villages", **own).returncode == 0
    assert find_ids(run_geomap, "Zorakert", **own) == []
    gone = run_geomap("gazetteer", "remove", "villages", **own)
    assert gone.returncode == 2
    assert "no import is called 'villages'; there is: none" in gone.stderr


def test_a_failed_import_leaves_the_former_one(
    run_geomap: RunGeomap, table: Path, own: dict[str, str]
) -> None:
    run_geomap("gazetteer", "import", table.name, **own)
    table.write_text("name,lon,lat\n,,\nBad,x,y\n", encoding="utf-8")
    failed = run_geomap("gazetteer", "import", table.name, **own)
    assert failed.returncode == 2
    assert "no place in villages.csv" in failed.stderr
    assert find_ids(run_geomap, "Zorakert", **own) == ["user:villages.csv:2"]


def test_check_names_file_line_and_fault(
    run_geomap: RunGeomap, table: Path, own: dict[str, str]
) -> None:
    found = run_geomap("gazetteer", "check", table.name, **own)
    assert found.returncode == 1
    assert found.stdout.splitlines() == [
        "villages.csv, line 3: expected longitude and latitude in degrees, got '45.6', 'forty'"
    ]
    assert found.stderr == "villages.csv: 1 fault\n"
    (fault,) = json.loads(run_geomap("gazetteer", "check", table.name, "--json", **own).stdout)
    assert (fault["file"], fault["line"]) == ("villages.csv", 3)
    table.write_text("name,lon,lat\nFine,45,40\n", encoding="utf-8")
    fine = run_geomap("gazetteer", "check", table.name, **own)
    assert (fine.returncode, fine.stdout, fine.stderr) == (0, "", "villages.csv: no fault\n")


def test_a_file_can_be_given_for_one_run(
    run_geomap: RunGeomap, folder: Path, own: dict[str, str]
) -> None:
    extra = folder / "extra.geojson"
    feature = {
        "type": "Feature",
        "properties": {"name": "Zorakert", "country": "ARM"},
        "geometry": {"type": "Point", "coordinates": [45.61, 40.52]},
    }
    collection = {"type": "FeatureCollection", "features": [feature]}
    extra.write_text(json.dumps(collection), encoding="utf-8")
    options = ("--gazetteer", extra.name)
    assert find_ids(run_geomap, "Zorakert", *options, **own) == ["user:extra.geojson:1"]
    assert find_ids(run_geomap, "Zorakert", **own) == []


def test_a_map_uses_the_places_given(
    run_geomap: RunGeomap, folder: Path, own: dict[str, str]
) -> None:
    (folder / "reports" / "a.txt").write_text(
        " date 2022-09-14 Shots\n\nArmenian and Azerbaijani troops clashed in the village of "
        "Zorakert on Tuesday. Two Armenian soldiers were wounded, Armenia said.\n",
        encoding="utf-8",
    )
    (folder / "own.csv").write_text(
        "id,name,lon,lat,country\nown:1,Zorakert,45.66,40.52,ARM\n", encoding="utf-8"
    )
    bare = run_geomap("map", "reports", "-o", "bare", **own)
    assert bare.returncode == 0, bare.stderr
    record = json.loads((folder / "bare" / "run.json").read_bytes())
    assert [row["name"] for row in record["unresolved"]] == ["Zorakert"]
    assert record["online"] is None
    run_geomap("map", "reports", "-o", "with", "--gazetteer", "own.csv", **own)
    record = json.loads((folder / "with" / "run.json").read_bytes())
    assert record["unresolved"] == []
    assert any(name.startswith("own/") for name in record["gazetteer"])
    sites = json.loads((folder / "with" / "sites.geojson").read_bytes())
    assert [f["properties"]["place"] for f in sites["features"]] == ["Zorakert"]


@pytest.mark.parametrize("command", ["import", "check", "list", "remove"])
def test_every_command_has_help(run_geomap: RunGeomap, command: str) -> None:
    found = run_geomap("gazetteer", command, "--help")
    assert found.returncode == 0
    assert "Usage: " in found.stdout
