"""A date in a sentence, and of what it is the day: of the event, of a statement, of a hearing.

Dates that are one are read as one: "Monday, 5 May", "late on Monday and early on Tuesday".
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import msgspec

from geomap.claims.date_lexicon import date_rules
from geomap.model import DateBasis, DateInterval, Span


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


def make_mention(
    text: str, start: int, end: int, interval: DateInterval, span: Span
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
    """
    before = date_rules().before
    if before.until.search(text, start, span.start):
        interval = _as_end(interval)
    return DateMention(
        start=span.start,
        end=span.end,
        interval=msgspec.structs.replace(interval, span=span),
        is_said=_is_said(text, start, end, span),
        is_open=bool(before.since.search(text, start, span.start)),
        is_aside=_is_aside(text, start, end, span),
    )


def read_together(mentions: list[DateMention], text: str, start: int) -> list[DateMention]:
    """Read what the date before one tells: "said on Sunday (26 June)", "until 6 on Monday"."""
    read: list[DateMention] = []
    for mention in mentions:
        one = read[-1] if read else None
        if one is None:
            read.append(mention)
        elif united := _unite(one, mention, text) or _span_night(one, mention, text, start):
            read[-1] = united
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


def _unite(one: DateMention, other: DateMention, text: str) -> DateMention | None:
    """Read "Monday, 5 May" and "5 May (Monday)" as one date, that of the calendar."""
    cues = date_rules().cues
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


def _span_night(one: DateMention, other: DateMention, text: str, start: int) -> DateMention | None:
    """Read "late on Monday and early on Tuesday", "from 10 p.m. on Monday to 2 a.m. on Tuesday"."""
    first, last = one.interval.start, other.interval.end
    if first is None or last is None or last - first != dt.timedelta(days=1):
        return None
    cues = date_rules().cues
    is_night = (
        cues.evening.fullmatch(text, one.start, one.end)
        and cues.night_to_morning.fullmatch(text, one.end, other.start)
        and cues.morning.fullmatch(text, other.start, other.end)
    )
    is_timed = cues.clock_to_clock.fullmatch(
        text, one.end, other.start
    ) and cues.clock_before.search(text, start, one.start)
    if not (is_night or is_timed):
        return None
    return _join(one, other, msgspec.structs.replace(one.interval, end=last, precision=2))


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


def _as_end(interval: DateInterval) -> DateInterval:
    return msgspec.structs.replace(interval, start=None)


def _is_said(text: str, start: int, end: int, span: Span) -> bool:
    """Tell whether a date is that of a statement, or of a page, a picture or a message."""
    before, behind = date_rules().before, date_rules().behind
    if behind.of_event.match(text, span.end, end):
        return False
    head = text[start : span.start]
    if before.said.search(head) or before.caption.search(head):
        return True
    if behind.caption.match(text, span.end, end):
        return True
    if behind.said.match(text, span.end, end):
        return not before.of_event.search(head)
    if head.endswith("(") and behind.dateline.match(text, span.end, end):
        return True
    return _is_opening(head) and bool(behind.leading_said.match(text, span.end, end))


def _is_opening(head: str) -> bool:
    return bool(date_rules().cues.opening.fullmatch(head))


def _is_aside(text: str, start: int, end: int, span: Span) -> bool:
    """Tell whether a date is that of what is to come, or of what came of the event."""
    before, behind = date_rules().before, date_rules().behind
    head = text[start : span.start]
    if any(cue.search(head) for cue in (before.to_come, before.that, before.agreed)):
        return True
    if behind.of_event.match(text, span.end, end):
        return False
    return bool(
        before.afterwards.search(head)
        or (behind.afterwards.match(text, span.end, end) and not before.of_event.search(head))
        or (_is_opening(head) and behind.leading_afterwards.match(text, span.end, end))
        or _is_of_arrest(text, span, end, head)
    )


def _is_of_arrest(text: str, span: Span, end: int, head: str) -> bool:
    """Tell whether a date is that of an arrest for what was done before."""
    before, behind = date_rules().before, date_rules().behind
    arrest = behind.arrest.match(text, span.end, end)
    if arrest is None and not before.arrest.search(head):
        return False
    return bool(behind.arrested_for.match(text, arrest.end() if arrest else span.end, end))
