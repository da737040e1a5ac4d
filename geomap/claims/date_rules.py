"""The grammar of dates in English news: how each form is written, and what interval it means.

The past is preferred: a weekday equal to the day of publication is that day, and a day and month
never lie after it. Without a date of publication nothing is resolved but what names its year; a
weekday is kept as a constraint.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from geomap.claims.numbers import NUMBER_PATTERN, parse_number
from geomap.claims.patterns import Pattern, compile_folded
from geomap.documents.calendar import FULL_DATE, MONTH_PATTERN, MONTHS, WEEKDAYS, read_full_date
from geomap.model import DateBasis, DateInterval

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    Reader: TypeAlias = Callable[[re.Match[str], dt.date | None], DateInterval | None]

_D: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
_M: Final = rf"({MONTH_PATTERN})"
_Y: Final = r"(?:,?\s+(\d{4})\b)?"
# A number of the clock, or of people, is no day: "between 10 p.m. on May 10 and 9 a.m. on May 11".
_NO_DAY: Final = r"\b(?!\s*(?:[ap]\.?m\b|o[’']clock|:\d|people|soldiers|servicemen|others))"
_TO: Final = r"\s*(?:-|–|—|/|to|and|leading\s+to|into|till|until|through)\s*(?:the\s+)?"
_PART: Final = r"(?:\s+(?:early\s+)?(?:morning|afternoon|evening|night|noon))?"
_WEEKDAY: Final = rf"({'|'.join(WEEKDAYS)})"
_PRECISION_UP_TO_DAYS: Final = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Longest interval in days, and the UCDP date_prec that it has; 5 beyond."""


class DateRule(NamedTuple):
    """A form in which dates are written, and how it is read against the day of publication."""

    pattern: Pattern
    read: Reader


class DateForms(NamedTuple):
    """Forms that have something in common: where it is not, none of them is looked for."""

    hint: Pattern
    rules: tuple[DateRule, ...]


def _explicit(
    start: dt.date | None, end: dt.date | None, *, basis: DateBasis = DateBasis.EXPLICIT
) -> DateInterval | None:
    if start is None or end is None:
        return None
    if end < start:
        start, end = end, start
    days = (end - start).days + 1
    precision = next((p for longest, p in _PRECISION_UP_TO_DAYS if days <= longest), 5)
    return DateInterval(start=start, end=end, precision=precision, basis=basis)


def _day(
    month: str | None, day: str, year: str | None, published: dt.date | None
) -> dt.date | None:
    """Make a date; without a year, the last such day up to publication."""
    if month is None:
        return None
    number = MONTHS[month.lower().rstrip(".")]
    try:
        if year:
            return dt.date(int(year), number, int(day))
        if published is None:
            return None
        found = dt.date(published.year, number, int(day))
        # A day of grace: the place of the event can be a time zone ahead of the desk.
        if found > published + dt.timedelta(days=1):
            return dt.date(published.year - 1, number, int(day))
    except ValueError:
        return None
    return found


