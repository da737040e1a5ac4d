"""Dates and lists in words, for reasons and summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from geomap.model import DateInterval


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def describe_date(date: DateInterval) -> str:
    """Say a date: "16 November 2021", "12 to 13 September 2022", "on or before 26 September 2022".

    Examples
    --------
    >>> import datetime as dt
    >>> from geomap.model import DateInterval
    >>> describe_date(DateInterval(start=dt.date(2022, 9, 12), end=dt.date(2022, 9, 13)))
    '12 to 13 September 2022'
    """
    start, end = date.start, date.end
    if start is None and end is None:
        return "no date"
    if start is None and end is not None:
        return f"on or before {_day(end)}"
    if start is not None and (end is None or end == start):
        return _day(start)
    if start is None or end is None:
        return "no date"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {_day(end)}"
    return f"{_day(start)} to {_day(end)}"


def join_words(words: Sequence[str]) -> str:
    """Join words to a list in a sentence: "Kalbajar, Lachin and Sisian"."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _day(day: dt.date) -> str:
    # Not strftime: its names follow the locale of the host.
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
