"""The words of a text, and the expressions that they wake.

Most sentences of most texts hold none of the words that a rule asks for. The words of a sentence
are looked up once; from then on each expression is one comparison of bits, and only those that its
words wake are searched for.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.literals import EDGE, LEAST_LETTERS, WORD

if TYPE_CHECKING:
    from geomap.claims.literals import Need, Sets

_MOST_WORDS: Final = 100_000
"""Words that are kept with what they wake."""
_MOST_TEXTS: Final = 512
# What `re.IGNORECASE` takes for "i", "s" and "k" besides their capitals.
_RARE: Final = "İıſ\u212a"
_ALSO: Final = str.maketrans(_RARE, "iisk")


class Bits(NamedTuple):
    """What a text's bits must hold for an expression to be awake in it."""

    all: int
    options: tuple[int, ...] = ()
    """Where there are any, one of them as well."""

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

    def add(self, need: Need) -> Bits:
        """Take what an expression needs, and return its bits: one for each set."""
        return Bits(self._add_sets(need.sets), tuple(map(self._add_sets, need.options)))

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

    def _find_bits(self, text: str) -> int:
        """Return the bits of all sets of which the words of a text hold a piece."""
        # Few texts have any of these, and to translate takes long.
        lowered = (text.translate(_ALSO) if any(it in text for it in _RARE) else text).lower()
        if len(self._words) > _MOST_WORDS:
            self._words.clear()
        known, found = self._words, 0
        for word in set(WORD.findall(lowered)):
            bits = known.get(word)
            if bits is None:
                bits = known[word] = self._read_word(f"{EDGE}{word}{EDGE}")
            found |= bits
        return found

    def _read_word(self, word: str) -> int:
        found = 0
        for start in range(len(word)):
            for end in range(start + LEAST_LETTERS, min(len(word), start + self._longest) + 1):
                found |= self._bits_of.get(word[start:end], 0)
        return found
