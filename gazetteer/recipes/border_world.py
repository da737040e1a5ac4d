"""The sections of all borders: runs named, turned, thinned out, their ends described."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from border_join import measure_km
from border_line import GEOD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from border_join import LonLat, Run
    from border_waters import Pair
    from numpy.typing import NDArray

Row = dict[str, str]

TOLERANCE_M: Final = 50.0
"""No point of the source's line is further from the simplified one than this."""
DECIMALS: Final = 5
MAIN: Final = "main"
OPEN_WATER: Final = "sea or open water"
"""What an end is called that no third country meets: the sea, or a wide water."""

_LEAST_KM: Final = 3.0
_LEAST_RING_KM: Final = 5.0
# A run that comes back to near where it began goes around an islet.
_LEAST_LOOP_KM: Final = 20.0
_LOOP_SHARE: Final = 0.3
# A run beside another that is not drawn from shared edges goes around an islet more often than not.
_LEAST_WATER_KM: Final = 50.0
_WATER_SHARE: Final = 0.3
_LEAST_BORDER_KM: Final = 0.1
# Three borders meet within this of each other, or it is no tripoint.
_MEETING_KM: Final = 2.5
_NAMED_WITHIN_KM: Final = 30.0
_WINDOW_DEGREES: Final = 1.0
_METRES_PER_DEGREE: Final = 111_320.0
# Room for the rounding of coordinates and for the change of scale inside a window.
_SAFETY: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldSection:
    """One section of a border; (lon, lat) in degrees, WGS 84, rounded to `DECIMALS`."""

    border: str
    name: str
    left: str
    right: str
    start: str
    end: str
    coordinates: tuple[LonLat, ...]

    @property
    def length_km(self) -> float:
        """Geodesic length."""
        return measure_km(self.coordinates)


def build_world(
    codes: Sequence[str],
    runs: Mapping[Pair, Sequence[Run]],
    *,
    names: Mapping[str, str],
    section_names: Iterable[Row],
) -> list[WorldSection]:
    """Return the sections of all borders, sorted by border, the main one first.

    Parameters
    ----------
    codes
        ISO alpha-3 by the indices of the pairs.
    runs
        Runs of each pair, the longest first.
    names
        English names of countries by ISO alpha-3, to describe tripoints.
    section_names
        Hand-made names: border, name, lon, lat of a point on or near to the section.
    """
    kept = {_pair_id(codes, pair): _keep_runs(found) for pair, found in runs.items()}
    kept = {border: found for border, found in kept.items() if found}
    ends = list(_list_ends(kept))
    by_hand: dict[str, list[Row]] = defaultdict(list)
    for row in section_names:
        by_hand[row["border"]].append(row)
    return [
        _make_section(
            border, name, run, codes, lambda at, own=border: _name_end(at, own, ends, names)
        )
        for border in sorted(kept)
        for name, run in _name_runs(border, kept[border], by_hand[border])
    ]


def simplify_line(coordinates: Sequence[LonLat], tolerance_m: float) -> list[LonLat]:
    """Thin a line out (Douglas-Peucker) with the tolerance in metres at every latitude.

    The line is cut into windows a degree wide, each thinned out in its own equirectangular plane;
    the ends of windows stay.
    """
    points = np.array(coordinates)
    thinned: list[NDArray[np.float64]] = []
    for part in _cut_windows(points):
        squeeze = np.cos(np.radians(part[:, 1].mean()))
        scale = np.array([squeeze, 1.0]) * _METRES_PER_DEGREE
        line = shapely.simplify(
            shapely.linestrings(part * scale), tolerance_m * _SAFETY, preserve_topology=False
        )
        thinned.append(shapely.get_coordinates(line)[:-1] / scale)
    return [tuple(at) for at in np.vstack([*thinned, points[-1:]]).tolist()]


