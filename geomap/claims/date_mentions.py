"""A date in a sentence, and of what it is the day: of the event, of a statement, of a hearing.

Dates that are one are read as one: "Monday, 5 May", "late on Monday and early on Tuesday".
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

import msgspec

from geomap.claims.date_intervals import make_interval
from geomap.claims.date_lexicon import date_rules
from geomap.claims.date_years import shift_year, take_year
from geomap.model import DateBasis, DateInterval, Span

_SAID_HERE: Final = re.compile(
    r"\b(?:said|told\s+(?:reporters|journalists|newsmen)|announced|stated|disclosed)\s+here\s+"
    r"(?:late\s+|earlier\s+|early\s+)?$",
    re.IGNORECASE,
)
_NOW: Final = re.compile(r"(?:to(?:day|night)|this\s+\w+)$", re.IGNORECASE)
"""Words for the day of the report itself."""
_COUNTED: Final = re.compile(r"(?:yesterday|to(?:day|night)|last|this)\b", re.IGNORECASE)
"""Before which "that" is no pronoun: "reported that yesterday guards fired"."""
_DIED: Final = re.compile(r"\bdied\s+(?:on\s+|early\s+|late\s+)*$", re.IGNORECASE)
_WEEK: Final = 3
"""UCDP date_prec of a week."""
_YEAR: Final = re.compile(r"\b(?:19|20)\d{2}\b")


class DateMention(NamedTuple):
    """A date in a sentence, resolved as far as it can be."""

    start: int
    end: int
    interval: DateInterval
    is_said: bool
    """The day of a statement, not of what it tells."""
    is_open: bool
    """"since ...": the beginning of something that goes on."""
    is_aside: bool = False
    """The day of what is to come, or of what came of the event: a hearing, a funeral."""


def is_name(text: str, start: int, end: int, found: re.Match[str]) -> bool:
    """Tell whether the words of a date are in a name: "Russia Today", "the Sunday Times".

    Parameters
    ----------
    text, start, end
        The whole text, and the half-open range of a sentence in it.
    found
        The words of the date.
    """
    before, behind = date_rules().before, date_rules().behind
    if text.startswith(("Today", "TODAY"), found.start()):
        return bool(before.named.search(text, start, found.start()))
    return bool(behind.named.match(text, found.end(), end))


def make_mention(  # noqa: PLR0913 - a sentence's range, and a date in it
    text: str,
    start: int,
    end: int,
    interval: DateInterval,
    span: Span,
    *,
    published: dt.date | None,
) -> DateMention:
    """Tell of what a date is the day.

    Parameters
    ----------
    text, start, end
        The whole text, and the half-open range of the date's sentence in it.
    interval
        What the date means.
    span
        Where it stands.
    published
        Day of publication.
    """
    before, behind = date_rules().before, date_rules().behind
    if published and before.to_come.search(text, start, span.start):
        interval = _as_coming(interval, text[span.start : span.end], published)
    if before.until.search(text, start, span.start):
        interval = _as_end(interval)
    return DateMention(
        start=span.start,
        end=span.end,
        interval=msgspec.structs.replace(interval, span=span),
        is_said=_is_said(text, start, end, span)
        or (interval.start == published and _is_dateline(text, start, end, span)),
        is_open=bool(before.since.search(text, start, span.start))
        and not behind.when.match(text, span.end, end),
        is_aside=_is_aside(text, start, end, span),
    )


def read_together(mentions: list[DateMention], text: str, start: int) -> list[DateMention]:
    """Read what the date before one tells: "said on Sunday (26 June)", "until 6 on Monday"."""
    read: list[DateMention] = []
    for found in _unite_all(mentions, text):
        mention = take_year(found, read, text)
        one = read[-1] if read else None
        if one is None:
            read.append(mention)
        elif stretch := _span_days(one, mention, text, start):
            read[-1] = stretch
        elif date_rules().before.until_clock.search(text, one.end, mention.start):
            read.append(mention._replace(interval=_as_end(mention.interval)))
        else:
            # "Is expected to call in the envoy today (Wednesday)".
            is_gloss = text[one.end : mention.start].strip() in {"(", "["}
            read.append(
                mention._replace(
                    is_said=mention.is_said or (is_gloss and one.is_said),
                    is_aside=mention.is_aside or (is_gloss and one.is_aside),
                )
            )
    return read


def _unite_all(mentions: list[DateMention], text: str) -> list[DateMention]:
    united: list[DateMention] = []
    for mention in mentions:
        one = _unite(united[-1], mention, text) if united else None
        if one is None:
            united.append(mention)
        else:
            united[-1] = one
    return united


def _unite(one: DateMention, other: DateMention, text: str) -> DateMention | None:
    """Read "Monday, 5 May" and "5 May (Monday)" as one date, that of the calendar."""
    cues = date_rules().cues
    if _is_day_within(one, other) and cues.day_within.fullmatch(text, one.end, other.start):
        return _join(one, other, other.interval)
    bases = (one.interval.basis, other.interval.basis)
    if bases == (DateBasis.WEEKDAY, DateBasis.EXPLICIT):
        named, between = other, cues.apposition
    elif bases == (DateBasis.EXPLICIT, DateBasis.WEEKDAY):
        named, between = one, cues.reversed_apposition
    else:
        return None
    precision = one.interval.precision
    if precision != other.interval.precision or precision not in {1, 2}:
        return None
    if not between.fullmatch(text, one.end, other.start):
        return None
    if precision != 1:
        # "In the night from Saturday to Sunday (28 to 29 October)".
        return _join(one, other, named.interval)
    return _join(one, other, _agree(named.interval, one if named is other else other))


def _is_day_within(one: DateMention, other: DateMention) -> bool:
    """Tell whether a day is one of those that are told before it: "Last month, on April 1"."""
    (first, last), day = (one.interval.start, one.interval.end), other.interval
    if first is None or last is None or day.start is None or day.end is None:
        return False
    return (one.interval.precision or 0) >= _WEEK > (day.precision or _WEEK) and (
        first <= day.start <= day.end <= last
    )


def _agree(interval: DateInterval, weekday: DateMention) -> DateInterval:
    """Return the calendar's day, or both where the weekday is that of the next one or the last."""
    day, named = interval.start, weekday.interval.start
    if day is None or named is None:
        return interval
    off = (named - day).days % 7
    if off not in {1, 6}:
        return interval
    other = day + dt.timedelta(days=1 if off == 1 else -1)
    return msgspec.structs.replace(
        interval, start=min(day, other), end=max(day, other), precision=2
    )


