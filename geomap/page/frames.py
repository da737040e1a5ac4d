"""Tables of incidents, as a user has them in hand, as GeoJSON again."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from shapely.geometry import Point, mapping

from geomap.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

NEEDED: Final = (
    *("id", "date_start", "date_end", "event_type", "sub_event_type", "status", "summary"),
)
"""Columns without which an incident cannot be told."""

_LISTS: Final = (
    *("casualties", "evidence", "reasons", "checked"),
    *("claimed_by", "denied_by", "confirmed_by", "sources"),
)
_WGS_84: Final = "EPSG:4326"


def read_frame(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return the incidents of a table as a GeoJSON FeatureCollection.

    Parameters
    ----------
    frame
        `Result.incidents` or some of its rows, or what GeoPandas reads of ``incidents.geojson`` or
        ``incidents.gpkg``: points, in any CRS that is told; without one, (lon, lat), WGS 84.

    Raises
    ------
    PageError
        Columns are missing, or a geometry is no point; the message names them.
    """
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        msg = (
            f"table of incidents: it lacks the columns {', '.join(missing)}; give "
            "result.incidents, or a table with the columns of incidents.geojson"
        )
        raise PageError(msg)
    placed = frame if frame.crs is None else frame.to_crs(_WGS_84)
    columns = [name for name in placed.columns if name != placed.geometry.name]
    rows = zip(*(placed[name] for name in columns), strict=True)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": _read_point(geometry, row=number),
                "properties": _read_row(zip(columns, row, strict=True)),
            }
            for number, (geometry, row) in enumerate(zip(placed.geometry, rows, strict=True))
        ],
    }


def _read_point(geometry: object, *, row: int) -> dict[str, Any] | None:
    if geometry is None or getattr(geometry, "is_empty", False):
        return None
    if not isinstance(geometry, Point):
        kind = getattr(geometry, "geom_type", type(geometry).__name__)
        msg = (
            f"table of incidents, row {row}: expected a point or nothing, got a {kind}; give "
            "frame.set_geometry(frame.representative_point())"
        )
        raise PageError(msg)
    return dict(mapping(geometry))


def _read_row(items: Iterable[tuple[str, object]]) -> dict[str, Any]:
    return {name: _read_cell(name, _make_plain(value)) for name, value in items}


def _read_cell(name: str, value: object) -> object:
    """Return a value; lists that a file holds as JSON text are lists again."""
    if name not in _LISTS:
        return value
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            value = [value]
    return value if isinstance(value, list) else []


def _make_plain(value: object) -> object:
    """Return a value as JSON knows it; what is missing in any of pandas' ways is None."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [_make_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): _make_plain(part) for key, part in value.items()}
    return _make_plain_scalar(value.item() if isinstance(value, np.generic) else value)


def _make_plain_scalar(value: object) -> object:
    is_missing = value is None or value is pd.NA or value is pd.NaT
    if is_missing or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, dt.date):
        # A day of pandas is a moment: the midnight with which it begins.
        return value.isoformat()[: len("2022-09-13")]
    return value if isinstance(value, (bool, int, float, str)) else str(value)
