"""The files, opened by GDAL as QGIS does."""

from __future__ import annotations

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


def test_gdal_opens_the_csv(
    require_command: Callable[[str], str], written: Path, result: Result
) -> None:
    description = describe(require_command("ogrinfo"), written / "incidents.csv")
    assert count_features(description) == len(result.records)
    assert {"id", "longitude", "latitude"} <= set(read_types(description))


def test_gdal_opens_an_empty_collection(
    require_command: Callable[[str], str], tmp_path: Path
) -> None:
    write_files(tmp_path, FORMATS["geojson"].make_files(make_empty_dataset()))
    path = tmp_path / "incidents.geojson"
    assert count_features(describe(require_command("ogrinfo"), path)) == 0
