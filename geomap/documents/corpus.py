"""A corpus: files and folders of reports, read one after another; a bad one is named, not fatal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.documents.reading import read_document
from geomap.errors import CorpusError, DocumentError
from geomap.model import Document, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SUFFIXES = frozenset({".txt"})


class Failure(Record):
    """A document that could not be read or understood, and why."""

    source: str
    reason: str


class Corpus(Record):
    """What was read, and what could not be."""

    documents: tuple[Document, ...]
    failures: tuple[Failure, ...] = ()
    ignored: tuple[str, ...] = ()
    """Files that are not reports by their suffix."""


def read_corpus(
    paths: Sequence[str | Path],
    *,
    track: Callable[[Sequence[tuple[Path, str]]], Iterable[tuple[Path, str]]] | None = None,
) -> Corpus:
    """Read all reports below ``paths``, in the order of their names.

    Parameters
    ----------
    paths
        Folders (searched at any depth for ``.txt``) and files (taken as they are).
    track
        Wraps the list of files, to show progress.

    Raises
    ------
    CorpusError
        When a path is not there, or when there is no report below any of them.
    """
    files, ignored = list_files(paths)
    documents: list[Document] = []
    failures: list[Failure] = []
    for path, source in track(files) if track else files:
        try:
            documents.append(read_document(path, source=source))
        except DocumentError as error:
            failures.append(Failure(source=source, reason=str(error)))
    return Corpus(documents=tuple(documents), failures=tuple(failures), ignored=tuple(ignored))


def list_files(paths: Sequence[str | Path]) -> tuple[list[tuple[Path, str]], list[str]]:
    """List the report files below ``paths`` with their names in outputs, and the files left aside.

    A file's name in outputs is its path below the corpus; where two corpora hold the same one, the
    later is preceded by the corpus's own name, so that names stay unique.
    """
    found: dict[str, Path] = {}
    ignored: list[str] = []
    for root in map(Path, paths):
        for path in _walk(root):
            source = path.relative_to(root).as_posix() if root.is_dir() else path.name
            if root.is_dir() and path.suffix.lower() not in SUFFIXES:
                ignored.append(source)
                continue
            found[
                _unique_name(source, path, found, folder=root if root.is_dir() else root.parent)
            ] = path
    if not found:
        named = ", ".join(map(str, paths))
        msg = f"{named}: no report in it; expected at least one .txt file, one report a file"
        raise CorpusError(msg)
    return [(found[source], source) for source in sorted(found)], sorted(ignored)


def _unique_name(source: str, path: Path, found: dict[str, Path], *, folder: Path) -> str:
    """Return a name that no other file has: with its corpus's name, and a number if need be."""
    name, number = source, 1
    while found.get(name, path).resolve() != path.resolve():
        name = f"{folder.name}/{source}" if number == 1 else f"{folder.name}-{number}/{source}"
        number += 1
    return name


def _walk(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    if not root.is_dir():
        msg = f"{root}: no such file or folder; name a folder of .txt reports"
        raise CorpusError(msg)
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(root).parts)
    )
