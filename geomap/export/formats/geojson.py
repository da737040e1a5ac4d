"""GeoJSON (RFC 7946), as one collection and as one feature a line."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.export.columns import LISTS, iter_geometries, make_feature
from geomap.export.fields import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geomap.export.dataset import Dataset
    from geomap.export.writers import Content

__all__ = ["make_geojson", "make_geojson_lines"]

_LAYERS: Final = ("incidents", "sites")
_BATCH: Final = 1_000


def make_geojson(dataset: Dataset) -> Mapping[str, Content]:
    """Return the layers as FeatureCollections, a feature a line."""
    return {f"{name}.geojson": _write_collection(dataset, name) for name in _LAYERS}


def make_geojson_lines(dataset: Dataset) -> Mapping[str, Content]:
    """Return the layers as GeoJSONSeq: UTF-8, a feature a line, no record separators."""
    return {f"{name}.geojsonl": _write_lines(dataset, name) for name in _LAYERS}


def _write_collection(dataset: Dataset, name: str) -> Content:
    def write(path: Path, _target: Path) -> None:
        with path.open("wb") as stream:
            stream.write(b'{"type":"FeatureCollection","features":[')
            separator = b"\n"
            for features in _iter_batches(dataset, name):
                stream.write(separator)
                stream.write(b",\n".join(features))
                separator = b",\n"
            stream.write(b"\n]}\n")

    return write


def _write_lines(dataset: Dataset, name: str) -> Content:
    def write(path: Path, _target: Path) -> None:
        with path.open("wb") as stream:
            for features in _iter_batches(dataset, name):
                stream.write(b"\n".join(features))
                stream.write(b"\n")

    return write


def _iter_batches(dataset: Dataset, name: str) -> Iterator[list[bytes]]:
    """Yield the features of a layer, a thousand at a time."""
    features = _iter_encoded(dataset, name)
    while batch := list(islice(features, _BATCH)):
        yield batch


def _iter_encoded(dataset: Dataset, name: str) -> Iterator[bytes]:
    """Yield the features of a layer; their lists are JSON text already."""
    (table,) = (table for table in TABLES if table.name == name)
    lists = [field.name for field in table.fields if field.type in LISTS]
    encode = msgspec.json.Encoder().encode
    geometries = iter_geometries(dataset.columns[name])
    for row, geometry in zip(dataset.iter_flat_rows(name), geometries, strict=True):
        for key in lists:
            if row[key] is not None:
                row[key] = msgspec.Raw(row[key])
        yield encode(make_feature(table, row, geometry))
