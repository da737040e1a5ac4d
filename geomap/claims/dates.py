"""When a sentence says that something happened, against when somebody said so.

What a date means stands in `geomap.claims.date_rules`; here dates are found, and the one of the
event is chosen.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.date_intervals import unite_readings
from geomap.claims.date_lexicon import date_rules
from geomap.claims.date_mentions import DateMention, is_name, make_mention, read_together
from geomap.claims.date_rules import DATE_FORMS
from geomap.claims.date_shifts import find_counted_back
from geomap.documents.calendar import WEEKDAYS
from geomap.model import DateBasis, DateInterval, Document, Span
from geomap.yearless import is_stand_in, list_readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.claims.date_intervals import Reader

__all__ = [
    "BACKGROUND_DAYS",
    "WEEKDAYS",
    "DateMention",
    "find_dates",
    "find_event_date",
    "find_said_on",
    "find_told_date",
    "find_year_hint",
    "is_background",
    "iter_years",
    "latest_year",
]

BACKGROUND_DAYS: Final = 45
"""What ended this long before publication is background, not the report's news."""
_MONTH: Final = 4
"""UCDP date_prec of a month; without a day of publication, what is no finer is background."""


def find_dates(  # noqa: PLR0913 - a sentence's range, and what its dates are counted from
    text: str,
    start: int,
    end: int,
    *,
    published: dt.date | None,
    document_id: str,
    latest: dt.date | None = None,
) -> list[DateMention]:
    """Find the dates of a sentence, the longest reading of each place first.

    Parameters
    ----------
    text, start, end
        The whole text, and the sentence's half-open range in it.
    published
        Day of publication, against which what is not explicit is resolved.
    document_id
        For the spans.
    latest
        Of a report without a day of publication: the last day that a date without a year can be.
        What is counted from it says that it is (`relative`).
    """
    found: list[DateMention] = []
    sentence = text[start:end]
    rules = [
        (pattern, read, forms.has_months)
        for forms in DATE_FORMS
        if forms.hint.search(sentence)
        for pattern, read in forms.rules.list_awake(sentence)
    ]
    for pattern, read, has_months in rules:
        for match in pattern.finditer(text, start, end):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if date_rules().before.born.search(text, start, match.start()):
                continue
            if is_name(text, start, end, match):
                continue
            interval = _read_in_any_year(match, read, published)
            if interval is None and has_months and published is None and latest is not None:
                interval = _infer_year(read(match, latest))
            if interval is not None:
                span = Span(document_id=document_id, start=match.start(), end=match.end())
                found.append(make_mention(text, start, end, interval, span, published=published))
    return read_together(sorted(found, key=lambda it: it.start), text, start)


def _infer_year(interval: DateInterval | None) -> DateInterval | None:
    if interval is None or is_stand_in(interval.start):
        return interval
    return msgspec.structs.replace(interval, basis=DateBasis.RELATIVE)


def _read_in_any_year(
    match: re.Match[str], read: Reader, published: dt.date | None
) -> DateInterval | None:
    """Read a date; without a year of publication, what is the same in all that it may be."""
    interval = read(match, published)
    if published is None or not is_stand_in(published):
        return interval
    readings = list_readings(published)
    intervals = [read(match, day) for day in readings]
    return unite_readings(intervals, readings, weekday=read(match, None))


def is_background(interval: DateInterval, published: dt.date | None) -> bool:
    """Tell whether an interval lies so far back that it is not the report's news."""
    if published is None:
        return interval.precision is not None and interval.precision >= _MONTH
    end = interval.end or interval.start
    return end is not None and (published - end).days > BACKGROUND_DAYS


def _is_future(interval: DateInterval, published: dt.date | None) -> bool:
    """Tell whether an interval begins after publication; a day of grace for time zones."""
    if published is None or interval.start is None:
        return False
    return interval.start > published + dt.timedelta(days=1)


def find_said_on(mentions: list[DateMention]) -> dt.date | None:
    """Return the day of the statement that a sentence passes on."""
    return next((m.interval.start for m in mentions if m.is_said and m.interval.start), None)


def find_event_date(
    mentions: list[DateMention],
    sentence: str,
    *,
    trigger: int,
    published: dt.date | None,
    start: int = 0,
) -> DateInterval | None:
    """Choose the date of what happened: the nearest to the trigger that is not a statement's day.

    Parameters
    ----------
    mentions
        From `find_dates`.
    sentence
        The sentence's text.
    trigger
        Position of the event's word in the whole text.
    published
        Day of publication.
    start
        Where the sentence begins in the whole text.
    """
    counted = find_counted_back(
        mentions, sentence, trigger=trigger, start=start, published=published
    )
    if counted is not None:
        return None if is_background(counted, published) else counted
    own = [
        it for it in _list_own(mentions, published) if not _is_apart(it, sentence, trigger, start)
    ]
    if own:
        ends = [mention for mention in own if mention.interval.start is None]
        own = [mention for mention in own if mention.interval.start] or own
        own = _list_behind(own, sentence, trigger=trigger, start=start) or own
        chosen = min(own, key=lambda m: (m.interval.precision or 9, abs(m.start - trigger)))
        if month := _find_month_of_clause(mentions, sentence, chosen, trigger=trigger, start=start):
            return None if is_background(month.interval, published) else month.interval
        return _extend(chosen.interval, [mention.interval.end for mention in ends])
    said = next((mention for mention in mentions if mention.is_said), None)
    cues = date_rules().cues
    if said and cues.night.search(sentence) and cues.early.search(sentence):
        return _night_before(said.interval)
    return None


