"""Distances between places."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geomap.model import Place

EARTH_RADIUS_KM: Final = 6371.009
"""Mean radius of the WGS 84 ellipsoid; the one that geopy's great circle uses."""


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance of two places in km, ``None`` when one has no coordinates."""
    if a.lon is None or a.lat is None or b.lon is None or b.lat is None:
        return None
    return great_circle_km(a.lon, a.lat, b.lon, b.lat)


def great_circle_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Great-circle distance of two points in km, given in degrees (haversine)."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half = (
        math.sin((phi_b - phi_a) / 2) ** 2
        + math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def unit_vectors(places: Iterable[Place]) -> NDArray[np.float64]:
    """Return the points of places that have one as rows (x, y, z) on the sphere of radius 1."""
    return np.array([_unit_vector(place.lon or 0.0, place.lat or 0.0) for place in places])


def to_unit_vectors(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rows (lon, lat) in degrees as rows (x, y, z) on the sphere of radius 1."""
    lon, lat = np.radians(points.reshape(-1, 2)).T
    flat = np.cos(lat)
    return np.column_stack((flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)))


def find_nearest_km(
    points: NDArray[np.float64], others: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the great-circle distance in km from each unit vector to the nearest of others."""
    # No matrix product: it would wake the threads of the linear algebra for a few numbers.
    cosines = np.einsum("ik,jk->ij", points, others).max(axis=1)
    distances: NDArray[np.float64] = EARTH_RADIUS_KM * np.arccos(np.clip(cosines, -1.0, 1.0))
    return distances


@lru_cache(maxsize=65536)
def _unit_vector(lon: float, lat: float) -> tuple[float, float, float]:
    lon, lat = math.radians(lon), math.radians(lat)
    flat = math.cos(lat)
    return flat * math.cos(lon), flat * math.sin(lon), math.sin(lat)