def _span_days(one: DateMention, other: DateMention, text: str, start: int) -> DateMention | None:
    """Read "late on Monday and early on Tuesday", "from 10 p.m. on Monday to 2 a.m. on Tuesday"."""
    first, last = one.interval.start, other.interval.end
    if first is None or last is None or last <= first:
        return None
    cues = date_rules().cues
    is_night = (
        last - first == dt.timedelta(days=1)
        and cues.evening.fullmatch(text, one.start, one.end)
        and (
            (
                cues.night_to_morning.fullmatch(text, one.end, other.start)
                and cues.morning.fullmatch(text, other.start, other.end)
            )
            or cues.and_day.fullmatch(text, one.end, other.start)
        )
    )
    is_stretch = cues.clock_to_clock.fullmatch(
        text, one.end, other.start
    ) and date_rules().before.stretch.search(text, start, one.start)
    interval = make_interval(first, last, basis=one.interval.basis)
    if not (is_night or is_stretch) or interval is None:
        return None
    return _join(one, other, interval)


def _join(one: DateMention, other: DateMention, interval: DateInterval) -> DateMention:
    span = one.interval.span and msgspec.structs.replace(one.interval.span, end=other.end)
    return DateMention(
        start=one.start,
        end=other.end,
        interval=msgspec.structs.replace(interval, span=span),
        is_said=one.is_said,
        is_open=one.is_open,
        is_aside=one.is_aside or other.is_aside,
    )


def _as_coming(interval: DateInterval, words: str, published: dt.date) -> DateInterval:
    """Return the next such day: "is due in court on 28 February", "talks are set for Monday"."""
    first, last = interval.start, interval.end
    if first is None or last is None or last >= published:
        return interval
    if interval.basis is DateBasis.WEEKDAY:
        week = dt.timedelta(days=7)
        return msgspec.structs.replace(interval, start=first + week, end=last + week)
    if interval.basis is not DateBasis.EXPLICIT or _YEAR.search(words):
        return interval
    days = (last - first).days
    first = shift_year(first, 1)
    return msgspec.structs.replace(interval, start=first, end=first + dt.timedelta(days=days))


