"""Finding the names of places in a text: gazetteer matches, judged by how they stand there."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geomap.documents.publication import MONTHS
from geomap.model import Document, Mention, MentionKind
from geomap.places.fold import Token, fold_name, iter_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.places.gazetteer import Gazetteer

FEATURE_WORDS: Final = frozenset(
    "district districts rayon rayons region regions province provinces county oblast marz city "
    "town village villages settlement settlements community direction directions section sections "
    "sector sectors corridor border heights height area areas road highway checkpoint front "
    "axis".split()
)
"""Words that follow a place's name without making it part of another name."""

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_NOT_A_NAME_PART = _WEEKDAYS | frozenset(MONTHS) | FEATURE_WORDS
# Words that begin a sentence or stand between names, and are not part of a name when capitalised.
_FUNCTION_WORDS = frozenset(
    "a an the in on at near from to of and or but as by for with within between around along "
    "against across toward towards outside inside over under after before since until during "
    "while when where that this these those its his her their both neither either if then there "
    "here it he she they we units forces troops earlier later meanwhile also however border "
    "eastern western northern southern central north south east west upper lower greater "
    "northeastern northwestern southeastern southwestern according read more source city town "
    "village district region province".split()
)
# Place names that are English words: taken for places only after a preposition of place.
_COMMON_WORDS = frozenset(
    "of most nice split reading mobile bath man hit salt van bar sale male deal ham as along "
    "police orange march may anger gap tours best born enter lens nancy brest turku bor tut has "
    "ore".split()
)
_PLACE_PREPOSITION = re.compile(
    r"\b(?:in|near|at|from|to|towards?|of|around|outside|into|between|across|reached|entered)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_JOINER = re.compile(r"[ \u00a0]?[-–‐.'’]?[ \u00a0]?")
_NAME = r"[^\W\d_a-z][\w'’ʼ]*(?:[ -][^\W\d_a-z][\w'’ʼ]*){0,2}"
_UNKNOWN = re.compile(
    rf"(?:\b(?:near|outside|around|towards|village of|villages of|town of|settlement of|city of|"
    rf"direction of|directions of|heights? of|district of|province of|section of)\s+(?:the\s+)?"
    rf"(?P<after>{_NAME})"
    rf"|\b(?:the|in|of|near)\s+(?P<before>{_NAME})"
    r"(?=\s+(?:villages?|settlements?|districts?|provinces?|heights?|rayon|directions?|section)\b))"
)
# Over the rest of a list of capitalised names, with their glosses, to the word that closes it.
_GLOSS = r"(?:\s*[\[(][^\])\n]{1,40}[\])])?"
_LISTED = r"[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*)?"
_HEAD_AFTER = re.compile(
    rf"{_GLOSS}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*/\s*){_LISTED}{_GLOSS}){{0,5}}"
    r"\s+(?:border\s+|frontier\s+|state\s+)?([a-zA-Z]+)"
)
_HEAD_BEFORE = re.compile(
    rf"\b([a-z]+)\s+of\s+(?:the\s+)?(?:{_LISTED}(?:,\s*(?:and\s+)?|\s+and\s+)(?:the\s+)?){{0,5}}$"
)
_HEAD_REACH: Final = 120
"""Characters before a name in which the word that opens its list stands."""
_ABBREVIATION_LETTERS: Final = 3


def find_mentions(document: Document, gazetteer: Gazetteer) -> list[Mention]:
    """Find the gazetteer's names and demonyms in a document, longest first, left to right."""
    text = document.text
    tokens = list(iter_tokens(text, document.body_start))
    mentions: list[Mention] = []
    index = 0
    while index < len(tokens):
        count, kind = _match_at(text, tokens, index, gazetteer)
        if count:
            start, end = tokens[index].start, tokens[index + count - 1].end
            if kind is MentionKind.PLACE and _is_embedded(text, tokens, index, count, gazetteer):
                kind = MentionKind.EMBEDDED
            mentions.append(
                Mention(
                    document_id=document.id, start=start, end=end, text=text[start:end], kind=kind
                )
            )
        index += count or 1
    return mentions


def find_unknown_names(
    document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> list[Mention]:
    """Find names that stand where a place's name does ("village of ...") and that nobody knows."""
    taken = [(mention.start, mention.end) for mention in mentions]
    unknown = []
    for match in _UNKNOWN.finditer(document.text, document.body_start):
        group = "after" if match["after"] else "before"
        start, end = match.span(group)
        words = fold_name(match[group])
        if any(s < end and start < e for s, e in taken) or not words:
            continue
        if set(words) & (_NOT_A_NAME_PART | _FUNCTION_WORDS) or gazetteer.lookup(words):
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


def _match_at(
    text: str, tokens: Sequence[Token], index: int, gazetteer: Gazetteer
) -> tuple[int, MentionKind]:
    """Return how many tokens the longest name at ``index`` takes, and what it is; 0 for none."""
    longest = gazetteer.longest_name(tokens[index].folded)
    for count in range(min(longest, len(tokens) - index), 0, -1):
        window = tokens[index : index + count]
        if not _is_joined(text, window):
            continue
        words = tuple(token.folded for token in window)
        if gazetteer.lookup(words) and _is_name(text, window, words, gazetteer):
            return count, MentionKind.PLACE
        if gazetteer.demonym_country(words) and not text[window[0].start].islower():
            return count, MentionKind.DEMONYM
    return 0, MentionKind.PLACE


def _is_joined(text: str, window: Sequence[Token]) -> bool:
    return all(_JOINER.fullmatch(text, a.end, b.start) for a, b in pairwise(window))


def _is_name(
    text: str, window: Sequence[Token], words: tuple[str, ...], gazetteer: Gazetteer
) -> bool:
    start, end = window[0].start, window[-1].end
    if text[start].islower():
        return False
    written = text[start:end]
    if len("".join(words)) <= _ABBREVIATION_LETTERS:
        # Abbreviations count only in the exact case that the gazetteer gives: "US", never "Us".
        return any(written == name for p in gazetteer.lookup(words) for name in (p.name, *p.names))
    if words[0] in _COMMON_WORDS and len(words) == 1:
        return bool(_PLACE_PREPOSITION.search(text, max(0, start - 20), start))
    return True


def _is_embedded(
    text: str, tokens: Sequence[Token], index: int, count: int, gazetteer: Gazetteer
) -> bool:
    """Tell whether the name is part of a longer one: "Yerevan State University", "Jack London"."""
    last = index + count - 1
    if last + 1 < len(tokens):
        following = tokens[last + 1]
        if (
            text[tokens[last].end : following.start] == " "
            and text[following.start].isupper()
            and following.folded not in _NOT_A_NAME_PART | _FUNCTION_WORDS
            and not gazetteer.lookup((following.folded,))
        ):
            return True
    if index:
        preceding = tokens[index - 1]
        return (
            text[preceding.end : tokens[index].start] == " "
            and text[preceding.start].isupper()
            and preceding.folded not in _FUNCTION_WORDS | _NOT_A_NAME_PART
            and not gazetteer.lookup((preceding.folded,))
            and not gazetteer.demonym_country((preceding.folded,))
        )
    return False


def iter_heads(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the feature words tied to the name at ``[start, end)``, lower case.

    "Kalbajar and Lachin regions" gives "regions" to both names; "the village of Sotk" gives
    "village"; "in the direction of Lachin and Kalbajar" gives "direction" to both.
    """
    after = _HEAD_AFTER.match(text, end)
    if after and after[1].lower() in FEATURE_WORDS:
        yield after[1].lower()
    before = _HEAD_BEFORE.search(text, max(0, start - _HEAD_REACH), start)
    if before and before[1] in FEATURE_WORDS:
        yield before[1]
