"""Where what a run has made goes: the files, the databases, and what is printed."""

from __future__ import annotations

import datetime as dt
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from rich.console import Console

from geomap.cli.printing import print_json, print_result
from geomap.cli.targets import load_databases, split_targets

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from geomap.documents import Failure
    from geomap.export import Slice
    from geomap.outputs import Outputs
    from geomap.result import Result


class Delivery(NamedTuple):
    """Where files go and which they are, and how much is printed."""

    folder: Path
    part: Slice
    """Which incidents."""
    databases: list[str]
    pages: Mapping[str, Any]
    """Formats, base map and what else `Outputs.write` takes."""
    messages: Console
    as_json: bool
    quiet: bool
    started: dt.datetime
    clock: float

    def begin(self) -> Delivery:
        """Return this with the time of now, from which a run counts."""
        return self._replace(started=dt.datetime.now(dt.UTC), clock=time.perf_counter())

    def deliver(self, result: Result) -> None:
        """Write the incidents of a run, or a part of them, and print what was written."""
        from geomap.stored import slice_result

        if not self.part.is_whole:
            self._deliver(slice_result(result, self.part), failures=result.failures)
            return
        written, loads = self._write(result)
        if self.as_json:
            print_json(result, written, loads)
        else:
            print_result(result, written, quiet=self.quiet)

    def map_stored(self, path: Path) -> None:
        """Write the pages and formats of an earlier run, or of a part of it."""
        from geomap.stored import read

        self._deliver(read(path, only=self.part))

    def _deliver(self, outputs: Outputs, *, failures: Sequence[Failure] = ()) -> None:
        written, loads = self._write(outputs)
        if self.as_json:
            _print_outputs_json(outputs, written, loads, failures)
        else:
            _print_outputs(outputs, written, quiet=self.quiet)

    def _write(self, outputs: Outputs) -> tuple[Sequence[Path], Sequence[object]]:
        written = outputs.write(
            self.folder,
            run_at=self.started.isoformat(timespec="seconds"),
            seconds=round(time.perf_counter() - self.clock, 3),
            **self.pages,
        )
        return written, load_databases(outputs.dataset, self.databases, messages=self.messages)


def plan_delivery(
    folder: Path,
    *,
    to: list[str] | None,
    tiles: str | None,
    tiles_credit: str | None,
    part: Slice,
    pages: Mapping[str, Any],
    as_json: bool,
    quiet: bool,
) -> Delivery:
    """Check what was asked for before any report is read: a wrong name is no reason to wait."""
    from geomap.export import DEFAULT_FORMATS, choose_formats
    from geomap.page import choose_tiles

    formats, databases = split_targets(to if to is not None else list(DEFAULT_FORMATS))
    choose_formats(formats)
    return Delivery(
        folder=folder,
        part=part,
        databases=databases,
        pages={**pages, "to": formats, "tiles": choose_tiles(tiles, tiles_credit)},
        messages=Console(stderr=True, soft_wrap=True),
        as_json=as_json,
        quiet=quiet,
        started=dt.datetime.now(dt.UTC),
        clock=time.perf_counter(),
    )


def refuse_options(path: Path, context: typer.Context, names: Collection[str]) -> None:
    """Reject options that are for reading reports, where the result of a run is mapped."""
    given = [
        f"--{name.replace('_', '-')}"
        for name in context.params
        if name in names
        and (source := context.get_parameter_source(name)) is not None
        and source.name != "DEFAULT"
    ]
    if given:
        msg = (
            f"{path} is the result of an earlier run, and no report is read; "
            f"{', '.join(given)} {'is' if len(given) == 1 else 'are'} for reports"
        )
        raise typer.BadParameter(msg)


def _print_outputs(outputs: Outputs, written: Sequence[Path], *, quiet: bool) -> None:
    if not quiet:
        tables = outputs.dataset.columns
        print(  # noqa: T201
            f"incidents: {tables['incidents'].num_rows}, "
            f"from {tables['documents'].num_rows} reports"
        )
    page = next(path for path in written if path.suffix == ".html")
    print(f"Map: {page.resolve()}" if sys.stdout.isatty() else f"Map: {page}")  # noqa: T201


def _print_outputs_json(
    outputs: Outputs,
    written: Sequence[Path],
    loads: Sequence[object],
    failures: Sequence[Failure],
) -> None:
    from geomap.export import dump_json

    content = {
        "incidents": [it["properties"] for it in outputs.incident_features["features"]],
        "slice": outputs.run_record.get("slice"),
        "failed": [{"source": it.source, "reason": it.reason} for it in failures],
        "files": [str(path) for path in written],
        "loads": list(loads),
    }
    sys.stdout.buffer.write(dump_json(content))
