"""``geomap map``: a folder of reports to a page and files."""

from __future__ import annotations

import datetime as dt
import sys
import time
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from geomap.cli.options import (
    SAMPLE,
    CorpusPaths,
    CorrectionFiles,
    GazetteerPaths,
    Online,
    OnlineContact,
    OnlineHost,
    OnlineUser,
    make_online,
    print_corrections,
    print_online,
)
from geomap.cli.progress import show_progress
from geomap.cli.reading_options import (
    Columns,
    FileFormat,
    FilesFrom,
    Html,
    HtmlReader,
    join_lists,
    make_reading,
    print_notices,
)
from geomap.cli.running import (
    CacheFolder,
    Engine,
    NoCache,
    Scheduler,
    Watch,
    Workers,
    choose_cache,
    keep_mapping,
    make_runner,
)
from geomap.cli.slice_options import Bbox, OnlyBorder, Since, Until, is_result, make_slice
from geomap.cli.stored_map import map_stored, print_outputs, refuse_options
from geomap.cli.targets import OptionalTargets, load_databases, split_targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.outputs import Outputs
    from geomap.result import Result

_STATUS_WORDS = {"confirmed_by_both": "both sides"}
# The mark \b keeps click from joining the lines.
EXAMPLES = """\b
Examples:
  geomap map                        map the sample corpus into output/
  geomap map reports/ -o out/       a folder of reports
  geomap map "2021/**/*.html" news.csv.gz archive.zip
  geomap map news.parquet --columns text=body,date=published
  zcat news.jsonl.gz | geomap map -
  find . -name "*.txt" | geomap map --files-from -
  geomap map a.txt b.txt --json     the incidents as JSON, for a script
  geomap map reports/ --to gpkg,kml,xlsx
  geomap map reports/ --to postgresql://analyst@localhost/news
  geomap map --by-day                also a page for each day, in output/days/
  geomap map --tiles https://tile.openstreetmap.org/{z}/{x}/{y}.png
  geomap map --gazetteer villages.csv --border-file line.gpkg
  geomap map --online nominatim     ask for names that the gazetteer lacks
  geomap map --corrections corrections.csv      what a person has corrected
  geomap map news/ --watch          again whenever reports come
  geomap map news/ --engine dask --scheduler tcp://10.0.0.5:8786
  geomap map reports/ --to geoparquet-parts     files by year and border
  geomap map output/ --since 2022-09-01 --until 2022-09-30 -o september/
  geomap map output/ --border ARM-AZE --bbox 44.7,40.5,46,41.3 -o tavush/

\b
Exit code 0: done. 1: done, but some documents or corrections failed
(run.json names them). 2: wrong use, or nothing could be done."""
_MIN_WIDTHS = {"date": 10, "event": 11, "place": 9}
"""Columns that a word of these takes; other columns are as wide as their heading."""
_WIDE, _NARROW = 90, 76
"""Columns of a terminal from which on all columns of the table fit, and nearly all."""


