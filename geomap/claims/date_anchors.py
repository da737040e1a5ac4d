"""What the dates of a report are counted from, beside its day of publication.

A monitor's list tells the week that it covers; a chronology has its days as headings, or in front
of its paragraphs; a report without a day of publication may tell a year once, and no more.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.dates import find_dates, iter_years
from geomap.claims.stand_in import find_latest_stand_in, find_stand_in_day
from geomap.documents.calendar import MONTH_PATTERN, WEEKDAYS, iter_full_dates, read_full_date
from geomap.expressions import compile_expression
from geomap.model import DateBasis, DateInterval
from geomap.yearless import is_stand_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.model import Document

_WEEKDAY: Final = rf"(?:(?:{'|'.join(WEEKDAYS)})|(?:mon|tues?|weds?|thurs?|fri|sat|sun)\b\.?)"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE: Final = (
    rf"(?:{_DAY}\s+(?:of\s+)?(?:{MONTH_PATTERN})|(?:{MONTH_PATTERN})\s+{_DAY}\b|\d{{4}}-\d\d-\d\d|"
    rf"\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})(?:,?\s+\d{{4}})?"
)
_NUMBERED: Final = rf"(?:{'|'.join(WEEKDAYS)}),?\s+(?:the\s+)?{_DAY}"
_CLOCK: Final = (
    r"(?:\s*,?\s+(?:at\s+|about\s+|around\s+)*(?:\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?|"
    r"\d{4}\s*(?:hours|hrs)))?"
)
_BULLET: Final = r"^[^\S\n]*(?:[-–—•*▪■◆►#·]+[^\S\n]*|\(?\d{1,2}[.)][^\S\n]+)?"
# A day alone in a line, "Tuesday, 14 May"; and one in front of what happened, "* 14 May. ".
_LINE: Final = compile_expression(
    rf"{_BULLET}(?P<day>(?:{_WEEKDAY},?\s+)?{_DATE}(?:\s*[,(]\s*{_WEEKDAY}\)?)?|{_NUMBERED}|{_WEEKDAY})"
    rf"{_CLOCK}"
    r"[^\S\n]*[.:–—-]*[^\S\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_IN_FRONT: Final = compile_expression(
    rf"{_BULLET}(?P<day>(?:{_WEEKDAY},?\s+)?{_DATE}(?:\s*[,(]\s*{_WEEKDAY}\)?)?|{_NUMBERED}){_CLOCK}"
    r"(?:[^\S\n]*\([^)\n]{1,12}\))?[^\S\n]*(?:[.:]|[-–—|]+)[^\S\n]+(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
# And a weekday by itself, in digests of a week: "MONDAY. ", "Tuesday: ", "WEDNESDAY, THURSDAY. ".
_WEEKDAY_IN_FRONT: Final = compile_expression(
    rf"{_BULLET}(?P<day>(?:{'|'.join(WEEKDAYS)})(?:\s+of\s+last\s+week)?)"
    r"(?:\s+(?:night|morning|evening|afternoon))?"
    rf"(?:(?:,|\s+and|\s*[/-])\s*(?:{'|'.join(WEEKDAYS)}))*"
    r"[^\S\n]*(?:[.:]|[-–—|]+)[^\S\n]+(?-i:(?=[^\W\d_a-z]))",
    re.IGNORECASE | re.MULTILINE,
)
# As the forms of observers have it: "Date of incident: 12 May 2021".
_LABELLED: Final = compile_expression(
    rf"{_BULLET}(?:date(?:\s+(?:of|and)\s+(?:the\s+)?\w+)?|when|(?:incident|event)\s+date)\s*:\s*"
    rf"(?P<day>(?:{_WEEKDAY},?\s+)?{_DATE})",
    re.IGNORECASE | re.MULTILINE,
)
LINES: Final = (_LINE, _IN_FRONT, _WEEKDAY_IN_FRONT, _LABELLED)
"""All of which begin with a line."""
_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_HEAD_LINES: Final = 5
_FEW_WORDS: Final = 14
"""Words of a line that tells what a report is about, at most."""
_WEEK: Final = dt.timedelta(days=8)
_WEEKS: Final = dt.timedelta(days=60)
_HALF_YEAR: Final = dt.timedelta(days=182)
_LEAST_HEADINGS: Final = 2
"""Days alone in a line: one is that of the report, or of a picture."""
_MONTH: Final = 4
"""UCDP date_prec of a month."""
_NEVER: Final = 10**12


class _Heading(NamedTuple):
    start: int
    end: int
    """Where what it dates ends."""
    date: DateInterval


class Headings:
    """The days that a report has as headings, asked for what stands below them.

    Parameters
    ----------
    document
        The report.
    latest
        Of a report that names no year: the last day that a date can be.
    """

    def __init__(self, document: Document, *, latest: dt.date | None = None) -> None:
        self._found = sorted(_iter_headings(document, latest))
        self._starts = [it.start for it in self._found]

    def find(self, position: int) -> DateInterval | None:
        """Return the day under which a position stands, if it is told in a heading."""
        at = bisect_right(self._starts, position) - 1
        if at < 0 or position >= self._found[at].end:
            return None
        return self._found[at].date


def _iter_headings(document: Document, latest: dt.date | None) -> Iterator[_Heading]:
    text = document.text
    found = {
        match.start("day"): (match, is_line)
        for pattern, is_line in ((_IN_FRONT, False), (_LINE, True), (_LABELLED, True))
        for match in iter_line_matches(pattern, text, document.body_start)
        if pattern is not _LABELLED or not _is_published(match, document)
    }
    weekdays = list(iter_line_matches(_WEEKDAY_IN_FRONT, text, document.body_start))
    if len({match["day"].lower() for match in weekdays}) >= _LEAST_HEADINGS:
        found.update((match.start("day"), (match, False)) for match in weekdays)
    lines = [
        match
        for match, _ in found.values()
        if match.re is _LINE and not _is_published(match, document)
    ]
    order = sorted(found)
    for start, following in zip(order, [*order[1:], _NEVER], strict=False):
        match, is_line = found[start]
        if match.re is _LINE and len(lines) < _LEAST_HEADINGS:
            continue
        end_of_line = text.find("\n", match.end())
        end = following if is_line else end_of_line if end_of_line >= 0 else _NEVER
        dates = find_dates(
            *(text, start, match.end("day")),
            published=document.published,
            document_id=document.id,
            latest=latest,
        )
        day = dates[0].interval.start if dates else None
        # The line of publication is a heading where the report was dated by those below it, or is
        # the first entry of a log.
        is_heading = day != document.published or not _is_published(match, document)
        if day and (is_heading or (is_line and _has_form_of_all(match, lines))):
            yield _Heading(start, end, dates[0].interval)


def iter_line_matches(pattern: re.Pattern[str], text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield what `finditer` does of a pattern that begins with a line: it is tried nowhere else."""
    at = text.find("\n", start - 1) + 1 if start else 0
    while at or not start:
        match = pattern.match(text, at)
        if match:
            yield match
        behind = match.end() if match else at
        if behind > at and text[behind - 1] == "\n":
            at = behind
            continue
        at = text.find("\n", behind) + 1
        if not at:
            return


