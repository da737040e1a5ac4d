"""The index of places: names by the hashes of their folded words, places by row.

An index is one file (`geomap.places.container`), mapped into memory. It is made once by
`geomap.places.index_building` and never changed; worker processes that open the same path share its
pages.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geomap.model import Place
from geomap.places.container import Container
from geomap.places.fold import fold_name
from geomap.places.name_entries import KIND_BITS, KIND_SHIFT, NameEntry, NameKind, make_entry
from geomap.places.scan import MAX_WORDS, TextWords, hash_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

DEGREE_STEPS: Final = 10_000_000
"""Coordinates are stored in ten-millionths of a degree: a centimetre on the ground."""
NO_COORDINATE: Final = -(2**31)
NO_POPULATION: Final = 2**32 - 1
OTHER_ID: Final = 2**31
"""Ids from here on are places in the list of ids that are not GeoNames'."""
KEY_BITS: Final = 32
BLOCK_NAMES: Final = 128
"""Names that are compressed together."""
ANCHOR_STEP: Final = 64
"""Slots between two of which the number of names before them is stored."""

_OWN_KIND: Final = int(NameKind.NAME)
"""A number: an enumeration is slow to compare with."""
_CACHED_BLOCKS: Final = 2048
_COLUMNS: Final = (
    "ids",
    "lons",
    "lats",
    "populations",
    "country_numbers",
    "division_numbers",
    "feature_numbers",
    "first_names",
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
        self._keys = self._file["keys"]
        self._buckets = self._file["buckets"]
        self._longest = self._file["longest"]
        self._entry_counts = self._file["entry_counts"]
        self._entries = self._file["entries"]
        self._first_names = self._file["first_names"]
        self._name_flags = self._file["name_flags"]
        # One number of a memory view costs a third of one of an array, and a place is a dozen.
        self._columns = {name: self._file[name].data for name in _COLUMNS}
        self._bucket_bits = int(self.facts["bucket_bits"])
        # A block holds the names of some dozens of places; a report asks for few of them, often.
        self._block = lru_cache(maxsize=_CACHED_BLOCKS)(self._read_block)

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

    def find_slots(self, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return where each hash stands in the table of names; -1 for those that do not."""
        buckets = (hashes >> np.uint64(64 - self._bucket_bits)).astype(np.int64)
        keys = (hashes << np.uint64(self._bucket_bits) >> np.uint64(64 - KEY_BITS)).astype(
            np.uint32
        )
        at = self._buckets[buckets].astype(np.int64)
        ends = self._buckets[buckets + 1].astype(np.int64)
        slots = np.full(len(hashes), -1, dtype=np.int64)
        open_ones = np.flatnonzero(at < ends)
        while len(open_ones):
            here = at[open_ones]
            found, wanted = self._keys[here], keys[open_ones]
            is_same = found == wanted
            slots[open_ones[is_same]] = here[is_same]
            # The keys of a bucket ascend: where a greater one stands, the wanted one is missing.
            open_ones = open_ones[found < wanted]
            at[open_ones] += 1
            open_ones = open_ones[at[open_ones] < ends[open_ones]]
        return slots

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
        slots = self.find_slots(words.hash_runs(first, 1))
        first, slots = first[slots >= 0], slots[slots >= 0]
        counts[first[self._has_entries(slots)]] = 1
        most = np.minimum(self._longest[slots], words.count_joined(first))
        is_longer = most > 1
        first, most = first[is_longer], most[is_longer]
        if len(first):
            # All runs that may be a name, of two words and more, in one look-up.
            hashes, may_be = words.hash_growing_runs(first, most)
            slots = self.find_slots(hashes)
            is_name = slots >= 0
            is_name[is_name] = self._has_entries(slots[is_name])
            sizes = np.zeros(may_be.shape, dtype=np.int64)
            sizes[may_be] = np.where(is_name, np.nonzero(may_be)[1] + 2, 0)
            counts[first] = np.maximum(counts[first], sizes.max(axis=1))
        return counts

    def lookup(self, words: Sequence[str]) -> list[NameEntry]:
        """Return the names that fold to these words, of all kinds."""
        if not words or len(words) > MAX_WORDS:
            return []
        slot = self._find_slot(hash_name(words))
        if slot is None:
            return []
        entries = [self._read_entry(name) for name in self._entries_of(slot).tolist()]
        # All names of a slot fold alike; one tells whether only the hash is the same.
        is_same = entries and fold_name(self.spelling(entries[0])) == tuple(words)
        return entries if is_same else []

    def longest_name(self, first_word: str) -> int:
        """Return how many words the longest name that begins with a folded word has."""
        slot = self._find_slot(hash_name((first_word,)))
        return 0 if slot is None else int(self._longest[slot])

    def spelling(self, entry: NameEntry) -> str:
        """Return a name as it is written."""
        return self._spell(entry.name)

    def iter_own_names(self, *, country: str | None = None) -> Iterator[tuple[int, str]]:
        """Yield row and spelling of the names of all places, or of those of a country."""
        rows = np.arange(len(self)) if country is None else self.rows_with(country=country)
        owners = np.repeat(rows, self._first_names[rows + 1] - self._first_names[rows])
        names = _join_ranges(self._first_names[rows], self._first_names[rows + 1])
        is_own = self._name_flags[names] >> KIND_SHIFT & KIND_BITS == NameKind.NAME
        for row, name in zip(owners[is_own].tolist(), names[is_own].tolist(), strict=True):
            yield row, self._spell(name)

    def names_of(self, row: int) -> list[NameEntry]:
        """Return the names of a place, its main name first."""
        first, last = self._first_names[row : row + 2].tolist()
        flags = self._name_flags[first:last].tolist()
        return [make_entry(row, name, it) for name, it in enumerate(flags, start=first)]

    def _find_slot(self, hashed: int) -> int | None:
        """Return where one hash stands; for a single one ten times faster than `find_slots`."""
        bucket = hashed >> (64 - self._bucket_bits)
        key = (hashed >> (64 - KEY_BITS - self._bucket_bits)) & ((1 << KEY_BITS) - 1)
        begin, end = self._buckets[bucket : bucket + 2].tolist()
        keys = self._keys[begin:end].tolist()
        return begin + keys.index(key) if key in keys else None

    def _has_entries(self, slots: NDArray[np.int64]) -> NDArray[np.bool_]:
        has_entries: NDArray[np.bool_] = self._entry_counts[slots] > 0
        return has_entries

    def _entries_of(self, slot: int) -> NDArray[np.uint32]:
        """Return the numbers of the names of a slot."""
        anchor = slot // ANCHOR_STEP
        before = self._entry_counts[anchor * ANCHOR_STEP : slot]
        first = int(self._file["entry_anchors"][anchor]) + int(before.sum(dtype=np.int64))
        entries: NDArray[np.uint32] = self._entries[first : first + int(self._entry_counts[slot])]
        return entries

    def _read_entry(self, name: int) -> NameEntry:
        row = bisect_right(self._columns["first_names"], name) - 1
        return make_entry(row, name, int(self._name_flags[name]))

    def _spell(self, name: int) -> str:
        return self._block(name // BLOCK_NAMES)[name % BLOCK_NAMES]

    def _spell_run(self, first: int, last: int) -> list[str]:
        block, begin = divmod(first, BLOCK_NAMES)
        spelt = self._block(block)[begin : begin + last - first]
        while len(spelt) < last - first:
            block += 1
            spelt = spelt + self._block(block)[: last - first - len(spelt)]
        return spelt

    def _read_block(self, block: int) -> list[str]:
        begin, end = self._file["block_offsets"][block : block + 2].tolist()
        return zlib.decompress(self._file["name_text"][begin:end].tobytes()).decode().split("\n")

    # --- places --------------------------------------------------------------------------------

    def place(self, row: int) -> Place:
        """Return the place of a row."""
        columns = self._columns
        first, last = columns["first_names"][row : row + 2].tolist()
        kinds = (self._name_flags[first:last] >> KIND_SHIFT & KIND_BITS).tolist()
        spelt = self._spell_run(first, last)
        names = [it for it, kind in zip(spelt, kinds, strict=True) if kind == _OWN_KIND]
        lon, lat, population = (columns[it][row] for it in ("lons", "lats", "populations"))
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

    def id_of(self, row: int) -> str:
        """Return the id of a row."""
        number = self._columns["ids"][row]
        return f"gn:{number}" if number < OTHER_ID else self._other_ids[number - OTHER_ID]

    def row_of(self, place_id: str) -> int | None:
        """Return the row of an id, ``None`` when the index does not have it."""
        number = self._other_numbers.get(place_id)
        if number is None:
            number = number_of_id(place_id)
        if number is None:
            return None
        at = bisect_left(self._sorted_ids, number)
        if at == len(self._sorted_ids) or self._sorted_ids[at] != number:
            return None
        return int(self._file["id_order"][at]) if self._file["id_order"].size else at

    def rows_with(
        self, *, feature_codes: Sequence[str] = (), country: str | None = None
    ) -> NDArray[np.int64]:
        """Return the rows of some feature codes, or of a country, or both."""
        rows = np.arange(len(self)) if country is None else self._rows_of_country(country)
        if feature_codes:
            is_one = np.array([code in feature_codes for code in self._features])
            rows = rows[is_one[self._file["feature_numbers"][rows]]]
        return rows

    def _rows_of_country(self, country: str) -> NDArray[np.int64]:
        order, begins = self._rows_by_country
        found = [
            order[begins[number] : begins[number + 1]]
            for number, codes in enumerate(self._countries)
            if country in codes.split("|")
        ]
        return np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *found]))

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
        """Return the rows whose points lie in a box (west, south, east, north), WGS 84."""
        west, south, east, north = (round(side * DEGREE_STEPS) for side in box)
        lons, lats = self._file["lons"], self._file["lats"]
        is_inside = (lons >= west) & (lons <= east) & (lats >= south) & (lats <= north)
        return np.flatnonzero(is_inside & (lons != NO_COORDINATE))

    def points_of(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the points of rows as (lon, lat) in degrees; NaN where there is none."""
        points = np.column_stack([self._file["lons"][rows], self._file["lats"][rows]])
        return np.where(points == NO_COORDINATE, np.nan, points / DEGREE_STEPS)

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
    def _sorted_ids(self) -> memoryview:
        ids, order = self._file["ids"], self._file["id_order"]
        return (ids[order] if order.size else ids).data

    @cached_property
    def _rows_by_country(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return all rows ordered by their country's number, and where each number begins."""
        numbers = self._file["country_numbers"]
        order = np.argsort(numbers, kind="stable")
        return order, np.searchsorted(numbers[order], np.arange(len(self._countries) + 1))


def _join_ranges(begins: NDArray[np.uint32], ends: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the numbers of all half-open ranges, one range after the other."""
    sizes = ends.astype(np.int64) - begins
    before = np.cumsum(sizes) - sizes
    numbers: NDArray[np.int64] = np.arange(int(sizes.sum())) + np.repeat(begins - before, sizes)
    return numbers
