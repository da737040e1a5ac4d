"""Episodes as rows of columns: days, states, places, and the areas that each place touches.

What `geomap.incidents.blocks` compares; two places within reach of each other share an area.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.incidents.blocks import FIRST_PARTY, Places, Ragged, Rows
from geomap.incidents.episodes import is_coarse
from geomap.incidents.nearness import list_ranges
from geomap.places.distances import EARTH_RADIUS_KM, to_unit_vectors
from geomap.places.features import VAST_KM

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from geomap.incidents.nearness import Nearness, SiteKey
    from geomap.incidents.outlines import Outlines
    from geomap.model import BorderPoint, ClaimSite, Place

_MARGIN_KM: Final = 0.01
"""For rounding: places exactly the reach apart share an area too."""


class Table(NamedTuple):
    """Episodes as rows; those of the same days, states and places share one."""

    rows: Rows
    places: Places
    of_episodes: list[int]
    """The row of each episode, numbered in the order in which episodes need them."""


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
    numbers: dict[_RowKey, int] = {}
    of_outlines: dict[int, int] = {}
    for number, outline in {it.number: it for it in outlines.of_episodes}.items():
        date, parties = outline.episode.date, outline.episode.parties
        told = tuple(dict.fromkeys(outline.places))
        row = (date.start, date.end, is_coarse(date), parties, told)
        of_outlines[number] = numbers.setdefault(row, len(numbers))
    return Table(
        rows=_make_rows(numbers),
        places=_make_places(outlines.sites, nearness=nearness, reach_km=reach_km),
        of_episodes=[of_outlines[it.number] for it in outlines.of_episodes],
    )


_RowKey = tuple["dt.date | None", "dt.date | None", bool, tuple[str, ...], tuple[int, ...]]


def _make_rows(keys: Collection[_RowKey]) -> Rows:
    first, last, coarse, parties, places = zip(*keys, strict=True) if keys else [()] * 5
    states: dict[str, int] = {}
    return Rows(
        first_day=np.array([day.toordinal() if day else 0 for day in first], np.int64),
        last_day=np.array(
            [(b or a).toordinal() if a else 0 for a, b in zip(first, last, strict=True)], np.int64
        ),
        is_coarse=np.array(coarse, np.bool_),
        parties=Ragged.of(
            [states.setdefault(state, FIRST_PARTY + len(states)) for state in about]
            for about in parties
        ),
        places=Ragged.of(places),
    )


def _make_places(
    sites: Mapping[SiteKey, ClaimSite], *, nearness: Nearness, reach_km: float
) -> Places:
    places = [site.place for site in sites.values()]
    points = [nearness.border_point(key, site) for key, site in sites.items()]
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
    return Ragged.of(found)


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
