"""Tables of places and of hand edits: read, edit, sort, write, and say what changed."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

LIST_SEPARATOR: Final = "|"

Row = dict[str, str]


def read_table(path: Path) -> list[Row]:
    """Read a UTF-8 CSV file with a header into rows of text."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def format_table(rows: Iterable[Row], *, columns: Sequence[str]) -> str:
    """Return rows as CSV text with line feeds; the same rows always give the same text."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, fieldnames=columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def format_degrees(value: float) -> str:
    """Return degrees with at most five decimals and no trailing zeros."""
    return f"{value:.5f}".rstrip("0").rstrip(".")


def join_names(names: Iterable[str], *, without: Iterable[str] = ()) -> str:
    """Join names by the list separator, each once, in order, leaving some out."""
    left_out = set(without)
    return LIST_SEPARATOR.join(
        dict.fromkeys(name for name in names if name and name not in left_out)
    )


def split_names(joined: str) -> list[str]:
    """Split a list column into its names."""
    return [name for name in joined.split(LIST_SEPARATOR) if name]


def edit_names(names: list[str], edits: Iterable[Mapping[str, str]]) -> list[str]:
    """Apply hand edits to a list of names: set replaces it, drop removes, add appends."""
    for edit in edits:
        values = split_names(edit["value"])
        if edit["action"] == "set":
            names = values
        elif edit["action"] == "drop":
            names = [name for name in names if name not in values]
        else:
            names = [*names, *values]
    return names


def describe_changes(old: Sequence[Row], new: Sequence[Row]) -> str:
    """Say how many rows, told apart by id, were added, removed and altered."""
    before = {row["id"]: row for row in old}
    after = {row["id"]: row for row in new}
    added = sorted(after.keys() - before.keys())
    removed = sorted(before.keys() - after.keys())
    altered = sorted(key for key in after.keys() & before.keys() if after[key] != before[key])
    parts = [f"{len(new)} rows"]
    for label, keys in (("added", added), ("removed", removed), ("altered", altered)):
        shown = ", ".join(keys[:5]) + (" ..." if len(keys) > 5 else "")  # noqa: PLR2004
        parts.append(f"{len(keys)} {label}" + (f" ({shown})" if keys else ""))
    return "; ".join(parts)
