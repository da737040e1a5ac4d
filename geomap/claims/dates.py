"""When a sentence says that something happened, against when somebody said so.

What a date means stands in `geomap.claims.date_rules`; here dates are found, and the one of the
event is chosen.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.claims.date_rules import DATE_RULES
from geomap.documents.calendar import WEEKDAYS
from geomap.model import DateBasis, DateInterval, Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "BACKGROUND_DAYS",
    "WEEKDAYS",
    "DateMention",
    "find_dates",
    "find_days_later",
    "find_event_date",
    "find_said_on",
    "find_told_date",
    "find_year_hint",
    "is_background",
    "iter_years",
    "latest_year",
    "move_days",
]

BACKGROUND_DAYS: Final = 45
"""What ended this long before publication is background, not the report's news."""
_MONTH: Final = 4
"""UCDP date_prec of a month; without a day of publication, what is no finer is background."""

_EVENT_NOUN: Final = (
    r"(?:attacks?|ambush\w*|clash\w*|shelling|strikes?|raids?|shooting|fighting|battles?|blasts?|"
    r"explosions?|bombing|killings?|deaths?|incidents?|exchange|skirmish\w*|assault|offensive|"
    r"fire|firefight|crossing|incursion|violations?)\b"
)
_BEFORE_SAID = re.compile(
    r"\b(?:said|says|announced|reported|told|stated|added|confirmed|wrote|noted|claimed|disclosed|"
    r"informed|notified|briefed|accused|blamed|warned|tweeted|insisted|appealed|summoned|met|"
    r"acknowledged|(?:raised|lowered|revised|put)\s+(?:its|the|their)\s+(?:[\w-]+\s+){0,2}?(?:tolls?|counts?|figures?|dead)|"
    r"statements?|briefing|remarks|comments?|interview|update|post|communiqu[eé]|figures?|"
    r"(?:published|issued|released|read|broadcast|given))"
    r"(?:\s+(?:(?:it\s+)?(?:issued|released|published|made|posted|late|early|earlier|later|again|"
    r"also)|in\s+an?\s+(?:\w+\s+)?statement|"
    r"[A-Z]\w+|a\s+(?!"
    + _EVENT_NOUN
    + r")\w+|the\s+(?!"
    + _EVENT_NOUN
    + r")\w+|reporters|journalists|parliament|lawmakers))*\s*,?\s*"
    r"(?:on\s+|in\s+the\s+|early\s+|late\s+|later\s+|earlier\s+|of\s+)*$"
)
_LEADING_SAID = re.compile(
    r"^\s*,?\s*(?:[\w’'-]+\s+){1,9}?"
    r"(?:said|says|announced|reported|told|stated|added|confirmed|raised|put|revised|updated|"
    r"acknowledged|spoken|spoke|admitted|called\s+(?:on|for|upon)|denied|accused|blamed|warned|informed|summoned)\b"
)
_SENTENCE_OPENING = re.compile(
    r"\s*[“\"‘]?(?:(?:But|And|Earlier|Later|Also|Early|Late)\s+)?(?:on\s+|earlier\s+)?"
    r"(?:early\s+|late\s+)?",
    re.IGNORECASE,
)
# "The country on Friday night raised its toll", "a defender on Friday told the cabinet".
_VERB_NEXT = re.compile(
    r"(?:\s+(?:morning|afternoon|evening|night))?\s+(?:also\s+|again\s+)?"
    r"(?:said|announced|reported|told|stated|raised|lowered|revised|put|confirmed|acknowledged|"
    r"disclosed|published|denied|insisted|accused|blamed|claimed|warned|condemned|summoned|urged|"
    r"called|vowed|threatened|demanded|expressed)\b"
)
# "(b. 1982)", "born in 1944": a person's age, not when anything happened.
_BORN = re.compile(r"\b(?:born\s+(?:on\s+|in\s+)?|b\.\s*)$", re.IGNORECASE)
_OPEN_START = re.compile(r"\bsince\s+(?:the\s+)?(?:[a-z]+\s+(?:of|in)\s+)?$", re.IGNORECASE)
# "The council will hold talks Tuesday": that day is of what is to come.
_TO_COME = re.compile(
    r"\b(?:will|shall|(?:is|are|was|were)\s+to|due\s+to|scheduled|expected\s+to|plans?\s+to)\b"
    r"(?:\s+[\w’'-]+){0,8}\s*$"
)
# "On Friday, a day after the two had traded shells": the event lies before the day that is named.
_DAYS_AFTER = re.compile(r"\b(a|one|two|three|four|five)\s+(days?|weeks?)\s+after\b")
_DAYS_LATER = re.compile(r"\b(a|one|two|three|four|five)\s+(days?|weeks?)\s+later\b", re.IGNORECASE)
_COUNTS: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
# "It went on until Thursday": the end of what began before.
_UNTIL = re.compile(r"\b(?:until|till|through)\s+(?:[a-z]+\s+){0,4}$", re.IGNORECASE)
# "On Sunday ... until 6 on Monday"; but "from 7 until 11 p.m. on Sunday" is all on one day.
_UNTIL_CLOCK = re.compile(r"\b(?:until|till)\s+(?:[\w.:]+\s+){1,4}$", re.IGNORECASE)
_NIGHT_WORDS = re.compile(r"\b(?:evening|night)\b", re.IGNORECASE)


