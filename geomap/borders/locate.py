"""Where on a border the point nearest to a place is, and on which side of it the place lies."""

from __future__ import annotations

import itertools
import math
from operator import sub
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from shapely.geometry import Point

from geomap.borders.lines import GEOD
from geomap.places.distances import EARTH_RADIUS_KM, to_unit_vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from geomap.borders.lines import Border, Section

_ROOM: Final = 1.02
_TINY: Final = float(np.finfo(float).tiny)
_AT_ONCE: Final = 32
"""Points that are measured together to all vertices of a line: what that takes fits a cache."""


class BorderLocation(NamedTuple):
    """The point of a border that is nearest to a place; (lon, lat) in degrees, WGS 84."""

    section: str
    lon: float
    lat: float
    chainage_km: float
    """Geodesic km along the section from its start."""
    offset_km: float
    """Geodesic km from the place to this point."""


class _Foot(NamedTuple):
    """The nearest point of one section, seen from the place: metres east and north of it."""

    section: Section
    segment: int
    fraction: float
    distance_m: float
    first: int
    """The vertex that `plane` begins with."""
    plane: NDArray[np.float64]
    """The vertices around the foot, laid out."""

    @property
    def row(self) -> int:
        """Where the segment stands in `plane`."""
        return self.segment - self.first


def locate_on_border(border: Border, lon: float, lat: float) -> BorderLocation:
    """Return the point of a border nearest to (lon, lat), in degrees, WGS 84.

    The vertices are laid out in the azimuthal equidistant projection centred on the place, where
    distances from it are the geodesic ones, and the foot is looked for on every segment there.
    """
    known = border.located.get((lon, lat))
    return known or _locate(border, [(lon, lat)])[0]


def locate_all_on_border(border: Border, points: Iterable[tuple[float, float]]) -> None:
    """Locate many points (lon, lat) at once, so that `locate_on_border` knows them.

    That takes a fifth of the time of one by one.
    """
    new = [it for it in dict.fromkeys(points) if it not in border.located]
    for start in range(0, len(new), _AT_ONCE):
        some = new[start : start + _AT_ONCE]
        border.located.update(zip(some, _locate(border, some), strict=True))


def is_near_border(border: Border, lon: float, lat: float, *, within_km: float) -> bool:
    """Tell whether (lon, lat), degrees, WGS 84, lies within some km of a border.

    The answer is that of `locate_on_border`; most times the vertices alone, on the sphere, tell it:
    the line is no farther than the nearest of them, and no nearer than that less half a step.
    """
    off_km = [_measure_nearest(section, lon, lat) for section in border.sections]
    if min(off_km) * _ROOM <= within_km:
        return True
    half_steps = [section.longest_step_km / 2 for section in border.sections]
    if min(map(sub, off_km, half_steps)) > within_km * _ROOM:
        return False
    # As measured by geopy, whose import takes longer than reading some reports.
    *_, offset_m = GEOD.inv(lon, lat, *_place_foot(_find_foot(border, lon, lat)))
    return bool(offset_m / 1000 <= within_km)


def which_side(border: Border, lon: float, lat: float) -> str | None:
    """Return the ISO alpha-3 code of the side of a border on which (lon, lat) lies.

    None beyond the ends of the line, where neither side is meant. Enclaves count as the side that
    they belong to.

    Notes
    -----
    The sign of the distance to a polyline is that of the nearest segment; at a vertex, that of the
    mean normal of the two segments that meet there (Baerentzen and Aanaes 2005).
    """
    point = Point(lon, lat)
    for enclave in border.enclaves:
        if enclave.polygon.covers(point):
            return enclave.country
    foot = _find_foot(border, lon, lat)
    if _is_beyond_end(foot):
        return None
    # A section of a user's own line may not know its sides.
    return (foot.section.left if _is_left(foot) else foot.section.right) or None


def _find_foot(border: Border, lon: float, lat: float) -> _Foot:
    return _find_feet(border, [(lon, lat)])[0]


def _find_feet(border: Border, points: Sequence[tuple[float, float]]) -> list[_Foot]:
    table = np.array(points, np.float64)
    feet = (_find_feet_on_section(section, table) for section in border.sections)
    return [min(it, key=lambda foot: foot.distance_m) for it in zip(*feet, strict=True)]


def _find_feet_on_section(section: Section, points: NDArray[np.float64]) -> list[_Foot]:
    near = _find_near(section, points)
    vertices = np.concatenate([section.coordinates[first:end] for first, end in near])
    edges = [0, *itertools.accumulate(end - first for first, end in near)]
    plane = _lay_out(vertices, points, counts=np.diff(edges))
    start, step = plane[:-1], plane[1:] - plane[:-1]
    squared = np.maximum((step**2).sum(axis=1), _TINY)
    fraction = np.minimum(np.maximum(-(start * step).sum(axis=1) / squared, 0.0), 1.0)
    distance = np.hypot(*(start + fraction[:, None] * step).T)
    feet = []
    for (first, _), (begin, end) in zip(near, itertools.pairwise(edges), strict=True):
        # From the last vertex of one point to the first of the next there is no segment.
        at = begin + int(distance[begin : end - 1].argmin())
        segment = first + at - begin
        off_m, own = float(distance[at]), plane[begin:end]
        feet.append(_Foot(section, segment, float(fraction[at]), off_m, first, own))
    return feet


