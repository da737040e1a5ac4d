"""Folding of case, diacritics and script, word by word, so that positions stay exact.

A name and the same name in a text are folded by the same rules, so they meet whatever the
spelling: ``Kəlbəcər`` and ``KALBAJAR'S``, composed or decomposed letters, with or without
apostrophes. A word here is what `geomap.places.scan` finds in whole texts at once; the two are held
together by a test.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Iterator

APOSTROPHES: Final = "'’‘ʼʻ`"
"""What transliterations put inside a word; between letters they are no break."""
POSSESSIVE_APOSTROPHES: Final = "'’"

# Characters of no width of their own: joiners, soft hyphens, directional marks inside a word.
_INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_MARKS: Final = frozenset({"Mn", "Mc", "Me"})


class CharKind(IntEnum):
    """What a character does to a word."""

    BREAK = 0
    LETTER = 1
    """A letter or digit of any script."""
    MARK = 2
    """Belongs to the letter before it: a combining accent, a vowel point, a soft hyphen."""
    APOSTROPHE = 3
    """Belongs to a word only between two letters."""


class Script(IntEnum):
    """The script of a name, which its folded form no longer shows."""

    LATIN = 0
    CYRILLIC = 1
    ARMENIAN = 2
    GEORGIAN = 3
    ARABIC = 4
    GREEK = 5
    HEBREW = 6
    OTHER = 7


class Token(NamedTuple):
    """A word of a text, half-open ``[start, end)`` without its possessive ending."""

    start: int
    end: int
    folded: str


@lru_cache(maxsize=65536)
def kind_of(char: str) -> CharKind:
    """Return what a character does to a word."""
    if char in APOSTROPHES and not char.isalnum():
        return CharKind.APOSTROPHE
    if char.isalnum():
        return CharKind.LETTER
    if char in _INVISIBLE or unicodedata.category(char) in _MARKS:
        return CharKind.MARK
    return CharKind.BREAK


@lru_cache(maxsize=65536)
def fold_char(char: str) -> str:
    """Fold one character to lower-case ASCII letters and digits, none to several."""
    return "".join(filter(str.isalnum, anyascii(char))).lower()


@lru_cache(maxsize=65536)
def script_of_char(char: str) -> Script | None:
    """Return the script of a letter, ``None`` for what is no letter."""
    if not char.isalpha() or char in APOSTROPHES:
        return None
    name = unicodedata.name(char, "").partition(" ")[0]
    return Script.__members__.get(name, Script.OTHER)


@lru_cache(maxsize=65536)
def script_of(name: str) -> Script:
    """Return the script of the first letter of a name; that of Latin when it has none."""
    if name.isascii():
        return Script.LATIN
    return next((s for s in map(script_of_char, name) if s is not None), Script.LATIN)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Fold a word to lower-case ASCII letters and digits; ``""`` when nothing is left."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return "".join(map(fold_char, word))


def iter_tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the words of ``text[start:end]``: positions in ``text``, and folded forms."""
    stop = len(text) if end is None else end
    at = start
    while at < stop:
        if kind_of(text[at]) is not CharKind.LETTER:
            at += 1
            continue
        word_end = _find_word_end(text, at, stop)
        name_end = word_end - possessive_length(text, at, word_end)
        folded = fold_word(text[at:name_end])
        if folded:
            yield Token(at, name_end, folded)
        at = word_end


@lru_cache(maxsize=65536)
def fold_name(name: str) -> tuple[str, ...]:
    """Fold a name to the words that it is looked up by: ``"Kəlbəcər"`` to ``("kelbecer",)``."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return tuple(name.lower().split())
    return tuple(token.folded for token in iter_tokens(name))


def _find_word_end(text: str, start: int, stop: int) -> int:
    at = start
    while at < stop:
        kind = kind_of(text[at])
        is_inside = kind in {CharKind.LETTER, CharKind.MARK} or (
            kind is CharKind.APOSTROPHE
            and at + 1 < stop
            and kind_of(text[at + 1]) is CharKind.LETTER
        )
        if not is_inside:
            break
        at += 1
    return at


def possessive_length(text: str, start: int, end: int) -> int:
    """Return how many characters at the end of a word are its possessive: ``’s``."""
    is_possessive = (
        end - start > 2  # noqa: PLR2004 - a letter before the ending
        and text[end - 1] in "sS"
        and text[end - 2] in POSSESSIVE_APOSTROPHES
    )
    return 2 if is_possessive else 0
