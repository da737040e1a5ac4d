"""``geomap toponyms``: texts in, the places that they name out, a line for each."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from geomap.cli.locate_command import describe_feature
from geomap.cli.options import GazetteerPaths, open_places
from geomap.cli.reading_options import Columns, FileFormat, make_reading
from geomap.cli.toponyms_table import make_table_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geomap.documents import Failure, ReadOptions
    from geomap.documents.lines import IdentifiedDocument
    from geomap.model import Resolution
    from geomap.page.toponyms_page import ShownText
    from geomap.places import Gazetteer
    from geomap.places.toponyms import ToponymOptions

    Read = IdentifiedDocument | Failure
    Writer = Callable[[IdentifiedDocument, Sequence[Resolution]], None]

# The mark \b keeps click from joining the lines.
EXAMPLES = """\b
Examples:
  geomap toponyms report.txt                     a table on a terminal
  geomap toponyms report.txt --html page.html    the text with a map beside it
  geomap toponyms texts.jsonl -o found.jsonl
  cat texts.jsonl | geomap toponyms > found.jsonl
  echo "Shelling near Sotk" | geomap toponyms --text
  geomap toponyms reports/ --demonyms --embedded --candidates
  geomap toponyms news.csv.gz page.html --columns text=body
  geomap toponyms local_news/ --home "Paris, Texas"

\b
In, a line for each document; "home" may be left out, other members
are left aside:
  {"id": "1", "text": "Shelling near Sotk", "home": "Yerevan"}
Out, a line for each document, in the same order, at once:
  {"id": "1", "toponyms": [{"start": 14, "end": 18, "text": "Sotk",
   "lat": 40.2026, "lon": 45.86509, "id": "gn:...", "name": "Sotk",
   "country": "ARM", "feature_code": "PPL", "reason": "..."}]}
start and end count characters (code points) of the text.

