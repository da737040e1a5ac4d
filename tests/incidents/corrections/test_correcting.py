"""What holds for any corrections of any incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.incidents.corrections import Action, Correction

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.incidents.corrections.conftest import Sample


@st.composite
def corrections(draw: st.DrawFn, *, structural: bool = True) -> tuple[int, dict[str, object]]:
    """Draw the number of an incident, and the fields of a correction of it."""
    count = st.sampled_from(["unknown", "0", "3", "4000"])
    fields = ["killed_a", "killed_b", "wounded_a", "captured_b", "missing_a"]
    kinds: list[st.SearchStrategy[dict[str, object]]] = [
        st.fixed_dictionaries(
            {"action": st.just(Action.CHANGE), "field": st.sampled_from(fields), "value": count}
        ),
        st.fixed_dictionaries(
            {
                "action": st.just(Action.CHANGE),
                "field": st.just("sub_event_type"),
                "value": st.sampled_from(["Attack", "Other", "Armed clash"]),
            }
        ),
        st.fixed_dictionaries(
            {
                "action": st.just(Action.DATE),
                "value": st.sampled_from(["unknown", "2021-01-01", "2021-01-01/2021-02-03"]),
            }
        ),
        st.fixed_dictionaries(
            {
                "action": st.just(Action.MOVE),
                "value": st.sampled_from(["A post", "gm:al-lakes"]),
                "lon": st.floats(44, 48),
                "lat": st.floats(38, 42),
            }
        ),
    ]
    if structural:
        kinds.append(st.just({"action": Action.REJECT}))
    fields_of_one = draw(st.one_of(kinds))
    about = {"author": draw(st.sampled_from(["A.", "B."])), "reason": "seen"}
    # Of more incidents than there are: the numbers begin anew.
    return draw(st.integers(0, 99)), fields_of_one | about


def _make(sample: Sample, drawn: tuple[int, dict[str, object]]) -> Correction:
    number, fields = drawn
    return Correction(id=sample.ids[number % len(sample.ids)], **fields)  # type: ignore[arg-type]


def test_no_corrections_change_nothing(sample: Sample) -> None:
    incidents, report = sample.correct([])
    assert incidents == sample.before
    assert (*report.applied, *report.unfitting, *report.superseded) == ()


@settings(max_examples=25)
@given(drawn=st.lists(corrections(), min_size=1, max_size=6))
def test_applied_twice_is_applied_once(
    sample: Sample, drawn: list[tuple[int, dict[str, object]]]
) -> None:
    rows = [_make(sample, it) for it in drawn]
    once, first = sample.correct(rows)
    twice, second = sample.correct([*rows, *rows])
    assert twice == once
    assert second.applied == first.applied
    # What was made before is as it was.
    assert sample.correct([])[0] == sample.before


@settings(max_examples=25)
@given(drawn=corrections())
def test_no_other_incident_is_touched(sample: Sample, drawn: tuple[int, dict[str, object]]) -> None:
    row = _make(sample, drawn)
    incidents, _ = sample.correct([row])
    assert [it for it in sample.before if it.id != row.id] == [
        it for it in sorted(incidents, key=lambda it: sample.ids.index(it.id)) if it.id != row.id
    ]


@settings(max_examples=25)
@given(drawn=st.lists(corrections(), min_size=2, max_size=6), choice=st.data())
def test_the_order_of_corrections_of_different_incidents_does_not_matter(
    sample: Sample, drawn: list[tuple[int, dict[str, object]]], choice: st.DataObject
) -> None:
    made = [_make(sample, it) for it in drawn]
    rows = list({row.id: row for row in made}.values())
    shuffled = choice.draw(st.permutations(rows))
    incidents, report = sample.correct(rows)
    others, other_report = sample.correct(shuffled)
    assert sorted(others, key=lambda it: it.id) == sorted(incidents, key=lambda it: it.id)
    assert {it.correction.id for it in other_report.unfitting} == {
        it.correction.id for it in report.unfitting
    }


def test_of_two_that_set_the_same_the_later_counts(
    sample: Sample, row: Callable[..., Correction]
) -> None:
    first = row(Action.CHANGE, sample.ids[0], field="killed_a", value="5")
    later = row(Action.CHANGE, sample.ids[0], field="killed_a", value="6", author="B. Other")
    incidents, report = sample.correct([first, later])
    (check,) = incidents[0].checked
    assert check.author == "B. Other"
    assert report.superseded == (first,)
    assert not report.has_failed


def test_incidents_stay_in_the_order_of_their_days(
    sample: Sample, row: Callable[..., Correction]
) -> None:
    moved = row(Action.DATE, sample.ids[0], value="2030-01-01")
    incidents, _ = sample.correct([moved])
    assert incidents[-1].id == sample.ids[0]


@pytest.mark.parametrize("action", [Action.CHANGE, Action.DATE, Action.REJECT, Action.MOVE])
def test_what_fits_no_incident_is_told(
    sample: Sample, row: Callable[..., Correction], action: Action
) -> None:
    values = {"field": "killed_a", "value": "2021-01-01"}
    because = sample.explain_misfit(row(action, "ARM-AZE-2020-01-01-000000", **values))
    assert "no incident has the id ARM-AZE-2020-01-01-000000" in because
