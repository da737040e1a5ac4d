"""Which runs of words of one document are names of a gazetteer, by their hashes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.places.hashes import WORD_HASHES, WORD_POWERS, hash_total, hash_word_alone
from geomap.places.meanings import NO_MEANINGS, NOBODY

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geomap.places.bearers import Bearers
    from geomap.places.index import PlaceIndex
    from geomap.places.meanings import Meanings, NameReader
    from geomap.places.tokens import DocumentWords

Runs = dict[tuple[int, int], int]
"""First word and number of words of each run that is a name, to the hash of the name."""

_MOST_FIRST: Final = 100_000
"""Words of which it is kept what begins with them; then they are looked up again."""
_MOST_RUNS: Final = 100_000
"""Runs of several words of which it is kept whether they are a name."""


class _First(msgspec.Struct, frozen=True, gc=False):
    """What begins with a word."""

    hashed: int
    """Of the name that the word is alone; 0 where it is none."""
    longest: int
    """Number of words of the longest name; 0 where none begins so."""


class RunFinder(dict[str, _First]):
    """Finds names in texts, and keeps which words may begin one: texts share most of them.

    Parameters
    ----------
    layers
        The indexes.
    """

    def __init__(self, layers: Sequence[PlaceIndex]) -> None:
        super().__init__()
        self._layers = layers
        self._may_open = layers[0].may_open if len(layers) == 1 else self._may_open_any
        self._hash_of = lru_cache(maxsize=_MOST_RUNS)(self._look_up)

    def find(self, words: DocumentWords, firsts: Collection[int]) -> Runs:
        """Return the runs that are names, of those that begin at some words."""
        runs: Runs = {}
        fold, is_beside, is_joined = words.fold, words.is_beside, words.is_joined
        may_open, second_power = self._may_open, WORD_POWERS[1]
        for first, folded in zip(firsts, words.fold_each(firsts), strict=True):
            opening = self[folded]
            if opening.hashed:
                runs[first, 1] = opening.hashed
            if opening.longest > 1 and (is_beside(first) or is_joined(first)):
                total = WORD_HASHES[folded] + WORD_HASHES[fold(first + 1)] * second_power
                if may_open(total):
                    self._add_longer(runs, words, first, opening.longest, total)
        return runs

    def _add_longer(
        self, runs: Runs, words: DocumentWords, first: int, longest: int, total: int
    ) -> None:
        """Add the runs of two words and more that begin at a word, and what is hashed of two."""
        for count in range(2, longest + 1):
            hashed = self._hash_of(total)
            if hashed:
                runs[first, count] = hashed
            after = first + count
            if count == longest or not words.is_joined(after - 1):
                return
            total += WORD_HASHES[words.fold(after)] * WORD_POWERS[count]

    def _look_up(self, total: int) -> int:
        """Return the hash of a name by what is hashed of its words; 0 where it is none."""
        hashed = hash_total(total)
        for layer in self._layers:
            if layer.read_first(hashed)[0]:
                return hashed
        return 0

    def _may_open_any(self, total: int) -> bool:
        return any(layer.may_open(total) for layer in self._layers)

    def __missing__(self, folded: str) -> _First:
        """Look up what begins with a word."""
        if len(self) >= _MOST_FIRST:
            self.clear()
        hashed, is_name, longest = hash_word_alone(folded), False, 0
        for layer in self._layers:
            is_name_here, longest_here = layer.read_first(hashed)
            is_name = is_name or is_name_here
            longest = max(longest, longest_here)
        first = self[folded] = _First(hashed if is_name else 0, longest)
        return first


class TextNames:
    """The names in the words of a text, and what each may mean.

    Parameters
    ----------
    words
        Of the text.
    runs
        Those of them that are names.
    reader
        Of the gazetteer that they are names of.
    """

    def __init__(self, words: DocumentWords, runs: Runs, reader: NameReader) -> None:
        self._words = words
        self._runs = runs
        self._reader = reader
        self._bearers: dict[tuple[int, int], Bearers] = {}

    def find_longest(self) -> list[tuple[int, int]]:
        """Return each word that begins a name and how many words the longest one has, in order."""
        longest: dict[int, int] = {}
        for first, count in self._runs:
            if count > longest.get(first, 0):
                longest[first] = count
        return sorted(longest.items())

    def meanings(self, first: int, count: int = 1) -> Meanings:
        """Return what some words may mean, as names of all kinds and scripts."""
        hashed = self._runs.get((first, count))
        return NO_MEANINGS if hashed is None else self._reader.meanings(hashed)

    def bearers(self, first: int, count: int = 1) -> Bearers:
        """Return who bears the name that some words are, as `Gazetteer.bearers` does."""
        run = first, count
        found = self._bearers.get(run)
        if found is None:
            hashed = self._runs.get(run)
            if hashed is None:
                return NOBODY
            found = self._reader.bearers(self._words.written(first, count), hashed)
            self._bearers[run] = found
        return found