\b
Exit code 0: done. 1: done, but some lines or files could not be read
(they are named on stderr). 2: wrong use, or nothing could be done."""

STDIN = Path("-")
_STDIN_NAME = "stdin"
_TEXT_SUFFIXES = frozenset({".txt"})
_LINE_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})


def toponyms(  # noqa: PLR0917 - typer makes each parameter an option
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files of JSON lines, plain .txt files, pages, mails, tables and archives as "
            "geomap map reads them, folders of these, or - for stdin. [default: stdin]",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="File for the JSON lines, written whole or not at all."
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(help="Also write one page with the texts, their toponyms marked, and a map."),
    ] = None,
    demonyms: Annotated[
        bool, typer.Option("--demonyms", help='Also adjectives and peoples: "Armenian forces".')
    ] = False,
    embedded: Annotated[
        bool,
        typer.Option("--embedded", help='Also names inside other names: "University of Bristol".'),
    ] = False,
    unresolved: Annotated[
        bool,
        typer.Option("--unresolved", help="Also names without a point; lat and lon are then null."),
    ] = False,
    candidates: Annotated[
        bool,
        typer.Option("--candidates", help="With the places that each name could mean, scored."),
    ] = False,
    as_text: Annotated[
        bool,
        typer.Option(
            "--text", help="Read stdin and files of any name as plain text, one document."
        ),
    ] = False,
    home: Annotated[
        str | None,
        typer.Option(
            help='Where the publisher is at home: "Paris, Texas". It tells namesakes apart; a '
            'line of JSON may say its own: "home".',
            metavar="PLACE",
        ),
    ] = None,
    columns: Columns = None,
    file_format: FileFormat = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Print JSON lines on a terminal too, not a table.")
    ] = False,
    gazetteer: GazetteerPaths = None,
) -> None:
    """Find the places that texts name: JSON lines in and out, or plain text files."""
    from geomap.places.toponyms import ToponymOptions

    inputs = _check_inputs(files)
    reading = make_reading(columns, file_format=file_format, home=home)
    options = ToponymOptions(
        demonyms=demonyms, embedded=embedded, unresolved=unresolved, candidates=candidates
    )
    places = open_places(gazetteer)
    _check_home(home, places)
    pages: list[ShownText] = []
    on_terminal = output is None and sys.stdout.isatty()
    with _open_output(output) as stream, _progress(inputs, shown=not on_terminal) as advance:
        writers = [
            make_table_writer(options, places)
            if on_terminal and not jsonl
            else _make_line_writer(stream, options)
        ]
        if html:
            writers.append(_make_collector(pages, options))
        texts = _read(inputs, advance, as_text=as_text, reading=reading)
        done, failed = _run(texts, places, writers)
        if failed and not done:
            Console(stderr=True).print("geomap: no text could be read", markup=False)
            raise typer.Exit(2)
    if html:
        _write_page(html, pages, places)
    if failed:
        raise typer.Exit(1)


def _check_inputs(files: list[Path] | None) -> list[Path]:
    """Return what is to be read; a terminal with nobody piping is no input."""
    if files:
        return files
    if sys.stdin.isatty():
        msg = "name files, or pipe JSON lines in (- reads what is typed)"
        raise typer.BadParameter(msg, param_hint="'FILES'")
    return [STDIN]


def _check_home(home: str | None, gazetteer: Gazetteer) -> None:
    from geomap.places import find_home

    if home is not None and find_home(home, gazetteer) is None:
        msg = f"{home!r} is no place with a point in the gazetteer; see: geomap locate NAME"
        raise typer.BadParameter(msg, param_hint="'--home'")


def _run(texts: Iterable[Read], gazetteer: Gazetteer, writers: Sequence[Writer]) -> tuple[int, int]:
    """Resolve one text after another; return how many were done, and how many failed."""
    from geomap.documents import Failure
    from geomap.engine import answer_each
    from geomap.places import resolve_document

    messages = Console(stderr=True, soft_wrap=True)
    resolve = partial(resolve_document, gazetteer=gazetteer)
    done = failed = 0
    for text in texts:
        if isinstance(text, Failure):
            error: str | None = text.reason
        else:
            (answer,) = answer_each(resolve, [text.document])
            error = answer.error and f"{text.document.source}: {answer.error}"
            if answer.value is not None:
                for write in writers:
                    write(text, answer.value)
        if error:
            failed += 1
            messages.print(f"skipped {error}", markup=False, highlight=False, style="yellow")
        else:
            done += 1
    return done, failed


def _read(
    inputs: Sequence[Path],
    advance: Callable[[int], None],
    *,
    as_text: bool,
    reading: ReadOptions,
) -> Iterator[Read]:
    """Yield the documents of all inputs, one after another, and what could not be read."""
    from geomap.documents import Failure, iter_sources
    from geomap.documents.records import ignore_remark
    from geomap.errors import GeomapError

    for path in inputs:
        try:
            if not path.is_dir():
                yield from _read_file(path, advance, as_text=as_text, reading=reading)
                continue
            for it in iter_sources([path], options=reading, report=ignore_remark):
                if isinstance(it, Failure):
                    yield it
                else:
                    file = Path(it.path)
                    yield from _read_file(file, advance, as_text=as_text, reading=reading)
        except GeomapError as error:
            yield Failure(source=path.as_posix(), reason=str(error))


def _read_file(
    path: Path, advance: Callable[[int], None], *, as_text: bool, reading: ReadOptions
) -> Iterator[Read]:
    from geomap.documents.formats import check_format, find_format
    from geomap.documents.lines import iter_json_lines
    from geomap.documents.streams import open_stream

    name = _STDIN_NAME if path == STDIN else path.as_posix()
    form = check_format(reading) or find_format(path.name)
    if as_text or (form and form.suffix in _TEXT_SUFFIXES and not form.packing):
        yield _read_text(path, name, reading.home)
        advance(_measure([path]))
    elif form and form.suffix not in _LINE_SUFFIXES:
        yield from _read_corpus_file(path, name, reading)
        advance(_measure([path]))
    else:
        packing = form.packing if form else ()
        with open_stream(str(path), packing, source=name, options=reading) as stream:
            yield from iter_json_lines(_count(stream, advance), source=name, home=reading.home)


def _read_corpus_file(path: Path, name: str, reading: ReadOptions) -> Iterator[Read]:
    """Read pages, mails, tables and archives; their documents are called after the file."""
    from geomap.cli.reading_options import print_notices
    from geomap.documents import Failure, RemarkLog, Source, open_source, read_entry
    from geomap.documents.lines import IdentifiedDocument

    log = RemarkLog()
    for entry in open_source(Source(path=str(path), name=name), options=reading, report=log):
        it = entry if isinstance(entry, Failure) else read_entry(entry, options=reading, report=log)
        yield it if isinstance(it, Failure) else IdentifiedDocument(id=it.id, document=it)
    print_notices(Console(stderr=True, soft_wrap=True), log.notices)


def _read_text(path: Path, name: str, home: str | None) -> Read:
    """Read one document of plain text."""
    import msgspec

    from geomap.documents import Failure, decode_text, read_document
    from geomap.documents.lines import IdentifiedDocument
    from geomap.errors import DocumentError
    from geomap.model import Document

    try:
        if path == STDIN:
            text = decode_text(sys.stdin.buffer.read(), source=name)
            document = Document(id=name, text=text, source=name)
        else:
            document = read_document(path, source=name)
    except DocumentError as error:
        return Failure(source=name, reason=str(error))
    document = msgspec.structs.replace(document, home=home)
    return IdentifiedDocument(id=name, document=document)


def _count(lines: Iterable[bytes], advance: Callable[[int], None]) -> Iterator[bytes]:
    for line in lines:
        yield line
        # Only now: the document of the line is done when the next one is asked for.
        advance(len(line))


def _measure(paths: Sequence[Path]) -> int:
    """Return the size of all files in bytes; 0 for stdin and what is no file."""
    return sum(path.stat().st_size for path in paths if path != STDIN and path.is_file())


@contextmanager
def _progress(inputs: Sequence[Path], *, shown: bool) -> Iterator[Callable[[int], None]]:
    """Show how much is read, on a terminal; where the results go there too, they show it."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not (shown and console.is_terminal)
    ) as progress:
        is_known = all(path.is_file() for path in inputs)
        task = progress.add_task("Reading texts", total=_measure(inputs) if is_known else None)
        yield lambda count: progress.advance(task, count)


