"""The middle line of waters that part two countries' land: rivers, lakes, reservoirs.

The source is land only, so a border in a river or lake is in it as two shores. The points of both
shores are triangulated (Delaunay, in the Mercator projection, which keeps circles). Where the
corners of a triangle belong to different countries the middle line passes through it, from the
middle of one side to that of another; where they belong to three, three borders meet in it.
Land that is drawn for both countries is crossed in the same way, midway between their claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely
from border_cells import find_near_two
from border_line import GEOD
from border_weld import to_plane

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from border_cells import Flags, Floats, Ints
    from border_network import Network

WIDTH_KM: Final = 5.0
"""Wider waters are crossed only where `Water` rows say so."""

_SPACING_M: Final = 150.0
# A vertex that several countries share counts as nobody's shore alone.
_SHARED: Final = -1

Pair = tuple[int, int]
Node = tuple[str, int]
"""Kind and number of a place on the middle line: a side ("s"), a vertex ("v"), a centre ("t")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Water:
    """A wide water that the border of two countries runs through; bounds in degrees, WGS 84."""

    sides: tuple[str, str]
    width_km: float
    bounds: tuple[float, float, float, float]


class Step(NamedTuple):
    """A piece of middle line between two nodes."""

    start: Node
    end: Node
    width_km: float
    """Distance between the shores."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MiddleLines:
    """The pieces of middle line of each pair of countries, not yet joined."""

    steps: dict[Pair, list[Step]]
    points: dict[Node, tuple[float, float]]
    """(lon, lat) of each node."""
    left_points: dict[tuple[Pair, Node], tuple[float, float]]
    """For a side: its end on the shore of the first country of the pair."""


class _Shore(NamedTuple):
    lon_lat: Floats
    owner: Ints
    vertex: Ints
    """Index in the network, or -1 for points in between."""
    label: list[frozenset[int]]


def find_middle_lines(network: Network, waters: Sequence[Water]) -> MiddleLines:
    """Return the middle lines of all waters of bounded width between two countries' land."""
    inside = _near_two_shores(network) | _in_waters(network, waters)
    shore = _collect_shore(network, inside)
    if len(shore.lon_lat) < 3:  # noqa: PLR2004 - no triangle
        return MiddleLines(steps={}, points={}, left_points={})
    triangles = _triangulate(shore.lon_lat)
    sides, of_triangle = np.unique(
        np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]], axis=2).reshape(-1, 2),
        axis=0,
        return_inverse=True,
    )
    of_triangle = of_triangle.reshape(-1, 3)
    mixed = _find_mixed(shore, sides)
    widths = _measure_widths(network, shore, sides, mixed, waters)
    return _trace(shore, triangles, of_triangle, sides, widths)


def _collect_shore(network: Network, inside: Flags) -> _Shore:
    """Return the flagged vertices that edges join, and points on these edges."""
    edges = network.edges
    edges = edges[inside[edges[:, 0]] & inside[edges[:, 1]]]
    # One of the two directions of a shared edge is enough.
    order = np.lexsort([edges[:, 2], edges[:, :2].max(axis=1), edges[:, :2].min(axis=1)])
    edges = edges[order]
    low, high = edges[:, :2].min(axis=1), edges[:, :2].max(axis=1)
    new = np.r_[True, (np.diff(low) != 0) | (np.diff(high) != 0)][: len(edges)]
    edges = edges[new]
    used = np.unique(edges[:, :2])
    fills, owners, labels = _fill_edges(network, edges)
    own = network.labels
    vertex_labels = [own.get(int(v)) or frozenset((int(network.owner[v]),)) for v in used]
    return _Shore(
        lon_lat=np.vstack([network.vertices[used], fills]),
        owner=np.concatenate([network.owner[used], owners]),
        vertex=np.concatenate([used, np.full(len(fills), -1)]),
        label=vertex_labels + labels,
    )


def _near_two_shores(network: Network) -> Flags:
    """Tell which vertices lie near to shores of two countries."""
    single = np.ones(len(network.vertices), dtype=bool)
    single[list(network.labels)] = False
    return find_near_two(network.vertices[single], network.owner[single], network.vertices)


