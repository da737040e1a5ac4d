"""The files of a corpus, one after another: folders, files, patterns and lists of files."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.documents.columns import check_columns
from geomap.documents.formats import SUFFIXES, check_format, find_format
from geomap.documents.records import (
    STDIN,
    Failure,
    ReadOptions,
    Remark,
    RemarkKind,
    Report,
    Source,
)
from geomap.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

STDIN_NAME: Final = "stdin"
LIST_MARK: Final = "@"
_MAGIC: Final = frozenset("*?[")
# They stand beside reports and are none.
_NO_REPORTS: Final = frozenset({"readme.md", "license.md", "changelog.md", "contributing.md"})


class _Root(NamedTuple):
    """What was named, and the folder below which the names of its files begin."""

    path: Path
    base: Path
    is_folder: bool = False


def iter_sources(
    paths: Sequence[str | Path], *, options: ReadOptions, report: Report
) -> Iterator[Source | Failure]:
    """Yield the files of a corpus in the order of their names, each under a name of its own.

    A single folder is listed while it is read; of several paths the names are gathered first, to
    sort them and to keep them apart. A file's name in outputs is its path below the corpus; where
    two corpora hold the same one, the later is preceded by the corpus's own name.

    Parameters
    ----------
    paths
        Folders (searched at any depth), files (taken as they are), patterns (``2021/**/*.html``),
        ``-`` for the standard input, and ``@list.txt`` for a file that lists any of these.
    options
        How they are read.
    report
        Told of files in folders that are no reports by their suffix.

    Raises
    ------
    CorpusError
        At once when a path is not there; when the end is reached and there was no report.
    ReadOptionError
        At once when the options cannot be meant.
    """
    check_format(options)
    check_columns(options)
    roots, failures = _find_roots(paths)
    if len(roots) == 1 and roots[0].is_folder:
        found = _list_root(roots[0], options=options, report=report)
    else:
        found = iter(_list_all(roots, options=options, report=report))
    return _check_any([*failures], found, named=", ".join(map(str, paths)))


def _check_any(
    failures: list[Failure], found: Iterator[Source | Failure], *, named: str
) -> Iterator[Source | Failure]:
    yield from failures
    first = next(found, None)
    if first is not None:
        yield first
        yield from found
    elif not failures:
        msg = (
            f"{named}: no report in it; expected at least one file of {', '.join(SUFFIXES)}, "
            "or of .gz or .zst of these"
        )
        raise CorpusError(msg)


def _find_roots(paths: Iterable[str | Path]) -> tuple[list[_Root], list[Failure]]:
    """Return what the paths name; of what stands in a list a wrong line stops no other."""
    roots: list[_Root] = []
    failures: list[Failure] = []
    for text in map(str, paths):
        if not text.startswith(LIST_MARK) or Path(text).exists():
            roots += _find_named(text)
            continue
        name = text.removeprefix(LIST_MARK)
        for number, line in _read_list(name):
            try:
                roots += _find_named(line)
            except CorpusError as error:
                failures.append(Failure(source=line, reason=f"{name}, line {number}: {error}"))
    return roots, failures


def _find_named(text: str) -> list[_Root]:
    path = Path(text)
    if text == STDIN:
        return [_Root(path, path)]
    if path.is_dir():
        return [_Root(path, path, is_folder=True)]
    if path.exists():
        return [_Root(path, path.parent)]
    if not _MAGIC & set(text):
        msg = f"{text}: no such file or folder; name a folder of reports, files, or a pattern"
        raise CorpusError(msg)
    base = Path(*_take_plain_parts(path))
    # Unlike pathlib's own it takes absolute patterns.
    matches = map(Path, glob.iglob(text, recursive=True))  # noqa: PTH207
    found = [_Root(match, base) for match in matches if match.is_file()]
    if not found:
        msg = f"{text}: no file has a name of this pattern"
        raise CorpusError(msg)
    return found


def _take_plain_parts(path: Path) -> Iterator[str]:
    """Yield the folders of a pattern in front of the first that is one."""
    for part in path.parts[:-1]:
        if _MAGIC & set(part):
            return
        yield part


def _read_list(name: str) -> Iterator[tuple[int, str]]:
    """Yield the paths of a list with their numbers: one a line, or divided by NUL characters."""
    try:
        content = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        msg = f"{name}: the list of files cannot be read ({error.strerror or error})"
        raise CorpusError(msg) from error
    for number, line in enumerate(content.split(b"\0" if b"\0" in content else b"\n"), start=1):
        text = os.fsdecode(line.rstrip(b"\r"))
        if text.strip():
            yield number, text


def _list_all(
    roots: Sequence[_Root], *, options: ReadOptions, report: Report
) -> list[Source | Failure]:
    """Return all files, sorted by names that keep them apart, and before them what failed."""
    found: dict[str, Source] = {}
    failures: list[Source | Failure] = []
    for root in roots:
        for it in _list_root(root, options=options, report=report):
            if isinstance(it, Failure):
                failures.append(it)
                continue
            name = _choose_name(it, found, folder=root.base)
            found[name] = Source(path=it.path, name=name)
    return [*failures, *(found[name] for name in sorted(found))]


def _choose_name(source: Source, found: dict[str, Source], *, folder: Path) -> str:
    """Return a name that no other file has: with its corpus's name, and a number if need be."""
    name, number = source.name, 1
    while name in found and Path(found[name].path).resolve() != Path(source.path).resolve():
        before = folder.name if number == 1 else f"{folder.name}-{number}"
        name = f"{before}/{source.name}"
        number += 1
    return name


def _list_root(root: _Root, *, options: ReadOptions, report: Report) -> Iterator[Source | Failure]:
    if not root.is_folder:
        is_stdin = str(root.path) == STDIN
        name = STDIN_NAME if is_stdin else root.path.relative_to(root.base).as_posix()
        yield Source(path=str(root.path), name=name)
        return
    # As text: a path that is taken apart takes as long as to find what is kept of its file.
    begin = len(os.path.join(root.path, ""))  # noqa: PTH118
    for path in _walk(str(root.path)):
        if isinstance(path, Failure):
            yield path
            continue
        name = path[begin:].replace(os.sep, "/")
        if _is_report(name, options):
            yield Source(path=path, name=name)
        else:
            text = "no report by its suffix"
            report(Remark(source=name, kind=RemarkKind.LEFT_ASIDE, text=text))


def _is_report(name: str, options: ReadOptions) -> bool:
    if name.lower().rpartition("/")[2] in _NO_REPORTS:
        return False
    return options.format is not None or find_format(name) is not None


def _walk(folder: str) -> Iterator[str | Failure]:
    """Yield the files below a folder in the order of their paths; what is hidden is left out."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(
                # As if a folder's name ended in a slash: so whole paths come out sorted.
                (f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name, entry)
                for entry in entries
                if not entry.name.startswith(".")
            )
    except OSError as error:
        reason = f"{folder}: the folder cannot be read ({error.strerror or error})"
        yield Failure(source=folder, reason=reason)
        return
    for key, entry in found:
        if key.endswith("/"):
            yield from _walk(entry.path)
        elif entry.is_file():
            yield entry.path
