"""Corrections as a file of their own, which a run takes again and again."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from geomap.errors import CorrectionError, OutputError
from geomap.export import encode_csv, write_files
from geomap.review.columns import CORRECTION_COLUMNS, LIST_MARK
from geomap.review.reading import read_corrections
from geomap.review.table import read_csv_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from geomap.incidents.corrections import Correction


def encode_corrections(
    rows: Iterable[Correction],
    *,
    columns: Sequence[str] = CORRECTION_COLUMNS,
    delimiter: str = ",",
) -> bytes:
    """Return corrections as CSV, UTF-8 with a byte-order mark, formulas disarmed.

    Parameters
    ----------
    rows
        The corrections.
    columns
        In another order, or with others among them, which stay empty.
    delimiter
        Between cells.
    """
    cells = [
        {
            **{name: getattr(row, name) for name in CORRECTION_COLUMNS},
            "action": row.action.value,
            "sources": LIST_MARK.join(row.sources),
        }
        for row in rows
    ]
    return encode_csv(
        columns, [[cell.get(name) for name in columns] for cell in cells], delimiter=delimiter
    )


def write_review(path: Path, content: bytes) -> None:
    """Write a review, unless there is one already that a person has edited.

    Raises
    ------
    OutputError
        What a person wrote would be lost, or the file cannot be written.
    """
    if path.exists():
        try:
            known = read_corrections([path])
        except CorrectionError as error:
            msg = f"{path}: expected a new file or an earlier review; choose another -o ({error})"
            raise OutputError(msg) from error
        if known.rows or known.faults:
            msg = (
                f"{path}: holds corrections that are not collected yet; collect them first "
                f"(geomap review --collect {path.name}), then delete it, or choose another -o"
            )
            raise OutputError(msg)
    write_files(path.parent, {path.name: content})


def append_corrections(path: Path, rows: Sequence[Correction]) -> None:
    """Write corrections after those that a file holds already, whose rows stay as they are.

    Raises
    ------
    OutputError
        The file lacks a column that the corrections need, or cannot be written.
    CorrectionError
        The file is no table.
    """
    if not path.exists():
        write_files(path.parent, {path.name: encode_corrections(rows)})
        return
    table = read_csv_table(path)
    missing = [name for name in CORRECTION_COLUMNS if name not in table.header]
    if missing or "as_written" in table.header:
        what = f"there is no {', '.join(missing)}" if missing else "it is a review"
        msg = f"{path}: expected a file of corrections, to add to it; {what}. Choose another -o"
        raise OutputError(msg)
    added = encode_corrections(rows, columns=table.header, delimiter=table.delimiter)
    _, _, body = added.partition(b"\r\n")
    known = table.text if table.text.endswith("\n") else f"{table.text}\r\n"
    write_files(path.parent, {path.name: codecs.BOM_UTF8 + known.encode() + body})
