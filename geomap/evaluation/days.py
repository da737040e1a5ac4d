"""How far apart two stretches of days are."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

from geomap.yearless import read_edtf

Days: TypeAlias = tuple[dt.date, dt.date]
"""First and last day."""


def days_between(one: Days, other: Days) -> int:
    """Return the days from the end of the earlier stretch to the other; 0 where they overlap."""
    return max((other[0] - one[1]).days, (one[0] - other[1]).days, 0)


def days_between_in_any_year(one: Days, other: Days) -> int:
    """Return the same where only day and month of one stretch are known: in its nearest year."""
    gaps = [days_between(one, other)]
    for year in range(other[0].year - 1, other[0].year + 2):
        try:
            moved = one[0].replace(year=year)
        except ValueError:  # 29 February
            continue
        gaps.append(days_between((moved, moved + (one[1] - one[0])), other))
    return min(gaps)


def read_yearless(edtf: str | None) -> Days | None:
    """Return the days of a date in EDTF that has no year, in any year; ``None`` of all others.

    Raises
    ------
    ValueError
        It is not as geomap writes it.
    """
    start, end = read_edtf(edtf).yearless or (None, None)
    first, last = start or end, end or start
    return (first, last) if first and last else None
