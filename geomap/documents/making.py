"""An entry to its `Document`: bytes to text, never altered, with the date of publication."""

from __future__ import annotations

from pathlib import Path

from geomap.documents.encoding import decode_text
from geomap.documents.language import find_language
from geomap.documents.publication import find_publication_date
from geomap.documents.records import (
    Entry,
    EntryKind,
    Failure,
    Metadata,
    ReadOptions,
    Report,
    ignore_remark,
)
from geomap.errors import DocumentError
from geomap.model import Document, Span


def read_document(path: Path, *, source: str) -> Document:
    """Read a report from a plain-text file.

    Parameters
    ----------
    path
        The file.
    source
        Its name in outputs: the path below the corpus, with forward slashes.

    Raises
    ------
    DocumentError
        When the file cannot be read or is not text.
    """
    entry = Entry(name=source, kind=EntryKind.TEXT, path=str(path))
    return _read(entry, options=ReadOptions(), report=ignore_remark)


def read_entry(
    entry: Entry, *, options: ReadOptions, report: Report = ignore_remark
) -> Document | Failure:
    """Read one document of a corpus, or say why there is none.

    Parameters
    ----------
    entry
        As `iter_entries` yields it, here or in another process.
    options
        Those that it was yielded with.
    report
        Told of what was guessed.
    """
    try:
        return _read(entry, options=options, report=report)
    except DocumentError as error:
        return Failure(source=entry.name, reason=str(error))


def _read(entry: Entry, *, options: ReadOptions, report: Report) -> Document:  # noqa: ARG001
    content = entry.content
    text = content if isinstance(content, str) else decode_text(_load(entry), source=entry.name)
    return make_document(entry.name, text, metadata=entry.metadata, options=options)


def _load(entry: Entry) -> bytes:
    try:
        return Path(entry.path or "").read_bytes()
    except OSError as error:
        msg = f"{entry.name}: cannot be read ({error.strerror or error})"
        raise DocumentError(msg) from error


def make_document(name: str, text: str, *, metadata: Metadata, options: ReadOptions) -> Document:
    """Make the record of a report from its text and from what is known beside it.

    Raises
    ------
    DocumentError
        When there is no text.
    """
    if not text.strip():
        msg = f"{name}: the file is empty, expected the text of one report"
        raise DocumentError(msg)
    found = find_publication_date(text)
    published = metadata.published or (found.day if found else None)
    begin = found.header_end if found else 0
    # The text may bear witness to a date that is known from elsewhere.
    is_told = found is not None and found.day == published
    return Document(
        id=name,
        text=text,
        source=name,
        published=published,
        published_span=Span(document_id=name, start=found.start, end=found.end)
        if found and is_told
        else None,
        body_start=begin,
        title=metadata.title,
        publisher=metadata.publisher,
        home=metadata.home or options.home,
        url=metadata.url,
        language=metadata.language or find_language(text[begin:]),
    )
