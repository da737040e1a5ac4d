"""Days that are counted from another day: "two days later", "the same night", "the day before".

They are counted from the date that stands before them in the sentence, else from the last day that
the report told of; what lies before it, and has nothing else, from the day of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.date_lexicon import date_rules
from geomap.claims.date_mentions import DateMention
from geomap.model import DateBasis, DateInterval, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.claims.structure import Sentence

_COUNTS: Final = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_WEEK_DAYS: Final = 7
_DAY_HOURS: Final = 24
_UNIT_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
_ROUGH: Final = {"month": (4, dt.timedelta(days=15)), "year": (5, dt.timedelta(days=182))}
"""UCDP date_prec of what is counted in longer units, and the days that it may be off."""
_LONG_AGO: Final = dt.timedelta(days=400)
_OF_LATE: Final = dt.timedelta(days=14)
_MONTH: Final = dt.timedelta(days=31)
_ON_THE: Final = re.compile(r"\b(?:on|of)\s+the\s+\w+$", re.IGNORECASE)
_FEW_DAYS: Final = 2
_WEEK: Final = 3
"""UCDP date_prec of two to six days, and of a week."""


def find_shifted(
    sentence: Sentence,
    mentions: Sequence[DateMention],
    *,
    last: DateInterval | None,
    published: dt.date | None,
    document_id: str,
) -> list[DateMention]:
    """Find the days of a sentence that are counted from another.

    Parameters
    ----------
    sentence
        The sentence.
    mentions
        Its dates, from `geomap.claims.dates.find_dates`.
    last
        The day that the report told of last.
    published
        Day of publication.
    document_id
        For the spans.
    """
    found, start = [], sentence.start
    for match in date_rules().cues.shift.finditer(sentence.text):
        if any(m.start - start < match.end() and match.start() < m.end - start for m in mentions):
            continue
        days = _read_shift(match)
        before = [m for m in mentions if m.end - start <= match.start() and m.interval.start]
        if days == 0 and any(not (m.is_said or m.is_aside) for m in mentions):
            # "Hours later, on Tuesday": the sentence names the day itself.
            continue
        anchor = before[-1].interval if before else last
        if anchor is None and published and days < 0:
            anchor = DateInterval(
                start=published, end=published, precision=1, basis=DateBasis.RELATIVE
            )
        if anchor is None or anchor.start is None:
            continue
        moved = move_days(anchor, days)
        if match["week"]:
            moved = msgspec.structs.replace(moved, precision=max(moved.precision or 0, _WEEK))
        begin, end = start + match.start(), start + match.end()
        span = Span(document_id=document_id, start=begin, end=end)
        interval = msgspec.structs.replace(moved, span=span)
        found.append(DateMention(begin, end, interval, is_said=False, is_open=False))
    return found


def drop_named_again(
    mentions: Sequence[DateMention], shifted: Sequence[DateMention], sentence: Sentence
) -> list[DateMention]:
    """Drop the weekdays that only name again what the words before them count.

    "Three days before, on the Sunday": the Sunday before the day told last, not the last Sunday.

    Parameters
    ----------
    mentions
        The dates of a sentence.
    shifted
        Those that are counted from another, from `find_shifted`.
    sentence
        The sentence.
    """
    named_again = date_rules().cues.named_again
    text, start = sentence.text, sentence.start
    return [
        it
        for it in mentions
        if not any(
            it.interval.basis is DateBasis.WEEKDAY
            and it.start >= other.end
            and named_again.fullmatch(text, other.end - start, it.start - start)
            and it.interval.start
            and other.interval.start
            and it.interval.start.weekday() == other.interval.start.weekday()
            for other in shifted
        )
    ]


def set_in_told_month(
    mentions: Sequence[DateMention],
    text: str,
    *,
    last: DateInterval | None,
    published: dt.date | None,
) -> list[DateMention]:
    """Set "on the 15th" in the month of an old day told before it, not in that of the report.

    "On 2 March 1969 a patrol was fired on. On the 15th both came back."

    Parameters
    ----------
    mentions
        The dates of a sentence, in their order.
    text
        That of the report.
    last
        The last day of an event that was told before them.
    published
        Day of publication: what was within two weeks of it is news.
    """
    found: list[DateMention] = []
    for it in mentions:
        told, day = found[-1].interval if found else last, it.interval.start
        is_news = published is None or day is None or published - day <= _OF_LATE
        if told is not None and not is_news and _ON_THE.search(text, it.start, it.end):
            found.append(it._replace(interval=_set_in_month(it.interval, told)))
        else:
            found.append(it)
    return found


def _set_in_month(interval: DateInterval, told: DateInterval) -> DateInterval:
    day, old = interval.start, told.start
    if day is None or old is None or told.basis is not DateBasis.EXPLICIT or told.precision != 1:
        return interval
    if day - old < _LONG_AGO:
        return interval
    month = old if day.day >= old.day else old.replace(day=1) + _MONTH
    try:
        moved = month.replace(day=day.day)
    except ValueError:
        return interval
    return move_days(interval, (moved - day).days)


def move_days(interval: DateInterval, days: int) -> DateInterval:
    """Return an interval some days later, or earlier; what is open stays open."""
    step = dt.timedelta(days=days)
    return msgspec.structs.replace(
        interval,
        start=interval.start and interval.start + step,
        end=interval.end and interval.end + step,
        basis=DateBasis.RELATIVE,
        weekday=None,
    )


def move_back(interval: DateInterval, match: re.Match[str]) -> DateInterval:
    """Return what lies as far before an interval as a match of "two days after" says."""
    number, unit = read_count(match[1]), match[2].lower()
    if unit.startswith("hour"):
        moved = move_days(interval, -(number // _DAY_HOURS))
        if interval.start != interval.end or moved.end is None:
            return moved
        # "Less than 24 hours after": on the day before, or on the same.
        return msgspec.structs.replace(
            moved, end=moved.end + dt.timedelta(days=1), precision=_FEW_DAYS
        )
    name = next(name for name in _UNIT_DAYS if unit.startswith(name))
    moved = move_days(interval, -number * _UNIT_DAYS[name])
    if name not in _ROUGH:
        return moved
    precision, around = _ROUGH[name]
    return msgspec.structs.replace(
        moved,
        start=moved.start and moved.start - around,
        end=moved.end and moved.end + around,
        precision=precision,
    )


def find_counted_back(
    mentions: Sequence[DateMention],
    sentence: str,
    *,
    trigger: int,
    start: int,
    published: dt.date | None,
) -> DateInterval | None:
    """Find the day of an event that another is told to have come days after.

    "A day after gunmen killed two, police on Thursday released a video": the day before Thursday,
    whatever that is the day of. Without any other day it is counted from that of publication.

    Parameters
    ----------
    mentions
        The dates of the sentence.
    sentence
        Its text.
    trigger, start
        Positions of the event's word and of the sentence in the whole text.
    published
        Day of publication.
    """
    at = trigger - start
    for match in date_rules().cues.days_after.finditer(sentence):
        end = next((it for it in (sentence.find(",", match.end()),) if it >= 0), len(sentence))
        # "A day after shells landed": what tells the event may begin with the words that count.
        if not (at and match.start() <= at < end):
            continue
        if any(match.end() <= it.start - start < end for it in mentions):
            return None
        anchor = _find_anchor(mentions, match.start() + start, published)
        return move_back(anchor, match) if anchor else None
    return None


def _find_anchor(
    mentions: Sequence[DateMention], position: int, published: dt.date | None
) -> DateInterval | None:
    """Return the day that is counted from: the last one before a position, else the first behind.

    Without either it is that of the report, or the one before.
    """
    known = [
        it
        for it in mentions
        if it.interval.start
        and (it.interval.precision or _WEEK) < _WEEK
        and not (it.is_open or (published and it.interval.start > published))
    ]
    before = [it.interval for it in known if it.end <= position]
    behind = [it.interval for it in known if it.start > position]
    if before or behind or published is None:
        return next(iter([*before[-1:], *behind]), None)
    return DateInterval(
        start=published - dt.timedelta(days=1),
        end=published,
        precision=_FEW_DAYS,
        basis=DateBasis.RELATIVE,
    )


def read_count(word: str) -> int:
    """Read the number of days or weeks: "two", "12", "a"."""
    word = word.lower()
    return int(word) if word.isdigit() else _COUNTS.get(word, 1)


def _read_shift(match: re.Match[str]) -> int:
    """Return how many days the words of a shift are, negative for earlier ones."""
    if match["same"]:
        return 0
    if match["next"]:
        return 1
    if match["previous"]:
        return -1
    days = read_count(match["number"]) * (_WEEK_DAYS if match["week"] else 1)
    return days if match["later"] else -days
