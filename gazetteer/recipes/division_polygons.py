"""Which polygons a division has: those of Natural Earth in which its towns lie.

Natural Earth is finer than GeoNames in some countries (French departments), coarser or older in
others (Kenya's former provinces), and its codes are not always today's. So position decides: a
polygon belongs to the division that most towns in it belong to by their GeoNames code. Where a
new division has its towns inside the polygon of another and none of its own, the polygon is cut
between their towns, and the division is marked as such: its edge is a guess.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from division_names import fold_letters, strip_term
from division_sources import keep_polygons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from division_sources import Area, Towns, Unit
    from numpy.typing import NDArray

    Indices = NDArray[np.intp]

# What a matching name counts in towns, and each matching code as much again: more than a stray
# town, less than several.
NAME_VOTES: Final = 1.5
# Where names and towns agree on fewer of a country's polygons, Natural Earth's names are mixed up
# there (Eritrea, Guyana), and towns alone count.
LEAST_AGREEMENT: Final = 0.7
# So many towns of another country make a polygon that country's (Crimea in Natural Earth).
LEAST_FOREIGN_TOWNS: Final = 5
# The share of a division's towns in a polygon that gives it a part of the polygon.
LEAST_SHARE: Final = 0.15
# Towns are assigned to the nearest polygon when they lie off a generalised coast, in degrees.
COAST_DEGREES: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assignment:
    """Which areas each division has, by their index."""

    whole: Mapping[str, tuple[int, ...]]
    """Areas that belong to one division, by its code."""
    shared: Mapping[int, tuple[str, ...]]
    """Areas to be cut between several divisions: their codes."""
    area_of_town: Indices
    """Index of the area that each town lies in, -1 for none."""
    unassigned: tuple[int, ...]
    """Areas that no division of their country claims."""


def assign_areas(
    areas: Sequence[Area],
    units: Sequence[Unit],
    towns: Towns,
    edits: Iterable[Mapping[str, str]],
) -> Assignment:
    """Give every area of Natural Earth to the division that it belongs to.

    The hand edits (lon, lat, code) say whose the area around a point is.
    """
    tree = shapely.STRtree([area.polygon for area in areas])
    area_of_town = _locate_towns(tree, towns)
    inside = _count_towns(area_of_town, _find_units(towns, units))
    owners = _find_owners(areas, units, inside)
    for edit in edits:
        point = shapely.Point(float(edit["lon"]), float(edit["lat"]))
        for index in tree.query(point, predicate="within").tolist():
            owners[index] = edit["code"]
    owners |= _follow_neighbours(areas, owners, {unit.country for unit in units})
    shared = _share_areas(owners, inside)
    whole: dict[str, list[int]] = defaultdict(list)
    for index, code in sorted(owners.items()):
        if index not in shared:
            whole[code].append(index)
    return Assignment(
        whole={code: tuple(indices) for code, indices in sorted(whole.items())},
        shared=shared,
        area_of_town=area_of_town,
        unassigned=tuple(index for index in range(len(areas)) if index not in owners),
    )


def cut_between_towns(
    polygon: shapely.MultiPolygon,
    seeds: Sequence[tuple[float, float, str]],
) -> dict[str, shapely.MultiPolygon]:
    """Cut a polygon so that each point goes to the division of the nearest of the towns.

    Parameters
    ----------
    polygon
        WGS 84.
    seeds
        Towns as lon, lat and the code of their division.
    """
    middle = np.radians(np.mean([lat for _, lat, _ in seeds]))
    squeeze = np.array([np.cos(middle), 1.0])
    points = shapely.points(np.array([(lon, lat) for lon, lat, _ in seeds]) * squeeze)
    frame = shapely.transform(shapely.box(*polygon.bounds).buffer(1), lambda at: at * squeeze)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(points), extend_to=frame)
    )
    tree = shapely.STRtree(cells)
    by_code: dict[str, list[shapely.Geometry]] = defaultdict(list)
    point_index, cell_index = tree.query(points, predicate="within")
    for point, cell in sorted(zip(point_index.tolist(), cell_index.tolist(), strict=True)):
        by_code[seeds[point][2]].append(cells[cell])
    pieces = {
        code: shapely.transform(shapely.union_all(own), lambda at: at / squeeze)
        for code, own in sorted(by_code.items())
    }
    return {
        code: keep_polygons([shapely.intersection(polygon, piece)])
        for code, piece in pieces.items()
    }


def collect_seeds(
    area: int, codes: Iterable[str], assignment: Assignment, *, towns: Towns, units: Sequence[Unit]
) -> list[tuple[float, float, str]]:
    """Return the towns in an area that belong to one of the divisions, each place once."""
    wanted = {(unit.country, unit.geonames): unit.code for unit in units if unit.code in set(codes)}
    found = {}
    for index in np.flatnonzero(assignment.area_of_town == area):
        code = wanted.get((towns.countries[index], towns.admin1[index]))
        if code:
            found[float(towns.lon[index]), float(towns.lat[index])] = code
    return [(lon, lat, code) for (lon, lat), code in sorted(found.items())]


def _locate_towns(tree: shapely.STRtree, towns: Towns) -> Indices:
    points = shapely.points(towns.lon, towns.lat)
    located = np.full(len(points), -1, dtype=np.intp)
    town, area = tree.query(points, predicate="intersects")
    located[town] = area
    missing = np.flatnonzero(located < 0)
    near, area = tree.query_nearest(points[missing], max_distance=COAST_DEGREES, all_matches=False)
    located[missing[near]] = area
    return located


def _count_towns(area_of_town: Indices, unit_of_town: Iterable[str]) -> dict[int, Counter[str]]:
    """Return how many towns of each division lie in each area."""
    inside: dict[int, Counter[str]] = defaultdict(Counter)
    for area, code in zip(area_of_town.tolist(), unit_of_town, strict=True):
        if area >= 0 and code:
            inside[area][code] += 1
    return inside


def _find_units(towns: Towns, units: Sequence[Unit]) -> list[str]:
    codes = {(unit.country, unit.geonames): unit.code for unit in units if unit.geonames}
    return [
        codes.get(key, "")
        for key in zip(towns.countries.tolist(), towns.admin1.tolist(), strict=True)
    ]


def _find_owners(
    areas: Sequence[Area], units: Sequence[Unit], inside: Mapping[int, Counter[str]]
) -> dict[int, str]:
    units_of: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        units_of[unit.country].append(unit)
    towns_of = [
        _keep_country(inside, index, units_of[it.country]) for index, it in enumerate(areas)
    ]
    names_of = [_vote_by_name(area, units_of[area.country]) for area in areas]
    agreements: dict[str, list[bool]] = defaultdict(list)
    for area, by_town, by_name in zip(areas, towns_of, names_of, strict=True):
        if by_town and by_name:
            agreements[area.country].append(_find_winner(by_town) == _find_winner(by_name))
    owners = {}
    for index, area in enumerate(areas):
        agreed = agreements[area.country]
        votes = Counter(towns_of[index])
        if not votes or (agreed and sum(agreed) / len(agreed) >= LEAST_AGREEMENT):
            votes.update(names_of[index])
        owner = _find_winner(votes or _vote_last(area, inside.get(index), units_of[area.country]))
        if owner:
            owners[index] = owner
    return owners


def _keep_country(
    inside: Mapping[int, Counter[str]], index: int, units: Iterable[Unit]
) -> Counter[str]:
    """Return the counts of an area without the towns of other countries."""
    own = {unit.code for unit in units}
    counts = inside.get(index, Counter())
    return Counter({code: count for code, count in counts.items() if code in own})


def _vote_by_name(area: Area, units: Iterable[Unit]) -> dict[str, float]:
    """Return the votes for divisions that bear a name of the area."""
    names = _fold_names(area.names.values())
    return {
        unit.code: NAME_VOTES
        * (1 + (unit.code == area.key) + (f"{unit.country}.{unit.geonames}" == area.geonames))
        for unit in units
        if names & _fold_names((unit.name, *unit.aliases))
    }


def _vote_last(
    area: Area, inside: Counter[str] | None, units: Iterable[Unit]
) -> Mapping[str, float]:
    """Return the votes for an area without own towns and names: by code, or of foreign towns."""
    if any(unit.code == area.key for unit in units):
        return {area.key: 1.0}
    foreign = inside or Counter()
    return foreign if foreign.total() >= LEAST_FOREIGN_TOWNS else {}


def _find_winner(votes: Mapping[str, float]) -> str:
    return max(sorted(votes), key=lambda code: votes[code], default="")


def _fold_names(names: Iterable[str]) -> set[str]:
    return {fold_letters(strip_term(name)) for name in names if name}


def _follow_neighbours(
    areas: Sequence[Area], owners: Mapping[int, str], countries: set[str]
) -> dict[int, str]:
    """Give an area that nothing claims to the division it has the longest edge with."""
    orphans = [
        index
        for index, area in enumerate(areas)
        if index not in owners and area.country in countries
    ]
    tree = shapely.STRtree([area.polygon for area in areas])
    found = {}
    for index in orphans:
        polygon = areas[index].polygon
        lengths = {
            int(other): shapely.intersection(polygon, areas[other].polygon).length
            for other in tree.query(polygon, predicate="touches")
            if int(other) in owners and areas[other].country == areas[index].country
        }
        if lengths and max(lengths.values()) > 0:
            found[index] = owners[max(lengths, key=lambda other: lengths[other])]
    return found


def _share_areas(
    owners: Mapping[int, str], inside: Mapping[int, Counter[str]]
) -> dict[int, tuple[str, ...]]:
    """Return the areas in which divisions without one of their own have their towns."""
    have = set(owners.values())
    totals: Counter[str] = Counter()
    for counts in inside.values():
        totals.update(counts)
    shared: dict[int, tuple[str, ...]] = {}
    for index, owner in owners.items():
        counts = inside.get(index, Counter())
        without = [
            code
            for code, count in counts.items()
            if code not in have and count >= LEAST_SHARE * totals[code]
        ]
        same_country = [code for code in without if code[:2] == owner[:2]]
        if same_country and counts[owner]:
            shared[index] = tuple(sorted([owner, *same_country]))
    return shared
