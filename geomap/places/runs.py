"""Which runs of words of one document are names of a gazetteer, by their hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.places.hashes import WORD_HASHES, WORD_POWERS, hash_word_alone, mix_totals
from geomap.places.meanings import NO_MEANINGS, NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.places.bearers import Bearers
    from geomap.places.index import PlaceIndex
    from geomap.places.meanings import Meanings, NameReader
    from geomap.places.tokens import DocumentWords

Runs = dict[tuple[int, int], int]
"""First word and number of words of each run that is a name, to the hash of the name."""

_MOST_FIRST: Final = 100_000
"""Words of which it is kept what begins with them; then they are looked up again."""


_First = tuple[int, int]
"""The hash of the name that a word is alone, 0 where it is none, and the number of words of the
longest name that it begins, 0 where none begins so."""


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

    def find(self, words: DocumentWords, firsts: Iterable[int]) -> Runs:
        """Return the runs that are names, of those that begin at some words."""
        runs: Runs = {}
        longer: list[tuple[int, tuple[int, int]]] = []
        fold, is_beside, is_joined = words.fold, words.is_beside, words.is_joined
        may_open = self._may_open
        for first in firsts:
            folded = fold(first)
            hashed, longest = self[folded]
            if hashed:
                runs[first, 1] = hashed
            if longest > 1 and (is_beside(first) or is_joined(first)):
                total = WORD_HASHES[folded] + WORD_HASHES[fold(first + 1)] * WORD_POWERS[1]
                if may_open(total):
                    longer += _iter_longer(words, first, longest, total)
        if longer:
            # All of them in one look-up; few are names.
            hashes = mix_totals([total for total, _ in longer])
            for layer in self._layers:
                for number in layer.has_names(hashes).nonzero()[0].tolist():
                    runs[longer[number][1]] = int(hashes[number])
        return runs

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
        first = self[folded] = hashed if is_name else 0, longest
        return first


def _iter_longer(
    words: DocumentWords, first: int, longest: int, total: int
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the runs of two words and more that begin at a word, behind what is hashed of each."""
    yield total, (first, 2)
    for at, power in enumerate(WORD_POWERS[2:longest], first + 2):
        if not words.is_joined(at - 1):
            return
        total += WORD_HASHES[words.fold(at)] * power
        yield total, (first, at - first + 1)


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
        hashed = self._runs.get(run)
        if hashed is None:
            return NOBODY
        found = self._bearers.get(run)
        if found is None:
            found = self._reader.bearers(self._words.written(first, count), hashed)
            self._bearers[run] = found
        return found
