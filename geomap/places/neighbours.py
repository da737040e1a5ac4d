"""Which names of a text have a place near one another, and which places are likely near."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.places.bearers import TRAITS
from geomap.places.distances import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.places.bearers import Bearers

    Column = NDArray[np.float64]
    Numbers = NDArray[np.int64]

NEIGHBOUR_KM: Final = 50.0
"""Distance up to which two places are neighbours: a local paper speaks of a town and the next."""
LIKELY_KM: Final = 60.0
"""Distance at which the nearness of a likely place has lost two thirds of its weight."""
REACH_KM: Final = 300.0
"""Distance from which on it has none."""
_REACH_COSINE: Final = math.cos(REACH_KM / EARTH_RADIUS_KM)
_ROWS_AT_ONCE: Final = 500
"""A text of a hundred pages names thousands of places: no table of all pairs."""


class _Pairs(NamedTuple):
    """Bearers of two names that are within reach of one another, each pair both ways."""

    ones: Numbers
    others: Numbers
    km: Column


class Neighbours:
    """The bearers of the names of a text, and how near those of other names are.

    Parameters
    ----------
    names
        The bearers of each name of a text, of each name once.
    """

    def __init__(self, names: Iterable[Bearers]) -> None:
        groups = list(names)
        self._groups = groups
        sizes = [len(group) for group in groups]
        self._count = sum(sizes)
        self.owner = np.repeat(np.arange(len(groups)), sizes)
        """Of all bearers the number of the name that each bears."""
        traits = [group.traits for group in groups if group]
        self.traits = np.concatenate(traits, axis=1) if traits else np.zeros((len(TRAITS) + 2, 0))
        """Of all bearers, name after name: `TRAITS` names the rows."""
        self._small = self.traits[TRAITS.has_own_point].nonzero()[0]
        self._known: _Pairs | None = None

    def count(self) -> dict[str, float]:
        """Return for each place how many other names have a bearer within `NEIGHBOUR_KM`.

        Returns
        -------
        dict
            Id of a place that has neighbours to the names, each counted as one over the number of
            its bearers: one of many is near anything.
        """
        counts = np.zeros(self._count)
        names = self._count and int(self.owner[-1]) + 1
        for pairs in self._iter_pairs():
            near = (pairs.km <= NEIGHBOUR_KM).nonzero()[0]
            if len(near):
                sizes = np.bincount(self.owner[self._small], minlength=names)
                keys = _drop_repeated(pairs.ones[near] * names + self.owner[pairs.others[near]])
                shares = 1.0 / sizes[keys % names]
                counts += np.bincount(keys // names, shares, minlength=self._count)
        # Most texts have no places near one another.
        if not counts.any():
            return {}
        bearers = [it for group in self._groups for it in group]
        return {it.id: count for it, count in zip(bearers, counts.tolist(), strict=True) if count}

    def sum_likely(self, chances: Column) -> Column:
        """Return for each bearer the chances of those of other names, by their nearness.

        Parameters
        ----------
        chances
            Of each bearer of each name that it is the one that is meant.
        """
        sums = np.zeros(self._count)
        for pairs in self._iter_pairs():
            weights = np.exp(-pairs.km / LIKELY_KM) * chances[pairs.others]
            sums += np.bincount(pairs.ones, weights, minlength=len(sums))
        return sums

    def _iter_pairs(self) -> Iterator[_Pairs]:
        if self._known is not None:
            yield self._known
            return
        small = self._small
        points = self.traits[TRAITS.vector, small]
        owner = self.owner[small]
        for begin in range(0, len(small), _ROWS_AT_ONCE):
            rows = slice(begin, begin + _ROWS_AT_ONCE)
            cosines = np.einsum("ki,kj->ij", points[:, rows], points)
            is_pair = cosines >= _REACH_COSINE
            is_pair &= owner[rows, None] != owner
            # In a table numpy looks for them twice as long as in a row.
            found = is_pair.ravel().nonzero()[0]
            ones, others = np.divmod(found, len(small))
            km = EARTH_RADIUS_KM * np.arccos(np.minimum(cosines.take(found), 1.0))
            pairs = _Pairs(small[ones + begin], small[others], km)
            if len(small) <= _ROWS_AT_ONCE:
                self._known = pairs
            yield pairs


def sum_shared(codes: Sequence[str | None], owner: Numbers, chances: Column) -> Column:
    """Return for each bearer the chances of those of other names that lie in the same area.

    Parameters
    ----------
    codes
        Of the division or the country of each bearer; nothing is shared where there is none.
    owner
        Number of the name of each.
    chances
        Of each that it is the one that is meant.
    """
    numbers: dict[str | None, int] = {}
    area = np.array([numbers.setdefault(code, len(numbers)) for code in codes], dtype=np.int64)
    keys = owner * len(numbers) + area
    of_all = np.bincount(area, chances)[area]
    of_own = np.bincount(keys, chances)[keys]
    shared: Column = np.maximum(of_all - of_own, 0.0)
    if None in numbers:
        shared[area == numbers[None]] = 0.0
    return shared


def _drop_repeated(keys: Numbers) -> Numbers:
    """Return each of some numbers once: what `numpy.unique` does, for few at less cost."""
    keys.sort()
    is_first = np.ones(len(keys), dtype=np.bool_)
    is_first[1:] = keys[1:] != keys[:-1]
    return keys[is_first]
