"""Shared edges and middle lines of two countries, joined into unbroken runs."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

import shapely
from border_line import GEOD
from shapely.geometry import MultiLineString
from shapely.ops import linemerge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from border_network import Network
    from border_waters import MiddleLines, Node, Pair, Step, Water

LonLat = tuple[float, float]
WaterLine = list[tuple["Node", float]]
"""Nodes of a middle line, each with the width of the water before it in km."""

# A line that runs out to sea ends where the mouth of its river is this wide.
_MOUTH_KM: Final = 2.0
# Runs are joined straight across what is left open between them, up to this in any case.
_JOIN_KM: Final = 2.5
# Longer gaps up to so many km are closed where they are less than this share of both runs; the
# first pair of numbers holds for runs that are shared edges mostly.
_LONG_JOINS: Final = ((15.0, 0.6), (30.0, 0.1))
_STEPS_PER_NODE: Final = 2
_KM_PER_DEGREE: Final = 110.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """An unbroken run of a border; (lon, lat) in degrees, WGS 84, as fine as the source."""

    coordinates: tuple[LonLat, ...]
    left: int
    """Index of the country to the left."""
    right: int
    water_km: float
    """How much of it is middle line, or straight across a gap."""

    @property
    def length_km(self) -> float:
        """Geodesic length."""
        return measure_km(self.coordinates)

    def reversed(self) -> Run:
        """Return the run from its end to its start."""
        return Run(
            coordinates=self.coordinates[::-1],
            left=self.right,
            right=self.left,
            water_km=self.water_km,
        )

    @property
    def is_ring(self) -> bool:
        """Whether it ends where it starts: the edge of an enclave."""
        return self.coordinates[0] == self.coordinates[-1]


def measure_km(coordinates: Sequence[LonLat]) -> float:
    """Return the geodesic length of a line, (lon, lat), WGS 84."""
    lon, lat = zip(*coordinates, strict=True)
    return float(GEOD.line_length(lon, lat)) / 1000


def join_runs(
    network: Network, middles: MiddleLines, waters: Sequence[Water] = ()
) -> dict[Pair, list[Run]]:
    """Return the runs of the border of every pair of neighbours, the longest first.

    No gap inside the bounds of a water is closed that is wider than the water may be.
    """
    shared: dict[Pair, list[tuple[int, int]]] = defaultdict(list)
    for start, end, left, right in network.shared.tolist():
        shared[left, right].append((start, end))
    pairs = shared.keys() | middles.steps.keys()
    own_waters: dict[Pair, list[Water]] = defaultdict(list)
    for water in waters:
        one, other = sorted(network.codes.index(side) for side in water.sides)
        own_waters[one, other].append(water)
    found = {
        pair: _close_gaps(
            _join_pair(network, middles, pair, shared.get(pair, [])), own_waters[pair]
        )
        for pair in pairs
    }
    return {pair: found[pair] for pair in sorted(found) if found[pair]}


def _join_pair(
    network: Network, middles: MiddleLines, pair: Pair, shared: Sequence[tuple[int, int]]
) -> list[Run]:
    """Join the pieces of one border; the first country of the pair is left of shared edges."""
    places = [tuple(at) for at in network.vertices[[v for edge in shared for v in edge]].tolist()]
    land = list(zip(places[::2], places[1::2], strict=True))
    through, mouths = _choose_waters(middles.steps.get(pair, []), Counter(chain(*shared)))
    waters = [_place_nodes(network, middles, line) for line in through]
    pieces = [*land, *([at for at, _ in line] for line in waters)]
    chains = _join_ends(_merge(pieces))
    ends = {end for line in chains for end in (line[0], line[-1]) if line[0] != line[-1]}
    for line in mouths:
        placed = _cut_at_mouth(network, middles, line)
        if placed and placed[0][0] in ends:
            ends.discard(placed[0][0])
            waters.append(placed)
            chains.append([at for at, _ in placed])
    lefts = dict.fromkeys(land, pair[0])
    for line in waters:
        lefts.update(_find_lefts(middles, pair, line))
    on_land = {frozenset(edge) for edge in land}
    runs = [_make_run(line, pair, lefts, on_land) for line in _join_ends(_merge(chains))]
    return sorted(runs, key=lambda run: (-run.length_km, run.coordinates[0]))


def _close_gaps(runs: list[Run], waters: Sequence[Water]) -> list[Run]:
    """Join long runs straight across gaps that are small beside both, the narrowest first."""
    runs = list(runs)
    while True:
        candidates = [
            (gap, i, j, end, start)
            for i, one in enumerate(runs)
            for j, other in enumerate(runs[:i])
            if not (one.is_ring or other.is_ring)
            for end in (0, 1)
            for start in (0, 1)
            if (gap := _gap_km(one.coordinates[-end], other.coordinates[-start]))
            <= min(_widest_gap_km(one), _widest_gap_km(other))
            and not _forbids(waters, one.coordinates[-end], gap)
        ]
        if not candidates:
            return sorted(runs, key=lambda run: (-run.length_km, run.coordinates[0]))
        gap, i, j, end, start = min(candidates)
        one, other = runs.pop(i), runs.pop(j)
        head = one if end else one.reversed()
        tail = other.reversed() if start else other
        # The one with more of a shared line knows better whose its sides are.
        surer = max(head, tail, key=lambda run: run.length_km - run.water_km)
        runs.append(
            Run(
                coordinates=head.coordinates + tail.coordinates,
                left=surer.left,
                right=surer.right,
                water_km=head.water_km + tail.water_km + gap,
            )
        )


def _widest_gap_km(run: Run) -> float:
    is_land = run.water_km < run.length_km / 2
    joins = _LONG_JOINS if is_land else _LONG_JOINS[1:]
    return max(min(km, share * run.length_km) for km, share in joins)


def _forbids(waters: Sequence[Water], at: LonLat, gap_km: float) -> bool:
    return any(
        water.width_km < gap_km
        and water.bounds[0] <= at[0] <= water.bounds[2]
        and water.bounds[1] <= at[1] <= water.bounds[3]
        for water in waters
    )


def _choose_waters(
    steps: Sequence[Step], degrees: Counter[int]
) -> tuple[list[WaterLine], list[WaterLine]]:
    """Return middle lines that lead from one land border to the next, and those to the open.

    At an end of a shared line the narrowest water leads on, and only one: where two countries'
    lines cross again and again, others lead away from the border between the arms of a crossing.
    """
    lines = list(_find_water_lines(steps))
    through = [line for line in lines if all(_leads_on(end[0]) for end in (line[0], line[-1]))]
    chosen = []
    for line in sorted(through, key=lambda line: (max(width for _, width in line), line[0])):
        ends = [node[1] for node, _ in (line[0], line[-1]) if node[0] == "v"]
        if all(degrees[vertex] <= 1 for vertex in ends):
            chosen.append(line)
            degrees.update(ends)
    mouths = []
    for line in lines:
        first, last = _leads_on(line[0][0]), _leads_on(line[-1][0])
        if first != last:
            mouths.append(line if first else line[::-1])
    return chosen, [line for line in mouths if degrees[line[0][0][1]] <= 1]


def _find_water_lines(steps: Sequence[Step]) -> Iterator[WaterLine]:
    """Yield the middle lines, each from one end or meeting to the next."""
    around: dict[Node, list[tuple[Node, float]]] = defaultdict(list)
    for step in steps:
        around[step.start].append((step.end, step.width_km))
        around[step.end].append((step.start, step.width_km))
    seen: set[frozenset[Node]] = set()
    for node in sorted(around):
        if node[0] == "s" and len(around[node]) == _STEPS_PER_NODE:
            continue
        for follower, width in around[node]:
            if frozenset((node, follower)) not in seen:
                line = _walk(around, node, follower, width)
                seen.update(frozenset((a[0], b[0])) for a, b in pairwise(line))
                yield line


def _walk(
    around: dict[Node, list[tuple[Node, float]]], node: Node, follower: Node, width: float
) -> WaterLine:
    line = [(node, width), (follower, width)]
    while follower[0] == "s" and len(around[follower]) == _STEPS_PER_NODE:
        onward = [at for at in around[follower] if at[0] != node]
        if not onward or onward[0][0] == line[0][0]:
            break
        node, (follower, width) = follower, onward[0]
        line.append((follower, width))
    return line


def _leads_on(node: Node) -> bool:
    """Tell whether a node is a vertex of both countries or a meeting with a third."""
    return node[0] in {"v", "t"}


def _cut_at_mouth(
    network: Network, middles: MiddleLines, line: WaterLine
) -> list[tuple[LonLat, Node]]:
    """Cut a line that runs out to sea off at the mouth of its river; empty if it is no river."""
    while line and line[-1][1] > _MOUTH_KM:
        line = line[:-1]
    placed = _place_nodes(network, middles, line)
    known = [at for at, _ in placed]
    return placed if len(known) > 1 and measure_km(known) > line[-1][1] else []


def _place_nodes(
    network: Network, middles: MiddleLines, line: WaterLine
) -> list[tuple[LonLat, Node]]:
    placed = []
    for node, _ in line:
        if node[0] == "v":
            lon, lat = network.vertices[node[1]].tolist()
            placed.append(((lon, lat), node))
        elif node in middles.points:
            placed.append((middles.points[node], node))
    return placed


def _find_lefts(
    middles: MiddleLines, pair: Pair, line: list[tuple[LonLat, Node]]
) -> dict[tuple[LonLat, LonLat], int]:
    """Return the country to the left of each step of a middle line."""
    lefts = {}
    for (start, _), (end, node) in pairwise(line):
        shore = middles.left_points.get((pair, node))
        if shore is not None and start != end:
            turn = (end[0] - start[0]) * (shore[1] - start[1])
            turn -= (end[1] - start[1]) * (shore[0] - start[0])
            lefts[start, end] = pair[0] if turn > 0 else pair[1]
    return lefts


def _merge(pieces: Sequence[Sequence[LonLat]]) -> list[list[LonLat]]:
    merged = linemerge(MultiLineString([piece for piece in pieces if len(set(piece)) > 1]))
    return [list(line.coords) for line in shapely.get_parts(merged)]


def _join_ends(chains: list[list[LonLat]]) -> list[list[LonLat]]:
    """Join runs end to end across narrow gaps, the narrowest first."""
    rings = [line for line in chains if line[0] == line[-1]]
    rest = [line for line in chains if line[0] != line[-1]]
    while True:
        best = min(
            (
                (_gap_km(one[-end], other[-start]), i, j, end, start)
                for i, one in enumerate(rest)
                for j, other in enumerate(rest[:i])
                for end in (0, 1)
                for start in (0, 1)
            ),
            default=(math.inf, 0, 0, 0, 0),
        )
        gap, i, j, end, start = best
        if gap > _JOIN_KM:
            return [*rings, *rest]
        one, other = rest.pop(i), rest.pop(j)
        head = one if end else one[::-1]
        tail = other[::-1] if start else other
        joined = head + tail[1:] if head[-1] == tail[0] else head + tail
        (rings if joined[0] == joined[-1] else rest).append(joined)


def _gap_km(one: LonLat, other: LonLat) -> float:
    if abs(one[1] - other[1]) > _LONG_JOINS[-1][0] / _KM_PER_DEGREE:
        return math.inf
    return float(GEOD.inv(*one, *other)[2]) / 1000


def _make_run(
    line: list[LonLat],
    pair: Pair,
    lefts: dict[tuple[LonLat, LonLat], int],
    on_land: set[frozenset[LonLat]],
) -> Run:
    """Make a run whose sides are those of its shared edges, by length.

    A middle line tells its sides only where there are no shared edges: where both countries'
    polygons hold the same strip, the nearer of the two lines is the other country's.
    """
    land_km = water_km = water_votes = 0.0
    for start, end in pairwise(line):
        left = lefts.get((start, end))
        if left is None and (end, start) in lefts:
            left = sum(pair) - lefts[end, start]
        length_km = measure_km([start, end])
        signed_km = 0.0 if left is None else length_km * (1 if left == pair[0] else -1)
        if frozenset((start, end)) in on_land:
            land_km += signed_km
        else:
            water_km += length_km
            water_votes += signed_km
    left, right = pair if (land_km or water_votes) >= 0 else pair[::-1]
    return Run(coordinates=tuple(line), left=left, right=right, water_km=water_km)
