"""GeoNames' dumps: a country's file or ``allCountries.txt``, and ``alternateNamesV2.txt``.

Columns as in the readme of the dump, CC BY 4.0: tab-separated UTF-8, without a header, without
quoting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.model import Place
from geomap.places.names import is_proper_name
from geomap.places.sources.rows import Codes, Fault, SourceRow, read_degrees

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

DUMP_COLUMNS: Final = 19
NAMES_COLUMNS: Final = 8
"""``alternateNamesV2.txt`` has 10; the older ``alternateNames.txt`` 8."""

# Of the column "isolanguage": what is no name in a language.
_NO_LANGUAGES: Final = frozenset(
    "link post iata icao faac tcid unlc wkdt abbr phon piny nuts olc".split()
)
_HISTORIC_COLUMN: Final = 7


class AlternateName(NamedTuple):
    """A further name of a place of GeoNames."""

    place_id: str
    name: str


def iter_dump(
    lines: Iterable[bytes], *, file: str, codes: Codes, classes: Collection[str] = ()
) -> Iterator[SourceRow | Fault]:
    """Yield the places of a dump, and a fault for each line that is none.

    Parameters
    ----------
    lines
        The lines of the file.
    file
        Its name, for faults.
    codes
        Codes of countries and divisions.
    classes
        GeoNames feature classes (A, P, H, T, L, S, V, R, U); all when there are none.
    """
    for number, line in enumerate(lines, start=1):
        cells = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
        if len(cells) != DUMP_COLUMNS:
            if cells != [""]:
                message = f"expected {DUMP_COLUMNS} tab-separated columns, got {len(cells)}"
                yield Fault(file, number, message)
            continue
        if classes and cells[6] not in classes:
            continue
        place = _read_place(cells, codes)
        yield SourceRow(number, place) if isinstance(place, Place) else Fault(file, number, place)


def iter_alternate_names(lines: Iterable[bytes], *, file: str) -> Iterator[AlternateName | Fault]:
    """Yield the names of ``alternateNamesV2.txt``, and a fault for each line that holds none.

    Links, codes of airports and the like, and names marked as historic are left out.
    """
    for number, line in enumerate(lines, start=1):
        cells = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
        if len(cells) < NAMES_COLUMNS - 4 or not cells[1].isdigit():
            if cells != [""]:
                message = "expected alternateNameId, geonameid, isolanguage, name, ... by tabs"
                yield Fault(file, number, message)
            continue
        is_historic = len(cells) > _HISTORIC_COLUMN and cells[_HISTORIC_COLUMN] == "1"
        if cells[2] not in _NO_LANGUAGES and not is_historic and is_proper_name(cells[3]):
            yield AlternateName(f"gn:{cells[1]}", cells[3])


def _read_place(cells: list[str], codes: Codes) -> Place | str:
    if not cells[0].isdigit():
        return f"expected a geonameid, got {cells[0]!r}"
    if not cells[1].strip():
        return "expected a name, got an empty field"
    degrees = read_degrees(cells[5], cells[4])
    if isinstance(degrees, str):
        return degrees
    country = codes.alpha3.get(cells[8]) if cells[8] else None
    if cells[8] and country is None:
        return f"expected an ISO 3166-1 alpha-2 country, got {cells[8]!r}"
    if cells[14] and not cells[14].isdigit():
        return f"expected a population, got {cells[14]!r}"
    names = [name for name in cells[3].split(",") if name and is_proper_name(name)]
    return Place(
        id=f"gn:{cells[0]}",
        name=cells[1],
        names=tuple(names),
        lon=degrees[0],
        lat=degrees[1],
        country=country,
        admin1=codes.admin1.get(f"{cells[8]}.{cells[10]}"),
        feature_code=cells[7] or None,
        # GeoNames writes 0 where it does not know.
        population=int(cells[14] or 0) or None,
    )
