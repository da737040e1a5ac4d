"""CSV to entries: row by row, and after a broken row with the next line."""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from geomap.documents.columns import choose_columns
from geomap.documents.encoding import LineDecoder
from geomap.documents.records import Entry, Failure, ReadOptions, Report
from geomap.documents.rows import RowMaker
from geomap.documents.streams import describe_excess, iter_lines, recode
from geomap.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS: Final = ",;\t|"


class _Row(NamedTuple):
    """The fields of a row, or why it has none, and the line that it begins on."""

    line: int
    fields: list[str]
    fault: str | None = None


def iter_csv(
    stream: BinaryIO, *, source: str, options: ReadOptions, report: Report
) -> Iterator[Entry | Failure]:
    """Yield the entries of a table in CSV, called by the line that they begin on or their own id.

    The first row names the columns. Fields are divided by the one of comma, semicolon, tab and bar
    that stands in it most often.
    """
    rows = _iter_rows(recode(stream, source=source), source=source, options=options, report=report)
    header = next(rows, _Row(1, [], f"{source}: the file is empty, expected a table"))
    if header.fault:
        yield Failure(source=source, reason=header.fault)
        return
    names = [name.strip() for name in header.fields]
    try:
        columns = choose_columns(names, source=source, options=options, report=report)
    except DocumentError as error:
        yield Failure(source=source, reason=str(error))
        return
    maker = RowMaker(source, columns, options=options, report=report)
    for line, fields, broken in rows:
        where = f"{source}, line {line}"
        fault = broken or _check_length(fields, names, where)
        if fault:
            yield Failure(source=maker.name_row(line), reason=fault)
        else:
            yield maker.make(line, dict(zip(names, fields, strict=True)), where=where)


def _check_length(fields: list[str], names: list[str], where: str) -> str | None:
    if len(fields) == len(names):
        return None
    return (
        f"{where}: expected {len(names)} fields, as the first row has, got {len(fields)}; "
        "a field that holds the delimiter, a quote or a line end must be in quotes"
    )


class _LineError(Exception):
    """A line that cannot be part of a row."""


def _iter_rows(
    stream: BinaryIO, *, source: str, options: ReadOptions, report: Report
) -> Iterator[_Row]:
    # A process-wide bound of the csv module; a report is longer than what it starts with.
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))
    feed = _Feed(stream, source=source, options=options, report=report)
    delimiter = feed.find_delimiter()
    reader = csv.reader(iter(feed), delimiter=delimiter, strict=True)
    while True:
        feed.begin_row()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except (csv.Error, _LineError) as error:
            line = feed.go_back()
            reason = (
                f"{source}, line {line}: expected a row of CSV, got a broken one ({error}); "
                "a field with a quote in it must be in quotes, and the quote be doubled"
            )
            yield _Row(line, [], reason)
            reader = csv.reader(iter(feed), delimiter=delimiter, strict=True)
            continue
        if fields:
            yield _Row(feed.first_line, fields)


class _Feed:
    """The lines of a table, which can go back to the line behind the one where a row began."""

    def __init__(
        self, stream: BinaryIO, *, source: str, options: ReadOptions, report: Report
    ) -> None:
        self._lines = enumerate(iter_lines(stream, most=options.max_bytes), start=1)
        self._decoder = LineDecoder(source, report)
        self._source = source
        self._options = options
        self._pending: deque[tuple[int, bytes | None]] = deque()
        self._used: list[tuple[int, bytes | None]] = []
        self._size = 0

    @property
    def first_line(self) -> int:
        """Number of the line that the row begins on."""
        return self._used[0][0] if self._used else 0

    def find_delimiter(self) -> str:
        """Return what most likely divides the fields, by the first line."""
        first = next(self._lines, None)
        if first is None:
            return _DELIMITERS[0]
        self._pending.append(first)
        line = (first[1] or b"").decode("ascii", errors="replace")
        return max(_DELIMITERS, key=line.count)

    def begin_row(self) -> None:
        """Forget the lines of the row before."""
        self._used.clear()
        self._size = 0

    def go_back(self) -> int:
        """Read next what follows the first line of this row, and return the number of that one."""
        line = self.first_line
        self._pending.extendleft(reversed(self._used[1:]))
        return line

    def __iter__(self) -> Iterator[str]:
        """Yield the lines that are still to be read."""
        while found := self._pending.popleft() if self._pending else next(self._lines, None):
            self._used.append(found)
            number, line = found
            where = f"{self._source}, line {number}"
            if line is None:
                raise _LineError(describe_excess(where, self._options))
            self._size += len(line)
            if self._size > self._options.max_bytes:
                msg = f"its quotes are not closed within {self._options.max_bytes:,} bytes"
                raise _LineError(msg)
            try:
                text = self._decoder.decode(line, where=where)
            except DocumentError as error:
                raise _LineError(str(error)) from error
            yield text