def _has_form_of_all(match: re.Match[str], others: list[re.Match[str]]) -> bool:
    """Tell whether a day is written as all others of a log are: with weekday, year, or neither."""
    forms = {_WORD.sub("a", _DIGITS.sub("0", it["day"])) for it in (match, *others)}
    return len(forms) == 1


def _is_published(match: re.Match[str], document: Document) -> bool:
    """Tell whether a heading is the line that says when the report was published."""
    span = document.published_span
    return span is not None and match.start() <= span.start < match.end()


def find_reference_day(document: Document) -> dt.date | None:
    """Return the day that the dates of a report are counted from, if not that of its publication.

    The end of the week that a report says it covers, or of the days of a chronology; of a report
    that tells no year the day of its publication, in a stand-in year.
    """
    found = _find_period_end(document) or _find_last_heading(document)
    if found is not None or document.published is not None or read_years(document).is_known:
        return found
    return find_stand_in_day(document)


@lru_cache(maxsize=64)
def find_day_of_report(document: Document) -> dt.date | None:
    """Return the day on which a report was published, in a stand-in year where it tells none."""
    if document.published is not None:
        return document.published
    found = find_reference_day(document)
    return found if is_stand_in(found) else None


def _find_last_heading(document: Document) -> dt.date | None:
    """Return the last day of a chronology whose first heading was taken for its publication.

    "10 May 2021" above the first of its paragraphs, and "11 May", "13 May" above others: days in
    the order of the text, which end some weeks later.
    """
    published, days = document.published, list[dt.date]()
    if published is None:
        return None
    found = list(iter_line_matches(_LINE, document.text, document.body_start))
    if len(found) < _LEAST_HEADINGS:
        # Most reports have one such line at most.
        return None
    for match in found:
        later = published + _WEEKS
        for mention in find_dates(
            document.text, *match.span("day"), published=later, document_id=document.id
        ):
            if mention.interval.basis is DateBasis.EXPLICIT and mention.interval.start:
                days.append(mention.interval.start)
    is_chronology = len(days) > _LEAST_HEADINGS and days == sorted(days) and days[0] == published
    return days[-1] if is_chronology else None


