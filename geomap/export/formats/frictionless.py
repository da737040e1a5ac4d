"""``datapackage.json``: what the columns of the CSV are, in Frictionless' words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geomap.export.fields import INCIDENT_FIELDS, Field
from geomap.export.writers import dump_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.export.dataset import Dataset

__all__ = ["make_data_package"]

_TYPES: Final[Mapping[str, str]] = {"strings": "array", "objects": "array"}
_COORDINATES: Final = (
    Field("longitude", "number", "Degrees, WGS 84; of the incident's point."),
    Field("latitude", "number", "Degrees, WGS 84; of the incident's point."),
)


def make_data_package(dataset: Dataset, *, familiar: Sequence[tuple[str, str]]) -> bytes:
    """Return the description of ``incidents.csv`` as a Frictionless data package (version 1).

    Parameters
    ----------
    dataset
        For title and credits.
    familiar
        Columns that repeat another under a name of another scheme: that name, and ours.
    """
    ours = {field.name: field for field in INCIDENT_FIELDS}
    aliases = [
        Field(name, ours[same].type, f"The same as {same}, by its other name.")
        for name, same in familiar
    ]
    package = {
        "profile": "tabular-data-package",
        "name": "geomap-incidents",
        "title": dataset.title,
        "contributors": [{"title": credit, "role": "contributor"} for credit in _credits(dataset)],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "incidents",
                "path": "incidents.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
                "schema": {
                    "fields": [
                        _describe(field) for field in (*INCIDENT_FIELDS, *_COORDINATES, *aliases)
                    ],
                    "missingValues": [""],
                    "primaryKey": "id",
                },
            }
        ],
    }
    return dump_json(package)


def _describe(field: Field) -> dict[str, Any]:
    kind = _TYPES.get(field.type, field.type)
    described = {"name": field.name, "type": kind, "description": field.description}
    return described | ({"constraints": {"enum": list(field.values)}} if field.values else {})


def _credits(dataset: Dataset) -> Sequence[str]:
    credited: Sequence[str] = dataset.record.get("credits", ())
    return credited
