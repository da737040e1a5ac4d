"""``geomap explain``: a report with everything that was understood in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from geomap.cli.options import GazetteerPaths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# The mark \b keeps click from joining the lines.
EXAMPLES = """\b
Examples:
  geomap explain report.txt
  geomap explain a.txt b.txt --json
  geomap explain report.txt --claims      only sentences that tell of something
  geomap explain reports/ --html read.html

\b
Behind each sentence stands what was read in it: the event, its day and
place (in brackets where they were taken from beside the sentence), the
losses, whose word it is, and the incident that it became part of.

\b
Exit code 0: done. 1: done, but some files could not be read. 2: wrong
use, or nothing could be done."""

_INDENT = 4


def explain(
    files: Annotated[
        list[Path], typer.Argument(help="Reports, one .txt a report, or folders of them.")
    ],
    claims: Annotated[
        bool, typer.Option("--claims", help="Leave out sentences in which nothing was read.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print all of it as JSON, a list of reports.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(help="Write it as a page instead, one file that loads nothing."),
    ] = None,
    gazetteer: GazetteerPaths = None,
) -> None:
    """Show a report with everything that was understood in it, sentence by sentence."""
    from geomap.pipeline import run

    result = run(files, gazetteer=[str(path) for path in gazetteer or ()])
    reports = result.explain()
    if as_json:
        from geomap.export import dump_json

        sys.stdout.buffer.write(dump_json(reports) + b"\n")
    elif not html:
        console = Console(highlight=False)
        for report in reports:
            _print_report(report, console, only_claims=claims)
    if html:
        _write_page(html, reports)
    for failure in result.failures:
        Console(stderr=True, soft_wrap=True).print(
            f"skipped {failure.reason}", markup=False, highlight=False, style="yellow"
        )
    if result.failures:
        raise typer.Exit(1)


def _print_report(report: Mapping[str, Any], console: Console, *, only_claims: bool) -> None:
    _print_heading(report, console)
    for sentence in report["sentences"]:
        if not sentence["claims"]:
            if not only_claims:
                console.print(Text(sentence["text"], style="dim"))
            continue
        console.print(Text(sentence["text"]))
        for claim in sentence["claims"]:
            line = Text(" · ".join(_iter_parts(claim)), style="cyan")
            console.print(Padding(line, (0, 0, 0, _INDENT)))
    console.print()
    for incident in report["incidents"]:
        console.print(Text(incident["summary"]))
        for reason in incident["reasons"]:
            console.print(Padding(Text(f"{incident['id']}: {reason}", "cyan"), (0, 0, 0, _INDENT)))
    if not report["incidents"]:
        console.print(Text("No incident."))
    unknown = [it["text"] for it in report["places"] if it["name"] is None]
    if unknown:
        console.print(Text(f"Not in the gazetteer: {', '.join(unknown)}", style="yellow"))
    console.print()


def _print_heading(report: Mapping[str, Any], console: Console) -> None:
    published = report["published"] or "no day of publication found"
    console.print(Text(report["source"], style="bold"))
    console.print(Text(" · ".join([published, "–".join(report["parties"]) or "no two states"])))
    if not report["is_read"]:
        words = f"No rules for its language ({report['language']}): only its places were read."
        console.print(Text(words, style="yellow"))
    console.print()


def _iter_parts(claim: Mapping[str, Any]) -> Iterator[str]:
    """Yield in words what a claim says; in brackets what its sentence does not say itself."""
    from geomap.export import iter_facts

    for fact in iter_facts(claim):
        words = f"{fact.lead}{fact.words}"
        yield f"({words})" if fact.is_inferred else words
    yield claim["incident"] or "in no incident"


def _write_page(path: Path, reports: Sequence[Mapping[str, Any]]) -> None:
    from geomap.export import write_files
    from geomap.page.explanation_page import render_explanations

    write_files(path.parent, {path.name: render_explanations(reports).encode("utf-8")})
    Console(stderr=True, soft_wrap=True).print(f"Page: {path}", markup=False, highlight=False)
