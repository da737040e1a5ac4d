"""The year and the month of a date that another date of its sentence tells.

"On 25 April of that year the office was shot at, and on 26 April a mast was blown up."
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.date_lexicon import date_rules
from geomap.model import DateBasis

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from geomap.claims.date_mentions import DateMention

_WEEK: Final = 3
"""UCDP date_prec of a week."""
_MONTH: Final = 4
"""And of a month."""
_YEAR: Final = re.compile(r"\b(?:19|20)\d{2}\b")
_OF_YEAR: Final = re.compile(r"\b(?:(?:19|20)\d{2}|year)$", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"\bon\s+the\s+[\w-]+$", re.IGNORECASE)


def take_year(mention: DateMention, told: Sequence[DateMention], text: str) -> DateMention:
    """Take the year and month told before: "the war of August 2008 began on 7 August".

    Parameters
    ----------
    mention
        A date.
    told
        Those of its sentence before it.
    text
        The whole text.
    """
    return _take_month(_take_year(mention, told, text), told, text)


def _take_year(mention: DateMention, told: Sequence[DateMention], text: str) -> DateMention:
    first, last = mention.interval.start, mention.interval.end
    if (
        first is None
        or last is None
        or mention.interval.basis is not DateBasis.EXPLICIT
        or (mention.interval.precision or _WEEK) >= _WEEK
        or _YEAR.search(text, mention.start, mention.end)
    ):
        return mention
    years = [
        it.interval.start.year
        for it in told
        if it.interval.start
        and it.interval.basis is DateBasis.EXPLICIT
        and (it.interval.precision or 0) > _WEEK
        and it.interval.start.month == first.month
        and _YEAR.search(text, it.start, it.end)
    ]
    years = years or _list_years_beside(mention, told, text)
    if not years:
        return mention
    off = years[-1] - first.year
    interval = msgspec.structs.replace(
        mention.interval, start=shift_year(first, off), end=shift_year(last, off)
    )
    return mention._replace(interval=interval)


def _list_years_beside(mention: DateMention, told: Sequence[DateMention], text: str) -> list[int]:
    """List the year of the day that stands beside one: "on 3 May of that year, and on 9 May"."""
    one = told[-1] if told else None
    if (
        one is None
        or one.interval.start is None
        or one.interval.basis is not DateBasis.EXPLICIT
        or (one.interval.precision or _WEEK) >= _WEEK
        or not _OF_YEAR.search(text, one.start, one.end)
        or not date_rules().cues.and_on.search(text, one.end, mention.start)
    ):
        return []
    return [one.interval.start.year]


def _take_month(mention: DateMention, told: Sequence[DateMention], text: str) -> DateMention:
    """Take the month told before: "in May of last year, when, on the 29th"."""
    one, day = told[-1].interval if told else None, mention.interval.start
    if (
        one is None
        or one.start is None
        or day is None
        or one.precision != _MONTH
        or mention.interval.end != day
        or not _NUMBERED.search(text, mention.start, mention.end)
    ):
        return mention
    try:
        moved = one.start.replace(day=day.day)
    except ValueError:
        return mention
    return mention._replace(
        interval=msgspec.structs.replace(mention.interval, start=moved, end=moved)
    )


def shift_year(day: dt.date, years: int) -> dt.date:
    """Return the same day of another year."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)
