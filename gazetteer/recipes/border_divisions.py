"""The polygons of first-order divisions, for telling which of them lies along a border.

They are those of Natural Earth 5 at full detail, given to divisions as `build_divisions.py` does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from border_weld import to_plane
from division_polygons import assign_areas, collect_seeds, cut_between_towns
from division_sources import read_towns, read_units
from place_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from border_cells import Floats
    from division_sources import Area
    from shapely.geometry.base import BaseGeometry

# Polygons are cut into tiles of this size, so that the nearest of them is found quickly.
_TILE_DEGREES: Final = 0.5
_REACH: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Divisions:
    """The divisions of one country."""

    codes: tuple[str, ...]
    """ISO 3166-2 of each polygon; a division may have several."""
    polygons: tuple[BaseGeometry, ...]
    """In the Mercator plane, degrees."""


def divide_world(areas: Sequence[Area], *, packages: Path, edits: Path) -> dict[str, Divisions]:
    """Return the divisions of each country by ISO alpha-3.

    Parameters
    ----------
    areas
        From `division_sources.read_areas`.
    packages
        Folder to keep fetched packages in.
    edits
        Folder of hand edits.
    """
    units = read_units(packages, read_table(edits / "division_codes.csv"))
    towns = read_towns(packages)
    assignment = assign_areas(areas, units, towns, read_table(edits / "division_areas.csv"))
    polygons: list[tuple[str, BaseGeometry]] = [
        (code, areas[index].polygon)
        for code, indices in assignment.whole.items()
        for index in indices
    ]
    for index, codes in sorted(assignment.shared.items()):
        seeds = collect_seeds(index, codes, assignment, towns=towns, units=units)
        polygons.extend(cut_between_towns(areas[index].polygon, seeds).items())
    return group_divisions(polygons, {unit.code: unit.alpha3 for unit in units})


def pick_divisions(
    areas: Sequence[Area], keys: Iterable[Mapping[str, str]]
) -> dict[str, Divisions]:
    """Return the divisions that hand-made rows (division, country, lon, lat) point at."""
    tree = shapely.STRtree([area.polygon for area in areas])
    polygons, countries = [], {}
    for key in keys:
        point = shapely.Point(float(key["lon"]), float(key["lat"]))
        hits = tree.query(point, predicate="within")
        if len(hits) != 1:
            msg = f"{key['division']}: expected one polygon at {point.wkt}, got {len(hits)}"
            raise LookupError(msg)
        polygons.append((key["division"], areas[hits[0]].polygon))
        countries[key["division"]] = key["country"]
    return group_divisions(polygons, countries)


def group_divisions(
    polygons: Iterable[tuple[str, BaseGeometry]], countries: Mapping[str, str]
) -> dict[str, Divisions]:
    """Return polygons (lon, lat), WGS 84, with their codes by country, laid out in the plane."""
    by_country: dict[str, list[tuple[str, BaseGeometry]]] = defaultdict(list)
    for code, polygon in polygons:
        by_country[countries[code]].append((code, polygon))
    return {
        country: Divisions(
            codes=tuple(code for code, _ in own),
            polygons=tuple(shapely.transform([it for _, it in own], to_plane)),
        )
        for country, own in sorted(by_country.items())
    }


def find_nearest(divisions: Divisions, lon_lat: Floats) -> list[str]:
    """Return the code of the division nearest to each place; the first of equals.

    Distances are measured in the Mercator plane, in which they are true in proportion around a
    place.
    """
    points = shapely.points(to_plane(lon_lat))
    owners, tiles = _cut_tiles(divisions, shapely.get_coordinates(points))
    if not tiles:
        owners, tiles = list(range(len(divisions.codes))), list(divisions.polygons)
    point, tile = shapely.STRtree(tiles).query_nearest(points)
    owner = np.array(owners)[tile]
    order = np.lexsort([owner, point])
    _, first = np.unique(point[order], return_index=True)
    return [divisions.codes[index] for index in owner[order][first]]


def _cut_tiles(divisions: Divisions, plane: Floats) -> tuple[list[int], list[BaseGeometry]]:
    """Return the parts of polygons in tiles in and around those that hold points."""
    cells = np.unique(np.floor(plane / _TILE_DEGREES).astype(np.int64), axis=0)
    reach = np.arange(-_REACH, _REACH + 1)
    moves = np.stack(np.meshgrid(reach, reach), axis=-1).reshape(-1, 2)
    around = np.unique((cells[:, None] + moves).reshape(-1, 2), axis=0)
    tree = shapely.STRtree(divisions.polygons)
    owners, tiles = [], []
    for column, row in around.tolist():
        frame = (column, row, column + 1, row + 1)
        west, south, east, north = (at * _TILE_DEGREES for at in frame)
        for index in sorted(tree.query(shapely.box(west, south, east, north)).tolist()):
            part = shapely.clip_by_rect(divisions.polygons[index], west, south, east, north)
            if not part.is_empty:
                owners.append(index)
                tiles.append(part)
    return owners, tiles
