"""Days whose year nobody tells: counted in a stand-in year, kept apart, shown as EDTF.

A report may tell "June 17", "on Friday" and "the day before", and no year anywhere. To count in it,
its days are put into a year that no report is of (9101 to 9328), with the report's own weekdays as
far as it ties them to a date. Such days never become the ``start`` and ``end`` of a date: once
counted they stand in ``DateInterval.yearless``, which nothing shows but through `write_edtf`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.model import DateInterval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "ANY_YEAR",
    "align_years",
    "hide_year",
    "is_stand_in",
    "iter_stand_ins",
    "list_readings",
    "read_edtf",
    "show_year",
    "stand_in_near",
    "weekday_of",
    "write_edtf",
]

_FREE, _LEAD, _TIED = 9100, 9200, 9300
"""After which the years of each kind begin; the first and the last of any are never mixed up."""
_FIRST_STAND_IN: Final = 9000
_CYCLE: Final = 28
"""Years in which every calendar comes; there is no end of a century among them."""
_WEEK: Final = 7
_MONTH, _YEAR = 4, 5
"""UCDP date_prec of a month, and of a year."""
_OPEN: Final = ".."
_EDTF_DAY: Final = re.compile(r"(XXXX|\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
ANY_YEAR: Final = "XXXX"
"""How EDTF writes a year that is not known."""


def is_stand_in(day: dt.date | None) -> bool:
    """Tell whether a day lies in a stand-in year."""
    return day is not None and day.year >= _FIRST_STAND_IN


def iter_stand_ins(
    month: int, day: int, *, weekdays: Iterable[int] = (), is_tied: bool = False
) -> Iterator[dt.date]:
    """Yield a day and month in stand-in years, those that are no leap years first.

    Parameters
    ----------
    month, day
        The day of the year.
    weekdays
        Those that it may have, Monday is 0; any where none is given. Of one that is not tied the
        next is possible as well.
    is_tied
        The report's own words tie it to its weekday.
    """
    wanted = set(weekdays)
    base = _TIED if is_tied else _LEAD if wanted else _FREE
    for is_leap in (False, True):
        for year in range(base + 1, base + _CYCLE + 1):
            if calendar.isleap(year) is is_leap and _has_day(year, month, day):
                found = dt.date(year, month, day)
                if not wanted or found.weekday() in wanted:
                    yield found


def _has_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]  # noqa: PLR2004


def list_readings(day: dt.date) -> tuple[dt.date, ...]:
    """Return a day of a stand-in year in all years that its report may be of, itself first.

    One where the report ties its weekday; where its lead only names one, that day and the next; of
    the others every weekday. What all agree on is known.
    """
    base = day.year - day.year % 100
    if base not in {_FREE, _LEAD}:
        return (day,)
    is_leap = calendar.isleap(day.year)
    different = {
        other.weekday(): other
        for year in range(base + 1, base + _CYCLE + 1)
        if calendar.isleap(year) is is_leap
        for other in (day.replace(year=year),)
    }
    count = 2 if base == _LEAD else _WEEK
    others = [different[(day.weekday() + step) % _WEEK] for step in range(1, count)]
    return (day, *others)


def hide_year(date: DateInterval) -> DateInterval:
    """Move days of a stand-in year to where nothing shows them; a year of them is nothing."""
    if not (is_stand_in(date.start) or is_stand_in(date.end)):
        return date
    days = None if (date.precision or 0) >= _YEAR else (date.start, date.end)
    return msgspec.structs.replace(date, start=None, end=None, yearless=days)


def show_year(date: DateInterval) -> DateInterval:
    """Return a date with the days that `hide_year` hid as its start and end, to count with."""
    if date.yearless is None:
        return date
    start, end = date.yearless
    return msgspec.structs.replace(date, start=start, end=end, yearless=None)


def align_years(dates: Iterable[DateInterval]) -> list[DateInterval]:
    """Return hidden days of several reports with one stand-in year in common, to count with."""
    return [_to_common_year(date) for date in dates]


def _to_common_year(date: DateInterval) -> DateInterval:
    shown = show_year(date)
    first = shown.start or shown.end
    if first is None or not is_stand_in(first):
        return shown
    # A leap year, which has every day; from the free ones, whose weekdays say nothing.
    common = first.replace(year=_FREE + 4)
    moved = [day and common + (day - first) for day in (shown.start, shown.end)]
    return msgspec.structs.replace(shown, start=moved[0], end=moved[1])


def weekday_of(date: DateInterval) -> int | None:
    """Return the weekday of a day without a year, Monday is 0, where its report tells it."""
    if date.weekday is not None or date.yearless is None:
        return date.weekday
    start, end = date.yearless
    is_tied = start is not None and start == end and start.year >= _TIED
    return start.weekday() if start is not None and is_tied else None


def stand_in_near(date: DateInterval, day: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return a date's days in the year in which they come nearest to another day."""
    if date.yearless is None:
        return None
    first, last = date.yearless[0] or date.yearless[1], date.yearless[1] or date.yearless[0]
    if first is None or last is None:
        return None
    found = [
        first.replace(year=year)
        for year in range(max(day.year - 1, dt.MINYEAR), day.year + 2)
        if _has_day(year, first.month, first.day)
    ]
    nearest = min(found, key=lambda it: abs(it - day), default=None)
    return None if nearest is None else (nearest, nearest + (last - first))


