"""What reading a corpus passes on: sources, entries, and what is to be said of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from geomap.model import Record

FIELDS: Final = (
    "text",
    "html",
    "title",
    "published",
    "publisher",
    "url",
    "id",
    "language",
    "home",
)
"""What a column of a table, or a member of a JSON object, can hold for geomap."""


STDIN: Final = "-"
"""The path of the standard input."""


class Failure(Record):
    """A document that could not be read or understood, and why."""

    source: str
    reason: str


class RemarkKind(StrEnum):
    """What a remark is about."""

    COLUMNS = "columns"
    """Which columns of a table were taken for what."""
    ENCODING = "encoding"
    """An encoding that had to be guessed, or that is not the declared one."""
    DATE = "date"
    """A date in a column or in metadata that no calendar has, or that may mean two days."""
    ID = "id"
    """An id that another document of the same file has too."""
    PASSED_OVER = "passed over"
    """Parts of an archive that are no pages."""
    LEFT_ASIDE = "left aside"
    """A file that is no report by its suffix."""


class Remark(Record):
    """What a reader of the results should know of a document or file that was read."""

    source: str
    kind: RemarkKind
    text: str
    got: str | None = None
    """What stood there, where that differs from document to document."""


Report = Callable[[Remark], None]
"""Where remarks go."""


def ignore_remark(remark: Remark) -> None:
    """Do without remarks."""


class ReadOptions(Record):
    """How a corpus is read. Built once, frozen, and sent to whatever process reads a part of it."""

    columns: tuple[tuple[str, str], ...] = ()
    """Pairs of a field (`FIELDS`) and the column that holds it; what is not named is guessed."""
    is_best_html: bool = False
    """Take the text of a page by trafilatura and, where it tells no date, that by htmldate."""
    format: str | None = None
    """A suffix that all files are read as, whatever their names: "csv", "jsonl.gz"."""
    home: str | None = None
    """Where the publisher is at home, of documents that do not say (`Document.home`)."""
    max_bytes: int = 32 * 1024 * 1024
    """A report larger than this is none: a line, row, page or file beyond it is a failure."""
    max_ratio: int = 250
    """What is packed more tightly than this is a trap, once it is larger than `max_bytes`."""


class Metadata(Record):
    """What is known of a document beside its text."""

    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    home: str | None = None


class EntryKind(StrEnum):
    """How the content of an entry becomes text."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    MAIL = "mail"


class Source(Record):
    """A file of a corpus: what can be opened, here or in another process, to get its entries."""

    path: str
    """Where it is; "-" is the standard input, which only the process that has it can open."""
    name: str
    """Its name in outputs: the path below the corpus, with forward slashes."""


class Entry(Record):
    """One document before it is read: cheap to send to the process that reads it."""

    name: str
    """Id of the document, and its name in outputs."""
    kind: EntryKind
    content: bytes | str | None = None
    """What it holds; ``None`` where it is all of the file at ``path``."""
    path: str | None = None
    encoding: str | None = None
    """As declared outside of the content: by a protocol."""
    metadata: Metadata = Metadata()
