"""The lines of all borders of the world in one file, read one border at a time.

``world.npz`` holds three arrays, none of them pickled:

- ``coordinates``: int32 rows (lon, lat) in units of ``unit_degrees``, WGS 84; the first row of a
  section is its place, each other the step from the row before;
- ``offsets``: int32, where each section starts, and the end of the last;
- ``metadata``: uint8, a UTF-8 JSON text: credit, and for each border its id, its bounds, and name,
  sides and ends of its sections.

Opening reads the metadata alone.
"""

from __future__ import annotations

import zipfile
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
from shapely.geometry import LineString

from geomap.borders.lazy import LazyMapping, LazySequence
from geomap.borders.lines import Border, Section
from geomap.borders.stretch_table import REBUILD, StretchTable
from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FORMAT_VERSION: Final = 1


class SectionEntry(msgspec.Struct):
    """What the metadata say of a section."""

    name: str
    left: str
    right: str
    start: str
    end: str


class BorderEntry(msgspec.Struct):
    """What the metadata say of a border; its sections follow those of the border before."""

    id: str
    bounds: tuple[float, float, float, float]
    sections: list[SectionEntry]


class ArchiveMetadata(msgspec.Struct):
    """The JSON text of the file."""

    version: int
    unit_degrees: float
    credit: str
    borders: list[BorderEntry]


def load_archive(path: Path, stretches: Path) -> list[Border]:
    """Return the borders of a file of many; each reads its line when it is first asked for.

    Parameters
    ----------
    path
        ``world.npz``.
    stretches
        ``world.stretches.csv``: divisions along the borders; it need not be there.

    Raises
    ------
    GazetteerError
        The file is malformed, or of another version than this program reads.
    """
    archive = _Archive(path)
    table = StretchTable(stretches)
    borders, first = [], 0
    for entry in archive.metadata.borders:
        sections = LazySequence(partial(archive.read_sections, entry.sections, first))
        one, other = entry.id.split("-")
        border = Border(
            id=entry.id,
            sides=(one, other),
            sections=sections,
            divisions=LazyMapping(partial(table.read_divisions, entry.id, sections)),
            credit=archive.metadata.credit,
            known_bounds=entry.bounds,
        )
        borders.append(border)
        first += len(entry.sections)
    return borders


class _Archive:
    """The open file: metadata at once, coordinates when a line is first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        content = self._read_arrays("metadata")[0].tobytes()
        try:
            self.metadata = msgspec.json.decode(content, type=ArchiveMetadata)
        except msgspec.DecodeError as error:
            msg = f"{path}: expected the metadata of border lines as JSON: {error}; {REBUILD}"
            raise GazetteerError(msg) from error
        if self.metadata.version != FORMAT_VERSION:
            got = self.metadata.version
            msg = f"{path}: expected format version {FORMAT_VERSION}, got {got}; {REBUILD}"
            raise GazetteerError(msg)

    def read_sections(self, entries: list[SectionEntry], first: int) -> tuple[Section, ...]:
        """Return sections of one border; ``first`` is the number of the first in the file."""
        return tuple(
            Section(
                name=entry.name,
                line=LineString(self._read_line(number)),
                left=entry.left,
                right=entry.right,
                start=entry.start,
                end=entry.end,
            )
            for number, entry in enumerate(entries, start=first)
        )

    def _read_line(self, number: int) -> NDArray[np.float64]:
        coordinates, offsets = self._lines
        steps = coordinates[offsets[number] : offsets[number + 1]]
        units = np.cumsum(steps, axis=0, dtype=np.int64).astype(np.float64)
        return units * self.metadata.unit_degrees

    @cached_property
    def _lines(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        coordinates, offsets = self._read_arrays("coordinates", "offsets")
        count = sum(len(border.sections) for border in self.metadata.borders)
        if len(offsets) != count + 1 or offsets[-1] != len(coordinates):
            got = f"{len(offsets)} offsets up to {offsets[-1]}"
            expected = f"{count + 1} offsets up to {len(coordinates)}"
            msg = f"{self._path}: expected {expected}, got {got}; {REBUILD}"
            raise GazetteerError(msg)
        return coordinates, offsets

    def _read_arrays(self, *names: str) -> list[NDArray[np.int32]]:
        try:
            with self._path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
                return [arrays[name] for name in names]
        except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
            wanted = ", ".join(names)
            msg = f"{self._path}: expected arrays {wanted} of border lines: {error}; {REBUILD}"
            raise GazetteerError(msg) from error
