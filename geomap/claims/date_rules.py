"""The grammar of dates in English news: how each form is written, and what interval it means.

The past is preferred: a weekday equal to the day of publication is that day, and a day and month
never lie after it. Without a date of publication nothing is resolved but what names its year; a
weekday is kept as a constraint.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from geomap.claims.date_intervals import (
    DAY_PATTERN,
    TO_PATTERN,
    DateForms,
    find_day,
    make_interval,
    make_rule,
    month_days,
    whole_year,
)
from geomap.claims.date_words import FEAST_HINT, FEAST_RULES, ORDINAL_RULES, WORD_RULES
from geomap.claims.patterns import PatternTable, compile_folded
from geomap.documents.calendar import (
    FULL_DATE,
    MONTH_PATTERN,
    MONTHS,
    WEEKDAYS,
    read_full_date,
)
from geomap.model import DateBasis, DateInterval

_D, _TO = DAY_PATTERN, TO_PATTERN
_M: Final = rf"({MONTH_PATTERN})"
_Y: Final = r"(?:,?\s+(\d{4})\b)?"
# A number of the clock, or of people, is no day: "between 10 p.m. on May 10 and 9 a.m. on May 11".
_NO_DAY: Final = r"\b(?!\s*(?:[ap]\.?m\b|o[’']clock|:\d|people|soldiers|servicemen|others))"

_PARTS_OF_MONTH: Final = {
    **dict.fromkeys(("early", "beginning", "start"), (1, 10)),
    **dict.fromkeys(("mid", "middle"), (11, 20)),
    **dict.fromkeys(("late", "end", "close"), (21, 28)),
}
_YEAR: Final = 5
"""UCDP date_prec of more than a month."""
_YEAR_REACH: Final = 160
"""Characters before some months in which their year may be told."""
_YEAR_TOLD: Final = 600
"""And before what is said to be of "that year"."""
_THAT_YEAR: Final = r"year\b(?!\s+(?:before|after|earlier|later|prior|next|following)\b)"
"""That year; "in May the year before" is of another one."""


def _read_single_night(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    month, day = (match[1], match[2]) if match[1] else (match[5], match[4])
    first = find_day(month, day, match[3] or match[6], published)
    return make_interval(first, first + dt.timedelta(days=1)) if first else None


def _read_pair(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    g = match.groups()
    if g[0]:  # September 12 leading to (September) 13
        first = find_day(g[0], g[1], g[4], published)
        return make_interval(first, find_day(g[2] or g[0], g[3], g[4], published))
    # 12 (September) to 13 September
    first = find_day(g[6] or g[8], g[5], g[9], published)
    return make_interval(first, find_day(g[8], g[7], g[9], published))


def _read_week_of(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    month, day = (match[1], match[2]) if match[1] else (match[5], match[4])
    first = find_day(month, day, match[3] or match[6], published)
    return make_interval(first, first + dt.timedelta(days=6)) if first else None


def _read_month_day(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    day = find_day(match[1], match[2], match[3], published)
    return make_interval(day, day)


def _read_last_year(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "May 5 of last year"."""
    if published is None:
        return None
    month, day = (match[1], match[2]) if match[1] else (match[4], match[3])
    found = find_day(month, day, str(published.year - 1), published)
    return make_interval(found, found)