def _find_period_end(document: Document) -> dt.date | None:
    """Return the last day of the week that a report says in its first lines that it covers.

    What happened in such a week is counted from there, as from a day of publication: "Period: 10-16
    November 2025", and below "on Wednesday".
    """
    published = document.published
    for interval in _iter_head_dates(document):
        first, last = interval.start, interval.end
        if first and last and dt.timedelta(days=1) < last - first < _WEEK:
            is_fresh = published is None or dt.timedelta() <= published - last < 2 * _WEEK
            return last if is_fresh else None
    return None


class Years:
    """The years that a report without a day of publication tells, for the dates without one.

    A day and month behind a full date of the latest year that the report names is the one nearest
    to it; below a head that names a month, the last one up to its end. Of a report without any,
    ``stand_in`` is the last day that it names, in a stand-in year.
    """

    def __init__(self, document: Document) -> None:
        self._dates: list[tuple[int, dt.date]] = []
        self.stand_in: dt.date | None = None
        if document.published is not None:
            return
        text = document.text
        latest = max((year for _, year in iter_years(text, 0, len(text))), default=None)
        for interval in _iter_head_dates(document):
            if interval.precision == _MONTH and interval.end and interval.end.year == latest:
                self._dates.append((0, interval.end))
        for match in iter_full_dates(text, document.body_start):
            days = read_full_date(match)
            if len(days) == 1 and days[0].year == latest:
                self._dates.append((match.end(), days[0] + _HALF_YEAR))
        self._dates.sort()
        if not self._dates:
            self.stand_in = find_latest_stand_in(document)

    @property
    def is_known(self) -> bool:
        """Whether the report tells a year for dates without one."""
        return bool(self._dates)

    def find_latest(self, position: int) -> dt.date | None:
        """Return the last day that a date without a year at a position can be."""
        before = [day for at, day in self._dates if at <= position]
        return before[-1] if before else None


@lru_cache(maxsize=2)
def read_years(document: Document) -> Years:
    """Read the years that a report tells; kept for a moment, as they are asked for twice."""
    return Years(document)


def _iter_head_dates(document: Document) -> Iterator[DateInterval]:
    """Yield the dates of the short lines at the top of a report, but for that of its publication.

    A line that tells that day and nothing else tells no other.
    """
    lines = re.finditer(r"[^\n\r]*\S[^\n\r]*", document.text[document.body_start :])
    told = document.published_span
    for line in islice(lines, _HEAD_LINES):
        if len(line[0].split()) > _FEW_WORDS:
            continue
        start, end = (document.body_start + at for at in line.span())
        if told and start <= told.start < end and told.end - told.start == len(line[0].strip()):
            continue
        for mention in find_dates(
            document.text, start, end, published=document.published, document_id=document.id
        ):
            yield mention.interval
