"""The index of places: names by the hashes of their folded words, places by row.

An index is one file (`geomap.places.container`), mapped into memory. It is made once by
`geomap.places.index_building` and never changed; worker processes that open the same path share its
pages.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geomap.model import Place, split_countries
from geomap.places.bearers import Area, Bearer, make_bearer, read_feature_kind
from geomap.places.container import Container
from geomap.places.fold import Script, fold_name
from geomap.places.hashes import MAX_WORDS, hash_name
from geomap.places.name_entries import (
    KIND_BITS,
    KIND_SHIFT,
    OWN_MASK,
    NameEntry,
    NameKind,
    make_entry,
)
from geomap.places.name_table import NameTable
from geomap.places.name_text import NameText

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.places.scan import TextWords

DEGREE_STEPS: Final = 10_000_000
"""Coordinates are stored in ten-millionths of a degree: a centimetre on the ground."""
NO_COORDINATE: Final = -(2**31)
NO_POPULATION: Final = 2**32 - 1
OTHER_ID: Final = 2**31
"""Ids from here on are places in the list of ids that are not GeoNames'."""

_OWN_KIND: Final = int(NameKind.NAME)
"""A number: an enumeration is slow to compare with."""
_GUIDE_STEP: Final = 64
_COLUMNS: Final = (
    "ids",
    "lons",
    "lats",
    "populations",
    "country_numbers",
    "division_numbers",
    "feature_numbers",
    "name_flags",
    "radius_rows",
    "radii_km",
)
"""Arrays of which single numbers are read."""


def number_of_id(place_id: str) -> int | None:
    """Return the number of a GeoNames id, ``gn:586268``; ``None`` for an id of another kind."""
    digits = place_id.removeprefix("gn:")
    if digits == place_id or not digits.isascii() or not digits.isdigit():
        return None
    number = int(digits)
    return number if number < OTHER_ID else None


