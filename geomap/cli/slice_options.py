"""``--since``, ``--until``, ``--border``, ``--bbox``: a slice of a result."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.export import Slice

_PANEL = "A slice of the result"
_NUMBERS = 4

Since = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="<YYYY-MM-DD>",
        help="Only incidents of this day and later; undated ones are left out.",
        rich_help_panel=_PANEL,
        show_default=False,
    ),
]
Until = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="<YYYY-MM-DD>",
        help="Only incidents of this day and earlier; undated ones are left out.",
        rich_help_panel=_PANEL,
        show_default=False,
    ),
]
OnlyBorder = Annotated[
    list[str] | None,
    typer.Option(
        "--border",
        metavar="<codes>",
        help="Only incidents of the border between these two countries: ARM-AZE. May be given "
        "several times.",
        rich_help_panel=_PANEL,
        show_default=False,
    ),
]
Bbox = Annotated[
    str | None,
    typer.Option(
        metavar="<w,s,e,n>",
        help="Only incidents with a point or a site in this box: west,south,east,north in degrees, "
        "WGS 84.",
        rich_help_panel=_PANEL,
        show_default=False,
    ),
]


def make_slice(
    *,
    since: dt.datetime | None,
    until: dt.datetime | None,
    border: list[str] | None,
    bbox: str | None,
) -> Slice:
    """Return the slice that was asked for; of what is none, say what was expected."""
    from geomap.export import Slice

    try:
        return Slice(
            since=since.date() if since else None,
            until=until.date() if until else None,
            borders=tuple(dict.fromkeys(_read_border(text) for text in border or ())),
            bbox=_read_bbox(bbox) if bbox is not None else None,
        )
    except ValueError as error:
        raise typer.BadParameter(
            str(error), param_hint="'--bbox'" if bbox else "'--since' and '--until'"
        ) from error


def _read_border(text: str) -> str:
    """Return the id of a border given as "aze,arm" or "ARM-AZE"."""
    codes = sorted(part.strip() for part in text.upper().replace(",", "-").split("-"))
    if len(codes) != 2 or not all(len(code) == 3 and code.isalpha() for code in codes):  # noqa: PLR2004 - ISO alpha-3
        msg = f"expected two ISO 3166-1 alpha-3 codes, like ARM-AZE, got {text!r}"
        raise typer.BadParameter(msg, param_hint="'--border'")
    return "-".join(codes)


def _read_bbox(text: str) -> tuple[float, float, float, float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != _NUMBERS:
        msg = f"expected west,south,east,north, like 44.7,40.5,46,41.3, got {text!r}"
        raise typer.BadParameter(msg, param_hint="'--bbox'")
    west, south, east, north = numbers
    return west, south, east, north


def is_result(path: Path) -> bool:
    """Tell whether a path is the result of an earlier run, not a corpus."""
    from geomap.export import find_parts

    if not path.is_dir():
        return path.suffix == ".gpkg" and path.is_file()
    if (path / "incidents.parquet").is_file() or find_parts(path) is not None:
        return True
    # Somebody may have mapped a folder of reports into itself.
    is_output = (path / "run.json").is_file() and not any(path.glob("*.txt"))
    return is_output and any((path / name).exists() for name in ("incidents.gpkg", "geoparquet"))
