"""WARC files of crawled pages to entries, record by record."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from geomap.documents.records import (
    Entry,
    EntryKind,
    Failure,
    Metadata,
    ReadOptions,
    Remark,
    RemarkKind,
    Report,
)
from geomap.documents.streams import describe_excess, read_some
from geomap.errors import DocumentError, MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT_KINDS: Final = {
    "text/html": EntryKind.HTML,
    "application/xhtml+xml": EntryKind.HTML,
    "text/plain": EntryKind.TEXT,
}
_OK: Final = 200
_CODINGS: Final = ("Content-Encoding", "Transfer-Encoding")


class _Told:
    """A stream that tells where it is, which fastwarc must know, though it cannot be elsewhere.

    Where its reading fails it ends, and the reason is kept: what fastwarc has read ahead is not
    lost with what comes behind it.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0
        self.fault: DocumentError | None = None

    def read(self, size: int = -1) -> bytes:
        """Read at most this many bytes."""
        try:
            found = read_some(self._stream, size)
        except DocumentError as error:
            self.fault = error
            return b""
        self._position += len(found)
        return found

    def close(self) -> None:
        """Leave it open: it belongs to who opened it."""

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Stay where it is."""
        if (offset, whence) in {(0, io.SEEK_CUR), (self._position, io.SEEK_SET)}:
            return self._position
        raise io.UnsupportedOperation


def iter_warc(
    stream: BinaryIO, *, source: str, options: ReadOptions, report: Report
) -> Iterator[Entry | Failure]:
    """Yield the pages and texts of a WARC file, called by the number of their record.

    Read are responses with the status 200, resources and conversions in HTML or plain text. The
    day on which a page was fetched is not that of its publication, and is not taken for it.
    """
    told = _Told(stream)
    iterator, types = _open_warc(told)
    number = passed = 0
    try:
        for number, record in enumerate(iterator, start=1):
            it = _read_record(record, types, f"{source}:{number}", options)
            if it is None:
                passed += 1
            else:
                yield it
    except (OSError, ValueError) as error:
        reason = f"{source}: no whole WARC file, broken behind record {number} ({error})"
        yield Failure(source=source, reason=reason)
    else:
        if not number and not told.fault:
            yield Failure(source=source, reason=f"{source}: no page of a crawl in it")
    if told.fault:
        yield Failure(source=source, reason=str(told.fault))
    if passed:
        text = "records that are no pages (pictures, redirects, errors)"
        report(Remark(source=source, kind=RemarkKind.PASSED_OVER, text=text, got=str(passed)))


def _open_warc(stream: _Told) -> tuple[Iterator[Any], Any]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415
    except ImportError as error:
        msg = f"WARC files need fastwarc ({error}): pip install 'geomap[warc]'"
        raise MissingPackageError(msg) from error
    kinds = WarcRecordType
    wanted = kinds.response | kinds.resource | kinds.conversion
    return ArchiveIterator(stream, record_types=wanted, auto_decode="all"), kinds


def _read_record(
    record: Any,  # noqa: ANN401 - fastwarc has no types
    types: Any,  # noqa: ANN401
    name: str,
    options: ReadOptions,
) -> Entry | Failure | None:
    """Return the entry of a record; ``None`` where it is no page."""
    is_response = record.record_type == types.response
    if is_response and (record.http_headers is None or record.http_headers.status_code != _OK):
        return None
    form = record.http_content_type if is_response else record.headers.get("Content-Type")
    kind = _TEXT_KINDS.get((form or "").partition(";")[0].strip().lower())
    if kind is None:
        return None
    length = record.content_length
    content = record.reader.read(options.max_bytes + 1)
    if len(content) > options.max_bytes:
        return Failure(source=name, reason=describe_excess(name, options))
    is_coded = is_response and any(record.http_headers.get(it) for it in _CODINGS)
    if not is_coded and len(content) < length:
        reason = f"{name}: cut off: expected {length:,} bytes, got {len(content):,}"
        return Failure(source=name, reason=f"{reason}; fetch the file again")
    return Entry(
        name=name,
        kind=kind,
        content=content,
        encoding=record.http_charset if is_response else None,
        metadata=Metadata(url=_find_address(record)),
    )


def _find_address(record: Any) -> str | None:  # noqa: ANN401
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    return address if address.startswith(("http://", "https://")) else None