class PlaceIndex:
    """An open index of places.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    GazetteerError
        The file is missing or is no index.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = Container(path)
        self.facts: dict[str, Any] = self._file.facts
        self._countries: list[str] = self.facts["countries"]
        self._divisions: list[str] = self.facts["divisions"]
        self._features: list[str] = self.facts["features"]
        self._other_ids: list[str] = self.facts["other_ids"]
        self._table = NameTable(self._file)
        self._text = NameText(self._file)
        # Asked of every second capitalised word of a text.
        self.may_open: Callable[[int], bool] = self._table.may_open
        """Tell whether a name may begin with two words, by what their hashes add up to."""
        self._first_names = self._file.read_begins("first_names", "name_counts")
        self._name_flags = self._file["name_flags"]
        # One number of a memory view costs a third of one of an array, and a place is a dozen.
        self._columns = {name: self._file[name].data for name in _COLUMNS}
        self._columns["first_names"] = self._first_names.data
        # Of a name the row is looked for between these: a few steps instead of eighteen.
        every = np.arange(0, self.name_count + 2 * _GUIDE_STEP, _GUIDE_STEP)
        self._row_guide = np.searchsorted(self._first_names, every, side="right").tolist()
        self._country_sets = [split_countries(codes) for codes in self._countries]
        self._areas: dict[tuple[int, int], Area] = {}
        self._known_rows: dict[str, int] = {}
        self._kinds = [read_feature_kind(code or None) for code in self._features]

    def __reduce__(self) -> tuple[type[PlaceIndex], tuple[Path]]:
        """Pickle as the path: another process opens the file itself."""
        return PlaceIndex, (self.path,)

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self._file["ids"])

    @property
    def name_count(self) -> int:
        """Number of names of all kinds."""
        return len(self._name_flags)

    # --- names ---------------------------------------------------------------------------------

    def find_matches(self, words: TextWords, *, capitalised: bool = True) -> NDArray[np.int64]:
        """Return for each word of a text how many words the longest name that begins there has.

        Parameters
        ----------
        words
            From `scan_words`.
        capitalised
            Leave out names whose first word begins with a lower-case letter.

        Returns
        -------
        numpy.ndarray
            0 where no name begins.
        """
        counts = np.zeros(len(words), dtype=np.int64)
        first = np.flatnonzero(~words.is_lower) if capitalised else np.arange(len(words))
        counts[first] = self._table.find_longest(words, first)
        return counts

    def lookup(self, words: Sequence[str]) -> list[NameEntry]:
        """Return the names that fold to these words, of all kinds."""
        if not words or len(words) > MAX_WORDS:
            return []
        entries = [make_entry(*found) for found in self.find_entries(hash_name(words))]
        # All names of a slot fold alike; one tells whether only the hash is the same.
        is_same = entries and fold_name(self.spelling(entries[0])) == tuple(words)
        return entries if is_same else []

    def find_entries(self, hashed: int) -> list[tuple[int, int, int]]:
        """Return row, number and flags of the names with a hash (`hash_name`), by their ids.

        No spelling is read. That it is the same of other words is too rare for a text to matter
        (`geomap.places.name_table`).
        """
        slot = self._table.find_slot(hashed)
        if slot is None:
            return []
        first_names, flags = self._columns["first_names"], self._columns["name_flags"]
        guide = self._row_guide
        entries = []
        for name in self._table.names_of(slot):
            step = name // _GUIDE_STEP
            row = bisect_right(first_names, name, guide[step], guide[step + 1]) - 1
            entries.append((row, name, flags[name]))
        if len(entries) > 1:
            ids = self._columns["ids"]
            entries.sort(key=lambda it: ids[it[0]])
        return entries

    def longest_name(self, first_word: str) -> int:
        """Return how many words the longest name that begins with a folded word has."""
        slot = self._table.find_slot(hash_name((first_word,)))
        return 0 if slot is None else self._table.longest_of(slot)

    def read_first(self, hashed: int) -> tuple[bool, int]:
        """Tell whether a hash of one word is a name's, and how long names that begin so are."""
        slot = self._table.find_slot(hashed)
        return (False, 0) if slot is None else self._table.read_first(slot)

    def spelling(self, entry: NameEntry) -> str:
        """Return a name as it is written."""
        return self.spell(entry.name)

    def spell(self, name: int) -> str:
        """Return the name of a number as it is written."""
        return self._text.spell(name)

    def read_own_names(self, script: Script, country: str | None) -> tuple[list[int], list[str]]:
        """Return rows and spellings of names in a script, of all places or those of a country."""
        rows = np.arange(len(self)) if country is None else self.rows_with(country=country)
        owners: list[int] = []
        spelt: list[str] = []
        # The places of a country stand together, and so do the blocks of their names.
        for run in np.split(rows, np.flatnonzero(np.diff(rows) != 1) + 1) if len(rows) else ():
            begins = self._first_names[run[0] : run[-1] + 2]
            first, last = int(begins[0]), int(begins[-1])
            is_own = self._name_flags[first:last] & OWN_MASK == script
            owners += np.repeat(run, np.diff(begins))[is_own].tolist()
            spelt += compress(self._text.spell_many(first, last), is_own.tolist())
        return owners, spelt

    def names_of(self, row: int) -> list[NameEntry]:
        """Return the names of a place, its main name first."""
        first, last = self._first_names[row : row + 2].tolist()
        flags = self._name_flags[first:last].tolist()
        return [make_entry(row, name, it) for name, it in enumerate(flags, start=first)]

    # --- places --------------------------------------------------------------------------------

    def place(self, row: int) -> Place:
        """Return the place of a row."""
        columns = self._columns
        first, last = columns["first_names"][row], columns["first_names"][row + 1]
        names = [
            name
            for name, flags in zip(
                self._text.spell_run(first, last), columns["name_flags"][first:last], strict=True
            )
            if flags >> KIND_SHIFT & KIND_BITS == _OWN_KIND
        ]
        lon, lat = columns["lons"][row], columns["lats"][row]
        population = columns["populations"][row]
        has_point = lon != NO_COORDINATE
        return Place(
            id=self.id_of(row),
            name=names[0],
            names=tuple(names[1:]),
            lon=lon / DEGREE_STEPS if has_point else None,
            lat=lat / DEGREE_STEPS if has_point else None,
            country=self._countries[columns["country_numbers"][row]] or None,
            admin1=self._divisions[columns["division_numbers"][row]] or None,
            feature_code=self._features[columns["feature_numbers"][row]] or None,
            population=None if population == NO_POPULATION else population,
            radius_km=self._radius_of(row),
        )

    def bearer(self, row: int) -> Bearer:
        """Return the place of a row as the rules weigh it: no spelling is read."""
        columns, place_id = self._columns, self.note_id(row)
        lon, lat, population = (
            columns["lons"][row],
            columns["lats"][row],
            columns["populations"][row],
        )
        area = columns["country_numbers"][row], columns["division_numbers"][row]
        has_point = lon != NO_COORDINATE
        return make_bearer(
            place_id,
            (lon / DEGREE_STEPS, lat / DEGREE_STEPS) if has_point else (None, None),
            self._areas.get(area) or self._read_area(*area),
            0 if population == NO_POPULATION else population,
            self._kinds[columns["feature_numbers"][row]],
        )

    def _read_area(self, country: int, division: int) -> Area:
        area = self._areas[country, division] = Area(
            self._countries[country] or None,
            self._country_sets[country],
            self._divisions[division] or None,
        )
        return area

    def id_of(self, row: int) -> str:
        """Return the id of a row."""
        number = self._columns["ids"][row]
        return f"gn:{number}" if number < OTHER_ID else self._other_ids[number - OTHER_ID]

    def note_id(self, row: int) -> str:
        """Return the id of a row whose place is likely asked for next (`row_of`)."""
        place_id = self.id_of(row)
        self._known_rows[place_id] = row
        return place_id

    def row_of(self, place_id: str) -> int | None:
        """Return the row of an id, ``None`` when the index does not have it."""
        known = self._known_rows.get(place_id)
        return self._find_row(place_id) if known is None else known

    def _find_row(self, place_id: str) -> int | None:
        number = self._other_numbers.get(place_id)
        if number is None:
            number = number_of_id(place_id)
        if number is None:
            return None
        at = bisect_left(self._sorted_ids, number)
        if at == len(self._sorted_ids) or self._sorted_ids[at] != number:
            return None
        return int(self._id_order[at])

    def rows_with(
        self,
        *,
        feature_codes: Sequence[str] = (),
        but_feature_codes: Sequence[str] = (),
        country: str | None = None,
    ) -> NDArray[np.int64]:
        """Return the rows of some feature codes, or not of some, or of a country, or all of it."""
        rows = np.arange(len(self)) if country is None else self._rows_of_country(country)
        if feature_codes:
            rows = rows[self._has_feature(rows, feature_codes)]
        return rows[~self._has_feature(rows, but_feature_codes)] if but_feature_codes else rows

    def _has_feature(self, rows: NDArray[np.int64], codes: Sequence[str]) -> NDArray[np.bool_]:
        is_one = np.array([code in codes for code in self._features])
        has_feature: NDArray[np.bool_] = is_one[self._file["feature_numbers"][rows]]
        return has_feature

    def _rows_of_country(self, country: str) -> NDArray[np.int64]:
        order, begins = self._rows_by_country
        numbers = self._numbers_by_country.get(country, ())
        found = [order[begins[number] : begins[number + 1]] for number in numbers]
        rows = np.concatenate([np.zeros(0, dtype=np.int64), *found])
        # Each part ascends; a stable sort makes use of it.
        return np.sort(rows, kind="stable") if len(found) > 1 else rows

    def first_rows_by_division(self, feature_codes: Sequence[str]) -> dict[str, int]:
        """Return the first row of each ISO 3166-2 code among some feature codes."""
        rows = self.rows_with(feature_codes=feature_codes)
        numbers, firsts = np.unique(self._file["division_numbers"][rows], return_index=True)
        return {
            self._divisions[number]: int(rows[first])
            for number, first in zip(numbers.tolist(), firsts.tolist(), strict=True)
            if number
        }

    def rows_within(self, box: tuple[float, float, float, float]) -> NDArray[np.int64]:
        """Return the rows whose points lie in a box (west, south, east, north), by their ids."""
        west, south, east, north = (round(side * DEGREE_STEPS) for side in box)
        lons, lats = self._file["lons"], self._file["lats"]
        is_inside = (lons >= west) & (lons <= east) & (lats >= south) & (lats <= north)
        rows = np.flatnonzero(is_inside & (lons != NO_COORDINATE))
        return rows[np.argsort(self._file["ids"][rows], kind="stable")]

    def points_of(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the points of rows as (lon, lat) in degrees; NaN where there is none."""
        points = np.column_stack([self._file["lons"][rows], self._file["lats"][rows]])
        return np.where(points == NO_COORDINATE, np.nan, points / DEGREE_STEPS)

    def known_points_of(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the points of the rows that have one."""
        rows = rows[self._file["lons"][rows] != NO_COORDINATE]
        points: NDArray[np.float64] = np.empty((len(rows), 2))
        points[:, 0], points[:, 1] = self._file["lons"][rows], self._file["lats"][rows]
        points /= DEGREE_STEPS
        return points

    def populations_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the populations of rows; 0 where none is known, for sorting only."""
        populations = self._file["populations"][rows].astype(np.int64)
        return np.where(populations == NO_POPULATION, 0, populations)

    def _radius_of(self, row: int) -> float | None:
        rows = self._columns["radius_rows"]
        at = bisect_left(rows, row)
        is_known = at < len(rows) and rows[at] == row
        return round(self._columns["radii_km"][at], 1) if is_known else None

    @cached_property
    def _other_numbers(self) -> dict[str, int]:
        return {place_id: OTHER_ID + number for number, place_id in enumerate(self._other_ids)}

    @cached_property
    def _id_order(self) -> NDArray[np.int64]:
        # The ids of each country ascend, and a stable sort makes use of it.
        return np.argsort(self._file["ids"], kind="stable")

    @cached_property
    def _sorted_ids(self) -> memoryview:
        return self._file["ids"][self._id_order].data

    @cached_property
    def _numbers_by_country(self) -> dict[str, list[int]]:
        """Numbers of a country itself, and of what it shares with others, by its code."""
        numbers: dict[str, list[int]] = {}
        for number, codes in enumerate(self._country_sets):
            for code in codes:
                numbers.setdefault(code, []).append(number)
        return numbers

    @cached_property
    def _rows_by_country(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return all rows ordered by their country's number, and where each number begins."""
        numbers = self._file["country_numbers"]
        order = np.argsort(numbers, kind="stable")
        return order, np.searchsorted(numbers[order], np.arange(len(self._countries) + 1))
