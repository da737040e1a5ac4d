"""A table as a spreadsheet saves it: commas, semicolons or tabs, with a byte-order mark or not."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.errors import CorrectionError
from geomap.export import read_cell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_DELIMITERS: Final = ",;\t"
_LONGEST_CELL: Final = 131_072
"""Characters; a longer one comes of a quotation mark that is never closed."""
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class TableRow(NamedTuple):
    """A row by the names of its columns, formulas as they were before they were disarmed."""

    line: int
    cells: Mapping[str, str]
    surplus: int
    """Cells beyond the last column."""

    def get(self, name: str) -> str:
        """Return a cell without blanks around it; empty where there is no such column."""
        return self.cells.get(name, "").strip()


class CsvTable(NamedTuple):
    """A table with its header."""

    header: list[str]
    rows: list[TableRow]
    delimiter: str
    text: str
    """The whole file, without a byte-order mark."""


def read_csv_table(path: Path) -> CsvTable:
    """Read a table; rows that are empty are left out.

    Raises
    ------
    CorrectionError
        The file is missing, is no text in UTF-8 or UTF-16, or no table.
    """
    text = _decode(path)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] = []
    rows = []
    begin = 1
    # The limit is the process's, and a corpus of long articles may have raised it.
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        for cells in reader:
            line, begin = begin, reader.line_num + 1
            if not header:
                header = [name.strip().lower() for name in cells]
            elif any(cell.strip() for cell in cells):
                rows.append(_make_row(line, cells, header))
    except csv.Error as error:
        msg = f"{path.name}, line {reader.line_num}: expected CSV, got what is none ({error})"
        raise CorrectionError(msg) from error
    finally:
        csv.field_size_limit(limit)
    return CsvTable(header, rows, delimiter, text)


def _make_row(line: int, cells: list[str], header: list[str]) -> TableRow:
    surplus = max(len(cells) - len(header), 0)
    return TableRow(line, dict(zip(header, map(read_cell, cells), strict=False)), surplus)


def _decode(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        msg = f"{path}: expected a file of corrections, cannot read it ({error.strerror})"
        raise CorrectionError(msg) from error
    encoding = "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        msg = (
            f"{path.name}, line {line}: expected UTF-8, got the byte 0x{content[error.start]:02x}; "
            'save it from the spreadsheet as "CSV UTF-8"'
        )
        raise CorrectionError(msg) from error
