"""Distances between places."""

from __future__ import annotations

import math
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


EARTH_RADIUS_KM: Final = 6371.009
"""Mean radius of the WGS 84 ellipsoid; the one that geopy's great circle uses."""
_POLE: Final = 90
_DATE_LINE: Final = 180
"""Degrees."""


class HasPoint(Protocol):
    """What has a point, or none."""

    @property
    def lon(self) -> float | None:
        """Degrees, WGS 84."""

    @property
    def lat(self) -> float | None:
        """Degrees, WGS 84."""


def distance_km(a: HasPoint, b: HasPoint) -> float | None:
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


def unit_vector(place: HasPoint) -> tuple[float, float, float]:
    """Return the point of a place as (x, y, z) on the sphere of radius 1.

    One without a point stands at (0, 0): who asks leaves it out.
    """
    return _to_unit_vector(place.lon or 0.0, place.lat or 0.0)


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


class PointSet:
    """Many points, asked for the distance from others that are mostly far away.

    Parameters
    ----------
    points
        Rows (lon, lat) in degrees, WGS 84.
    most_km
        Distance from which on it does not matter.
    """

    def __init__(self, points: NDArray[np.float64], *, most_km: float) -> None:
        self._points = points
        self._reach = math.degrees(most_km / EARTH_RADIUS_KM)
        self._most_km = most_km
        self._box = _find_box(points, self._reach)

    def measure_km(self, lon: float, lat: float) -> float:
        """Return the great-circle distance to the nearest point; infinite from ``most_km`` on."""
        west, south, east, north = self._box
        if not (west <= lon <= east and south <= lat <= north):
            return math.inf
        row = min(int(lat + _POLE), 2 * _POLE - 1)
        if not self._is_near[row * 2 * _DATE_LINE + int(lon + _DATE_LINE) % (2 * _DATE_LINE)]:
            return math.inf
        lats, vectors = self._from_south
        first, last = np.searchsorted(lats, (lat - self._reach, lat + self._reach)).tolist()
        if first == last:
            return math.inf
        # No matrix product: it would wake the threads of the linear algebra for a few numbers.
        cosines = np.einsum("ik,k->i", vectors[first:last], _unit_vector(lon, lat))
        nearest_km = EARTH_RADIUS_KM * math.acos(min(1.0, float(cosines.max())))
        return nearest_km if nearest_km <= self._most_km else math.inf

    @cached_property
    def _is_near(self) -> bytes:
        # A byte of bytes is read five times as fast as a cell of an array.
        return _find_cells(self._points, self._reach).tobytes()

    @cached_property
    def _from_south(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Latitudes and unit vectors, from south to north: most sets are only far from others."""
        points = self._points[np.argsort(self._points[:, 1])]
        return points[:, 1], to_unit_vectors(points)


def _find_box(points: NDArray[np.float64], reach: float) -> tuple[float, float, float, float]:
    """Return a box (west, south, east, north) outside which nothing is within ``reach`` degrees."""
    if not len(points):
        return math.inf, math.inf, -math.inf, -math.inf
    lons, lats = points.T
    west, south, east, north = map(float, (lons.min(), lats.min(), lons.max(), lats.max()))
    south, north = south - reach, north + reach
    # A degree of longitude is the shorter the nearer to a pole.
    wide = reach / max(math.cos(math.radians(min(max(-south, north), _POLE))), reach / _DATE_LINE)
    west, east = west - wide, east + wide
    if west < -_DATE_LINE or east > _DATE_LINE:
        return -math.inf, south, math.inf, north
    return west, south, east, north


def _find_cells(points: NDArray[np.float64], reach: float) -> NDArray[np.bool_]:
    """Return which cells of a degree have a part within ``reach`` degrees of a point."""
    height, width = 2 * _POLE, 2 * _DATE_LINE
    columns, rows = np.floor(points + np.array([_DATE_LINE, _POLE])).astype(np.int64).T
    has_point = np.zeros((height, width), dtype=np.bool_)
    has_point[np.minimum(rows, height - 1), columns % width] = True
    is_near = np.zeros_like(has_point)
    high = math.ceil(reach)
    for row in np.flatnonzero(has_point.any(axis=1)).tolist():
        # A degree of longitude is the shorter the nearer to a pole.
        farthest = min(max(abs(row - _POLE), abs(row + 1 - _POLE)), _POLE)
        wide = math.ceil(reach / max(math.cos(math.radians(farthest)), reach / _DATE_LINE))
        cells = (np.flatnonzero(has_point[row])[:, None] + np.arange(-wide, wide + 1)) % width
        is_near[max(row - high, 0) : row + high + 1, cells.ravel()] = True
    return is_near


@lru_cache(maxsize=65536)
def _unit_vector(lon: float, lat: float) -> NDArray[np.float64]:
    return np.array(_to_unit_vector(lon, lat))


def _to_unit_vector(lon: float, lat: float) -> tuple[float, float, float]:
    lon, lat = math.radians(lon), math.radians(lat)
    flat = math.cos(lat)
    return flat * math.cos(lon), flat * math.sin(lon), math.sin(lat)
