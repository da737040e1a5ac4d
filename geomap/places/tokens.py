"""The words of one document, with what the rules of recognition ask of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from geomap.places.fold import fold_word

if TYPE_CHECKING:
    from geomap.places.scan import TextWords

_SHORTEST_SHOUT: Final = 8
"""Letters of a line from which on it may be called all in capitals."""
_SPACES: Final = frozenset({" ", "\u00a0"})
_DOTTED: Final = frozenset({". ", ".\u00a0", "."})


class DocumentWords:
    """Words of a text by their index; folded when they are asked for.

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
        self._is_lower: list[bool] = words.is_lower.tolist()
        self._folded: dict[int, str] = {}
        self._shouted = _find_shouted(text, begin)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.starts)

    def fold(self, index: int) -> str:
        """Return the folded form of a word; empty beyond the ends of the text."""
        if not 0 <= index < len(self.starts):
            return ""
        folded = self._folded.get(index)
        if folded is None:
            folded = self._folded[index] = fold_word(self.written(index))
        return folded

    def fold_run(self, first: int, count: int) -> tuple[str, ...]:
        """Return the folded forms of a run of words."""
        return tuple(self.fold(at) for at in range(first, first + count))

    def span(self, first: int, count: int = 1) -> tuple[int, int]:
        """Return the range of characters from the first to the last of some words."""
        return self.starts[first], self.ends[first + count - 1]

    def written(self, first: int, count: int = 1) -> str:
        """Return some words as they stand in the text."""
        return self.text[self.starts[first] : self.ends[first + count - 1]]

    def is_capital(self, index: int) -> bool:
        """Tell whether a word begins with a capital letter, where that tells anything.

        In a line all in capitals it does not: no word there counts as capitalised.
        """
        if not 0 <= index < len(self.starts):
            return False
        start = self.starts[index]
        return self.text[start].isupper() and not any(a <= start < b for a, b in self._shouted)

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next one."""
        if not 0 <= index < len(self.starts) - 1:
            return "\n"
        return self.text[self.ends[index] : self.starts[index + 1]]

    def is_beside(self, index: int) -> bool:
        """Tell whether only a space stands between a word and the next one."""
        return self.gap(index) in _SPACES

    def is_initial(self, index: int) -> bool:
        """Tell whether a word is the initial of a name: "F." in "Joseph F. Wagner"."""
        return (
            0 <= index < len(self.starts)
            and self.ends[index] - self.starts[index] == 1
            and self.is_capital(index)
            and self.gap(index) in _DOTTED | _SPACES
        )

    def follows_closely(self, index: int) -> bool:
        """Tell whether the next word belongs to the same name, for all that stands between."""
        return self.gap(index) in _SPACES | _DOTTED

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """Words that the text has in lower case, as they are written."""
        return frozenset(
            self.text[start:end]
            for start, end, is_lower in zip(self.starts, self.ends, self._is_lower, strict=True)
            if is_lower
        )


def _find_shouted(text: str, begin: int) -> list[tuple[int, int]]:
    """Return the lines that are all in capitals, but for a few letters."""
    shouted, start = [], begin
    for line in text[begin:].splitlines(keepends=True):
        letters = [char for char in line if char.isalpha()] if line[:80].isupper() else []
        if len(letters) >= _SHORTEST_SHOUT and len(line.split()) > 1:
            shouted.append((start, start + len(line)))
        start += len(line)
    return shouted
