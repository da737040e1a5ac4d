"""Marks stand at their km, near their day, and do not hide each other."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from geomap.page.chronicle.placing import measure_mark, place_labels, place_marks
from geomap.page.chronicle.scales import WIDE, TimeScale

if TYPE_CHECKING:
    from geomap.page.chronicle.placing import Placed
    from geomap.page.chronicle.records import Chronicle, Mark

MakeMark = Callable[..., "Mark"]
MakeChronicle = Callable[..., "Chronicle"]
DAY = dt.date(2022, 9, 13)


def _place(chronicle: Chronicle) -> tuple[list[Placed], TimeScale]:
    scale = TimeScale.of_days(DAY - dt.timedelta(300), DAY + dt.timedelta(300), left=0, right=900)
    (strip,) = chronicle.strips
    placed = place_marks(strip, scale=scale, to_y=lambda km: 2 * km, most=100, frame=WIDE)
    return placed, scale


def test_a_mark_stands_on_its_day_and_km(
    make_mark: MakeMark, make_chronicle: MakeChronicle
) -> None:
    (mark,), scale = _place(make_chronicle(make_mark(40, DAY)))
    assert (mark.x, mark.y) == (scale.place(DAY), 80)


def test_marks_of_one_day_and_km_stand_beside_each_other_the_largest_in_place(
    make_mark: MakeMark, make_chronicle: MakeChronicle
) -> None:
    marks = [make_mark(40, DAY, id=f"X-{n}", people=n) for n in (1, 80, 2)]
    placed, scale = _place(make_chronicle(*marks))
    assert [it.mark.people for it in placed] == [80, 2, 1]
    assert placed[0].x == scale.place(DAY)
    for one, other in combinations(placed, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) > 0.85 * (one.radius + other.radius)
    assert all(it.y == 80 and abs(it.x - it.at) <= 44 for it in placed)


def test_more_marks_than_have_room_stay_on_their_day(
    make_mark: MakeMark, make_chronicle: MakeChronicle
) -> None:
    placed, scale = _place(make_chronicle(*(make_mark(40, DAY, id=f"X-{n}") for n in range(60))))
    assert len(placed) == 60
    assert sum(it.x == scale.place(DAY) for it in placed) > 30


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_mark_of_more_people_is_larger(one: int, other: int) -> None:
    sizes = [measure_mark(it, most=5000, frame=WIDE) for it in sorted((one, other))]
    assert WIDE.smallest_mark <= sizes[0] <= sizes[1] <= WIDE.largest_mark
    assert (sizes[0] < sizes[1]) == (one != other)


def test_labels_cover_no_mark_and_no_other_label(
    make_mark: MakeMark, make_chronicle: MakeChronicle
) -> None:
    marks = [make_mark(40, DAY + dt.timedelta(n), id=f"X-{n}") for n in range(0, 200, 25)]
    placed, scale = _place(make_chronicle(*marks))
    labels = place_labels(placed, scale=scale, frame=WIDE)
    assert 0 < len(labels) < len(marks)
    for label in labels:
        reach = (label.x, label.x + 40) if label.anchor == "start" else (label.x - 40, label.x)
        assert not any(reach[0] < it.x < reach[1] for it in placed)


def test_a_mark_without_losses_has_no_label(
    make_mark: MakeMark, make_chronicle: MakeChronicle
) -> None:
    placed, scale = _place(make_chronicle(make_mark(40, DAY, people=None, losses="")))
    assert place_labels(placed, scale=scale, frame=WIDE) == []
    assert placed[0].size == WIDE.smallest_mark
