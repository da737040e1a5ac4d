"""CSV: the incidents under our own names, and under those of ACLED and of UCDP GED."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

import msgspec

from geomap.export.fields import INCIDENT_FIELDS
from geomap.export.formats.field_codes import (
    ACLED_COLUMNS,
    GED_COLUMNS,
    make_acled_row,
    make_ged_row,
)
from geomap.export.formats.frictionless import make_data_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.export.dataset import Dataset
    from geomap.export.writers import Content

__all__ = ["encode_csv", "make_acled_csv", "make_csv", "make_ged_csv", "read_cell"]

_PLAIN: Final = frozenset({int, float, type(None)})
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")

_GDAL_TYPES: Final = {"integer": "Integer", "number": "Real", "date": "Date"}

# The names that users of ACLED and of UCDP GED look for, beside ours.
_FAMILIAR: Final = (
    ("event_date", "date_end"),
    ("time_precision", "date_precision"),
    ("where_prec", "where_precision"),
    ("date_prec", "date_precision"),
    ("fatalities", "killed"),
)


def make_csv(dataset: Dataset) -> Mapping[str, Content]:
    """Return the incidents as CSV, and what its columns are for GDAL and for Frictionless.

    UTF-8 with a byte-order mark, lists as JSON, formulas disarmed. The columns of the contract come
    first, then longitude and latitude (degrees, WGS 84), then the names under which users of ACLED
    and UCDP GED know some of them.
    """
    names = [field.name for field in INCIDENT_FIELDS]
    header = [*names, "longitude", "latitude", *(name for name, _ in _FAMILIAR)]
    rows = (
        [
            *(feature["properties"][name] for name in names),
            *_coordinates(feature),
            *(feature["properties"][ours] for _, ours in _FAMILIAR),
        ]
        for feature in dataset.iter_features("incidents")
    )
    return {
        "incidents.csv": encode_csv(header, rows),
        "incidents.csvt": _list_types(),
        "datapackage.json": make_data_package(dataset, familiar=_FAMILIAR),
    }


def make_acled_csv(dataset: Dataset) -> Mapping[str, Content]:
    """Return the incidents in ACLED's columns; what geomap does not know is empty."""
    names = dataset.record.get("parties", {})
    rows = (make_acled_row(feature, names) for feature in dataset.iter_features("incidents"))
    return {"incidents-acled.csv": encode_csv(ACLED_COLUMNS, _spread(rows, ACLED_COLUMNS))}


def make_ged_csv(dataset: Dataset) -> Mapping[str, Content]:
    """Return the incidents in the columns of UCDP GED; what geomap does not know is empty."""
    names = dataset.record.get("parties", {})
    rows = (make_ged_row(feature, names) for feature in dataset.iter_features("incidents"))
    return {"incidents-ged.csv": encode_csv(GED_COLUMNS, _spread(rows, GED_COLUMNS))}


def read_cell(text: str) -> str:
    """Return a text as it was before it was disarmed."""
    is_disarmed = text[:1] == "'" and text.lstrip("'").startswith(_FORMULA_STARTS)
    return text[1:] if is_disarmed else text


def _list_types() -> bytes:
    """Return the types of the columns as GDAL and QGIS look for them beside a CSV."""
    kinds = {field.name: field.type for field in INCIDENT_FIELDS}
    types = [*kinds.values(), "number", "number", *(kinds[ours] for _, ours in _FAMILIAR)]
    return ",".join(f'"{_GDAL_TYPES.get(kind, "String")}"' for kind in types).encode() + b"\r\n"


def _spread(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str]
) -> Iterable[Sequence[object]]:
    return ([row.get(name) for name in columns] for row in rows)


def encode_csv(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ","
) -> bytes:
    """Return a table as CSV: UTF-8 with a byte-order mark, lists as JSON, formulas disarmed."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n", delimiter=delimiter)
    writer.writerow(header)
    # Numbers, and what is not known, the writer puts down by itself.
    writer.writerows(
        [value if type(value) in _PLAIN else _cell(value) for value in row] for row in rows
    )
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def _coordinates(feature: Mapping[str, Any]) -> Sequence[float | None]:
    return feature["geometry"]["coordinates"] if feature["geometry"] else (None, None)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return msgspec.json.encode(value).decode() if value else ""
    text = str(value)
    # A spreadsheet would run such a text as a formula; numbers are not texts. One that looks
    # disarmed gets another apostrophe, so that it is read back as it was.
    if isinstance(value, str) and text.lstrip("'").startswith(_FORMULA_STARTS):
        return f"'{text}"
    return text
