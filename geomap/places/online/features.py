"""What the services call a feature, as GeoNames feature codes, and the size of a bounding box."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from pyproj import Geod

from geomap.model import MAX_LAT

if TYPE_CHECKING:
    from collections.abc import Sequence

_GEOD: Final = Geod(ellps="WGS84")
_FULL_TURN: Final = 360.0
_PARTS: Final = 8
_BOX_VALUES: Final = 4

# OpenStreetMap key and value to GeoNames feature code, only where the two mean the same.
# Key without value: features of this kind are places whatever their value, of no known code.
_OSM_CODES: Final[dict[str, dict[str, str]]] = {
    "place": {
        "archipelago": "ISLS",
        "city": "PPL",
        "continent": "CONT",
        "country": "PCL",
        "county": "ADMD",
        "district": "ADMD",
        "farm": "FRM",
        "hamlet": "PPL",
        "island": "ISL",
        "islet": "ISLT",
        "isolated_dwelling": "PPL",
        "locality": "LCTY",
        "municipality": "ADMD",
        "neighbourhood": "PPLX",
        "ocean": "OCN",
        "province": "ADM1",
        "quarter": "PPLX",
        "region": "RGN",
        "sea": "SEA",
        "state": "ADM1",
        "suburb": "PPLX",
        "town": "PPL",
        "village": "PPL",
    },
    "boundary": {"national_park": "PRK"},
    "natural": {
        "bay": "BAY",
        "beach": "BCH",
        "cape": "CAPE",
        "cliff": "CLF",
        "desert": "DSRT",
        "glacier": "GLCR",
        "hill": "HLL",
        "hot_spring": "SPNT",
        "mountain_range": "MTS",
        "peak": "PK",
        "peninsula": "PEN",
        "plateau": "PLAT",
        "ridge": "RDGE",
        "saddle": "PASS",
        "spring": "SPNG",
        "strait": "STRT",
        "valley": "VAL",
        "volcano": "VLC",
        "wetland": "WTLD",
    },
    "water": {"lake": "LK", "reservoir": "RSV"},
    "waterway": {
        "canal": "CNL",
        "dam": "DAM",
        "river": "STM",
        "stream": "STM",
        "waterfall": "FLLS",
    },
    "mountain_pass": {"yes": "PASS"},
    "aeroway": {"aerodrome": "AIRP"},
    "man_made": {"bridge": "BDG", "mineshaft": "MN", "adit": "MN"},
    "landuse": {"reservoir": "RSV"},
    "military": {"airfield": "AIRB", "base": "MILB"},
    "railway": {"station": "RSTN"},
}
_OSM_PLACE_KEYS: Final = frozenset({"place", "boundary", "natural", "water", "waterway"})
# Addresses are no toponyms; trees and the like have no name that a report would use for a place.
_OSM_NO_PLACES: Final = frozenset(
    {("place", "house"), ("place", "houses"), ("place", "postcode"), ("boundary", "postal_code")}
)
# What an administrative boundary encloses, by the service's own word for it.
_BOUNDARY_CODES: Final = {
    "city": "PPL",
    "town": "PPL",
    "village": "PPL",
    "hamlet": "PPL",
    "country": "PCL",
    "county": "ADMD",
    "municipality": "ADMD",
    "state": "ADM1",
    "state_district": "ADMD",
}
_PELIAS_CODES: Final[dict[str, str | None]] = {
    "borough": "PPLX",
    "continent": "CONT",
    "country": "PCL",
    "county": "ADMD",
    "dependency": "PCLD",
    "localadmin": "ADMD",
    "locality": "PPL",
    "macrocounty": "ADMD",
    "macroregion": None,
    "marinearea": None,
    "neighbourhood": "PPLX",
    "ocean": "OCN",
    "region": "ADM1",
}
"""Layers of Pelias that hold places; venues, streets, addresses and postcodes are none."""

_GEONAMES_CLASSES: Final = frozenset("AHLPTUV")
# Of GeoNames' classes S (spots) and R (roads) those that a report would use to say where.
_GEONAMES_SPOTS: Final = frozenset(
    "AIRB AIRF AIRP BDG BDGQ DAM FT INSM MILB MN MNA MNAU MNCU PSTB RSTN TNL".split()
)


class NoPlaceError(Exception):
    """A feature that is no place: a shop, a street, an address."""


def osm_feature_code(key: str, value: str, *, kind: str | None) -> str | None:
    """Return the GeoNames feature code of an OpenStreetMap feature, ``None`` where none is sound.

    Parameters
    ----------
    key, value
        The tag that the service found the feature by.
    kind
        What the service says the feature is in an address: "city", "state", "county".

    Raises
    ------
    NoPlaceError
        When it is no place.
    """
    if (key, value) == ("boundary", "administrative"):
        return _BOUNDARY_CODES.get(kind or "")
    code = _OSM_CODES.get(key, {}).get(value)
    if (code is None and key not in _OSM_PLACE_KEYS) or (key, value) in _OSM_NO_PLACES:
        raise NoPlaceError
    return code


def pelias_feature_code(layer: str) -> str | None:
    """Return the GeoNames feature code of a layer of Pelias, ``None`` where none is sound.

    Raises
    ------
    NoPlaceError
        When the layer holds no places.
    """
    if layer not in _PELIAS_CODES:
        raise NoPlaceError
    return _PELIAS_CODES[layer]


def check_geonames_feature(feature_class: str | None, code: str | None) -> None:
    """Raise ``NoPlaceError`` unless a feature of GeoNames is a place; unknown ones pass."""
    if feature_class and feature_class not in _GEONAMES_CLASSES and code not in _GEONAMES_SPOTS:
        raise NoPlaceError


def box_radius_km(box: Sequence[float]) -> float | None:
    """Return the radius in geodesic km of the circle that has the area of a bounding box.

    Parameters
    ----------
    box
        West, south, east, north in degrees, WGS 84; east lies below west across 180 degrees.

    Returns
    -------
    float or None
        ``None`` when these are no bounds, or when they enclose a point only.
    """
    if len(box) != _BOX_VALUES or not all(map(math.isfinite, box)):
        return None
    west, south, east, north = box
    if not -MAX_LAT <= south <= north <= MAX_LAT or max(abs(west), abs(east)) > _FULL_TURN:
        return None
    span = east - west if east >= west else east - west + _FULL_TURN
    if span > _FULL_TURN:
        return None
    # In parts, for the shortest way between the ends of a wide box leads round the other side.
    middle = (south + north) / 2
    lons = [west + span * part / _PARTS for part in range(_PARTS + 1)]
    width_m = _GEOD.line_length(lons, [middle] * len(lons))
    height_m = _GEOD.line_length([west, west], [south, north])
    radius_km = math.sqrt(width_m * height_m / math.pi) / 1000
    return round(radius_km, 2) or None
