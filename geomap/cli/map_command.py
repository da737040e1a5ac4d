"""``geomap map``: a folder of reports to a page and files."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from geomap.cli.delivery import Delivery, plan_delivery, refuse_options
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
from geomap.cli.targets import OptionalTargets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.documents import ReadOptions
    from geomap.places.online import OnlineGeocoder
    from geomap.result import Result

_READING_OPTIONS = frozenset(
    {
        "files_from",
        "columns",
        "file_format",
        "html",
        "border_km",
        "title",
        "gazetteer",
        "border_file",
        "border_sides",
        "online",
        "online_host",
        "online_user",
        "online_contact",
        "corrections",
        "engine",
        "workers",
        "scheduler",
        "cache",
        "no_cache",
        "watch",
    }
)
"""Options that have no meaning where no report is read."""
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


def map_corpus(  # noqa: PLR0917 - typer makes each parameter an option
    context: typer.Context,
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
    from geomap.settings import Settings

    delivery = plan_delivery(
        output,
        to=to,
        tiles=tiles,
        tiles_credit=tiles_credit,
        part=make_slice(since=since, until=until, border=only_border, bbox=bbox),
        pages={"by_day": by_day, "split": split},
        as_json=as_json,
        quiet=quiet,
    )
    if corpus and len(corpus) == 1 and is_result(corpus[0]):
        refuse_options(corpus[0], context, _READING_OPTIONS)
        delivery.map_stored(corpus[0])
        return
    paths = join_lists(corpus, files_from) or [SAMPLE]
    map_once = partial(
        _map_reports,
        paths,
        delivery,
        partial(make_online, online, host=online_host, user=online_user, contact=online_contact),
        reading=make_reading(columns, file_format=file_format, html=html),
        settings=Settings(border_km=border_km, title=title),
        gazetteer=gazetteer or (),
        border_files=dict.fromkeys(border_file or (), _read_sides(border_sides)),
        corrections=corrections or (),
        runner=make_runner(engine, workers=workers, scheduler=scheduler),
        cache=choose_cache(cache, is_off=no_cache),
    )
    if watch:
        keep_mapping(map_once, paths, aside=output, console=delivery.messages)
    else:
        map_once()


def _map_reports(
    paths: Sequence[Path],
    delivery: Delivery,
    open_geocoder: Callable[[], OnlineGeocoder | None],
    *,
    reading: ReadOptions,
    **options: Any,  # noqa: ANN401 - those of `run`
) -> None:
    from geomap.pipeline import run

    delivery = delivery.begin()
    geocoder = open_geocoder()
    with (
        show_progress(delivery.messages, paths, reading, shown=not delivery.quiet) as track,
        geocoder or nullcontext(),
    ):
        result = run(
            paths, reading=reading, online=geocoder, track=track, keep_texts=False, **options
        )
    has_failed = _print_reading(delivery.messages, result, quiet=delivery.quiet)
    delivery.deliver(result)
    if has_failed:
        raise typer.Exit(1)


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
