"""Tables of a run, read back from GeoPackage or GeoParquet."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio

from geomap.errors import OutputError
from geomap.export.columns import GEOMETRY, LISTS, compact, list_values, make_schema
from geomap.export.dataset import Dataset
from geomap.export.fields import TABLES, Table
from geomap.export.formats.geoparquet import BBOX, FOLDER, RECORD_FILE
from geomap.export.formats.gpkg_existing import RUN_TABLE

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_dataset", "read_parquet"]

_BATCH: Final = 2_000
"""Rows that are plain values at one time."""


def read_dataset(path: Path) -> Dataset:
    """Read the tables of a run.

    Parameters
    ----------
    path
        ``incidents.gpkg``, or the folder ``geoparquet``, or one of its files, or the folder that
        one of these stands in.

    Raises
    ------
    OutputError
        When there is no such file, or it was not written by a run.
    """
    found = _find(path)
    try:
        return _read_geoparquet(found) if found.is_dir() else _read_gpkg(found)
    except (sqlite3.Error, pa.ArrowException, pyogrio.errors.DataSourceError, KeyError) as error:
        msg = (
            f"{found}: cannot be read as the result of a run ({error}); expected incidents.gpkg or "
            f"the folder {FOLDER} as `geomap map --to gpkg,geoparquet` writes them"
        )
        raise OutputError(msg) from error


def _find(path: Path) -> Path:
    """Return the GeoPackage, or the folder of GeoParquet files."""
    if path.is_dir():
        for candidate in (path / "incidents.gpkg", path / FOLDER):
            if candidate.exists():
                return candidate
        return path
    if not path.exists():
        msg = f"{path}: is not there; expected a GeoPackage or the folder {FOLDER} of a run"
        raise OutputError(msg)
    return path.parent if path.suffix == ".parquet" else path


def _read_geoparquet(folder: Path) -> Dataset:
    try:
        columns = {
            table.name: read_parquet(folder / f"{table.name}.parquet", table) for table in TABLES
        }
        described = msgspec.json.decode((folder / RECORD_FILE).read_bytes())
    except FileNotFoundError as error:
        msg = (
            f"{error.filename or error}: is not there; a run's folder {FOLDER} holds "
            f"a file for each table and {RECORD_FILE}"
        )
        raise OutputError(msg) from error
    return Dataset(columns, title=described["title"], record=described["record"])


def read_parquet(path: Path, table: Table) -> pa.Table:
    """Read a table by batches: as values, its lists take several times the memory."""
    with path.open("rb") as stream, pq.ParquetFile(stream) as file:
        names = [name for name in file.schema_arrow.names if name != BBOX]
        batches = [
            compact(_flatten_lists(table, pa.Table.from_batches([batch])))
            for batch in file.iter_batches(batch_size=_BATCH, columns=names)
        ]
    return pa.concat_tables([make_schema(table).empty_table(), *batches])


def _flatten_lists(table: Table, read: pa.Table) -> pa.Table:
    """Return columns as a dataset holds them, lists as JSON text."""
    encode = msgspec.json.Encoder().encode
    columns = []
    for field in table.fields:
        column = read.column(field.name)
        if field.type in LISTS:
            values = _list_values(column.combine_chunks())
            texts = [None if value is None else encode(value).decode() for value in values]
            column = pa.array(texts, type=pa.string())
        columns.append(column)
    if table.geometry:
        columns.append(read.column(GEOMETRY))
    return pa.table(columns, schema=make_schema(table))


def _list_values(values: pa.Array) -> list[Any]:
    """Return values as Python has them, days as ISO 8601 text.

    Column by column, which takes a fifth of the time of `pyarrow.Array.to_pylist` for records.
    """
    kind = values.type
    if pa.types.is_list(kind):
        items = iter(_list_values(values.flatten()))
        lengths = values.value_lengths().to_pylist()
        return [None if size is None else list(islice(items, size)) for size in lengths]
    if pa.types.is_struct(kind):
        names = [part.name for part in kind]
        parts = (_list_values(values.field(number)) for number in range(len(names)))
        return [dict(zip(names, row, strict=True)) for row in zip(*parts, strict=True)]
    return list_values(values.cast(pa.string()) if pa.types.is_date(kind) else values)


def _read_gpkg(path: Path) -> Dataset:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        title, record = connection.execute(f'SELECT title, record FROM "{RUN_TABLE}"').fetchone()  # noqa: S608 - a constant
    columns = {table.name: _read_layer(path, table) for table in TABLES}
    return Dataset(columns, title=title, record=msgspec.json.decode(record))


def _read_layer(path: Path, table: Table) -> pa.Table:
    names = [field.name for field in table.fields]
    about, read = pyogrio.read_arrow(path, layer=table.name, columns=names)
    values = [read.column(name) for name in names]
    if table.geometry:
        values.append(read.column(about["geometry_name"]))
    schema = make_schema(table)
    return pa.table(
        [value.cast(kind) for value, kind in zip(values, schema.types, strict=True)], schema=schema
    )
