"""Which names of a text have a place near one another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.places.distances import EARTH_RADIUS_KM, unit_vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.places.bearers import Bearer

NEIGHBOUR_KM: Final = 50.0
"""Distance up to which two places are neighbours: a local paper speaks of a town and the next."""
_ROWS_AT_ONCE: Final = 500
"""A text of a hundred pages names thousands of places: no table of all pairs."""


def count_neighbours(names: Iterable[Sequence[Bearer]]) -> dict[str, float]:
    """Return for each place that a name may mean how many other names have one nearby.

    Parameters
    ----------
    names
        The bearers of each name of a text.

    Returns
    -------
    dict
        Id of a place to the names with a bearer within `NEIGHBOUR_KM`, each counted as one over the
        number of its bearers: one of many is near anything.
    """
    # The point of a country or of a first-order division does not say where it is.
    groups = [
        here
        for bearers in names
        if (
            here := [
                it
                for it in bearers
                if it.lon is not None and not it.is_country and not it.is_first_order
            ]
        )
    ]
    if len(groups) < 2:  # noqa: PLR2004 - a place has no company but another
        return {}
    bearers = [place for group in groups for place in group]
    sizes = np.array([len(group) for group in groups])
    begins = np.cumsum(sizes) - sizes
    points = unit_vectors(bearers)
    own = np.repeat(np.arange(len(groups)), sizes)
    counts: dict[str, float] = {}
    for at in range(0, len(bearers), _ROWS_AT_ONCE):
        rows = slice(at, at + _ROWS_AT_ONCE)
        cosines = np.einsum("ik,jk->ij", points[rows], points)
        is_near = cosines >= math.cos(NEIGHBOUR_KM / EARTH_RADIUS_KM)
        # One row for each bearer, one column for each name.
        has_near = np.logical_or.reduceat(is_near, begins, axis=1)
        has_near[np.arange(len(has_near)), own[rows]] = False
        shares = (has_near / sizes).sum(axis=1).tolist()
        counts.update((it.id, share) for it, share in zip(bearers[rows], shares, strict=True))
    return counts
