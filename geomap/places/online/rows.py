"""The rows of the services' answers, and how each becomes a place.

Coordinates are degrees, WGS 84. A row without identity, name or point raises; it never becomes a
place at (0, 0).
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from geomap.model import Place
from geomap.places.online.features import (
    box_radius_km,
    check_geonames_feature,
    osm_feature_code,
    pelias_feature_code,
)

_NAME_KEYS: Final = (
    "name",
    "int_name",
    "official_name",
    "alt_name",
    "old_name",
    "short_name",
    "loc_name",
    "reg_name",
    "nat_name",
)
_POINT_VALUES: Final = 2


class NominatimRow(msgspec.Struct, frozen=True):
    """A row of Nominatim's answer in its ``json`` format."""

    lat: float
    lon: float
    osm_type: str
    osm_id: int
    key: str = msgspec.field(name="class", default="")
    type: str = ""
    addresstype: str | None = None
    name: str | None = None
    display_name: str | None = None
    # Empty objects come as lists from services written in PHP.
    namedetails: Any = None
    address: Any = None
    boundingbox: Any = None

    @property
    def country_code(self) -> str | None:
        """ISO alpha-2, lower case."""
        code = self.address.get("country_code") if isinstance(self.address, dict) else None
        return code if isinstance(code, str) else None


class FeatureCollection(msgspec.Struct, frozen=True):
    """The frame of a GeoJSON answer."""

    features: list[Any]


class Point(msgspec.Struct, frozen=True):
    """A GeoJSON point: (lon, lat)."""

    coordinates: list[float]


class PhotonProperties(msgspec.Struct, frozen=True):
    """What Photon says of a feature."""

    osm_type: str
    osm_id: int
    osm_key: str = ""
    osm_value: str = ""
    type: str | None = None
    name: str | None = None
    countrycode: str | None = None
    extent: Any = None


class PhotonFeature(msgspec.Struct, frozen=True):
    """A row of Photon's answer."""

    geometry: Point
    properties: PhotonProperties


class GeoNamesResult(msgspec.Struct, frozen=True):
    """The frame of GeoNames' answer."""

    geonames: list[Any]


class GeoNamesRow(msgspec.Struct, frozen=True, rename="camel"):
    """A row of GeoNames' answer."""

    geoname_id: int
    lat: float
    lng: float
    name: str | None = None
    toponym_name: str | None = None
    fcl: str | None = None
    fcode: str | None = None
    country_code: str | None = None
    admin_codes1: Any = None
    population: int | None = None


class PeliasProperties(msgspec.Struct, frozen=True):
    """What Pelias says of a feature."""

    gid: str
    layer: str
    name: str | None = None
    country_a: str | None = None
    country_code: str | None = None


class PeliasFeature(msgspec.Struct, frozen=True):
    """A row of Pelias' answer."""

    geometry: Point
    properties: PeliasProperties
    bbox: Any = None


def nominatim_place(row: NominatimRow, *, country: str | None) -> Place:
    """Make a place of a row of Nominatim's answer."""
    kind = row.addresstype or row.type
    code = osm_feature_code(row.key, row.type, kind=kind)
    variants = _list_names(row.namedetails)
    name = row.name or next(iter(variants), "") or (row.display_name or "").split(",")[0].strip()
    box = row.boundingbox
    return Place(
        id=f"online:nominatim:{_osm_id(row.osm_type, row.osm_id)}",
        name=_require_name(name),
        names=tuple(variant for variant in variants if variant != name),
        lon=row.lon,
        lat=row.lat,
        country=country,
        feature_code=code,
        # South, north, west, east. A node has no extent: its box is made up by the service.
        radius_km=None if _is_node(row.osm_type) else _radius_km(box, order=(2, 0, 3, 1)),
    )


