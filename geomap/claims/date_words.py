"""Days told in words: weekdays, "yesterday", "three nights ago", "on the 12th", "last week"."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Final

from geomap.claims.date_intervals import (
    DAY_PATTERN,
    TO_PATTERN,
    find_day,
    last_weekday,
    make_interval,
    make_rule,
    monday_of,
    whole_year,
)
from geomap.claims.numbers import NUMBER_PATTERN, parse_number
from geomap.documents.calendar import FEASTS, MONTH_PATTERN, WEEKDAYS
from geomap.model import DateBasis, DateInterval

if TYPE_CHECKING:
    import re

_PART: Final = r"(?:\s+(?:early\s+)?(?:morning|afternoon|evening|night|noon))?"
_WEEKDAY: Final = rf"({'|'.join(WEEKDAYS)})"
_EARLY_ORDINALS: Final = ("first", "second", "third")
_ORDINALS: Final = (
    "fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
"""Days of a month; "on the second" may be an attempt."""
_FIRST_ORDINAL: Final = 4
_NUMBER_OF_DAY: Final = rf"(?:(\d{{1,2}})(?:st|nd|rd|th)|({'|'.join(reversed(_ORDINALS))}))"
_SATURDAY: Final = 5
"""Number of the day with which a weekend begins."""
_WEEKS_BACK: Final = 9
"""In which a day of that number has that name once or twice."""
_MOST_WEEKS: Final = 52
"""For which anybody counts weeks rather than years."""
_DAYS_AGO: Final = {"week": 7, "fortnight": 14}
_HOURS_OF_DAY: Final = 24
_MOST_DAYS: Final = 4
"""Of a number of hours: more of them are told of no event, but of a campaign."""


def _read_weekday_night(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    first, second = match[1] or match[3], match[2] or match[4]
    if published is None:
        return DateInterval(
            precision=2, basis=DateBasis.WEEKDAY, weekday=WEEKDAYS.index(second.lower())
        )
    end = last_weekday(second, published)
    return make_interval(last_weekday(first, end), end, basis=DateBasis.WEEKDAY)


def _read_weekday(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    name = match[1].lower()
    if published is None:
        return DateInterval(precision=1, basis=DateBasis.WEEKDAY, weekday=WEEKDAYS.index(name))
    day = last_weekday(name, published)
    words = match[0].lower()
    if day == published and (words.startswith("last") or words.endswith("last")):
        day -= dt.timedelta(days=7)
    return make_interval(day, day, basis=DateBasis.WEEKDAY)


def _read_short_weekday(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    start = match[1].lower()[:3]
    name = next(it for it in WEEKDAYS if it.startswith(start))
    if published is None:
        return DateInterval(precision=1, basis=DateBasis.WEEKDAY, weekday=WEEKDAYS.index(name))
    day = last_weekday(name, published)
    return make_interval(day, day, basis=DateBasis.WEEKDAY)


def _read_weekday_last_week(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    number = WEEKDAYS.index((match[1] or match[2]).lower())
    if published is None:
        return DateInterval(precision=1, basis=DateBasis.WEEKDAY, weekday=number)
    day = monday_of(published) - dt.timedelta(days=7 - number)
    return make_interval(day, day, basis=DateBasis.WEEKDAY)


def _read_night_to(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        weekday = WEEKDAYS.index(match[1].lower())
        return DateInterval(precision=2, basis=DateBasis.WEEKDAY, weekday=weekday)
    end = last_weekday(match[1], published)
    return make_interval(end - dt.timedelta(days=1), end, basis=DateBasis.WEEKDAY)


_RELATIVE_DAYS: Final = {
    "day before yesterday": (2, 2),
    "today": (0, 0),
    "this morning": (0, 0),
    "this afternoon": (0, 0),
    "this evening": (0, 0),
    "tonight": (0, 0),
    "yesterday": (1, 1),
    "night before last": (2, 1),
    "last night": (1, 0),
    "overnight": (1, 0),
}


def _read_relative(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        return None
    first, last = _RELATIVE_DAYS[" ".join(match[1].lower().split())]
    return make_interval(
        published - dt.timedelta(days=first),
        published - dt.timedelta(days=last),
        basis=DateBasis.RELATIVE,
    )


def _read_last_period(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    unit = match[1].lower()
    if published is None:
        return DateInterval(precision=5, basis=DateBasis.RELATIVE) if unit == "year" else None
    if unit == "year":
        return whole_year(published.year - 1, DateBasis.RELATIVE)
    if unit == "month":
        end = published.replace(day=1) - dt.timedelta(days=1)
        return DateInterval(
            start=end.replace(day=1), end=end, precision=4, basis=DateBasis.RELATIVE
        )
    monday = monday_of(published) - dt.timedelta(days=7)
    return DateInterval(
        start=monday, end=monday + dt.timedelta(days=6), precision=3, basis=DateBasis.RELATIVE
    )


def _read_this_period(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        return None
    is_week = match[1].lower() == "week"
    return DateInterval(
        start=monday_of(published) if is_week else published.replace(day=1),
        end=published,
        precision=3 if is_week else 4,
        basis=DateBasis.RELATIVE,
    )


def _read_day_of_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        return None
    try:
        day = published.replace(day=int(match[1]))
    except ValueError:
        return None
    return make_interval(day, day, basis=DateBasis.RELATIVE)


def _read_weekend(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        return None
    saturday = last_weekday("saturday", published)
    if published.weekday() >= _SATURDAY and match[0].lower().startswith("last"):
        # On a Saturday "last weekend" is over.
        saturday -= dt.timedelta(days=7)
    sunday = saturday + dt.timedelta(days=1)
    return make_interval(saturday, min(sunday, published), basis=DateBasis.RELATIVE)


def _read_past_hours(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "in the past 24 hours", "in the last few hours", "in less than 72 hours"."""
    if published is None:
        return None
    hours = _HOURS_OF_DAY if match[0].lower().endswith("day") else parse_number(match[1] or "")
    # "A few hours" are of the day of publication, as far as anybody can tell.
    days = math.ceil((hours or 0) / _HOURS_OF_DAY)
    if days > _MOST_DAYS:
        return None
    return make_interval(published - dt.timedelta(days=days), published, basis=DateBasis.RELATIVE)


