"""What ``geomap map`` prints of the incidents that it has made."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from geomap.result import Result

_STATUS_WORDS = {"confirmed_by_both": "both sides"}
_MIN_WIDTHS = {"date": 10, "event": 11, "place": 9}
"""Columns that a word of these takes; other columns are as wide as their heading."""
_WIDE, _NARROW = 90, 76
"""Columns of a terminal from which on all columns of the table fit, and nearly all."""

_KINDS_NAMED = 3
"""Kinds of files that are named where others than reports stand beside them."""


def print_result(result: Result, written: Sequence[Path], *, quiet: bool) -> None:
    """Print the table of incidents, what was read, and the paths of the pages."""
    console = Console()
    page = next(path for path in written if path.suffix == ".html")
    if not quiet:
        console.print(_make_table(result, width=console.width))
        console.print(_describe(result), highlight=False)
    index = next((path for path in written if path.match("days/index.html")), None)
    for name, path in (("Map", page), ("Days", index)):
        if path:
            # The path alone on its line and unwrapped, so that a terminal makes it a link.
            print(f"{name}: {path.resolve() if sys.stdout.isatty() else path}")  # noqa: T201


def _make_table(result: Result, *, width: int) -> Table:
    """Make the table of incidents; a narrow terminal gets fewer columns, never cut words."""
    from geomap.export import name_event

    names = ["date", "event", "place", "km", "killed", "wounded", "status", "reports"]
    if width < _WIDE:
        names.remove("reports")
    if width < _NARROW:
        names = ["date", "place", "killed", "wounded"]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in names:
        is_number = name in {"km", "killed", "wounded", "reports"}
        table.add_column(
            name,
            justify="right" if is_number else "left",
            no_wrap=name not in {"place", "event"},
            min_width=_MIN_WIDTHS.get(name, len(name)),
        )
    features = result.incident_features["features"]
    for incident, feature in zip(result.records, features, strict=True):
        row = feature["properties"]
        cells = {
            "date": _date(row),
            "event": name_event(incident.sub_event_type),
            "place": (row["place"] or "–").removesuffix(" District").removesuffix(" Province"),
            "km": "–" if row["border_km"] is None else f"{row['border_km']:.0f}",
            "killed": _count(row["killed"]),
            "wounded": _count(row["wounded"]),
            "status": _STATUS_WORDS.get(row["status"], row["status"]),
            "reports": str(row["source_count"]),
        }
        table.add_row(*(cells[name] for name in names))
    return table


def _date(row: dict[str, Any]) -> str:
    start, end = row["date_start"], row["date_end"]
    if end is None:
        return start or row.get("date_edtf") or "undated"
    if start is None:
        return f"until {end}"
    return str(start) if start == end else f"{start}…{end[8:] if end[:7] == start[:7] else end}"


def _count(value: int | None) -> str:
    return "–" if value is None else str(value)


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _describe(result: Result) -> str:
    reports, incidents = len(result.corpus.documents), len(result.records)
    parts = [f"{_plural(incidents, 'incident')} from {_plural(reports, 'report')}"]
    unlocated = sum(f["geometry"] is None for f in result.incident_features["features"])
    if unlocated:
        parts.append(f"{unlocated} without a point")
    if result.failures:
        parts.append(f"{_plural(len(result.failures), 'file')} skipped")
    if kinds := _list_other_kinds(result.corpus.ignored):
        number = _plural(sum(kinds.values()), "file")
        named = ", ".join([*kinds][:_KINDS_NAMED]) + (", …" if len(kinds) > _KINDS_NAMED else "")
        parts.append(f"{number} of kinds that are not read ({named})")
    if result.corrections:
        parts.append(f"{_plural(len(result.corrections.applied), 'correction')} applied")
    unread = result.run_record["unread_languages"]
    if unread:
        languages = ", ".join(f"{number} {language}" for language, number in unread.items())
        parts.append(f"no events read in languages without rules ({languages})")
    unresolved = len(result.run_record["unresolved"])
    if unresolved:
        parts.append(f"{_plural(unresolved, 'name')} not in the gazetteer (run.json)")
    return "; ".join(parts)


def _list_other_kinds(names: Iterable[str]) -> dict[str, int]:
    """Return how many files there are of each kind that is no report's, the most frequent first."""
    from geomap.documents.formats import find_format

    kinds = Counter(
        PurePath(name).suffix.lower() or "no suffix" for name in names if not find_format(name)
    )
    return dict(kinds.most_common())


def print_json(result: Result, written: Sequence[Path], loads: Sequence[object]) -> None:
    """Print the incidents and what was read as JSON."""
    from geomap.export import dump_json

    content = {
        "incidents": [feature["properties"] for feature in result.incident_features["features"]],
        "unread_languages": result.run_record["unread_languages"],
        "ignored": list(result.corpus.ignored),
        "failed": [{"source": f.source, "reason": f.reason} for f in result.failures],
        "corrections": result.run_record["corrections"],
        "files": [str(path) for path in written],
        "loads": list(loads),
    }
    sys.stdout.buffer.write(dump_json(content))
