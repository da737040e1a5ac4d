"""``--since``, ``--until``, ``--border``, ``--bbox``, in a process of their own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]


def test_a_slice_of_a_run_of_its_files_and_of_its_parts(
    run_geomap: RunGeomap, folder: Path
) -> None:
    made = run_geomap("map", "reports", "-o", "out", "--to", "gpkg,geoparquet-parts", "--json")
    assert made.returncode == 0, made.stderr
    days = [it["date_end"] for it in json.loads(made.stdout)["incidents"]]
    slices = []
    for given in ("reports", "out", "out/incidents.gpkg", "out/geoparquet-parts"):
        found = run_geomap(
            "map", given, "--since", max(days), "-o", "slice", "--to", "gpkg", "--json"
        )
        assert found.returncode == 0, found.stderr
        content = json.loads(found.stdout)
        assert content["slice"]["since"] == max(days)
        slices.append(content["incidents"])
        assert (folder / "slice" / "incidents.gpkg").is_file()
        assert (folder / "slice" / "map.html").is_file()
    assert [it["date_end"] for it in slices[0]] == [day for day in days if day == max(days)]
    assert all(it == slices[0] for it in slices)


def test_a_slice_is_exported(run_geomap: RunGeomap, folder: Path) -> None:
    assert run_geomap("map", "reports", "-o", "out", "-q").returncode == 0
    for border, is_empty in (("aze,arm", False), ("GEO-TUR", True)):
        found = run_geomap("export", "out", "--to", "geojson", "--border", border, "-o", "again")
        assert found.returncode == 0, found.stderr
        content = json.loads((folder / "again" / "incidents.geojson").read_bytes())
        assert (content["features"] == []) == is_empty


def test_a_slice_that_is_none_is_wrong_use(run_geomap: RunGeomap, folder: Path) -> None:
    for options, word in (
        (["--bbox", "1,2,3"], "west,south,east,north"),
        (["--bbox", "1,9,3,4"], "south before north"),
        (["--border", "ARM"], "ARM-AZE"),
        (["--since", "2022-02-30"], "2022-02-30"),
        (["--since", "2022-02-02", "--until", "2022-01-01"], "first day before the last"),
    ):
        found = run_geomap("map", "reports", "-o", "out", *options)
        assert found.returncode == 2
        assert word in " ".join(found.stderr.split())
    assert not (folder / "out").exists()


def test_options_for_reports_are_refused_for_a_result(run_geomap: RunGeomap) -> None:
    assert run_geomap("map", "reports", "-o", "out", "-q").returncode == 0
    found = run_geomap("map", "out", "--title", "Other", "-o", "again")
    assert found.returncode == 2
    assert "--title is for reports" in " ".join(found.stderr.split())