def map_corpus(  # noqa: PLR0917 - typer makes each parameter an option
    corpus: CorpusPaths = None,
    files_from: FilesFrom = None,
    columns: Columns = None,
    file_format: FileFormat = None,
    html: Html = HtmlReader.FAST,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="Folder for the page and the files; made if missing."),
    ] = Path("output"),
    to: OptionalTargets = None,
    border_km: Annotated[
        float,
        typer.Option(
            min=0.0, help="Places further from the border than this are not attached to it."
        ),
    ] = 50.0,
    title: Annotated[str | None, typer.Option(help="Title of the page.")] = None,
    tiles: Annotated[
        str | None,
        typer.Option(
            help="Online base map for the page: an address with {z}, {x} and {y}, or a name of "
            "xyzservices. Without it the page asks for nothing.",
            show_default=False,
        ),
    ] = None,
    tiles_credit: Annotated[
        str | None, typer.Option(help="Who made the tiles, as their licence asks for.")
    ] = None,
    by_day: Annotated[
        bool,
        typer.Option("--by-day", help="Write a page for each day too, with an index: days/."),
    ] = False,
    gazetteer: GazetteerPaths = None,
    border_file: Annotated[
        list[Path] | None,
        typer.Option(
            help="A border line of your own in place of the shipped one: lines, or the polygons of "
            "two countries, of any GIS format.",
            show_default=False,
        ),
    ] = None,
    border_sides: Annotated[
        str | None,
        typer.Option(
            help="Whose border the file holds, when its columns do not say so: ARM,AZE.",
        ),
    ] = None,
    online: Online = None,
    online_host: OnlineHost = None,
    online_user: OnlineUser = None,
    online_contact: OnlineContact = None,
    corrections: CorrectionFiles = None,
    engine: Engine = "auto",
    workers: Workers = None,
    scheduler: Scheduler = None,
    cache: CacheFolder = None,
    no_cache: NoCache = False,
    watch: Watch = False,
    since: Since = None,
    until: Until = None,
    only_border: OnlyBorder = None,
    bbox: Bbox = None,
    split: Annotated[
        bool,
        typer.Option(
            "--split",
            help="Put the details of more than 50,000 incidents into map-details/ beside the map.",
        ),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the result as JSON on stdout instead of a table.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing but errors and the page's path.")
    ] = False,
) -> None:
    """Map reports, or an earlier result: write map.html, border.html, run.json, and --to."""
    from geomap.export import DEFAULT_FORMATS, choose_formats
    from geomap.page import choose_tiles
    from geomap.pipeline import run
    from geomap.settings import Settings
    from geomap.stored import slice_result

    formats, databases = split_targets(to if to is not None else list(DEFAULT_FORMATS))
    # Before the reports are read: a wrong name is no reason to wait.
    choose_formats(formats)
    base_map = choose_tiles(tiles, tiles_credit)
    part = make_slice(since=since, until=until, border=only_border, bbox=bbox)
    write = partial(_write, folder=output, to=formats, tiles=base_map, by_day=by_day, split=split)
    if corpus and len(corpus) == 1 and is_result(corpus[0]):
        refuse_options(
            corpus[0],
            gazetteer=gazetteer,
            border_file=border_file,
            online=online,
            corrections=corrections,
            title=title,
            watch=watch,
        )
        map_stored(corpus[0], part, write, databases=databases, as_json=as_json, quiet=quiet)
        return
    messages = Console(stderr=True, soft_wrap=True)
    runner = make_runner(engine, workers=workers, scheduler=scheduler)
    paths = join_lists(corpus, files_from) or [SAMPLE]
    reading = make_reading(columns, file_format=file_format, html=html)

    def map_once() -> None:
        started, clock = dt.datetime.now(dt.UTC), time.perf_counter()
        geocoder = make_online(online, host=online_host, user=online_user, contact=online_contact)
        with (
            show_progress(messages, paths, reading, shown=not quiet) as track,
            geocoder or nullcontext(),
        ):
            result = run(
                paths,
                reading=reading,
                settings=Settings(border_km=border_km, title=title),
                gazetteer=gazetteer or (),
                border_files=dict.fromkeys(border_file or (), _read_sides(border_sides)),
                online=geocoder,
                corrections=corrections or (),
                runner=runner,
                cache=choose_cache(cache, is_off=no_cache),
                track=track,
            )
        has_failed = _print_reading(messages, result, quiet=quiet)
        outputs = result if part.is_whole else slice_result(result, part)
        written = write(outputs, started, clock)
        loads = load_databases(outputs.dataset, databases, messages=messages)
        if not part.is_whole:
            print_outputs(
                outputs, written, loads, failures=result.failures, as_json=as_json, quiet=quiet
            )
        elif as_json:
            _print_json(result, written, loads)
        else:
            _print_result(result, written, quiet=quiet)
        if has_failed:
            raise typer.Exit(1)

    if watch:
        keep_mapping(map_once, paths, aside=output, console=messages)
    else:
        map_once()


def _write(
    outputs: Outputs,
    started: dt.datetime,
    clock: float,
    *,
    folder: Path,
    **options: Any,  # noqa: ANN401 - those of `Outputs.write`
) -> list[Path]:
    return outputs.write(
        folder,
        run_at=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - clock, 3),
        **options,
    )


def _read_sides(text: str | None) -> tuple[str, str] | None:
    """Return two ISO alpha-3 codes given as "ARM,AZE"."""
    if text is None:
        return None
    codes = text.upper().replace("-", ",").split(",")
    if len(codes) != 2:  # noqa: PLR2004 - two sides
        msg = f"expected two ISO 3166-1 alpha-3 codes, like ARM,AZE, got {text!r}"
        raise typer.BadParameter(msg, param_hint="'--border-sides'")
    return codes[0].strip(), codes[1].strip()


