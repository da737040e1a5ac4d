"""The words of a text, and the expressions that they wake.

Most sentences of most texts hold none of the words that a rule asks for. The words of a sentence
are looked up once; from then on each expression is one comparison of bits, and only those that its
words wake are searched for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.leads import DIGIT, EDGE
from geomap.claims.literals import LEAST_LETTERS, WORD

if TYPE_CHECKING:
    from geomap.claims.literals import Need, Sets

_MOST_WORDS: Final = 100_000
"""Words that are kept with what they wake."""
_MOST_TEXTS: Final = 512
_RUN: Final = re.compile(r"[a-z]+|\d+")
# What `re.IGNORECASE` takes for "i", "s" and "k" besides their capitals.
_RARE: Final = "İıſ\u212a"
_ALSO: Final = str.maketrans(_RARE, "iisk")


class Bits(NamedTuple):
    """What a text's bits must hold for an expression to be awake in it."""

    all: int
    options: tuple[int, ...] = ()
    """Where there are any, one of them as well."""
    lead: int = 0
    """Of the words with which a match begins; 0 where it may begin anywhere."""

    def are_in(self, found: int) -> bool:
        """Tell whether the bits of a text hold them."""
        if found & self.all != self.all:
            return False
        for option in self.options:
            if found & option == option:
                return True
        return not self.options


class Waking:
    """The sets of pieces that expressions need, each a bit, and the words that hold them."""

    def __init__(self) -> None:
        self._bit_of: dict[frozenset[str], int] = {}
        self._bits_of: dict[str, int] = {}
        self._longest = 0
        self._words: dict[str, int] = {}
        self.find_bits = lru_cache(maxsize=_MOST_TEXTS)(self._find_bits)
        self.list_words = lru_cache(maxsize=_MOST_TEXTS)(self._list_words)

    def add(self, need: Need) -> Bits:
        """Take what an expression needs, and return its bits: one for each set."""
        return Bits(
            self._add_sets(need.sets),
            tuple(map(self._add_sets, need.options)),
            self._add_sets((need.leads,) if need.leads else ()),
        )

    def _add_sets(self, sets: Sets) -> int:
        bits = 0
        for pieces in sets:
            if pieces not in self._bit_of:
                self._add_set(pieces)
            bits |= self._bit_of[pieces]
        return bits

    def _add_set(self, pieces: frozenset[str]) -> None:
        bit = self._bit_of[pieces] = 1 << len(self._bit_of)
        for piece in pieces:
            self._bits_of[piece] = self._bits_of.get(piece, 0) | bit
            self._longest = max(self._longest, len(piece))
        # What was found before knew nothing of these.
        self._words.clear()
        self.find_bits.cache_clear()
        self.list_words.cache_clear()

    def _find_bits(self, text: str) -> int:
        """Return the bits of all sets of which the words of a text hold a piece."""
        known, found = self._words, 0
        for word in set(WORD.findall(_fold(text))):
            bits = known.get(word)
            found |= self._read_word(word) if bits is None else bits
        return found

    def _list_words(self, text: str) -> list[tuple[int, int]]:
        """List where each word and number of a text begins, and its bits."""
        known, found = self._words, []
        for match in _RUN.finditer(_fold(text)):
            word = match[0] if match[0].isalpha() else DIGIT
            bits = known.get(word)
            found.append((match.start(), self._read_word(word) if bits is None else bits))
        return found

    def _read_word(self, written: str) -> int:
        word, found = f"{EDGE}{written}{EDGE}", 0
        for start in range(len(word)):
            for end in range(start + LEAST_LETTERS, min(len(word), start + self._longest) + 1):
                found |= self._bits_of.get(word[start:end], 0)
        if len(self._words) > _MOST_WORDS:
            self._words.clear()
        self._words[written] = found
        return found


def _fold(text: str) -> str:
    """Return a text in small letters, each in its place."""
    # Few texts have any of these, and to translate takes long.
    return (text.translate(_ALSO) if any(it in text for it in _RARE) else text).lower()