def write_edtf(date: DateInterval) -> str | None:
    """Write a date in EDTF (ISO 8601-2), with "XXXX" for a year that is not known.

    Examples
    --------
    >>> day = dt.date(2022, 9, 12)
    >>> write_edtf(DateInterval(start=day, end=day + dt.timedelta(days=1)))
    '2022-09-12/2022-09-13'
    >>> write_edtf(DateInterval(yearless=(dt.date(9101, 6, 17), dt.date(9101, 6, 17))))
    'XXXX-06-17'
    """
    # Whatever year stands there: none of what is hidden is shown.
    told = _write_days(show_year(date))
    if date.yearless or is_stand_in(date.start) or is_stand_in(date.end):
        return told and re.sub(r"\d{4}", ANY_YEAR, told)
    return told


def _write_days(date: DateInterval) -> str | None:
    start, end = date.start, date.end
    if start is None or end is None:
        ends = [_OPEN if it is None else it.isoformat() for it in (start, end)]
        return "/".join(ends) if start or end else None
    if start == end:
        return start.isoformat()
    is_whole = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if is_whole and date.precision == _MONTH and (start.year, start.month) == (end.year, end.month):
        return start.isoformat()[:7]
    if is_whole and (start.month, end.month) == (1, 12) and start.year == end.year:
        return start.isoformat()[:4]
    return f"{start.isoformat()}/{end.isoformat()}"


def read_edtf(text: str | None) -> DateInterval:
    """Read what `write_edtf` writes; a date without a year has its days hidden.

    Raises
    ------
    ValueError
        It is no such date.
    """
    if not text:
        return DateInterval()
    first, _, last = text.partition("/")
    start, end = _read_days(first), _read_days(last or first)
    precision = None if last else {1: _YEAR, 2: _MONTH}.get(1 + first.count("-"))
    known = DateInterval(start=start and start[0], end=end and end[1], precision=precision)
    if known.start and known.end and known.end < known.start and is_stand_in(known.end):
        known = msgspec.structs.replace(known, start=known.start.replace(year=_FREE + 3))
    return hide_year(known)


def _read_days(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of a day, month or year."""
    if text == _OPEN:
        return None
    match = _EDTF_DAY.fullmatch(text)
    if match is None:
        msg = f"expected a date as EDTF writes it, 2022-06-17 or XXXX-06-17, got {text!r}"
        raise ValueError(msg)
    year = _FREE + 4 if match[1] == ANY_YEAR else int(match[1])
    first, last = int(match[2] or 1), int(match[2] or 12)
    end = int(match[3] or calendar.monthrange(year, last)[1])
    return dt.date(year, first, int(match[3] or 1)), dt.date(year, last, end)