def _read_moments_ago(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "a few minutes ago", "an hour ago", and of more hours the day before as well."""
    if published is None:
        return None
    hours = parse_number(match[1] or "") or 0
    first = published - dt.timedelta(days=math.ceil(hours / _HOURS_OF_DAY))
    return make_interval(first, published, basis=DateBasis.RELATIVE)


def _read_ago(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "three days ago"; "two weeks ago" is the week around that day."""
    if published is None:
        return None
    word = match[1].lower()
    number = 1 if word in {"a", "an"} else 2 if "couple" in word else parse_number(word) or 0
    unit = match[2].lower()
    if unit in {"day", "night"}:
        day = published - dt.timedelta(days=number)
        night = dt.timedelta(days=unit == "night")
        return make_interval(day, day + night, basis=DateBasis.RELATIVE)
    if unit == "year":
        is_known = published.year - number >= dt.MINYEAR
        return whole_year(published.year - number, DateBasis.RELATIVE) if is_known else None
    day = published - dt.timedelta(days=_DAYS_AGO[unit] * number)
    around = dt.timedelta(days=3)
    return DateInterval(
        start=day - around,
        end=min(day + around, published),
        precision=3,
        basis=DateBasis.RELATIVE,
    )


def _read_weeks_ago(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "a week ago today", "two weeks ago Sunday": a day, not the week around it."""
    if published is None:
        return None
    word, name = match[1].lower(), match[2].lower()
    number = 1 if word == "a" else parse_number(word) or 0
    if number > _MOST_WEEKS:
        return None
    day = last_weekday(name, published) if name in WEEKDAYS else published
    day -= dt.timedelta(weeks=number, days=name == "yesterday")
    return make_interval(day, day, basis=DateBasis.RELATIVE)


def _read_feast(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    month, number = FEASTS[" ".join(match[1].lower().replace("’", "'").split())]
    day = find_day(month, str(number), match[2], published)
    return make_interval(day, day)


def _read_ordinal_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "the second of March"."""
    number = (*_EARLY_ORDINALS, *_ORDINALS).index(match[1].lower()) + 1
    day = find_day(match[2], str(number), match[3], published)
    return make_interval(day, day)


def _read_on_the(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "on the 12th", "the evening of the fourteenth": the last such day up to publication."""
    if published is None:
        return None
    digits, word = match[1] or match[3], match[2] or match[4]
    number = int(digits) if digits else _ORDINALS.index(word.lower()) + _FIRST_ORDINAL
    night = dt.timedelta(days="night" in match[0].lower())
    month = published.replace(day=1)
    for _ in range(3):
        try:
            day = month.replace(day=number)
        except ValueError:
            day = None
        if day is not None and day <= published:
            return make_interval(day, day + night, basis=DateBasis.RELATIVE)
        month = (month - dt.timedelta(days=1)).replace(day=1)
    return None


def _read_numbered(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "Sunday 21." and "Monday the 10th": the last day that is both, of some weeks."""
    if published is None:
        return None
    day, number = last_weekday(match[1], published), int(match[2] or match[3])
    for weeks in range(_WEEKS_BACK):
        found = day - dt.timedelta(days=7 * weeks)
        if found.day == number:
            return make_interval(found, found, basis=DateBasis.WEEKDAY)
    return None


def _read_weekdays(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    """Read "between Monday and Wednesday"."""
    first, second = match[1], match[2]
    if published is None:
        weekday = WEEKDAYS.index(second.lower())
        return DateInterval(precision=2, basis=DateBasis.WEEKDAY, weekday=weekday)
    end = last_weekday(second, published)
    return make_interval(last_weekday(first, end), end, basis=DateBasis.WEEKDAY)


WORD_RULES: Final = (
    make_rule(
        rf"\b({NUMBER_PATTERN}|a)\s+weeks?\s+ago\s+(?:on\s+)?"
        rf"(today|yesterday|{'|'.join(WEEKDAYS)})\b",
        _read_weeks_ago,
    ),
    make_rule(rf"\b(?:the\s+)?{DAY_PATTERN}\s+of\s+this\s+month\b", _read_day_of_month),
    make_rule(
        rf"\b(?:night|overnight)\s+(?:from|of|between)?\s*{_WEEKDAY}{TO_PATTERN}{_WEEKDAY}\b"
        rf"|\b{_WEEKDAY}\s*(?:-|–|to)\s*{_WEEKDAY}\s+night\b",
        _read_weekday_night,
    ),
    make_rule(rf"\b(?:overnight|night)\s+(?:in)?to\s+{_WEEKDAY}\b", _read_night_to),
    make_rule(
        rf"\blast\s+week,?\s+(?:on\s+)?{_WEEKDAY}\b|\b{_WEEKDAY}\s+(?:of\s+)?last\s+week\b",
        _read_weekday_last_week,
    ),
    make_rule(
        rf"\b(?:between|from)\s+{_WEEKDAY}{_PART}\s+(?:and|to|until|till|through)\s+(?:early\s+)?"
        rf"{_WEEKDAY}\b{_PART}",
        _read_weekdays,
    ),
    make_rule(
        r"(?-i:\b(Mon|Tues?|Weds?|Thurs?|Fri|Sat|Sun)\.\s+(?=morning|afternoon|evening|night))",
        _read_short_weekday,
    ),
    make_rule(r"\bon\s+(mon|tues?|weds?|thurs?|fri|sat|sun)\b(?![-’'])", _read_short_weekday),
    make_rule(
        rf"\b{_WEEKDAY},?\s+(?:the\s+)?(?:(\d{{1,2}})(?:st|nd|rd|th)\b|(\d{{1,2}})(?=\s*[.,;:)(–—-]\D|\s*$))",
        _read_numbered,
    ),
    make_rule(rf"\b{_WEEKDAY}\s+(?:of\s+)?this\s+week\b", _read_weekday),
    make_rule(
        rf"\b(?:last\s+|this\s+|(?:early|late)\s+(?:on\s+)?)?{_WEEKDAY}\b{_PART}"
        r"(?:\s+last\b(?!\s+(?:week|month|year|night)))?",
        _read_weekday,
    ),
    make_rule(
        r"\b(?:the\s+)?(day\s+before\s+yesterday|night\s+before\s+last|today|yesterday|tonight|last\s+night|overnight"
        r"|this\s+(?:morning|afternoon|evening))\b",
        _read_relative,
    ),
    make_rule(r"\b(?:last|previous)\s+(year|month|week)\b", _read_last_period),
    make_rule(r"\b(?:earlier\s+)?this\s+(week|month)\b", _read_this_period),
    make_rule(
        r"\b(?:last\s+)?weekend(?=\s+(?:shootings?|attacks?|raids?|ambush|clash(?:es)?|killings?|stabbings?"
        r"|bombings?|shoot-?out|gun-?battle|murders?|slayings?|homicides?)\b)",
        _read_weekend,
    ),
    make_rule(
        r"\b(?:(?:over|at|during|on)\s+the\s+(?:past\s+|last\s+)?|(?:this|last)\s+(?:past\s+)?)"
        r"weekend\b(?!\s+of\b)",
        _read_weekend,
    ),
    make_rule(
        rf"\b(?:in|over|during|within)\s+(?:the\s+(?:past|last|previous)|less\s+than)\s+"
        rf"(?:day|(?:({NUMBER_PATTERN})|few|several|couple\s+of)\s+hours)\b",
        _read_past_hours,
    ),
    make_rule(
        r"\b(?:(?:a|some|just|only)\s+)*(?:(?:few|several|couple\s+of)\s+(?:minutes|hours)|minutes"
        rf"|moments|{NUMBER_PATTERN}\s+minutes|an\s+hour|({NUMBER_PATTERN})\s+hours)\s+ago\b",
        _read_moments_ago,
    ),
    make_rule(
        rf"\b({NUMBER_PATTERN}|an?|a\s+couple\s+of)\s+(day|night|week|fortnight|year)s?\s+ago\b",
        _read_ago,
    ),
    make_rule(
        rf"\bon\s+the\s+{_NUMBER_OF_DAY}\b"
        r"(?=\s*(?:[.,;:)(]|$|(?:when|after|at|near|with|an?|the|its|his|their|it|they|two|three|several"
        r"|has|have|had|was|were|died|that)\b))"
        r"|\b(?:morning|afternoon|evening|night|dawn|(?:early|small)\s+hours)\s+of\s+the\s+"
        rf"{_NUMBER_OF_DAY}\b(?!-|\s+(?:of\b|day|anniversary|century|brigade|division|regiment|battalion))",
        _read_on_the,
    ),
)
_ORDINAL: Final = "|".join(reversed((*_EARLY_ORDINALS, *_ORDINALS)))
ORDINAL_RULES: Final = (
    make_rule(
        rf"\b(?:on\s+)?the\s+({_ORDINAL})\s+of\s+({MONTH_PATTERN})(?![a-z])(?:,?\s+(\d{{4}})\b)?",
        _read_ordinal_month,
    ),
)
_FEAST: Final = "|".join(name.replace("'", "['’]").replace(" ", r"\s+") for name in FEASTS)
FEAST_HINT: Final = rf"\b(?:{_FEAST})\b"
FEAST_RULES: Final = (
    make_rule(rf"\b({_FEAST})\b(?:,?\s+(\d{{4}})\b)?(?!\s+massacre)", _read_feast),
)
