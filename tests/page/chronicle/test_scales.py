"""Days and kilometres to pixels, and the days that an axis names."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geomap.page.chronicle.scales import TimeScale, choose_km_step, choose_ticks, say_days

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
SPANS = st.tuples(DAYS, DAYS).map(sorted)


@given(SPANS, st.floats(0, 1))
def test_every_day_lies_within_the_scale_and_later_ones_further_right(
    span: list[dt.date], share: float
) -> None:
    first, last = span
    scale = TimeScale.of_days(first, last, left=100, right=900)
    assert 100 < scale.place(first) <= scale.place(last) < 900
    between = first + dt.timedelta(days=int((last - first).days * share))
    assert scale.place(first) <= scale.place(between) <= scale.place(last)


@given(SPANS, st.integers(40, 120))
def test_ticks_are_days_of_the_scale_and_have_room(span: list[dt.date], least_px: int) -> None:
    scale = TimeScale.of_days(*span, left=0, right=800)
    ticks = choose_ticks(scale, least_px=least_px)
    assert ticks or scale.last - scale.first < dt.timedelta(days=20 * 366)
    assert len(ticks) <= 800 / least_px
    assert all(scale.first <= tick.day <= scale.last for tick in ticks)
    assert all(one.day < other.day for one, other in pairwise(ticks))
    # Each year is said where it begins, and once.
    said = [tick.year or tick.words for tick in ticks]
    for tick, before in zip(ticks[1:], ticks, strict=False):
        if tick.day.year != before.day.year:
            assert str(tick.day.year) in {tick.year, tick.words}
    assert said


def test_ticks_are_days_months_or_years_by_the_length_of_the_span() -> None:
    def name(first: tuple[int, int, int], last: tuple[int, int, int]) -> list[str]:
        scale = TimeScale.of_days(dt.date(*first), dt.date(*last), left=0, right=700)
        return [tick.words for tick in choose_ticks(scale, least_px=70)]

    assert name((2022, 9, 12), (2022, 9, 14)) == ["12 Sep", "13 Sep", "14 Sep"]
    assert name((2022, 1, 20), (2022, 8, 3))[:3] == ["Jan", "Feb", "Mar"]
    assert name((2015, 1, 20), (2022, 8, 3)) == [str(year) for year in range(2015, 2023)]


def test_days_are_said_shortly() -> None:
    day = dt.date(2022, 9, 30)
    assert say_days(day, day) == "30 Sep 2022"
    assert say_days(dt.date(2022, 9, 12), day) == "12–30 Sep 2022"
    assert say_days(day, dt.date(2022, 10, 2)) == "30 Sep – 2 Oct 2022"
    assert say_days(day, dt.date(2023, 1, 2)) == "30 Sep 2022 – 2 Jan 2023"


@given(st.floats(0.5, 7000), st.floats(100, 600))
def test_kilometres_have_room(length_km: float, height: float) -> None:
    step = choose_km_step(length_km, height)
    assert step * height / length_km >= 44 or step == 1000
