"""Corrections of single fields: what is set, what stays, and what is told of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from geomap.incidents import total
from geomap.incidents.corrections import Action, Correction
from geomap.incidents.corrections.counting import set_count
from geomap.incidents.corrections.values import COUNT_FIELDS
from geomap.model import Category, Check, DateBasis, Measure, Status, SubEventType

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.incidents.corrections.conftest import Sample

    Row = Callable[..., Correction]

CLASH = "ARM-AZE-2021-07-28"
ONE_SIDED = "ARM-AZE-2021-07-14"


def test_a_count_of_a_person_is_the_best_and_the_figures_of_reports_stay(
    sample: Sample, row: Row
) -> None:
    before = sample.find(CLASH)
    after = sample.correct_one(row(Action.CHANGE, before.id, field="killed_a", value="4"))
    (old,) = (it for it in before.casualties if (it.side, it.measure) == ("ARM", Measure.KILLED))
    (new,) = (it for it in after.casualties if (it.side, it.measure) == ("ARM", Measure.KILLED))
    assert (new.low, new.best, new.high) == (3, 4, 4)
    assert new.claimed_by == "A. Person"
    assert [record.span for record in new.history] == [record.span for record in old.history]
    assert {record.role for record in new.history} == {"superseded"}
    # Nobody said who bore arms.
    assert new.category is Category.UNKNOWN
    others = [it for it in before.casualties if it is not old]
    assert [it for it in after.casualties if it is not new] == others
    assert after.checked == (Check(field="killed_a", author="A. Person", reason="seen", was="3"),)


def test_a_count_that_is_right_is_checked_and_stays(sample: Sample, row: Row) -> None:
    before = sample.find(CLASH)
    after = sample.correct_one(row(Action.CHANGE, before.id, field="killed_a", value="3"))
    assert after.casualties == before.casualties
    assert [check.was for check in after.checked] == ["3"]


def test_a_count_becomes_unknown(sample: Sample, row: Row) -> None:
    before = sample.find(CLASH)
    after = sample.correct_one(row(Action.CHANGE, before.id, field="killed_a", value="unknown"))
    for bound in ("low", "best", "high"):
        assert total(after.casualties, Measure.KILLED, side="ARM", bound=bound) is None


def test_a_count_that_no_report_gives_is_set(sample: Sample, row: Row) -> None:
    before = sample.find(CLASH)
    after = sample.correct_one(row(Action.CHANGE, before.id, field="missing_b", value="0"))
    assert total(after.casualties, Measure.MISSING, side="AZE") == 0
    assert after.checked[0].was is None


@pytest.mark.parametrize("name", COUNT_FIELDS)
@pytest.mark.parametrize("value", [None, 0, 2, 1000])
def test_a_count_is_what_was_set_and_setting_it_again_changes_nothing(
    sample: Sample, name: str, value: int | None
) -> None:
    field = COUNT_FIELDS[name]
    for incident in sample.before:
        side = incident.sides["ab".index(field.letter)]
        counts = set_count(incident, field, value, author="A.")
        assert total(counts, field.measure, side=side) == value
        low = total(counts, field.measure, side=side, bound="low")
        high = total(counts, field.measure, side=side, bound="high")
        assert low is None or value is None or low <= value
        assert high is None or value is None or value <= high
        # Civilians are never more than all.
        civilians = total(counts, field.measure, side=side, category=Category.CIVILIAN)
        assert civilians is None or value is None or civilians <= value


def test_type_and_status(sample: Sample, row: Row) -> None:
    it = sample.find(CLASH)
    kind = row(
        Action.CHANGE, it.id, field="sub_event_type", value="shelling/artillery/missile attack"
    )
    after = sample.correct_one(kind)
    assert after.sub_event_type is SubEventType.SHELLING
    assert after.event_type == "Explosions/Remote violence"
    assert after.checked[0].was == "Armed clash"
    after = sample.correct_one(row(Action.CHANGE, it.id, field="status", value="contested"))
    assert after.status is Status.CONTESTED


def test_a_day_is_said_to_be_corrected(sample: Sample, row: Row) -> None:
    it = sample.find(CLASH)
    after = sample.correct_one(row(Action.DATE, it.id, value="2021-07-28/2021-07-29"))
    assert (after.date.start, after.date.end) == (dt.date(2021, 7, 28), dt.date(2021, 7, 29))
    assert (after.date.precision, after.date.basis) == (2, DateBasis.CORRECTED)
    assert after.id == it.id
    assert after.checked[0].was == "2021-07-28"


def test_a_moved_place_is_attached_to_the_border_anew(sample: Sample, row: Row) -> None:
    it = sample.find("ARM-AZE-2021-05-27")
    after = sample.correct_one(row(Action.MOVE, it.id, value="Verin Shorzha"))
    main = after.sites[0]
    assert main.place.name == "Verin Shorzha"
    assert main.is_corrected
    assert main.border_point
    assert main.border_point != it.sites[0].border_point
    assert after.checked[0].was == "Kut (45.89625, 40.18055)"


def test_a_point_alone_leaves_the_place_its_name(sample: Sample, row: Row) -> None:
    it = sample.find("ARM-AZE-2023-06-15")
    after = sample.correct_one(row(Action.MOVE, it.id, lon=46.5246, lat=39.6303))
    place = after.sites[0].place
    assert (place.name, place.lon, place.lat) == (it.sites[0].place.name, 46.5246, 39.6303)
    assert after.sites[1:] == it.sites[1:]


def test_a_point_with_a_name_needs_no_gazetteer(sample: Sample, row: Row) -> None:
    it = sample.find(CLASH)
    after = sample.correct_one(row(Action.MOVE, it.id, value="Height 2,500", lon=45.9, lat=40.1))
    assert after.sites[0].place.name == "Height 2,500"
    assert after.sites[0].where_precision == 1


def test_a_place_that_is_far_from_the_border_stays_the_main_one(sample: Sample, row: Row) -> None:
    after = sample.correct_one(row(Action.MOVE, sample.find(CLASH).id, value="gn:616052"))
    assert after.sites[0].place.id == "gn:616052"
    assert after.sites[0].border_point is None
    assert after.sites[1].border_point is not None


def test_a_place_is_shown_under_another_name_everywhere(sample: Sample, row: Row) -> None:
    rename = row(Action.RENAME, field="Yeraskh", value="Yeraskh (Arazdayan)")
    incidents, report = sample.correct([rename])
    (applied,) = report.applied
    named = {it.id for it in sample.before if any(s.place.name == "Yeraskh" for s in it.sites)}
    assert set(applied.incidents) == named
    assert len(named) > 1
    for it in incidents:
        assert bool(it.checked) == (it.id in named)
        assert all(site.place.name != "Yeraskh" for site in it.sites)


@pytest.mark.parametrize(
    ("action", "fields", "told"),
    [
        (Action.MOVE, {"value": "Nowhereville on Sea"}, "expected a place of the gazetteer"),
        (Action.RENAME, {"field": "Paris", "value": "Lutetia"}, "has no place Paris"),
        (Action.CHANGE, {"field": "killed", "value": "4"}, "killed_a and killed_b"),
        (Action.CHANGE, {"field": "status", "value": "true"}, "expected one of confirmed_by_both"),
        (Action.DATE, {"value": "2021-02-30"}, "expected a day as"),
        (Action.DATE, {"value": "2021-02-03/.."}, "expected a last day too"),
        (Action.DATE, {"value": "../.."}, "expected a day or two"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_changes(
    sample: Sample, row: Row, action: Action, fields: dict[str, str], told: str
) -> None:
    assert told in sample.explain_misfit(row(action, sample.find(CLASH).id, **fields))
