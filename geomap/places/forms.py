"""What is to know of a word as it is written, found out once: reports share most of their words."""

from __future__ import annotations

from typing import Final

import msgspec

from geomap.places.fold import fold_word
from geomap.places.word_classes import classify_word

_MOST_FORMS: Final = 200_000
"""Forms that are kept; then they are read again."""


class WordForm(msgspec.Struct, frozen=True, gc=False):
    """A word as the rules of recognition ask of it."""

    folded: str
    classes: int
    """Bits of `geomap.places.word_classes`."""


class _Forms(dict[str, WordForm]):
    """Words by how they are written, without possessive endings, each read when it is first met."""

    def __missing__(self, written: str) -> WordForm:
        if len(self) >= _MOST_FORMS:
            self.clear()
        # Of most words a letter's case is all that folding takes; each is read here once.
        is_plain = written.isascii() and written.isalnum()
        folded = written.lower() if is_plain else fold_word(written)
        form = self[written] = WordForm(folded, classify_word(folded))
        return form


FORMS: Final = _Forms()
NO_WORD: Final = WordForm("", 0)
"""What stands beyond the ends of a text."""