def _as_end(interval: DateInterval) -> DateInterval:
    return msgspec.structs.replace(interval, start=None)


def _is_said(text: str, start: int, end: int, span: Span) -> bool:
    """Tell whether a date is that of a statement, or of a page, a picture or a message."""
    before, behind = date_rules().before, date_rules().behind
    head = text[start : span.start]
    if before.caption.search(head) or behind.caption.match(text, span.end, end):
        return True
    begins = before.says_on.search(head) and text.startswith(",", span.end)
    if begins or before.told_of.search(head) or _is_of_event(text, span, end):
        return False
    if before.said.search(head) or (
        _SAID_HERE.search(head) and _NOW.match(text, span.start, span.end)
    ):
        return True
    if behind.said.match(text, span.end, end):
        return not before.of_event.search(head)
    if head.endswith("("):
        return bool(behind.dateline.match(text, span.end, end))
    return (
        _is_opening(head)
        and bool(behind.leading_said.match(text, span.end, end))
        and not behind.leading_witness.match(text, span.end, end)
    )


def _is_dateline(text: str, start: int, end: int, span: Span) -> bool:
    """Tell whether a day is that of the place before it: "Srinagar, Nov 22: The army said"."""
    before, behind = date_rules().before, date_rules().behind
    return bool(
        before.dateline.search(text[start : span.start])
        and behind.place_line.match(text, span.end, end)
    )


def _is_of_event(text: str, span: Span, end: int) -> bool:
    """Tell whether a date is an event's by the words behind it: "Monday's attack"."""
    behind = date_rules().behind
    is_other = behind.of_other.match(text, span.end, end)
    return not is_other and bool(behind.of_event.match(text, span.end, end))


def _is_opening(head: str) -> bool:
    return bool(date_rules().cues.opening.fullmatch(head))


def _is_aside(text: str, start: int, end: int, span: Span) -> bool:
    """Tell whether a date is that of what is to come, or of what came of the event."""
    before, behind = date_rules().before, date_rules().behind
    head = text[start : span.start]
    if _is_of_other(text, span, end, head):
        return True
    if _is_of_event(text, span, end):
        return False
    if _NOW.match(text, span.start, span.end):
        if before.now.search(head) and not before.of_event.search(head):
            return True
        if behind.now.match(text, span.end, end):
            return True
    return bool(
        before.afterwards.search(head)
        or (behind.afterwards.match(text, span.end, end) and not before.of_event.search(head))
        or (_is_opening(head) and behind.leading_afterwards.match(text, span.end, end))
        or _is_of_arrest(text, span, end, head)
        or _is_of_visit(text, span, end, head)
    )


def _is_of_other(text: str, span: Span, end: int, head: str) -> bool:
    """Tell whether a date is that of what is to come, a jubilee, a truce, a death in hospital."""
    before, behind = date_rules().before, date_rules().behind
    cues = (before.to_come, before.agreed, before.former, before.zone, before.died)
    if any(cue.search(head) for cue in cues):
        return True
    if before.that.search(head) and not _COUNTED.match(text, span.start, span.end):
        return True
    if _DIED.search(head) and behind.died_of.match(text, span.end, end):
        return True
    return any(cue.match(text, span.end, end) for cue in (behind.of_other, behind.marks))


def _is_of_arrest(text: str, span: Span, end: int, head: str) -> bool:
    """Tell whether a date is that of an arrest for what was done before."""
    before, behind = date_rules().before, date_rules().behind
    if before.caught.search(head):
        return True
    if _is_opening(head) and behind.leading_caught.match(text, span.end, end):
        return True
    arrest = behind.arrest.match(text, span.end, end)
    if arrest is None and _is_opening(head):
        arrest = behind.leading_arrest.match(text, span.end, end)
    if arrest is None and not before.arrest.search(head):
        return False
    return bool(behind.arrested_for.match(text, arrest.end() if arrest else span.end, end))


def _is_of_visit(text: str, span: Span, end: int, head: str) -> bool:
    """Tell whether a date is that of what was done where something had happened, or with whom.

    "The bishop prayed on Tuesday in the church that was bombed": nothing else was told before.
    """
    before, behind = date_rules().before, date_rules().behind
    if _is_opening(head) or before.harm.search(head):
        return False
    return bool(behind.there.match(text, span.end, end))
