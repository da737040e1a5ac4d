"""``geomap cache``: what is kept of earlier runs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="cache",
    help="Show or clear what is kept of reports that were read before.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Folder = Annotated[
    Path | None,
    typer.Option("--cache", help="As given to geomap map. [default: in your cache folder]"),
]
_MEGA = 1e6


@app.command("info")
def show(cache: Folder = None) -> None:
    """List the files of the cache: a version of geomap and its data each, the last used first."""
    from geomap.cache import list_cache
    from geomap.folders import find_cache_folder

    folder = cache or find_cache_folder()
    files = list_cache(folder)
    for file in files:
        day = dt.datetime.fromtimestamp(file.used, tz=dt.UTC).date()
        number = "not readable" if file.answers is None else f"{file.answers:,} reports"
        typer.echo(f"{file.path}  {file.bytes / _MEGA:,.1f} MB  {number}  last used {day}")
    if not files:
        typer.echo(f"{folder}: nothing is kept")


@app.command("clear")
def clear(cache: Folder = None) -> None:
    """Remove all of it; the next run reads every report anew."""
    from geomap.cache import clear_cache
    from geomap.folders import find_cache_folder

    folder = cache or find_cache_folder()
    typer.echo(f"{folder}: {clear_cache(folder) / _MEGA:,.1f} MB removed")
