"""Which files hold reports, by their suffixes."""

from __future__ import annotations

import posixpath
from typing import Final, NamedTuple

from geomap.documents.records import EntryKind, ReadOptions
from geomap.errors import ReadOptionError

PACKINGS: Final = {".gz": "gzip", ".zst": "zstd"}
"""Suffixes of packed files."""

SINGLE: Final = {
    ".txt": EntryKind.TEXT,
    ".html": EntryKind.HTML,
    ".htm": EntryKind.HTML,
    ".xhtml": EntryKind.HTML,
    ".md": EntryKind.MARKDOWN,
    ".eml": EntryKind.MAIL,
}
"""Suffixes of files that hold one report each."""
JSON_LINES: Final = (".jsonl", ".ndjson")
TABLES: Final = (*JSON_LINES, ".json", ".csv", ".tsv", ".parquet")
"""Suffixes of files with a report in each row."""
ZIP, WARC = ".zip", ".warc"
ARCHIVES: Final = (ZIP, WARC)
SUFFIXES: Final = (*SINGLE, *TABLES, *ARCHIVES)
"""All that are read."""


class Format(NamedTuple):
    """How a file is read: what it is packed by, from the outside in, and what it then holds."""

    suffix: str
    packing: tuple[str, ...] = ()


def find_format(name: str) -> Format | None:
    """Return the format that a file's name stands for; ``None`` where it is that of no report.

    >>> find_format("2021/reports.JSONL.gz")
    Format(suffix='.jsonl', packing=('gzip',))
    """
    rest, suffix = posixpath.splitext(name.lower())
    packing: list[str] = []
    while suffix in PACKINGS:
        packing.append(PACKINGS[suffix])
        rest, suffix = posixpath.splitext(rest)
    return Format(suffix, tuple(packing)) if suffix in SUFFIXES else None


def check_format(options: ReadOptions) -> Format | None:
    """Return the format that all files are to be read as, if one was named.

    Raises
    ------
    ReadOptionError
        When it is none.
    """
    if options.format is None:
        return None
    found = find_format(f"x.{options.format.lstrip('.')}")
    if found is None:
        known = ", ".join(suffix.lstrip(".") for suffix in SUFFIXES)
        msg = f"format: expected one of {known}, also with .gz or .zst, got {options.format!r}"
        raise ReadOptionError(msg)
    return found
