"""The base map of a page: vectors of the gazetteer, cut to the region that the incidents lie in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import shapely
from shapely.geometry import box, mapping, shape

from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_MARGIN_DEG: Final = 3.0
_DIGITS: Final = 4


def load_basemap(folder: Path, collections: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Load the base map around some features.

    Parameters
    ----------
    folder
        The gazetteer; its ``basemap/*.geojson`` are read.
    collections
        FeatureCollections, (lon, lat) in degrees, WGS 84, whose extent is to be covered.

    Returns
    -------
    dict
        A FeatureCollection whose features carry ``kind``, ``iso`` and ``name``.
    """
    window = _extent(collections)
    features = []
    for path in sorted((folder / "basemap").glob("*.geojson")):
        try:
            content = msgspec.json.decode(path.read_bytes())
            features.extend(_cut(content["features"], window))
        except (msgspec.DecodeError, KeyError, TypeError) as error:
            msg = f"{path.name}: not a GeoJSON FeatureCollection ({error}); install geomap again"
            raise GazetteerError(msg) from error
    return {"type": "FeatureCollection", "features": features}


def _extent(collections: Iterable[dict[str, Any]]) -> shapely.Polygon:
    points = [
        feature["geometry"]["coordinates"]
        for collection in collections
        for feature in collection["features"]
        if feature["geometry"] and feature["geometry"]["type"] == "Point"
    ]
    if not points:
        return box(-180, -90, 180, 90)
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return box(
        max(min(lons) - _MARGIN_DEG, -180),
        max(min(lats) - _MARGIN_DEG, -90),
        min(max(lons) + _MARGIN_DEG, 180),
        min(max(lats) + _MARGIN_DEG, 90),
    )


def _cut(features: Iterable[dict[str, Any]], window: shapely.Polygon) -> list[dict[str, Any]]:
    kept = []
    for feature in features:
        geometry = shape(feature["geometry"])
        if not geometry.intersects(window):
            continue
        inside = geometry if window.contains(geometry) else shapely.make_valid(geometry) & window
        if inside.is_empty:
            continue
        rounded = mapping(shapely.set_precision(inside, 10.0**-_DIGITS, mode="pointwise"))
        kept.append({**feature, "geometry": rounded})
    return kept