def _in_waters(network: Network, waters: Sequence[Water]) -> Flags:
    lon, lat = network.vertices.T
    inside = np.zeros(len(lon), dtype=bool)
    for water in waters:
        west, south, east, north = water.bounds
        inside |= (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return inside


def _fill_edges(network: Network, edges: Ints) -> tuple[Floats, Ints, list[frozenset[int]]]:
    """Return points between the ends of long edges, with their countries."""
    start, end = network.vertices[edges[:, 0]], network.vertices[edges[:, 1]]
    length_m = GEOD.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])[2]
    shared = {
        (int(low), int(high)): frozenset((int(left), int(right)))
        for low, high, left, right in np.column_stack(
            [np.sort(network.shared[:, :2], axis=1), network.shared[:, 2:]]
        )
    }
    points: list[Floats] = [np.empty((0, 2))]
    owners: list[int] = []
    labels: list[frozenset[int]] = []
    for index in np.flatnonzero(length_m > _SPACING_M):
        count = int(length_m[index] // _SPACING_M)
        at = np.arange(1, count + 1)[:, None] / (count + 1)
        points.append(start[index] + at * (end[index] - start[index]))
        low, high = sorted(edges[index, :2].tolist())
        country = int(edges[index, 2])
        label = shared.get((low, high)) or frozenset((country,))
        owners.extend([min(label)] * count)
        labels.extend([label] * count)
    return np.vstack(points), np.array(owners, dtype=np.int64), labels


def _triangulate(lon_lat: Floats) -> Ints:
    """Return the Delaunay triangles of points as rows of three indices."""
    plane = to_plane(lon_lat)
    found = shapely.delaunay_triangles(shapely.multipoints(plane))
    corners = shapely.get_coordinates(found).reshape(-1, 4, 2)[:, :3].reshape(-1, 2)
    return _index_points(plane, corners).reshape(-1, 3)


def _index_points(plane: Floats, corners: Floats) -> Ints:
    """Return the index of each corner among the points; both hold the same numbers."""
    keys, wanted = (np.ascontiguousarray(at).view("f8,f8").ravel() for at in (plane, corners))
    order = np.argsort(keys)
    return order[np.searchsorted(keys, wanted, sorter=order)]


def _find_mixed(shore: _Shore, sides: Ints) -> Flags:
    """Tell which sides of triangles join points of different countries."""
    one, other = sides.T
    differ = shore.owner[one] != shore.owner[other]
    several = np.array([len(label) > 1 for label in shore.label])
    for at in np.flatnonzero(differ & (several[one] | several[other])):
        differ[at] = shore.label[one[at]].isdisjoint(shore.label[other[at]])
    return differ


def _measure_widths(
    network: Network, shore: _Shore, sides: Ints, mixed: Flags, waters: Sequence[Water]
) -> Floats:
    """Return the km between the ends of sides across water; NaN for land and too wide water."""
    at = np.flatnonzero(mixed)
    start, end = shore.lon_lat[sides[at, 0]], shore.lon_lat[sides[at, 1]]
    km = GEOD.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])[2] / 1000
    limits = np.full(len(at), WIDTH_KM)
    lon, lat = ((start + end) / 2).T
    owners = np.sort(shore.owner[sides[at]], axis=1)
    for water in waters:
        pair = sorted(network.codes.index(side) for side in water.sides)
        west, south, east, north = water.bounds
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        limits[inside & (owners == pair).all(axis=1)] = water.width_km
    widths = np.full(len(sides), np.nan)
    widths[at] = np.where(km <= limits, km, np.nan)
    return widths


def _trace(
    shore: _Shore, triangles: Ints, of_triangle: Ints, sides: Ints, widths: Floats
) -> MiddleLines:
    """Join the middles of sides through the triangles."""
    lines = MiddleLines(steps={}, points={}, left_points={})
    crossed = ~np.isnan(widths[of_triangle])
    for index in np.flatnonzero(crossed.any(axis=1)):
        corners, own = triangles[index], of_triangle[index]
        open_sides = [int(side) for side in own[crossed[index]]]
        for pair, step in _cross_triangle(shore, int(index), corners, open_sides, sides, widths):
            lines.steps.setdefault(pair, []).append(step)
            _note_points(lines, shore, step, pair, triangles, sides)
    return lines


def _cross_triangle(  # noqa: PLR0913, PLR0917 - one triangle of arrays that belong together
    shore: _Shore,
    index: int,
    corners: Ints,
    open_sides: Sequence[int],
    sides: Ints,
    widths: Floats,
) -> Iterator[tuple[Pair, Step]]:
    """Yield the steps of middle line in a triangle: to another side, a vertex or its centre."""
    pairs = [tuple(sorted(shore.owner[sides[side]].tolist())) for side in open_sides]
    if len(open_sides) == 2 and pairs[0] == pairs[1]:  # noqa: PLR2004
        width = float(max(widths[side] for side in open_sides))
        yield pairs[0], Step(("s", open_sides[0]), ("s", open_sides[1]), width)
        return
    for side, pair in zip(open_sides, pairs, strict=True):
        centre: Node = ("t", index)
        if len(open_sides) == 1:
            (third,) = set(corners.tolist()) - set(sides[side].tolist())
            if any(shore.label[third].isdisjoint(shore.label[end]) for end in sides[side]):
                # The other side is too wide: the line ends here.
                continue
            vertex = int(shore.vertex[third])
            centre = ("v", vertex) if vertex >= 0 else ("f", int(third))
        yield pair, Step(("s", side), centre, float(widths[side]))


def _note_points(  # noqa: PLR0913, PLR0917 - the same
    lines: MiddleLines, shore: _Shore, step: Step, pair: Pair, triangles: Ints, sides: Ints
) -> None:
    for node in step[:2]:
        kind, number = node
        if kind == "s":
            ends = sides[number]
            first = ends[0] if shore.owner[ends[0]] == pair[0] else ends[1]
            lines.left_points[pair, node] = tuple(shore.lon_lat[first].tolist())
            lines.points[node] = tuple(shore.lon_lat[ends].mean(axis=0).tolist())
        elif kind == "t":
            lines.points[node] = tuple(shore.lon_lat[triangles[number]].mean(axis=0).tolist())
