"""Names of persons: by a title, a given name, an initial before them, or a word that they spoke."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.places.word_classes import GIVEN_NAME, ONE_LETTER, PLACE_HEAD, TITLE

if TYPE_CHECKING:
    from geomap.places.tokens import DocumentWords

_AGE: Final = re.compile(
    r",\s+(?:about\s+|almost\s+|now\s+)?\d{1,2}(?=[,.;)]|\s+(?:of|from|and|years?)\b)"
)
_OPENERS: Final = TITLE | GIVEN_NAME | ONE_LETTER
_MOST_NAMES: Final = 3
"""Words of a person's name after the given one."""


def find_surnames(words: DocumentWords) -> frozenset[str]:
    """Return the folded surnames of a text: the words that follow a given name or a title."""
    surnames: set[str] = set()
    # Of all capitalised words few are either, or an initial.
    for index in words.find_capitals(_OPENERS):
        if not _opens_person(words, index):
            continue
        at = index + 1
        while at <= index + _MOST_NAMES and words.follows_closely(at - 1) and words.is_capital(at):
            folded = words.fold(at)
            if not (len(folded) == 1 or words.is_a(at, GIVEN_NAME | TITLE)):
                surnames.add(folded)
            if not words.is_beside(at) and not words.is_initial(at):
                break
            at += 1
    return frozenset(surnames)


def is_person(words: DocumentWords, index: int, count: int) -> bool:
    """Tell whether a name is a person's by what stands right before or after it."""
    before, after = index - 1, index + count
    if index and words.follows_closely(before):
        if words.is_capital(before) and _opens_person(words, before):
            return True
        # "coach Ripley", "spokesman Flores": titles in lower case count right before a name.
        if words.is_a(before, TITLE) and words.is_beside(before):
            return True
    end = words.ends[after - 1]
    if words.text.startswith(",", end) and _AGE.match(words.text, end):
        return True
    return (
        count == 1
        and words.is_a(index, GIVEN_NAME)
        and words.is_beside(index)
        and words.is_capital(after)
        and not words.is_a(after, PLACE_HEAD)
    )


def _opens_person(words: DocumentWords, index: int) -> bool:
    """Tell whether a capitalised word is a title, a given name, or an initial after one."""
    classes = words.classes(index)
    if classes & TITLE:
        return words.follows_closely(index)
    if classes & GIVEN_NAME:
        return words.is_beside(index) or words.is_initial(index + 1)
    return (
        words.is_initial(index)
        and index > 0
        and words.follows_closely(index - 1)
        and words.is_capital(index - 1)
        and not words.is_initial(index + 1)
    )
