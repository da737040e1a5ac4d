"""Blocks of time and space: which rows may be one event at all, so that only those are compared.

Rows are columns of numbers here, not records, so that a million take seconds. A row stands in the
blocks that its days and its areas make: cells of a grid over the Earth within half the reach of
each of its places, pieces of a border's line within half the reach of each part that it faces, and
the place itself. Two rows that can be one event always share a block; two rows that share none are
never compared. What has no place, or only a vast one, may be anywhere: it is compared with
everything of its days that is about the same states.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

NO_PARTY: Final = 0
ANY_PARTY: Final = 1
FIRST_PARTY: Final = 2
"""Codes of the states that rows are about start here; the two below are for those of none."""

_NO_DAY: Final = 2**22
"""After the ordinals of all days that `datetime` knows."""
_COARSE_DAYS: Final = 32
"""Months and years are only compared with months and years, and in steps of this."""


class Ragged(NamedTuple):
    """Some numbers for each row: those of row ``i`` are ``values[offsets[i]:offsets[i + 1]]``."""

    offsets: NDArray[np.int64]
    values: NDArray[np.int64]

    @classmethod
    def of(cls, lists: Iterable[Sequence[int]]) -> Ragged:
        """Make it of a sequence of numbers for each row."""
        listed = list(lists)
        counts = np.fromiter(map(len, listed), np.int64, len(listed))
        flat = (value for values in listed for value in values)
        offsets = np.concatenate(([0], np.cumsum(counts)))
        return cls(offsets, np.fromiter(flat, np.int64, int(offsets[-1])))

    @classmethod
    def from_pairs(
        cls, rows: NDArray[np.int64], values: NDArray[np.int64], *, count: int
    ) -> Ragged:
        """Make it of pairs of row and value, in any order."""
        # Where they are in order already, this takes next to nothing.
        order = np.argsort(rows, kind="stable")
        counts = np.bincount(rows, minlength=count)
        return cls(np.concatenate(([0], np.cumsum(counts))), values[order])

    @property
    def rows(self) -> NDArray[np.int64]:
        """The row of each value."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    def number_different(self) -> NDArray[np.int64]:
        """Give one number to rows of the same values in the same order."""
        lengths = np.diff(self.offsets)
        numbers: NDArray[np.int64] = lengths
        for position in range(int(lengths.max(initial=0))):
            has = lengths > position
            column = np.full(len(lengths), -1)
            column[has] = self.values[self.offsets[:-1][has] + position]
            column -= column.min()
            codes = numbers * (int(column.max()) + 1) + column
            numbers = np.unique(codes, return_inverse=True)[1]
        return numbers

    def row(self, number: int) -> NDArray[np.int64]:
        """Return the numbers of one row."""
        return self.values[self.offsets[number] : self.offsets[number + 1]]

    def to_lists(self) -> list[list[int]]:
        """Return the numbers of all rows."""
        offsets, values = self.offsets.tolist(), self.values.tolist()
        return [values[a:b] for a, b in itertools.pairwise(offsets)]

    def take(self, numbers: NDArray[np.int64]) -> Ragged:
        """Return some rows, in the order of their numbers given."""
        lengths = np.diff(self.offsets)[numbers]
        offsets = np.concatenate(([0], np.cumsum(lengths)))
        return Ragged(offsets, self.values[_expand(self.offsets[numbers], lengths)])


class Rows(NamedTuple):
    """What is to be compared, as columns."""

    first_day: NDArray[np.int64]
    """Ordinals of days."""
    last_day: NDArray[np.int64]
    is_coarse: NDArray[np.bool_]
    """The month is known at most."""
    parties: Ragged
    """Codes of the states that each is about, from `FIRST_PARTY` on."""
    places: Ragged
    """Numbers of places."""

    def take(self, numbers: NDArray[np.int64]) -> Rows:
        """Return some rows, in the order of their numbers given."""
        return Rows(
            self.first_day[numbers],
            self.last_day[numbers],
            self.is_coarse[numbers],
            self.parties.take(numbers),
            self.places.take(numbers),
        )


