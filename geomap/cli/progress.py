"""Progress on stderr: how many reports are read, how many a second, and how long it still takes."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import PurePath
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rich.console import Console
    from rich.progress import Task

    from geomap.documents import ReadOptions
    from geomap.reports import Batch, Track

_ONE_EACH: Final = frozenset({".txt", ".html", ".htm", ".md", ".eml"})
"""Files that are one report: of them alone it is known beforehand how many there are."""


@contextmanager
def show_progress(
    console: Console, paths: Sequence[Path], reading: ReadOptions, *, shown: bool
) -> Iterator[Track]:
    """Give what wraps the batches of a run, and show what becomes of them on a terminal.

    Parameters
    ----------
    console
        Of stderr.
    paths
        Of the corpus, which is counted while it is being read.
    reading
        How it is read.
    shown
        Not with --quiet; where stderr is no terminal, nothing is shown either.
    """
    if not (shown and console.is_terminal):
        yield iter
        return
    columns = (TextColumn("{task.description}"), BarColumn(), _Counts(), TimeRemainingColumn())
    stopped = Event()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Reading reports", total=None)

        def count() -> None:
            number = _count_reports(paths, reading, stopped)
            if number is not None:
                progress.update(task, total=number)

        def track(batches: Iterable[Batch]) -> Iterator[Batch]:
            for batch in batches:
                yield batch
                progress.advance(task, len(batch))
            progress.update(task, description="Linking and writing")

        Thread(target=count, daemon=True).start()
        try:
            yield track
        finally:
            stopped.set()


class _Counts(ProgressColumn):
    """Reports done, of how many, and how many a second."""

    def render(self, task: Task) -> Text:
        """Return them as text."""
        of = "" if task.total is None else f" of {task.total:,.0f}"
        speed = "" if task.speed is None else f", {task.speed:,.0f} a second"
        return Text(f"{task.completed:,.0f}{of}{speed}")


def _count_reports(paths: Sequence[Path], reading: ReadOptions, stopped: Event) -> int | None:
    """Return how many reports a corpus has; ``None`` where only reading its files would tell."""
    # Loaded here, as everything that --help does without.
    from geomap.documents import Failure, iter_sources
    from geomap.documents.records import ignore_remark
    from geomap.errors import GeomapError

    number = 0
    if reading.format is not None:
        return None
    try:
        for source in iter_sources(paths, options=reading, report=ignore_remark):
            if stopped.is_set():
                return None
            if isinstance(source, Failure):
                continue
            if PurePath(source.path).suffix.lower() not in _ONE_EACH:
                return None
            number += 1
    except GeomapError:
        # The run itself says so.
        return None
    return number
