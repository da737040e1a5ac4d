"""Datasets made by hand: nothing known but what a test names."""

from __future__ import annotations

from typing import Any

from geomap.export import TABLES, Dataset, make_dataset

__all__ = ["make_incident_dataset"]


def make_incident_dataset(*, geometry: dict[str, Any] | None = None, **properties: Any) -> Dataset:  # noqa: ANN401 - properties by name
    """Return a dataset of one incident, whose other properties are null and lists empty."""
    (table,) = (table for table in TABLES if table.name == "incidents")
    row: dict[str, Any] = {
        field.name: [] if field.type in {"strings", "objects"} else None for field in table.fields
    }
    row |= {"id": "ARM-AZE-2022-09-13-000000", **properties}
    feature = {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}
    return make_dataset(
        features={
            "incidents": {"type": "FeatureCollection", "features": [feature]},
            **{
                name: {"type": "FeatureCollection", "features": []}
                for name in ("sites", "stretches", "border")
            },
        },
        rows=dict.fromkeys(("documents", "claims", "casualties"), ()),
        title="Made by hand",
        record={"parties": {"ARM": "Armenia", "AZE": "Azerbaijan"}},
    )
