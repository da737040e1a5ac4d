"""Files as streams of bytes: unpacked while they are read, within bounds, line by line."""

from __future__ import annotations

import codecs
import gzip
import io
import sys
import tempfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from geomap.documents.encoding import BOMS
from geomap.documents.records import STDIN
from geomap.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from typing_extensions import Buffer

    from geomap.documents.records import ReadOptions

CHUNK: Final = 64 * 1024


class _Counted(io.RawIOBase):
    """Counts what is read of a packed stream."""

    def __init__(self, inner: BinaryIO) -> None:
        super().__init__()
        self.inner = inner
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        found = self.inner.read(len(memoryview(buffer)))
        memoryview(buffer)[: len(found)] = found
        self.count += len(found)
        return len(found)


class _Unpacked(io.RawIOBase):
    """What a packed stream holds; a broken one says so, and one that swells without end stops."""

    def __init__(
        self,
        read: Callable[[int], bytes],
        packed: _Counted,
        *,
        source: str,
        options: ReadOptions,
    ) -> None:
        super().__init__()
        self._read = read
        self._packed = packed
        self._source = source
        self._options = options
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        try:
            found = self._read(len(memoryview(buffer)))
        except (EOFError, OSError, zlib.error) as error:
            msg = (
                f"{self._source}: the packed file is broken or cut off after {self._count:,} bytes "
                f"of its content ({error}); fetch it again"
            )
            raise DocumentError(msg) from error
        memoryview(buffer)[: len(found)] = found
        self._count += len(found)
        most = self._options.max_bytes + self._options.max_ratio * self._packed.count
        if self._count > most:
            msg = (
                f"{self._source}: unpacks to more than {self._options.max_ratio} times its size "
                f"({self._count:,} bytes so far), which no text does; left as it is"
            )
            raise DocumentError(msg)
        return len(found)


def unpack(
    stream: BinaryIO, packing: Sequence[str], *, source: str, options: ReadOptions
) -> BinaryIO:
    """Return what a packed stream holds.

    Parameters
    ----------
    stream
        The packed bytes.
    packing
        "gzip" and "zstd", from the outside in; none leaves the stream as it is.
    source
        Its name, for messages.
    options
        The bounds.

    Returns
    -------
    BinaryIO
        Its reading raises `DocumentError` where the packed data is broken, or a trap.
    """
    for kind in packing:
        packed = _Counted(stream)
        if kind == "gzip":
            # One step at a time: what comes before a break is read.
            read = gzip.GzipFile(fileobj=io.BufferedReader(packed, CHUNK)).read1
        else:
            # Arrow brings zstd along; only what is packed so waits for it.
            import pyarrow as pa  # noqa: PLC0415

            read = pa.CompressedInputStream(pa.PythonFile(packed, mode="r"), "zstd").read
        unpacked = _Unpacked(read, packed, source=source, options=options)
        stream = cast("BinaryIO", io.BufferedReader(unpacked, CHUNK))
    return stream


@contextmanager
def open_stream(
    path: str, packing: Sequence[str], *, source: str, options: ReadOptions
) -> Iterator[BinaryIO]:
    """Open a file, or the standard input, for reading, unpacked.

    Raises
    ------
    DocumentError
        When it cannot be opened; and from its reading.
    """
    if path == STDIN:
        yield unpack(sys.stdin.buffer, packing, source=source, options=options)
        return
    try:
        stream = open(path, "rb")  # noqa: PTH123, SIM115 - closed below; a path is text here
    except OSError as error:
        msg = f"{source}: cannot be read ({error.strerror or error})"
        raise DocumentError(msg) from error
    with stream:
        yield unpack(stream, packing, source=source, options=options)


def read_forward(stream: IO[bytes]) -> BinaryIO:
    """Return a stream that says of itself that it can only be read from begin to end."""
    return cast("BinaryIO", io.BufferedReader(_Counted(cast("BinaryIO", stream)), CHUNK))


def read_bounded(stream: BinaryIO, *, source: str, options: ReadOptions) -> bytes:
    """Read a stream to its end, which must come before the bound for one report.

    Raises
    ------
    DocumentError
        When it cannot be read, or is larger.
    """
    most = options.max_bytes + 1
    try:
        # Room is made for all that is asked for: nearly every report is read with the first few.
        content = stream.read(min(CHUNK, most))
        if len(content) == CHUNK:
            content += stream.read(most - CHUNK)
    except OSError as error:
        msg = f"{source}: cannot be read ({error.strerror or error})"
        raise DocumentError(msg) from error
    if len(content) > options.max_bytes:
        raise DocumentError(describe_excess(source, options))
    return content


def describe_excess(where: str, options: ReadOptions) -> str:
    """Return what is said of a report that is larger than the bound."""
    return (
        f"{where}: larger than {options.max_bytes:,} bytes; expected one report; "
        "divide it, one report a file, row or line"
    )


def read_some(stream: BinaryIO, size: int) -> bytes:
    """Read what is there, at most this many bytes; nothing only at the end.

    Unlike ``read`` it gives what comes before a break, and then breaks.
    """
    return cast("io.BufferedReader", stream).read1(size)


def iter_lines(stream: BinaryIO, *, most: int) -> Iterator[bytes | None]:
    r"""Yield the lines of a stream with their ends (``\n``); ``None`` for one that is too long."""
    while line := stream.readline(most + 1):
        if len(line) <= most or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield None


@contextmanager
def make_seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream that can be read anywhere: it itself, or a copy on disk, gone afterwards."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        while chunk := stream.read(CHUNK):
            copy.write(chunk)
        copy.seek(0)
        yield cast("BinaryIO", copy)


class _Recoded(io.RawIOBase):
    """A stream in UTF-16 or UTF-32 as one in UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str, *, source: str) -> None:
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._source = source
        self._encoding = encoding
        self._pending = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        while not self._pending:
            chunk = self._stream.read(CHUNK)
            try:
                self._pending = self._decoder.decode(chunk, final=not chunk).encode()
            except UnicodeError as error:
                msg = (
                    f"{self._source}: begins with the mark of {self._encoding} but is not valid "
                    f"{self._encoding} ({error}); save it as UTF-8"
                )
                raise DocumentError(msg) from error
            if not chunk:
                break
        found, self._pending = self._pending[: len(view)], self._pending[len(view) :]
        view[: len(found)] = found
        return len(found)


def recode(stream: BinaryIO, *, source: str) -> BinaryIO:
    """Return a stream without the byte-order mark at its beginning, in UTF-8 where it has one."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    head = buffered.peek(len(codecs.BOM_UTF32_LE))
    for mark, encoding in BOMS:
        if not head.startswith(mark):
            continue
        if encoding == "utf-8-sig":
            buffered.read(len(mark))
            break
        recoded = _Recoded(cast("BinaryIO", buffered), encoding, source=source)
        return cast("BinaryIO", io.BufferedReader(recoded, CHUNK))
    return cast("BinaryIO", buffered)
