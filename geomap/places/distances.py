"""Distances between places."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.places.gazetteer import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from geomap.model import Place


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
