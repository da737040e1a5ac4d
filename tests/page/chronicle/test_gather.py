"""What of the incidents is drawn where, and what is left out and why."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

import geomap
from geomap.page.chronicle.gather import (
    describe_days,
    find_days,
    gather_chronicles,
    measure_people,
)

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.page.chronicle.records import Chronicle


@pytest.fixture(scope="module")
def result(corpus_folder: Path) -> geomap.Result:
    return geomap.run(corpus_folder)


@pytest.fixture(scope="module")
def chronicle(result: geomap.Result) -> Chronicle:
    (found,), left_out = _gather(result)
    assert left_out == []
    return found


def _gather(result: geomap.Result, **changes: Any) -> tuple[list[Chronicle], list[Any]]:  # noqa: ANN401 - collections
    collections = {
        "incidents": result.incident_features,
        "sites": result.site_features,
        "stretches": result.stretch_features,
    }
    return gather_chronicles(**(collections | changes), borders=result.borders, names=result.names)


def test_every_incident_is_drawn_or_left_out(result: geomap.Result, chronicle: Chronicle) -> None:
    drawn = {mark.id for mark in chronicle.marks}
    assert drawn | {it.incident["id"] for it in chronicle.left_out} == {
        incident.id for incident in result.records
    }
    assert chronicle.count == len(drawn)


def test_marks_stand_where_the_files_say(result: geomap.Result, chronicle: Chronicle) -> None:
    rows = {f["id"]: f["properties"] for f in result.incident_features["features"]}
    for strip in chronicle.strips:
        assert [mark.first for mark in strip.marks] == sorted(mark.first for mark in strip.marks)
        for mark in strip.marks:
            row = rows[mark.id]
            assert mark.status == row["status"]
            if mark.main:
                assert row["border_section"] == strip.section
                assert mark.main.km == row["border_km"]
                assert 0 <= mark.main.from_km <= mark.main.km <= mark.main.to_km
                assert mark.main.to_km <= strip.length_km
    assert sum(bool(mark.main) for mark in chronicle.marks) == chronicle.count


def test_sides_stand_as_on_a_map(chronicle: Chronicle) -> None:
    """Down the page from the north, the west is to the left; the exclave lies west of Armenia."""
    banks = {s.section: (s.left.country, s.right.country) for s in chronicle.strips}
    assert banks == {
        "main": ("Armenia", "Azerbaijan"),
        "nakhchivan": ("Azerbaijan", "Armenia"),
    }


def test_divisions_are_named_once_along_the_line(chronicle: Chronicle) -> None:
    main, exclave = chronicle.strips
    assert [band.name for band in main.left.divisions] == [
        *("Tavush", "Gegharkunik", "Vayots Dzor", "Syunik")
    ]
    # Its districts, not the autonomous republic that they are all of.
    assert exclave.left.divisions[0].name == "Sadarak"
    for strip in chronicle.strips:
        for bank in (strip.left, strip.right):
            ends = [(band.from_km, band.to_km) for band in bank.divisions]
            assert all(one[1] <= other[0] for one, other in pairwise(ends))


def _change(collection: dict[str, Any], **changes: object) -> dict[str, Any]:
    features = [
        feature | {"properties": feature["properties"] | changes}
        for feature in collection["features"]
    ]
    return collection | {"features": features}


def test_what_has_no_day_or_no_place_on_the_line_is_left_out(result: geomap.Result) -> None:
    undated = _change(result.incident_features, date_start=None, date_end=None)
    chronicles, left_out = _gather(result, incidents=undated)
    assert chronicles == []
    assert len(left_out) == len(result.records)
    assert {it.reason for it in left_out} == {"no report tells a day"}
    away = _change(
        result.site_features, border_km=None, border_section=None, not_attached_because="too far"
    )
    _, left_out = _gather(result, sites=away)
    assert {it.reason for it in left_out} == {"too far"}
    no_border = _change(result.incident_features, border=None)
    chronicles, left_out = _gather(result, incidents=no_border)
    assert chronicles == []
    assert {it.reason for it in left_out} == {"the reports name no place that is known"}


def test_an_open_date_ends_on_its_last_possible_day(result: geomap.Result) -> None:
    opened = _change(result.incident_features, date_start=None, date_end="2022-09-26")
    (chronicle,), _ = _gather(result, incidents=opened)
    assert all(mark.is_open for mark in chronicle.marks)
    assert {mark.when for mark in chronicle.marks} == {"by 26 Sep 2022"}


def test_unknown_losses_are_none_and_a_reported_zero_is_zero() -> None:
    vague = {"measure": "killed_or_wounded", "scope": "event", "best": 7}
    assert measure_people({"killed": None, "wounded": None, "casualties": []}) is None
    assert measure_people({"killed": 0, "wounded": None, "casualties": []}) == 0
    assert measure_people({"killed": 2, "wounded": 3, "casualties": [vague]}) == 5
    assert measure_people({"killed": None, "wounded": None, "casualties": [vague]}) == 7
    total = vague | {"scope": "cumulative"}
    assert measure_people({"killed": None, "wounded": None, "casualties": [total]}) is None


def test_days_in_words() -> None:
    days = {"date_start": "2022-09-12", "date_end": "2022-09-13"}
    assert describe_days(days) == "12–13 Sep 2022"
    assert describe_days(days | {"date_start": None}) == "by 13 Sep 2022"
    assert describe_days({"date_start": None, "date_end": None}) == ""
    assert find_days({"date_start": None, "date_end": None}) is None
