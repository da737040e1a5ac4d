"""The words of one document, with what the rules of recognition ask of them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geomap.places.fold import fold_word

if TYPE_CHECKING:
    from geomap.places.scan import TextWords

_SHORTEST_SHOUT: Final = 8
"""Letters of a line from which on it may be called all in capitals."""
_SPACES: Final = frozenset({" ", "\u00a0"})
_CLOSE: Final = _SPACES | {". ", ".\u00a0", "."}


class DocumentWords:
    """Words of a text by their index.

    Parameters
    ----------
    text
        The whole text.
    words
        From `scan_words`, of the text from ``begin`` on.
    begin
        First character that was scanned.
    """

    def __init__(self, text: str, words: TextWords, begin: int) -> None:
        self.text = text
        self.starts: list[int] = (words.starts + begin).tolist()
        self.ends: list[int] = (words.ends + begin).tolist()
        self._count = len(self.starts)
        self._written = [text[a:b] for a, b in zip(self.starts, self.ends, strict=True)]
        self._folded = list(map(fold_word, self._written))
        self._is_lower: list[bool] = words.is_lower.tolist()
        self._is_capital = self._find_capitals(begin)

    def __len__(self) -> int:
        """Return the number of words."""
        return self._count

    def fold(self, index: int) -> str:
        """Return the folded form of a word; empty beyond the ends of the text."""
        return self._folded[index] if 0 <= index < self._count else ""

    def fold_run(self, first: int, count: int) -> tuple[str, ...]:
        """Return the folded forms of a run of words."""
        return tuple(self._folded[first : first + count])

    def span(self, first: int, count: int = 1) -> tuple[int, int]:
        """Return the range of characters from the first to the last of some words."""
        return self.starts[first], self.ends[first + count - 1]

    def written(self, first: int, count: int = 1) -> str:
        """Return some words as they stand in the text."""
        if count == 1:
            return self._written[first]
        return self.text[self.starts[first] : self.ends[first + count - 1]]

    def is_capital(self, index: int) -> bool:
        """Tell whether a word begins with a capital letter, where that tells anything.

        In a line all in capitals it does not: no word there counts as capitalised.
        """
        return self._is_capital[index] if 0 <= index < self._count else False

    @cached_property
    def capitals(self) -> list[int]:
        """Indexes of the words that begin with a capital letter (`is_capital`)."""
        return [index for index, is_capital in enumerate(self._is_capital) if is_capital]

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next one."""
        if not 0 <= index < self._count - 1:
            return "\n"
        return self.text[self.ends[index] : self.starts[index + 1]]

    def is_beside(self, index: int) -> bool:
        """Tell whether only a space stands between a word and the next one."""
        return self.gap(index) in _SPACES

    def is_initial(self, index: int) -> bool:
        """Tell whether a word is the initial of a name: "F." in "Joseph F. Wagner"."""
        return (
            self.is_capital(index)
            and self.ends[index] - self.starts[index] == 1
            and self.gap(index) in _CLOSE
        )

    def follows_closely(self, index: int) -> bool:
        """Tell whether the next word belongs to the same name, for all that stands between."""
        return self.gap(index) in _CLOSE

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """Words that the text has in lower case, as they are written."""
        return frozenset(
            word for word, is_lower in zip(self._written, self._is_lower, strict=True) if is_lower
        )

    def _find_capitals(self, begin: int) -> list[bool]:
        capitals = [word[0].isupper() for word in self._written]
        for first, last in _find_shouted(self.text, begin):
            at = slice(bisect_left(self.starts, first), bisect_left(self.starts, last))
            capitals[at] = [False] * len(capitals[at])
        return capitals


def _find_shouted(text: str, begin: int) -> list[tuple[int, int]]:
    """Return the lines that are all in capitals, but for a few letters."""
    shouted, start = [], begin
    for line in text[begin:].splitlines(keepends=True):
        letters = [char for char in line if char.isalpha()] if line[:80].isupper() else []
        if len(letters) >= _SHORTEST_SHOUT and len(line.split()) > 1:
            shouted.append((start, start + len(line)))
        start += len(line)
    return shouted
