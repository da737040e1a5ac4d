"""Files of corrections to records: a bad row is named, and the others go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.errors import CorrectionError
from geomap.incidents.corrections import Action, Correction, Corrections, RowFault
from geomap.incidents.corrections.values import read_change, read_days, split_ids, split_list
from geomap.places.sources.rows import read_degrees
from geomap.review.columns import CORRECTION_COLUMNS, POINT_CELLS
from geomap.review.edited import find_edits
from geomap.review.table import read_csv_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from geomap.review.table import CsvTable

_NEEDED: Final[Mapping[Action, tuple[str, ...]]] = {
    Action.CHANGE: ("id", "field", "value"),
    Action.DATE: ("id", "value"),
    Action.MOVE: ("id",),
    Action.REJECT: ("id",),
    Action.MERGE: ("id",),
    Action.SPLIT: ("id", "value"),
    Action.RENAME: ("field", "value"),
    Action.NAME: ("field",),
}
"""Cells that each action must have, beside author and reason."""
_ALLOWED: Final[Mapping[Action, tuple[str, ...]]] = {
    Action.MOVE: ("value", *POINT_CELLS),
    Action.MERGE: ("value",),
    Action.RENAME: ("id",),
    Action.NAME: ("value", *POINT_CELLS),
}
"""Cells that it may have beside those."""
_MEANINGFUL: Final = ("id", "field", "value", *POINT_CELLS)


def read_corrections(paths: Iterable[Path], *, author: str = "") -> Corrections:
    """Read files of corrections, and reviews that a person has edited.

    Parameters
    ----------
    paths
        CSV files, as `geomap.review` writes them or by hand.
    author
        Whose corrections are those that name no author.

    Raises
    ------
    CorrectionError
        A file is missing, or is neither a table of corrections nor a review.
    """
    rows: list[Correction] = []
    faults: list[RowFault] = []
    files = []
    for path in paths:
        files.append(path.name)
        for found in _read_file(path, author):
            if isinstance(found, Correction):
                rows.append(found)
            else:
                faults.append(found)
    return Corrections(rows=tuple(rows), faults=tuple(faults), files=tuple(files))


def _read_file(path: Path, author: str) -> Iterator[Correction | RowFault]:
    table = read_csv_table(path)
    for line, found in _iter_cells(table, path):
        if isinstance(found, str):
            yield RowFault(file=path.name, line=line, message=found)
            continue
        cells = dict(found)
        cells["author"] = cells.get("author") or author
        try:
            yield _make_correction(cells, file=path.name, line=line)
        except CorrectionError as error:
            yield RowFault(file=path.name, line=line, message=str(error))


def _iter_cells(table: CsvTable, path: Path) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    """Yield the cells of each correction, or what is wrong with a row."""
    is_review = "as_written" in table.header
    needed = ("kind", "id", "author", "reason") if is_review else ("action", "author", "reason")
    missing = [name for name in needed if name not in table.header]
    if missing:
        msg = (
            f"{path.name}, line 1: expected the columns {', '.join(CORRECTION_COLUMNS)}, or those "
            f"of geomap review; there is no {', '.join(missing)}"
        )
        raise CorrectionError(msg)
    for row in table.rows:
        if row.surplus:
            mend = f"put a text that holds {table.delimiter!r} into double quotes"
            yield row.line, f"expected {len(table.header)} cells, got {row.surplus} more; {mend}"
        elif is_review:
            yield from ((row.line, found) for found in find_edits(row, table.rows))
        else:
            yield row.line, {name: row.get(name) for name in CORRECTION_COLUMNS}


def _make_correction(cells: Mapping[str, str], *, file: str, line: int) -> Correction:
    """Make a correction of its cells, or say all that is wrong with them."""
    action = _read_action(cells.get("action", ""))
    faults = list(_find_faults(action, cells))
    point: tuple[float, float] | tuple[None, None] = (None, None)
    if cells.get("lon") or cells.get("lat"):
        read = read_degrees(cells.get("lon", ""), cells.get("lat", ""))
        if isinstance(read, str):
            faults.append(read)
        else:
            point = read
    if faults:
        raise CorrectionError("; ".join(faults))
    return Correction(
        action=action,
        lon=point[0],
        lat=point[1],
        sources=split_list(cells.get("sources", "")),
        file=file,
        line=line,
        **{name: cells.get(name, "") for name in ("id", "field", "value", "author", "reason")},
    )


def _read_action(text: str) -> Action:
    try:
        return Action(text.lower())
    except ValueError as error:
        msg = f"action: expected one of {', '.join(Action)}; got {text!r}"
        raise CorrectionError(msg) from error


def _find_faults(action: Action, cells: Mapping[str, str]) -> Iterator[str]:
    needed = (*_NEEDED[action], "author", "reason")
    missing = [name for name in needed if not cells.get(name)]
    if missing:
        yield f"{action}: expected {', '.join(needed)}; {', '.join(missing)} is empty"
    allowed = (*_NEEDED[action], *_ALLOWED.get(action, ()))
    surplus = [name for name in _MEANINGFUL if cells.get(name) and name not in allowed]
    if surplus:
        yield f"{action}: expected nothing as {surplus[0]}, got {cells[surplus[0]]!r}"
    # "seen, as I think" without quotes is two cells.
    strange = [it for it in split_list(cells.get("sources", "")) if "." not in it and "#" not in it]
    if strange:
        yield (
            f"sources: expected names of reports, got {strange[0]!r}; a text that holds a comma "
            "stands in double quotes"
        )
    try:
        _check_value(action, cells)
    except CorrectionError as error:
        yield str(error)


def _check_value(action: Action, cells: Mapping[str, str]) -> None:
    value = cells.get("value", "")
    if action is Action.CHANGE and cells.get("field") and value:
        read_change(cells["field"], value)
    if action is Action.DATE and value:
        read_days(value)
    has_place = value or cells.get("lon") or cells.get("lat")
    if action in {Action.MOVE, Action.NAME} and not has_place:
        msg = f"{action}: expected a place as the value, by its name or id, or lon and lat"
        raise CorrectionError(msg)
    if action is Action.MERGE and len(split_ids(cells.get("id", ""), value)) < 2:  # noqa: PLR2004 - two to merge
        msg = "merge: expected the ids of two incidents or more, got one; write the others as value"
        raise CorrectionError(msg)