def _cut_windows(points: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    """Yield parts of a line that reach at most a degree of latitude or longitude, ends shared."""
    start = 0
    while start < len(points) - 1:
        away = np.abs(points[start + 1 :] - points[start]).max(axis=1) > _WINDOW_DEGREES
        stop = start + 1 + int(away.argmax()) if away.any() else len(points) - 1
        yield points[start : stop + 1]
        start = stop


def _pair_id(codes: Sequence[str], pair: Pair) -> str:
    return "-".join(sorted(codes[index] for index in pair))


def _keep_runs(runs: Sequence[Run]) -> list[Run]:
    """Leave out scraps: short runs beside a longer one, islets, waters without a land border."""
    if not runs or runs[0].length_km < _LEAST_BORDER_KM:
        return []
    return [run for index, run in enumerate(runs) if index == 0 or run.length_km >= _least_km(run)]


def _least_km(run: Run) -> float:
    """Return how long a run must be to be kept beside a longer one."""
    if run.water_km > _WATER_SHARE * run.length_km:
        return _LEAST_WATER_KM
    if run.is_ring:
        return _LEAST_RING_KM
    apart_km = measure_km([run.coordinates[0], run.coordinates[-1]])
    return _LEAST_LOOP_KM if apart_km < _LOOP_SHARE * run.length_km else _LEAST_KM


def _list_ends(kept: Mapping[str, Sequence[Run]]) -> Iterator[tuple[str, LonLat]]:
    for border, runs in kept.items():
        for run in runs:
            if not run.is_ring:
                yield border, run.coordinates[0]
                yield border, run.coordinates[-1]


def _name_end(
    at: LonLat, border: str, ends: Sequence[tuple[str, LonLat]], names: Mapping[str, str]
) -> str:
    """Name the end of a section after the country whose borders with both sides end there too."""
    own = set(border.split("-"))
    near = [
        (gap, (set(other.split("-")) - own).pop())
        for other, end in ends
        if len(own & set(other.split("-"))) == 1 and (gap := _gap_km(at, end)) <= _MEETING_KM
    ]
    if not near:
        return OPEN_WATER
    code = min(near)[1]
    return f"tripoint with {names.get(code, code)}"


def _gap_km(one: LonLat, other: LonLat) -> float:
    if abs(one[1] - other[1]) > 0.1:  # noqa: PLR2004 - degrees: more than 11 km
        return math.inf
    return float(GEOD.inv(*one, *other)[2]) / 1000


def _name_runs(
    border: str, runs: Sequence[Run], by_hand: Sequence[Row]
) -> Iterator[tuple[str, Run]]:
    """Yield the runs with their names: main, names set by hand, the others by order of length."""
    given = {}
    for row in by_hand:
        point = (float(row["lon"]), float(row["lat"]))
        distances = [min(GEOD.inv(*point, *at)[2] for at in run.coordinates) for run in runs]
        index = int(np.argmin(distances))
        if distances[index] > _NAMED_WITHIN_KM * 1000 or index in given:
            msg = f"border_sections.csv: no section of {border} for {row['name']} near {point}"
            raise LookupError(msg)
        given[index] = row["name"]
    for index, run in enumerate(runs):
        if index in given:
            yield given[index], run
        elif index == 0:
            yield MAIN, run
        else:
            yield f"{'ring' if run.is_ring else 'part'}-{index + 1}", run


def _make_section(
    border: str, name: str, run: Run, codes: Sequence[str], name_end: Callable[[LonLat], str]
) -> WorldSection:
    """Turn a run so that it starts in the north or the west, and thin it out."""
    line, left, right = run.coordinates, run.left, run.right
    east, north = line[-1][0] - line[0][0], line[-1][1] - line[0][1]
    if (north > 0) if abs(north) > abs(east) else (east < 0):
        line, left, right = line[::-1], right, left
    rounded = np.round(simplify_line(line, TOLERANCE_M), DECIMALS).tolist()
    coordinates = [tuple(at) for at in rounded]
    distinct = [
        at for at, before in zip(coordinates[1:], coordinates, strict=False) if at != before
    ]
    ends = ("", "") if run.is_ring else (name_end(line[0]), name_end(line[-1]))
    return WorldSection(
        border=border,
        name=name,
        left=codes[left],
        right=codes[right],
        start=ends[0],
        end=ends[1],
        coordinates=(coordinates[0], *distinct),
    )
