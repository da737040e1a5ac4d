"""The South Caucasus in detail: countries, lakes and lines between divisions of the base map.

The countries are OpenStreetMap's, not Natural Earth's, so that they agree with the border line that
incidents are attached to: Natural Earth's line is more than a kilometre off in the middle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import natural_earth
import osm_countries
import shapely
from border_line import ENCLAVES
from shapely.geometry import MultiLineString, MultiPolygon, Polygon
from shapely.ops import linemerge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

WINDOW: Final = shapely.box(41.4, 36.9, 51.0, 43.8)
"""The part of the world that is drawn in detail, (lon, lat) in degrees."""

COUNTRIES: Final = ("ARM", "AZE", "GEO", "IRN", "IRQ", "RUS", "SYR", "TUR")
"""Every country of the window."""
DIVIDED: Final = ("ARM", "AZE", "GEO")

# Of the Visvalingam-Whyatt kind: the square root of the smallest triangle that is kept.
TOLERANCE_DEG: Final = 0.003
MIN_ISLAND_DEG2: Final = 0.001
MIN_LAKE_DEG2: Final = 0.001
# The divisions are generalised: near a country's edge their lines are its edge drawn again.
BORDER_MARGIN_DEG: Final = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The layers of the window; (lon, lat) in degrees, WGS 84; countries by ISO alpha-3 code."""

    countries: dict[str, BaseGeometry]
    lakes: list[Polygon]
    divisions: dict[str, MultiLineString]


def build_window(packages: Path) -> Window:
    """Return the countries, the lakes and the lines between divisions inside the window."""
    published = osm_countries.read_countries(COUNTRIES, packages=packages)
    clipped = {code: _clip(land) for code, land in published.items()}
    countries = _simplify(_fill(clipped))
    divisions = natural_earth.read_divisions(DIVIDED, packages=packages)
    return Window(
        countries=countries,
        lakes=[lake.simplify(TOLERANCE_DEG) for lake in _find_lakes(clipped.values())],
        divisions={code: _inner_lines(divisions[code], countries[code]) for code in DIVIDED},
    )


def _clip(land: MultiPolygon) -> BaseGeometry:
    """Clip to the window, then repair: the other way round, all of Russia would be repaired."""
    near = [part for part in land.geoms if shapely.box(*part.bounds).intersects(WINDOW)]
    clipped = shapely.clip_by_rect(near, *WINDOW.bounds)
    return shapely.union_all(shapely.make_valid(clipped))


def _find_lakes(lands: Iterable[BaseGeometry]) -> list[Polygon]:
    """Return the holes of all land together: lakes, also those that a border runs through."""
    together = shapely.union_all(list(lands))
    holes = [Polygon(hole) for part in _polygons(together) for hole in part.interiors]
    lakes = [hole for hole in holes if hole.area >= MIN_LAKE_DEG2]
    return sorted(lakes, key=lambda lake: -lake.area)


def _fill(clipped: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Fill the lakes, drop specks, and cut the enclaves out of the country around them."""
    filled = {
        code: MultiPolygon(
            [Polygon(part.exterior) for part in _polygons(land) if part.area >= MIN_ISLAND_DEG2]
        )
        for code, land in clipped.items()
    }
    for owner, lon, lat in ENCLAVES.values():
        host = "AZE" if owner == "ARM" else "ARM"
        point = shapely.Point(lon, lat)
        piece = next(part for part in _polygons(clipped[owner]) if part.contains(point))
        filled[host] = shapely.difference(filled[host], Polygon(piece.exterior))
    return filled


def _simplify(lands: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Simplify all lands together, so that neighbours keep one line between them."""
    simple = shapely.coverage_simplify(list(lands.values()), TOLERANCE_DEG)
    return dict(zip(lands, simple, strict=True))


def _inner_lines(divisions: list[BaseGeometry], land: BaseGeometry) -> MultiLineString:
    """Return the lines between divisions of a country, without what runs along its border."""
    lines = shapely.union_all([division.boundary for division in divisions])
    inside = shapely.intersection(lines, shapely.buffer(land, -BORDER_MARGIN_DEG))
    parts = [part for part in getattr(inside, "geoms", [inside]) if part.geom_type == "LineString"]
    merged = linemerge(MultiLineString(parts))
    return MultiLineString(list(getattr(merged, "geoms", [merged])))


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    parts = getattr(geometry, "geoms", [geometry])
    return [part for part in parts if part.geom_type == "Polygon"]
