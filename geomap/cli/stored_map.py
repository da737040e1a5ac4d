"""``geomap map`` on the result of an earlier run, and on a slice of any result."""

from __future__ import annotations

import datetime as dt
import sys
import time
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from geomap.cli.targets import load_databases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geomap.documents import Failure
    from geomap.export import Slice
    from geomap.outputs import Outputs


def map_stored(
    path: Path,
    part: Slice,
    write: Callable[[Outputs, dt.datetime, float], list[Path]],
    *,
    databases: list[str],
    as_json: bool,
    quiet: bool,
) -> None:
    """Write the pages and formats of an earlier run, or of a slice of it."""
    from geomap.stored import read

    started, clock = dt.datetime.now(dt.UTC), time.perf_counter()
    stored = read(path, only=part)
    written = write(stored, started, clock)
    loads = load_databases(stored.dataset, databases, messages=Console(stderr=True, soft_wrap=True))
    print_outputs(stored, written, loads, as_json=as_json, quiet=quiet)


def print_outputs(
    outputs: Outputs,
    written: Sequence[Path],
    loads: Sequence[object],
    *,
    failures: Sequence[Failure] = (),
    as_json: bool,
    quiet: bool,
) -> None:
    """Print what was written: how many incidents and reports, and the path of the page; or JSON."""
    if as_json:
        from geomap.export import dump_json

        content = {
            "incidents": [it["properties"] for it in outputs.incident_features["features"]],
            "slice": outputs.run_record.get("slice"),
            "failed": [{"source": it.source, "reason": it.reason} for it in failures],
            "files": [str(path) for path in written],
            "loads": list(loads),
        }
        sys.stdout.buffer.write(dump_json(content))
        return
    if not quiet:
        tables = outputs.dataset.columns
        print(  # noqa: T201
            f"incidents: {tables['incidents'].num_rows}, "
            f"from {tables['documents'].num_rows} reports"
        )
    page = next(path for path in written if path.suffix == ".html")
    print(f"Map: {page.resolve()}" if sys.stdout.isatty() else f"Map: {page}")  # noqa: T201


def refuse_options(path: Path, **given: object) -> None:
    """Reject options that are for reading reports, where the result of a run is mapped."""
    names = [f"--{name.replace('_', '-')}" for name, value in given.items() if value]
    if names:
        msg = (
            f"{path} is the result of an earlier run, and no report is read; "
            f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} for reports"
        )
        raise typer.BadParameter(msg)
