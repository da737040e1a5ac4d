"""Telling what kind of file a user gives, and reading it."""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from enum import StrEnum
from typing import IO, TYPE_CHECKING, Final

from geomap.errors import GazetteerError
from geomap.places.sources.geonames import (
    DUMP_COLUMNS,
    NAMES_COLUMNS,
    AlternateName,
    iter_alternate_names,
    iter_dump,
)
from geomap.places.sources.table import iter_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from geomap.places.sources.rows import Codes, ColumnNames, Fault, SourceRow

_TEXT_SUFFIXES: Final = (".txt", ".tsv", ".csv")
_FIRST_BYTES: Final = 1 << 16


class SourceKind(StrEnum):
    """What a file of places is."""

    DUMP = "GeoNames dump"
    ALTERNATE_NAMES = "GeoNames alternate names"
    TABLE = "table"
    GIS = "GIS layer"


def detect_kind(path: Path) -> SourceKind:
    """Tell what a file is: by its ending, and by its first line where that does not tell.

    Raises
    ------
    GazetteerError
        The file is not there.
    """
    if not path.is_file():
        msg = f"{path}: expected a file of places, found none"
        raise GazetteerError(msg)
    if path.suffix.lower() not in (*_TEXT_SUFFIXES, ".zip"):
        return SourceKind.GIS
    if path.suffix.lower() == ".zip" and _find_member(path) is None:
        return SourceKind.GIS
    with open_text(path) as stream:
        cells = stream.readline(_FIRST_BYTES).decode("utf-8", "replace").split("\t")
    if len(cells) == DUMP_COLUMNS and cells[0].isdigit():
        return SourceKind.DUMP
    if len(cells) >= NAMES_COLUMNS and cells[0].isdigit() and cells[1].isdigit():
        return SourceKind.ALTERNATE_NAMES
    return SourceKind.TABLE


def iter_source(  # noqa: PLR0913 - one option for each way in which files differ
    path: Path,
    kind: SourceKind,
    *,
    codes: Codes,
    columns: ColumnNames,
    classes: Collection[str] = (),
    layer: str | None = None,
    track: Callable[[int], None] | None = None,
) -> Iterator[SourceRow | AlternateName | Fault]:
    """Yield what a file holds, row by row.

    Parameters
    ----------
    path
        The file; a ``.zip`` is read without being unpacked.
    kind
        From `detect_kind`.
    codes
        Codes of countries and divisions.
    columns
        Columns that the user named.
    classes
        GeoNames feature classes to keep; all when there are none.
    layer
        Of a GIS file.
    track
        Told how many bytes were read since it was last told.

    Raises
    ------
    GazetteerError
        The file as a whole cannot be used: no column for the name, no CRS.
    """
    if kind is SourceKind.GIS:
        # Only here: geopandas takes a while to import, and tables do without it.
        from geomap.places.sources.gis import iter_gis  # noqa: PLC0415

        yield from iter_gis(path, codes=codes, wanted=columns, layer=layer)
        return
    with open_text(path) as stream:
        lines = _track_lines(stream, track)
        if kind is SourceKind.DUMP:
            yield from iter_dump(lines, file=path.name, codes=codes, classes=classes)
        elif kind is SourceKind.ALTERNATE_NAMES:
            yield from iter_alternate_names(lines, file=path.name)
        else:
            text = (line.decode("utf-8", "replace") for line in lines)
            yield from iter_table(text, file=path.name, codes=codes, wanted=columns)


@contextmanager
def open_text(path: Path) -> Iterator[IO[bytes]]:
    """Open a text file, or the one that a ``.zip`` holds, as bytes."""
    if path.suffix.lower() != ".zip":
        with path.open("rb") as stream:
            yield stream
        return
    member = _find_member(path)
    with zipfile.ZipFile(path) as archive, archive.open(member or "") as inner:
        yield io.BufferedReader(inner)  # type: ignore[type-var]  # a ZipExtFile is read as it is


def measure_text(path: Path) -> int:
    """Return how many bytes `open_text` will give."""
    member = _find_member(path) if path.suffix.lower() == ".zip" else None
    if member is None:
        return path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        return archive.getinfo(member).file_size


def _find_member(path: Path) -> str | None:
    """Return the name of the text file in an archive: GeoNames adds a readme to some."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [
                info
                for info in archive.infolist()
                if info.filename.lower().endswith(_TEXT_SUFFIXES)
                and "readme" not in info.filename.lower()
            ]
    except zipfile.BadZipFile as error:
        msg = f"{path}: expected a zip archive: {error}"
        raise GazetteerError(msg) from error
    return max(members, key=lambda info: info.file_size).filename if members else None


def _track_lines(stream: Iterable[bytes], track: Callable[[int], None] | None) -> Iterator[bytes]:
    if track is None:
        yield from stream
        return
    unreported = 0
    for line in stream:
        unreported += len(line)
        if unreported >= _FIRST_BYTES:
            track(unreported)
            unreported = 0
        yield line
    track(unreported)
