"""Words of kind around a name: "Kalbajar and Lachin regions", "the village of Sotk"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

FEATURE_WORDS: Final = frozenset(
    "district districts rayon rayons region regions province provinces county oblast marz city "
    "town village villages settlement settlements community direction directions section sections "
    "sector sectors corridor border heights height area areas road highway checkpoint front "
    "axis".split()
)
"""Words that follow a place's name without making it part of another name."""

DIVISION_HEADS: Final = frozenset(
    "district districts rayon rayons region regions province provinces county oblast marz "
    "direction directions section sections sector sectors".split()
)
TOWN_HEADS: Final = frozenset("city town village villages settlement settlements community".split())

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
_OPENS_LIST: Final = "[(,/"
_START_LETTERS: Final = 3
_STARTS: Final = frozenset(
    word[:_START_LETTERS] for word in (*FEATURE_WORDS, "and", "border", "frontier", "state")
)
"""How a word begins that stands right behind a name where `_HEAD_AFTER` finds a feature word."""
_ENDS_LIST: Final = ("of", "the", "and", ",")
_END_REACH: Final = 24
_HEAD_REACH: Final = 120
"""Characters before a name in which the word that opens its list stands."""

_FEATURE_ENDS: Final = tuple(FEATURE_WORDS)
"""What stands before the "of" that opens a list may only then be a feature word."""

_NO_HEADS: Final = frozenset[str]()


def find_heads(text: str, start: int, end: int) -> frozenset[str]:
    """Return the feature words tied to the name at ``[start, end)``, lower case.

    "Kalbajar and Lachin regions" gives "regions" to both names; "the village of Sotk" gives
    "village"; "in the direction of Lachin and Kalbajar" gives "direction" to both.
    """
    heads = _NO_HEADS
    if _may_go_on(text[end : end + 1 + _START_LETTERS]):
        after = _HEAD_AFTER.match(text, end)
        if after and after[1].lower() in FEATURE_WORDS:
            heads = frozenset((after[1].lower(),))
    # The search is dear, and few names stand behind what may end a list that "of" opens.
    if not text[max(0, start - _END_REACH) : start].rstrip().endswith(_ENDS_LIST):
        return heads
    reach = max(0, start - _HEAD_REACH)
    openings = text[reach:start].split("of")[:-1]
    if not any(it.rstrip().endswith(_FEATURE_ENDS) for it in openings):
        return heads
    opened = _HEAD_BEFORE.search(text, reach, start)
    return heads | {opened[1]} if opened and opened[1] in FEATURE_WORDS else heads


@lru_cache(maxsize=16_384)
def _may_go_on(following: str) -> bool:
    """Tell whether what follows a name may lead to a feature word: a pattern costs ten times it."""
    if following[:1].isspace():
        return not following[1:2].isalpha() or following[1:].lower() in _STARTS
    return following[:1] in _OPENS_LIST
