"""Tables with a header, whose columns go by many names: CSV, semicolons, tabs."""

from __future__ import annotations

import csv
import math
from typing import TYPE_CHECKING, Final

from geomap.errors import GazetteerError
from geomap.model import Place
from geomap.places.sources.rows import Codes, ColumnNames, Fault, SourceRow, read_degrees

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

COLUMN_SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": (
        "name",
        "toponym",
        "placename",
        "place_name",
        "place",
        "name_en",
        "title",
        "asciiname",
    ),
    "lon": ("lon", "lng", "long", "longitude", "x", "lon_dd", "point_x"),
    "lat": ("lat", "latitude", "y", "lat_dd", "point_y"),
    "id": ("id", "geonameid", "geoname_id", "gid", "osm_id", "uid"),
    "variants": ("variants", "alternatenames", "alternate_names", "altnames", "aliases", "names"),
    "country": ("country", "iso3", "iso_a3", "country_code", "countrycode", "iso2", "cc", "adm0"),
    "admin1": ("admin1", "iso_3166_2", "adm1", "region"),
    "feature_code": ("feature_code", "featurecode", "fcode", "fclass"),
    "population": ("population", "pop"),
    "radius_km": ("radius_km",),
}
"""Names of columns by what they hold, in lower case, the first found counts."""

_DELIMITERS: Final = ",;\t|"


class Columns:
    """Which column of a header holds what.

    Parameters
    ----------
    header
        Names of the columns.
    wanted
        Columns that the user named.
    file
        Name of the file, for errors.

    Raises
    ------
    GazetteerError
        There is no column for the name or for the point.
    """

    def __init__(self, header: Sequence[str], *, wanted: ColumnNames, file: str) -> None:
        at = {name.strip().lower(): index for index, name in reversed(list(enumerate(header)))}
        self._found = {
            field: next((at[name] for name in names if name in at), None)
            for field, names in COLUMN_SPELLINGS.items()
        }
        for field in ("name", "lon", "lat"):
            given = getattr(wanted, field)
            if given is not None:
                self._found[field] = at.get(given.strip().lower())
            if self._found[field] is None:
                names = ", ".join(filter(None, header)) or "none"
                expected = given or " or ".join(COLUMN_SPELLINGS[field][:4])
                msg = (
                    f"{file}, line 1: expected a column for the {field} ({expected}), got: "
                    f"{names}; name it with --{field}-column"
                )
                raise GazetteerError(msg)

    def read(self, cells: Sequence[str], field: str) -> str:
        """Return the text of a field, empty where the table has no such column."""
        at = self._found[field]
        return cells[at].strip() if at is not None and at < len(cells) else ""


def iter_table(
    lines: Iterable[str], *, file: str, codes: Codes, wanted: ColumnNames
) -> Iterator[SourceRow | Fault]:
    """Yield the places of a table with a header, and a fault for each row that is none.

    Raises
    ------
    GazetteerError
        The header has no column for the name or for the point.
    """
    iterator = iter(lines)
    first = next(iterator, "")
    delimiter = max(_DELIMITERS, key=first.count)
    header = next(csv.reader([first.lstrip("\ufeff")], delimiter=delimiter), [])
    columns = Columns(header, wanted=wanted, file=file)
    reader = csv.reader(iterator, delimiter=delimiter)
    try:
        for cells in reader:
            line = reader.line_num + 1
            if not any(cells):
                continue
            if len(cells) > len(header):
                yield Fault(file, line, f"expected {len(header)} columns, got {len(cells)}")
                continue
            place = _read_place(cells, columns, codes=codes, fallback_id=f"user:{file}:{line}")
            yield SourceRow(line, place) if isinstance(place, Place) else Fault(file, line, place)
    except csv.Error as error:
        yield Fault(file, reader.line_num + 1, f"expected a row of a table: {error}")


def _read_place(
    cells: Sequence[str], columns: Columns, *, codes: Codes, fallback_id: str
) -> Place | str:
    name = columns.read(cells, "name")
    if not name:
        return "expected a name, got an empty field"
    degrees = read_degrees(columns.read(cells, "lon"), columns.read(cells, "lat"))
    if isinstance(degrees, str):
        return degrees
    country_text = columns.read(cells, "country")
    countries = [codes.country(part) for part in country_text.split("|")] if country_text else []
    if not all(countries):
        return f"expected an ISO 3166-1 code or the name of a country, got {country_text!r}"
    try:
        population = _read_number(columns.read(cells, "population"))
        radius_km = _read_number(columns.read(cells, "radius_km"))
    except ValueError as error:
        return str(error)
    place_id = columns.read(cells, "id") or fallback_id
    return Place(
        id=place_id if ":" in place_id else f"user:{place_id}",
        name=name,
        names=_split(columns.read(cells, "variants")),
        lon=degrees[0],
        lat=degrees[1],
        country="|".join(code for code in countries if code) or None,
        admin1=columns.read(cells, "admin1") or None,
        feature_code=columns.read(cells, "feature_code") or None,
        population=None if population is None else int(population),
        radius_km=radius_km,
    )


def _read_number(text: str) -> float | None:
    """Return a number that is not negative, ``None`` for an empty field."""
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number >= 0):
        msg = f"expected a number of 0 or more, got {text!r}"
        raise ValueError(msg)
    return number


def _split(names: str) -> tuple[str, ...]:
    """Split a list of names by its bars, else by its semicolons, else by its commas."""
    mark = next((mark for mark in "|;," if mark in names), None)
    parts = names.split(mark) if mark else [names]
    return tuple(part.strip() for part in parts if part.strip())
