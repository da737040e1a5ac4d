"""Rows as Arrow columns and back, typed by the fields of their table; geometry as WKB.

Arrow is what GDAL, GeoParquet and pandas take without a detour through text: days stay days,
counts stay integers with null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely.geometry import shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.export.fields import Field, Table

__all__ = [
    "GEOMETRY",
    "find_bounds",
    "flatten_lists",
    "has_null_geometry",
    "iter_features",
    "iter_rows",
    "make_columns",
]

GEOMETRY: Final = "geometry"
"""Name of the column of geometries, WKB of (lon, lat) in degrees."""

_TYPES: Final[Mapping[str, pa.DataType]] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "strings": pa.list_(pa.string()),
}
_BATCH: Final = 10_000
"""Rows that are plain values at one time."""
_TEXTUAL: Final[Mapping[str, pa.DataType]] = {**_TYPES, "date": pa.string()}
"""The same with days as ISO 8601 text, which is how rows and GeoJSON hold them."""


def make_columns(
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    geometries: Sequence[Mapping[str, Any] | None] | None = None,
) -> pa.Table:
    """Make the columns of a table.

    Parameters
    ----------
    table
        Its definition; a column for each of its fields.
    rows
        Values by the names of the fields; days as ISO 8601 text.
    geometries
        GeoJSON geometries (lon, lat), as many as rows, for a table that has them.

    Raises
    ------
    KeyError
        When a row lacks a field.
    pyarrow.ArrowInvalid
        When a value is not of its field's type.
    """
    columns = [
        pa.array([row[field.name] for row in rows], type=_arrow_type(field, _TEXTUAL)).cast(
            _arrow_type(field, _TYPES)
        )
        for field in table.fields
    ]
    names = [field.name for field in table.fields]
    if geometries is not None:
        columns.append(_encode_geometries(geometries))
        names.append(GEOMETRY)
    return pa.table(columns, names=names)


def iter_rows(table: Table, columns: pa.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of columns, as `make_columns` takes them."""
    textual = pa.schema((field.name, _arrow_type(field, _TEXTUAL)) for field in table.fields)
    for batch in columns.select(textual.names).to_batches(max_chunksize=_BATCH):
        yield from pa.Table.from_batches([batch]).cast(textual).to_pylist()


def iter_features(table: Table, columns: pa.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of columns with geometry as GeoJSON features, (lon, lat)."""
    shapes = shapely.from_wkb(columns.column(GEOMETRY).to_numpy(zero_copy_only=False))
    for row, geometry in zip(iter_rows(table, columns), shapes, strict=True):
        yield {
            "type": "Feature",
            "id": row[table.key],
            "geometry": _decode_geometry(geometry),
            "properties": row,
        }


def flatten_lists(columns: pa.Table) -> pa.Table:
    """Return columns with each list as JSON text, for formats that hold none."""
    for number, field in enumerate(columns.schema):
        if pa.types.is_list(field.type):
            texts = [
                None if value is None else msgspec.json.encode(value).decode()
                for value in columns.column(number).to_pylist()
            ]
            columns = columns.set_column(number, field.name, pa.array(texts, type=pa.string()))
    return columns


def find_bounds(columns: pa.Table) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north in degrees; ``None`` without any geometry."""
    shapes = shapely.from_wkb(columns.column(GEOMETRY).to_numpy(zero_copy_only=False))
    bounds = shapely.total_bounds(shapes)
    return None if np.isnan(bounds).any() else tuple(bounds.tolist())


def has_null_geometry(columns: pa.Table) -> bool:
    """Tell whether a row has no geometry."""
    return bool(pc.any(pc.is_null(columns.column(GEOMETRY))).as_py())


def _arrow_type(field: Field, types: Mapping[str, pa.DataType]) -> pa.DataType:
    if field.type == "objects":
        parts = [pa.field(part.name, _arrow_type(part, types)) for part in field.parts]
        return pa.list_(pa.struct(parts))
    return types[field.type]


def _encode_geometries(geometries: Sequence[Mapping[str, Any] | None]) -> pa.Array:
    shapes = np.full(len(geometries), None, dtype=object)
    points: dict[int, Sequence[float]] = {}
    for number, geometry in enumerate(geometries):
        if geometry and geometry["type"] == "Point":
            points[number] = geometry["coordinates"]
        elif geometry:
            shapes[number] = shape(dict(geometry))
    if points:
        # All points at once: an incident map has little else, and many of them.
        shapes[list(points)] = shapely.points(np.array(list(points.values()), dtype=float))
    return pa.array(shapely.to_wkb(shapes), type=pa.binary())


def _decode_geometry(geometry: Any) -> dict[str, Any] | None:  # noqa: ANN401 - a shapely geometry or None
    if geometry is None:
        return None
    coordinates = shapely.get_coordinates(geometry).tolist()
    is_point = geometry.geom_type == "Point"
    return {"type": geometry.geom_type, "coordinates": coordinates[0] if is_point else coordinates}
