"""When a sentence says that something happened, against when somebody said so.

What a date means stands in `geomap.claims.date_rules`; here dates are found, and the one of the
event is chosen.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.claims.date_rules import DATE_RULES
from geomap.documents.calendar import WEEKDAYS
from geomap.model import DateInterval, Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "BACKGROUND_DAYS",
    "WEEKDAYS",
    "DateMention",
    "find_dates",
    "find_event_date",
    "find_said_on",
    "find_year_hint",
    "is_background",
    "iter_years",
    "latest_year",
]

BACKGROUND_DAYS: Final = 45
"""What ended this long before publication is background, not the report's news."""
_MONTH: Final = 4
"""UCDP date_prec of a month; without a day of publication, what is no finer is background."""

_BEFORE_SAID = re.compile(
    r"\b(?:said|says|announced|reported|told|stated|added|confirmed|wrote|noted|claimed|disclosed|"
    r"acknowledged|"
    r"statements?|briefing|remarks|comments?|interview|update|post|communiqu[eé]|figures?|"
    r"(?:published|issued|released|read|broadcast|given))"
    r"(?:\s+(?:(?:it\s+)?(?:issued|released|published|made|posted|late|early|earlier|later|again|"
    r"also)|in\s+an?\s+(?:\w+\s+)?statement|"
    r"[A-Z]\w+|a\s+\w+|the\s+\w+|reporters|journalists|parliament|lawmakers))*\s*,?\s*"
    r"(?:on\s+|in\s+the\s+|early\s+|late\s+|later\s+|earlier\s+|of\s+)*$"
)
_LEADING_SAID = re.compile(
    r"^\s*,?\s*(?:[\w’'-]+\s+){1,9}?"
    r"(?:said|says|announced|reported|told|stated|added|confirmed|raised|put|revised|updated|"
    r"acknowledged|spoken|spoke|admitted|called|denied)\b"
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
    r"disclosed|published|denied|insisted)\b"
)
# "(b. 1982)", "born in 1944": a person's age, not when anything happened.
_BORN = re.compile(r"\b(?:born\s+(?:on\s+|in\s+)?|b\.\s*)$", re.IGNORECASE)
_OPEN_START = re.compile(r"\bsince\s+(?:the\s+)?(?:[a-z]+\s+(?:of|in)\s+)?$", re.IGNORECASE)
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
                    interval=msgspec.structs.replace(interval, span=span),
                    is_said=_is_said(text, start, end, match),
                    is_open=bool(_OPEN_START.search(text[start : match.start()])),
                )
            )
    return sorted(found)


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
    mentions: list[DateMention], sentence: str, *, trigger: int, published: dt.date | None
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
    """
    own = [
        mention
        for mention in mentions
        if not (mention.is_said or mention.is_open)
        and not is_background(mention.interval, published)
        and not _is_future(mention.interval, published)
    ]
    if own:
        return min(own, key=lambda m: (m.interval.precision or 9, abs(m.start - trigger))).interval
    said = next((mention for mention in mentions if mention.is_said), None)
    if said and _NIGHT_WORDS.search(sentence) and re.search(r"\bearly\b", sentence):
        return _night_before(said.interval)
    return None


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