def _read_single_night(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    month, day = (match[1], match[2]) if match[1] else (match[5], match[4])
    first = _day(month, day, match[3] or match[6], published)
    return _explicit(first, first + dt.timedelta(days=1)) if first else None


def _read_pair(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    g = match.groups()
    if g[0]:  # September 12 leading to (September) 13
        first = _day(g[0], g[1], g[4], published)
        return _explicit(first, _day(g[2] or g[0], g[3], g[4], published))
    # 12 (September) to 13 September
    first = _day(g[6] or g[8], g[5], g[9], published)
    return _explicit(first, _day(g[8], g[7], g[9], published))


def _read_week_of(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    month, day = (match[1], match[2]) if match[1] else (match[5], match[4])
    first = _day(month, day, match[3] or match[6], published)
    return _explicit(first, first + dt.timedelta(days=6)) if first else None


def _read_month_day(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    day = _day(match[1], match[2], match[3], published)
    return _explicit(day, day)


def _read_last_year(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "May 5 of last year"."""
    if published is None:
        return None
    month, day = (match[1], match[2]) if match[1] else (match[4], match[3])
    found = _day(month, day, str(published.year - 1), published)
    return _explicit(found, found)


def _read_day_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    day = _day(match[2], match[1], match[3], published)
    return _explicit(day, day)


def _read_iso(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    del published
    try:
        day = dt.date.fromisoformat(match[0])
    except ValueError:
        return None
    return _explicit(day, day)


def _read_month_year(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    del published
    start, end = _month_days(int(match[2]), MONTHS[match[1].lower().rstrip(".")])
    return DateInterval(start=start, end=end, precision=4, basis=DateBasis.EXPLICIT)


def _read_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        return None
    month = MONTHS[match[1].lower().rstrip(".")]
    start, end = _month_days(published.year - (month > published.month), month)
    return DateInterval(start=start, end=min(end, published), precision=4, basis=DateBasis.RELATIVE)


def _month_days(year: int, month: int) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a month."""
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, 1), following - dt.timedelta(days=1)


def _read_part_of_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, 28)}[match[1].lower()]
    start = _day(match[2], str(first), match[3], published)
    if start is None:
        return None
    return DateInterval(
        start=start, end=start.replace(day=last), precision=4, basis=DateBasis.EXPLICIT
    )


def _read_year(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    year = int(match[1])
    if published and year >= published.year:
        return None
    return _whole_year(year, DateBasis.EXPLICIT)


def _whole_year(year: int, basis: DateBasis) -> DateInterval:
    return DateInterval(
        start=dt.date(year, 1, 1), end=dt.date(year, 12, 31), precision=5, basis=basis
    )


def _read_weekday_night(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    first, second = match[1] or match[3], match[2] or match[4]
    if published is None:
        return DateInterval(
            precision=2, basis=DateBasis.WEEKDAY, weekday=WEEKDAYS.index(second.lower())
        )
    end = _last_weekday(second, published)
    return _explicit(_last_weekday(first, end), end, basis=DateBasis.WEEKDAY)


def _read_weekday(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    name = match[1].lower()
    if published is None:
        return DateInterval(precision=1, basis=DateBasis.WEEKDAY, weekday=WEEKDAYS.index(name))
    day = _last_weekday(name, published)
    if day == published and match[0].lower().startswith("last"):
        day -= dt.timedelta(days=7)
    return _explicit(day, day, basis=DateBasis.WEEKDAY)


def _read_weekday_last_week(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    number = WEEKDAYS.index((match[1] or match[2]).lower())
    if published is None:
        return DateInterval(precision=1, basis=DateBasis.WEEKDAY, weekday=number)
    day = _monday(published) - dt.timedelta(days=7 - number)
    return _explicit(day, day, basis=DateBasis.WEEKDAY)


def _read_night_to(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        weekday = WEEKDAYS.index(match[1].lower())
        return DateInterval(precision=2, basis=DateBasis.WEEKDAY, weekday=weekday)
    end = _last_weekday(match[1], published)
    return _explicit(end - dt.timedelta(days=1), end, basis=DateBasis.WEEKDAY)


def _last_weekday(name: str, until: dt.date) -> dt.date:
    return until - dt.timedelta(days=(until.weekday() - WEEKDAYS.index(name.lower())) % 7)


_RELATIVE_DAYS: Final = {
    "day before yesterday": (2, 2),
    "today": (0, 0),
    "this morning": (0, 0),
    "this afternoon": (0, 0),
    "this evening": (0, 0),
    "tonight": (0, 0),
    "yesterday": (1, 1),
    "last night": (1, 0),
    "overnight": (1, 0),
}


def _read_relative(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        return None
    first, last = _RELATIVE_DAYS[" ".join(match[1].lower().split())]
    return _explicit(
        published - dt.timedelta(days=first),
        published - dt.timedelta(days=last),
        basis=DateBasis.RELATIVE,
    )


def _read_last_period(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    unit = match[1].lower()
    if published is None:
        return DateInterval(precision=5, basis=DateBasis.RELATIVE) if unit == "year" else None
    if unit == "year":
        return _whole_year(published.year - 1, DateBasis.RELATIVE)
    if unit == "month":
        end = published.replace(day=1) - dt.timedelta(days=1)
        return DateInterval(
            start=end.replace(day=1), end=end, precision=4, basis=DateBasis.RELATIVE
        )
    monday = _monday(published) - dt.timedelta(days=7)
    return DateInterval(
        start=monday, end=monday + dt.timedelta(days=6), precision=3, basis=DateBasis.RELATIVE
    )


def _read_this_period(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        return None
    is_week = match[1].lower() == "week"
    return DateInterval(
        start=_monday(published) if is_week else published.replace(day=1),
        end=published,
        precision=3 if is_week else 4,
        basis=DateBasis.RELATIVE,
    )


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _read_day_of_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        return None
    try:
        day = published.replace(day=int(match[1]))
    except ValueError:
        return None
    return _explicit(day, day, basis=DateBasis.RELATIVE)


def _read_weekend(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    del match
    if published is None:
        return None
    saturday = _last_weekday("saturday", published)
    sunday = saturday + dt.timedelta(days=1)
    return _explicit(saturday, min(sunday, published), basis=DateBasis.RELATIVE)


def _read_past_day(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    del match
    if published is None:
        return None
    return _explicit(published - dt.timedelta(days=1), published, basis=DateBasis.RELATIVE)


def _read_ago(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "three days ago"; "two weeks ago" is the week around that day."""
    if published is None:
        return None
    number = 1 if match[1].lower() in {"a", "an"} else parse_number(match[1]) or 0
    if match[2].lower() == "day":
        day = published - dt.timedelta(days=number)
        return _explicit(day, day, basis=DateBasis.RELATIVE)
    day = published - dt.timedelta(days=7 * number)
    return DateInterval(
        start=day - dt.timedelta(days=3),
        end=min(day + dt.timedelta(days=3), published),
        precision=3,
        basis=DateBasis.RELATIVE,
    )


def _read_numeric(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "12.09.2022", and "13/09/2022" where only one order of its parts is a date."""
    del published
    found = FULL_DATE.fullmatch(match[0])
    days = read_full_date(found) if found else ()
    return _explicit(days[0], days[0]) if len(days) == 1 else None


def _rule(pattern: str, read: Reader) -> DateRule:
    return DateRule(compile_folded(pattern), read)


_PAIR: Final = (
    rf"(?:{_M}\s+{_D}{_TO}(?:{_M}\s+)?{_D}{_NO_DAY}{_Y}|{_D}(?:\s+{_M})?{_TO}{_D}\s+{_M}{_Y})"
)
_MONTH_RULES: Final = (
    _rule(rf"\b(?:{_M}\s+{_D}|{_D}\s+(?:of\s+)?{_M}),?\s+(?:of\s+)?last\s+year\b", _read_last_year),
    _rule(
        rf"\b(?:(?:on\s+)?the\s+)?(?:night|overnight)\s+(?:of|from|on|between)?\s*(?:the\s+)?{_PAIR}",
        _read_pair,
    ),
    _rule(rf"\b(?:(?:from|between|on)\s+)?{_PAIR}", _read_pair),
    _rule(rf"\b(?:the\s+)?night\s+of\s+(?:{_M}\s+{_D}\b{_Y}|{_D}\s+{_M}{_Y})", _read_single_night),
    _rule(rf"\b(?:the\s+)?week\s+of\s+(?:{_M}\s+{_D}\b{_Y}|{_D}\s+{_M}{_Y})", _read_week_of),
    _rule(
        rf"\b(early|mid|late)[-\s]+(?:in\s+)?{_M}(?!\s*\d{{1,2}}\b(?!\d)){_Y}", _read_part_of_month
    ),
    _rule(rf"\b{_M}\s+{_D}{_NO_DAY}{_Y}", _read_month_day),
    _rule(rf"\b{_D}\s+(?:of\s+)?{_M}(?![a-z]){_Y}", _read_day_month),
    _rule(rf"\b{_M}\s+(?:of\s+)?((?:1[5-9]|20)\d{{2}})\b", _read_month_year),
    _rule(rf"\b(?:in|since|during|last|early\s+in|late)\s+{_M}(?![\w.]*\s*\d)\b", _read_month),
)
_WORD_RULES: Final = (
    _rule(rf"\b(?:the\s+)?{_D}\s+of\s+this\s+month\b", _read_day_of_month),
    _rule(
        rf"\b(?:night|overnight)\s+(?:from|of|between)?\s*{_WEEKDAY}{_TO}{_WEEKDAY}\b"
        rf"|\b{_WEEKDAY}\s*(?:-|–|to)\s*{_WEEKDAY}\s+night\b",
        _read_weekday_night,
    ),
    _rule(rf"\b(?:overnight|night)\s+(?:in)?to\s+{_WEEKDAY}\b", _read_night_to),
    _rule(
        rf"\blast\s+week,?\s+(?:on\s+)?{_WEEKDAY}\b|\b{_WEEKDAY}\s+(?:of\s+)?last\s+week\b",
        _read_weekday_last_week,
    ),
    _rule(rf"\b(?:last\s+|this\s+|(?:early|late)\s+(?:on\s+)?)?{_WEEKDAY}\b{_PART}", _read_weekday),
    _rule(
        r"\b(?:the\s+)?(day\s+before\s+yesterday|today|yesterday|tonight|last\s+night|overnight"
        r"|this\s+(?:morning|afternoon|evening))\b",
        _read_relative,
    ),
    _rule(r"\b(?:last|previous)\s+(year|month|week)\b", _read_last_period),
    _rule(r"\b(?:earlier\s+)?this\s+(week|month)\b", _read_this_period),
    _rule(
        r"\b(?:(?:over|at|during|on)\s+the\s+(?:past\s+|last\s+)?|(?:this|last)\s+(?:past\s+)?)"
        r"weekend\b(?!\s+of\b)",
        _read_weekend,
    ),
    _rule(
        r"\b(?:in|over|during|within)\s+the\s+(?:past|last|previous)\s+(?:day|24\s+hours)\b",
        _read_past_day,
    ),
    _rule(rf"\b({NUMBER_PATTERN}|an?)\s+(day|week)s?\s+ago\b", _read_ago),
)
_NUMBER_RULES: Final = (
    _rule(r"\b\d{4}-\d{2}-\d{2}\b", _read_iso),
    _rule(r"(?<![\d.,/-])\d{1,2}([./-])\d{1,2}\1\d{4}\b", _read_numeric),
    _rule(r"(?<![\d.,/-])\b((?:19|20)\d{2})(?:s\b|\b)(?![.,/-]\d)", _read_year),
)
DATE_FORMS: Final = (
    DateForms(compile_folded(rf"\b(?:{MONTH_PATTERN})"), _MONTH_RULES),
    DateForms(
        compile_folded(
            rf"{'|'.join(WEEKDAYS)}|today|yesterday|night|\b(?:this|last|previous|past|ago|weekend)\b"
        ),
        _WORD_RULES,
    ),
    DateForms(compile_folded(r"\d{4}"), _NUMBER_RULES),
)
"""All forms, those that are read first in front."""
