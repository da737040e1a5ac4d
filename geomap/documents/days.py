"""Days as tables and metadata write them."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Final

from geomap.documents.calendar import FULL_DATE, read_full_date

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4}(?:\d{2})?Z?)?")
_EPOCH: Final = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{12,13}")
_MILLISECONDS: Final = 1e11
"""From here on a number of the clock counts milliseconds: as seconds it would be in year 5138."""
_FIRST, _LAST = dt.date(1800, 1, 1), dt.date(2200, 1, 1)
"""What lies outside is no day on which news appeared."""


def read_day(value: object) -> dt.date | None:
    """Return the day that a value of a table or of metadata means, or ``None`` where it means none.

    A time is not moved to another zone: the day is the one that the publisher wrote. Of seconds
    since 1970 it is that of Greenwich. "05/07/2015", which may mean two days, means none.

    >>> read_day("2021-07-28T23:30:00+04:00"), read_day("28 July 2021"), read_day(1627430400)
    (datetime.date(2021, 7, 28), datetime.date(2021, 7, 28), datetime.date(2021, 7, 28))
    """
    day: dt.date | None
    if isinstance(value, dt.datetime):
        day = value.date()
    elif isinstance(value, dt.date):
        day = value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        day = _read_text(f"{value:.0f}")
    elif isinstance(value, str):
        day = _read_text(value.strip())
    else:
        day = None
    return day if day is not None and _FIRST <= day < _LAST else None


def _read_text(text: str) -> dt.date | None:
    if match := _ISO.match(text):
        return _make_day(match[1], match[2], match[3])
    if (match := _COMPACT.fullmatch(text)) and (day := _make_day(match[1], match[2], match[3])):
        return day
    if _EPOCH.fullmatch(text):
        return _read_clock(float(text))
    days = {day for match in FULL_DATE.finditer(text) for day in read_full_date(match)}
    if len(days) == 1:
        return days.pop()
    return None if days else _read_mail_date(text)


def _make_day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _read_clock(seconds: float) -> dt.date | None:
    try:
        return dt.datetime.fromtimestamp(
            seconds / 1000 if seconds >= _MILLISECONDS else seconds, tz=dt.UTC
        ).date()
    except (OverflowError, ValueError, OSError):
        return None


def _read_mail_date(text: str) -> dt.date | None:
    """Read "Wed, 28 Jul 21 10:00:00 +0400"."""
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
