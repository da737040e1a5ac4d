"""The words of one document, with what the rules of recognition ask of them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from geomap.places.forms import FORMS, NO_WORD, WordForm
from geomap.places.heads import find_heads
from geomap.places.scan import JOINTS, find_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SHORTEST_SHOUT: Final = 8
"""Letters of a line from which on it may be called all in capitals."""
_STOPS: Final = frozenset({". ", ".\u00a0", "."})
"""Beside a space what may stand behind an initial or a title."""
_REACH: Final = 16
"""Words before and behind a text that may be asked for: there is nothing."""


class DocumentWords:
    """Words of a text by their index; up to some words beyond its ends there are empty ones.

    Parameters
    ----------
    text
        The whole text.
    begin
        First character that is read.
    """

    def __init__(self, text: str, begin: int = 0) -> None:
        self.text = text
        starts, ends, is_beside, is_capital, self.cased = find_words(text, begin)
        self.starts, self.ends = starts, ends
        self._count = len(starts)
        # An index before the first word is one from the end of a list, which is beyond the last.
        forms: list[WordForm | None] = [None] * self._count + [NO_WORD] * _REACH
        # They are all asked for: read at once they cost half.
        for index in self.cased:
            forms[index] = FORMS[text[starts[index] : ends[index]]]
        self._forms = forms
        self._is_beside = is_beside + [False] * _REACH
        self._is_capital = is_capital + [False] * _REACH
        self._lower_shouted(begin)
        # Asked hundreds of times of a text: a list's own method is called at half the cost.
        self.is_beside: Callable[[int], bool] = self._is_beside.__getitem__
        """Tell whether only a space stands between a word and the next one."""
        self.is_capital: Callable[[int], bool] = self._is_capital.__getitem__
        """Tell whether a word begins with a capital letter, where that tells anything.

        In a line all in capitals it does not: no word there counts as capitalised.
        """
        self._heads: dict[tuple[int, int], frozenset[str]] = {}

    def __len__(self) -> int:
        """Return the number of words."""
        return self._count

    def fold(self, index: int) -> str:
        """Return the folded form of a word; empty beyond the ends of the text."""
        return (self._forms[index] or self._read(index)).folded

    def fold_each(self, indexes: Iterable[int]) -> list[str]:
        """Return the folded forms of some words: of a hundred at half the cost of each alone."""
        forms, read = self._forms, self._read
        return [(forms[index] or read(index)).folded for index in indexes]

    def fold_run(self, first: int, count: int) -> tuple[str, ...]:
        """Return the folded forms of a run of words."""
        return tuple(self.fold_each(range(first, first + count)))

    def is_a(self, index: int, classes: int) -> bool:
        """Tell whether a word is of one of some classes (`geomap.places.word_classes`)."""
        return (self._forms[index] or self._read(index)).classes & classes != 0

    def classes(self, index: int) -> int:
        """Return all classes of a word, as bits: for who asks for several of them in turn."""
        return (self._forms[index] or self._read(index)).classes

    def span(self, first: int, count: int = 1) -> tuple[int, int]:
        """Return the range of characters from the first to the last of some words."""
        return self.starts[first], self.ends[first + count - 1]

    def written(self, first: int, count: int = 1) -> str:
        """Return some words as they stand in the text."""
        return self.text[self.starts[first] : self.ends[first + count - 1]]

    def find_capitals(self, classes: int) -> list[int]:
        """Return the words of some classes that begin with a capital letter (`is_capital`)."""
        forms, is_capital, read = self._forms, self._is_capital, self._read
        return [
            index
            for index in self.cased
            if is_capital[index] and (forms[index] or read(index)).classes & classes
        ]

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next one."""
        if not 0 <= index < self._count - 1:
            return "\n"
        return self.text[self.ends[index] : self.starts[index + 1]]

    def is_joined(self, index: int) -> bool:
        """Tell whether what stands before the next word may stand inside a name."""
        return self._is_beside[index] or self.gap(index) in JOINTS

    def is_initial(self, index: int) -> bool:
        """Tell whether a word is the initial of a name: "F." in "Joseph F. Wagner"."""
        return (
            self._is_capital[index]
            and self.ends[index] - self.starts[index] == 1
            and self.follows_closely(index)
        )

    def follows_closely(self, index: int) -> bool:
        """Tell whether the next word belongs to the same name, for all that stands between."""
        return self._is_beside[index] or self.gap(index) in _STOPS

    def find_heads(self, first: int, count: int) -> frozenset[str]:
        """Return the feature words that are tied to a name (`geomap.places.heads`)."""
        found = self._heads.get((first, count))
        if found is None:
            found = find_heads(self.text, *self.span(first, count))
            self._heads[first, count] = found
        return found

    def has_lower(self, word: str) -> bool:
        """Tell whether the text has a word that is written so, in lower case."""
        at = self.text.find(word) if word[:1].islower() else -1
        while at >= 0:
            index = bisect_left(self.starts, at)
            if (
                index < self._count
                and self.starts[index] == at
                and self.ends[index] == at + len(word)
            ):
                return True
            at = self.text.find(word, at + 1)
        return False

    def _read(self, index: int) -> WordForm:
        form = FORMS[self.text[self.starts[index] : self.ends[index]]]
        self._forms[index] = form
        return form

    def _lower_shouted(self, begin: int) -> None:
        """Let no word of a line all in capitals count as capitalised."""
        for first, last in _find_shouted(self.text, begin):
            at = slice(bisect_left(self.starts, first), bisect_left(self.starts, last))
            self._is_capital[at] = [False] * len(self._is_capital[at])


def _find_shouted(text: str, begin: int) -> list[tuple[int, int]]:
    """Return the lines that are all in capitals, but for a few letters."""
    shouted, start = [], begin
    for line in text[begin:].splitlines(keepends=True):
        letters = [char for char in line if char.isalpha()] if line[:80].isupper() else []
        if len(letters) >= _SHORTEST_SHOUT and len(line.split()) > 1:
            shouted.append((start, start + len(line)))
        start += len(line)
    return shouted
