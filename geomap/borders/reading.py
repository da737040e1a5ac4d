"""Read border lines from the gazetteer: sections, stretches of divisions, enclaves."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final, Literal, TypeVar

import msgspec
from shapely.geometry import LineString, Polygon

from geomap.borders.archive import load_archive
from geomap.borders.lines import Border, Borders, Enclave, Section
from geomap.borders.stretch_table import REBUILD, raise_faults, read_divisions
from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Position = tuple[float, float]

_WORLD: Final = "world"
_LINE_FILE: Final = re.compile(r"([A-Z]{3})-([A-Z]{3})\.geojson")


class _LineString(msgspec.Struct, tag_field="type", tag="LineString"):
    coordinates: list[Position]


class _Polygon(msgspec.Struct, tag_field="type", tag="Polygon"):
    coordinates: list[list[Position]]


class _SectionProperties(msgspec.Struct):
    border: str
    section: str
    a: str
    b: str
    left: str
    right: str
    source: str
    start: str = msgspec.field(name="from", default="")
    end: str = msgspec.field(name="to", default="")


class _EnclaveProperties(msgspec.Struct):
    name: str
    country: str


class _SectionFeature(msgspec.Struct):
    type: Literal["Feature"]
    properties: _SectionProperties
    geometry: _LineString


class _EnclaveFeature(msgspec.Struct):
    type: Literal["Feature"]
    properties: _EnclaveProperties
    geometry: _Polygon


class _SectionCollection(msgspec.Struct):
    type: Literal["FeatureCollection"]
    features: list[_SectionFeature]


class _EnclaveCollection(msgspec.Struct):
    type: Literal["FeatureCollection"]
    features: list[_EnclaveFeature]


_Collection = TypeVar("_Collection", _SectionCollection, _EnclaveCollection)


def load_borders(folder: Path) -> Borders:
    """Read every border line of a folder.

    Parameters
    ----------
    folder
        Holds ``world.npz`` with the lines of many borders and ``world.stretches.csv`` with the
        divisions along them, and for a line in full detail ``ARM-AZE.geojson`` and, beside it
        where there are any, ``ARM-AZE.stretches.csv`` and ``ARM-AZE.enclaves.geojson``. A line
        with a file of its own is read from that file alone.

    Raises
    ------
    GazetteerError
        The folder is missing or a file is malformed; the message names every fault of the file.
    """
    if not folder.is_dir():
        msg = f"{folder}: expected a folder of border lines, found none; {REBUILD}"
        raise GazetteerError(msg)
    world = folder / f"{_WORLD}.npz"
    stored = load_archive(world, folder / f"{_WORLD}.stretches.csv") if world.exists() else []
    paths = sorted(path for path in folder.iterdir() if _LINE_FILE.fullmatch(path.name))
    # Of two lines for a pair the later one counts.
    return Borders([*stored, *map(_load_border, paths)])


def _load_border(path: Path) -> Border:
    border_id = path.stem
    first, second = border_id.split("-")
    features = _read_collection(path, _SectionCollection).features
    raise_faults(path, list(_iter_line_faults(features, border_id)))
    sections = tuple(_build_section(feature) for feature in features)
    return Border(
        id=border_id,
        sides=(first, second),
        sections=sections,
        divisions=read_divisions(path.with_name(f"{border_id}.stretches.csv"), sections),
        enclaves=_read_enclaves(path.with_name(f"{border_id}.enclaves.geojson")),
        credit=features[0].properties.source,
    )


def _read_collection(path: Path, kind: type[_Collection]) -> _Collection:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (msgspec.DecodeError, OSError) as error:
        msg = f"{path}: expected a GeoJSON FeatureCollection of a border: {error}; {REBUILD}"
        raise GazetteerError(msg) from error


def _iter_line_faults(features: Sequence[_SectionFeature], border_id: str) -> Iterator[str]:
    """Yield what is wrong with the sections of a line, each with where, expected and got."""
    if not features:
        yield "expected at least one section, got none"
    sides = tuple(border_id.split("-"))
    if list(sides) != sorted(set(sides)):
        yield f"expected two country codes in alphabetical order as name, got {border_id}"
    seen: set[str] = set()
    for feature in features:
        it, name = feature.properties, feature.properties.section
        if name in seen:
            yield f"section {name}: expected once, got again"
        seen.add(name)
        if it.border != border_id or (it.a, it.b) != sides or {it.left, it.right} != set(sides):
            got = f"{it.border}, a {it.a}, b {it.b}, left {it.left}, right {it.right}"
            yield f"section {name}: expected the border and sides of {border_id}, got {got}"
        yield from (f"section {name}: {fault}" for fault in _iter_point_faults(feature.geometry))


def _iter_point_faults(geometry: _LineString) -> Iterator[str]:
    least = 2
    if len(set(geometry.coordinates)) < least:
        yield f"expected at least two different points, got {len(set(geometry.coordinates))}"
    for lon, lat in geometry.coordinates:
        if not (math.isfinite(lon) and abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004 - degrees
            yield f"expected (lon, lat) in degrees, got {lon}, {lat}"


def _build_section(feature: _SectionFeature) -> Section:
    return Section(
        name=feature.properties.section,
        line=LineString(feature.geometry.coordinates),
        left=feature.properties.left,
        right=feature.properties.right,
        start=feature.properties.start,
        end=feature.properties.end,
    )


def _read_enclaves(path: Path) -> tuple[Enclave, ...]:
    """Read the enclaves; a line without such a file has none."""
    if not path.exists():
        return ()
    features = _read_collection(path, _EnclaveCollection).features
    least = 4
    faults = [
        f"enclave {feature.properties.name}: expected a ring of four points or more"
        for feature in features
        if not feature.geometry.coordinates or len(feature.geometry.coordinates[0]) < least
    ]
    raise_faults(path, faults)
    return tuple(
        Enclave(
            name=feature.properties.name,
            country=feature.properties.country,
            polygon=Polygon(feature.geometry.coordinates[0], feature.geometry.coordinates[1:]),
        )
        for feature in features
    )
