"""Layers of GIS files as places: points as they are, areas by a point in them and their radius."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd
import pyogrio
from pyproj import Geod
from shapely import Point

from geomap.errors import GazetteerError
from geomap.model import Place
from geomap.places.sources.rows import Codes, ColumnNames, Fault, SourceRow
from geomap.places.sources.table import COLUMN_SPELLINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

_BATCH: Final = 20_000
"""Features that are in memory at once."""
_WGS84: Final = "EPSG:4326"
_GEOD: Final = Geod(ellps="WGS84")


def read_layer(path: Path, *, layer: str | None = None) -> Iterator[gpd.GeoDataFrame]:
    """Yield a layer of a GIS file in batches, in WGS 84.

    Raises
    ------
    GazetteerError
        The file cannot be read, has no such layer, or does not say in which CRS it is.
    """
    try:
        layers = pyogrio.list_layers(path)[:, 0].tolist()
        _check_layer(path, layer, layers)
        count = pyogrio.read_info(path, layer=layer, force_feature_count=True)["features"]
        for skip in range(0, max(count, 1), _BATCH):
            batch: Any = gpd.read_file(path, layer=layer, skip_features=skip, max_features=_BATCH)
            if not isinstance(batch, gpd.GeoDataFrame):  # a table without geometries
                msg = f"{path.name}: expected a layer with geometries, got a table without any"
                raise GazetteerError(msg)
            if batch.crs is None:
                msg = (
                    f"{path.name}: expected a layer that says in which CRS it is, got none; "
                    "set it, for example with: ogr2ogr -a_srs EPSG:4326 fixed.gpkg ..."
                )
                raise GazetteerError(msg)
            yield batch.to_crs(_WGS84)
    except pyogrio.errors.DataSourceError as error:
        msg = f"{path.name}: expected a file that GDAL reads (GeoPackage, GeoJSON, ...): {error}"
        raise GazetteerError(msg) from error


def iter_gis(
    path: Path, *, codes: Codes, wanted: ColumnNames, layer: str | None = None
) -> Iterator[SourceRow | Fault]:
    """Yield the places of a layer, and a fault for each feature that is none.

    Raises
    ------
    GazetteerError
        The file cannot be read, has no such layer or no CRS, or no column for the name.
    """
    number = 0
    for batch in read_layer(path, layer=layer):
        fields = _find_fields(batch, wanted=wanted, file=path.name)
        for row, geometry in zip(
            batch.drop(columns="geometry").to_dict("records"), batch.geometry, strict=True
        ):
            number += 1
            place = _read_place(
                {field: row[column] for field, column in fields.items()},
                geometry,
                codes=codes,
                fallback_id=f"user:{path.name}:{number}",
            )
            yield (
                SourceRow(number, place)
                if isinstance(place, Place)
                else Fault(path.name, number, place)
            )


def _check_layer(path: Path, layer: str | None, layers: list[str]) -> None:
    names = ", ".join(layers)
    if layer is None and len(layers) > 1:
        msg = f"{path.name}: expected one layer, got {len(layers)} ({names}); choose with --layer"
        raise GazetteerError(msg)
    if layer is not None and layer not in layers:
        msg = f"{path.name}: expected a layer {layer!r}, got: {names}"
        raise GazetteerError(msg)


def _find_fields(batch: gpd.GeoDataFrame, *, wanted: ColumnNames, file: str) -> dict[str, str]:
    """Return which column holds which field."""
    at = {str(column).lower(): str(column) for column in batch.columns}
    fields = {
        field: next((at[name] for name in names if name in at), "")
        for field, names in COLUMN_SPELLINGS.items()
        if field not in {"lon", "lat"}
    }
    if wanted.name is not None:
        fields["name"] = at.get(wanted.name.lower(), "")
    if not fields["name"]:
        names = ", ".join(str(c) for c in batch.columns if c != "geometry") or "none"
        expected = wanted.name or " or ".join(COLUMN_SPELLINGS["name"][:4])
        msg = (
            f"{file}: expected a column for the name ({expected}), got: {names}; "
            "name it with --name-column"
        )
        raise GazetteerError(msg)
    return {field: column for field, column in fields.items() if column}


def _read_place(
    row: dict[str, Any], geometry: BaseGeometry | None, *, codes: Codes, fallback_id: str
) -> Place | str:
    text = {key: "" if pd.isna(value) else str(value).strip() for key, value in row.items()}
    if not text["name"]:
        return "expected a name, got an empty field"
    if geometry is None or geometry.is_empty:
        return "expected a point or an area, got no geometry"
    is_point = isinstance(geometry, Point)
    point = geometry if isinstance(geometry, Point) else geometry.representative_point()
    if not (math.isfinite(point.x) and math.isfinite(point.y)):
        return f"expected finite degrees, got {point.x}, {point.y}"
    country = codes.country(text["country"]) if text.get("country") else None
    if text.get("country") and country is None:
        return f"expected an ISO 3166-1 code or the name of a country, got {text['country']!r}"
    place_id = text.get("id") or fallback_id
    population = text.get("population", "").removesuffix(".0")
    try:
        return Place(
            id=place_id if ":" in place_id else f"user:{place_id}",
            name=text["name"],
            names=tuple(n.strip() for n in text.get("variants", "").split("|") if n.strip()),
            lon=point.x,
            lat=point.y,
            country=country,
            admin1=text.get("admin1") or None,
            feature_code=text.get("feature_code") or None,
            population=int(population) if population.isdigit() else None,
            radius_km=None if is_point else _measure_radius_km(geometry),
        )
    except ValueError as error:
        return str(error)


def _measure_radius_km(geometry: BaseGeometry) -> float:
    """Return the radius of the circle that has the geodesic area, or half the length of a line."""
    if geometry.geom_type.endswith("LineString"):
        return round(_GEOD.geometry_length(geometry) / 2000, 2)
    area_m2 = abs(_GEOD.geometry_area_perimeter(geometry)[0])
    return round(math.sqrt(area_m2 / math.pi) / 1000, 2)
