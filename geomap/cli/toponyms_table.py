"""The toponyms of a text as a table, for people at a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from geomap.cli.locate_command import describe_feature

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.documents.lines import IdentifiedDocument
    from geomap.model import Place, Resolution
    from geomap.places import Gazetteer
    from geomap.places.toponyms import ToponymOptions

_WIDE, _NARROW = 100, 70
"""Columns of a terminal from which on all columns of the table fit, and nearly all."""
_MOST_CANDIDATES = 2
_MOST_COUNTRIES = 2
"""More than these do not fit into a column; JSON lines have them all."""


def make_table_writer(
    options: ToponymOptions, gazetteer: Gazetteer
) -> Callable[[IdentifiedDocument, Sequence[Resolution]], None]:
    """Return a function that prints a table for each document, a row for each name and place."""
    from geomap.places.toponyms import select_resolutions

    console = Console()

    def write(text: IdentifiedDocument, resolutions: Sequence[Resolution]) -> None:
        rows = Counter(
            _make_row(resolution, options, gazetteer)
            for resolution in select_resolutions(resolutions, options=options)
        )
        console.print(Text(_printable(str(text.id)), style="bold"))
        if rows:
            console.print(_make_table(rows, width=console.width, options=options))
        else:
            console.print(Text("no places named", style="dim"))
        console.print()

    return write


Row = tuple[tuple[str, str], ...]


def _make_row(resolution: Resolution, options: ToponymOptions, gazetteer: Gazetteer) -> Row:
    """Return the cells of a name by their heading; equal for each mention of one meaning."""
    mention, place = resolution.mention, resolution.place
    cells = {
        "in the text": _printable(" ".join(mention.text.split())),
        "kind": mention.kind.value,
        "place": place.name if place else "–",
        "feature": describe_feature(place.feature_code) if place else "",
        "country": _name_countries(place, gazetteer),
        "lon": "–" if place is None or place.lon is None else f"{place.lon:.4f}",
        "lat": "–" if place is None or place.lat is None else f"{place.lat:.4f}",
        "id": place.id if place else "",
        "or": _name_candidates(resolution) if options.candidates else "",
    }
    return tuple(cells.items())


def _name_candidates(resolution: Resolution) -> str:
    others = [c for c in resolution.candidates if c.place != resolution.place]
    return ", ".join(
        f"{candidate.place.name} ({candidate.place.country or '–'}) {candidate.score:g}"
        for candidate in others[:_MOST_CANDIDATES]
    )


def _name_countries(place: Place | None, gazetteer: Gazetteer) -> str:
    if place is None:
        return ""
    if len(place.countries) > _MOST_COUNTRIES:
        return f"{len(place.countries)} countries"
    return " / ".join(map(gazetteer.country_name, sorted(place.countries)))


def _make_table(rows: Counter[Row], *, width: int, options: ToponymOptions) -> Table:
    left_out = set() if options.demonyms or options.embedded else {"kind"}
    if not options.candidates:
        left_out.add("or")
    if width < _WIDE:
        left_out.add("id")
    if width < _NARROW:
        left_out |= {"feature", "kind"}
    shown = [name for name, _ in next(iter(rows)) if name not in left_out]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in shown:
        is_number = name in {"lon", "lat"}
        table.add_column(
            name,
            justify="right" if is_number else "left",
            no_wrap=is_number or name in {"id", "kind"},
            overflow="fold",
        )
    for row, count in rows.items():
        cells = dict(row)
        cells["in the text"] += f" ×{count}" if count > 1 else ""
        table.add_row(*(Text(cells[name]) for name in shown))
    return table


def _printable(text: str) -> str:
    """Return a text without what would steer the terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
