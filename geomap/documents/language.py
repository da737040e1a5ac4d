"""The language of a text, as far as it takes to know whose rules can read it."""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH: Final = "en"

_SAMPLE: Final = 4_000
"""Characters that are enough to tell."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_BLANKS: Final = bytes(it if chr(it) in ascii_lowercase else ord(" ") for it in range(256))
"""What is no small letter is a blank."""
_ENGLISH_WORDS: Final = frozenset("the of and was were with from that said".split())
_ENGLISH_SHARE: Final = 0.05
"""Of its words; no other language has so many, and all but 7 of 3,361 English texts have more."""
_LEAST_SURE: Final = 0.5
_TAKEN_FOR_ENGLISH: Final = frozenset({"pcm"})
"""Naija, whose words are English: what the model calls so is most often a lead of few words."""


def find_language(text: str) -> str | None:
    """Return the language of a text as an ISO 639-1 code, or None where it cannot be told.

    Parameters
    ----------
    text
        Any text; its beginning counts.

    Notes
    -----
    English is told by its commonest words. Only what lacks them is asked of py3langid, whose model
    takes a second to load.
    """
    sample = text[:_SAMPLE]
    words = _list_words(sample.lower())
    if not words:
        return None
    if sum(map(_ENGLISH_WORDS.__contains__, words)) > _ENGLISH_SHARE * len(words):
        return ENGLISH
    language, certainty = _load_identifier().classify(sample)
    if language in _TAKEN_FOR_ENGLISH:
        return ENGLISH
    return str(language) if certainty >= _LEAST_SURE else None


def _list_words(text: str) -> list[str]:
    """List the runs of letters of a text in small letters."""
    if text.isascii():
        # A fifth of the time that an expression takes.
        return text.encode().translate(_BLANKS).decode().split()
    return _LETTERS.findall(text)


@lru_cache(maxsize=1)
def _load_identifier() -> LanguageIdentifier:
    # Most corpora do without it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
