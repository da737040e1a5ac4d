"""What is compared with what: never less than what may be one event."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.incidents.blocks import FIRST_PARTY, Places, Ragged, Rows, find_neighbours, unite_groups

ROW = st.tuples(
    st.integers(0, 9),
    st.integers(0, 4),
    st.booleans(),
    st.sets(st.integers(FIRST_PARTY, FIRST_PARTY + 2), max_size=2).map(sorted),
    st.sets(st.integers(0, 4), max_size=2).map(sorted),
)
PLACE = st.tuples(st.sets(st.integers(0, 5), min_size=1, max_size=2).map(sorted), st.booleans())
FIRST_DAY = dt.date(2022, 9, 12).toordinal()


def make_rows(rows: list[tuple[int, int, bool, list[int], list[int]]]) -> Rows:
    start = np.array([row[0] for row in rows], np.int64) + FIRST_DAY
    return Rows(
        first_day=start,
        last_day=start + np.array([row[1] for row in rows], np.int64),
        is_coarse=np.array([row[2] for row in rows], np.bool_),
        parties=Ragged.of(row[3] for row in rows),
        places=Ragged.of(row[4] for row in rows),
    )


def may_be_one(
    a: tuple[int, int, bool, list[int], list[int]],
    b: tuple[int, int, bool, list[int], list[int]],
    places: list[tuple[list[int], bool]],
    *,
    max_gap_days: int,
) -> bool:
    """Tell it of two rows as slowly and simply as it can be told."""
    if a[2] != b[2] or not (set(a[3]) <= set(b[3]) or set(a[3]) >= set(b[3])):
        return False
    if max(b[0] - a[0] - a[1], a[0] - b[0] - b[1]) > max_gap_days:
        return False
    is_wide = any(not row[4] or any(places[it][1] for it in row[4]) for row in (a, b))
    areas = [{area for it in row[4] for area in places[it][0]} for row in (a, b)]
    return is_wide or bool(areas[0] & areas[1])


@settings(deadline=None)
@given(
    rows=st.lists(ROW, min_size=1, max_size=8),
    places=st.lists(PLACE, min_size=5, max_size=5),
    max_gap_days=st.integers(0, 3),
)
def test_all_that_may_be_one_are_neighbours(
    rows: list[tuple[int, int, bool, list[int], list[int]]],
    places: list[tuple[list[int], bool]],
    max_gap_days: int,
) -> None:
    found = find_neighbours(
        make_rows(rows),
        Places(
            areas=Ragged.of(areas for areas, _ in places),
            is_vast=np.array([vast for _, vast in places], np.bool_),
        ),
        max_gap_days=max_gap_days,
    ).to_lists()
    for number, ours in enumerate(rows):
        for other, theirs in enumerate(rows):
            expected = number == other or may_be_one(
                ours, theirs, places, max_gap_days=max_gap_days
            )
            # Months and years are compared in steps of many days: with more, never with fewer.
            if expected or not ours[2]:
                assert (other in found[number]) == expected


def test_nothing_is_near_nothing() -> None:
    nowhere = Places(areas=Ragged.of([]), is_vast=np.zeros(0, np.bool_))
    assert find_neighbours(make_rows([]), nowhere, max_gap_days=1).to_lists() == []


def test_rows_of_numbers_are_kept_as_they_are() -> None:
    lists = [[3, 1], [], [2]]
    assert Ragged.of(lists).to_lists() == lists
    assert Ragged.of(lists).rows.tolist() == [0, 0, 2]
    assert Ragged.of(lists).take(np.array([2, 0])).to_lists() == [[2], [3, 1]]
    assert Ragged.of(lists).row(2) == [2]


@given(pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_a_group_is_what_pairs_put_together_over_any_steps(pairs: list[tuple[int, int]]) -> None:
    table = np.array(pairs, np.int64).reshape(-1, 2)
    groups = unite_groups(table[:, 0], table[:, 1], count=10).tolist()
    # As slowly and simply as it can be told.
    expected = [{it} for it in range(10)]
    for a, b in pairs:
        whole = expected[a] | expected[b]
        for it in whole:
            expected[it] = whole
    assert [{it for it in range(10) if groups[it] == own} for own in groups] == expected
    # The group of the lowest comes first.
    assert list(dict.fromkeys(groups)) == list(range(max(groups) + 1))
