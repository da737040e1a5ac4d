"""What a person has changed in a row of a review."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.errors import CorrectionError
from geomap.incidents.corrections import Action
from geomap.incidents.corrections.values import OPEN, UNKNOWN
from geomap.review.columns import (
    COUNT_CELLS,
    DATE_CELLS,
    EDITABLE,
    INCIDENT_KIND,
    LIST_MARK,
    NAME_KIND,
    PLACE_CELLS,
    POINT_CELLS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.review.table import TableRow

_SAME_DEG: Final = 1e-6
_DIGITS: Final = re.compile(r"\d+")
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_ROW_ACTIONS: Final = (Action.REJECT, Action.MERGE, Action.SPLIT)


def find_edits(row: TableRow, rows: Sequence[TableRow]) -> Iterator[Mapping[str, str] | str]:
    """Yield the cells of each correction that a row of a review holds, or what is wrong with it.

    Parameters
    ----------
    row
        The row.
    rows
        All of the review: two incidents that are merged are both found again by their sentences.
    """
    about = {name: row.get(name) for name in ("author", "reason")}
    try:
        if row.get("kind") == NAME_KIND:
            cells = {name: row.get(name) for name in POINT_CELLS} | {"value": row.get("place")}
            if any(cells.values()):
                yield {"action": Action.NAME, "field": row.get("place_named"), **cells, **about}
            return
        if row.get("kind") != INCIDENT_KIND:
            msg = f"kind: expected {INCIDENT_KIND} or {NAME_KIND}, got {row.get('kind')!r}"
            raise CorrectionError(msg)  # noqa: TRY301 - one way out for all that is wrong
        about |= {"id": row.get("id"), "sources": row.get("sources")}
        yield from [about | found for found in _iter_incident_edits(row, rows)]
    except CorrectionError as error:
        yield str(error)


def _iter_incident_edits(row: TableRow, rows: Iterable[TableRow]) -> Iterator[dict[str, str]]:
    was = _read_written(row.get("as_written"))
    edited = [
        name
        for name in EDITABLE
        if name in row.cells and not _is_same(name, row.get(name), was.get(name, ""))
    ]
    if row.get("action"):
        yield _read_action(row, rows)
    if set(edited) & set(DATE_CELLS):
        start, end = (row.get(name) if name in edited else was.get(name, "") for name in DATE_CELLS)
        yield {"action": Action.DATE, "value": _join_days(start, end)}
    if set(edited) & set(PLACE_CELLS):
        yield {"action": Action.MOVE, **_find_move(row, edited)}
    for name in edited:
        if name not in {*DATE_CELLS, *PLACE_CELLS}:
            value = row.get(name).removesuffix(".0") or (UNKNOWN if name in COUNT_CELLS else "")
            yield {"action": Action.CHANGE, "field": name, "value": value}


def _read_written(text: str) -> dict[str, str]:
    try:
        return msgspec.json.decode(text, type=dict[str, str])
    except msgspec.DecodeError as error:
        msg = (
            "as_written: expected what geomap review wrote there, got "
            f"{text[:40]!r}; without it a row does not show what was changed"
        )
        raise CorrectionError(msg) from error


def _is_same(name: str, cell: str, was: str) -> bool:
    """Tell whether a cell is as it was written, also where a spreadsheet shows it its own way."""
    if cell == was:
        return True
    if not cell or not was:
        return False
    if name in DATE_CELLS:
        # 2022-09-13 comes back as 13/09/2022, 9/13/22 or 13.09.2022; as written it is meant so.
        return not _ISO_DAY.fullmatch(cell) and sorted(_read_numbers(cell)) == sorted(
            _read_numbers(was)
        )
    if name in POINT_CELLS or name in COUNT_CELLS:
        try:
            return abs(float(cell.replace(",", ".")) - float(was)) <= _SAME_DEG
        except ValueError:
            return False
    return False


def _read_numbers(day: str) -> list[int]:
    numbers = [int(digits) for digits in _DIGITS.findall(day)]
    return [number - 2000 if 2000 <= number < 2100 else number for number in numbers]  # noqa: PLR2004 - 2022 is 22


def _join_days(start: str, end: str) -> str:
    if not start and not end:
        return UNKNOWN
    return start if start == end else f"{start or OPEN}/{end or OPEN}"


def _find_move(row: TableRow, edited: Sequence[str]) -> dict[str, str]:
    """Return the new place, the new point, or both; the point of the old place says nothing."""
    is_placed = any(name in edited and row.get(name) for name in POINT_CELLS)
    point = {name: row.get(name) if is_placed else "" for name in POINT_CELLS}
    value = row.get("place") if "place" in edited else ""
    if not value and not is_placed:
        msg = "place: expected a name, an id or lon and lat, got nothing; to take it away, reject"
        raise CorrectionError(msg)
    return {"value": value, **point}


def _read_action(row: TableRow, rows: Iterable[TableRow]) -> dict[str, str]:
    """Read "reject", "merge OTHER-ID", "split a.txt | b.txt"."""
    word, _, value = row.get("action").partition(" ")
    if word.lower() not in _ROW_ACTIONS:
        msg = (
            "action: expected reject, merge and another id, or split and names of files; got "
            f"{row.get('action')!r}"
        )
        raise CorrectionError(msg)
    found = {"action": word.lower(), "value": value.strip()}
    if word.lower() == Action.MERGE:
        other = [it.get("sources") for it in rows if it.get("id") in value.split()]
        found["sources"] = LIST_MARK.join(filter(None, (row.get("sources"), *other)))
    return found
