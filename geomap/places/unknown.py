"""Names that stand where a place's name does and that nobody knows: "the village of Zorakert"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.documents.calendar import MONTHS
from geomap.model import Document, Mention, MentionKind
from geomap.places.fold import fold_name
from geomap.places.heads import FEATURE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.places.gazetteer import Gazetteer

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
CALENDAR_WORDS = WEEKDAYS | frozenset(MONTHS)
NOT_A_NAME_PART = CALENDAR_WORDS | FEATURE_WORDS
# Words that begin a sentence or stand between names, and are not part of a name when capitalised.
FUNCTION_WORDS = frozenset(
    "a an the in on at near from to of and or but as by for with within between around along "
    "against across toward towards outside inside over under after before since until during "
    "while when where that this these those its his her their both neither either if then there "
    "here it he she they we units forces troops earlier later meanwhile also however border "
    "eastern western northern southern central north south east west upper lower greater "
    "northeastern northwestern southeastern southwestern according read more source city town "
    "village district region province".split()
)
_NAME = r"[^\W\d_a-z][\w'’ʼ]*(?:[ -][^\W\d_a-z][\w'’ʼ]*){0,2}"
_UNKNOWN = re.compile(
    rf"(?:\b(?:near|outside|around|towards|village of|villages of|town of|settlement of|city of|"
    rf"direction of|directions of|heights? of|district of|province of|section of)\s+(?:the\s+)?"
    rf"(?P<after>{_NAME})"
    rf"|\b(?:the|in|of|near)\s+(?P<before>{_NAME})"
    r"(?=\s+(?:villages?|settlements?|districts?|provinces?|heights?|rayon|directions?|section)\b))"
)
# To look for a string costs a tenth of what it costs to try a pattern at each word of a text.
_KINDS: Final = tuple("village settlement district province height rayon direction section".split())
"""One of them is in all that matches but what these open."""
_OPENERS: Final = ("near", "outside", "around", "towards", "town of", "city of")


def find_unknown_names(
    document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> list[Mention]:
    """Find names that stand where a place's name does ("village of ...") and that nobody knows."""
    taken = [(mention.start, mention.end) for mention in mentions]
    unknown = []
    for match in _iter_matches(document.text, document.body_start):
        group = "after" if match["after"] else "before"
        start, end = match.span(group)
        words = fold_name(match[group])
        if any(s < end and start < e for s, e in taken) or not words:
            continue
        if set(words) & (NOT_A_NAME_PART | FUNCTION_WORDS) or gazetteer.bearers(match[group]):
            continue
        unknown.append(
            Mention(
                document_id=document.id,
                start=start,
                end=end,
                text=match[group],
                kind=MentionKind.PLACE,
            )
        )
    return unknown


def _iter_matches(text: str, begin: int) -> Iterator[re.Match[str]]:
    """Yield what `_UNKNOWN` matches from a character on, tried only where it may match."""
    if any(text.find(kind, begin) >= 0 for kind in _KINDS):
        yield from _UNKNOWN.finditer(text, begin)
        return
    free_from = begin
    for start in sorted(at for opener in _OPENERS for at in _iter_places(text, opener, begin)):
        match = _UNKNOWN.match(text, start) if start >= free_from else None
        if match:
            yield match
            free_from = match.end()


def _iter_places(text: str, word: str, begin: int) -> Iterator[int]:
    """Yield where a string stands in a text from a character on."""
    at = text.find(word, begin)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
