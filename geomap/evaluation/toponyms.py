"""Toponyms found against toponyms marked by hand: recognition, resolution, and both at once.

The measures are those of the field's papers, so that figures can be set beside theirs: accuracy at
161 km (100 miles), and the area under the curve of errors as in Gritta, Pilehvar and Collier,
"Which Melbourne? Augmenting geocoding with maps" (2018).
"""

from __future__ import annotations

import itertools
import math
import random
import statistics
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.errors import DocumentError
from geomap.model import Record, check_lon_lat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius; distances are great circles on this sphere."""
FARTHEST_KM: Final = 20_039.0
"""Half the Earth's circumference: the error of a name that was recognised and not located."""
DEFAULT_KM: Final = 161.0

_FAULTS_SHOWN: Final = 5
_EXPECTED: Final = (
    'expected a line each: {"id": "1", "toponyms": [{"start": 0, "end": 4, "lat": 40.2, "lon": '
    "45.9}]}; lat and lon are null or left out where no point is known"
)

WITH_INTERVAL: Final = ("exact_f1", "overlap_f1", "acc_recog", "acc_all", "e2e_f1")
"""The shares that get an interval."""


class Match(StrEnum):
    """When a found span is the marked one, for the figures of resolution."""

    OVERLAP = "overlap"
    EXACT = "exact"


class LocatedSpan(Record):
    """A toponym and its point, (lon, lat) in degrees, WGS 84; ``None`` where none is known.

    Positions are half-open ranges of characters.
    """

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None

    def __post_init__(self) -> None:
        """Reject spans and points that cannot be."""
        if not 0 <= self.start < self.end:
            msg = f"expected 0 <= start < end, got {self.start}, {self.end}"
            raise ValueError(msg)
        check_lon_lat(self.lon, self.lat, what="toponym")


class AnnotatedText(Record):
    """The toponyms of one document, a line of a file."""

    id: str | int | float
    toponyms: tuple[LocatedSpan, ...]


class ScoringOptions(Record):
    """How found toponyms are compared with marked ones."""

    within_km: float = DEFAULT_KM
    """A point nearer than this is right."""
    match: Match = Match.OVERLAP
    resamples: int = 0
    """Samples of documents for the intervals; 0 for none."""


class Shares(Record):
    """Shares of 1, from counts alone; ``None`` where there is nothing to divide by.

    Recognition counts all marked toponyms; resolution and end to end only those with a point.
    """

    exact_p: float
    exact_r: float
    exact_f1: float
    overlap_p: float
    overlap_r: float
    overlap_f1: float
    acc_recog: float | None
    """Of the marked toponyms that were recognised, those whose point is near enough."""
    acc_all: float | None
    """The same, of all marked toponyms: what was not recognised is wrong."""
    e2e_p: float
    e2e_r: float
    e2e_f1: float


class Scores(Record):
    """All figures of a comparison; distances in km, ``None`` where nothing was measured."""

    docs: int
    gold: int
    pred: int
    gold_coords: int
    """Marked toponyms with a point."""
    resolved_n: int
    """Of these, the recognised ones."""
    shares: Shares
    mean_km: float | None
    median_km: float | None
    auc: float | None
    """Area under the curve of ln(1 + error), from 0, best, to 1."""
    auc_all: float | None
    """The same, with what was not recognised at the farthest distance."""
    intervals: dict[str, tuple[float, float]] = msgspec.field(default_factory=dict)
    """Name of a share to the bounds between which 95% of the samples of documents lie."""


class _Tally(Record):
    """Counts of one document, or of several."""

    gold: int
    pred: int
    exact: int
    overlap: int
    gold_coords: int
    pred_coords: int
    """Found toponyms without those that match a marked one of no known point."""
    resolved: int
    hits: int


