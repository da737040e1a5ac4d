"""Which first-order division lies on each side of a border, by chainage."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from border_divisions import find_nearest
from border_line import GEOD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from border_divisions import Divisions
    from numpy.typing import NDArray

Row = dict[str, str]
Run = tuple[str, float, float]

COLUMNS: Final = ("border", "section", "division", "name", "country", "from_km", "to_km")

STEP_KM: Final = 0.5
# A run shorter than this between two others is noise: the divisions do not touch the line.
MIN_RUN_KM: Final = 1.6

WHOLE_SECTIONS: Final = {("ARM-AZE", "nakhchivan"): ("AZ-NX", "AZE")}
"""Larger units that a whole section belongs to, and their country."""


class MeasuredSection(NamedTuple):
    """A section as the stretches need it; (lon, lat) in degrees, WGS 84."""

    border: str
    name: str
    coordinates: Sequence[tuple[float, float]]


def build_stretches(
    sections: Iterable[MeasuredSection],
    divisions: Mapping[str, Divisions],
    names: Mapping[str, str],
) -> list[Row]:
    """Return the stretches of every division along every section, side by side, by chainage.

    The nearest division of a side is taken for each 500 m of the line, because the divisions come
    from another source and do not touch it. A side without divisions has no rows.

    Parameters
    ----------
    sections
        Sections of any borders.
    divisions
        By ISO alpha-3 of the country.
    names
        English names by ISO 3166-2.
    """
    rows = []
    for section in sections:
        middles, edges = _sample_line(section.coordinates)
        length_km = float(edges[-1])
        whole = WHOLE_SECTIONS.get((section.border, section.name))
        if whole:
            run = (whole[0], 0.0, length_km)
            rows.append(_format_row(section, run, length_km, country=whole[1], names=names))
        for country in section.border.split("-"):
            if country in divisions:
                nearest = find_nearest(divisions[country], middles)
                rows.extend(
                    _format_row(section, run, length_km, country=country, names=names)
                    for run in _find_runs(nearest, edges)
                )
    return rows


def sum_lengths(rows: Iterable[Row]) -> dict[str, float]:
    """Return the length in km that every division has on the borders."""
    lengths: dict[str, float] = defaultdict(float)
    for row in rows:
        lengths[row["division"]] += float(row["to_km"]) - float(row["from_km"])
    return lengths


def _sample_line(
    line: Sequence[tuple[float, float]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the middles (lon, lat) of equal steps along a line, and the steps' ends in km."""
    coordinates = np.array(line)
    steps = GEOD.line_lengths(coordinates[:, 0], coordinates[:, 1])
    chainages = np.concatenate([[0.0], np.cumsum(steps)]) / 1000
    count = max(1, round(chainages[-1] / STEP_KM))
    edges = np.linspace(0.0, chainages[-1], count + 1)
    middles = (edges[:-1] + edges[1:]) / 2
    lon = np.interp(middles, chainages, coordinates[:, 0])
    lat = np.interp(middles, chainages, coordinates[:, 1])
    return np.column_stack([lon, lat]), edges


def _find_runs(nearest: Sequence[str], edges: NDArray[np.float64]) -> list[Run]:
    """Return the division of each part of a section as runs (division, from km, to km)."""
    runs: list[Run] = []
    for code, group in groupby(zip(nearest, edges[:-1], edges[1:], strict=True), lambda it: it[0]):
        steps = list(group)
        runs.append((code, float(steps[0][1]), float(steps[-1][2])))
    return _smooth(runs)


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


def _format_row(
    section: MeasuredSection,
    run: Run,
    length_km: float,
    *,
    country: str,
    names: Mapping[str, str],
) -> Row:
    division, start, end = run
    # A metre at the end of the section, so that no stretch reaches past it.
    is_last = end >= length_km
    return {
        "border": section.border,
        "section": section.name,
        "division": division,
        "name": names.get(division, division),
        "country": country,
        "from_km": f"{start:.1f}",
        "to_km": f"{length_km:.3f}" if is_last else f"{end:.1f}",
    }
