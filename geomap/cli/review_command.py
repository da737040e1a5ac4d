"""``geomap review``: the sheet in which a person corrects incidents and names, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from geomap.cli.options import (
    SAMPLE,
    CorpusPaths,
    CorrectionFiles,
    GazetteerPaths,
    print_corrections,
)
from geomap.cli.reading_options import Columns, FileFormat, make_reading, print_notices

if TYPE_CHECKING:
    from geomap.outputs import Outputs

# The mark \b keeps click from joining the lines.
EXAMPLES = """\b
Examples:
  geomap review                          review.csv of the sample corpus
  geomap review reports/ -o check.csv    of a folder of reports
  geomap review --from output/           of an earlier run, without reading it again
  geomap review --collect review.csv --author "A. Name"
                                         the edited cells, into corrections.csv
  geomap map reports/ --corrections corrections.csv

\b
In the sheet: change a day, a type, a status, a place, lon and lat, or a
count, or write reject, merge OTHER-ID or split FILE under action; say why
under reason, and who you are under author. A name that is not in the
gazetteer gets its place, or lon and lat. docs/corrections.md tells more.

\b
Exit code 0: done. 1: done, but some reports or rows could not be used.
2: wrong use, or nothing could be done."""


def review(  # noqa: PLR0917 - typer makes each parameter an option
    corpus: CorpusPaths = None,
    columns: Columns = None,
    file_format: FileFormat = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The sheet, review.csv unless given; with --collect the file that corrections "
            "are added to, corrections.csv unless given.",
            show_default=False,
        ),
    ] = None,
    stored: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="Review an earlier run: incidents.gpkg, or the folder it stands in.",
            show_default=False,
        ),
    ] = None,
    collect: Annotated[
        list[Path] | None,
        typer.Option(
            help="Edited reviews: their edits become rows of corrections.", show_default=False
        ),
    ] = None,
    author: Annotated[
        str, typer.Option(help="Who corrected, for rows of --collect that do not say so.")
    ] = "",
    gazetteer: GazetteerPaths = None,
    border_km: Annotated[
        float,
        typer.Option(min=0.0, help="As given to geomap map, for the same incidents."),
    ] = 50.0,
    corrections: CorrectionFiles = None,
) -> None:
    """Write a sheet in which a person corrects incidents and names, or collect what they wrote."""
    if collect:
        if corpus or stored:
            msg = "takes edited reviews alone, no reports and no --from"
            raise typer.BadParameter(msg, param_hint="'--collect'")
        _collect(collect, output or Path("corrections.csv"), author=author.strip())
        return
    if stored and (corpus or corrections):
        msg = "is a run as it was written: give no reports and no --corrections beside it"
        raise typer.BadParameter(msg, param_hint="'--from'")
    messages = Console(stderr=True, soft_wrap=True)
    if stored:
        from geomap.stored import read

        _write(read(stored), output, messages)
        return
    from geomap.pipeline import run
    from geomap.settings import Settings

    result = run(
        corpus or [SAMPLE],
        reading=make_reading(columns, file_format=file_format),
        settings=Settings(border_km=border_km),
        gazetteer=gazetteer or (),
        corrections=corrections or (),
    )
    print_notices(messages, result.corpus.notices)
    for failure in result.failures:
        messages.print(f"skipped {failure.reason}", markup=False, highlight=False, style="yellow")
    is_misfit = print_corrections(messages, result.corrections)
    _write(result, output, messages)
    if result.failures or is_misfit:
        raise typer.Exit(1)


def _write(outputs: Outputs, path: Path | None, messages: Console) -> None:
    written = outputs.write_review(path or Path("review.csv"))
    incidents = outputs.dataset.columns["incidents"].num_rows
    names = {entry["name"] for entry in outputs.run_record.get("unresolved", ())}
    messages.print(
        f"{incidents} incidents and {len(names)} names to check", markup=False, highlight=False
    )
    print(written)  # noqa: T201


def _collect(reviews: list[Path], output: Path, *, author: str) -> None:
    from geomap.review import append_corrections, read_corrections

    messages = Console(stderr=True, soft_wrap=True)
    found = read_corrections(reviews, author=author)
    for fault in found.faults:
        messages.print(f"left out: {fault}", markup=False, highlight=False, style="yellow")
    if found.rows:
        append_corrections(output, found.rows)
        print(output)  # noqa: T201
    messages.print(
        f"{len(found.rows)} corrections collected, {len(found.faults)} rows left out",
        markup=False,
        highlight=False,
    )
    if found.faults:
        raise typer.Exit(1)
    if not found.rows:
        messages.print("geomap: nothing was edited; nothing was written", markup=False)
        raise typer.Exit(2)