def read_toponyms(path: Path) -> dict[str, tuple[LocatedSpan, ...]]:
    """Read a file of JSON lines ``{"id", "toponyms": [{"start", "end", "lat", "lon"}]}``.

    Other fields are left aside. A span that a line holds twice counts once, its first point; an id
    that the file holds twice counts as its last line has it.

    Returns
    -------
    dict
        Document id, as text, to its toponyms.

    Raises
    ------
    DocumentError
        The file cannot be read, or some lines are not as above; the first of them are named.
    """
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror or error})"
        raise DocumentError(msg) from error
    decoder = msgspec.json.Decoder(AnnotatedText)
    texts: dict[str, tuple[LocatedSpan, ...]] = {}
    faults: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            text = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            faults.append(f"{path}, line {number}: {error}")
            continue
        spans: dict[tuple[int, int], LocatedSpan] = {}
        for toponym in text.toponyms:
            spans.setdefault((toponym.start, toponym.end), toponym)
        texts[str(text.id)] = tuple(spans.values())
    if faults:
        raise DocumentError(_describe(faults))
    return texts


def _describe(faults: Sequence[str]) -> str:
    lines = list(faults[:_FAULTS_SHOWN])
    if len(faults) > _FAULTS_SHOWN:
        lines.append(f"... and {len(faults) - _FAULTS_SHOWN} more lines")
    return "\n".join((*lines, _EXPECTED))


def score_toponyms(
    gold: Mapping[str, Sequence[LocatedSpan]],
    found: Mapping[str, Sequence[LocatedSpan]],
    *,
    options: ScoringOptions | None = None,
) -> Scores:
    """Score found toponyms against marked ones.

    Parameters
    ----------
    gold, found
        Document id to its toponyms, no span twice in one. A document that `found` lacks counts as
        one in which nothing was found; one that `gold` lacks does not count.
    options
        Distance, kind of match, and whether to give intervals.
    """
    options = options or ScoringOptions()
    tallies: list[_Tally] = []
    errors_km: list[float] = []
    for key, marked in gold.items():
        tally, errors = _compare(marked, found.get(key, ()), options)
        tallies.append(tally)
        errors_km.extend(errors)
    scores = _make_scores(tallies, errors_km)
    if not options.resamples or not tallies:
        return scores
    intervals = _make_intervals(tallies, resamples=options.resamples)
    return msgspec.structs.replace(scores, intervals=intervals)


def match_exact(gold: Sequence[LocatedSpan], found: Sequence[LocatedSpan]) -> list[tuple[int, int]]:
    """Return the pairs of positions in both lists that have the same span."""
    positions = {(toponym.start, toponym.end): j for j, toponym in enumerate(found)}
    spans = ((i, (toponym.start, toponym.end)) for i, toponym in enumerate(gold))
    return [(i, positions[span]) for i, span in spans if span in positions]


def match_overlapping(
    gold: Sequence[LocatedSpan], found: Sequence[LocatedSpan]
) -> list[tuple[int, int]]:
    """Return pairs that overlap, each toponym in one at most; those most alike are paired first.

    How alike two spans are is their common part over what they cover together.
    """
    alike: list[tuple[float, int, int]] = []
    for i, marked in enumerate(gold):
        for j, other in enumerate(found):
            common = min(marked.end, other.end) - max(marked.start, other.start)
            if common > 0:
                together = max(marked.end, other.end) - min(marked.start, other.start)
                alike.append((-common / together, i, j))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for _, i, j in sorted(alike):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return pairs


def measure_error_km(marked: LocatedSpan, other: LocatedSpan) -> float | None:
    """Return the great-circle distance, `FARTHEST_KM` where the other has no point.

    ``None`` where the marked one has none: there is nothing to measure from.
    """
    if marked.lat is None or marked.lon is None:
        return None
    if other.lat is None or other.lon is None:
        return FARTHEST_KM
    return measure_km((marked.lat, marked.lon), (other.lat, other.lon))


