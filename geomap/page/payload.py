"""What the page's script reads: columns of properties, rounded coordinates, names of countries."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


FeatureCollection = dict[str, Any]
"""GeoJSON, (lon, lat) in degrees, WGS 84."""

LAYER_DECIMALS: Final = {"incidents": 6, "sites": 6, "stretches": 5, "borders": 5, "basemap": 4}
"""Decimals of a degree: 5 is about a metre, finer than any source of a border line."""

_WIDEST_ZOOM: Final = 2
_CLOSEST_LEAST_ZOOM: Final = 6
_PHONE_PX: Final = 360
"""Pixels of the narrowest map."""
_TILE_PX: Final = 256
"""Pixels of the whole world at zoom 0."""

_UNSAFE_IN_SCRIPT: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def build_payload(
    layers: Mapping[str, FeatureCollection],
    *,
    title: str,
    credits: Sequence[str],  # noqa: A002
    extras: Mapping[str, object] | None = None,
) -> str:
    """Return the page's JSON, safe to stand inside a script element.

    Parameters
    ----------
    layers
        The collections by the names of `LAYER_DECIMALS`.
    title, credits
        Plain text.
    extras
        What else the page is told, by names that no layer has.

    Raises
    ------
    ValueError
        A number is NaN or infinite, which JSON cannot say.
    """
    return dump_json(
        {
            "title": title,
            "credits": list(credits),
            "names": collect_names(layers["basemap"]),
            "frame": layers["basemap"].get("frame"),
            **(extras or {}),
            **{
                name: to_columns(layers[name], decimals=decimals)
                for name, decimals in LAYER_DECIMALS.items()
            },
        }
    )


def dump_json(value: object) -> str:
    r"""Return JSON in which nothing can end or open an element, nor break a line of script.

    Examples
    --------
    >>> dump_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def to_columns(collection: FeatureCollection, *, decimals: int) -> dict[str, Any]:
    """Turn features into columns: their geometries, and one list for each property.

    The key of a property is written once and not with each feature; a feature without the property
    has null in its column. The id of a feature is the property ``id``.
    """
    features = collection["features"]
    rows = [_properties(feature) for feature in features]
    names = dict.fromkeys(name for row in rows for name in row)
    return {
        "count": len(rows),
        "geometry": [_round_geometry(feature.get("geometry"), decimals) for feature in features],
        "properties": {name: [row.get(name) for row in rows] for name in names},
    }


def collect_names(basemap: FeatureCollection) -> dict[str, str]:
    """Return the names of countries and divisions by their ISO code."""
    names: dict[str, str] = {}
    for feature in basemap["features"]:
        properties = feature.get("properties") or {}
        code, name = properties.get("iso"), properties.get("name")
        if code and name and properties.get("kind") in {"country", "division"}:
            names.setdefault(code, name)
    return names


def find_least_zoom(*collections: FeatureCollection) -> int:
    """Return the zoom at which a phone shows everything that has a position, at most 6.

    A border fits at 6; an incident far from it, or two borders, need a wider view.
    """
    positions = [
        position
        for collection in collections
        for feature in collection["features"]
        for position in _iter_positions(feature.get("geometry"))
    ]
    if not positions:
        return _WIDEST_ZOOM
    lons, lats = zip(*positions, strict=True)
    span_deg = max(max(lons) - min(lons), max(lats) - min(lats), 1.0)
    zoom = math.floor(math.log2(360 * _PHONE_PX / (_TILE_PX * span_deg)))
    return max(_WIDEST_ZOOM, min(_CLOSEST_LEAST_ZOOM, zoom))


def find_centre(*collections: FeatureCollection) -> tuple[float, float]:
    """Return the middle (lon, lat) of the first collection that has any position, or (0, 0).

    Only where the map starts before its script fits it to the border.
    """
    for collection in collections:
        positions = [p for f in collection["features"] for p in _iter_positions(f.get("geometry"))]
        if positions:
            lons, lats = zip(*positions, strict=True)
            return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    return 0.0, 0.0


def _properties(feature: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties of a feature with its id among them."""
    properties = dict(feature.get("properties") or {})
    if feature.get("id") is not None:
        properties.setdefault("id", feature["id"])
    return properties


def _round_geometry(geometry: Mapping[str, Any] | None, decimals: int) -> dict[str, Any] | None:
    """Return type and rounded coordinates, or ``None`` for what has no position."""
    if not geometry or not geometry.get("coordinates"):
        return None
    coordinates = _round_coordinates(geometry["coordinates"], decimals)
    return {"type": geometry["type"], "coordinates": coordinates}


def _round_coordinates(coordinates: Sequence[Any], decimals: int) -> list[Any]:
    """Round nested positions and drop heights."""
    if isinstance(coordinates[0], (list, tuple)):
        return [_round_coordinates(part, decimals) for part in coordinates if part]
    return [round(float(number), decimals) for number in coordinates[:2]]


def _iter_positions(geometry: Mapping[str, Any] | None) -> Iterator[tuple[float, float]]:
    """Yield each (lon, lat) of a geometry."""
    pending = [geometry["coordinates"]] if geometry and geometry.get("coordinates") else []
    while pending:
        coordinates = pending.pop()
        if isinstance(coordinates[0], (list, tuple)):
            pending.extend(part for part in coordinates if part)
        else:
            yield float(coordinates[0]), float(coordinates[1])
