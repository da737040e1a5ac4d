"""Places told by their distance from a name, or by the two names between which they lie.

"12 km south of Berd" is a point of its own, as sure as such words are; "on the road from Goris to
Kapan" is half-way, with half the distance as its radius.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.claims.lexicon import site_rules
from geomap.claims.numbers import parse_number
from geomap.places.distances import EARTH_RADIUS_KM, distance_km
from geomap.places.features import is_division

if TYPE_CHECKING:
    import re

    from geomap.model import Place

_BEARINGS: Final = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_UNITS_KM: Final = {"k": 1.0, "mi": 1.609344, "m": 0.001, "y": 0.0009144}
"""By the letters that a unit begins with, those of miles before those of metres."""
_MOST_LETTERS: Final = 3
"""Of a point of the compass: "NNE"."""
_REACH: Final = 120
"""Characters before a name in which a distance from it stands."""
_SEVERAL: Final = 5.0
_MOST_KM: Final = 120.0
"""Told from further away, a place is nowhere near the name."""
_LEAST_RADIUS_KM: Final = 2.0
_SPREAD: Final = 0.4
"""Share of the distance by which a point may be beside: "south" is an eighth of the compass."""
_LEAST_OF_PART_KM: Final = 40.0
"""Radius of a province from which on it matters which part of it is meant."""
_ROAD_KM: Final = 200.0
"""The longest road whose middle still says where on it something was."""


class Relation(NamedTuple):
    """A place told by another one."""

    place: Place
    """With a point and a radius of its own, named as in the text."""
    start: int
    """Where in the text before the anchor's name the phrase begins."""
    is_far: bool = False
    """The phrase only says how far away the anchor is."""


def find_relation(before: str, anchor: Place) -> Relation | None:
    """Find the place that a phrase before a name tells by its distance from it.

    Parameters
    ----------
    before
        The sentence up to the name.
    anchor
        The place that bears the name.

    Returns
    -------
    Relation or None
        ``None`` where no distance stands before the name, or the name has no point.
    """
    if anchor.lon is None or anchor.lat is None:
        return None
    reach = max(0, len(before) - _REACH)
    match = site_rules().distance.search(before, reach)
    if match is None:
        return _find_part(before, reach, anchor) if is_division(anchor) else None
    km = _read_km(match)
    if km is None:
        return None
    bearing = _read_bearing(match["bearing"] or "")
    start = match.start("number")
    if bearing is None:
        place = msgspec.structs.replace(
            anchor,
            id=f"{anchor.id}@{km:g}",
            name=f"{before[start:].strip()} {anchor.name}",
            radius_km=max(km, _LEAST_RADIUS_KM),
            feature_code=None,
        )
    else:
        place = move_place(anchor, km=km, bearing=bearing)
        place = msgspec.structs.replace(place, name=f"{before[start:].strip()} {anchor.name}")
    return Relation(place, start, is_far=km > _MOST_KM)


def _find_part(before: str, reach: int, anchor: Place) -> Relation | None:
    """Find the part of a province that a phrase before its name tells: "in the south of"."""
    match = site_rules().part.search(before, reach)
    bearing = _read_bearing(match["bearing"]) if match else None
    radius = anchor.radius_km or 0.0
    if match is None or bearing is None or radius < _LEAST_OF_PART_KM:
        return None
    moved = move_place(anchor, km=radius / 2, bearing=bearing)
    start = match.start("bearing")
    place = msgspec.structs.replace(
        moved,
        id=f"{anchor.id}@{match['bearing'].lower()}",
        feature_code="RGN",
        admin1=anchor.admin1,
        radius_km=0.6 * radius,
    )
    return Relation(place, start)


def move_place(anchor: Place, *, km: float, bearing: float) -> Place:
    """Return the place at a distance from another one.

    Parameters
    ----------
    anchor
        With a point: (lon, lat) in degrees, WGS 84.
    km
        Great-circle distance.
    bearing
        Degrees from north, clockwise.

    Returns
    -------
    Place
        Its radius grows with the distance; unit and population are not known.
    """
    lon, lat = math.radians(anchor.lon or 0.0), math.radians(anchor.lat or 0.0)
    arc, turn = km / EARTH_RADIUS_KM, math.radians(bearing)
    to_lat = math.asin(
        math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(turn)
    )
    to_lon = lon + math.atan2(
        math.sin(turn) * math.sin(arc) * math.cos(lat),
        math.cos(arc) - math.sin(lat) * math.sin(to_lat),
    )
    return msgspec.structs.replace(
        anchor,
        id=f"{anchor.id}@{km:g}/{bearing:g}",
        names=(),
        lon=(math.degrees(to_lon) + 540.0) % 360.0 - 180.0,
        lat=math.degrees(to_lat),
        admin1=None,
        feature_code=None,
        population=None,
        radius_km=max(_LEAST_RADIUS_KM, _SPREAD * km),
    )


def find_middle(first: Place, second: Place) -> Place | None:
    """Return the place half-way between two, with half their distance as its radius.

    ``None`` where one has no point, or they are too far apart for the middle to say anything.
    """
    gap = distance_km(first, second)
    if gap is None or gap > _ROAD_KM or first.id == second.id:
        return None
    lons = [math.radians(it.lon or 0.0) for it in (first, second)]
    lats = [math.radians(it.lat or 0.0) for it in (first, second)]
    x = sum(math.cos(lat) * math.cos(lon) for lon, lat in zip(lons, lats, strict=True))
    y = sum(math.cos(lat) * math.sin(lon) for lon, lat in zip(lons, lats, strict=True))
    z = sum(math.sin(lat) for lat in lats)
    same_unit = first.admin1 if first.admin1 == second.admin1 else None
    return msgspec.structs.replace(
        first,
        id=f"{first.id}~{second.id}",
        name=f"between {first.name} and {second.name}",
        names=(),
        lon=math.degrees(math.atan2(y, x)),
        lat=math.degrees(math.atan2(z, math.hypot(x, y))),
        country="|".join(sorted(first.countries | second.countries)) or None,
        admin1=same_unit,
        feature_code=None,
        population=None,
        radius_km=max(_LEAST_RADIUS_KM, gap / 2),
    )


def _read_km(match: re.Match[str]) -> float | None:
    text, unit = match["number"].lower(), match["unit"].lower()
    if "few" in text or "several" in text:
        number: float | None = _SEVERAL
    elif "." in text:
        number = float(text)
    else:
        number = parse_number(text)
    scale = next(scale for start, scale in _UNITS_KM.items() if unit.startswith(start))
    return None if number is None else number * scale


def _read_bearing(words: str) -> float | None:
    """Return degrees from north; of "south-east" the middle of both, ``None`` without any."""
    parts = [name for name in _BEARINGS if name in words.lower()]
    if words.isupper() and len(words) <= _MOST_LETTERS:
        # "3km NW of the village", as observers write.
        parts = [next(name for name in _BEARINGS if name[0] == it) for it in words.lower()]
    angles = [math.radians(_BEARINGS[name]) for name in parts]
    x, y = sum(map(math.cos, angles)), sum(map(math.sin, angles))
    if not parts or math.hypot(x, y) < 0.5:  # noqa: PLR2004 - opposite ones cancel out
        return None
    return round(math.degrees(math.atan2(y, x)), 1) % 360.0
