"""Which first-order division lies on each side of a border, by chainage."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from border_line import BORDER, GEOD, BorderSection
from pyproj import Transformer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

Row = dict[str, str]
Run = tuple[str, float, float]

COLUMNS: Final = ("border", "section", "division", "name", "country", "from_km", "to_km")

STEP_KM: Final = 0.5
# A run shorter than this between two others is noise of the generalised divisions.
MIN_RUN_KM: Final = 1.6

WHOLE_SECTIONS: Final = {"nakhchivan": ("AZ-NX", "Nakhchivan Autonomous Republic", "AZE")}
"""Larger units that a whole section belongs to."""


def build_stretches(
    sections: Iterable[BorderSection],
    divisions: Mapping[str, list[BaseGeometry]],
    keys: Sequence[Row],
) -> list[Row]:
    """Return the stretches of every division along every section, sorted by section and chainage.

    The nearest polygon of a side is taken for each 500 m of the line, because the divisions are
    generalised and do not touch it. Distances are measured in a projection about the section.
    """
    rows = []
    for section in sections:
        if section.name in WHOLE_SECTIONS:
            division, name, country = WHOLE_SECTIONS[section.name]
            run = (division, 0.0, section.length_km)
            rows.append(_format_row(section, run, name=name, country=country))
        for country, polygons in divisions.items():
            side_keys = [key for key in keys if key["country"] == country]
            named = _name_polygons(polygons, side_keys)
            names = {key["division"]: key["name"] for key in side_keys}
            rows.extend(
                _format_row(section, run, name=names[run[0]], country=country)
                for run in _find_runs(section, named)
            )
    return rows


def sum_lengths(rows: Iterable[Row]) -> dict[str, float]:
    """Return the length in km that every division has on the border."""
    lengths: dict[str, float] = defaultdict(float)
    for row in rows:
        lengths[row["division"]] += float(row["to_km"]) - float(row["from_km"])
    return lengths


def _name_polygons(
    polygons: Iterable[BaseGeometry], keys: Iterable[Row]
) -> dict[str, BaseGeometry]:
    """Tell the polygons of divisions apart by a point in each."""
    tree = shapely.STRtree(list(polygons))
    named = {}
    for key in keys:
        point = shapely.Point(float(key["lon"]), float(key["lat"]))
        hits = tree.query(point, predicate="within")
        if len(hits) != 1:
            msg = f"{key['division']}: expected one polygon at {point.wkt}, got {len(hits)}"
            raise LookupError(msg)
        named[key["division"]] = tree.geometries[hits[0]]
    return named


def _find_runs(section: BorderSection, divisions: Mapping[str, BaseGeometry]) -> list[Run]:
    """Return the division of each part of a section as runs (division, from km, to km)."""
    lon, lat = section.coordinates[len(section.coordinates) // 2]
    to_metres = Transformer.from_crs(
        "EPSG:4326", f"+proj=aeqd +lon_0={lon} +lat_0={lat} +ellps=WGS84", always_xy=True
    )
    middles, edges = _sample_line(section.line)
    points = shapely.points(_project(middles, to_metres))
    codes = list(divisions)
    shapes = [
        shapely.transform(divisions[code], lambda at: _project(at, to_metres)) for code in codes
    ]
    distances = np.stack([shapely.distance(shape, points) for shape in shapes])
    nearest = [codes[index] for index in distances.argmin(axis=0)]
    runs: list[Run] = []
    for code, group in groupby(zip(nearest, edges[:-1], edges[1:], strict=True), lambda it: it[0]):
        steps = list(group)
        runs.append((code, float(steps[0][1]), float(steps[-1][2])))
    return _smooth(runs)


def _project(lon_lat: NDArray[np.float64], to_metres: Transformer) -> NDArray[np.float64]:
    return np.column_stack(to_metres.transform(lon_lat[:, 0], lon_lat[:, 1]))


def _sample_line(line: LineString) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the middles (lon, lat) of equal steps along a line, and the steps' ends in km."""
    coordinates = shapely.get_coordinates(line)
    steps = GEOD.line_lengths(coordinates[:, 0], coordinates[:, 1])
    chainages = np.concatenate([[0.0], np.cumsum(steps)]) / 1000
    count = max(1, round(chainages[-1] / STEP_KM))
    edges = np.linspace(0.0, chainages[-1], count + 1)
    middles = (edges[:-1] + edges[1:]) / 2
    lon = np.interp(middles, chainages, coordinates[:, 0])
    lat = np.interp(middles, chainages, coordinates[:, 1])
    return np.column_stack([lon, lat]), edges


def _smooth(runs: list[Run]) -> list[Run]:
    """Give runs that are too short to be true to their longer neighbour, the shortest first."""
    while len(runs) > 1:
        index = min(range(len(runs)), key=lambda i: runs[i][2] - runs[i][1])
        _, start, end = runs[index]
        if end - start >= MIN_RUN_KM:
            break
        neighbours = [i for i in (index - 1, index + 1) if 0 <= i < len(runs)]
        heir = runs[max(neighbours, key=lambda i: runs[i][2] - runs[i][1])][0]
        runs = _merge([*runs[:index], (heir, start, end), *runs[index + 1 :]])
    return runs


def _merge(runs: Iterable[Run]) -> list[Run]:
    """Join neighbouring runs of the same division."""
    merged: list[Run] = []
    for code, start, end in runs:
        if merged and merged[-1][0] == code:
            merged[-1] = (code, merged[-1][1], end)
        else:
            merged.append((code, start, end))
    return merged


def _format_row(section: BorderSection, run: Run, *, name: str, country: str) -> Row:
    division, start, end = run
    # A metre at the end of the section, so that no stretch reaches past it.
    is_last = end >= section.length_km
    return {
        "border": BORDER,
        "section": section.name,
        "division": division,
        "name": name,
        "country": country,
        "from_km": f"{start:.1f}",
        "to_km": f"{section.length_km:.3f}" if is_last else f"{end:.1f}",
    }
