"""Rows, polygons and codes of the first-order divisions of the world."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from division_names import NameSources, choose_bare_name, choose_names
from division_polygons import collect_seeds, cut_between_towns
from division_sources import keep_polygons
from place_tables import Row, edit_names, format_degrees, join_names, read_table, split_names
from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from division_polygons import Assignment
    from division_sources import Area, Towns, Unit

COLUMNS: Final = (
    "id",
    "name",
    "country",
    "admin1",
    "feature_code",
    "lon",
    "lat",
    "radius_km",
    "population",
    "variants",
    "abbreviations",
    "demonyms",
    "source",
)
CODE_COLUMNS: Final = ("country", "geonames", "iso", "towns", "inside")

GEOD: Final = Geod(ellps="WGS84")

# Triangles up to this size go (the square root of their area, in degrees): edges then lie within
# 1.3 km of where they were for 95 vertices of 100, and half of them within 250 m.
TOLERANCE_DEGREES: Final = 0.025
DECIMALS: Final = 3
# Islands smaller than this, in square kilometres, and than this share of the division go.
LEAST_ISLAND_KM2: Final = 5.0
LEAST_ISLAND_SHARE: Final = 0.01
# A list of so many towns of which none lies in the polygon means that the code is not the unit's.
TELLING_TOWNS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """The polygon of a division and how it came about."""

    polygon: shapely.MultiPolygon
    """Simplified, WGS 84."""
    area_km2: float
    """Geodesic, before simplification."""
    label: tuple[float, float]
    """A point (lon, lat) inside: Natural Earth's label, or one that shapely finds."""
    is_cut: bool
    """Whether a part of it was cut out of a larger polygon by where its towns lie."""


def build_shapes(
    areas: Sequence[Area], assignment: Assignment, *, units: Sequence[Unit], towns: Towns
) -> dict[str, Shape]:
    """Return the shape of every division that has one, by its code."""
    pieces = _cut_shared(areas, assignment, units=units, towns=towns)
    codes = sorted({*assignment.whole, *pieces})
    full = {
        code: keep_polygons(
            [
                *(areas[index].polygon for index in assignment.whole.get(code, ())),
                *pieces.get(code, []),
            ]
        )
        for code in codes
    }
    simple = simplify_together([full[code] for code in codes])
    return {
        code: Shape(
            polygon=polygon,
            area_km2=measure_km2(full[code]),
            label=_find_label(polygon, areas, assignment.whole.get(code, ())),
            is_cut=code in pieces,
        )
        for code, polygon in zip(codes, simple, strict=True)
        if not polygon.is_empty
    }


def simplify_together(polygons: Sequence[shapely.MultiPolygon]) -> list[shapely.MultiPolygon]:
    """Return polygons with fewer vertices whose shared edges stay shared, rounded and valid."""
    kept = [_drop_islands(polygon) for polygon in polygons]
    simple = shapely.coverage_simplify(kept, TOLERANCE_DEGREES)
    rounded = shapely.set_precision(simple, 10.0**-DECIMALS)
    return [
        # A speck that rounding would leave nothing of keeps its vertices.
        keep_polygons([after if not after.is_empty else shapely.set_precision(before, 1e-5)])
        for after, before in zip(rounded, kept, strict=True)
    ]


def measure_km2(polygon: shapely.Geometry) -> float:
    """Return the geodesic area of a polygon in WGS 84, in square kilometres."""
    square_m, _ = GEOD.geometry_area_perimeter(shapely.orient_polygons(polygon))
    return abs(square_m) / 1e6


def build_rows(
    units: Sequence[Unit],
    shapes: Mapping[str, Shape],
    *,
    names: Mapping[str, tuple[str, tuple[str, ...]]],
    points: Mapping[str, Row],
    edits: Sequence[Row],
) -> list[Row]:
    """Return a row for each division that has a point, sorted by code.

    Parameters
    ----------
    units, shapes
        The divisions, and their shapes by code.
    names
        Name and variants by code.
    points
        Points of GeoNames by id, with feature code and source.
    edits
        Hand edits: code, column, action (set, add, drop), value, source.
    """
    edits_of: dict[str, list[Row]] = defaultdict(list)
    for edit in edits:
        edits_of[edit["code"]].append(edit)
    unknown = edits_of.keys() - {unit.code for unit in units}
    if unknown:
        msg = f"division_edits.csv names codes that no division has: {' '.join(sorted(unknown))}"
        raise LookupError(msg)
    rows = []
    for unit in units:
        shape = shapes.get(unit.code)
        point = _choose_point(points.get(str(unit.geonameid)), shape)
        if point is None and shape is None:
            continue
        row = _build_row(unit, shape, point, names[unit.code])
        rows.append(_apply_edits(row, edits_of[unit.code]))
    return rows


