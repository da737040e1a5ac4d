"""Dates and lists in words, for reasons and summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.yearless import ANY_YEAR, hide_year, write_edtf

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
    >>> describe_date(DateInterval(yearless=(dt.date(9101, 6, 17), dt.date(9101, 6, 17))))
    '17 June, year not told'
    >>> describe_date(DateInterval(yearless=(dt.date(9101, 6, 17), dt.date(9101, 6, 18))))
    '17 to 18 June, year not told'
    """
    hidden = hide_year(date)
    if hidden.yearless:
        return f"{_describe_yearless(hidden)}, year not told"
    start, end = date.start, date.end
    if start is None:
        return "no date" if end is None else f"on or before {_day(end)}"
    if end is None or end == start:
        return _day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {_day(end)}"
    return f"{_day(start)} to {_day(end)}"


def _describe_yearless(date: DateInterval) -> str:
    first, _, last = (write_edtf(date) or "").replace(f"{ANY_YEAR}-", "").partition("/")
    start, end = (_day_of_year(it) for it in (first, last or first))
    if first == "..":
        return f"on or before {end}"
    if last in {"", ".."}:
        return start
    is_one_month = len(first) > 2 and first[:2] == last[:2]  # noqa: PLR2004 - a month alone
    return f"{start.split()[0] if is_one_month else start} to {end}"


def _day_of_year(text: str) -> str:
    """Say "06-17" or "06" in words."""
    month, _, day = text.partition("-")
    name = _MONTHS[int(month) - 1] if month.isdigit() else ""
    return f"{int(day)} {name}" if day else name


def join_words(words: Sequence[str]) -> str:
    """Join words to a list in a sentence: "Kalbajar, Lachin and Sisian"."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _day(day: dt.date) -> str:
    # Not strftime: its names follow the locale of the host.
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
