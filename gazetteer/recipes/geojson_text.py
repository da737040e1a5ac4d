"""Geometries as compact RFC 7946 text: rounded, right-hand rule, one feature on each line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import MultiLineString, MultiPolygon, Polygon, mapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

Feature = dict[str, Any]


def make_feature(geometry: BaseGeometry, *, decimals: int, **properties: str | None) -> Feature:
    """Return a feature whose coordinates are rounded to a number of decimals.

    Rings and lines that rounding collapses are left out.
    """
    rounded = shapely.orient_polygons(_round(geometry, decimals))
    return {"type": "Feature", "properties": properties, "geometry": mapping(rounded)}


def format_features(features: Iterable[Feature], *, credit: str) -> str:
    """Return a FeatureCollection with a ``credit`` of its own, one feature on each line."""
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features
    )
    head = json.dumps(
        {"type": "FeatureCollection", "credit": credit}, ensure_ascii=False, separators=(",", ":")
    )[:-1]
    return f'{head},"features":[\n{lines}\n]}}\n'


def _round(geometry: BaseGeometry, decimals: int) -> BaseGeometry:
    if isinstance(geometry, (Polygon, MultiPolygon)):
        polygons = [
            Polygon(
                exterior, [ring for hole in part.interiors if (ring := _round_run(hole, decimals))]
            )
            for part in getattr(geometry, "geoms", [geometry])
            if (exterior := _round_run(part.exterior, decimals))
        ]
        return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    lines = getattr(geometry, "geoms", [geometry])
    return MultiLineString([run for line in lines if (run := _round_run(line, decimals, least=2))])


def _round_run(line: BaseGeometry, decimals: int, least: int = 4) -> list[tuple[float, float]]:
    """Round a ring or line and drop repeated points; empty if fewer than ``least`` are left."""
    run: list[tuple[float, float]] = []
    for lon, lat in shapely.get_coordinates(line):
        point = (round(float(lon), decimals), round(float(lat), decimals))
        if not run or run[-1] != point:
            run.append(point)
    return run if len(run) >= least else []
