"""Which files hold reports, by their suffixes, and how each kind of them is opened."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final, NamedTuple

from geomap.documents.records import EntryKind

PACKINGS: Final = {".gz": "gzip", ".zst": "zstd"}
"""Suffixes of packed files."""

SINGLE: Final = {
    ".txt": EntryKind.TEXT,
}
"""Suffixes of files that hold one report each."""
SUFFIXES: Final = (*SINGLE,)


class Format(NamedTuple):
    """How a file is read: what it is packed by, from the outside in, and what it then holds."""

    suffix: str
    packing: tuple[str, ...] = ()


def find_format(name: str) -> Format | None:
    """Return the format that a file's name stands for; ``None`` where it is that of no report.

    >>> find_format("2021/reports.JSONL.gz")
    Format(suffix='.jsonl', packing=('gzip',))
    """
    path = PurePosixPath(name)
    packing: list[str] = []
    while path.suffix.lower() in PACKINGS:
        packing.append(PACKINGS[path.suffix.lower()])
        path = path.with_suffix("")
    suffix = path.suffix.lower()
    return Format(suffix, tuple(packing)) if suffix in SUFFIXES else None
