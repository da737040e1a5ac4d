"""A GeoPackage that is there already: what is not ours in it stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from geomap.errors import OutputError
from geomap.export.fields import TABLES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "GEOMETRY_COLUMN",
    "OWNER",
    "PROJECT_TABLE",
    "RUN_TABLE",
    "RUN_URI",
    "STYLE_TABLE",
    "copy_others",
]

RUN_TABLE: Final = "run"
"""Table of one row with the title and the record of the run."""
RUN_URI: Final = "urn:geomap:run"
"""Marks what the run says of itself in ``gpkg_metadata``."""

OWNER: Final = "geomap"
"""Owner of our styles, and name of our project."""
GEOMETRY_COLUMN: Final = "geom"
"""Of our layers, as QGIS and GDAL name it."""
STYLE_TABLE: Final = "layer_styles"
PROJECT_TABLE: Final = "qgis_projects"
"""Where QGIS keeps styles and projects in a GeoPackage."""

_WAIT_S: Final = 1.0


def copy_others(target: Path, path: Path) -> None:
    """Copy what is not ours of a GeoPackage; without any such thing there will be no file.

    Parameters
    ----------
    target
        The file that is there.
    path
        Where the copy goes; nothing stands there.

    Raises
    ------
    OutputError
        When the file is no GeoPackage, or another program has it open.
    """
    if target.stat().st_size == 0:
        return
    try:
        with closing(sqlite3.connect(target, timeout=_WAIT_S)) as source:
            _check_geopackage(source, target)
            _check_unused(source)
            if not _has_others(source):
                return
            with closing(sqlite3.connect(path)) as copy:
                source.backup(copy)
                _remove_ours(copy)
                copy.commit()
    except sqlite3.DatabaseError as error:
        msg = (
            f"{target}: is there and cannot be replaced ({error}); close it in other programs "
            "(QGIS keeps it open while a layer of it is shown), or name another folder with -o"
        )
        raise OutputError(msg) from error


def _check_geopackage(connection: sqlite3.Connection, target: Path) -> None:
    try:
        connection.execute("SELECT count(*) FROM gpkg_contents")
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise
        msg = (
            f"{target}: is there and is no GeoPackage ({error}); "
            "move it away, or name another folder with -o"
        )
        raise OutputError(msg) from error


def _check_unused(connection: sqlite3.Connection) -> None:
    """Raise where another program has the file open for writing, or may have.

    A write-ahead log that outlives the file it belongs to would be played into the new one.
    """
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode == "wal":
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("BEGIN EXCLUSIVE")
    connection.rollback()


def _has_others(connection: sqlite3.Connection) -> bool:
    """Tell whether a layer, a table, a style or a project is somebody else's."""
    ours = {table.name for table in TABLES} | {RUN_TABLE, STYLE_TABLE}
    if any(
        name not in ours for (name,) in connection.execute("SELECT table_name FROM gpkg_contents")
    ):
        return True
    known = _list_tables(connection)
    return any(
        count
        for name, query in (
            (STYLE_TABLE, f"SELECT count(*) FROM {STYLE_TABLE} WHERE owner IS NOT '{OWNER}'"),  # noqa: S608 - constants
            (PROJECT_TABLE, f"SELECT count(*) FROM {PROJECT_TABLE} WHERE name IS NOT '{OWNER}'"),  # noqa: S608 - the same
        )
        if name in known
        for (count,) in connection.execute(query)
    )


def _list_tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _remove_ours(connection: sqlite3.Connection) -> None:
    known = _list_tables(connection)
    described = known & {
        "gpkg_contents",
        "gpkg_geometry_columns",
        "gpkg_extensions",
        "gpkg_data_columns",
        "gpkg_ogr_contents",
    }
    # From the last to the first: each refers to those before it.
    for name in [RUN_TABLE, *(table.name for table in reversed(TABLES))]:
        connection.execute(f'DROP TABLE IF EXISTS "rtree_{name}_{GEOMETRY_COLUMN}"')
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')
        for description in sorted(described):
            connection.execute(f"DELETE FROM {description} WHERE table_name = ?", (name,))  # noqa: S608 - a constant
    if "gpkg_metadata" in known:
        connection.execute(
            "DELETE FROM gpkg_metadata_reference WHERE md_file_id IN "
            "(SELECT id FROM gpkg_metadata WHERE md_standard_uri = ?)",
            (RUN_URI,),
        )
        connection.execute("DELETE FROM gpkg_metadata WHERE md_standard_uri = ?", (RUN_URI,))
