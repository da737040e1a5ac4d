"""The files, opened by GDAL as QGIS does."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from geomap.export import FORMATS, write_files
from tests.export.samples import make_empty_dataset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.result import Result


@pytest.fixture(scope="module")
def written(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    result.write(folder)
    return folder


def describe(command: str, path: Path) -> str:
    """Return what GDAL says of a file's one layer, without its features."""
    # No "-json": GDAL has it from 3.7 on, and Debian 12 has 3.6.
    found = subprocess.run(
        [command, "-ro", "-al", "-so", str(path)], capture_output=True, text=True, check=True
    )
    assert found.stderr == ""
    assert found.stdout.count("Layer name:") == 1
    return found.stdout


def count_features(description: str) -> int:
    (count,) = re.findall(r"^Feature Count: (\d+)$", description, re.MULTILINE)
    return int(count)


def read_types(description: str) -> dict[str, str]:
    """Return the type of each column."""
    return dict(re.findall(r"^(\w+): ([\w()]+) \(\d+\.\d+\)$", description, re.MULTILINE))


@pytest.mark.parametrize("name", ["incidents", "sites"])
def test_gdal_opens_the_geojson(
    require_command: Callable[[str], str], written: Path, name: str
) -> None:
    path = written / f"{name}.geojson"
    features = json.loads(path.read_bytes())["features"]
    description = describe(require_command("ogrinfo"), path)
    assert count_features(description) == len(features) > 0
    assert re.search(r"^Geometry: Point$", description, re.MULTILINE)
    assert 'ID["EPSG",4326]' in description
    types = read_types(description)
    assert types["uncertainty_km"] == "Real"
    assert types["border_km"] == "Real"
    assert types["where_precision"] == "Integer"
    if name == "incidents":
        assert types["killed"] == "Integer"
        assert types["wounded"] == "Integer"
        # QGIS finds its time fields by these types.
        assert types["date_start"] == types["date_end"] == "Date"
        assert types["sources"] == "StringList"


@pytest.fixture(scope="module")
def exported(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every format of the sample corpus in one folder."""
    folder = tmp_path_factory.mktemp("exported")
    result.export(folder, to=list(FORMATS))
    return folder


LAYERS = [
    # File, layer, type of a day, of a count; a sheet has no geometry, and "Unknown (any)" is KML's.
    ("incidents.gpkg", "incidents", "Point", "Date", "Integer64"),
    ("incidents.gpkg", "sites", "Point", None, None),
    ("incidents.gpkg", "stretches", "Line String", None, None),
    ("incidents.gpkg", "border", "Line String", None, None),
    ("incidents.gpkg", "claims", "None", "Date", None),
    ("incidents.gpkg", "documents", "None", None, None),
    ("incidents.gpkg", "casualties", "None", None, None),
    ("incidents.geojsonl", "incidents", "Point", "Date", "Integer"),
    ("incidents.fgb", "incidents", "Point", "DateTime", "Integer64"),
    ("sites.fgb", "sites", "Point", None, None),
    ("incidents.kml", "Incidents", "Unknown (any)", None, "Integer"),
    ("incidents.xlsx", "Incidents", "None", "Date", "Integer"),
    ("incidents.xlsx", "Claims", "None", "Date", None),
    ("incidents.shp.zip", "incidents", "Point", "Date", "Integer64"),
    ("incidents.csv", "incidents", "None", "Date", "Integer"),
    ("incidents-acled.csv", "incidents-acled", "None", None, None),
    ("incidents-ged.csv", "incidents-ged", "None", None, None),
]
COUNTS = {"Incidents": "incidents", "Claims": "claims"} | dict.fromkeys(
    ("incidents-acled", "incidents-ged"), "incidents"
)


@pytest.mark.parametrize(("file", "layer", "geometry", "day", "count"), LAYERS)
def test_gdal_opens_every_format(  # noqa: PLR0913 - what is looked at in each
    require_command: Callable[[str], str],
    exported: Path,
    result: Result,
    *,
    file: str,
    layer: str,
    geometry: str,
    day: str | None,
    count: str | None,
) -> None:
    path = f"/vsizip/{exported / file}" if file.endswith(".zip") else str(exported / file)
    found = subprocess.run(
        [require_command("ogrinfo"), "-ro", "-so", path, layer],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stderr == ""
    table = COUNTS.get(layer, layer)
    assert count_features(found.stdout) == result.dataset.columns[table].num_rows > 0
    assert re.search(rf"^Geometry: {re.escape(geometry)}$", found.stdout, re.MULTILINE)
    if geometry != "None":
        assert 'ID["EPSG",4326]' in found.stdout
    types = read_types(found.stdout)
    assert types.get("date_start") == day or day is None
    assert types.get("killed") == count or count is None


@pytest.mark.parametrize("name", ["gpkg", "geojsonl", "flatgeobuf", "shapefile", "kml", "csv"])
def test_gdal_finds_the_days_and_counts_of_each_incident(
    require_command: Callable[[str], str], exported: Path, tmp_path: Path, result: Result, name: str
) -> None:
    files = {"flatgeobuf": "incidents.fgb", "shapefile": "/vsizip/{}/incidents.shp.zip"}
    given = files.get(name, f"incidents.{name}")
    source = given.format(exported) if "{}" in given else str(exported / given)
    layer = "Incidents" if name == "kml" else "incidents"
    made = tmp_path / "made.csv"
    subprocess.run(
        [require_command("ogr2ogr"), "-f", "CSV", str(made), source, layer],
        check=True,
        capture_output=True,
    )
    with made.open(encoding="utf-8", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    for known in result.dataset.iter_rows("incidents"):
        row = rows[known["id"]]
        day = (row["date_start"] or "").replace("/", "-")[:10]
        assert day == (known["date_start"] or "")
        assert row["killed"] == ("" if known["killed"] is None else str(known["killed"]))


def test_gdal_opens_an_empty_collection(
    require_command: Callable[[str], str], tmp_path: Path
) -> None:
    write_files(tmp_path, FORMATS["geojson"].make_files(make_empty_dataset()))
    path = tmp_path / "incidents.geojson"
    assert count_features(describe(require_command("ogrinfo"), path)) == 0
