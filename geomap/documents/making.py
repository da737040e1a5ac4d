"""An entry to its `Document`: bytes to text, never altered, with the date of publication."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.documents.days import read_day
from geomap.documents.encoding import check_text, decode_bytes, decode_text, find_declared
from geomap.documents.formats import check_format, find_format
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
from geomap.documents.stitched import find_articles, is_headline
from geomap.documents.streams import open_stream, read_bounded
from geomap.errors import DocumentError
from geomap.model import Document, Span

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

# As addresses of news have it: example.org/2021/07/28/shots-near-sotk
_DAY_IN_ADDRESS: Final = re.compile(r"/((?:19|20)\d{2})[/-](\d{2})[/-](\d{2})(?=[/_-])")
_FRONT_MATTER: Final = re.compile(
    r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE | re.DOTALL
)
_FRONT_LINE: Final = re.compile(r"^([\w-]+)[ \t]*:[ \t]+(.+?)[ \t]*\r?$", re.MULTILINE)


class _Text(NamedTuple):
    """The text of a report, where it begins, and what is known beside it."""

    text: str
    metadata: Metadata
    begin: int = 0


class _Article(NamedTuple):
    """One of several articles of a file: a half-open range of its characters."""

    number: int
    start: int
    end: int


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


def read_articles(
    entry: Entry, *, options: ReadOptions, report: Report = ignore_remark
) -> tuple[Document | Failure, ...]:
    """Read an entry as `read_entry` does, but a text of several articles as so many documents.

    The characters of each stand where they stand in the file: those of the articles before it are
    blanks, so that a position is the same in the file and in the document. The first article is
    called like the file, the others after it by their number: "a.txt:2".

    A row of a table, a page and a mail are one document, as whoever made them says.
    """
    document = read_entry(entry, options=options, report=report)
    is_text = entry.kind is EntryKind.TEXT and entry.metadata == Metadata()
    if isinstance(document, Failure) or not is_text:
        return (document,)
    ranges = find_articles(document.text)
    if len(ranges) < 2:  # noqa: PLR2004 - several
        return (document,)
    articles = tuple(
        _make_article(document, _Article(number, *where))
        for number, where in enumerate(ranges, start=1)
    )
    # What is dated only as a whole is one report: a digest, or an article with a box.
    return (
        articles
        if all(bool(it.published) == bool(document.published) for it in articles)
        else (document,)
    )


def _read(entry: Entry, *, options: ReadOptions, report: Report) -> Document:
    if entry.path is not None:
        entry = _load(entry, options)
    if entry.kind is EntryKind.MAIL:
        entry = _open_mail(entry)
    found = _READERS[entry.kind](entry, options, report)
    return _make_document(entry.name, found, options=options)


def _load(entry: Entry, options: ReadOptions) -> Entry:
    """Return the entry of a file with what the file holds."""
    path = entry.path or ""
    form = check_format(options) or find_format(path)
    packing = form.packing if form else ()
    with open_stream(path, packing, source=entry.name, options=options) as stream:
        content = read_bounded(stream, source=entry.name, options=options)
    return msgspec.structs.replace(entry, content=content, path=None)


def _open_mail(entry: Entry) -> Entry:
    """Return the entry of a mail's text."""
    from geomap.documents.mails import read_mail  # noqa: PLC0415 - few corpora hold any

    mail = read_mail(_as_bytes(entry), source=entry.name)
    return Entry(
        name=entry.name,
        kind=EntryKind.HTML if mail.is_html else EntryKind.TEXT,
        content=mail.content,
        encoding=mail.charset,
        metadata=_merge(entry.metadata, mail.metadata),
    )


def _read_text(entry: Entry, _options: ReadOptions, report: Report) -> _Text:
    content = entry.content
    if isinstance(content, str):
        return _Text(content, entry.metadata)
    text = decode_text(content or b"", source=entry.name, declared=entry.encoding, report=report)
    return _Text(text, entry.metadata)


