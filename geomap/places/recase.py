"""Reports all in capitals, as telexes have them: the same text with the case that prose would have.

Positions stay those of the original: each character is replaced by one. What is a name is told by
the gazetteer, by months, weekdays and titles; every other word is taken for one of the language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.documents.calendar import ALL_WEEKDAYS, MONTHS
from geomap.places.features import is_country
from geomap.places.lexicon import load_lexicon
from geomap.places.tokens import DocumentWords

if TYPE_CHECKING:
    from geomap.model import Document
    from geomap.places.gazetteer import Gazetteer

_LEAST_LETTERS: Final = 60
"""Of a headline there are fewer; a sentence or two may be all of a telex."""
_SAMPLE: Final = 1_000
"""Characters that show prose to be prose."""
_CAPITAL_SHARE: Final = 0.9
"""Of the letters of a report that is all in capitals."""
_MOST_LOWER: Final = _SAMPLE * (1 - _CAPITAL_SHARE)
_LOWER_LETTERS: Final = b"abcdefghijklmnopqrstuvwxyz"
# After a full stop, but for that of "U.S.".
_SENTENCE_START: Final = re.compile(
    r"(?:\A|(?<!\b\w\.\w)[.!?:]\s+|\n\s*\n\s*|[\"“(\[]\s*)[\"“(\[]*(\w)"
)
_CITY_PEOPLE: Final = 100_000
_ABBREVIATIONS: Final = re.compile(r"\b(?:u\.s\.?|u\.n\.?|u\.k\.?|u\.s\.s\.r\.?)(?!\w)")


def recase(document: Document, gazetteer: Gazetteer) -> Document:
    """Return a report as it would stand in upper and lower case, if it is all in capitals.

    Parameters
    ----------
    document
        The report.
    gazetteer
        Whose names keep their capitals.
    """
    text = document.text
    if not _is_all_capitals(text):
        return document
    chars = [_lower(char) for char in text]
    for start, end in _iter_names("".join(chars), gazetteer):
        chars[start] = text[start]
        for at in range(start + 1, end):
            if not text[at - 1].isalnum() and text[at - 1] not in "'’":
                chars[at] = text[at]
    for match in _SENTENCE_START.finditer(text):
        chars[match.start(1)] = text[match.start(1)]
    lowered = "".join(chars)
    for match in _ABBREVIATIONS.finditer(lowered.lower()):
        chars[match.start() : match.end()] = text[match.start() : match.end()]
    return msgspec.structs.replace(document, text="".join(chars))


def _is_all_capitals(text: str) -> bool:
    # The letters of ASCII are counted at once, and are enough for most texts.
    sample = text[:_SAMPLE].encode("ascii", "ignore")
    if len(sample) - len(sample.translate(None, _LOWER_LETTERS)) > _MOST_LOWER:
        return False
    if sum(map(str.islower, text[:_SAMPLE])) > _MOST_LOWER:
        return False
    letters = [char for char in text if char.isalpha()]
    if len(letters) < _LEAST_LETTERS:
        return False
    return sum(map(str.isupper, letters)) >= _CAPITAL_SHARE * len(letters)


def _lower(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char


def _iter_names(text: str, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Return the ranges of what is written with capitals in prose."""
    read = DocumentWords(text)
    counts = dict(gazetteer.read_names(read, capitalised=False).find_longest())
    starts, ends, words = read.starts, read.ends, read.fold_run(0, len(read))
    known = {*MONTHS, *ALL_WEEKDAYS} - {"may", "march", "mar", "sun", "sat", "wed"}
    titles = load_lexicon().titles | load_lexicon().given_names - load_lexicon().spoken_names
    ranges = []
    for index in range(len(words)):
        if words[index] in known or words[index] in titles:
            ranges.append((starts[index], ends[index]))
        for count in range(counts.get(index, 0), 0, -1):
            if _is_name(words[index : index + count], gazetteer):
                ranges.append((starts[index], ends[index + count - 1]))
                break
    return ranges


def _is_name(folded: tuple[str, ...], gazetteer: Gazetteer) -> bool:
    """Tell whether some words in lower case are a name: none of them alone if it is a word too."""
    if len(folded) == 1 and (
        gazetteer.is_common_word(folded) or folded[0] in load_lexicon().common_words
    ):
        return False
    if gazetteer.demonym_places(folded):
        return True
    bearers = gazetteer.lookup(folded)
    if folded[0] == "the" and not any(
        is_country(it) or (it.population or 0) >= _CITY_PEOPLE for it in bearers
    ):
        # Of a hamlet or a province abroad: "the meeting", "the northern".
        return False
    return bool(bearers) and (len(folded) > 1 or len(folded[0]) > 3)  # noqa: PLR2004 - "are", "bay"
