"""XLSX: a sheet for each table, one that says what the columns are, one that says who to credit."""

from __future__ import annotations

import datetime as dt
import tempfile
from typing import TYPE_CHECKING, Any, Final

import msgspec
import xlsxwriter

from geomap.errors import OutputError
from geomap.export.fields import TABLES, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geomap.export.dataset import Dataset
    from geomap.export.writers import Content

__all__ = ["MAX_CELL", "make_xlsx"]

MAX_CELL: Final = 32_767
"""Characters that a cell holds."""
MAX_ROWS: Final = 1_048_576
"""Rows that a sheet holds."""
_CUT: Final = " … [cut: a cell holds no more]"
_SHEETS: Final = tuple(table for table in TABLES if table.geometry != "LineString")
_WIDTHS: Final[Mapping[str, int]] = {"date": 11, "integer": 9, "number": 11, "boolean": 7}
_WIDE: Final = frozenset({"summary", "quote", "description", "title", "reason"})
_WIDE_COLUMNS: Final = 60
_TEXT_COLUMNS: Final = 18
_CREATED: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the file has no place for a zone


def make_xlsx(dataset: Dataset) -> Mapping[str, Content]:
    """Return the workbook: days as days, counts as numbers, texts never as formulas or links."""

    def write(path: Path, target: Path) -> None:
        _check_size(dataset)
        try:
            with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
                _write_book(dataset, path, folder)
        except (xlsxwriter.exceptions.XlsxWriterException, OSError) as error:
            msg = f"{target}: cannot be written ({error}); is there room on the disk?"
            raise OutputError(msg) from error

    return {"incidents.xlsx": write}


def _write_book(dataset: Dataset, path: Path, folder: str) -> None:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        # Rows go to files in this folder, and not into memory.
        "constant_memory": True,
        "tmpdir": folder,
    }
    with xlsxwriter.Workbook(path, options) as book:
        # Two runs over the same reports write the same bytes.
        book.set_properties({"title": dataset.title, "created": _CREATED})
        heading = book.add_format({"bold": True, "bottom": 1})
        for table in _SHEETS:
            _write_table(book.add_worksheet(table.title), table, dataset, heading)
        _write_sheet(book.add_worksheet("Columns"), _list_columns(), heading, (14, 24, 10, 90))
        _write_sheet(book.add_worksheet("About"), _list_credits(dataset), heading, (14, 90))


def _check_size(dataset: Dataset) -> None:
    for table in _SHEETS:
        rows = dataset.columns[table.name].num_rows
        if rows >= MAX_ROWS:
            msg = (
                f"incidents.xlsx: a sheet holds {MAX_ROWS - 1} rows, and there are {rows} "
                f"{table.name}; take gpkg or geoparquet"
            )
            raise OutputError(msg)


def _write_table(sheet: Any, table: Table, dataset: Dataset, heading: Any) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    names = [field.name for field in table.fields]
    is_layer = table.geometry is not None
    columns = [*names, "longitude", "latitude"] if is_layer else names
    for number, field in enumerate(table.fields):
        width = _WIDE_COLUMNS if field.name in _WIDE else _WIDTHS.get(field.type, _TEXT_COLUMNS)
        sheet.set_column(number, number, width)
    sheet.freeze_panes(1, 1)
    _write_row(sheet, 0, columns, heading)
    days = [field.type == "date" for field in table.fields]
    last = 0
    for last, (row, point) in enumerate(_iter_rows(dataset, table), start=1):
        values = [
            dt.date.fromisoformat(value) if is_day and value else value
            for value, is_day in zip(row.values(), days, strict=True)
        ]
        _write_row(sheet, last, [*values, *point] if is_layer else values)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _iter_rows(
    dataset: Dataset, table: Table
) -> Iterator[tuple[dict[str, Any], Sequence[float | None]]]:
    if not table.geometry:
        yield from ((row, ()) for row in dataset.iter_rows(table.name))
        return
    for feature in dataset.iter_features(table.name):
        geometry = feature["geometry"]
        yield feature["properties"], geometry["coordinates"] if geometry else (None, None)


def _write_sheet(
    sheet: Any,  # noqa: ANN401 - xlsxwriter is untyped
    rows: Sequence[Sequence[str]],
    heading: Any,  # noqa: ANN401 - the same
    widths: Sequence[int],
) -> None:
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    for number, row in enumerate(rows):
        _write_row(sheet, number, row, None if number else heading)
    sheet.freeze_panes(1, 0)


def _write_row(sheet: Any, number: int, values: Sequence[Any], style: Any = None) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    for column, value in enumerate(values):
        if value is None:
            continue
        if isinstance(value, bool):
            sheet.write_boolean(number, column, value, style)
        elif isinstance(value, (int, float)):
            sheet.write_number(number, column, value, style)
        elif isinstance(value, dt.date):
            sheet.write_datetime(number, column, value, style)
        else:
            sheet.write_string(number, column, _text(value), style)


def _text(value: str | list[Any]) -> str:
    text = msgspec.json.encode(value).decode() if isinstance(value, list) else value
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - len(_CUT)] + _CUT


def _list_columns() -> list[tuple[str, ...]]:
    return [
        ("sheet", "column", "type", "what it holds"),
        *(
            (table.title, field.name, field.type, field.description)
            for table in _SHEETS
            for field in table.fields
        ),
    ]


def _list_credits(dataset: Dataset) -> list[tuple[str, str]]:
    version = dataset.record.get("geomap")
    return [
        ("About", dataset.title),
        ("Made with", f"geomap {version}" if version else "geomap"),
        *(("Credit", credit) for credit in dataset.record.get("credits", ())),
    ]
