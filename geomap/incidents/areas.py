"""Episodes as rows of columns: days, states, places, and the areas that each place touches.

What `geomap.incidents.blocks` compares; two places within reach of each other share an area.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.incidents.blocks import FIRST_PARTY, Places, Ragged, Rows, unite_pairs
from geomap.incidents.nearness import list_ranges
from geomap.places.distances import EARTH_RADIUS_KM, to_unit_vectors
from geomap.places.features import VAST_KM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geomap.incidents.nearness import Nearness, SiteKey
    from geomap.incidents.outlines import Columns, Outlines, Setting
    from geomap.model import BorderPoint, ClaimSite, Place

_MARGIN_KM: Final = 0.01
"""For rounding: places exactly the reach apart share an area too."""


class Table(NamedTuple):
    """Episodes as rows; those of the same days, states and places share one."""

    rows: Rows
    places: Places
    of_episodes: NDArray[np.int64]
    """The row of each episode, numbered in the order in which episodes need them."""

    def list_different(
        self, of_episodes: Sequence[int]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return each pair of a row and a number that the first episodes have, once.

        Parameters
        ----------
        of_episodes
            A number for each, as that of its event.
        """
        numbers = np.array(of_episodes, np.int64)
        return unite_pairs(self.of_episodes[: len(numbers)], numbers)


def make_table(outlines: Outlines, *, nearness: Nearness, reach_km: float) -> Table:
    """Make columns of episodes.

    Parameters
    ----------
    outlines
        Of those to be compared; one whose first day is not known is of day 0.
    nearness
        Where their places are attached to a border.
    reach_km
        How far apart two places of one event may be, over land or along a border.
    """
    order = number_by_first_use(outlines.numbers)
    used = outlines.numbers[find_first_uses(order)]
    rows, of_outlines = _make_rows(outlines.columns.take(used), outlines.settings)
    return Table(
        rows=rows,
        places=_make_places(outlines.sites, nearness=nearness, reach_km=reach_km),
        of_episodes=of_outlines[order],
    )


def _make_rows(columns: Columns, settings: Sequence[Setting]) -> tuple[Rows, NDArray[np.int64]]:
    """Make the rows of outlines, and the number of the row of each."""
    last_day = np.where(columns.first_day > 0, columns.last_day, 0)
    numbers = number_by_first_use(columns.first_day, last_day, columns.is_coarse, columns.setting)
    first = find_first_uses(numbers)
    of_rows = columns.setting[first]
    states: dict[str, int] = {}
    codes = [
        [states.setdefault(state, FIRST_PARTY + len(states)) for state in pair]
        for it in settings
        for pair in it.adds.parties
    ]
    rows = Rows(
        first_day=columns.first_day[first],
        last_day=last_day[first],
        is_coarse=columns.is_coarse[first].astype(np.bool_),
        parties=Ragged.of(codes).take(of_rows),
        places=Ragged.of([it.places for it in settings]).take(of_rows),
    )
    return rows, numbers


def number_by_first_use(*columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give one number to what is the same in all columns, in the order of first use.

    No number in them is below 0.
    """
    groups = columns[0]
    if len(columns) > 1:
        order = np.lexsort(columns)
        is_new = np.zeros(len(order), np.bool_)
        for column in columns:
            is_new |= np.diff(column[order], prepend=-1) != 0
        groups = np.empty(len(order), np.int64)
        groups[order] = np.cumsum(is_new) - 1
    first = find_first_uses(groups)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[groups]


def find_first_uses(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each number stands first; for those left out, behind all."""
    first = np.full(int(numbers.max(initial=-1)) + 1, len(numbers))
    # Of several places that are set for one number, numpy keeps the last.
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return first


def _make_places(
    sites: Mapping[SiteKey, ClaimSite], *, nearness: Nearness, reach_km: float
) -> Places:
    places = [site.place for site in sites.values()]
    points = nearness.border_points(sites)
    vast = [(place.radius_km or 0.0) > VAST_KM for place in places]
    return Places(find_areas(places, points, reach_km=reach_km), np.array(vast, np.bool_))


def find_areas(
    places: Sequence[Place], points: Sequence[BorderPoint | None], *, reach_km: float
) -> Ragged:
    """Give numbers to the areas that places touch; two within reach have one in common.

    Parameters
    ----------
    places
        (lon, lat) in degrees, WGS 84; one without a point has no area but itself.
    points
        Where each is attached to a border.
    reach_km
        Over land (great circle), or along the line.
    """
    numbers: dict[tuple[object, ...], int] = {}
    found = []
    degrees = [(it.lon, it.lat) if it.lat is not None else (0.0, 0.0) for it in places]
    centres = to_unit_vectors(np.array(degrees, np.float64).reshape(-1, 2)) * EARTH_RADIUS_KM
    for place, point, centre in zip(places, points, centres.tolist(), strict=True):
        names = itertools.chain(
            _list_cells(place, centre, reach_km=reach_km),
            _list_pieces(point, reach_km=reach_km) if point else (),
        )
        found.append([numbers.setdefault(name, len(numbers)) for name in names])
    needed = _choose_areas(found, count=len(numbers))
    return Ragged.of([[area for area in own if area in needed] for own in found])


def _choose_areas(of_places: Sequence[Sequence[int]], *, count: int) -> set[int]:
    """Leave out the areas of which another one has all places: that brings the same together.

    Of cells and pieces of a line, five of six are so.
    """
    touching: list[set[int]] = [set() for _ in range(count)]
    for place, own in enumerate(of_places):
        for area in own:
            touching[area].add(place)
    return {
        area
        for area, places in enumerate(touching)
        if not any(
            places < touching[other] or (other < area and places == touching[other])
            for other in of_places[next(iter(places))]
        )
    }


def _list_cells(
    place: Place, centre: Sequence[float], *, reach_km: float
) -> Iterator[tuple[object, ...]]:
    """Yield the cubes of a grid that a ball of half the reach around a place touches.

    The balls of two places within reach meet in the middle between them. A place without a point
    is near nothing but itself.
    """
    if place.lon is None or place.lat is None:
        yield ("place", place.id)
        return
    side_km, radius_km = max(reach_km, 1.0), reach_km / 2 + _MARGIN_KM
    spans = [
        [
            # How far the ball's centre is from the cube along this axis, 0 inside, squared.
            (cell, max(cell * side_km - it, it - (cell + 1) * side_km, 0.0) ** 2)
            for cell in range(
                math.floor((it - radius_km) / side_km), math.floor((it + radius_km) / side_km) + 1
            )
        ]
        for it in centre
    ]
    for (x, a), (y, b), (z, c) in itertools.product(*spans):
        if a + b + c <= radius_km**2:
            yield ("cell", x, y, z)


def _list_pieces(point: BorderPoint, *, reach_km: float) -> Iterator[tuple[object, ...]]:
    """Yield the pieces of the line that lie within half the reach of what a place faces."""
    length_km, half_km = max(reach_km, 1.0), reach_km / 2 + _MARGIN_KM
    for section, start_km, end_km in list_ranges(point):
        first = math.floor((start_km - half_km) / length_km)
        for piece in range(first, math.floor((end_km + half_km) / length_km) + 1):
            yield ("line", point.border, section, piece)