class Places(NamedTuple):
    """Where the places of the rows are."""

    areas: Ragged
    """Numbers of the areas that each place touches, from 0 on."""
    is_vast: NDArray[np.bool_]
    """A place of which the point says nothing."""


def find_neighbours(rows: Rows, places: Places, *, max_gap_days: int) -> Ragged:
    """Find for each row those that may be one event with it, itself among them.

    Parameters
    ----------
    rows
        What is to be compared.
    places
        Their places.
    max_gap_days
        Days that may lie between two rows that are one event.

    Returns
    -------
    Ragged
        For each row the numbers of the rows that are at most ``max_gap_days`` from it and about the
        same states, and have an area in common with it unless one of the two may be anywhere.
    """
    count = len(rows.first_day)
    is_wide = np.diff(rows.places.offsets) == 0
    is_wide[rows.places.rows[places.is_vast[rows.places.values]]] = True
    found = [
        _pair_near(*_over_days(rows, *_list_areas(rows, places, ~is_wide), max_gap_days), count),
        _pair_wide(rows, is_wide, max_gap_days),
    ]
    ours, theirs = (np.concatenate(parts) for parts in zip(*found, strict=True))
    # A pair is found in every block that the two share: here it is one, whichever comes first.
    ours, theirs = unite_pairs(np.minimum(ours, theirs), np.maximum(ours, theirs))
    chosen = (ours != theirs) & _may_be_one(rows, ours, theirs)
    ours, theirs, own = ours[chosen], theirs[chosen], np.arange(count)
    return Ragged.from_pairs(
        *unite_pairs(*_join((ours, theirs), (theirs, ours), (own, own))), count=count
    )


_Pairs = tuple["NDArray[np.int64]", "NDArray[np.int64]"]
"""Rows, and a number of each."""


def _pair_near(keys: NDArray[np.int64], rows: NDArray[np.int64], count: int) -> _Pairs:
    """Return the pairs of rows, of ``count`` in all, that have a key in common."""
    # Sorting both as one number takes a tenth of what the order of the keys takes. It has room for
    # 10**18: a million areas, ten thousand days and ten million rows.
    keys, rows = _split(np.sort(keys * count + rows), max(count, 1))
    # Most stand alone with their key: they need no more work.
    is_first = np.diff(keys, prepend=-1) != 0
    is_shared = ~(is_first & np.append(is_first[1:], values=True))
    keys, rows, is_first = keys[is_shared], rows[is_shared], is_first[is_shared]
    starts = np.flatnonzero(is_first)
    sizes = np.diff(starts, append=len(keys))
    after = np.arange(1, len(keys) + 1)
    lengths = np.repeat(starts + sizes, sizes) - after
    return np.repeat(rows, lengths), rows[_expand(after, lengths)]


def _pair_wide(rows: Rows, is_wide: NDArray[np.bool_], max_gap_days: int) -> _Pairs:
    """Return what may be anywhere, with all that is about one of its states."""
    count = len(is_wide)
    about = rows.parties.rows, rows.parties.values
    everyone, has_party = np.arange(count), np.diff(rows.parties.offsets) > 0
    nobody = everyone[~has_party]
    posts = _join(
        about,
        (everyone, np.full(count, ANY_PARTY)),
        (nobody, np.full(len(nobody), NO_PARTY)),
    )
    looks = _join(
        about,
        (everyone[has_party], np.full(count - len(nobody), NO_PARTY)),
        (nobody, np.full(len(nobody), ANY_PARTY)),
    )
    chosen = is_wide[looks[0]]
    sought, ours = _over_days(rows, looks[0][chosen], looks[1][chosen], max_gap_days)
    posted, theirs = _over_days(rows, *posts, max_gap_days)
    is_sought = np.isin(posted, sought)
    posted, theirs = _split(np.sort(posted[is_sought] * count + theirs[is_sought]), max(count, 1))
    first = np.searchsorted(posted, sought, side="left")
    lengths = np.searchsorted(posted, sought, side="right") - first
    return np.repeat(ours, lengths), theirs[_expand(first, lengths)]


