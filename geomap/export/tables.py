"""Incidents and sites as GeoDataFrames, with the types that analysts expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd
from shapely.geometry import shape

from geomap.export.fields import INCIDENT_FIELDS, SITE_FIELDS, Field

if TYPE_CHECKING:
    from collections.abc import Sequence

CRS: Final = "EPSG:4326"
_DTYPES: Final = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}


def make_incident_table(features: dict[str, Any]) -> gpd.GeoDataFrame:
    """Make the table of incidents from their features: EPSG:4326, a row each, null for unknown."""
    return _make_table(features, INCIDENT_FIELDS)


def make_site_table(features: dict[str, Any]) -> gpd.GeoDataFrame:
    """Make the table of sites from their features: EPSG:4326, a row each."""
    return _make_table(features, SITE_FIELDS)


def _make_table(features: dict[str, Any], fields: Sequence[Field]) -> gpd.GeoDataFrame:
    rows = [feature["properties"] for feature in features["features"]]
    columns = {
        field.name: pd.Series(
            [row[field.name] for row in rows], dtype=_DTYPES.get(field.type, "object")
        )
        for field in fields
    }
    geometry = pd.Series(
        [
            shape(feature["geometry"]) if feature["geometry"] else None
            for feature in features["features"]
        ],
        dtype="object",
    )
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=CRS)
