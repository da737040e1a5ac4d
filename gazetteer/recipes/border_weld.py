"""Edges of two countries that run within a few metres of each other, made one.

Along some borders each country's polygon was thinned out on its own: both keep points of the same
line, but not the same ones. Each side is led through the points of the other that lie on it, and
where the two lines still cross, both get the crossing as a vertex.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from border_cells import find_near_two

if TYPE_CHECKING:
    from border_cells import Floats, Ints
    from numpy.typing import NDArray

TOLERANCE_M: Final = 30.0
_METRES_PER_DEGREE: Final = 111_320.0
_DECIMALS: Final = 7


def weld_edges(vertices: Floats, edges: Ints, *, alone: Ints) -> Ints:
    """Return the edges, those led through vertices of another country that lie on them cut.

    Parameters
    ----------
    vertices
        Rows (lon, lat), WGS 84.
    edges
        Rows (from, to, country).
    alone
        Indices of the edges that no other country shares.
    """
    chosen, points, country = _choose_near(vertices, edges, alone)
    plane = to_plane(vertices)
    lat = vertices[edges[chosen, 0], 1]
    reach = TOLERANCE_M / _METRES_PER_DEGREE / np.cos(np.radians(lat))
    tree = shapely.STRtree(shapely.points(plane[points]))
    lines = _draw(plane, edges[chosen])
    line, point = tree.query(lines, predicate="dwithin", distance=reach)
    edge, vertex = chosen[line], points[point]
    foreign = country[point] != edges[edge, 2]
    foreign &= (vertex != edges[edge, 0]) & (vertex != edges[edge, 1])
    return _cut_edges(plane, edges, np.column_stack([edge, vertex])[foreign])


def cross_edges(vertices: Floats, edges: Ints, *, alone: Ints) -> tuple[Floats, Ints]:
    """Return vertices and edges with a vertex more wherever two countries' edges cross.

    Parameters are those of `weld_edges`.
    """
    chosen, _, _ = _choose_near(vertices, edges, alone)
    plane = to_plane(vertices)
    lines = _draw(plane, edges[chosen])
    one, other = shapely.STRtree(lines).query(lines, predicate="crosses")
    later = (one < other) & (edges[chosen[one], 2] != edges[chosen[other], 2])
    one, other = one[later], other[later]
    met = shapely.intersection(lines[one], lines[other])
    is_point = shapely.get_type_id(met) == 0
    at, of_point = np.unique(
        np.round(from_plane(shapely.get_coordinates(met[is_point])), _DECIMALS),
        axis=0,
        return_inverse=True,
    )
    vertex = len(vertices) + of_point.ravel()
    edge = chosen[np.concatenate([one[is_point], other[is_point]])]
    cuts = np.column_stack([edge, np.concatenate([vertex, vertex])])
    grown = np.vstack([vertices, at])
    return grown, _cut_edges(to_plane(grown), edges, cuts)


def to_plane(lon_lat: Floats) -> Floats:
    """Project to the Mercator plane in degrees: circles stay circles, a degree is 1 / cos(lat)."""
    lat = np.degrees(np.arcsinh(np.tan(np.radians(lon_lat[:, 1]))))
    return np.column_stack([lon_lat[:, 0], lat])


def from_plane(plane: Floats) -> Floats:
    """Project back from the Mercator plane to (lon, lat)."""
    lat = np.degrees(np.arctan(np.sinh(np.radians(plane[:, 1]))))
    return np.column_stack([plane[:, 0], lat])


def _choose_near(vertices: Floats, edges: Ints, alone: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the edges near to another country's, and their vertices with the country of each."""
    ends = edges[alone]
    both = np.unique(np.vstack([ends[:, [0, 2]], ends[:, [1, 2]]]), axis=0)
    used, country = both.T
    near = find_near_two(vertices[used], country, vertices[used])
    is_near = np.zeros(len(vertices), dtype=bool)
    is_near[used[near]] = True
    chosen = alone[is_near[ends[:, 0]] & is_near[ends[:, 1]]]
    return chosen, used[near], country[near]


def _draw(plane: Floats, edges: Ints) -> NDArray[np.object_]:
    return shapely.linestrings(np.stack([plane[edges[:, 0]], plane[edges[:, 1]]], axis=1))


def _cut_edges(plane: Floats, edges: Ints, cuts: Ints) -> Ints:
    """Return edges led through vertices; cuts are rows (edge, vertex) in any order."""
    start, end = plane[edges[cuts[:, 0], 0]], plane[edges[cuts[:, 0], 1]]
    step = end - start
    along = ((plane[cuts[:, 1]] - start) * step).sum(axis=1) / (step**2).sum(axis=1)
    between = (along > 0) & (along < 1)
    order = np.lexsort([cuts[between, 1], along[between], cuts[between, 0]])
    cuts = cuts[between][order]
    if not len(cuts):
        return edges
    cuts = cuts[np.r_[True, (np.diff(cuts, axis=0) != 0).any(axis=1)]]
    which, first = np.unique(cuts[:, 0], return_index=True)
    made = []
    for edge, at in zip(which, np.split(cuts[:, 1], first[1:]), strict=True):
        origin, target, country = edges[edge].tolist()
        stops = [origin, *at.tolist(), target]
        made.extend((a, b, country) for a, b in pairwise(stops))
    return np.vstack([np.delete(edges, which, axis=0), np.array(made, dtype=edges.dtype)])
