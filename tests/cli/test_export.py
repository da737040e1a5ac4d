"""``geomap export`` and ``geomap map --to``, in a process of their own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from geomap.cli.export_command import EXAMPLES
from geomap.export import FORMATS

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]


def test_the_help_names_every_format(run_geomap: RunGeomap) -> None:
    for command in ("export", "map"):
        words = " ".join(run_geomap(command, "--help").stdout.split())
        for name in FORMATS:
            assert name in words
    for name in FORMATS:
        assert f"\n  {name} " in EXAMPLES


def test_a_run_is_written_in_the_formats_asked_for(run_geomap: RunGeomap, folder: Path) -> None:
    found = run_geomap("map", "reports", "-o", "out", "--to", "gpkg, kml", "--json")
    assert found.returncode == 0, found.stderr
    names = {"map.html", "run.json", "incidents.gpkg", "incidents.kml"}
    assert {path.name for path in (folder / "out").iterdir()} >= names
    assert {Path(path).name for path in json.loads(found.stdout)["files"]} >= names
    assert not (folder / "out" / "incidents.csv").exists()


def test_an_earlier_run_is_exported_without_its_reports(
    run_geomap: RunGeomap, folder: Path
) -> None:
    assert run_geomap("map", "reports", "-o", "out", "-q").returncode == 0
    (folder / "reports" / "a.txt").unlink()
    found = run_geomap("export", "out", "--to", "xlsx,html,csv", "-o", "again")
    assert found.returncode == 0, found.stderr
    written = [Path(line) for line in found.stdout.splitlines()]
    assert all((folder / path).is_file() for path in written)
    assert {path.name for path in written} >= {"incidents.xlsx", "map.html", "incidents.csv"}
    for name in ("map.html", "incidents.csv"):
        assert (folder / "again" / name).read_bytes() == (folder / "out" / name).read_bytes()


def test_the_paths_as_json(run_geomap: RunGeomap) -> None:
    assert run_geomap("map", "reports", "-o", "out", "-q", "--to", "geoparquet").returncode == 0
    found = run_geomap("export", "out/geoparquet", "--to", "geojsonl", "-o", "again", "--json")
    assert found.returncode == 0, found.stderr
    files = [Path(path).name for path in json.loads(found.stdout)["files"]]
    assert files == ["incidents.geojsonl", "sites.geojsonl"]


def test_an_unknown_format_is_told_before_anything_is_read(
    run_geomap: RunGeomap, folder: Path
) -> None:
    for arguments in (("map", "nowhere"), ("export", "nowhere")):
        found = run_geomap(*arguments, "--to", "geojson,shp")
        assert found.returncode == 2
        assert "unknown format shp; there are geojson" in found.stderr
    assert not (folder / "output").exists()


def test_what_is_no_result_is_an_error(run_geomap: RunGeomap) -> None:
    found = run_geomap("export", "reports", "--to", "kml")
    assert found.returncode == 2
    assert "reports/incidents.parquet: is not there" in found.stderr.replace("\n", "")


def test_a_run_is_loaded_into_a_database(run_geomap: RunGeomap, database: str) -> None:
    found = run_geomap("map", "reports", "-o", "out", "--to", f"gpkg,{database}", "--json")
    assert found.returncode == 0, found.stderr
    assert "PostGIS: incidents 1 inserted, 0 updated, 0 removed" in found.stderr
    assert json.loads(found.stdout)["loads"][0]["incidents"]["inserted"] == 1
    again = run_geomap("export", "out", "--to", database)
    assert again.returncode == 0, again.stderr
    assert "PostGIS: incidents 0 inserted, 0 updated, 0 removed" in again.stderr
    assert again.stdout == ""


def test_a_database_that_is_not_there_is_an_error_and_the_files_are(
    run_geomap: RunGeomap, folder: Path
) -> None:
    address = "postgresql://somebody:secret@127.0.0.1:1/news"
    found = run_geomap("map", "reports", "-o", "out", "--to", address)
    assert found.returncode == 2
    assert "127.0.0.1" in found.stderr
    assert "secret" not in found.stderr
    assert (folder / "out" / "map.html").is_file()
