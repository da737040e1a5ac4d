"""GeoParquet: as the readers of the format take it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest

from geomap.export import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.result import Result


@pytest.fixture(scope="module")
def folder(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("geoparquet")
    result.export(folder, to=["geoparquet"])
    return folder / "geoparquet"


def test_geopandas_reads_the_layers(folder: Path, result: Result) -> None:
    for table in TABLES:
        path = folder / f"{table.name}.parquet"
        if table.geometry:
            read = gpd.read_parquet(path)
            assert read.crs == "EPSG:4326"
            assert set(read.geom_type.dropna()) == {table.geometry}
            assert list(read["id"]) == list(result.tables[table.name]["id"])
        else:
            assert len(pd.read_parquet(path)) == len(result.tables[table.name])


def test_a_box_leaves_out_what_is_elsewhere(folder: Path, result: Result) -> None:
    points = result.incidents.geometry
    north = gpd.read_parquet(folder / "incidents.parquet", bbox=(44.0, 40.5, 47.0, 42.0))
    expected = points[points.notna() & (points.y >= 40.5)]
    assert 0 < len(north) == len(expected) < len(points)


def test_lists_are_lists_and_days_days(folder: Path) -> None:
    schema = pq.read_schema(folder / "incidents.parquet")
    assert str(schema.field("date_start").type) == "date32[day]"
    assert str(schema.field("killed").type) == "int64"
    assert str(schema.field("sources").type).startswith("list<")
    (part,) = [part for part in schema.field("casualties").type.value_type if part.name == "as_of"]
    assert str(part.type) == "date32[day]"


def test_the_metadata_is_that_of_version_1_1(folder: Path) -> None:
    metadata = json.loads(pq.read_schema(folder / "incidents.parquet").metadata[b"geo"])
    assert metadata["version"] == "1.1.0"
    assert metadata["primary_column"] == "geometry"
    column = metadata["columns"]["geometry"]
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["Point"]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    assert len(column["bbox"]) == 4


def test_tables_without_geometry_claim_none(folder: Path) -> None:
    assert b"geo" not in pq.read_schema(folder / "claims.parquet").metadata