def photon_place(row: PhotonFeature, *, country: str | None) -> Place:
    """Make a place of a row of Photon's answer."""
    properties = row.properties
    code = osm_feature_code(properties.osm_key, properties.osm_value, kind=properties.type)
    lon, lat = _require_point(row.geometry)
    return Place(
        id=f"online:photon:{_osm_id(properties.osm_type, properties.osm_id)}",
        name=_require_name(properties.name),
        lon=lon,
        lat=lat,
        country=country,
        feature_code=code,
        # West, north, east, south.
        radius_km=_radius_km(properties.extent, order=(0, 3, 2, 1)),
    )


def geonames_place(row: GeoNamesRow, *, country: str | None) -> Place:
    """Make a place of a row of GeoNames' answer."""
    check_geonames_feature(row.fcl, row.fcode)
    name = _require_name(row.name or row.toponym_name)
    codes = row.admin_codes1 if isinstance(row.admin_codes1, dict) else {}
    division = codes.get("ISO3166_2")
    return Place(
        id=f"online:geonames:{row.geoname_id}",
        name=name,
        names=(row.toponym_name,) if row.toponym_name and row.toponym_name != name else (),
        lon=row.lng,
        lat=row.lat,
        country=country,
        admin1=f"{row.country_code}-{division}" if row.country_code and division else None,
        feature_code=row.fcode,
        # GeoNames writes 0 where it knows no population.
        population=row.population or None,
    )


def pelias_place(row: PeliasFeature, *, country: str | None) -> Place:
    """Make a place of a row of Pelias' answer."""
    properties = row.properties
    code = pelias_feature_code(properties.layer)
    lon, lat = _require_point(row.geometry)
    if not properties.gid:
        msg = "a row without gid"
        raise ValueError(msg)
    return Place(
        id=f"online:pelias:{properties.gid}",
        name=_require_name(properties.name),
        lon=lon,
        lat=lat,
        country=country,
        feature_code=code,
        # West, south, east, north, as in all GeoJSON.
        radius_km=_radius_km(row.bbox, order=(0, 1, 2, 3)),
    )


def _list_names(details: object) -> tuple[str, ...]:
    """List the names of all languages, English first, each once; airport codes and refs are none.

    >>> _list_names({"ref": "M2", "name:hy": "Գորիս", "name": "Goris", "old_name": "Gerusy;Gorus"})
    ('Goris', 'Գորիս', 'Gerusy', 'Gorus')
    """
    if not isinstance(details, dict):
        return ()
    texts = {
        str(key): text
        for key, text in details.items()
        if str(key).split(":")[0].removeprefix("_place_") in _NAME_KEYS and isinstance(text, str)
    }
    first = {"name:en": 0, "name": 1}
    ordered = sorted(texts, key=lambda key: first.get(key, 2 if key.startswith("name:") else 3))
    names = (name.strip() for key in ordered for name in texts[key].split(";"))
    return tuple(dict.fromkeys(name for name in names if name))


def _osm_id(osm_type: str, osm_id: int) -> str:
    """Return OpenStreetMap's short form of an identity: ``N1``, ``W1`` or ``R1``."""
    letter = osm_type[:1].upper()
    if letter not in {"N", "W", "R"} or osm_id <= 0:
        msg = f"expected an OpenStreetMap node, way or relation, got {osm_type!r} {osm_id}"
        raise ValueError(msg)
    return f"{letter}{osm_id}"


def _is_node(osm_type: str) -> bool:
    return osm_type[:1].upper() == "N"


def _require_name(name: str | None) -> str:
    if name and name.strip():
        return name.strip()
    msg = "a row without name"
    raise ValueError(msg)


def _require_point(point: Point) -> tuple[float, float]:
    if len(point.coordinates) < _POINT_VALUES:
        msg = f"expected lon and lat, got {point.coordinates}"
        raise ValueError(msg)
    return point.coordinates[0], point.coordinates[1]


def _radius_km(bounds: object, *, order: tuple[int, int, int, int]) -> float | None:
    """Return the radius of bounds; ``order`` says where west, south, east and north stand."""
    try:
        values = msgspec.convert(bounds, tuple[float, float, float, float], strict=False)
    except msgspec.ValidationError:
        return None
    return box_radius_km([values[index] for index in order])
