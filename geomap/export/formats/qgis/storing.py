"""Where QGIS looks inside a GeoPackage: the tables of styles and of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from geomap.export.formats.gpkg_existing import OWNER
from geomap.export.formats.qgis.project import make_project
from geomap.export.formats.qgis.styles import STYLED, make_qml

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3

    from geomap.export.dataset import Dataset

__all__ = ["add_project", "add_styles"]

# As QGIS 3.22 makes them, through GDAL and by itself.
_STYLES_TABLE: Final = """
CREATE TABLE IF NOT EXISTS "layer_styles" (
 "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
 "f_table_catalog" TEXT(256), "f_table_schema" TEXT(256), "f_table_name" TEXT(256),
 "f_geometry_column" TEXT(256), "styleName" TEXT(30), "styleQML" TEXT, "styleSLD" TEXT,
 "useAsDefault" BOOLEAN, "description" TEXT, "owner" TEXT(30), "ui" TEXT(30),
 "update_time" DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
"""
_PROJECTS_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)"
)


def add_styles(
    connection: sqlite3.Connection,
    dataset: Dataset,
    *,
    when: dt.datetime,
    geometry_column: str = "geom",
) -> None:
    """Store the style of each layer, which QGIS applies when the layer is opened.

    Parameters
    ----------
    connection
        A GeoPackage; the caller commits. Our own styles in it are replaced, and one that a user
        made the default of a layer stays so.
    dataset
        What the GeoPackage holds.
    when
        Time of the styles, UTC.
    geometry_column
        Name of the layers' column of geometries.
    """
    connection.execute(_STYLES_TABLE)
    connection.execute(
        "INSERT OR REPLACE INTO gpkg_contents (table_name, data_type, identifier, last_change) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', ?)",
        (_say_time(when),),
    )
    connection.execute("DELETE FROM layer_styles WHERE owner = ?", (OWNER,))
    connection.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
        "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, "
        "update_time) SELECT '', '', :layer, :column, :owner, :qml, '', NOT EXISTS "
        "(SELECT 1 FROM layer_styles WHERE f_table_name = :layer AND useAsDefault), "
        ":about, :owner, :time",
        [
            {
                "layer": name,
                "column": geometry_column,
                "owner": OWNER,
                "qml": make_qml(dataset, name),
                "about": f"How geomap draws {name}",
                "time": _say_time(when),
            }
            for name in STYLED
        ],
    )


def add_project(
    connection: sqlite3.Connection, dataset: Dataset, file_name: str, *, when: dt.datetime
) -> None:
    """Store a project, which QGIS lists below the file and opens.

    Parameters
    ----------
    connection
        A GeoPackage; the caller commits. Our own project in it is replaced.
    dataset
        What the GeoPackage holds.
    file_name
        Name that the GeoPackage will have, without folder.
    when
        Time of the project, UTC.
    """
    about = {"last_modified_time": f"{when:%Y-%m-%dT%H:%M:%S}", "last_modified_user": OWNER}
    connection.execute(_PROJECTS_TABLE)
    connection.execute(
        "INSERT OR REPLACE INTO qgis_projects VALUES (?, ?, ?)",
        (
            OWNER,
            msgspec.json.encode(about).decode(),
            make_project(dataset, file_name, when=when).hex(),
        ),
    )


def _say_time(when: dt.datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%S}.000Z"
