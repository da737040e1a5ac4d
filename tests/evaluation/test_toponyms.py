"""The scorer on examples that were computed by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from geomap.errors import DocumentError
from geomap.evaluation import Match, ScoringOptions, read_toponyms, score_toponyms
from geomap.evaluation.toponyms import (
    EARTH_RADIUS_KM,
    FARTHEST_KM,
    LocatedSpan,
    match_exact,
    match_overlapping,
    measure_auc,
    measure_error_km,
)

if TYPE_CHECKING:
    from pathlib import Path

ONE_DEGREE_KM = EARTH_RADIUS_KM * math.pi / 180


def _span(start: int, end: int, lat: float | None = None, lon: float | None = None) -> LocatedSpan:
    return LocatedSpan(start=start, end=end, lat=lat, lon=lon)


# Six marked toponyms, five with a point; five found:
#   0-5   the same span, one degree of latitude off (111 km)
#   10-20 found as 10-15, two degrees off (222 km)
#   30-35 found without a point
#   40-45 has no marked point; found
#   50-55 and 60-65 missed
#   90-95 found where nothing is
GOLD = {
    "a": (_span(0, 5, 10, 20), _span(10, 20, 10, 20), _span(30, 35, 0, 0), _span(40, 45)),
    "b": (_span(50, 55, 1, 1), _span(60, 65, 2, 2)),
}
FOUND = {
    "a": (
        _span(0, 5, 11, 20),
        _span(10, 15, 12, 20),
        _span(30, 35),
        _span(40, 45, 5, 5),
        _span(90, 95, 3, 3),
    ),
}


def test_counts_and_recognition() -> None:
    scores = score_toponyms(GOLD, FOUND)
    assert (scores.docs, scores.gold, scores.gold_coords, scores.pred) == (2, 6, 5, 5)
    assert scores.shares.exact_p == 3 / 5
    assert scores.shares.exact_r == 3 / 6
    assert scores.shares.exact_f1 == pytest.approx(6 / 11)
    assert scores.shares.overlap_p == 4 / 5
    assert scores.shares.overlap_r == 4 / 6
    assert scores.shares.overlap_f1 == pytest.approx(8 / 11)


def test_resolution_counts_only_what_has_a_marked_point() -> None:
    scores = score_toponyms(GOLD, FOUND)
    assert scores.resolved_n == 3
    assert scores.shares.acc_recog == 1 / 3
    assert scores.shares.acc_all == 1 / 5
    assert scores.median_km == pytest.approx(2 * ONE_DEGREE_KM)
    assert scores.mean_km == pytest.approx((3 * ONE_DEGREE_KM + FARTHEST_KM) / 3)


def test_end_to_end_neither_rewards_nor_punishes_a_name_without_a_marked_point() -> None:
    shares = score_toponyms(GOLD, FOUND).shares
    # Of five found, the one at 40-45 does not count.
    assert (shares.e2e_p, shares.e2e_r) == (1 / 4, 1 / 5)
    assert shares.e2e_f1 == pytest.approx(2 / 9)


def test_exact_match_leaves_the_shorter_span_out_of_resolution() -> None:
    scores = score_toponyms(GOLD, FOUND, options=ScoringOptions(match=Match.EXACT))
    assert scores.resolved_n == 2
    assert scores.shares.acc_recog == 1 / 2
    assert scores.shares.overlap_p == 4 / 5


def test_a_point_at_the_limit_is_not_near_enough() -> None:
    gold, found = {"a": (_span(0, 5, 10, 20),)}, {"a": (_span(0, 5, 11, 20),)}
    error = measure_error_km(gold["a"][0], found["a"][0])
    assert error is not None
    at, above = (
        score_toponyms(gold, found, options=ScoringOptions(within_km=km)).shares.acc_all
        for km in (error, math.nextafter(error, math.inf))
    )
    assert (at, above) == (0.0, 1.0)


def test_area_under_the_curve() -> None:
    worst = math.log(FARTHEST_KM)
    assert measure_auc([]) is None
    assert measure_auc([0.0, 0.0]) == 0.0
    assert measure_auc([math.e - 1]) == pytest.approx(1 / worst)
    # Heights 0, 1, 3 whatever the order: trapezoids of 0.5 and 2 over two steps.
    assert measure_auc([math.e**3 - 1, 0, math.e - 1]) == pytest.approx(2.5 / (2 * worst))
    all_missed = score_toponyms({"a": (_span(0, 5, 1, 1), _span(6, 9, 1, 1))}, {})
    assert all_missed.auc is None
    assert all_missed.auc_all == pytest.approx(1.0, abs=1e-5)


def test_overlapping_spans_are_paired_once_the_most_alike_first() -> None:
    gold = [_span(0, 10), _span(10, 20)]
    # The second covers both marked ones, and most of the second.
    found = [_span(0, 8), _span(5, 20)]
    assert match_overlapping(gold, found) == [(0, 0), (1, 1)]
    assert match_overlapping(gold, [_span(5, 20)]) == [(1, 0)]
    assert match_overlapping(gold, [_span(20, 25)]) == []
    assert match_exact(gold, [_span(10, 20), _span(0, 9)]) == [(1, 0)]


def test_distances_are_great_circles_also_across_the_date_line() -> None:
    assert measure_error_km(_span(0, 1, 0, 179.5), _span(0, 1, 0, -179.5)) == pytest.approx(
        ONE_DEGREE_KM
    )
    assert measure_error_km(_span(0, 1, 90, 0), _span(0, 1, -90, 0)) == pytest.approx(
        math.pi * EARTH_RADIUS_KM
    )
    assert measure_error_km(_span(0, 1), _span(0, 1, 1, 1)) is None


def test_a_document_that_was_not_marked_does_not_count() -> None:
    extra = {**FOUND, "z": (_span(0, 5, 1, 1),)}
    assert score_toponyms(GOLD, extra) == score_toponyms(GOLD, FOUND)


def test_nothing_marked_gives_no_figures_and_no_error() -> None:
    scores = score_toponyms({}, {}, options=ScoringOptions(resamples=10))
    assert scores.docs == 0
    assert scores.shares.exact_f1 == 0.0
    assert scores.shares.acc_all is None
    assert scores.intervals == {}


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    gold = {str(i): (_span(0, 5, 1, 1),) for i in range(40)}
    found = {str(i): (_span(0, 5, 1, 1 + 50 * (i % 2)),) for i in range(40)}
    options = ScoringOptions(resamples=200)
    scores = score_toponyms(gold, found, options=options)
    low, high = scores.intervals["acc_all"]
    assert low < 0.5 < high
    assert scores.intervals["exact_f1"] == (1.0, 1.0)
    assert score_toponyms(gold, found, options=options).intervals == scores.intervals


def test_reading_keeps_the_first_of_a_span_and_the_last_of_an_id(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '\ufeff{"id": 7, "text": "x", "toponyms": []}\n\n'
        '{"id": "7", "toponyms": [{"start": 0, "end": 2, "lat": 1, "lon": 2, "more": [1]},'
        ' {"start": 0, "end": 2}, {"start": 3, "end": 4, "lat": null, "lon": null}]}\r\n',
        encoding="utf-8",
    )
    assert read_toponyms(file) == {"7": (_span(0, 2, 1, 2), _span(3, 4))}


def test_all_broken_lines_are_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"id": 1, "toponyms": []}\nnope\n{"id": 2}\n'
        '{"id": 3, "toponyms": [{"start": 5, "end": 5}]}\n'
        '{"id": 4, "toponyms": [{"start": 0, "end": 5, "lat": 91, "lon": 0}]}\n'
        '{"id": 5, "toponyms": [{"start": 0, "end": 5, "lat": 1}]}\n',
        encoding="utf-8",
    )
    with pytest.raises(DocumentError) as raised:
        read_toponyms(file)
    message = str(raised.value)
    for line in (2, 3, 4, 5, 6):
        assert f"a.jsonl, line {line}: " in message
    assert "line 1:" not in message
    assert '"toponyms": [{"start": 0' in message
    with pytest.raises(DocumentError, match=r"none\.jsonl: cannot be read"):
        read_toponyms(tmp_path / "none.jsonl")
