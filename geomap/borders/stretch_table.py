"""Reading the tables that say which division lies along a border, by chainage."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from geomap.borders.lines import DivisionStretches
from geomap.errors import GazetteerError
from geomap.model import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geomap.borders.lines import Section

    Row = Mapping[str, Any]

STRETCH_COLUMNS: Final = ("border", "section", "division", "name", "country", "from_km", "to_km")
REBUILD: Final = "build it again with gazetteer/recipes/build_borders.py"

# A tenth of a kilometre: the stretches are rounded, the length of a section is not.
_ROUNDING_KM: Final = 0.1


class StretchTable:
    """A table of the stretches of many borders; its file is read when the first is asked for.

    Rows of one border stand together.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: list[str] | None = None
        self._starts: dict[str, int] = {}

    def read_divisions(
        self, border_id: str, sections: Iterable[Section]
    ) -> dict[str, DivisionStretches]:
        """Return the divisions along a border; none where the table is missing or has no row.

        Raises
        ------
        GazetteerError
            A column is missing or a row is malformed.
        """
        if self._lines is None:
            self._lines = read_lines(self._path)
            check_columns(self._path, self._lines)
            for number, line in enumerate(self._lines):
                self._starts.setdefault(line.partition(",")[0], number)
        first = self._starts.get(border_id)
        if first is None:
            return {}
        last = first
        while last < len(self._lines) and self._lines[last].startswith(f"{border_id},"):
            last += 1
        return parse_divisions(
            self._path, self._lines[:1] + self._lines[first:last], sections, first_line=first + 1
        )


def read_divisions(path: Path, sections: Iterable[Section]) -> dict[str, DivisionStretches]:
    """Return the divisions along a border from a file of its own; none where there is no file.

    Raises
    ------
    GazetteerError
        A column is missing or a row is malformed.
    """
    lines = read_lines(path)
    check_columns(path, lines)
    return parse_divisions(path, lines, sections)


def read_lines(path: Path) -> list[str]:
    """Return the lines of a table; none where there is no file."""
    if not path.exists():
        return []
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        msg = f"{path}: expected a table in UTF-8: {error}; {REBUILD}"
        raise GazetteerError(msg) from error


def check_columns(path: Path, lines: Sequence[str]) -> None:
    """Raise an error that names the columns which a table lacks."""
    if lines:
        present = next(csv.reader(lines[:1]), [])
        missing = [name for name in STRETCH_COLUMNS if name not in present]
        raise_faults(path, [f"line 1: expected a column {name}, got none" for name in missing])


def parse_divisions(
    path: Path, lines: Sequence[str], sections: Iterable[Section], *, first_line: int = 2
) -> dict[str, DivisionStretches]:
    """Return the divisions of rows of text below a heading; faults name the line of the file."""
    rows = list(csv.DictReader(lines))
    lengths = {section.name: section.length_km for section in sections}
    faults = [
        f"line {number}: {fault}"
        for number, row in enumerate(rows, start=first_line)
        if (fault := _find_row_fault(row, lengths))
    ]
    raise_faults(path, faults)
    return _group_divisions(rows)


def raise_faults(path: Path, faults: Sequence[str]) -> None:
    """Raise one error that names every fault of a file, if there is any."""
    if faults:
        msg = f"{path}: {'; '.join(faults)}; {REBUILD}"
        raise GazetteerError(msg)


def _find_row_fault(row: Row, lengths: Mapping[str, float]) -> str | None:
    """Return what is wrong with a row of stretches, or None."""
    section = row["section"]
    if section not in lengths:
        return f"expected a section of the line ({', '.join(lengths)}), got {section!r}"
    if not (row["division"] and row["country"]):
        return "expected a division and its country, got an empty field"
    try:
        start, end = float(row["from_km"]), float(row["to_km"])
    except (TypeError, ValueError):
        return f"expected from_km and to_km as numbers, got {row['from_km']!r}, {row['to_km']!r}"
    if not 0 <= start < end <= lengths[section] + _ROUNDING_KM:
        return f"expected 0 <= from_km < to_km <= {lengths[section]:.1f}, got {start}, {end}"
    return None


def _group_divisions(rows: Sequence[Row]) -> dict[str, DivisionStretches]:
    stretches: dict[str, list[Stretch]] = defaultdict(list)
    for row in rows:
        stretch = Stretch(
            section=row["section"], from_km=float(row["from_km"]), to_km=float(row["to_km"])
        )
        stretches[row["division"]].append(stretch)
    return {
        row["division"]: DivisionStretches(
            code=row["division"],
            name=row["name"],
            country=row["country"],
            stretches=tuple(stretches[row["division"]]),
        )
        for row in rows
    }
