"""Intervals of days, as the forms in which dates are written come to them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import msgspec

from geomap.claims.patterns import Pattern, PatternTable, compile_folded
from geomap.documents.calendar import MONTHS, WEEKDAYS, read_year
from geomap.model import DateBasis, DateInterval

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

    Reader: TypeAlias = Callable[[re.Match[str], dt.date | None], DateInterval | None]

_PRECISION_UP_TO_DAYS: Final = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Longest interval in days, and the UCDP date_prec that it has; 5 beyond."""


DAY_PATTERN: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
"""The number of a day, a group of its own."""
TO_PATTERN: Final = r"\s*(?:-|–|—|/|to|and|leading\s+to|into|till|until|through)\s*(?:the\s+)?"
"""Between the first and the last day of an interval."""


class DateForms(NamedTuple):
    """Forms that have something in common: where it is not, none of them is looked for."""

    hint: Pattern
    rules: PatternTable[Reader]
    has_months: bool = False
    """They name a month, and may leave out the year."""


def make_interval(
    start: dt.date | None, end: dt.date | None, *, basis: DateBasis = DateBasis.EXPLICIT
) -> DateInterval | None:
    """Return an interval as sure as it is long; ``None`` where one of its ends is not known."""
    if start is None or end is None:
        return None
    if end < start:
        start, end = end, start
    days = (end - start).days + 1
    precision = next((p for longest, p in _PRECISION_UP_TO_DAYS if days <= longest), 5)
    return DateInterval(start=start, end=end, precision=precision, basis=basis)


def find_day(
    month: str | None, day: str, year: str | None, published: dt.date | None
) -> dt.date | None:
    """Make a date; without a year, the last such day up to publication."""
    if month is None:
        return None
    number = MONTHS[month.lower().rstrip(".")]
    try:
        if year:
            return dt.date(read_year(year), number, int(day))
        if published is None:
            return None
        found = dt.date(published.year, number, int(day))
        # A day of grace: the place of the event can be a time zone ahead of the desk.
        if found > published + dt.timedelta(days=1):
            return dt.date(published.year - 1, number, int(day))
    except ValueError:
        return None
    return found


def unite_readings(
    intervals: Sequence[DateInterval | None],
    readings: Sequence[dt.date],
    *,
    weekday: DateInterval | None,
) -> DateInterval | None:
    """Return what a date means in all years that its report may be of.

    Parameters
    ----------
    intervals
        What it means in each of them.
    readings
        The day of publication in each of them.
    weekday
        What it means without any; that is returned where the others are not the same, nor a day
        and the next.
    """
    first = intervals[0]
    if first is None or all(it == first for it in intervals):
        return first if all(it == first for it in intervals) else weekday
    spans = [
        (it.start - day, it.end - day)
        for it, day in zip(intervals, readings, strict=True)
        if it is not None and it.start is not None and it.end is not None
    ]
    if len(spans) < len(intervals):
        return weekday
    if len(set(spans)) == 1:
        return first
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    longest = max(end - start for start, end in spans)
    if len(intervals) > 2 or end - start > longest + dt.timedelta(days=1):  # noqa: PLR2004 - a pair
        return weekday
    both = make_interval(readings[0] + start, readings[0] + end, basis=DateBasis.WEEKDAY)
    return both and msgspec.structs.replace(both, weekday=weekday and weekday.weekday)


def month_days(year: int, month: int) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a month."""
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, 1), following - dt.timedelta(days=1)


def whole_year(year: int, basis: DateBasis) -> DateInterval:
    """Return the interval of a year."""
    return DateInterval(
        start=dt.date(year, 1, 1), end=dt.date(year, 12, 31), precision=5, basis=basis
    )


def last_weekday(name: str, until: dt.date) -> dt.date:
    """Return the last day of a name up to another day, which may be it."""
    return until - dt.timedelta(days=(until.weekday() - WEEKDAYS.index(name.lower())) % 7)


def monday_of(day: dt.date) -> dt.date:
    """Return the first day of a week."""
    return day - dt.timedelta(days=day.weekday())


def make_rule(pattern: str, read: Reader) -> tuple[Pattern, Reader]:
    """Return the rule of a form, whose words may be in any case."""
    return compile_folded(pattern), read
