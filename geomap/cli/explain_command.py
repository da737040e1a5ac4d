"""``geomap explain``: a report with everything that was understood in it, or one incident."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from geomap.cli.options import CorrectionFiles, GazetteerPaths, print_corrections
from geomap.cli.reading_options import Columns, FileFormat, make_reading, print_notices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geomap.export import Entry
    from geomap.result import Result

# The mark \b keeps click from joining the lines.
EXAMPLES = """\b
Examples:
  geomap explain report.txt
  geomap explain a.txt b.txt --json
  geomap explain report.txt --claims      only sentences that tell of something
  geomap explain reports/ --html read.html
  geomap explain ARM-AZE-2022-09-12-6957bc              an incident of corpus/
  geomap explain ARM-AZE-2022-09 reports/ --json        one of another folder

\b
What begins like an id, three capital letters and a hyphen, and is no
file here, is the id of an incident, or the beginning of one; what
follows is the corpus that it was found in. All that the incident rests
on is shown: who says so, how its day was counted, why each report
belongs, what each name was taken for, all figures, and the quotes with
their characters [start, end).

\b
Of reports: behind each sentence stands what was read in it: the event, its day and
place (in brackets where they were taken from beside the sentence), the
losses, whose word it is, and the incident that it became part of.

\b
Exit code 0: done. 1: done, but some files could not be read. 2: wrong
use, or nothing could be done."""

_INDENT = 4
_SAMPLE = Path("corpus")
_ID_START = re.compile("[A-Z]{3}-")


def explain(  # noqa: PLR0917 - typer makes each parameter an option
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT",
            help="Reports, or folders of them, as geomap map takes them. Or the id of an incident, "
            "or the beginning of one, and then where its reports are, by default corpus/.",
            show_default=False,
        ),
    ],
    columns: Columns = None,
    file_format: FileFormat = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="Leave out sentences in which nothing was read.")
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print all of it as JSON: a list of reports, or one incident."),
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(help="Write it as a page instead, one file that loads nothing."),
    ] = None,
    gazetteer: GazetteerPaths = None,
    border_km: Annotated[
        float,
        typer.Option(min=0.0, help="As given to geomap map, for the same incidents."),
    ] = 50.0,
    corrections: CorrectionFiles = None,
) -> None:
    """Show a report with everything that was understood in it, or all that an incident rests on."""
    from geomap.pipeline import run
    from geomap.settings import Settings

    first = str(files[0])
    is_incident = bool(_ID_START.match(first)) and not files[0].exists()
    if claims and is_incident:
        msg = "leaves out sentences of reports; there are none to leave out of an incident"
        raise typer.BadParameter(msg, param_hint="'--claims'")
    result = run(
        (files[1:] or [_SAMPLE]) if is_incident else files,
        reading=make_reading(columns, file_format=file_format),
        settings=Settings(border_km=border_km),
        gazetteer=[str(path) for path in gazetteer or ()],
        corrections=corrections or (),
    )
    if is_incident:
        _explain_incident(result, first, as_json=as_json, html=html)
    else:
        _explain_reports(result, only_claims=claims, as_json=as_json, html=html)
    messages = Console(stderr=True, soft_wrap=True)
    print_notices(messages, result.corpus.notices)
    for failure in result.failures:
        messages.print(f"skipped {failure.reason}", markup=False, highlight=False, style="yellow")
    if print_corrections(messages, result.corrections) or result.failures:
        raise typer.Exit(1)


def _explain_reports(
    result: Result, *, only_claims: bool, as_json: bool, html: Path | None
) -> None:
    reports = result.explain()

    def print_reports() -> None:
        console = Console(highlight=False)
        for report in reports:
            _print_report(report, console, only_claims=only_claims)

    def render() -> str:
        from geomap.page.explanation_page import render_explanations

        return render_explanations(reports)

    _put_out(reports, print_reports, render, as_json=as_json, html=html)


def _explain_incident(
    result: Result, incident_id: str, *, as_json: bool, html: Path | None
) -> None:
    story = result.explain_incident(incident_id)

    def render() -> str:
        from geomap.page.explanation_page import render_incident

        return render_incident(story)

    _put_out(story, lambda: _print_incident(story), render, as_json=as_json, html=html)


def _put_out(
    content: object,
    print_all: Callable[[], None],
    render: Callable[[], str],
    *,
    as_json: bool,
    html: Path | None,
) -> None:
    """Print as JSON, or on a terminal unless a page is asked for; write the page."""
    from geomap.export import dump_json, write_files

    if as_json:
        sys.stdout.buffer.write(dump_json(content) + b"\n")
    elif not html:
        print_all()
    if html:
        write_files(html.parent, {html.name: render().encode("utf-8")})
        Console(stderr=True, soft_wrap=True).print(f"Page: {html}", markup=False, highlight=False)


def _print_incident(story: Mapping[str, Any]) -> None:
    from geomap.export import iter_sections

    console = Console(highlight=False)
    console.print(Text(story["id"], style="bold"))
    console.print(Text(story["summary"]))
    for section in iter_sections(story):
        console.print()
        console.print(Text(section.title, style="bold"))
        for entry in section.entries:
            _print_entry(entry, console, indent=2)


def _print_entry(entry: Entry, console: Console, *, indent: int) -> None:
    """Print an entry, the words that it rests on, and what belongs below it."""
    lines = [Text(entry.words, "cyan" if entry.is_inferred else "")]
    if entry.quote:
        lines.append(Text(f"“{' '.join(entry.quote.split())}”", "italic"))
    for line, step in zip(lines, (0, 2), strict=False):
        console.print(Padding(line, (0, 0, 0, indent + step), expand=False))
    for below in entry.entries:
        _print_entry(below, console, indent=indent + 4)


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
