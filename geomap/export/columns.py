"""Rows as Arrow columns and back, typed by the fields of their table; geometry as WKB.

Arrow is what GDAL, GeoParquet and pandas take without a detour through text: days stay days,
counts stay integers with null. Lists are JSON text, which is what most formats need of them.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.export.fields import Table

__all__ = [
    "GEOMETRY",
    "LISTS",
    "compact",
    "has_null_geometry",
    "iter_features",
    "iter_flat_rows",
    "iter_geometries",
    "iter_rows",
    "list_values",
    "make_columns",
    "make_feature",
    "make_schema",
    "replace_nuls",
]

GEOMETRY: Final = "geometry"
"""Name of the column of geometries, WKB of (lon, lat) in degrees."""
LISTS: Final = frozenset({"strings", "objects"})
"""Types of fields whose values are lists."""

_TYPES: Final[Mapping[str, pa.DataType]] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "strings": pa.string(),
    "objects": pa.string(),
}
_BATCH: Final = 2_000
"""Rows that are plain values at one time; with all their quotations they take 20 KB each."""


def make_schema(table: Table) -> pa.Schema:
    """Return the names and types of a table's columns."""
    columns = [pa.field(field.name, _TYPES[field.type]) for field in table.fields]
    return pa.schema([*columns, pa.field(GEOMETRY, pa.binary())] if table.geometry else columns)


