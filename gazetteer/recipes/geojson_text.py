"""Geometries as compact RFC 7946 text: rounded, right-hand rule, one feature on each line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseMultipartGeometry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

Feature = dict[str, Any]


def make_feature(geometry: BaseGeometry, *, decimals: int, **properties: str | None) -> Feature:
    """Return a feature whose coordinates are rounded to a number of decimals, and valid.

    Rings and lines that rounding collapses are left out.
    """
    snapped = shapely.set_precision(shapely.make_valid(geometry), 10.0**-decimals)
    kept = shapely.orient_polygons(_keep_dimension(snapped, shapely.get_dimensions(geometry)))
    shape = mapping(kept)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {
            "type": shape["type"],
            "coordinates": _round(shape["coordinates"], decimals),
        },
    }


def format_features(features: Iterable[Feature], *, credit: str) -> str:
    """Return a FeatureCollection with a ``credit`` of its own, one feature on each line."""
    lines = ",\n".join(_format(feature) for feature in features)
    head = _format({"type": "FeatureCollection", "credit": credit})[:-1]
    return f'{head},"features":[\n{lines}\n]}}\n'


def _format(member: dict[str, Any]) -> str:
    return json.dumps(member, ensure_ascii=False, separators=(",", ":"))


def _keep_dimension(geometry: BaseGeometry, dimension: int) -> BaseGeometry:
    """Drop the points and lines that repairing a polygon leaves over."""
    if not isinstance(geometry, BaseMultipartGeometry):
        return geometry
    kept = [part for part in geometry.geoms if shapely.get_dimensions(part) == dimension]
    return kept[0] if len(kept) == 1 else shapely.union_all(kept)


def _round(coordinates: Any, decimals: int) -> Any:  # noqa: ANN401 - numbers nested in lists
    if isinstance(coordinates, float):
        return round(coordinates, decimals)
    return [_round(part, decimals) for part in coordinates]
