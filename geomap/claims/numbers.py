"""Numbers in digits and in English words."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES: Final = {"hundred": 100, "thousand": 1000}
_DOZEN: Final = 12
_PHRASES: Final = {"half a dozen": 6, "a score": 20}

_WORD = "|".join(sorted([*_UNITS, *_TENS, *_SCALES, "dozen"], key=len, reverse=True))
# "Two hundred and seven" is one number, "between five and seven" are two.
# Both words end in seven letters, as what is looked behind must be of one length.
_AND: Final = r"(?<=hundred|housand)\s+and\s+"
NUMBER_PATTERN: Final = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+|half\s+a\s+dozen|a\s+score(?=\s+of\b)|"
    rf"(?:a\s+)?(?:{_WORD})(?:(?:-|{_AND}|\s+)(?:{_WORD}))*)"
)
"""A number in digits (with thousands commas) or words; to be used with ``re.IGNORECASE``."""
VAGUE_NUMBERS: Final = {
    "several": 3,
    "a few": 3,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
}
"""Words for a number that nobody counted, and the least that each of them means."""
VAGUE_PATTERN: Final = "(?:" + "|".join(VAGUE_NUMBERS).replace(" ", r"\s+") + ")"


_ORDINALS: Final = (
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
_ORDINAL: Final = re.compile(rf"\ban?\s+({'|'.join(_ORDINALS)})\b", re.IGNORECASE)


def read_ordinal(text: str) -> int | None:
    """Read how many one more makes: 3 of "a third soldier".

    Examples
    --------
    >>> read_ordinal("a third soldier was killed")
    3
    """
    found = _ORDINAL.search(text)
    return _ORDINALS.index(found[1].lower()) + 2 if found else None


def parse_number(text: str) -> int | None:
    """Parse a number in digits or English words.

    Examples
    --------
    >>> parse_number("6,500")
    6500
    >>> parse_number("two hundred and seven")
    207
    >>> parse_number("twenty-four")
    24
    >>> parse_number("several") is None
    True
    """
    text = text.strip().lower()
    if re.fullmatch(r"[\d,]+", text):
        return int(text.replace(",", ""))
    words = [word for word in re.split(r"[-\s]+", text) if word not in {"and", "a", "an", ""}]
    known = _PHRASES.get(" ".join(text.split()), 1 if text in {"a", "an"} else None)
    if known or not words:
        return known
    total = current = 0
    for word in words:
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "dozen":
            current = max(current, 1) * _DOZEN
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] == _SCALES["thousand"]:
                total, current = total + current, 0
        else:
            return None
    return total + current
