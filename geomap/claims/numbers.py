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

_WORD = "|".join(sorted([*_UNITS, *_TENS, *_SCALES, "dozen"], key=len, reverse=True))
# "Two hundred and seven" is one number, "between five and seven" are two.
# Both words end in seven letters, as what is looked behind must be of one length.
_AND: Final = r"(?<=hundred|housand)\s+and\s+"
NUMBER_PATTERN: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:a\s+)?(?:{_WORD})(?:(?:-|{_AND}|\s+)(?:{_WORD}))*)"
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
    if not words:
        return 1 if text in {"a", "an"} else None
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
