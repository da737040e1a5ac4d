"""A border as GeoJSON features: one for each section, or one for each stretch of a division."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from geomap.borders.geometry import cut_border

if TYPE_CHECKING:
    from shapely.geometry import LineString

    from geomap.borders.lines import Border

Feature = dict[str, Any]

_DECIMALS: Final = 6
_KM_DECIMALS: Final = 3


def make_section_features(border: Border) -> Feature:
    """Make the RFC 7946 FeatureCollection of the sections of a border, (lon, lat), WGS 84."""
    return _collect(
        border,
        [
            {
                "type": "Feature",
                "id": f"{border.id}/{section.name}",
                "properties": {
                    "border": border.id,
                    "section": section.name,
                    "a": border.sides[0],
                    "b": border.sides[1],
                    "left": section.left,
                    "right": section.right,
                    "length_km": round(section.length_km, _KM_DECIMALS),
                    "from": section.start,
                    "to": section.end,
                    "source": border.credit,
                },
                "geometry": _make_line(section.line),
            }
            for section in border.sections
        ],
    )


def make_division_features(border: Border) -> Feature:
    """Make the FeatureCollection of the stretches of divisions along a border, by chainage."""
    order = {section.name: number for number, section in enumerate(border.sections)}
    stretches = [
        (order[stretch.section], division.country, stretch.from_km, division, stretch)
        for division in border.divisions.values()
        for stretch in division.stretches
    ]
    return _collect(
        border,
        [
            {
                "type": "Feature",
                "id": f"{border.id}/{stretch.section}/{division.code}/{number}",
                "properties": {
                    "border": border.id,
                    "section": stretch.section,
                    "division": division.code,
                    "name": division.name,
                    "country": division.country,
                    "from_km": round(stretch.from_km, _KM_DECIMALS),
                    "to_km": round(stretch.to_km, _KM_DECIMALS),
                    "length_km": round(stretch.length_km, _KM_DECIMALS),
                    "source": border.credit,
                },
                "geometry": _make_line(cut_border(border, stretch)),
            }
            for number, (*_, division, stretch) in enumerate(
                sorted(stretches, key=lambda it: it[:3]), start=1
            )
        ],
    )


def format_features(collection: Feature) -> bytes:
    """Return a FeatureCollection as UTF-8 JSON, one feature on each line."""
    head = {name: value for name, value in collection.items() if name != "features"}
    lines = b",\n".join(msgspec.json.encode(feature) for feature in collection["features"])
    return msgspec.json.encode(head)[:-1] + b',"features":[\n' + lines + b"\n]}\n"


def _collect(border: Border, features: list[Feature]) -> Feature:
    return {
        "type": "FeatureCollection",
        "border": border.id,
        "length_km": round(border.length_km, _KM_DECIMALS),
        "features": features,
    }


def _make_line(line: LineString) -> Feature:
    coordinates = [[round(lon, _DECIMALS), round(lat, _DECIMALS)] for lon, lat in line.coords]
    return {"type": "LineString", "coordinates": coordinates}
