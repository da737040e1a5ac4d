"""JSON Schema of ``incidents.geojson``, made from the definitions of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geomap.export.fields import INCIDENT_FIELDS, Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["make_incident_schema"]

_TYPES: Final[dict[str, dict[str, Any]]] = {
    "string": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "strings": {"type": ["array", "null"], "items": {"type": "string"}},
}
_POSITION: Final = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "items": False,
    "minItems": 2,
}


def make_incident_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``incidents.geojson``."""
    point = _describe_object({"type": {"const": "Point"}, "coordinates": _POSITION})
    properties = _describe_record(INCIDENT_FIELDS)
    properties["properties"]["id"] |= {"type": "string", "minLength": 1}
    feature = _describe_object(
        {
            "type": {"const": "Feature"},
            "id": {"type": "string", "minLength": 1},
            "geometry": {"oneOf": [{"type": "null"}, point]},
            "properties": properties,
        }
    )
    collection = {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": feature},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "incidents.geojson",
        "description": "Incidents along borders, as geomap writes them; unknown is null, never 0.",
        **_describe_object(collection),
    }


def _describe_record(fields: Iterable[Field]) -> dict[str, Any]:
    return _describe_object({field.name: _describe_field(field) for field in fields})


def _describe_object(members: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(members),
        "additionalProperties": False,
        "properties": dict(members),
    }


def _describe_field(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {"description": field.description}
    if field.type == "objects":
        return described | {"type": ["array", "null"], "items": _describe_record(field.parts)}
    if field.values:
        return described | {"enum": [*field.values, None]}
    return described | _TYPES[field.type]
