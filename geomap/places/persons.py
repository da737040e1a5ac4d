"""Names of persons: by a title, a given name, an initial before them, or a word that they spoke."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geomap.places.lexicon import Lexicon
    from geomap.places.tokens import DocumentWords

_AGE: Final = re.compile(
    r",\s+(?:about\s+|almost\s+|now\s+)?\d{1,2}(?=[,.;)]|\s+(?:of|from|and|years?)\b)"
)
_MOST_NAMES: Final = 3
"""Words of a person's name after the given one."""


def find_surnames(words: DocumentWords, lexicon: Lexicon) -> frozenset[str]:
    """Return the folded surnames of a text: the words that follow a given name or a title."""
    surnames: set[str] = set()
    for index in words.capitals:
        if not _opens_person(words, index, lexicon):
            continue
        at = index + 1
        while at <= index + _MOST_NAMES and words.follows_closely(at - 1) and words.is_capital(at):
            folded = words.fold(at)
            if not (len(folded) == 1 or folded in lexicon.given_names or folded in lexicon.titles):
                surnames.add(folded)
            if not words.is_beside(at) and not words.is_initial(at):
                break
            at += 1
    return frozenset(surnames)


def is_person(words: DocumentWords, index: int, count: int, lexicon: Lexicon) -> bool:
    """Tell whether a name is a person's by what stands right before or after it."""
    before, after = index - 1, index + count
    if index and words.follows_closely(before):
        if words.is_capital(before) and _opens_person(words, before, lexicon):
            return True
        # "coach Ripley", "spokesman Flores": titles in lower case count right before a name.
        if words.is_beside(before) and words.fold(before) in lexicon.titles:
            return True
    if _AGE.match(words.text, words.ends[after - 1]):
        return True
    return (
        words.fold(index) in lexicon.given_names
        and count == 1
        and words.is_beside(index)
        and words.is_capital(after)
        and words.fold(after) not in lexicon.place_heads
    )


def _opens_person(words: DocumentWords, index: int, lexicon: Lexicon) -> bool:
    """Tell whether a capitalised word is a title, a given name, or an initial after one."""
    folded = words.fold(index)
    if folded in lexicon.titles:
        return words.follows_closely(index)
    if folded in lexicon.given_names:
        return words.is_beside(index) or words.is_initial(index + 1)
    return (
        words.is_initial(index)
        and index > 0
        and words.follows_closely(index - 1)
        and words.is_capital(index - 1)
        and not words.is_initial(index + 1)
    )
