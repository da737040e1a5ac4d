"""Countries of Natural Earth 4.1 out of the npm package world-atlas: TopoJSON arcs to polygons.

Public domain. Neighbours share arcs, so simplifying each arc once keeps them together.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from pinned_packages import WORLD_COUNTRIES
from registry_packages import Registry, RegistryPackage, fetch_package, read_json_member
from shapely.geometry import MultiPolygon, Polygon

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LonLat = tuple[float, float]

WORLD_ATLAS: Final = RegistryPackage(
    registry=Registry.NPM,
    name="world-atlas",
    version="2.0.2",
    filename="world-atlas-2.0.2.tgz",
    sha256="032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
)
_SHORTEST_RING: Final = 3
_HALF_TURN: Final = 180.0
_POLAR_CAP: Final = -80.0
CREDIT: Final = "Natural Earth 4.1, public domain (world-atlas 2.0.2)"


def read_world(*, packages: Path, tolerance: float) -> list[tuple[str | None, str, MultiPolygon]]:
    """Return (ISO alpha-3 or None, name, polygons) of the world's countries, (lon, lat), WGS 84.

    The code is None where Natural Earth draws what has no ISO code. ``tolerance`` in degrees is
    that of the Douglas-Peucker simplification of every arc.
    """
    topology = read_json_member(
        fetch_package(WORLD_ATLAS, folder=packages), "package/countries-50m.json"
    )
    codes = _read_alpha3(packages)
    arcs = decode_arcs(topology, tolerance)
    return [
        (codes.get(country.get("id", "")), country["properties"]["name"], land)
        for country in topology["objects"]["countries"]["geometries"]
        if not (land := build_land(country, arcs)).is_empty
    ]


def _read_alpha3(packages: Path) -> dict[str, str]:
    """Return ISO alpha-3 codes by ISO numeric code."""
    tarball = fetch_package(WORLD_COUNTRIES, folder=packages)
    records = read_json_member(tarball, "package/countries.json")
    return {record["ccn3"]: record["cca3"] for record in records if record["ccn3"]}


def decode_arcs(topology: dict[str, Any], tolerance: float) -> list[list[LonLat]]:
    """Undo the delta encoding of the arcs and simplify them; closed ones keep four points."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        points = np.cumsum(np.array(deltas), axis=0) * scale + translate
        simple = shapely.simplify(shapely.linestrings(points), tolerance) if tolerance else None
        kept = points if simple is None else shapely.get_coordinates(simple)
        is_collapsed = (points[0] == points[-1]).all() and len(kept) < 4  # noqa: PLR2004 - a ring
        arcs.append([tuple(point) for point in (points if is_collapsed else kept)])
    return arcs


def build_land(country: dict[str, Any], arcs: Sequence[list[LonLat]]) -> MultiPolygon:
    """Return the polygons of an object of a topology; empty when it has none."""
    if not country.get("arcs"):
        return MultiPolygon()
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    built = [[_build_ring(ring, arcs) for ring in rings] for rings in polygons]
    # The grid of a topology can leave less than a triangle of a small ring.
    whole = [
        Polygon(rings[0], [hole for hole in rings[1:] if len(hole) > _SHORTEST_RING])
        for rings in built
        if len(rings[0]) > _SHORTEST_RING
    ]
    return MultiPolygon([part for polygon in whole for part in _cut_at_antimeridian(polygon)])


def _cut_at_antimeridian(polygon: Polygon) -> list[Polygon]:
    """Return a polygon whose ring jumps from 180 to -180 degrees as its parts on either side.

    Antarctica's ring goes around the pole and stays as it is.
    """
    lons = shapely.get_coordinates(polygon)[:, 0]
    if np.abs(np.diff(lons)).max() <= _HALF_TURN or polygon.bounds[1] < _POLAR_CAP:
        return [polygon]
    unrolled = shapely.transform(
        polygon,
        lambda at: np.column_stack(
            [np.where(at[:, 0] < 0, at[:, 0] + 2 * _HALF_TURN, at[:, 0]), at[:, 1]]
        ),
    )
    unrolled = shapely.make_valid(unrolled)
    east = shapely.intersection(unrolled, shapely.box(0, -90, _HALF_TURN, 90))
    west = shapely.intersection(unrolled, shapely.box(_HALF_TURN, -90, 2 * _HALF_TURN, 90))
    west = shapely.transform(west, lambda at: at - [2 * _HALF_TURN, 0])
    parts = shapely.get_parts(shapely.get_parts([east, west]))
    return [part for part in parts if isinstance(part, Polygon)]


def _build_ring(indices: Sequence[int], arcs: Sequence[list[LonLat]]) -> list[LonLat]:
    """Join arcs into a ring; index ~i is arc i backwards, and each arc starts where one ended."""
    parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices]
    return [parts[0][0], *chain.from_iterable(part[1:] for part in parts)]