def measure_km(point: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two points (lat, lon) in degrees, in km."""
    lat, other_lat = math.radians(point[0]), math.radians(other[0])
    lon_step = math.radians(other[1] - point[1])
    haversine = (
        math.sin((other_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(other_lat) * math.sin(lon_step / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(haversine)))


def measure_auc(errors_km: Sequence[float]) -> float | None:
    """Return the area under the sorted curve of ln(1 + error), as a share of the worst there is."""
    if not errors_km:
        return None
    worst = math.log(FARTHEST_KM)
    heights = sorted(math.log(1 + min(error, FARTHEST_KM)) for error in errors_km)
    if len(heights) == 1:
        return heights[0] / worst
    area = sum((a + b) / 2 for a, b in itertools.pairwise(heights))
    return area / (worst * (len(heights) - 1))


def _compare(
    gold: Sequence[LocatedSpan], found: Sequence[LocatedSpan], options: ScoringOptions
) -> tuple[_Tally, list[float]]:
    """Return the counts of one document, and the error of each recognised toponym in km."""
    exact, overlapping = match_exact(gold, found), match_overlapping(gold, found)
    pairs = exact if options.match is Match.EXACT else overlapping
    measured = [measure_error_km(gold[i], found[j]) for i, j in pairs]
    errors = [error for error in measured if error is not None]
    tally = _Tally(
        gold=len(gold),
        pred=len(found),
        exact=len(exact),
        overlap=len(overlapping),
        gold_coords=sum(toponym.lat is not None for toponym in gold),
        # Where nobody knows the point, an answer is neither right nor wrong.
        pred_coords=len(found) - (len(measured) - len(errors)),
        resolved=len(errors),
        hits=sum(error < options.within_km for error in errors),
    )
    return tally, errors


def _add(tallies: Iterable[_Tally]) -> _Tally:
    counts: Counter[str] = Counter()
    for tally in tallies:
        for name in _Tally.__struct_fields__:
            counts[name] += getattr(tally, name)
    return _Tally(**{name: counts[name] for name in _Tally.__struct_fields__})


def _make_scores(tallies: Sequence[_Tally], errors_km: Sequence[float]) -> Scores:
    total = _add(tallies)
    missed = total.gold_coords - total.resolved
    return Scores(
        docs=len(tallies),
        gold=total.gold,
        pred=total.pred,
        gold_coords=total.gold_coords,
        resolved_n=total.resolved,
        mean_km=statistics.fmean(errors_km) if errors_km else None,
        median_km=statistics.median(errors_km) if errors_km else None,
        auc=measure_auc(errors_km),
        auc_all=measure_auc([*errors_km, *[FARTHEST_KM] * missed]),
        shares=_make_shares(total),
    )


def _make_shares(total: _Tally) -> Shares:
    exact_p, exact_r = _share(total.exact, total.pred), _share(total.exact, total.gold)
    overlap_p, overlap_r = _share(total.overlap, total.pred), _share(total.overlap, total.gold)
    e2e_p, e2e_r = _share(total.hits, total.pred_coords), _share(total.hits, total.gold_coords)
    return Shares(
        exact_p=exact_p,
        exact_r=exact_r,
        exact_f1=_harmonic_mean(exact_p, exact_r),
        overlap_p=overlap_p,
        overlap_r=overlap_r,
        overlap_f1=_harmonic_mean(overlap_p, overlap_r),
        acc_recog=total.hits / total.resolved if total.resolved else None,
        acc_all=total.hits / total.gold_coords if total.gold_coords else None,
        e2e_p=e2e_p,
        e2e_r=e2e_r,
        e2e_f1=_harmonic_mean(e2e_p, e2e_r),
    )


def _make_intervals(tallies: Sequence[_Tally], *, resamples: int) -> dict[str, tuple[float, float]]:
    """Return for each figure of `WITH_INTERVAL` between which 95% of samples of documents lie."""
    # The same samples each time: two runs on the same files give the same figures.
    draw = random.Random(0)  # noqa: S311 - no secret depends on it
    samples = [_make_shares(_add(draw.choices(tallies, k=len(tallies)))) for _ in range(resamples)]
    intervals = {}
    for name in WITH_INTERVAL:
        values = sorted(v for v in (getattr(sample, name) for sample in samples) if v is not None)
        if values:
            low, high = int(0.025 * len(values)), int(0.975 * len(values)) - 1
            intervals[name] = (values[low], values[high])
    return intervals


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _harmonic_mean(precision: float, recall: float) -> float:
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0
