"""Measuring along a border: a point from a chainage, a line from a stretch, distances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from shapely.geometry import LineString

from geomap.places.distances import EARTH_RADIUS_KM, to_unit_vectors

if TYPE_CHECKING:
    from geomap.borders.lines import Border, Section
    from geomap.model import Stretch

LonLat = tuple[float, float]


def interpolate_on_border(border: Border, section: str, km: float) -> LonLat:
    """Return the point (lon, lat), WGS 84, at a chainage of a section, clamped to its ends.

    Raises
    ------
    BorderError
        The border has no such section.
    """
    return interpolate_on_section(border.section(section), km)


def interpolate_on_section(section: Section, km: float) -> LonLat:
    """Return the point (lon, lat) at a chainage, between the two vertices around it."""
    lon = np.interp(km, section.chainages_km, section.coordinates[:, 0])
    lat = np.interp(km, section.chainages_km, section.coordinates[:, 1])
    return float(lon), float(lat)


def cut_border(border: Border, stretch: Stretch) -> LineString:
    """Return the part of a border between two chainages as a line, (lon, lat), WGS 84.

    Raises
    ------
    BorderError
        The border has no such section.
    """
    section = border.section(stretch.section)
    inside = (section.chainages_km > stretch.from_km) & (section.chainages_km < stretch.to_km)
    start = interpolate_on_section(section, stretch.from_km)
    end = interpolate_on_section(section, stretch.to_km)
    return LineString([start, *section.coordinates[inside].tolist(), end])


def find_reach(section: Section, km: float, *, radius_km: float) -> tuple[float, float]:
    """Return the first and the last chainage of a section within a straight distance of a point.

    A line that winds is longer than its ends are apart: more of it is near to a point than the
    distance along it tells.
    """
    here = to_unit_vectors(np.array([interpolate_on_section(section, km)]))
    cosines = np.einsum("ik,jk->i", section.vectors, here)
    off_km = EARTH_RADIUS_KM * np.arccos(np.clip(cosines, -1.0, 1.0))
    near = section.chainages_km[off_km <= radius_km].tolist()
    first, last = min([km - radius_km, *near]), max([km + radius_km, *near])
    return max(0.0, first), min(section.length_km, last)


def measure_distance_km(one: LonLat, other: LonLat) -> float:
    """Return the geodesic distance on WGS 84 between two points given as (lon, lat)."""
    # geopy brings its web clients along, and most commands measure nothing.
    from geopy.distance import geodesic  # noqa: PLC0415

    return float(geodesic(one[::-1], other[::-1]).km)
