"""Distances from many points: the cells that are skipped leave out nothing."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geomap.places.distances import PointSet, great_circle_km

LONS = st.floats(-180, 180)
LATS = st.floats(-90, 90)
POINTS = st.tuples(LONS, LATS)


@given(st.lists(POINTS, min_size=1, max_size=8), POINTS, st.sampled_from([60.0, 500.0]))
def test_the_nearest_point_is_found(
    points: list[tuple[float, float]], here: tuple[float, float], most_km: float
) -> None:
    nearest_km = min(great_circle_km(*here, *point) for point in points)
    found_km = PointSet(np.array(points), most_km=most_km).measure_km(*here)
    if math.isinf(found_km):
        assert nearest_km > most_km - 1e-3
    else:
        assert abs(found_km - nearest_km) < 1e-3


@given(POINTS, st.floats(0, 360), st.floats(0, 59))
def test_a_point_nearby_is_never_far(point: tuple[float, float], course: float, km: float) -> None:
    lon, lat = _go(point, course, km)
    assert PointSet(np.array([point]), most_km=60.0).measure_km(lon, lat) < 60.0


def _go(point: tuple[float, float], course: float, km: float) -> tuple[float, float]:
    """Return the point that lies some km away, on a sphere."""
    lon, lat = map(math.radians, point)
    angle, course = km / 6371.009, math.radians(course)
    north = math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(course)
    new_lat = math.asin(max(-1.0, min(1.0, north)))
    east = math.atan2(
        math.sin(course) * math.sin(angle) * math.cos(lat),
        math.cos(angle) - math.sin(lat) * math.sin(new_lat),
    )
    return (math.degrees(lon + east) + 540) % 360 - 180, math.degrees(new_lat)