def _read_html(entry: Entry, options: ReadOptions, report: Report) -> _Text:
    # Quick to import, but a corpus of plain texts can do without.
    from geomap.documents.pages import read_page  # noqa: PLC0415

    content = entry.content
    if not isinstance(content, str):
        raw = content or b""
        declared = entry.encoding or find_declared(raw)
        content = decode_bytes(raw, source=entry.name, declared=declared, report=report)
    if "\0" in content:
        check_text(content, source=entry.name)
    page = read_page(
        content, url=entry.metadata.url, source=entry.name, is_best=options.is_best_html
    )
    return _Text(page.text, _merge(entry.metadata, page.metadata))


def _read_markdown(entry: Entry, options: ReadOptions, report: Report) -> _Text:
    """Return a text with what stands between its first two lines of hyphens."""
    found = _read_text(entry, options, report)
    match = _FRONT_MATTER.match(found.text)
    if match is None:
        return found
    values = {it[1].lower(): it[2].strip("\"'") for it in _FRONT_LINE.finditer(match[1])}
    known = Metadata(
        title=values.get("title"),
        published=read_day(values.get("date") or values.get("published")),
        publisher=values.get("publisher") or values.get("source"),
        url=values.get("url") or values.get("link"),
    )
    return _Text(found.text, _merge(entry.metadata, known), match.end())


_READERS: Final = {
    EntryKind.TEXT: _read_text,
    EntryKind.HTML: _read_html,
    EntryKind.MARKDOWN: _read_markdown,
}
"""How the content of each kind becomes text."""


def _as_bytes(entry: Entry) -> bytes:
    content = entry.content or b""
    return content.encode() if isinstance(content, str) else content


def _merge(known: Metadata, found: Metadata) -> Metadata:
    """Return what is known, and where that is nothing, what was found."""
    missing = {
        field: getattr(found, field)
        for field in Metadata.__struct_fields__
        if getattr(known, field) is None
    }
    return msgspec.structs.replace(known, **missing)


def _make_document(name: str, found: _Text, *, options: ReadOptions) -> Document:
    text, known, begin = found
    if not text[begin:].strip():
        msg = f"{name}: the file is empty, expected the text of one report"
        raise DocumentError(msg)
    told = find_publication_date(text)
    published = known.published or (told.day if told else _find_day_in_address(known.url))
    # The text may bear witness to a date that is known from elsewhere.
    span = (
        Span(document_id=name, start=told.start, end=told.end)
        if told and told.day == published
        else None
    )
    begin = max(begin, told.header_end if told else 0)
    return Document(
        id=name,
        text=text,
        source=name,
        published=published,
        published_span=span,
        body_start=begin,
        title=known.title,
        publisher=known.publisher,
        home=known.home or options.home,
        url=known.url,
        language=known.language or find_language(text[begin:]),
    )


def _make_article(whole: Document, article: _Article) -> Document:
    """Make the document of one article of a file, dated by itself, or by the file's header."""
    name = whole.id if article.number == 1 else f"{whole.id}:{article.number}"
    own = whole.text[article.start : article.end]
    told = find_publication_date(own)
    is_of_file = told is None and 0 < whole.body_start <= article.start
    published = whole.published if is_of_file else told and told.day
    span = whole.published_span if is_of_file else None
    if told is not None:
        start = article.start
        span = Span(document_id=name, start=start + told.start, end=start + told.end)
    header_end = told.header_end if told else 0
    body_start = article.start + header_end
    before = re.sub(r"[^\r\n]", " ", whole.text[: article.start])
    return msgspec.structs.replace(
        whole,
        id=name,
        text=f"{before}{own}",
        published=published,
        published_span=span,
        body_start=body_start,
        title=_read_title(own[header_end:]),
        language=find_language(whole.text[body_start : article.end]),
    )


def _read_title(text: str) -> str | None:
    """Return the headline that an article begins with."""
    line = next((it.strip() for it in text.splitlines() if it.strip()), "")
    return line if is_headline(line) else None


def _find_day_in_address(url: str | None) -> dt.date | None:
    match = _DAY_IN_ADDRESS.search(url) if url else None
    return read_day("-".join(match.groups())) if match else None