def _may_be_one(
    rows: Rows, ours: NDArray[np.int64], theirs: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell of pairs of rows whether one is about no state that the other is not about."""
    of_rows = rows.parties.number_different()
    _, first = np.unique(of_rows, return_index=True)
    sets = [set(rows.parties.row(it).tolist()) for it in first.tolist()]
    pairs = [a <= b or a >= b for a in sets for b in sets]
    nested = np.array(pairs, np.bool_).reshape(len(sets), len(sets))
    allowed: NDArray[np.bool_] = nested[of_rows[ours], of_rows[theirs]]
    return allowed


def _list_areas(rows: Rows, places: Places, chosen: NDArray[np.bool_]) -> _Pairs:
    """List the areas of the places of some rows, each once."""
    of_places = rows.places.rows
    lengths = np.diff(places.areas.offsets)[rows.places.values] * chosen[of_places]
    areas = places.areas.values[_expand(places.areas.offsets[rows.places.values], lengths)]
    return unite_pairs(np.repeat(of_places, lengths), areas)


def unite_groups(
    ours: NDArray[np.int64], theirs: NDArray[np.int64], *, count: int
) -> NDArray[np.int64]:
    """Return the group of each of ``count`` rows: what pairs put together, over any steps."""
    lowest = np.arange(count)
    while True:
        # Whoever two of a pair point to points from now on to the lower of the two.
        before, low = lowest, np.minimum(lowest[ours], lowest[theirs])
        lowest = lowest.copy()
        np.minimum.at(lowest, before[ours], low)
        np.minimum.at(lowest, before[theirs], low)
        while not np.array_equal(lowest[lowest], lowest):
            lowest = lowest[lowest]
        if np.array_equal(before, lowest):
            is_lowest = lowest == np.arange(count)
            groups: NDArray[np.int64] = (np.cumsum(is_lowest) - 1)[lowest]
            return groups


def unite_pairs(ours: NDArray[np.int64], theirs: NDArray[np.int64]) -> _Pairs:
    """Return each pair of two numbers once, in order."""
    base = int(theirs.max(initial=0)) + 1
    return _split(sort_unique(ours * base + theirs), base)


def sort_unique(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each number once, in order; `numpy.unique` hashes them, and takes far longer."""
    ordered = np.sort(numbers)
    is_first = np.ones(len(ordered), np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_first]


def _join(*parts: _Pairs) -> _Pairs:
    return (
        np.concatenate([row for row, _ in parts]),
        np.concatenate([value for _, value in parts]),
    )


def _over_days(
    rows: Rows, row: NDArray[np.int64], code: NDArray[np.int64], max_gap_days: int
) -> _Pairs:
    """Repeat each code for every day of its row, and for the days after that may lie between."""
    # Counted from the first day of all: small numbers are found in tables.
    zero = int(rows.first_day.min(initial=_NO_DAY)) // _COARSE_DAYS * _COARSE_DAYS
    width = int(rows.last_day.max(initial=zero)) + max_gap_days - zero + 1
    step = np.where(rows.is_coarse, _COARSE_DAYS, 1)
    first = (rows.first_day - zero) // step
    last = (rows.last_day - zero + max_gap_days) // step
    lengths = (last - first + 1)[row]
    kind = np.repeat(code * 2 + rows.is_coarse[row], lengths)
    return kind * width + _expand(first[row], lengths), np.repeat(row, lengths)


def _split(codes: NDArray[np.int64], base: int) -> _Pairs:
    """Return the two numbers of which each code was made: the first times ``base``, the second."""
    first = codes // base
    # numpy takes several times as long for the remainder.
    return first, codes - first * base


def _expand(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers from each start on, as many as its length."""
    numbers = np.arange(int(lengths.sum()))
    numbers += np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    return numbers