def _print_reading(messages: Console, result: Result, *, quiet: bool) -> bool:
    """Say what was guessed, and what could not be read or used; return whether any was.

    End here where no report could be read.
    """
    print_online(messages, result.online)
    is_misfit = print_corrections(messages, result.corrections)
    if not quiet:
        print_notices(messages, result.corpus.notices)
    for failure in result.failures:
        messages.print(f"skipped {failure.reason}", markup=False, highlight=False, style="yellow")
    if not result.corpus.documents:
        messages.print("geomap: no report could be read; nothing was written", markup=False)
        raise typer.Exit(2)
    return bool(result.failures) or is_misfit


def _print_result(result: Result, written: Sequence[Path], *, quiet: bool) -> None:
    console = Console()
    page = next(path for path in written if path.suffix == ".html")
    if not quiet:
        console.print(_make_table(result, width=console.width))
        console.print(_describe(result), highlight=False)
    index = next((path for path in written if path.match("days/index.html")), None)
    for name, path in (("Map", page), ("Days", index)):
        if path:
            # The path alone on its line and unwrapped, so that a terminal makes it a link.
            print(f"{name}: {path.resolve() if sys.stdout.isatty() else path}")  # noqa: T201


def _make_table(result: Result, *, width: int) -> Table:
    """Make the table of incidents; a narrow terminal gets fewer columns, never cut words."""
    from geomap.export import name_event

    names = ["date", "event", "place", "km", "killed", "wounded", "status", "reports"]
    if width < _WIDE:
        names.remove("reports")
    if width < _NARROW:
        names = ["date", "place", "killed", "wounded"]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in names:
        is_number = name in {"km", "killed", "wounded", "reports"}
        table.add_column(
            name,
            justify="right" if is_number else "left",
            no_wrap=name not in {"place", "event"},
            min_width=_MIN_WIDTHS.get(name, len(name)),
        )
    features = result.incident_features["features"]
    for incident, feature in zip(result.records, features, strict=True):
        row = feature["properties"]
        cells = {
            "date": _date(row),
            "event": name_event(incident.sub_event_type),
            "place": (row["place"] or "–").removesuffix(" District").removesuffix(" Province"),
            "km": "–" if row["border_km"] is None else f"{row['border_km']:.0f}",
            "killed": _count(row["killed"]),
            "wounded": _count(row["wounded"]),
            "status": _STATUS_WORDS.get(row["status"], row["status"]),
            "reports": str(row["source_count"]),
        }
        table.add_row(*(cells[name] for name in names))
    return table


def _date(row: dict[str, Any]) -> str:
    start, end = row["date_start"], row["date_end"]
    if end is None:
        return start or "undated"
    if start is None:
        return f"until {end}"
    return str(start) if start == end else f"{start}…{end[8:] if end[:7] == start[:7] else end}"


def _count(value: int | None) -> str:
    return "–" if value is None else str(value)


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _describe(result: Result) -> str:
    reports, incidents = len(result.corpus.documents), len(result.records)
    parts = [f"{_plural(incidents, 'incident')} from {_plural(reports, 'report')}"]
    unlocated = sum(f["geometry"] is None for f in result.incident_features["features"])
    if unlocated:
        parts.append(f"{unlocated} without a point")
    if result.failures:
        parts.append(f"{_plural(len(result.failures), 'file')} skipped")
    if result.corrections:
        parts.append(f"{_plural(len(result.corrections.applied), 'correction')} applied")
    unread = result.run_record["unread_languages"]
    if unread:
        languages = ", ".join(f"{number} {language}" for language, number in unread.items())
        parts.append(f"no events read in languages without rules ({languages})")
    unresolved = len(result.run_record["unresolved"])
    if unresolved:
        parts.append(f"{_plural(unresolved, 'name')} not in the gazetteer (run.json)")
    return "; ".join(parts)


def _print_json(result: Result, written: Sequence[Path], loads: Sequence[object]) -> None:
    from geomap.export import dump_json

    content = {
        "incidents": [feature["properties"] for feature in result.incident_features["features"]],
        "unread_languages": result.run_record["unread_languages"],
        "failed": [{"source": f.source, "reason": f.reason} for f in result.failures],
        "corrections": result.run_record["corrections"],
        "files": [str(path) for path in written],
        "loads": list(loads),
    }
    sys.stdout.buffer.write(dump_json(content))
