"""How long the fight went on that a report looks back on, by its headline and its silence since.

"Four days of shells: a village counts its roofs. The guns have been quiet since Monday": none of
both tells an event, and together they tell the days of the one that the report is about.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.course import NUMBERS, read_course, read_day_count
from geomap.model import Course, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.claims.frame import SentencePart
    from geomap.model import Claim, Document

_NUMBER: Final = rf"(?:{'|'.join(NUMBERS)}|\d{{1,2}})"
_DAYS_OF: Final = re.compile(
    rf"\b(?P<number>{_NUMBER})\s+days\s+of\s+(?:[\w’'-]+\s+){{0,2}}?"
    r"(?:shells|rockets|mortars|bombs|guns|gunfire|fire|war|fear|fighting|shelling|battles?|clashes)\b"
    rf"|\b(?:the|those|these)\s+(?P<number2>{_NUMBER})\s+days\s+(?:at|of|on|in)\b",
    re.IGNORECASE,
)
_QUIET: Final = re.compile(
    r"\b(?:guns?|cannons?|front|ridge|hills?|line|border|frontier|sector|valley|shelling|firing|"
    r"shooting|fighting|it|all)\b[^.;]{0,60}?\b(?:quiet|silent|calm|stopped|ceased|over|ended)\b"
    r"|\b(?:calm|quiet|silence)\s+(?:has\s+)?(?:reigned|prevailed|held|returned|lasted)\b",
    re.IGNORECASE,
)


def add_whole_course(
    claims: Sequence[Claim], parts: Iterable[Sequence[SentencePart]], document: Document
) -> list[Claim]:
    """Let the first claim of a report that looks back on a fight of some days tell how many.

    Parameters
    ----------
    claims
        Those of the report.
    parts
        Its sentences.
    document
        The report.
    """
    telling = [
        number
        for number, it in enumerate(claims)
        if it.stance is Stance.ASSERTS and (it.sub_event_type or it.casualties)
    ]
    if not telling or any(it.course for it in claims) or len({it.parties for it in claims}) > 1:
        return list(claims)
    parts = list(parts)
    days = _read_headlines(document, parts[0][0].sentence.start)
    ended = _find_silence(parts) if days else None
    if days is None or ended is None:
        return list(claims)
    course = Course(began=ended - dt.timedelta(days=days - 1), ended=ended)
    changed = msgspec.structs.replace(claims[telling[0]], course=course)
    return [changed if number == telling[0] else it for number, it in enumerate(claims)]


def _read_headlines(document: Document, end: int) -> int | None:
    """Return how many days the lines above a report say that a fight went on."""
    for line in document.text[document.body_start : end].splitlines():
        if match := _DAYS_OF.search(line):
            return read_day_count(match["number"] or match["number2"])
        course = read_course(line, [], start=0)
        if course and course.days:
            return course.days
    return None


def _find_silence(parts: Iterable[Sequence[SentencePart]]) -> dt.date | None:
    """Return the day since which a report says that it has been quiet."""
    for part in (it for clauses in parts for it in clauses):
        for mention in part.dates:
            day = mention.interval.start
            is_one = day is not None and day == mention.interval.end
            if mention.is_open and is_one and _QUIET.search(part.sentence.text):
                return day
    return None
