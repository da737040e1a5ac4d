"""Days in tables and metadata."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents.days import read_day

DAY = dt.date(2021, 7, 28)
DAYS = st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        dt.datetime(2021, 7, 28, 23, 59, tzinfo=dt.UTC),
        "2021-07-28",
        " 2021-07-28T00:10:00+04:00 ",
        "2021-07-28 10:00:00",
        "2021-7-28",
        "20210728",
        "20210728101500",
        20210728,
        1627430400,
        1627430400.5,
        "1627430400",
        1627430400000,
        "28 July 2021",
        "July 28, 2021 10:00 am",
        "28.07.2021",
        "Wed, 28 Jul 2021 23:30:00 +0400",
        "Wed, 28 Jul 21 10:00:00 GMT",
        "28 июля 2021",
    ],
    ids=repr,
)
def test_a_day_is_read_in_each_form(value: object) -> None:
    assert read_day(value) == DAY


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "yesterday",
        "2021-02-30",
        "05/07/2021",
        "from 27 July 2021 to 28 July 2021",
        True,
        12,
        float("nan"),
        float("inf"),
        10**30,
        "9999-01-01",
        b"2021-07-28",
        [],
    ],
)
def test_what_means_no_day_is_none(value: object) -> None:
    assert read_day(value) is None


@given(DAYS)
def test_iso_days_come_back(day: dt.date) -> None:
    assert read_day(day.isoformat()) == read_day(f"{day:%Y%m%d}".zfill(8)) == day


@given(st.text() | st.floats() | st.integers())
def test_nothing_breaks_it(value: object) -> None:
    found = read_day(value)
    assert found is None or isinstance(found, dt.date)
