"""Formats of single layers that GDAL writes: FlatGeobuf and Shapefile."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
import pyarrow as pa
import pyogrio

from geomap.errors import OutputError
from geomap.export.checked import describe_checks
from geomap.export.columns import GEOMETRY, has_null_geometry, replace_nuls
from geomap.export.fields import TABLES, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.export.dataset import Dataset
    from geomap.export.writers import Content

__all__ = ["SHAPEFILE_NAMES", "make_flatgeobuf", "make_shapefile"]

_LAYERS: Final = tuple(table for table in TABLES if table.geometry == "Point")
_MAX_DBF_NAME: Final = 10
_MAX_DBF_BYTES: Final = 254
_CUT: Final = "…"
# A zip file holds a time for each member; this is the first that it can hold.
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)

SHAPEFILE_NAMES: Final[Mapping[str, str]] = {
    "date_precision": "date_prec",
    "sub_event_type": "sub_event",
    "killed_high": "killed_hi",
    "killed_civilians": "killed_civ",
    "wounded_civilians": "wound_civ",
    "place_named": "place_name",
    "place_basis": "place_base",
    "where_precision": "where_prec",
    "geo_precision": "geo_prec",
    "uncertainty_km": "uncert_km",
    "border_section": "bord_sect",
    "border_offset_km": "bord_off",
    "border_method": "bord_meth",
    "border_side": "bord_side",
    "confirmed_by": "confirm_by",
    "source_count": "src_count",
    "incident_id": "incid_id",
    "feature_code": "feat_code",
    "not_attached_because": "not_att",
}
"""Names of columns in a Shapefile, where ours is longer than the ten characters that it holds."""


def make_flatgeobuf(dataset: Dataset) -> Mapping[str, Content]:
    """Return the point layers as FlatGeobuf; with its index where every row has a point."""
    return {f"{table.name}.fgb": _write_flatgeobuf(dataset, table) for table in _LAYERS}


def make_shapefile(dataset: Dataset) -> Mapping[str, Content]:
    """Return the point layers as a zipped Shapefile, for programs that read nothing newer.

    It holds no lists of records (counts by side, quotations), no text of more than 254 bytes and
    no name of a column of more than 10 characters: `SHAPEFILE_NAMES`. What is cut ends with "…".
    """

    def write(path: Path, _target: Path) -> None:
        with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
            for table in _LAYERS:
                part = Path(folder) / f"{table.name}.shp"
                _write_layer(_fit_dbf(dataset, table), table, part, "ESRI Shapefile")
            with zipfile.ZipFile(path, "w") as archive:
                for part in sorted(Path(folder).iterdir()):
                    entry = zipfile.ZipInfo(part.name, date_time=_ZIP_TIME)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(entry, part.read_bytes())

    return {"incidents.shp.zip": write}


def _write_flatgeobuf(dataset: Dataset, table: Table) -> Content:
    def write(path: Path, _target: Path) -> None:
        columns = dataset.columns[table.name]
        # The index cannot hold a row without geometry, and GDAL would refuse it.
        has_index = columns.num_rows > 0 and not has_null_geometry(columns)
        path.unlink()
        _write_layer(
            columns,
            table,
            path,
            "FlatGeobuf",
            TITLE=table.title,
            DESCRIPTION=table.description,
            SPATIAL_INDEX="YES" if has_index else "NO",
        )

    return write


def _write_layer(columns: pa.Table, table: Table, path: Path, driver: str, **options: str) -> None:
    try:
        pyogrio.write_arrow(
            replace_nuls(columns),
            path,
            layer=table.name,
            driver=driver,
            geometry_name=GEOMETRY,
            geometry_type=table.geometry,
            crs="EPSG:4326",
            layer_options=options,
        )
    except (pyogrio.errors.DataSourceError, RuntimeError) as error:
        msg = f"{path}: cannot be written ({error}); is there room on the disk?"
        raise OutputError(msg) from error


def _fit_dbf(dataset: Dataset, table: Table) -> pa.Table:
    """Return the columns as a DBF file holds them."""
    columns = dataset.columns[table.name]
    arrays, names = [], []
    for field in table.fields:
        values = columns.column(field.name)
        if field.name == "checked":
            # A count that a person set must not pass for one of the reports.
            told = [
                "; ".join(describe_checks(msgspec.json.decode(value or "[]"))) or None
                for value in values.to_pylist()
            ]
            values = pa.array([_cut(text) for text in told], type=pa.string())
        elif field.type == "objects":
            continue
        if field.type == "strings":
            listed = [
                value and "; ".join(msgspec.json.decode(value)) for value in values.to_pylist()
            ]
            values = pa.array(listed, type=pa.string())
        if field.type in {"string", "strings"}:
            values = pa.array([_cut(value) for value in values.to_pylist()], type=pa.string())
        arrays.append(values)
        names.append(SHAPEFILE_NAMES.get(field.name, field.name))
    return pa.table([*arrays, columns.column(GEOMETRY)], names=[*names, GEOMETRY])


def _cut(text: str | None) -> str | None:
    if text is None or len(text.encode()) <= _MAX_DBF_BYTES:
        return text
    room = _MAX_DBF_BYTES - len(_CUT.encode())
    return text.encode()[:room].decode(errors="ignore") + _CUT