def _is_apart(mention: DateMention, sentence: str, trigger: int, start: int) -> bool:
    """Tell whether a day stands behind what happened, in a clause of its own.

    "Four were killed; a fifth turned up alive on Wednesday"; "at the post, where the two armies
    have faced each other since April".
    """
    until = sentence[max(0, trigger - start) : max(0, mention.end - start)]
    return bool(date_rules().cues.apart.search(until))


def _list_behind(
    own: Sequence[DateMention], sentence: str, *, trigger: int, start: int
) -> list[DateMention]:
    """List the days behind what happened, where all those before it are of what came of it.

    "Shops were shut on Monday over the killing of two men on Sunday": a clause of its own leads
    to the event, and nothing leads away from it to its day.
    """
    cues = date_rules().cues
    at = max(0, trigger - start)
    before = [it for it in own if it.end <= trigger]
    if not before or not all(cues.leads_back.search(sentence, it.end - start, at) for it in before):
        return []
    # What follows in a clause of its own may be the event that the sentence is about.
    return [
        it
        for it in own
        if it.start > trigger
        and not cues.leads_away.search(sentence, at, it.start - start)
        and "," not in sentence[it.end - start :]
    ]


def _find_month_of_clause(
    mentions: Sequence[DateMention],
    sentence: str,
    chosen: DateMention,
    *,
    trigger: int,
    start: int,
) -> DateMention | None:
    """Find the month at the head of the event's clause, where the day is that of a clause before.

    "The gate was closed on 21 February, and in early March guards fought for three days".
    """
    cues = date_rules().cues
    return next(
        (
            it
            for it in mentions
            if chosen.end <= it.start < trigger
            and (it.interval.precision or 0) >= _MONTH
            and cues.clause_head.search(sentence, chosen.end - start, it.start - start)
        ),
        None,
    )


def _extend(interval: DateInterval, ends: Sequence[dt.date | None]) -> DateInterval:
    """Let an interval reach to the last "until" of its sentence: "on Sunday ... until Monday"."""
    last = max((end for end in ends if end), default=None)
    if last is None or interval.start is None or interval.end is None or last <= interval.end:
        return interval
    return msgspec.structs.replace(interval, end=last, precision=max(2, interval.precision or 2))


def find_told_date(
    mentions: list[DateMention], *, published: dt.date | None
) -> DateInterval | None:
    """Return the first day that a sentence tells something of, an event or not."""
    return next((mention.interval for mention in _list_own(mentions, published)), None)


def _list_own(mentions: list[DateMention], published: dt.date | None) -> list[DateMention]:
    """List the dates that are neither a statement's nor long past nor still to come."""
    return [
        mention
        for mention in mentions
        if not (mention.is_said or mention.is_open or mention.is_aside)
        and not is_background(mention.interval, published)
        and not _is_future(mention.interval, published)
    ]


def iter_years(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (position, year) of the years from 1900 on that a range of text names."""
    for match in re.finditer(r"(?<![\d.,])(?:19|20)\d{2}(?![\d,]\d|\d)", text[start:end]):
        yield start + match.start(), int(match[0])


def _night_before(said: DateInterval) -> DateInterval:
    """Read "said early on Tuesday ... in the evening hours": the evening of the day before."""
    if said.start is None:
        return DateInterval(basis=said.basis, weekday=said.weekday, precision=2, span=said.span)
    return DateInterval(
        start=said.start - dt.timedelta(days=1),
        end=said.start,
        precision=2,
        basis=said.basis,
        span=said.span,
    )


def find_year_hint(document: Document) -> int | None:
    """Infer the year in which an undated report was written: "last year ... in November 2020".

    Only a report that names a single past year together with "last year" gives one; without
    that, the year is not known.
    """
    if document.published is not None:
        return document.published.year
    years = {year for _, year in iter_years(document.text, 0, len(document.text))}
    if re.search(r"\blast\s+year\b", document.text, re.IGNORECASE) and years:
        return max(years) + 1
    return None


def latest_year(document: Document) -> int | None:
    """Return the latest year that a report names: it was not written before it."""
    return max((year for _, year in iter_years(document.text, 0, len(document.text))), default=None)
