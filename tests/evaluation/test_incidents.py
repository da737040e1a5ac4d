"""Scoring incidents: what is a match, a miss, a false one, and which figures are right."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from geomap.errors import DocumentError
from geomap.evaluation import (
    GoldDocument,
    IncidentScores,
    read_gold,
    read_predicted,
    score_incidents,
)
from geomap.evaluation.days import read_yearless
from geomap.evaluation.incidents import GoldCasualty, GoldIncident, GoldPlace, Predicted

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2021, 7, 28)
SOTK = GoldPlace(lat=40.2, lon=45.9, name="Sotk")


def marked(**changes: object) -> GoldIncident:
    whole = GoldIncident(
        id="a1",
        date_start=DAY,
        date_end=DAY,
        type="armed_clash",
        places=(SOTK,),
        killed_accept=(3, 4),
        wounded_accept=(None,),
        status="reported",
    )
    return msgspec.structs.replace(whole, **changes)


def found(**changes: object) -> Predicted:
    whole = Predicted(
        sources=("corpus/a.txt",),
        start=DAY,
        end=DAY,
        point=(40.2, 45.9),
        type="armed_clash",
        killed=3,
        wounded=None,
        status="reported",
        by_side={"ARM": {"killed": 3}},
    )
    return msgspec.structs.replace(whole, **changes)


def score(
    gold: list[GoldIncident], *predicted: Predicted, negative: bool = False
) -> IncidentScores:
    document = GoldDocument(file="a.txt", negative=negative, incidents=tuple(gold))
    return score_incidents([document], predicted)


def test_a_match_has_the_day_and_the_place() -> None:
    scores = score([marked()], found())
    assert (scores.matched, scores.false, scores.missed) == (1, 0, 0)
    assert (scores.precision, scores.recall, scores.f1) == (1.0, 1.0, 1.0)
    assert (scores.type_accuracy, scores.killed_exact, scores.wounded_exact) == (1.0, 1.0, 1.0)
    assert (scores.date_recall, scores.place_recall, scores.status_accuracy) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("changes", "is_match"),
    [
        ({"start": DAY + dt.timedelta(days=1), "end": DAY + dt.timedelta(days=1)}, True),
        ({"start": DAY - dt.timedelta(days=9), "end": DAY - dt.timedelta(days=1)}, True),
        ({"start": DAY + dt.timedelta(days=2), "end": DAY + dt.timedelta(days=2)}, False),
        ({"start": None, "end": None}, False),
        ({"point": (40.2, 46.4)}, True),
        ({"point": (40.2, 46.6)}, False),
        ({"point": None}, False),
        ({"type": "mine_explosion"}, True),
        ({"sources": ("corpus/b.txt",)}, False),
    ],
)
def test_what_is_a_match(changes: dict[str, object], *, is_match: bool) -> None:
    assert score([marked()], found(**changes)).matched == is_match


def test_what_a_report_does_not_tell_decides_nothing() -> None:
    undated = marked(date_resolvable=False)
    assert score([undated], found(start=None, end=None)).matched == 1
    assert score([marked(place_resolvable=False, places=())], found(point=None)).matched == 1
    other_year = DAY.replace(year=2019)
    without_year = marked(date_resolvable="day_month_only")
    assert score([without_year], found(start=other_year, end=other_year)).matched == 1


@pytest.mark.parametrize(
    ("month_day", "is_match"), [("05-05", True), ("05-06", True), ("05-09", False)]
)
def test_a_day_whose_year_is_not_told_is_matched_by_day_and_month(
    month_day: str, *, is_match: bool
) -> None:
    told, day = read_yearless(f"XXXX-{month_day}"), dt.date(2019, 5, 5)
    without_year = marked(date_resolvable="day_month_only", date_start=day, date_end=day)
    scores = score([without_year], found(start=None, end=None, any_year=told))
    assert (scores.matched, scores.date_recall) == (is_match, float(is_match))
    # Where the report tells the year, to find none is no date.
    full = msgspec.structs.replace(without_year, date_resolvable=True)
    assert score([full], found(start=None, end=None, any_year=told)).matched == 0


def test_a_large_place_is_right_within_its_own_radius() -> None:
    wide = msgspec.structs.replace(SOTK, radius_km=75.0)
    assert score([marked(places=(wide,))], found(point=(40.2, 46.6))).matched == 1


def test_each_is_paired_once_the_likeliest_first() -> None:
    other = marked(id="a2", type="mine_explosion", killed_accept=(1,))
    scores = score([marked(), other], found(type="mine_explosion", killed=1), found())
    assert (scores.matched, scores.type_accuracy, scores.killed_exact) == (2, 1.0, 1.0)
    assert score([marked()], found(), found()).false == 1


def test_background_is_neither_missed_nor_false() -> None:
    for soft in (marked(background=True), marked(optional=True)):
        scores = score([soft], found())
        assert (scores.matched, scores.false, scores.missed, scores.neutral) == (0, 0, 0, 1)
        assert score([soft]).missed == 0


def test_a_false_one_in_a_report_of_none() -> None:
    scores = score([], found(), found(), negative=True)
    assert (scores.false, scores.negatives_with_false, scores.precision) == (2, 1, 0.0)


def test_figures_by_side_count_the_figure_and_the_sum() -> None:
    casualties = (
        GoldCasualty(side_code="ARM", killed=2),
        GoldCasualty(side_code="ARM", killed=1, wounded=7),
        GoldCasualty(side_code=None, killed=9),
    )
    assert score([marked(casualties=casualties)], found()).side_figures_exact == 0.5
    wrong = found(by_side={"ARM": {"killed": 4, "wounded": 7}})
    assert score([marked(casualties=casualties)], wrong).side_figures_exact == 0.5


def test_no_figure_where_there_is_nothing_to_share() -> None:
    scores = score([])
    assert (scores.precision, scores.recall, scores.killed_exact) == (None, None, None)
    assert scores.f1 == 0.0


@pytest.mark.parametrize("content", ["", "[]", '{"documents": [{}]}', '{"features": 1}'])
def test_a_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(content, encoding="utf-8")
    for read in (read_gold, read_predicted):
        with pytest.raises(DocumentError, match=r"wrong\.json: expected"):
            read(path)


def test_files_are_read(tmp_path: Path) -> None:
    gold = tmp_path / "gold.json"
    incident = {"id": "1", "date_start": "2021-07-28", "date_end": "2021-07-28", "type": "x"}
    content = {"about": "", "documents": [{"file": "a.txt", "incidents": [incident]}]}
    gold.write_text(json.dumps(content), encoding="utf-8")
    (document,) = read_gold(gold)
    assert document.incidents[0].date_start == DAY
    properties = {
        "sources": ["a.txt"],
        "date_start": None,
        "date_end": "2021-07-28",
        "sub_event_type": "Arrests",
        "killed": None,
        "wounded": 2,
        "status": "claimed",
        "side_a": "ARM",
        "side_b": None,
        "killed_a": 1,
    }
    path = tmp_path / "incidents.geojson"
    features = [{"geometry": {"coordinates": [45.9, 40.2]}, "properties": properties}]
    path.write_text(json.dumps({"features": features}), encoding="utf-8")
    (predicted,) = read_predicted(path)
    assert (predicted.start, predicted.end) == (None, DAY)
    assert (predicted.point, predicted.type) == ((40.2, 45.9), "detention_capture")
    assert predicted.by_side == {
        "ARM": {"killed": 1, "wounded": None, "captured": None, "missing": None}
    }


def test_what_is_right_of_all_marked_incidents_counts_those_missed() -> None:
    missed = marked(id="b", killed_accept=[4])
    scores = score([marked(), missed], found())
    assert (scores.matched, scores.missed) == (1, 1)
    assert (scores.killed_exact, scores.killed_right) == (1.0, 0.5)
