"""A stand-in year for a report that names no year: one that has its own weekdays.

Where it was published is told by its dateline or a line of its own ("GOMA, June 17 (Agency) -").
What weekday that day was, "on Friday, June 17" ties; a weekday in the sentence behind a dateline is
that day's or the one's before.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.claims.patterns import compile_folded
from geomap.documents.calendar import MONTH_PATTERN, MONTHS, WEEKDAYS
from geomap.documents.publication import find_day_of_publication
from geomap.yearless import hide_year, is_stand_in, iter_stand_ins, show_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Claim, Course, Document

_WEEKDAY: Final = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_DAY: Final = (
    rf"(?:(?P<month1>{MONTH_PATTERN})\s+(?P<day1>\d{{1,2}})|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+"
    rf"(?:of\s+)?(?P<month2>{MONTH_PATTERN}))(?:st|nd|rd|th)?\b(?!,?\s+\d{{4}}|[\d:]|\s*(?:people|soldiers))"
)
_NAMED: Final = compile_folded(rf"\b{_DAY}")
_TIES: Final = (
    compile_folded(rf"\b{_WEEKDAY}\s*,?\s+(?:the\s+)?{_DAY}"),
    compile_folded(rf"\b{_WEEKDAY}\s*\(\s*{_DAY}"),
    compile_folded(rf"\b{_DAY}\s*[,(]\s*(?:a\s+)?{_WEEKDAY}\b"),
)
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z\"“])")
_TOLD: Final = re.compile(
    rf"(?<!next )(?<!from )(?<!until )(?<!before )(?<!by )\b{_WEEKDAY}\b", re.IGNORECASE
)
_LEAST_LEAD: Final = 40
"""Characters of a sentence; less is an abbreviation behind the dateline."""
_WEEK: Final = 7


class _Tie(NamedTuple):
    weekday: int
    month: int
    day: int


def find_stand_in_day(document: Document) -> dt.date | None:
    """Return the day of publication of a report that tells it without a year, in a stand-in year.

    The report is one without any year for its days; where the report tells no day and month of its
    publication, there is none.
    """
    told = find_day_of_publication(document.text)
    if told is None:
        return None
    tied = _find_tied(told.month, told.day, document.text)
    if tied is not None:
        return tied
    lead = _find_lead_weekday(document.text, told.end) if told.is_dateline else None
    weekdays = () if lead is None else (lead,)
    return next(iter_stand_ins(told.month, told.day, weekdays=weekdays), None)


def find_latest_stand_in(document: Document) -> dt.date | None:
    """Return the last of the days that a report without a year names, in a stand-in year.

    They are taken to lie as near to each other as they can: 30 December is before 2 January.
    """
    days = sorted({it for match in _NAMED.finditer(document.text) if (it := _read_day(match))})
    if not days:
        return None
    # In a leap year, which has all of them.
    numbers = [dt.date(4, *it).timetuple().tm_yday for it in days]
    gaps = [
        (following - number, it)
        for number, following, it in zip(
            numbers, [*numbers[1:], numbers[0] + 366], days, strict=True
        )
    ]
    latest = max(gaps)[1]
    tied = _find_tied(*latest, document.text)
    return tied or next(iter_stand_ins(*latest), None)


def _read_day(match: re.Match[str]) -> tuple[int, int] | None:
    month = MONTHS[(match["month1"] or match["month2"]).lower().rstrip(".")]
    day = int(match["day1"] or match["day2"])
    try:
        dt.date(4, month, day)
    except ValueError:
        return None
    return month, day


def _find_tied(month: int, day: int, text: str) -> dt.date | None:
    """Return a day in a year in which all weekdays are right that the text names with a date."""
    ties = [
        _Tie(WEEKDAYS.index(match["weekday"].lower()), *day_of_year)
        for pattern in _TIES
        for match in pattern.finditer(text)
        if (day_of_year := _read_day(match))
    ]
    if not ties:
        return None
    days = iter_stand_ins(month, day, is_tied=True)
    return next((it for it in days if all(_fits(tie, it) for tie in ties)), None)


def _fits(tie: _Tie, published: dt.date) -> bool:
    for year in (published.year, published.year - 1):
        try:
            found = dt.date(year, tie.month, tie.day)
        except ValueError:
            continue
        if found <= published + dt.timedelta(days=1):
            return found.weekday() == tie.weekday
    return False


def _find_lead_weekday(text: str, start: int) -> int | None:
    """Return the last weekday that the sentence behind a dateline tells of, before its day."""
    end = text.find("\n", start)
    paragraph = text[start : end if end >= 0 else len(text)]
    stops = [it.end() for it in _SENTENCE_END.finditer(paragraph) if it.start() >= _LEAST_LEAD]
    lead = paragraph[: stops[0]] if stops else paragraph
    told = [WEEKDAYS.index(it["weekday"].lower()) for it in _TOLD.finditer(lead)]
    return _choose_last(told) if told else None


def _choose_last(weekdays: Sequence[int]) -> int:
    """Return the one that the others come shortest before: of Tuesday and Friday, Friday."""
    return min(set(weekdays), key=lambda day: sum((day - it) % _WEEK for it in weekdays))


def hide_years(claim: Claim) -> Claim:
    """Hide all days of a stand-in year: those of the event to be counted with, the others for good.

    When something was said, and since when a fight goes on, is of use beside a year alone.
    """
    days = [claim.date.start, claim.date.end, claim.said_on]
    if beside := claim.setting_date:
        days += (beside.start, beside.end)
    if course := claim.course:
        days += (course.began, course.ended)
    if claim.casualties:
        days += [it.as_of for it in claim.casualties]
    # Of a million claims hardly any has one: they come after all other years.
    if not is_stand_in(max(filter(None, days), default=None)):
        return claim
    return msgspec.structs.replace(
        claim,
        date=hide_year(claim.date),
        said_on=_hide_day(claim.said_on),
        setting_date=claim.setting_date and hide_year(claim.setting_date),
        course=claim.course and _hide_course(claim.course),
        casualties=tuple(
            msgspec.structs.replace(it, as_of=_hide_day(it.as_of)) for it in claim.casualties
        ),
    )


def show_years(claim: Claim) -> Claim:
    """Return a claim with the days of its event in the stand-in year, to count in its report."""
    beside = claim.setting_date
    if claim.date.yearless is None and (beside is None or beside.yearless is None):
        return claim
    return msgspec.structs.replace(
        claim, date=show_year(claim.date), setting_date=beside and show_year(beside)
    )


def _hide_course(course: Course) -> Course:
    return msgspec.structs.replace(
        course, began=_hide_day(course.began), ended=_hide_day(course.ended)
    )


def _hide_day(day: dt.date | None) -> dt.date | None:
    return None if is_stand_in(day) else day
