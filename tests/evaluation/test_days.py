"""How far apart stretches of days are."""

from __future__ import annotations

import datetime as dt

from geomap.evaluation.days import days_between, days_between_in_any_year

MAY = (dt.date(2021, 5, 3), dt.date(2021, 5, 5))


def test_days_between_stretches() -> None:
    assert days_between(MAY, (dt.date(2021, 5, 5), dt.date(2021, 5, 9))) == 0
    assert days_between(MAY, (dt.date(2021, 5, 8), dt.date(2021, 5, 9))) == 3
    assert days_between((dt.date(2021, 5, 8), dt.date(2021, 5, 9)), MAY) == 3


def test_only_day_and_month_count_in_any_year() -> None:
    assert days_between_in_any_year(MAY, (dt.date(2016, 5, 4), dt.date(2016, 5, 4))) == 0
    new_year = (dt.date(2020, 12, 31), dt.date(2020, 12, 31))
    assert days_between_in_any_year(new_year, (dt.date(2016, 1, 1), dt.date(2016, 1, 1))) == 1


def test_a_leap_day_is_looked_for_in_leap_years() -> None:
    leap = (dt.date(2020, 2, 29), dt.date(2020, 2, 29))
    assert days_between_in_any_year(leap, (dt.date(2023, 3, 1), dt.date(2023, 3, 1))) == 365
