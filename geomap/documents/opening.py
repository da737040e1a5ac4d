"""A source to its entries: a file opened, unpacked, and divided into documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.documents.records import Entry, EntryKind, Failure, ReadOptions, Report, Source

if TYPE_CHECKING:
    from collections.abc import Iterator


def open_source(
    source: Source,
    *,
    options: ReadOptions,
    report: Report,  # noqa: ARG001
) -> Iterator[Entry | Failure]:
    """Yield the entries of one file of a corpus, and what in it is none.

    Parameters
    ----------
    source
        As `iter_sources` yields it, here or in another process.
    options, report
        As `iter_entries` takes them.
    """
    yield Entry(name=source.name, kind=EntryKind.TEXT, path=source.path)
