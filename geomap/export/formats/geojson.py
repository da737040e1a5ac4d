"""GeoJSON (RFC 7946), as one collection and as one feature a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from geomap.export.columns import LISTS, iter_geometries, make_feature
from geomap.export.fields import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geomap.export.dataset import Dataset
    from geomap.export.writers import Content

__all__ = ["make_geojson", "make_geojson_lines"]

_LAYERS = ("incidents", "sites")


def make_geojson(dataset: Dataset) -> Mapping[str, Content]:
    """Return the layers as FeatureCollections, indented by one blank."""
    return {f"{name}.geojson": _write_collection(dataset, name) for name in _LAYERS}


def make_geojson_lines(dataset: Dataset) -> Mapping[str, Content]:
    """Return the layers as GeoJSONSeq: UTF-8, a feature a line, no record separators."""
    return {f"{name}.geojsonl": _write_lines(dataset, name) for name in _LAYERS}


def _write_collection(dataset: Dataset, name: str) -> Content:
    def write(path: Path, _target: Path) -> None:
        with path.open("wb") as stream:
            stream.write(b'{\n "type": "FeatureCollection",\n "features": [')
            separator = b"\n  "
            for feature in _iter_raw_features(dataset, name):
                stream.write(separator)
                stream.write(_indent(feature))
                separator = b",\n  "
            stream.write(b"\n ]\n}\n" if separator[:1] == b"," else b"]\n}\n")

    return write


def _write_lines(dataset: Dataset, name: str) -> Content:
    def write(path: Path, _target: Path) -> None:
        encoder = msgspec.json.Encoder()
        with path.open("wb") as stream:
            for feature in _iter_raw_features(dataset, name):
                stream.write(encoder.encode(feature))
                stream.write(b"\n")

    return write


def _iter_raw_features(dataset: Dataset, name: str) -> Iterator[dict[str, Any]]:
    """Yield features whose lists are the JSON text that they are to be."""
    (table,) = (table for table in TABLES if table.name == name)
    lists = [field.name for field in table.fields if field.type in LISTS]
    geometries = iter_geometries(dataset.columns[name])
    for row, geometry in zip(dataset.iter_flat_rows(name), geometries, strict=True):
        for key in lists:
            if row[key] is not None:
                row[key] = msgspec.Raw(row[key])
        yield make_feature(table, row, geometry)


def _indent(feature: Mapping[str, Any]) -> bytes:
    """Return a feature as it stands in an indented collection."""
    text = msgspec.json.format(msgspec.json.encode(feature), indent=1)
    return text.replace(b"\n", b"\n  ")
