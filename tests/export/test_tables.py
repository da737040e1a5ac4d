"""Incidents and sites as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geomap.export import INCIDENT_FIELDS, SITE_FIELDS, TABLES, make_table
from tests.export.samples import make_empty_dataset

if TYPE_CHECKING:
    from geomap.result import Result


def test_the_table_of_incidents(result: Result) -> None:
    table = result.incidents
    features = result.incident_features["features"]
    assert list(table.columns) == [*(field.name for field in INCIDENT_FIELDS), "geometry"]
    assert len(table) == len(features)
    assert table.crs is not None
    assert table.crs.to_epsg() == 4326
    assert list(table["id"]) == [feature["id"] for feature in features]


def test_counts_are_whole_numbers_with_unknown_as_na(result: Result) -> None:
    table = result.incidents
    known = [f["properties"]["killed"] for f in result.incident_features["features"]]
    assert table["killed"].dtype == pd.Int64Dtype()
    assert [None if value is pd.NA else value for value in table["killed"]] == known
    assert table["killed"].isna().any()
    assert table["killed"].sum() == sum(value for value in known if value is not None)


def test_days_are_datetimes(result: Result) -> None:
    table = result.incidents
    assert table["date_start"].dtype.kind == "M"
    assert table["date_end"].dtype.kind == "M"
    first = result.incident_features["features"][0]["properties"]["date_start"]
    assert table["date_start"].iloc[0] == pd.Timestamp(first)
    in_2021 = table[table["date_start"].dt.year == 2021]
    assert len(in_2021)


def test_numbers_and_lists_keep_their_types(result: Result) -> None:
    table = result.incidents
    assert table["border_km"].dtype == pd.Float64Dtype()
    assert table["status"].dtype == "string"
    assert all(isinstance(value, list) for value in table["sources"])
    assert all(isinstance(value, list) for value in table["evidence"])


def test_points_are_those_of_the_features(result: Result) -> None:
    for geometry, feature in zip(
        result.incidents.geometry, result.incident_features["features"], strict=True
    ):
        if feature["geometry"] is None:
            assert geometry is None
        else:
            assert list(geometry.coords[0]) == feature["geometry"]["coordinates"]


def test_the_table_of_sites(result: Result) -> None:
    table = result.sites
    assert list(table.columns) == [*(field.name for field in SITE_FIELDS), "geometry"]
    assert table.crs is not None
    assert table.crs.to_epsg() == 4326
    assert table["main"].dtype == "boolean"
    assert table["main"].sum() == table["incident_id"].nunique()
    assert set(table["incident_id"]) <= set(result.incidents["id"])


def test_tables_without_geometry_are_plain(result: Result) -> None:
    for name in ("documents", "claims", "casualties"):
        table = result.tables[name]
        assert "geometry" not in table.columns
        assert table["id"].is_unique
    assert set(result.tables["claims"]["incident_id"].dropna()) == set(result.incidents["id"])
    assert set(result.tables["claims"]["document_id"]) <= set(result.tables["documents"]["id"])


def test_empty_tables_keep_their_columns_and_types() -> None:
    empty = make_empty_dataset()
    for table in TABLES:
        made = make_table(table, empty)
        geometry = ["geometry"] if table.geometry else []
        assert list(made.columns) == [*(field.name for field in table.fields), *geometry]
        assert len(made) == 0
    incidents = make_table(TABLES[0], empty)
    assert incidents["killed"].dtype == pd.Int64Dtype()
    assert isinstance(incidents, gpd.GeoDataFrame)
    assert incidents.crs is not None
