"""GeoPackage 1.2: layers, tables with their relations, meanings of columns, and the run's record.

GDAL writes layers and tables. What its vector interface has no word for is added with SQLite:
foreign keys, descriptions of columns (the schema extension) and metadata. A file that is there
keeps what is not ours.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

import msgspec
import pyarrow.compute as pc
import pyogrio

from geomap.errors import OutputError
from geomap.export.columns import GEOMETRY, LISTS, replace_nuls
from geomap.export.fields import TABLES
from geomap.export.formats.gpkg_existing import GEOMETRY_COLUMN, RUN_TABLE, RUN_URI, copy_others
from geomap.export.formats.qgis import add_project, add_styles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geomap.export.dataset import Dataset
    from geomap.export.writers import Content

__all__ = ["FILE", "make_gpkg"]

FILE: Final = "incidents.gpkg"

# Older QGIS warns of any later version.
_VERSION: Final = "1.2"

# Verbatim from the standard's annexes, shortened by their constraints on other users' rows.
_SCHEMA_TABLES: Final = """
CREATE TABLE IF NOT EXISTS gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE IF NOT EXISTS gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE IF NOT EXISTS gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml',
  metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS gpkg_metadata_reference (
  reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
"""
_EXTENSIONS: Final = (
    ("gpkg_data_columns", "gpkg_schema", "http://www.geopackage.org/spec121/#extension_schema"),
    (
        "gpkg_data_column_constraints",
        "gpkg_schema",
        "http://www.geopackage.org/spec121/#extension_schema",
    ),
    ("gpkg_metadata", "gpkg_metadata", "http://www.geopackage.org/spec121/#extension_metadata"),
    (
        "gpkg_metadata_reference",
        "gpkg_metadata",
        "http://www.geopackage.org/spec121/#extension_metadata",
    ),
)


def make_gpkg(dataset: Dataset) -> Mapping[str, Content]:
    """Return the GeoPackage: four layers and three tables, described and related."""

    def write(path: Path, target: Path) -> None:
        path.unlink()
        try:
            if target.exists():
                copy_others(target, path)
            _write_layers(dataset, path)
            with closing(sqlite3.connect(path)) as connection:
                _relate(connection)
                _write_run(dataset, connection)
                _describe(dataset, connection)
                _style(dataset, connection)
                connection.commit()
        except (sqlite3.Error, pyogrio.errors.DataSourceError, RuntimeError) as error:
            msg = f"{target}: cannot be written ({error}); is there room on the disk?"
            raise OutputError(msg) from error

    return {FILE: write}


def _write_layers(dataset: Dataset, path: Path) -> None:
    for table in TABLES:
        about = {
            "IDENTIFIER": table.title,
            "DESCRIPTION": table.description,
        }
        if table.geometry:
            about["GEOMETRY_NAME"] = GEOMETRY_COLUMN
        pyogrio.write_arrow(
            replace_nuls(dataset.columns[table.name]),
            path,
            layer=table.name,
            driver="GPKG",
            geometry_name=GEOMETRY if table.geometry else None,
            geometry_type=table.geometry,
            crs="EPSG:4326" if table.geometry else None,
            dataset_options=None if path.exists() else {"VERSION": _VERSION},
            layer_options=about,
        )


def _relate(connection: sqlite3.Connection) -> None:
    """Make ids unique, and say which columns hold those of other tables.

    GDAL has no word for a foreign key, and SQLite cannot add one to a table; but it allows the
    table's definition to be replaced where that changes nothing of what is stored.
    """
    for table in TABLES:
        connection.execute(
            f'CREATE UNIQUE INDEX "{table.name}_{table.key}" ON "{table.name}" ("{table.key}")'
        )
    connection.commit()
    connection.execute("PRAGMA writable_schema = ON")
    for table in TABLES:
        keys = "".join(
            f', FOREIGN KEY ("{column}") REFERENCES "{other}" ("id")'
            for column, other in table.references
        )
        connection.execute(
            "UPDATE sqlite_master SET sql = rtrim(sql, ') ') || ? "
            "WHERE type = 'table' AND name = ?",
            (f"{keys})", table.name),
        )
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    connection.execute(f"PRAGMA schema_version = {version + 1}")
    connection.execute("PRAGMA writable_schema = OFF")
    connection.commit()


def _write_run(dataset: Dataset, connection: sqlite3.Connection) -> None:
    """Keep the title and the record of the run, for who reads the file back."""
    connection.execute(
        f'CREATE TABLE "{RUN_TABLE}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, '
        "title TEXT, record TEXT)"
    )
    connection.execute(
        f'INSERT INTO "{RUN_TABLE}" VALUES (NULL, ?, CAST(? AS TEXT))',  # noqa: S608 - our name
        (dataset.title, msgspec.json.encode(dataset.record)),
    )
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) "
        "VALUES (?, 'attributes', 'Run', 'What run.json says of the run.')",
        (RUN_TABLE,),
    )


def _describe(dataset: Dataset, connection: sqlite3.Connection) -> None:
    """Say what each column holds, who is to be credited, and how new it is."""
    connection.executescript(_SCHEMA_TABLES)
    for table_name, extension, definition in _EXTENSIONS:
        connection.execute(
            "INSERT INTO gpkg_extensions SELECT ?, NULL, ?, ?, 'read-write' WHERE NOT EXISTS "
            "(SELECT 1 FROM gpkg_extensions WHERE table_name = ? AND extension_name = ?)",
            (table_name, extension, definition, table_name, extension),
        )
    connection.executemany(
        "INSERT OR REPLACE INTO gpkg_data_columns VALUES (?, ?, ?, NULL, ?, ?, NULL)",
        [
            (
                table.name,
                field.name,
                field.name,
                field.description,
                "application/json" if field.type in LISTS else None,
            )
            for table in TABLES
            for field in table.fields
        ],
    )
    last_change = f"{_find_newest_day(dataset)}T00:00:00.000Z"
    cursor = connection.execute(
        "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) "
        "VALUES ('dataset', ?, 'text/plain', ?)",
        (RUN_URI, _credit(dataset)),
    )
    connection.execute(
        "INSERT INTO gpkg_metadata_reference (reference_scope, timestamp, md_file_id) "
        "VALUES ('geopackage', ?, ?)",
        (last_change, cursor.lastrowid),
    )
    connection.executemany(
        "UPDATE gpkg_contents SET last_change = ? WHERE table_name = ?",
        [(last_change, name) for name in (*dataset.columns, RUN_TABLE)],
    )


def _style(dataset: Dataset, connection: sqlite3.Connection) -> None:
    """Store how QGIS shows it."""
    when = dt.datetime.fromisoformat(_find_newest_day(dataset)).replace(tzinfo=dt.UTC)
    add_styles(connection, dataset, when=when, geometry_column=GEOMETRY_COLUMN)
    add_project(connection, dataset, FILE, when=when)


def _credit(dataset: Dataset) -> str:
    lines = [
        dataset.title,
        f"Made with geomap {dataset.record.get('geomap', '')}.".replace(" .", "."),
    ]
    return "\n".join([*lines, *dataset.record.get("credits", ())])


def _find_newest_day(dataset: Dataset) -> str:
    """Return the day up to which the reports go: the library has no clock of its own."""
    days = pc.max(dataset.columns["documents"].column("published")).as_py()
    return days.isoformat() if days else "1970-01-01"
