"""A sentence of two events with a day each, one of which the other came after."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.claims.casualties import find_losses
from geomap.claims.date_lexicon import date_rules
from geomap.claims.date_mentions import DateMention
from geomap.claims.date_shifts import move_back
from geomap.claims.events import read_event
from geomap.documents.calendar import ALL_MONTH_PATTERN, ALL_WEEKDAY_PATTERN
from geomap.expressions import compile_expression
from geomap.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.claims.events import EventReading
    from geomap.claims.structure import Sentence

_JOINED: Final = re.compile(r"(?:,\s+|\s+)(?:and|while|whereas)\s+|;\s+")
_PLACED: Final = compile_expression(
    r"\s+(?:(?:dead|early|late)\s+)?(?:in|near|at|outside|around|close\s+to|on)\s+(?:the\s+)?(?:(?!of\b)[a-z-]+\s+){0,3}?(?:(?:of|called)\s+)?"
    rf"(?!(?:{ALL_WEEKDAY_PATTERN}|{ALL_MONTH_PATTERN})\b)(?-i:[^\W\d_a-z])\w"
)
_IN_FRONT: Final = compile_expression(
    rf"\W*(?:in|at|near|outside)\s+(?:the\s+(?:town|city|village|port)\s+of\s+)?"
    rf"(?!(?:{ALL_WEEKDAY_PATTERN}|{ALL_MONTH_PATTERN})\b)(?-i:[^\W\d_a-z])\w",
    re.IGNORECASE,
)
_NAMED: Final = compile_expression(
    rf"\b(?:in|near|at|outside|around|close\s+to|of)\s+(?:the\s+)?(?:town\s+of\s+|village\s+of\s+)?"
    rf"(?!(?:{ALL_WEEKDAY_PATTERN}|{ALL_MONTH_PATTERN})\b)(?-i:[^\W\d_a-z])[\w’'-]+"
)
_WHILE: Final = re.compile(r",\s+(?:while|whereas)\s")
_CARE: Final = re.compile(r"\b(?:hospitals?|clinics?|treated|wounds|injuries|custody)\b")
"""Where people are brought from another place."""
_AFTER: Final = re.compile(r",?\s+(?=(?:after|following)\s)")
_TWO: Final = 2
"""Places without which a sentence is not of two events."""


class DatedClause(NamedTuple):
    """A clause with its own dates."""

    sentence: Sentence
    dates: list[DateMention]
    lent: EventReading | None = None
    """What happened, where it leaves that to the clause before: "and the other on Sunday"."""


def split_after(sentence: Sentence, dates: Sequence[DateMention]) -> list[DatedClause]:
    """Split "fired on Thursday, after a shell killed five on Wednesday" into its two events.

    Parameters
    ----------
    sentence
        The sentence.
    dates
        Its dates.

    Returns
    -------
    list of DatedClause
        The clauses, the earlier event first, since the report goes on with the later one; the
        sentence itself where not both have an event and a day of their own, named or counted: "two
        days after guerrillas killed five".
    """
    own = [it for it in dates if it.interval.start and not (it.is_said or it.is_aside)]
    if lead := _split_lead(sentence, own):
        return lead
    for cut, counted in _iter_cuts(sentence, own):
        before = {it.interval.start for it in own if it.end <= cut}
        behind = {it.interval.start for it in (*own, *counted) if it.start >= cut}
        at = cut - sentence.start
        begun = sentence.text[:at].rstrip()
        first = sentence._replace(end=sentence.start + len(begun), text=begun)
        second = sentence._replace(start=cut, text=sentence.text[at:])
        # "Two weeks after a truce ended the fighting" only recalls; people who were lost are told.
        tells = _tells(first) and (_tells(second) if not counted else find_losses(second.text))
        if before and behind and not before & behind and tells:
            return [
                DatedClause(second, sorted([*counted, *(it for it in dates if it.start >= cut)])),
                DatedClause(first, [it for it in dates if it.start < cut]),
            ]
    return [DatedClause(sentence, list(dates))]


def split_places(clause: DatedClause) -> list[DatedClause]:
    """Split "two were killed near the one town and four wounded near the other" into both.

    Each has losses and a place of its own, or one of them opens with its place and each tells what
    happened: "In the one a bomb went off, and in the other gunmen shot a judge". What day is told
    is that of both.
    """
    sentence, dates = clause.sentence, clause.dates
    named = len(_PLACED.findall(sentence.text)) + bool(_IN_FRONT.match(sentence.text))
    if named < _TWO:
        return [clause]
    for match in _JOINED.finditer(sentence.text):
        begun, rest = sentence.text[: match.start()], sentence.text[match.end() :]
        if not (
            (_is_placed(begun) and _is_placed(rest))
            or _are_scenes(begun, rest)
            or (_WHILE.match(match[0]) and _are_set_apart(begun, rest))
        ):
            continue
        first = sentence._replace(end=sentence.start + len(begun), text=begun)
        second = sentence._replace(start=sentence.start + match.end(), text=rest)
        return [
            DatedClause(it, [date for date in dates if it.start <= date.start < it.end] or dates)
            for it in (first, second)
        ]
    return [clause]


def _is_placed(text: str) -> bool:
    return any(_PLACED.match(text, it.end) for it in find_losses(text))


def _are_set_apart(begun: str, rest: str) -> bool:
    """Tell whether two clauses tell losses and name a place each, behind these, not the same."""
    places = [
        {
            match[0].split()[-1]
            for it in find_losses(text)
            for match in _NAMED.finditer(text, it.end)
        }
        for text in (begun, rest)
    ]
    return all(places) and not places[0] & places[1] and not _CARE.search(rest)


def _are_scenes(begun: str, rest: str) -> bool:
    """Tell whether two clauses tell what happened in a place each, one of which stands in front."""
    if not (_IN_FRONT.match(begun) or _IN_FRONT.match(rest)):
        return False
    return all(
        (_IN_FRONT.match(it) or _PLACED.search(it)) and read_event(it).sub_event is not None
        for it in (begun, rest)
    )


def _iter_cuts(
    sentence: Sentence, own: Sequence[DateMention]
) -> Iterator[tuple[int, list[DateMention]]]:
    """Yield where the second event may begin, with its day where that is counted from the first."""
    if not own:
        return
    for match in date_rules().cues.days_after.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        anchors = [it for it in own if it.end <= start]
        if anchors:
            yield start, [_count_back(anchors[-1], match, start, end)]
    for match in _AFTER.finditer(sentence.text):
        yield sentence.start + match.end(), []


def _split_lead(sentence: Sentence, own: Sequence[DateMention]) -> list[DatedClause]:
    """Split "Two days after rebels killed five, soldiers shot two on Monday"; else nothing."""
    cues, text = date_rules().cues, sentence.text
    match = cues.days_after.search(text)
    cut = text.find(",", match.end()) if match else -1
    if match is None or cut < 0 or not cues.days_after_head.fullmatch(text, 0, match.start()):
        return []
    first = sentence._replace(end=sentence.start + cut, text=text[:cut])
    second = sentence._replace(start=first.end, text=text[cut:])
    if not own or own[0].start < second.start or not (find_losses(first.text) and _tells(second)):
        return []
    counted = _count_back(
        own[0], match, sentence.start + match.start(), sentence.start + match.end()
    )
    return [DatedClause(first, [counted]), DatedClause(second, list(own))]


def _count_back(anchor: DateMention, match: re.Match[str], start: int, end: int) -> DateMention:
    interval = msgspec.structs.replace(
        move_back(anchor.interval, match),
        span=Span(document_id=_document_of(anchor), start=start, end=end),
    )
    return DateMention(start, end, interval, is_said=False, is_open=False)


def _document_of(mention: DateMention) -> str:
    return mention.interval.span.document_id if mention.interval.span else ""


def _tells(clause: Sentence) -> bool:
    return read_event(clause.text).sub_event is not None or bool(find_losses(clause.text))
