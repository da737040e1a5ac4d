"""Datasets made by hand: nothing known but what a test names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.export import (
    TABLES,
    Dataset,
    choose_formats,
    make_dataset,
    make_files,
    write_files,
    write_folders,
)

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["make_empty_dataset", "make_incident_dataset"]

_RECORD = {"parties": {"ARM": "Armenia", "AZE": "Azerbaijan"}, "credits": ["Nobody"]}


def write_format(folder: Path, name: str, dataset: Dataset) -> None:
    """Write one format, its files or its folder."""
    chosen = choose_formats([name])
    write_files(folder, make_files(dataset, chosen))
    write_folders(dataset, chosen, folder)


def make_empty_dataset() -> Dataset:
    """Return a dataset of nothing."""
    return make_dataset({table.name: () for table in TABLES}, title="Nothing", record=_RECORD)


def make_incident_dataset(
    *,
    geometry: dict[str, Any] | None = None,
    **properties: Any,  # noqa: ANN401 - properties by name
) -> Dataset:
    """Return a dataset of one incident, whose other properties are null and lists empty."""
    (table,) = (table for table in TABLES if table.name == "incidents")
    row: dict[str, Any] = {
        field.name: [] if field.type in {"strings", "objects"} else None for field in table.fields
    }
    row |= {"id": "ARM-AZE-2022-09-13-000000", **properties}
    feature = {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}
    rows: dict[str, Any] = {table.name: () for table in TABLES}
    return make_dataset(rows | {"incidents": [feature]}, title="Made by hand", record=_RECORD)
