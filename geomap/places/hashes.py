"""Hashes of words and names: what the index of names is asked with.

A word's hash is a polynomial of its folded characters, a name's hash one of its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

MAX_WORDS: Final = 10
"""Words of the longest name that is looked for in texts."""

LONGEST_WORD: Final = 255
"""Folded characters of a word up to which their places count."""

_MASK: Final = (1 << 64) - 1
_MOST_HASHES: Final = 200_000
"""Hashes of words that are kept; then they are made again."""


def _mix(value: int) -> int:
    """Spread a 64-bit number over all its bits (the finaliser of splitmix64)."""
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def mix_all(values: Hashes) -> Hashes:
    """Spread each number of an array over all its bits."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


_LETTER_VALUES: Final = {
    char: _mix(0x9E3779B97F4A7C15 * (number + 1) & _MASK)
    for number, char in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")
}


def _powers(base: int, count: int) -> list[int]:
    powers = [1]
    while len(powers) < count:
        powers.append(powers[-1] * base & _MASK)
    return powers


_PLACE_POWERS: Final = _powers(0x9FB21C651E98DF25, LONGEST_WORD + 1)
_USUAL_WORD: Final = 24
"""Letters of a word up to which what they are worth at their places is kept."""
_PLACED_LETTERS: Final = [
    {char: value * power & _MASK for char, value in _LETTER_VALUES.items()}
    for power in _PLACE_POWERS[:_USUAL_WORD]
]
WORD_POWERS: Final = _powers(0xD6E8FEB86659FD93, MAX_WORDS + 1)
PLACE_POWER_ARRAY: Final = np.array(_PLACE_POWERS, dtype=np.uint64)
WORD_POWER_ARRAY: Final = np.array(WORD_POWERS, dtype=np.uint64)


def sum_letters(folded: str) -> int:
    """Return what the letters of a folded word are worth at their places, modulo 2**64."""
    total = sum(
        _LETTER_VALUES[char] * _PLACE_POWERS[min(place, LONGEST_WORD)]
        for place, char in enumerate(folded)
    )
    return total & _MASK


def _hash_word(folded: str) -> int:
    if len(folded) <= _USUAL_WORD:
        return _mix(sum(map(dict.__getitem__, _PLACED_LETTERS, folded)) & _MASK)
    return _mix(sum_letters(folded))


class _WordHashes(dict[str, int]):
    """Hashes of folded words, each made when it is first asked for."""

    def __missing__(self, folded: str) -> int:
        if len(self) >= _MOST_HASHES:
            self.clear()
        hashed = self[folded] = _hash_word(folded)
        return hashed


WORD_HASHES: Final = _WordHashes()


def hash_name(words: Sequence[str]) -> int:
    """Return the hash of a name given as folded words, as `TextWords.hash_runs` gives it."""
    total = 0
    for word, power in zip(words, WORD_POWERS, strict=False):
        total += WORD_HASHES[word] * power
    return _mix(total & _MASK)


def hash_word_alone(folded: str) -> int:
    """Return the hash of the name that a folded word is alone: `hash_name` of it."""
    return _mix(WORD_HASHES[folded])


def hash_total(total: int) -> int:
    """Return the hash of a name of which the words' hashes times `WORD_POWERS` are added up."""
    return _mix(total & _MASK)
