"""Days without a year: counted in a stand-in year, written in EDTF, never shown with that year."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.model import DateInterval
from geomap.yearless import (
    hide_year,
    is_stand_in,
    iter_stand_ins,
    list_readings,
    read_edtf,
    show_year,
    stand_in_near,
    weekday_of,
    write_edtf,
)

KNOWN_DAYS = st.dates(dt.date(1000, 1, 1), dt.date(8999, 12, 31))
DAYS_OF_YEAR = st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31))


def interval(start: str, end: str, *, precision: int) -> DateInterval:
    first, last = (dt.date.fromisoformat(it) for it in (start, end))
    return DateInterval(start=first, end=last, precision=precision)


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        (interval("2022-06-17", "2022-06-17", precision=1), "2022-06-17"),
        (interval("2022-06-17", "2022-06-18", precision=2), "2022-06-17/2022-06-18"),
        (interval("2022-06-01", "2022-06-30", precision=4), "2022-06"),
        (interval("2022-06-01", "2022-06-17", precision=4), "2022-06-01/2022-06-17"),
        (interval("2022-01-01", "2022-12-31", precision=5), "2022"),
        (DateInterval(end=dt.date(2022, 6, 17)), "../2022-06-17"),
        (DateInterval(weekday=4, precision=1), None),
        (DateInterval(), None),
        (hide_year(interval("9101-06-17", "9101-06-17", precision=1)), "XXXX-06-17"),
        (hide_year(interval("9100-12-31", "9101-01-01", precision=2)), "XXXX-12-31/XXXX-01-01"),
        (hide_year(interval("9101-05-01", "9101-05-31", precision=4)), "XXXX-05"),
        # "Last year" of a year that is not known.
        (hide_year(interval("9100-01-01", "9100-12-31", precision=5)), None),
    ],
)
def test_a_date_in_edtf(date: DateInterval, edtf: str | None) -> None:
    assert write_edtf(date) == edtf
    assert write_edtf(read_edtf(edtf)) == edtf


@pytest.mark.parametrize("text", ["yesterday", "XXXX", "2022-13-01", "XXXX-02-30", "17 June"])
def test_what_is_no_date_in_edtf_is_refused(text: str) -> None:
    if text == "XXXX":
        # A year that is not known is no date.
        assert write_edtf(read_edtf(text)) is None
        return
    with pytest.raises(ValueError, match=r"expected|month|day"):
        read_edtf(text)


@given(KNOWN_DAYS, st.integers(0, 60))
def test_known_days_come_back_from_edtf(start: dt.date, days: int) -> None:
    date = DateInterval(start=start, end=min(start + dt.timedelta(days), dt.date(8999, 12, 31)))
    assert read_edtf(write_edtf(date)) == date
    assert hide_year(date) == show_year(date) == date


@given(
    told=DAYS_OF_YEAR,
    weekdays=st.lists(st.integers(0, 6), max_size=1),
    is_tied=st.booleans(),
    off=st.integers(-300, 1),
)
def test_no_stand_in_year_is_in_what_is_hidden(
    *, told: dt.date, weekdays: list[int], is_tied: bool, off: int
) -> None:
    for day in iter_stand_ins(told.month, told.day, weekdays=weekdays, is_tied=is_tied):
        assert is_stand_in(day)
        assert (day.month, day.day) == (told.month, told.day)
        assert not weekdays or day.weekday() in weekdays
        start = day + dt.timedelta(off)
        counted = DateInterval(start=start, end=start, precision=1)
        hidden = hide_year(counted)
        assert (hidden.start, hidden.end) == (None, None)
        assert not hidden.is_known
        assert write_edtf(hidden) == f"XXXX-{start:%m-%d}" == write_edtf(counted)
        assert show_year(hidden) == counted
        assert weekday_of(hidden) == (start.weekday() if is_tied else None)


@given(DAYS_OF_YEAR)
def test_a_day_of_no_weekday_is_read_with_each(told: dt.date) -> None:
    free = next(iter_stand_ins(told.month, told.day))
    assert sorted(it.weekday() for it in list_readings(free)) == list(range(7))
    lead = next(iter_stand_ins(told.month, told.day, weekdays=[4]))
    assert [it.weekday() for it in list_readings(lead)] == [4, 5]
    tied = next(iter_stand_ins(told.month, told.day, weekdays=[4], is_tied=True))
    assert list_readings(tied) == (tied,)


@pytest.mark.parametrize(
    ("near", "found"),
    [
        ("2022-06-20", ("2021-12-31", "2022-01-01")),
        ("2023-01-02", ("2022-12-31", "2023-01-01")),
        ("2022-01-02", ("2021-12-31", "2022-01-01")),
    ],
)
def test_the_year_in_which_a_day_comes_near_another(near: str, found: tuple[str, str]) -> None:
    date = read_edtf("XXXX-12-31/XXXX-01-01")
    days = stand_in_near(date, dt.date.fromisoformat(near))
    assert days is not None
    assert tuple(map(str, days)) == found
    assert stand_in_near(DateInterval(), dt.date(2022, 1, 1)) is None


def test_29_february_is_of_leap_years_alone() -> None:
    assert stand_in_near(read_edtf("XXXX-02-29"), dt.date(2022, 6, 1)) is None
    assert next(iter_stand_ins(2, 29)).day == 29
    assert list(iter_stand_ins(2, 30)) == []
