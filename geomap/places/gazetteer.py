"""The gazetteer: places by id, names by their folded words, countries by name and demonym."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from geomap.errors import GazetteerError
from geomap.model import Place, Record
from geomap.places.fold import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

COLUMNS: Final = ("id", "name", "country", "feature_code", "lon", "lat", "variants", "source")
"""Columns that every file of places has; ``admin1``, ``radius_km``, ``population`` are optional."""

# Words that follow a division's proper name in its full name, with the rank that UCDP's where_prec
# gives such a unit: 3 second-order, 4 first-order.
GENERIC_TERMS: Final = {
    "district": 3,
    "rayon": 3,
    "raion": 3,
    "county": 3,
    "municipality": 3,
    "province": 4,
    "region": 4,
    "oblast": 4,
    "marz": 4,
    "state": 4,
    "governorate": 4,
    "republic": 4,
}


class Country(Record):
    """A state: its place, and the words for its people."""

    place: Place
    capital: str | None
    demonyms: tuple[str, ...]


class Gazetteer:
    """Places and their names, read-only once built.

    Parameters
    ----------
    places
        All places; an earlier place of the same id wins.
    countries
        The states, whose places need not be repeated in ``places``.
    """

    def __init__(self, *, places: Iterable[Place], countries: Iterable[Country]) -> None:
        self.countries = {country.place.country or "": country for country in countries}
        self.places: dict[str, Place] = {}
        self._by_name: dict[tuple[str, ...], list[Place]] = defaultdict(list)
        self._longest: dict[str, int] = defaultdict(int)
        self._demonyms: dict[tuple[str, ...], str] = {}
        self._divisions: dict[str, Place] = {}
        for country in self.countries.values():
            self._add(country.place)
            for demonym in country.demonyms:
                self._add_demonym(demonym, country.place.country or "")
        for place in places:
            if place.id not in self.places:
                self._add(place)
        self.capitals = self._find_capitals()

    def lookup(self, words: tuple[str, ...]) -> tuple[Place, ...]:
        """Return the places that bear a name, given as folded words (`fold_name`)."""
        return tuple(self._by_name.get(words, ()))

    def demonym_country(self, words: tuple[str, ...]) -> str | None:
        """Return the ISO alpha-3 code of the state whose people or adjective these words are."""
        return self._demonyms.get(words)

    def longest_name(self, first_word: str) -> int:
        """Return how many words the longest name or demonym that begins with this word has."""
        return self._longest.get(first_word, 0)

    def division(self, admin1: str | None) -> Place | None:
        """Return the division of an ISO 3166-2 code."""
        return self._divisions.get(admin1) if admin1 else None

    def country_name(self, code: str) -> str:
        """Return the English name of a state by its ISO alpha-3 code, or the code itself."""
        country = self.countries.get(code)
        return country.place.name if country else code

    def __iter__(self) -> Iterator[Place]:
        """Iterate over all places."""
        return iter(self.places.values())

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self.places)

    def _add(self, place: Place) -> None:
        self.places[place.id] = place
        for words in {fold_name(name) for name in (place.name, *place.names)}:
            self._add_name(words, place)
        if is_division(place):
            words = fold_name(place.name)
            if len(words) > 1 and words[-1] in GENERIC_TERMS:
                bare = words[:-2] if words[-2] == "autonomous" else words[:-1]
                self._add_name(bare, place)
            if place.admin1 and place.admin1 not in self._divisions:
                self._divisions[place.admin1] = place

    def _add_name(self, words: tuple[str, ...], place: Place) -> None:
        if words and place not in self._by_name[words]:
            self._by_name[words].append(place)
            self._longest[words[0]] = max(self._longest[words[0]], len(words))

    def _add_demonym(self, demonym: str, country: str) -> None:
        words = fold_name(demonym)
        if words:
            self._demonyms.setdefault(words, country)
            self._longest[words[0]] = max(self._longest[words[0]], len(words))

    def _find_capitals(self) -> frozenset[str]:
        return frozenset(
            place.id
            for country in self.countries.values()
            if country.capital
            for place in self.lookup(fold_name(country.capital))
            if place.country == country.place.country and place.feature_code == "PPLC"
        )


def is_division(place: Place) -> bool:
    """Tell whether a place is an administrative division below the state."""
    return (place.feature_code or "").startswith("ADM")


def is_country(place: Place) -> bool:
    """Tell whether a place is a state or a territory of one."""
    return (place.feature_code or "").startswith(("PCL", "TERR"))


def division_rank(place: Place) -> int:
    """Return UCDP where_prec of an event known by this division: 3 second-order, 4 first-order.

    By the generic term of its full name where there is one: a country's first-order units are
    districts in some states and provinces in others, and where_prec means the size of the unit.
    """
    term = fold_name(place.name)[-1]
    if term in GENERIC_TERMS:
        return GENERIC_TERMS[term]
    return 4 if place.feature_code == "ADM1" else 3


def load_gazetteer(folder: Path) -> Gazetteer:
    """Read the gazetteer of a folder that holds ``places/*.csv``.

    Raises
    ------
    GazetteerError
        When a file is missing or malformed; it names all faulty lines at once.
    """
    places_folder = folder / "places"
    countries_path = places_folder / "countries.csv"
    if not countries_path.is_file():
        msg = f"{countries_path}: no such file; the gazetteer is incomplete, install geomap again"
        raise GazetteerError(msg)
    faults: list[str] = []
    countries = [
        Country(
            place=place,
            capital=row.get("capital") or None,
            demonyms=_split(row.get("demonyms", "")),
        )
        for row, place in _read_places(countries_path, faults)
    ]
    # Hand-curated files come before generated ones: on a shared id the curated row wins.
    paths = sorted(
        places_folder.glob("*.csv"), key=lambda path: (path.name == "cities.csv", path.name)
    )
    places = [
        place
        for path in paths
        if path != countries_path and not path.name.endswith("_edits.csv")
        for _, place in _read_places(path, faults)
    ]
    if faults:
        raise GazetteerError("; ".join(faults))
    return Gazetteer(places=places, countries=countries)


def _read_places(path: Path, faults: list[str]) -> list[tuple[dict[str, str], Place]]:
    rows: list[tuple[dict[str, str], Place]] = []
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            faults.append(f"{path.name}, line 1: no column {', '.join(missing)}")
            return rows
        for row in reader:
            if None in row or None in row.values():
                count = len(reader.fieldnames or ())
                faults.append(f"{path.name}, line {reader.line_num}: expected {count} columns")
                continue
            try:
                rows.append((row, _parse_place(row)))
            except (ValueError, TypeError) as error:
                faults.append(f"{path.name}, line {reader.line_num}: {error}")
    return rows


def _parse_place(row: dict[str, str]) -> Place:
    return Place(
        id=row["id"],
        name=row["name"],
        names=_split(row["variants"]),
        lon=float(row["lon"]) if row["lon"] else None,
        lat=float(row["lat"]) if row["lat"] else None,
        country=row["country"] or None,
        admin1=row.get("admin1") or None,
        feature_code=row["feature_code"] or None,
        population=int(row["population"]) if row.get("population") else None,
        radius_km=float(row["radius_km"]) if row.get("radius_km") else None,
    )


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split("|") if name.strip())
