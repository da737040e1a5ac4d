"""Folding of case, diacritics and script, word by word, so that positions stay exact."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Iterator

# Letters of any script with the apostrophes that transliterations put inside and after words.
_WORD = re.compile(r"[^\W_]+(?:['’ʼʻ`][^\W_]+)*['’ʼʻ]?")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")


class Token(NamedTuple):
    """A word of a text, half-open ``[start, end)`` without its possessive ending."""

    start: int
    end: int
    folded: str


def iter_tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the words of ``text[start:end]``: positions in ``text``, and folded forms."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word = _POSSESSIVE.sub("", match[0])
        folded = fold_word(word)
        if folded:
            yield Token(match.start(), match.start() + len(word), folded)


def fold_name(name: str) -> tuple[str, ...]:
    """Fold a name to the words that it is looked up by: ``"Kəlbəcər"`` to ``("kelbecer",)``."""
    return tuple(token.folded for token in iter_tokens(name))


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Fold a word to lower-case ASCII letters and digits; ``""`` when nothing is left."""
    return "".join(filter(str.isalnum, anyascii(word))).lower()
