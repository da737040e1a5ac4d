"""A user's own places: files to an index that is read over the shipped one."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final, Protocol

import msgspec
import numpy as np

from geomap.errors import GazetteerError
from geomap.model import Place, Record
from geomap.places.fold import fold_name
from geomap.places.index import number_of_id
from geomap.places.index_building import IndexBuilder
from geomap.places.sources import Codes, ColumnNames, Fault, SourceKind, detect_kind, iter_source
from geomap.places.sources.geonames import AlternateName
from geomap.places.sources.rows import SourceRow

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.places.gazetteer import Gazetteer

MOST_FAULTS: Final = 100
"""Faults that a report names; the others are counted."""


class ImportOptions(Record):
    """How files are read."""

    columns: ColumnNames = ColumnNames()
    classes: tuple[str, ...] = ()
    """GeoNames feature classes to keep; all when there are none."""
    layer: str | None = None
    """Layer of a GIS file."""


class ImportReport(Record):
    """What an import did."""

    place_count: int
    name_count: int
    fault_count: int
    faults: tuple[str, ...]
    """The first ones: file, line, what was expected, what was found."""


def import_places(
    paths: Sequence[Path],
    target: Path,
    *,
    gazetteer: Gazetteer,
    options: ImportOptions | None = None,
    track: Callable[[int], None] | None = None,
) -> ImportReport:
    """Make an index of the places of files, whole or not at all.

    A row that cannot be used is reported and left out. Until the index is complete, the one that
    stood there before goes on being used, whatever happens.

    Parameters
    ----------
    paths
        GeoNames dumps, ``alternateNamesV2.txt``, tables, GIS files; a zipped one is read as it is.
        Alternate names are given to the places of the other files, and to those of the gazetteer.
    target
        The index; its folder is made when it is missing.
    gazetteer
        The shipped one, for codes of countries and divisions.
    options
        How files are read.
    track
        Told how many bytes were read since it was last told.

    Raises
    ------
    GazetteerError
        A file is missing or not to be read at all, or no row of any file could be used.
    """
    faults = _Faults()
    builder = IndexBuilder()
    read = _make_reader(paths, gazetteer, options or ImportOptions(), track)
    names = _collect_names(read(names=True), faults)
    known: set[str] = set()
    for place in _pick_places(read(names=False), faults):
        known.add(place.id)
        builder.add(names.add_to(place))
    for place in names.iter_others(known, gazetteer):
        builder.add(place)
    if not len(builder):
        shown = "; ".join(faults.shown[:3]) or "the files are empty"
        msg = f"no place in {', '.join(path.name for path in paths)}: {shown}"
        raise GazetteerError(msg)
    target.parent.mkdir(parents=True, exist_ok=True)
    name_count = builder.write(target, facts={"files": [path.name for path in paths]})
    return ImportReport(
        place_count=len(builder),
        name_count=name_count,
        fault_count=faults.count,
        faults=tuple(faults.shown),
    )


def iter_problems(
    path: Path, *, gazetteer: Gazetteer, options: ImportOptions | None = None
) -> Iterator[Fault]:
    """Yield what is wrong with the rows of a file, each with its line.

    Beside rows that cannot be used at all these are: an id that another row has, a place that
    another row describes, a name that folds to nothing, and a point at 0, 0.
    """
    chosen = options or ImportOptions()
    ids: dict[str, int] = {}
    places: dict[tuple[object, ...], int] = {}
    for row in iter_source(
        path,
        detect_kind(path),
        codes=make_codes(gazetteer),
        columns=chosen.columns,
        classes=chosen.classes,
        layer=chosen.layer,
    ):
        if isinstance(row, Fault):
            yield row
        elif isinstance(row, SourceRow):
            yield from (
                Fault(path.name, row.line, message)
                for message in _find_problems(row, ids=ids, places=places)
            )


def make_codes(gazetteer: Gazetteer) -> Codes:
    """Return the codes of countries and divisions that the shipped gazetteer knows."""
    facts = gazetteer.layers[-1].facts
    return Codes(
        alpha3=facts.get("alpha3", {}),
        admin1=facts.get("admin1", {}),
        names={
            fold_name(name): code
            for code, country in gazetteer.countries.items()
            for name in (country.place.name, *country.place.names)
        },
    )


class _Reader(Protocol):
    """Reads the files of alternate names, or the others."""

    def __call__(self, *, names: bool) -> Iterator[SourceRow | AlternateName | Fault]: ...


class _Faults:
    """The first faults, and the number of all."""

    def __init__(self) -> None:
        self.count = 0
        self.shown: list[str] = []

    def add(self, fault: Fault) -> None:
        self.count += 1
        if len(self.shown) < MOST_FAULTS:
            self.shown.append(str(fault))


class _NameTable:
    """Alternate names by GeoNames id: millions of them, so they are kept as one text."""

    def __init__(self) -> None:
        self._numbers = array("Q")
        self._ends = array("Q", [0])
        self._text = bytearray()
        self._order: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._sorted: NDArray[np.uint64] = np.zeros(0, dtype=np.uint64)

    def add(self, name: AlternateName) -> None:
        self._numbers.append(number_of_id(name.place_id) or 0)
        self._text += name.name.encode()
        self._ends.append(len(self._text))

    def sort(self) -> None:
        """Make the names findable; no more are added."""
        numbers = np.array(self._numbers, dtype=np.uint64)
        self._order = np.argsort(numbers, kind="stable")
        self._sorted = numbers[self._order]

    def add_to(self, place: Place) -> Place:
        """Return a place with its alternate names after its own."""
        names = self._names_of(number_of_id(place.id))
        if not names:
            return place
        together = dict.fromkeys((*place.names, *names))
        together.pop(place.name, None)
        return msgspec.structs.replace(place, names=tuple(together))

    def iter_others(self, known: Collection[str], gazetteer: Gazetteer) -> Iterator[Place]:
        """Yield the places of the gazetteer that have alternate names and are not known yet."""
        for number in np.unique(self._sorted).tolist():
            place_id = f"gn:{number}"
            if place_id not in known and place_id in gazetteer:
                yield self.add_to(gazetteer.place(place_id))

    def _names_of(self, number: int | None) -> list[str]:
        if number is None or not len(self._sorted):
            return []
        begin = int(np.searchsorted(self._sorted, np.uint64(number)))
        end = int(np.searchsorted(self._sorted, np.uint64(number), side="right"))
        return [
            self._text[self._ends[at] : self._ends[at + 1]].decode()
            for at in self._order[begin:end].tolist()
        ]


def _make_reader(
    paths: Sequence[Path],
    gazetteer: Gazetteer,
    options: ImportOptions,
    track: Callable[[int], None] | None,
) -> _Reader:
    """Return a function that reads the files of alternate names, or the others."""
    kinds = {path: detect_kind(path) for path in paths}
    codes = make_codes(gazetteer)

    def read(*, names: bool) -> Iterator[SourceRow | AlternateName | Fault]:
        for path, kind in kinds.items():
            if (kind is SourceKind.ALTERNATE_NAMES) is names:
                yield from iter_source(
                    path,
                    kind,
                    codes=codes,
                    columns=options.columns,
                    classes=options.classes,
                    layer=options.layer,
                    track=track,
                )

    return read


def _collect_names(
    rows: Iterable[SourceRow | AlternateName | Fault], faults: _Faults
) -> _NameTable:
    names = _NameTable()
    for row in rows:
        if isinstance(row, AlternateName):
            names.add(row)
        elif isinstance(row, Fault):
            faults.add(row)
    names.sort()
    return names


def _pick_places(
    rows: Iterable[SourceRow | AlternateName | Fault], faults: _Faults
) -> Iterator[Place]:
    """Yield the places among rows, each id once."""
    known: set[str] = set()
    for row in rows:
        if isinstance(row, Fault):
            faults.add(row)
        elif isinstance(row, SourceRow) and row.place.id not in known:
            known.add(row.place.id)
            yield row.place


def _find_problems(
    row: SourceRow, *, ids: dict[str, int], places: dict[tuple[object, ...], int]
) -> Iterator[str]:
    place = row.place
    first = ids.setdefault(place.id, row.line)
    if first != row.line:
        yield f"expected an id of its own, got {place.id!r}, which line {first} has"
    words = fold_name(place.name)
    same = places.setdefault((words, place.lon, place.lat, place.feature_code), row.line)
    if same != row.line and first == row.line:
        yield f"expected a place once, got {place.name!r} at the point that line {same} gives it"
    if (place.lon, place.lat) == (0.0, 0.0):
        yield f"expected a point, got 0, 0 for {place.name!r}, which stands for none"
    for name in (place.name, *place.names):
        if not fold_name(name):
            yield f"expected a name with letters or digits, got {name!r}"
