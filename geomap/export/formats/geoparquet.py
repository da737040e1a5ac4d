"""GeoParquet 1.1: a file for each table, lists and records kept as such, a box for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj
import pyarrow.parquet as pq
import pyproj
import shapely

from geomap.export.columns import GEOMETRY, LISTS
from geomap.export.fields import TABLES, Field, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geomap.export.dataset import Dataset
    from geomap.export.writers import Content

__all__ = ["BBOX", "FOLDER", "RECORD_FILE", "make_geoparquet", "write_table"]

FOLDER: Final = "geoparquet"
"""Folder of the files, below that of the other outputs."""
BBOX: Final = "bbox"
"""Column of the boxes, by which a reader skips what it does not need."""
RECORD_FILE: Final = "run.json"
"""File beside the tables with the title and the record of the run."""
_VERSION: Final = "1.1.0"
_ROWS_IN_GROUP: Final = 20_000
_BLOCK: Final = 1 << 22
"""Bytes that Arrow parses at a time."""


def make_geoparquet(dataset: Dataset) -> Mapping[str, Content]:
    """Return a Parquet file for each table, those of layers with GeoParquet's metadata.

    The record of the run is a file of its own: as metadata, every reader of every table would have
    to take all of it.
    """
    return {
        **{
            f"{FOLDER}/{table.name}.parquet": write_table(dataset.columns[table.name], table)
            for table in TABLES
        },
        f"{FOLDER}/{RECORD_FILE}": msgspec.json.encode(
            {"title": dataset.title, "record": dataset.record}
        ),
    }


def write_table(rows: pa.Table, table: Table) -> Content:
    """Return what writes rows of a table as one Parquet file."""

    def write(path: Path, _target: Path) -> None:
        columns, metadata = rows, {}
        if table.geometry:
            bounds = _measure_bounds(columns.column(GEOMETRY))
            columns = columns.append_column(BBOX, _make_boxes(bounds))
            metadata[b"geo"] = msgspec.json.encode(_describe_geometry(table, bounds))
        schema = _nest_lists(table, columns.slice(0, 0)).schema.with_metadata(metadata)
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            # Group by group: nested, the columns take several times the memory.
            for start in range(0, max(columns.num_rows, 1), _ROWS_IN_GROUP):
                group = columns.slice(start, _ROWS_IN_GROUP)
                writer.write_table(_nest_lists(table, group))

    return write


def _nest_lists(table: Table, columns: pa.Table) -> pa.Table:
    """Return columns with lists as lists of texts and of records."""
    for number, field in enumerate(table.fields):
        if field.type in LISTS:
            chunks = [_parse_json(field, chunk) for chunk in columns.column(number).chunks]
            kind = _arrow_type(field, days=pa.date32())
            columns = columns.set_column(number, field.name, pa.chunked_array(chunks, type=kind))
    return columns


def _parse_json(field: Field, texts: pa.Array) -> pa.Array:
    """Parse JSON texts in Arrow itself, which makes no object of any value or text."""
    kind = _arrow_type(field, days=pa.date32())
    if not len(texts):
        return pa.array([], type=kind)
    lines = pc.binary_join_element_wise('{"value":', pc.fill_null(texts, "null"), "}\n", "")
    longest = pc.max(pc.binary_length(lines)).as_py()
    read = pj.read_json(
        # The texts of an array stand one behind the other: they are the file.
        pa.BufferReader(lines.buffers()[2]),
        # A block has to hold the longest line.
        read_options=pj.ReadOptions(block_size=max(_BLOCK, 2 * longest)),
        parse_options=pj.ParseOptions(
            explicit_schema=pa.schema([("value", _arrow_type(field, days=pa.string()))]),
            unexpected_field_behavior="error",
        ),
    )
    return read.column(0).combine_chunks().cast(kind)


def _arrow_type(field: Field, *, days: pa.DataType) -> pa.DataType:
    if field.type == "strings":
        return pa.list_(pa.string())
    if field.type == "objects":
        return pa.list_(
            pa.struct([pa.field(part.name, _arrow_type(part, days=days)) for part in field.parts])
        )
    return {"string": pa.string(), "integer": pa.int64(), "date": days}[field.type]


def _measure_bounds(geometries: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    """Return west, south, east, north of each geometry, NaN for those that are missing."""
    parts = [np.empty((0, 4))]
    for chunk in geometries.chunks:
        # Many incidents share the line of one stretch, which is read once.
        shared = chunk.dictionary_encode()
        shapes = shapely.from_wkb(shared.dictionary.to_numpy(zero_copy_only=False))
        bounds = np.vstack([shapely.bounds(shapes), np.full((1, 4), np.nan)])
        # The last row is that of the missing ones.
        parts.append(bounds[shared.indices.fill_null(len(shapes)).to_numpy()])
    return np.concatenate(parts)


def _make_boxes(bounds: np.ndarray[Any, Any]) -> pa.Array:
    is_missing = np.isnan(bounds).any(axis=1)
    return pa.StructArray.from_arrays(
        [pa.array(column) for column in bounds.T],
        names=["xmin", "ymin", "xmax", "ymax"],
        mask=pa.array(is_missing),
    )


def _describe_geometry(table: Table, bounds: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Return the metadata that GeoParquet 1.1 asks for."""
    located = bounds[~np.isnan(bounds).any(axis=1)]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": [table.geometry],
        "crs": pyproj.CRS("EPSG:4326").to_json_dict(),
        "edges": "planar",
        "covering": {
            "bbox": {corner: [BBOX, corner] for corner in ("xmin", "ymin", "xmax", "ymax")}
        },
    }
    if len(located):
        column["bbox"] = [
            *located[:, :2].min(axis=0).tolist(),
            *located[:, 2:].max(axis=0).tolist(),
        ]
    return {"version": _VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