def make_columns(table: Table, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Make the columns of a table.

    Parameters
    ----------
    table
        Its definition; a column for each of its fields, and one for the geometry if it has one.
    rows
        Values by the names of the fields, days as ISO 8601 text; GeoJSON features (lon, lat) for a
        table with geometry. Taken by batches, so that they need not all be there at once.

    Raises
    ------
    KeyError
        When a row lacks a field.
    pyarrow.ArrowInvalid
        When a value is not of its field's type.
    """
    remaining = iter(rows)
    batches = [make_schema(table).empty_table()]
    while batch := list(islice(remaining, _BATCH)):
        batches.append(compact(_make_batch(table, batch)))
    return pa.concat_tables(batches)


def iter_rows(table: Table, columns: pa.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of columns, as `make_columns` takes them."""
    lists = [field.name for field in table.fields if field.type in LISTS]
    decode = msgspec.json.Decoder().decode
    for row in iter_flat_rows(table, columns):
        for name in lists:
            if row[name] is not None:
                row[name] = decode(row[name])
        yield row


def iter_flat_rows(table: Table, columns: pa.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of columns with lists as JSON text."""
    names = [field.name for field in table.fields]
    textual = pa.schema(
        (field.name, pa.string() if field.type == "date" else _TYPES[field.type])
        for field in table.fields
    )
    for batch in columns.select(names).to_batches(max_chunksize=_BATCH):
        values = pa.Table.from_batches([batch]).cast(textual)
        for row in zip(*(list_values(column) for column in values.columns), strict=True):
            yield dict(zip(names, row, strict=True))


def iter_features(table: Table, columns: pa.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of columns with geometry as GeoJSON features, (lon, lat)."""
    for row, geometry in zip(iter_rows(table, columns), iter_geometries(columns), strict=True):
        yield make_feature(table, row, geometry)


def make_feature(table: Table, row: dict[str, Any], geometry: object) -> dict[str, Any]:
    """Return a row and its geometry as a GeoJSON feature."""
    return {"type": "Feature", "id": row[table.key], "geometry": geometry, "properties": row}


def iter_geometries(columns: pa.Table) -> Iterator[dict[str, Any] | None]:
    """Yield the GeoJSON geometry, (lon, lat), of each row, ``None`` where it has none."""
    for batch in columns.select([GEOMETRY]).to_batches(max_chunksize=_BATCH):
        shapes = shapely.from_wkb(batch.column(0).to_numpy(zero_copy_only=False))
        kinds = shapely.get_type_id(shapes).tolist()
        # The coordinates of all at once, and how many of them are whose.
        ends = np.cumsum(shapely.get_num_coordinates(shapes)).tolist()
        positions = shapely.get_coordinates(shapes).tolist()
        start = 0
        for kind, end in zip(kinds, ends, strict=True):
            if kind == shapely.GeometryType.POINT:
                yield {"type": "Point", "coordinates": positions[start]}
            elif kind == shapely.GeometryType.LINESTRING:
                yield {"type": "LineString", "coordinates": positions[start:end]}
            else:
                yield None
            start = end


def list_values(values: pa.Array | pa.ChunkedArray) -> list[Any]:
    """Return texts or numbers as Python has them; in a third of the time of Arrow's own way."""
    if pa.types.is_string(values.type):
        found: list[Any] = values.to_numpy(zero_copy_only=False).tolist()
    elif pa.types.is_integer(values.type):
        found = values.to_pandas(integer_object_nulls=True).tolist()
    else:
        found = values.to_pylist()
    return found


def has_null_geometry(columns: pa.Table) -> bool:
    """Tell whether a row has no geometry."""
    return bool(pc.any(pc.is_null(columns.column(GEOMETRY))).as_py())


def replace_nuls(columns: pa.Table) -> pa.Table:
    """Return columns with U+FFFD for NUL, at which GDAL would cut a text."""
    for number, field in enumerate(columns.schema):
        values = columns.column(number)
        if pa.types.is_string(field.type) and any(map(_holds_nul, values.chunks)):
            clean = pc.replace_substring(values, "\0", "\ufffd")
            columns = columns.set_column(number, field.name, clean)
    return columns


def compact(batch: pa.Table) -> pa.Table:
    """Return a batch in one piece of memory: each column by itself is left with room to grow."""
    sized = pa.MockOutputStream()
    with pa.ipc.new_stream(sized, batch.schema) as writer:
        writer.write_table(batch)
    memory = pa.allocate_buffer(sized.size())
    with pa.ipc.new_stream(pa.FixedSizeBufferWriter(memory), batch.schema) as writer:
        writer.write_table(batch)
    return pa.ipc.open_stream(memory).read_all()


def _holds_nul(texts: pa.Array) -> bool:
    """Tell whether a NUL is in any text, of whose bytes it cannot be a part in UTF-8."""
    _, ends, characters = texts.buffers()
    if characters is None or not len(texts):
        return False
    bounds = np.frombuffer(ends, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return not np.frombuffer(characters, dtype=np.uint8)[bounds[0] : bounds[-1]].all()


def _make_batch(table: Table, batch: Sequence[Mapping[str, Any]]) -> pa.Table:
    rows = [feature["properties"] for feature in batch] if table.geometry else batch
    encode = msgspec.json.Encoder().encode
    columns = []
    for field in table.fields:
        values = [row[field.name] for row in rows]
        if field.type in LISTS:
            values = [None if value is None else encode(value).decode() for value in values]
        kind = _TYPES[field.type]
        column = pa.array(values, type=pa.string() if field.type == "date" else kind)
        columns.append(column.cast(kind))
    if table.geometry:
        columns.append(_encode_geometries([feature["geometry"] for feature in batch]))
    return pa.table(columns, schema=make_schema(table))


def _encode_geometries(geometries: Sequence[Mapping[str, Any] | None]) -> pa.Array:
    shapes = np.full(len(geometries), None, dtype=object)
    points: dict[int, Sequence[float]] = {}
    lines: dict[int, Any] = {}
    for number, geometry in enumerate(geometries):
        if geometry and geometry["type"] == "Point":
            points[number] = geometry["coordinates"]
        elif geometry:
            # Features share the line of a stretch that many reports name.
            if id(geometry) not in lines:
                lines[id(geometry)] = shapely.LineString(geometry["coordinates"])
            shapes[number] = lines[id(geometry)]
    if points:
        # All points at once: an incident map has little else, and many of them.
        shapes[list(points)] = shapely.points(np.array(list(points.values()), dtype=float))
    return pa.array(shapely.to_wkb(shapes), type=pa.binary())