class DateMention(NamedTuple):
    """A date in a sentence, resolved as far as it can be."""

    start: int
    end: int
    interval: DateInterval
    is_said: bool
    """The day of a statement, not of what it tells."""
    is_open: bool
    """"since ...": the beginning of something that goes on."""


def find_dates(
    text: str, start: int, end: int, *, published: dt.date | None, document_id: str
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
    """
    found: list[DateMention] = []
    for rule in DATE_RULES:
        for match in rule.pattern.finditer(text, start, end):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if _BORN.search(text, start, match.start()):
                continue
            interval = rule.read(match, published)
            if interval is None:
                continue
            span = Span(document_id=document_id, start=match.start(), end=match.end())
            found.append(
                DateMention(
                    start=match.start(),
                    end=match.end(),
                    interval=_as_end(interval, span)
                    if _UNTIL.search(text, start, match.start())
                    else msgspec.structs.replace(interval, span=span),
                    is_said=_is_said(text, start, end, match)
                    or bool(_TO_COME.search(text, start, match.start())),
                    is_open=bool(_OPEN_START.search(text[start : match.start()])),
                )
            )
    return _read_together(sorted(found), text)


def _read_together(mentions: list[DateMention], text: str) -> list[DateMention]:
    """Read what the date before one tells: "said on Sunday (26 June)", "until 6 on Monday"."""
    for index, (one, other) in enumerate(pairwise(mentions), start=1):
        if _UNTIL_CLOCK.search(text, one.end, other.start) and other.interval.span:
            mentions[index] = other._replace(interval=_as_end(other.interval, other.interval.span))
        if mentions[index - 1].is_said and text[one.end : other.start].strip() in {"(", "["}:
            mentions[index] = other._replace(is_said=True)
    return mentions


def _as_end(interval: DateInterval, span: Span) -> DateInterval:
    return msgspec.structs.replace(interval, start=None, span=span)


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


def read_days(match: re.Match[str]) -> int:
    """Read "two days", "a week"."""
    return _COUNTS[match[1].lower()] * (7 if match[2].lower().startswith("week") else 1)


def find_days_later(sentence: str) -> int | None:
    """Return how many days after the event told before something happened: "two days later"."""
    match = _DAYS_LATER.search(sentence)
    return read_days(match) if match else None


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
    own = _list_own(mentions, published)
    if own:
        ends = [mention for mention in own if mention.interval.start is None]
        own = [mention for mention in own if mention.interval.start] or own
        chosen = min(own, key=lambda m: (m.interval.precision or 9, abs(m.start - trigger)))
        between = sentence[max(0, chosen.end - start) : max(0, trigger - start)]
        after = _DAYS_AFTER.search(between)
        if after:
            return move_days(chosen.interval, -read_days(after))
        return _extend(chosen.interval, [mention.interval.end for mention in ends])
    said = next((mention for mention in mentions if mention.is_said), None)
    if said and _NIGHT_WORDS.search(sentence) and re.search(r"\bearly\b", sentence):
        return _night_before(said.interval)
    return None


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
        if not (mention.is_said or mention.is_open)
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


def _is_said(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    before = text[start : match.start()]
    if _BEFORE_SAID.search(before):
        return True
    if _VERB_NEXT.match(text, match.end(), end):
        return True
    return bool(
        _SENTENCE_OPENING.fullmatch(before) and _LEADING_SAID.match(text[match.end() : end])
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
