"""Options of where reports are read and what is kept of them, and watching a folder."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

# Named here, not imported: the command's help must not wait for what runs it.
ENGINES: Final = ("auto", "serial", "processes", "dask")
_LEAST_PAUSE: Final = 1.0
"""Seconds between two looks at a folder; it must stand still from one to the next."""
_PAUSE_SHARE: Final = 20
"""A look at a large folder takes long: the pause is so many times as long."""

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console

    from geomap.engine import Runner

Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="|".join(ENGINES),
        help="Where reports are read: here (serial), in a process for each core (processes), or on "
        "Dask. auto: in processes, but a small corpus here.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1, help="Processes that read reports. [default: one a core]", show_default=False
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        help="A running Dask scheduler: tcp://10.0.0.5:8786. Without it --engine dask "
        "starts a cluster on this machine."
    ),
]
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        help="Folder in which what was understood of each report is kept for the next run. "
        "[default: in your cache folder]",
        show_default=False,
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every report anew; keep nothing.")]
Watch = Annotated[
    bool,
    typer.Option("--watch", help="Map again whenever reports come, go or change, until Ctrl-C."),
]


def make_runner(engine: str, *, workers: int | None, scheduler: str | None) -> Runner:
    """Return what was asked for."""
    from geomap.engine import choose_runner

    return choose_runner(engine, workers=workers, scheduler=scheduler)


def choose_cache(folder: Path | None, *, is_off: bool) -> Path | None:
    """Return the folder of the cache, ``None`` for none."""
    from geomap.folders import find_cache_folder

    if is_off:
        return None
    return folder if folder is not None else find_cache_folder()


def iter_changes(
    paths: Sequence[Path], *, aside: Path, pause: Callable[[float], None] = time.sleep
) -> Iterator[int]:
    """Yield once, and then whenever files have changed and stand still again.

    Polling, as it works on every file system, also on network shares, which tell of no changes.

    Parameters
    ----------
    paths
        Files and folders.
    aside
        The folder that is written into: what changes there is our own doing.
    pause
        Waits for some seconds.

    Yields
    ------
    int
        How many files there are.
    """
    known: dict[str, tuple[int, int]] | None = None
    while True:
        begun = time.monotonic()
        found = _look(paths, aside)
        wait = max(_LEAST_PAUSE, _PAUSE_SHARE * (time.monotonic() - begun))
        if found != known:
            pause(wait)
            if _look(paths, aside) != found:
                # Somebody is still copying.
                continue
            known = found
            yield len(found)
        pause(wait)


def keep_mapping(
    map_once: Callable[[], None], paths: Sequence[Path], *, aside: Path, console: Console
) -> None:
    """Map now and whenever reports change, until Ctrl-C; a run that fails leaves what was there."""
    from geomap.errors import GeomapError

    for number in iter_changes(paths, aside=aside):
        try:
            if number:
                map_once()
        except GeomapError as error:
            console.print(
                f"geomap: {error}; what was written before stays", markup=False, highlight=False
            )
        except typer.Exit:
            # It has said what failed.
            pass
        console.print("watching for reports that come, go or change; Ctrl-C ends", style="dim")


def _look(paths: Sequence[Path], aside: Path) -> dict[str, tuple[int, int]]:
    """Return the files with their times and sizes."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [os.fspath(path) for path in paths]
    own = os.fspath(aside.absolute())
    while waiting:
        name = waiting.pop()
        try:
            if not os.path.isdir(name):  # noqa: PTH112 - a look at 100,000 files must be quick
                stat = os.stat(name)  # noqa: PTH116
                found[name] = (stat.st_mtime_ns, stat.st_size)
                continue
            with os.scandir(name) as entries:
                waiting += [
                    entry.path
                    for entry in entries
                    if not entry.name.startswith(".") and os.path.abspath(entry.path) != own  # noqa: PTH100
                ]
        except OSError:
            # It has gone while we were looking.
            continue
    return found
