"""A corpus: files and folders of reports, read one after another; a bad one is named, not fatal.

`iter_sources` lists its files, `iter_entries` opens them, `read_articles` makes documents of an
entry, one but for a file that holds several articles, in whatever process; `iter_documents` is the
three in a row, and `read_corpus` keeps all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.documents.listing import iter_sources
from geomap.documents.making import read_articles
from geomap.documents.opening import open_source
from geomap.documents.records import (
    Entry,
    Failure,
    ReadOptions,
    Report,
    ignore_remark,
)
from geomap.documents.remarks import Notice, RemarkLog
from geomap.model import Document, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Corpus", "Failure", "iter_documents", "iter_entries", "read_corpus"]


class Corpus(Record):
    """What was read, and what could not be."""

    documents: tuple[Document, ...]
    failures: tuple[Failure, ...] = ()
    ignored: tuple[str, ...] = ()
    """Files that are not reports by their suffix."""
    notices: tuple[Notice, ...] = ()
    """What was guessed: columns, encodings."""


def iter_documents(
    paths: Sequence[str | Path],
    options: ReadOptions = ReadOptions(),  # noqa: B008 - frozen
    *,
    report: Report = ignore_remark,
) -> Iterator[Document | Failure]:
    """Yield the reports of a corpus one after another, and why there is none where one failed.

    No file is held as a whole, unless it is one report.

    Parameters
    ----------
    paths
        Folders, files, patterns, ``-``, ``@list.txt``, as `iter_sources` takes them.
    options
        How they are read.
    report
        Told of files left aside and of what was guessed, as it comes up.

    Raises
    ------
    CorpusError
        At once when a path is not there; when the end is reached and there was no report.
    ReadOptionError
        When the options cannot be meant.
    MissingPackageError
        When they ask for a package that is not installed.
    """
    for entry in iter_entries(paths, options, report=report):
        if isinstance(entry, Failure):
            yield entry
        else:
            yield from read_articles(entry, options=options, report=report)


def iter_entries(
    paths: Sequence[str | Path],
    options: ReadOptions = ReadOptions(),  # noqa: B008 - frozen
    *,
    report: Report = ignore_remark,
) -> Iterator[Entry | Failure]:
    """Yield what `iter_documents` makes documents of: one entry for each, named, not yet read.

    Entries are cheap to send to other processes, and `read_articles` makes the documents there: of
    a file that is one report an entry holds only the path.
    """
    if options.is_best_html:
        # Quick to import, but a corpus of plain texts can do without.
        from geomap.documents.pages import check_best  # noqa: PLC0415

        check_best()
    for source in iter_sources(paths, options=options, report=report):
        if isinstance(source, Failure):
            yield source
        else:
            yield from open_source(source, options=options, report=report)


def read_corpus(
    paths: Sequence[str | Path],
    options: ReadOptions = ReadOptions(),  # noqa: B008 - frozen
) -> Corpus:
    """Read all reports below ``paths`` and keep them, in the order of the names of their files.

    Parameters
    ----------
    paths
        Folders, files, patterns, ``-``, ``@list.txt``, as `iter_sources` takes them.
    options
        How they are read.

    Raises
    ------
    CorpusError
        When a path is not there, or when there is no report below any of them.
    """
    documents: list[Document] = []
    failures: list[Failure] = []
    remarks = RemarkLog()
    for it in iter_documents(paths, options, report=remarks):
        if isinstance(it, Document):
            documents.append(it)
        else:
            failures.append(it)
    return Corpus(
        documents=tuple(documents),
        failures=tuple(failures),
        ignored=remarks.left_aside,
        notices=remarks.notices,
    )
