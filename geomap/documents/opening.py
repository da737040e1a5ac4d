"""A source to its entries: a file opened, unpacked, and divided into documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final, cast

from geomap.documents.csv_files import iter_csv
from geomap.documents.formats import SINGLE, WARC, ZIP, Format, check_format, find_format
from geomap.documents.json_files import iter_json_array, iter_json_lines
from geomap.documents.parquet_files import iter_parquet
from geomap.documents.records import (
    STDIN,
    Entry,
    Failure,
    ReadOptions,
    Report,
    Source,
)
from geomap.documents.streams import CHUNK, open_stream, read_bounded, unpack
from geomap.documents.warc_files import iter_warc
from geomap.documents.zip_files import iter_zip
from geomap.errors import DocumentError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from typing import Protocol

    class Reader(Protocol):
        """Divides a stream into documents; what is wrong with one of them stops no other."""

        def __call__(
            self, stream: BinaryIO, *, source: str, options: ReadOptions, report: Report
        ) -> Iterator[Entry | Failure]:
            """Yield what it holds; parameters as `open_source` has them."""
            ...


READERS: Final[dict[str, Reader]] = {
    ".jsonl": iter_json_lines,
    ".ndjson": iter_json_lines,
    ".json": iter_json_array,
    ".csv": iter_csv,
    ".tsv": iter_csv,
    ".parquet": iter_parquet,
    WARC: iter_warc,
}
"""Suffix of a file with many documents to what divides it."""
_TEXT: Final = Format(".txt")
# What a file of each kind begins with; only of the standard input, which has no name.
_BEGINNINGS: Final = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
_INSIDE: Final = (
    (b"PK\x03\x04", ZIP),
    (b"PAR1", ".parquet"),
    (b"WARC/", WARC),
    (b"{", ".jsonl"),
    (b"[", ".json"),
    (b"<", ".html"),
)


def open_source(
    source: Source, *, options: ReadOptions, report: Report
) -> Iterator[Entry | Failure]:
    """Yield the entries of one file of a corpus, and what in it is none.

    Parameters
    ----------
    source
        As `iter_sources` yields it, here or in another process.
    options, report
        As `iter_entries` takes them.
    """
    form = check_format(options) or find_format(source.name)
    if source.path != STDIN and form is None:
        # A file that was named is read, whatever its own name.
        form = _TEXT
    if source.path != STDIN and form is not None and form.suffix in SINGLE:
        yield Entry(name=source.name, kind=SINGLE[form.suffix], path=source.path)
        return
    opener = _Opener(options=options, report=report)
    try:
        with open_stream(source.path, (), source=source.name, options=options) as stream:
            if form is not None:
                yield from opener.open(stream, form, source.name)
            else:
                yield from opener.open(*_recognise(stream, source.name, options), source.name)
    except DocumentError as error:
        yield Failure(source=source.name, reason=str(error))


class _Opener:
    """Opens streams of any format: files, and the files inside an archive."""

    def __init__(self, *, options: ReadOptions, report: Report, is_inside: bool = False) -> None:
        self._options = options
        self._report = report
        self._is_inside = is_inside

    def open(self, stream: BinaryIO, form: Format, name: str) -> Iterator[Entry | Failure]:
        """Yield the entries of a stream under a name."""
        try:
            plain = unpack(stream, form.packing, source=name, options=self._options)
            yield from self._divide(plain, form.suffix, name)
        except DocumentError as error:
            yield Failure(source=name, reason=str(error))
        except OSError as error:
            reason = f"{name}: cannot be read ({error.strerror or error})"
            yield Failure(source=name, reason=reason)

    def _divide(self, stream: BinaryIO, suffix: str, name: str) -> Iterator[Entry | Failure]:
        options, report = self._options, self._report
        if suffix in SINGLE:
            content = read_bounded(stream, source=name, options=options)
            yield Entry(name=name, kind=SINGLE[suffix], content=content)
        elif suffix != ZIP:
            yield from READERS[suffix](stream, source=name, options=options, report=report)
        elif self._is_inside:
            reason = f"{name}: an archive inside an archive; unpack it first"
            yield Failure(source=name, reason=reason)
        else:
            inside = _Opener(options=options, report=report, is_inside=True)
            yield from iter_zip(
                stream, source=name, options=options, report=report, open_member=inside.open
            )


def _recognise(stream: BinaryIO, source: str, options: ReadOptions) -> tuple[BinaryIO, Format]:
    """Return the standard input, unpacked, with the format that its first bytes look like."""
    buffered = cast("io.BufferedReader", stream)
    for beginning, packing in _BEGINNINGS:
        if buffered.peek(CHUNK).startswith(beginning):
            unpacked = unpack(stream, (packing,), source=source, options=options)
            buffered = cast("io.BufferedReader", unpacked)
            break
    head = buffered.peek(CHUNK).removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = next((suffix for mark, suffix in _INSIDE if head.startswith(mark)), ".txt")
    return cast("BinaryIO", buffered), Format(suffix)
