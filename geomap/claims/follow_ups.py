"""Reports that only follow up an event of long ago: what a court, an inquiry or a memorial brings.

All that they tell is of that event, and its day the only one that they tell of it; the days of the
hearing, the burial and the statement beside it are no days of events.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.dates import find_told_date, is_background
from geomap.claims.lexicon import event_rules
from geomap.claims.structure import find_headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.claims.dates import DateMention
    from geomap.claims.frame import SentencePart
    from geomap.claims.structure import Sentence
    from geomap.model import DateInterval, Document

_LEAD: Final = 2
"""Sentences in which a report says what it is about."""
_HEAD: Final = 400
"""Characters at the top in which a report may be labelled."""
_DAY: Final = 1
"""UCDP date_prec of a day."""
_RELATIVE: Final = re.compile(
    r"\b(?:who|whose|which|that|while|for|about|of|after)\b[^,;]{0,80}$", re.IGNORECASE
)
"""Before what is told of somebody, or of something: "the gunner who knocked out"."""


def find_followed_day(
    document: Document, sentences: Sequence[Sentence], parts: Sequence[Sequence[SentencePart]]
) -> DateInterval | None:
    """Find the day of the event of long ago that a report follows up.

    Parameters
    ----------
    document
        The report.
    sentences
        Its sentences.
    parts
        Of each sentence: itself, or its clauses.

    Returns
    -------
    DateInterval or None
        ``None`` where the report does not begin with what came of an event, tells of something that
        happened of late, or of several days of long ago.
    """
    if not may_follow_up(document, sentences):
        return None
    if any(_is_news(it, document) for clauses in parts for it in clauses):
        return None
    every = [it for clauses in parts for it in clauses]
    telling = [it for it in every if it.reading.is_event or it.losses]
    # "On 17 April the court hears of the raid": a day that is told without the court comes first.
    for some in ([it for it in telling if not _is_cued(it)], telling, every):
        days = _list_days(some, document)
        if days:
            return days[0] if len(days) == 1 else None
    return None


def may_follow_up(document: Document, sentences: Sequence[Sentence]) -> bool:
    """Tell whether the headline or the lead of a dated report says what came of an event.

    Parameters
    ----------
    document
        The report.
    sentences
        Its sentences.
    """
    if document.published is None:
        return False
    lead = _read_lead(document, sentences)
    return any(map(event_rules().cues.follow_up.search, lead))


def looks_back(document: Document) -> bool:
    """Tell whether a report's first line calls it an obituary, a review or a look at the past.

    No menu does, of which each line is a word or two.
    """
    lines = [it for it in document.text[:_HEAD].split("\n") if it.strip()]
    if len(lines) < _LEAD or len(lines[1].split()) < _LEAD:
        return False
    return event_rules().cues.retrospect.match(lines[0]) is not None


def leave_past(
    document: Document, sentences: Sequence[Sentence], parts: Sequence[Sequence[SentencePart]]
) -> list[list[SentencePart]]:
    """Leave out what a report that follows up an event of long ago tells of it without its day.

    "The gunner who knocked out four tanks died on Friday at 87. Two of his crew were killed beside
    him": not on the day on which he died, and not when the report was printed.

    Parameters
    ----------
    document
        The report.
    sentences
        Its sentences.
    parts
        Of each sentence: itself, or its clauses; the same where the report brings news.
    """
    is_honour = _opens_with_honour(document, sentences, parts)
    if not is_honour or any(_is_news(it, document) for clauses in parts[1:] for it in clauses):
        return [list(clauses) for clauses in parts]
    return [
        [it if _tells_past(it, document) else it.silenced() for it in clauses] for clauses in parts
    ]


def _opens_with_honour(
    document: Document, sentences: Sequence[Sentence], parts: Sequence[Sequence[SentencePart]]
) -> bool:
    """Tell whether a dated report is about a medal, a monument or a death in bed.

    It is none where its first sentence tells of an event for its own sake: "a colonel, awarded a
    medal in May, was killed in a clash".
    """
    lead = _read_lead(document, sentences)
    if document.published is None or not any(map(event_rules().cues.honours.search, lead)):
        return False
    return all(_is_recalled(it) for it in parts[0])


def _is_recalled(part: SentencePart) -> bool:
    """Tell whether a sentence tells of an event, or of several dead, to say who somebody is."""
    several = [it.start for it in part.losses if (it.people.best or 0) > 1]
    starts = [part.reading.position] if part.reading.is_event else several[:1]
    return all(_RELATIVE.search(part.sentence.text, 0, start) for start in starts)


def set_on(
    day: DateInterval, document: Document, parts: Sequence[Sequence[SentencePart]]
) -> tuple[Document, list[list[SentencePart]]]:
    """Read a report as one of the day that it follows up; what is of another day tells nothing."""
    read = [
        [
            it.silenced()
            if any(_is_of_another_day(date, day, document) for date in it.dates)
            else it
            for it in clauses
        ]
        for clauses in parts
    ]
    return msgspec.structs.replace(document, published=day.end), read


def _read_lead(document: Document, sentences: Sequence[Sentence]) -> list[str]:
    headline = find_headline(document)
    lead = [it.text for it in sentences[:_LEAD]]
    return [*lead, document.text[slice(*headline)]] if headline else lead


def _tells_past(part: SentencePart, document: Document) -> bool:
    """Tell whether a sentence names a day, month or year of long ago."""
    return any(is_background(it.interval, document.published) for it in part.dates)


def _list_days(parts: Iterable[SentencePart], document: Document) -> list[DateInterval]:
    """List the different days of long ago that some sentences tell."""
    days = {
        (interval.start, interval.end): interval
        for part in parts
        for interval in (it.interval for it in part.dates if not it.is_said)
        if interval.precision == _DAY and is_background(interval, document.published)
    }
    return list(days.values())


def _is_news(part: SentencePart, document: Document) -> bool:
    """Tell whether a sentence tells of something of late beside what came of an event."""
    told = find_told_date(part.dates, published=document.published)
    return told is not None and not _is_cued(part)


def _is_cued(part: SentencePart) -> bool:
    return bool(event_rules().cues.follow_up.search(part.sentence.text))


def _is_of_another_day(date: DateMention, day: DateInterval, document: Document) -> bool:
    """Tell whether a date is one of long ago, and not the day that is followed up."""
    interval = date.interval
    if interval.start is None or interval.end is None or day.start is None or day.end is None:
        return False
    holds = interval.start <= day.start and day.end <= interval.end
    return not holds and is_background(interval, document.published)
