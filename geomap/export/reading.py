"""Tables of a run, read back from GeoPackage or GeoParquet."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio

from geomap.errors import OutputError
from geomap.export.columns import GEOMETRY, LISTS, make_schema
from geomap.export.dataset import Dataset
from geomap.export.fields import TABLES, Table
from geomap.export.formats.geoparquet import FOLDER, RECORD_KEY
from geomap.export.formats.gpkg_existing import RUN_TABLE

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_dataset"]


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
    columns, about = {}, b""
    for table in TABLES:
        file = folder / f"{table.name}.parquet"
        try:
            read = pq.read_table(file)
        except FileNotFoundError as error:
            msg = f"{file}: is not there; a run's folder {FOLDER} holds a file for each table"
            raise OutputError(msg) from error
        about = read.schema.metadata[RECORD_KEY]
        columns[table.name] = _flatten_lists(table, read)
    described = msgspec.json.decode(about)
    return Dataset(columns, title=described["title"], record=described["record"])


def _flatten_lists(table: Table, read: pa.Table) -> pa.Table:
    """Return columns as a dataset holds them, lists as JSON text."""
    columns = []
    for field in table.fields:
        column = read.column(field.name)
        if field.type in LISTS:
            column = pa.array(
                [
                    None if value is None else msgspec.json.encode(value).decode()
                    for value in column.to_pylist()
                ],
                type=pa.string(),
            )
        columns.append(column)
    if table.geometry:
        columns.append(read.column(GEOMETRY))
    return pa.table(columns, schema=make_schema(table))


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