def choose_all_names(
    units: Sequence[Unit],
    areas: Sequence[Area],
    assignment: Assignment,
    *,
    cldr: Mapping[str, Mapping[str, str]],
    towns: Collection[tuple[str, str]],
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return name and variants of every division, by its code."""
    area_of = {
        code: areas[indices[0]]
        for code, indices in assignment.whole.items()
        if len(indices) == 1 and not any(code in codes for codes in assignment.shared.values())
    }
    sources = NameSources(cldr=cldr, towns=towns, units={})
    bare: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in units:
        bare[unit.country][choose_bare_name(unit, area_of.get(unit.code), sources)] += 1
    shared = {
        country: {name for name, count in names.items() if count > 1}
        for country, names in bare.items()
    }
    sources = NameSources(cldr=cldr, towns=towns, units=shared)
    return {unit.code: choose_names(unit, area_of.get(unit.code), sources) for unit in units}


def build_code_rows(
    units: Sequence[Unit], towns: Towns, assignment: Assignment
) -> tuple[list[Row], list[str]]:
    """Return ISO codes by GeoNames codes with what their towns tell, and codes found wrong.

    ``towns`` are those that carry the code, ``inside`` those that lie in the division's polygons.
    """
    owners: dict[int, set[str]] = defaultdict(set)
    for code, indices in assignment.whole.items():
        for index in indices:
            owners[index].add(code)
    for index, codes in assignment.shared.items():
        owners[index].update(codes)
    unit_of = {(unit.country, unit.geonames): unit.code for unit in units if unit.geonames}
    all_of: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    columns = (towns.countries, towns.admin1, assignment.area_of_town)
    for country, admin1, area in zip(*(column.tolist() for column in columns), strict=True):
        code = unit_of.get((country, admin1))
        if code:
            all_of[code] += 1
            inside[code] += code in owners[area]
    wrong = [code for code in all_of if all_of[code] >= TELLING_TOWNS and not inside[code]]
    rows = [
        {
            "country": country,
            "geonames": geonames,
            "iso": code,
            "towns": str(all_of[code]),
            "inside": str(inside[code]),
        }
        for (country, geonames), code in sorted(unit_of.items())
        if code not in wrong
    ]
    return rows, wrong


def read_points(path: Path) -> dict[str, Row]:
    """Return the points that GeoNames gives, by its id; none if the file is not there."""
    return {row["geonameid"]: row for row in read_table(path)} if path.exists() else {}


def _cut_shared(
    areas: Sequence[Area], assignment: Assignment, *, units: Sequence[Unit], towns: Towns
) -> dict[str, list[shapely.MultiPolygon]]:
    pieces: dict[str, list[shapely.MultiPolygon]] = defaultdict(list)
    for index, codes in sorted(assignment.shared.items()):
        seeds = collect_seeds(index, codes, assignment, towns=towns, units=units)
        for code, piece in cut_between_towns(areas[index].polygon, seeds).items():
            pieces[code].append(piece)
    return pieces


def _drop_islands(polygon: shapely.MultiPolygon) -> shapely.MultiPolygon:
    """Return a polygon without its small islands, but never without its largest part."""
    parts = shapely.get_parts(polygon)
    if len(parts) == 1:
        return polygon
    # Square degrees shrink with the cosine of the latitude; that is near enough for a threshold.
    squeeze = np.cos(np.radians(shapely.get_y(shapely.centroid(parts))))
    km2 = shapely.area(parts) * squeeze * (math.pi / 180 * 6371) ** 2
    keep = km2 >= min(LEAST_ISLAND_KM2, LEAST_ISLAND_SHARE * km2.sum())
    return shapely.MultiPolygon(list(parts[keep]))


def _find_label(
    polygon: shapely.MultiPolygon, areas: Sequence[Area], indices: Sequence[int]
) -> tuple[float, float]:
    if len(indices) == 1 and shapely.contains_xy(polygon, *areas[indices[0]].label):
        return areas[indices[0]].label
    largest = max(shapely.get_parts(polygon), key=lambda part: part.area)
    point = (
        largest.centroid
        if largest.contains(largest.centroid)
        else shapely.point_on_surface(largest)
    )
    return point.x, point.y


def _choose_point(point: Row | None, shape: Shape | None) -> Row | None:
    """Return the point if it is GeoNames' own, or if there is no polygon to take another from."""
    is_own = point is not None and point["source"] == f"GeoNames {point['geonameid']}"
    return point if is_own or shape is None else None


def _build_row(
    unit: Unit, shape: Shape | None, point: Row | None, names: tuple[str, tuple[str, ...]]
) -> Row:
    name, variants = names
    if point is not None:
        lon, lat, source = float(point["lon"]), float(point["lat"]), point["source"]
    else:
        assert shape is not None  # noqa: S101 - build_rows leaves out what has neither
        lon, lat = shape.label
        source = f"GeoNames {unit.geonameid}; label point: Natural Earth 5"
    return {
        "id": f"gn:{unit.geonameid}",
        "name": name,
        "country": unit.alpha3,
        "admin1": unit.code,
        "feature_code": (point or {}).get("feature_code") or unit.feature_code,
        "lon": format_degrees(lon),
        "lat": format_degrees(lat),
        "radius_km": f"{math.sqrt(shape.area_km2 / math.pi):.1f}" if shape else "",
        "population": "",
        "variants": join_names(variants, without=[name]),
        "abbreviations": "",
        "demonyms": "",
        "source": source,
    }


def _apply_edits(row: Row, edits: Iterable[Row]) -> Row:
    edited = dict(row)
    for edit in edits:
        column = edit["column"]
        if column in ("variants", "abbreviations", "demonyms"):
            names = edit_names(split_names(edited[column]), [edit])
            edited[column] = join_names(names, without=[edited["name"]])
        else:
            edited[column] = edit["value"]
    if edited != row:
        edited["source"] += "; division_edits.csv"
    edited["variants"] = join_names(split_names(edited["variants"]), without=[edited["name"]])
    return edited