def _read_that_year(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "25 April of that year", of the last year that was told."""
    told = _find_year_told(match)
    month, day = (match[1], match[2]) if match[1] else (match[4], match[3])
    found = find_day(month, day, told, published) if told else None
    return make_interval(found, found)


def _read_month_of(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "May of last year", "in May that year"."""
    told = _find_year_told(match)
    if match[2].lower() == "last":
        told = str(published.year - 1) if published else None
    if told is None:
        return None
    start, end = month_days(int(told), MONTHS[match[1].lower().rstrip(".")])
    return DateInterval(start=start, end=end, precision=4, basis=DateBasis.EXPLICIT)


def _find_year_told(match: re.Match[str]) -> str | None:
    """Find the last year that a text tells before a date."""
    before = match.string[max(0, match.start() - _YEAR_TOLD) : match.start()]
    years = re.findall(r"(?<![\d.,])(?:19|20)\d{2}\b(?![.,]\d)", before)
    return years[-1] if years else None


def _read_day_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    day = find_day(match[2], match[1], match[3], published)
    return make_interval(day, day)


def _read_short(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "03.05.21" and "on 03.05", where the day comes first: the last such day of a year."""
    if published is None:
        return None
    day_of, month, short = match[1] or match[4], match[2] or match[5], match[3]
    year = 2000 + int(short) if short else published.year
    try:
        day = dt.date(year, int(month), int(day_of))
        if short is None and day > published:
            day = day.replace(year=year - 1)
    except ValueError:
        return None
    is_near = dt.timedelta() <= published - day <= dt.timedelta(days=366)
    return make_interval(day, day) if is_near else None


def _read_iso(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    del published
    try:
        day = dt.date.fromisoformat(match[0])
    except ValueError:
        return None
    return make_interval(day, day)


def _read_month_year(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    del published
    start, end = month_days(int(match[2]), MONTHS[match[1].lower().rstrip(".")])
    return DateInterval(start=start, end=end, precision=4, basis=DateBasis.EXPLICIT)


def _read_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        return None
    month = MONTHS[match[1].lower().rstrip(".")]
    start, end = month_days(published.year - (month > published.month), month)
    return DateInterval(start=start, end=min(end, published), precision=4, basis=DateBasis.RELATIVE)


def _read_part_of_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    first, last = _PARTS_OF_MONTH[match[1].lower()]
    start = find_day(match[2], str(first), match[3], published)
    if start is None:
        return None
    return DateInterval(
        start=start, end=start.replace(day=last), precision=4, basis=DateBasis.EXPLICIT
    )


def _find_year_before(match: re.Match[str]) -> str | None:
    """Find the year that a sentence tells before some months: "in 2011, between May and July"."""
    before = match.string[max(0, match.start() - _YEAR_REACH) : match.start()]
    years = re.findall(r"\b(?:19|20)\d{2}\b", before.rpartition(". ")[2])
    return years[-1] if years else None


def _read_months(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "between January and March", "from June 2021 to April 2022"."""
    first_month, last_month = (MONTHS[match[at].lower().rstrip(".")] for at in (1, 3))
    told = match[4] or _find_year_before(match)
    if told:
        year = int(told)
    elif published:
        year = published.year - (last_month > published.month)
    else:
        return None
    start, _ = month_days(int(match[2] or year - (first_month > last_month)), first_month)
    _, end = month_days(year, last_month)
    if start > end:
        return None
    return DateInterval(start=start, end=end, precision=_YEAR, basis=DateBasis.EXPLICIT)


def _read_year(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    year = int(match[1])
    if published and year >= published.year:
        return None
    return whole_year(year, DateBasis.EXPLICIT)


def _read_numeric(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "12.09.2022", and "13/09/2022" where only one order of its parts is a date."""
    del published
    found = FULL_DATE.fullmatch(match[0])
    days = read_full_date(found) if found else ()
    return make_interval(days[0], days[0]) if len(days) == 1 else None


_PAIR: Final = (
    rf"(?:{_M}\s+{_D}{_TO}(?:{_M}\s+)?{_D}{_NO_DAY}{_Y}|{_D}(?:\s+{_M})?{_TO}{_D}\s+{_M}{_Y})"
)
_MONTH_RULES: Final = PatternTable(
    [
        make_rule(
            rf"\b(?:{_M}\s+{_D}|{_D}\s+(?:of\s+)?{_M}),?\s+(?:of\s+)?last\s+year\b", _read_last_year
        ),
        make_rule(
            rf"\b(?:{_M}\s+{_D}|{_D}\s+(?:of\s+)?{_M}),?\s+(?:of\s+|in\s+)?(?:that|the)\s+(?:same\s+|very\s+)?"
            rf"{_THAT_YEAR}",
            _read_that_year,
        ),
        make_rule(
            rf"\b{_M}(?:\s+of)?\s+(last|(?:that|the)(?:\s+same)?)\s+{_THAT_YEAR}",
            _read_month_of,
        ),
        make_rule(
            rf"\b(?:(?:on\s+)?the\s+)?(?:night|overnight)\s+(?:of|from|on|between)?\s*(?:the\s+)?{_PAIR}",
            _read_pair,
        ),
        make_rule(rf"\b(?:(?:from|between|on)\s+)?{_PAIR}", _read_pair),
        make_rule(
            rf"\b(?:the\s+)?(?:night\s+of|overnight\s+(?:on\s+)?)\s*(?:{_M}\s+{_D}\b{_Y}|{_D}\s+{_M}{_Y})",
            _read_single_night,
        ),
        make_rule(
            rf"\b(?:the\s+)?week\s+of\s+(?:{_M}\s+{_D}\b{_Y}|{_D}\s+{_M}{_Y})", _read_week_of
        ),
        make_rule(
            rf"\b(early|mid|late)[-\s]+(?:in\s+)?{_M}(?!\s*\d{{1,2}}\b(?!\d)){_Y}",
            _read_part_of_month,
        ),
        make_rule(
            rf"\bthe\s+(?:very\s+)?(beginning|start|middle|end|close)\s+of\s+{_M}(?!\s*\d{{1,2}}\b(?!\d)){_Y}",
            _read_part_of_month,
        ),
        make_rule(
            rf"\b(?:between|from)\s+{_M}{_Y}\s*(?:and|to|until|till|through|-|–)\s+{_M}"
            rf"(?!\s*\d{{1,2}}\b(?!\d)){_Y}",
            _read_months,
        ),
        make_rule(rf"\b{_D}-{_M}-(\d{{4}}|\d{{2}})\b", _read_day_month),
        # "On 23 September 28 bodies were found": the day stands in front.
        make_rule(
            rf"(?<!\b\d\s)(?<!\b\d\d\s)\b{_M}\s+(?:the\s+)?{_D}{_NO_DAY}{_Y}", _read_month_day
        ),
        make_rule(rf"\b{_D}\s+(?:of\s+)?{_M}(?![a-z]){_Y}", _read_day_month),
        *ORDINAL_RULES,
        make_rule(rf"\b{_M}\s+(?:of\s+)?((?:1[5-9]|20)\d{{2}})\b", _read_month_year),
        make_rule(
            rf"\b(?:in|since|during|last|early\s+in|late)\s+{_M}(?![\w.]*\s*\d)\b", _read_month
        ),
    ]
)
_NUMBER_RULES: Final = PatternTable(
    [
        make_rule(r"\b\d{4}-\d{2}-\d{2}\b", _read_iso),
        make_rule(r"(?<![\d.,/-])\d{1,2}([./-])\d{1,2}\1\d{4}\b", _read_numeric),
        make_rule(
            r"(?<![\d.,/-])(\d{1,2})\.(\d{1,2})\.(\d{2})(?![\d.,]?\d)"
            r"|\bon\s+(\d{2})\.(\d{2})\b(?!\s*(?:[ap]\.?m|hours|hrs|km|kg|per|percent|million|%|[.:]\d))",
            _read_short,
        ),
        make_rule(r"(?<![\d.,/-])\b((?:19|20)\d{2})(?:s\b|\b)(?![.,/-]\d)", _read_year),
    ]
)
DATE_FORMS: Final = (
    DateForms(compile_folded(rf"\b(?:{MONTH_PATTERN})"), _MONTH_RULES, has_months=True),
    DateForms(
        compile_folded(
            rf"{'|'.join(WEEKDAYS)}|today|yesterday|night|(?:morning|noon|evening|dawn|hours)\s+of\s+the\b|\b(?:this|last|previous|past|ago|weekend)\b|\bless\s+than\s|\bon\s+(?:the|mon|tue|wed|thu|fri|sat|sun)"
        ),
        PatternTable(WORD_RULES),
    ),
    DateForms(compile_folded(FEAST_HINT), PatternTable(FEAST_RULES), has_months=True),
    DateForms(compile_folded(r"\d(?:\d{3}|\.\d)"), _NUMBER_RULES),
)
"""All forms, those that are read first in front."""
