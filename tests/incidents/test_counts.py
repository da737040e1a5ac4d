"""One count from many figures, by the rules that decide the hard cases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.incidents import reconcile_counts, total
from geomap.model import Casualty, Category, Measure, ReconciledCasualty, Scope, Span

SIDES = ("ARM", "AZE")
ARM, AZE = "Ministry of Defence of Armenia", "Ministry of Defence of Azerbaijan"


def figure(
    best: int | None,
    *,
    day: int = 13,
    side: str | None = "ARM",
    by: str | None = "ARM",
    **changes: Any,  # noqa: ANN401 - the other fields of the record
) -> Casualty:
    """Make a figure of soldiers killed."""
    values: dict[str, Any] = {
        "measure": Measure.KILLED,
        "side": side,
        "category": Category.MILITARY,
        "low": best,
        "best": best,
        "high": best,
        "as_of": dt.date(2022, 9, day),
        "claimed_by": {"ARM": ARM, "AZE": AZE, None: None}.get(by, by),
        "claimed_by_side": by,
        "span": Span(document_id="a.txt", start=day, end=day + 1),
    }
    return Casualty(**(values | changes))


def reconcile(*figures: Casualty) -> tuple[ReconciledCasualty, ...]:
    return reconcile_counts(figures, sides=SIDES)


def test_the_latest_own_figure_is_best() -> None:
    (count,) = reconcile(figure(49, day=13), figure(135, day=16), figure(105, day=14))
    assert (count.low, count.best, count.high) == (49, 135, 135)
    assert count.as_of == dt.date(2022, 9, 16)
    assert count.claimed_by == ARM
    assert [(record.best, record.role) for record in count.history] == [
        (49, "superseded"),
        (105, "superseded"),
        (135, "best"),
    ]


def test_the_latest_own_figure_may_be_the_lower() -> None:
    (count,) = reconcile(figure(8, day=13), figure(6, day=14))
    assert (count.low, count.best, count.high) == (6, 6, 8)


@pytest.mark.parametrize("day", [12, 13, 20])
def test_what_the_enemy_claims_never_sets_best(day: int) -> None:
    (count,) = reconcile(figure(5, day=13), figure(60, day=day, by="AZE"))
    assert (count.low, count.best, count.high) == (5, 5, 60)
    assert {(r.best, r.role) for r in count.history} == {(5, "best"), (60, "other_claim")}


def test_the_enemys_claim_alone_gives_a_range_and_no_best() -> None:
    (count,) = reconcile(figure(60, by="AZE"))
    assert (count.low, count.best, count.high) == (60, None, 60)
    assert count.claimed_by == AZE
    assert total([count], Measure.KILLED) is None
    assert total([count], Measure.KILLED, bound="high") == 60


def test_a_third_partys_figure_stands_until_the_side_speaks() -> None:
    (count,) = reconcile(figure(4, by=None), figure(9, day=20, by="RUS", claimed_by="Russia"))
    assert count.best == 9
    (count,) = reconcile(figure(4, day=13), figure(9, day=20, by="RUS", claimed_by="Russia"))
    assert count.best == 4


def test_what_both_say_together_is_each_sides_own() -> None:
    (count,) = reconcile(figure(7, by="ARM|AZE", claimed_by="both"))
    assert count.best == 7


def test_at_least_leaves_high_open() -> None:
    (count,) = reconcile(figure(49, high=None))
    assert (count.low, count.best, count.high) == (49, 49, None)
    assert total([count], Measure.KILLED, bound="high") is None


def test_a_higher_exact_figure_closes_an_at_least() -> None:
    (count,) = reconcile(figure(49, day=13, high=None), figure(135, day=16))
    assert (count.low, count.best, count.high) == (49, 135, 135)


def test_at_least_as_many_as_the_highest_stays_open() -> None:
    (count,) = reconcile(figure(49, day=13), figure(49, day=14, high=None))
    assert count.high is None


def test_a_cumulative_toll_is_kept_apart() -> None:
    (count,) = reconcile(figure(3, day=13), figure(200, day=14, scope=Scope.CUMULATIVE))
    assert (count.low, count.best, count.high, count.scope) == (3, 3, 3, Scope.EVENT)
    assert [(r.best, r.scope) for r in count.history] == [
        (3, Scope.EVENT),
        (200, Scope.CUMULATIVE),
    ]


def test_a_cumulative_toll_alone_says_that_it_is_one() -> None:
    (count,) = reconcile(figure(207, scope=Scope.CUMULATIVE))
    assert (count.best, count.scope) == (207, Scope.CUMULATIVE)


def test_a_reported_zero_is_not_unknown() -> None:
    (zero,) = reconcile(figure(0))
    assert (zero.low, zero.best, zero.high) == (0, 0, 0)
    assert total([zero], Measure.KILLED) == 0
    assert total([zero], Measure.WOUNDED) is None
    assert total([zero], Measure.WOUNDED, bound="high") is None
    assert total([], Measure.KILLED) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"side": None, "by": None}, 0),
        ({"is_side_inferred": True}, 0),
    ],
)
def test_nobody_was_hurt_is_a_zero_of_all(changes: dict[str, Any], expected: int | None) -> None:
    zero = reconcile(figure(0, **changes))
    assert total(zero, Measure.KILLED, sides=2) == expected


def test_a_figure_without_a_number_is_no_zero() -> None:
    (count,) = reconcile(figure(None, low=1, measure=Measure.KILLED_OR_WOUNDED))
    assert (count.low, count.best, count.high) == (1, None, None)
    assert total([count], Measure.KILLED_OR_WOUNDED) is None


def test_a_figure_that_names_no_side_counts_nobody_twice() -> None:
    counts = reconcile(figure(4), figure(6, side="AZE", by="AZE"), figure(10, side=None, by=None))
    assert [count.side for count in counts] == ["ARM", "AZE", None]
    assert total(counts, Measure.KILLED) == 10
    assert total(counts, Measure.KILLED, side="ARM") == 4


def test_a_figure_that_names_no_side_alone_is_the_total() -> None:
    assert total(reconcile(figure(10, side=None, by=None)), Measure.KILLED) == 10


def test_people_and_soldiers_are_the_same_people() -> None:
    (count,) = reconcile(figure(7), figure(7, category=Category.UNKNOWN, day=14))
    assert (count.category, count.best) == (Category.MILITARY, 7)


def test_soldiers_and_civilians_are_added() -> None:
    counts = reconcile(figure(4), figure(2, category=Category.CIVILIAN))
    assert [count.category for count in counts] == [Category.MILITARY, Category.CIVILIAN]
    assert total(counts, Measure.KILLED) == 6
    assert total(counts, Measure.KILLED, category=Category.CIVILIAN) == 2


def test_soldiers_of_no_side_are_added_to_civilians_of_the_same_list() -> None:
    changes: dict[str, Any] = {"by": None, "category": Category.CIVILIAN}
    soldiers, civilian = figure(2, side=None, by=None), figure(1, **changes)
    assert total(reconcile(soldiers, civilian), Measure.KILLED) == 3
    elsewhere = Span(document_id="a.txt", start=500, end=510)
    counts = reconcile(soldiers, figure(1, span=elsewhere, **changes))
    assert total(counts, Measure.KILLED) == 2


FIGURES = st.builds(
    figure,
    st.integers(0, 300),
    day=st.integers(1, 28),
    side=st.sampled_from(["ARM", "AZE", None]),
    by=st.sampled_from(["ARM", "AZE", "ARM|AZE", "RUS", None]),
    measure=st.sampled_from(list(Measure)),
    category=st.sampled_from(list(Category)),
    scope=st.sampled_from(list(Scope)),
)


@given(st.lists(FIGURES, max_size=12), st.randoms())
def test_invariants_of_every_count(figures: list[Casualty], random: Any) -> None:  # noqa: ANN401 - hypothesis' Random
    counts = reconcile(*figures)
    for count in counts:
        assert count.low is not None
        if count.best is not None:
            assert count.low <= count.best
            assert count.high is None or count.best <= count.high
    # No figure is lost, and the order in which reports came does not matter.
    assert sum(len(count.history) for count in counts) == len(figures)
    shuffled = list(figures)
    random.shuffle(shuffled)

    def essence(found: tuple[ReconciledCasualty, ...]) -> list[tuple[object, ...]]:
        return [(c.side, c.measure, c.category, c.low, c.best, c.high, c.scope) for c in found]

    assert essence(reconcile(*shuffled)) == essence(counts)


@given(st.lists(FIGURES, max_size=12))
def test_an_enemys_word_is_never_a_best(figures: list[Casualty]) -> None:
    claim = figure(999, side="ARM", by="AZE", day=28)
    counts = reconcile(*figures, claim)
    assert 999 not in {count.best for count in counts}
    assert {999} <= {count.high for count in counts}


def test_a_total_of_all_sides_stands_over_what_one_side_counts() -> None:
    counts = reconcile(
        figure(3), figure(95, side=None, by=None, category=Category.UNKNOWN, high=None)
    )
    assert total(counts, Measure.KILLED) == 95
    assert total(counts, Measure.KILLED, bound="high") is None
    assert total(counts, Measure.KILLED, side="ARM") == 3


def test_a_campaigns_toll_is_none_of_an_events_losses() -> None:
    counts = reconcile(
        figure(48, side="AZE", by="AZE"),
        figure(
            70,
            side=None,
            by=None,
            measure=Measure.WOUNDED,
            category=Category.UNKNOWN,
            scope=Scope.CUMULATIVE,
        ),
    )
    assert total(counts, Measure.KILLED) == 48
    assert total(counts, Measure.WOUNDED) is None


def test_a_longer_toll_is_not_added_to_what_the_other_side_lost() -> None:
    counts = reconcile_counts(
        [figure(12), figure(30, side="AZE", by="AZE", scope=Scope.CUMULATIVE)], sides=SIDES
    )
    assert total(counts, Measure.KILLED) == 12
    assert total(counts, Measure.KILLED, side="AZE") == 30


@pytest.mark.parametrize(
    ("by", "number", "killed"),
    [
        # A third party's count of those whom no state owns stands by itself, and is in no total.
        (None, 3, 2),
        # What a party says of whom it fought is no count where others are told.
        ("ARM", 64, 2),
        # The same number may be the same people.
        (None, 2, 2),
    ],
)
def test_people_of_no_state_stand_beside_the_states(
    by: str | None, number: int, killed: int
) -> None:
    stateless = figure(number, side=None, by=by, category=Category.UNKNOWN, is_stateless=True)
    counts = reconcile(figure(2), stateless)
    assert total(counts, Measure.KILLED) == killed
    assert [count.is_stateless for count in counts] == [False, True]


def test_a_partys_count_of_people_of_no_state_stands_where_nothing_else_is_told() -> None:
    stateless = figure(55, side=None, category=Category.UNKNOWN, is_stateless=True)
    assert total(reconcile(stateless), Measure.KILLED) == 55


def test_a_longer_toll_of_sides_is_not_taken_for_what_the_event_took() -> None:
    week = figure(31, by=None, scope=Scope.CUMULATIVE)
    assert total(reconcile(week, figure(5, side=None, by=None)), Measure.KILLED) == 5


def test_a_guessed_side_gives_way_to_the_same_number_of_a_named_one() -> None:
    guessed = figure(25, side="AZE", by=None, is_side_inferred=True)
    (count,) = reconcile(figure(25), guessed)
    assert (count.side, count.best) == ("ARM", 25)
    assert total([count], Measure.KILLED) == 25


def test_few_of_a_guessed_side_may_be_others() -> None:
    guessed = figure(2, side="AZE", by=None, is_side_inferred=True)
    assert [(it.side, it.best) for it in reconcile(figure(2), guessed)] == [("ARM", 2), ("AZE", 2)]


def test_two_named_sides_may_have_lost_as_many() -> None:
    counts = reconcile(figure(25), figure(25, side="AZE", by="AZE"))
    assert [(it.side, it.best) for it in counts] == [("ARM", 25), ("AZE", 25)]