@contextmanager
def _open_output(output: Path | None) -> Iterator[BinaryIO]:
    """Open stdout, or a file that takes its name only when all of it is written."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from geomap.errors import OutputError

    try:
        if output.exists() and not stat.S_ISREG(output.stat().st_mode):
            # A device or a pipe: nothing can take its place.
            with output.open("wb") as stream:
                yield stream
            return
        with _replacing(output) as stream:
            yield stream
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        msg = (
            f"{output}: cannot be written ({error.strerror or error}); name a file in a folder "
            "that you may write to with -o"
        )
        raise OutputError(msg) from error


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        Path(name).chmod(0o644)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _make_line_writer(stream: BinaryIO, options: ToponymOptions) -> Writer:
    import msgspec

    from geomap.places.toponyms import make_toponyms

    encoder = msgspec.json.Encoder()

    def write(text: IdentifiedDocument, resolutions: Sequence[Resolution]) -> None:
        found = make_toponyms(resolutions, options=options)
        stream.write(encoder.encode({"id": text.id, "toponyms": found}) + b"\n")
        # Whoever reads the other end of a pipe gets each document when it is done.
        stream.flush()

    return write


def _make_collector(pages: list[ShownText], options: ToponymOptions) -> Writer:
    """Return what keeps the texts for the page, with the names that have no place."""
    import msgspec

    from geomap.page.toponyms_page import ShownText
    from geomap.places.toponyms import select_resolutions

    shown = msgspec.structs.replace(options, unresolved=True)

    def keep(text: IdentifiedDocument, resolutions: Sequence[Resolution]) -> None:
        selected = tuple(select_resolutions(resolutions, options=shown))
        pages.append(ShownText(document=text.document, resolutions=selected))

    return keep


def _write_page(path: Path, pages: Sequence[ShownText], gazetteer: Gazetteer) -> None:
    from geomap.export import write_files
    from geomap.folders import find_gazetteer
    from geomap.page.toponyms_page import render_toponyms_page
    from geomap.settings import Settings

    page = render_toponyms_page(
        pages,
        gazetteer=gazetteer,
        gazetteer_folder=find_gazetteer(),
        describe_feature=describe_feature,
        credits=Settings().credits,
    )
    write_files(path.parent, {path.name: page.encode("utf-8")})
    Console(stderr=True, soft_wrap=True).print(f"Page: {path}", markup=False, highlight=False)