def _find_near(section: Section, points: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return for each point the vertices among which the nearest segment is, and two more.

    They are given by the number of the first and that after the last. From its foot to its ends a
    segment is as far as it is long, so both together are no farther from the point than twice the
    nearest vertex and that length; the rest is room for the sphere, off by less than 0.6 %.
    """
    off_km = _measure_vertices(section, points)
    steps_km = section.chainages_km[1:] - section.chainages_km[:-1]
    both_km = off_km[:, :-1] + off_km[:, 1:]
    near = both_km <= (2 * off_km.min(axis=1, keepdims=True) + steps_km) * _ROOM
    count = len(section.coordinates)
    first = np.maximum(near.argmax(axis=1) - 2, 0)
    end = np.minimum(count + 2 - near[:, ::-1].argmax(axis=1), count)
    return list(zip(first.tolist(), end.tolist(), strict=True))


def _measure_vertices(section: Section, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the km from each point (rows) to each vertex (columns), on the sphere."""
    # No matrix product: it would wake the threads of the linear algebra for a few numbers. With the
    # vertices beside each other, einsum takes a fifth of the time.
    vectors = np.ascontiguousarray(section.vectors.T)
    off_km: NDArray[np.float64] = np.einsum("ik,kj->ij", to_unit_vectors(points), vectors)
    # In place: there are a million of them for 100 places and a long line.
    np.clip(off_km, -1.0, 1.0, out=off_km)
    np.arccos(off_km, out=off_km)
    off_km *= EARTH_RADIUS_KM
    return off_km


def _measure_nearest(section: Section, lon: float, lat: float) -> float:
    """Return the km from a point to the nearest vertex, on the sphere."""
    x, y = math.radians(lon), math.radians(lat)
    here = (math.cos(y) * math.cos(x), math.cos(y) * math.sin(x), math.sin(y))
    cosine = float(np.einsum("ik,k->i", section.vectors, np.array(here)).max())
    return EARTH_RADIUS_KM * math.acos(max(-1.0, min(1.0, cosine)))


def _lay_out(
    vertices: NDArray[np.float64], points: NDArray[np.float64], *, counts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Project (lon, lat) rows to metres east and north of a point, azimuthal equidistant.

    The first rows are laid out around the first point, as many as it has vertices, and so on.
    """
    lon, lat = np.repeat(points, counts, axis=0).T
    azimuth, _, distance = GEOD.inv(lon, lat, vertices[:, 0], vertices[:, 1])
    bearing = np.radians(azimuth)
    return np.column_stack([distance * np.sin(bearing), distance * np.cos(bearing)])


def _locate(border: Border, points: Sequence[tuple[float, float]]) -> list[BorderLocation]:
    feet = _find_feet(border, points)
    (lon, lat), placed = np.array(points, np.float64).T, [_place_foot(foot) for foot in feet]
    # Thousands of places are put on their borders at once, and geopy takes ten times as long.
    off_m: list[float] = GEOD.inv(lon, lat, *np.array(placed).T)[2].tolist()
    return [
        BorderLocation(foot.section.name, *at, _measure_chainage_km(foot), offset_km=it / 1000)
        for foot, at, it in zip(feet, placed, off_m, strict=True)
    ]


def _measure_chainage_km(foot: _Foot) -> float:
    start_km, end_km = foot.section.chainages_km[foot.segment : foot.segment + 2].tolist()
    return float(start_km + foot.fraction * (end_km - start_km))


def _place_foot(foot: _Foot) -> tuple[float, float]:
    """Return (lon, lat) of a foot, in degrees, WGS 84."""
    before, after = foot.section.coordinates[foot.segment : foot.segment + 2].tolist()
    lon, lat = (a + foot.fraction * (b - a) for a, b in zip(before, after, strict=True))
    return lon, lat


def _is_beyond_end(foot: _Foot) -> bool:
    """Tell whether the place lies behind the first or past the last vertex of the section."""
    first, last = 0, len(foot.section.coordinates) - 2
    for segment, fraction, end, inner in ((first, 0.0, 0, 1), (last, 1.0, -1, -2)):
        if foot.segment == segment and foot.fraction == fraction:
            outward = foot.plane[end] - foot.plane[inner]
            return bool(np.dot(-foot.plane[end], outward) > 0)
    return False


def _is_left(foot: _Foot) -> bool:
    """Tell whether the place, the origin of the plane, lies to the left of the section."""
    segments = [foot.row]
    if foot.fraction == 0.0 and foot.row > 0:
        segments.append(foot.row - 1)
    if foot.fraction == 1.0 and foot.row < len(foot.plane) - 2:
        segments.append(foot.row + 1)
    steps = np.diff(foot.plane, axis=0)[segments]
    steps = steps / np.hypot(*steps.T)[:, None]
    left_normal = np.column_stack([-steps[:, 1], steps[:, 0]]).sum(axis=0)
    start, step = foot.plane[foot.row], np.diff(foot.plane, axis=0)[foot.row]
    return bool(np.dot(-(start + foot.fraction * step), left_normal) > 0)
