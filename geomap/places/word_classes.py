"""What a word says of the names beside it: the sets of the lexicon as bits of one number.

The rules ask of the same words again and again; a word is looked up once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from geomap.places.lexicon import Lexicon, load_lexicon
from geomap.places.unknown import CALENDAR_WORDS, FUNCTION_WORDS, NOT_A_NAME_PART

_BITS: Final = {name: 1 << number for number, name in enumerate(Lexicon._fields)}

TITLE: Final = _BITS["titles"]
GIVEN_NAME: Final = _BITS["given_names"]
ORGANISATION_HEAD: Final = _BITS["organisation_heads"]
ORGANISATION_OF: Final = _BITS["organisation_of"]
PLACE_HEAD: Final = _BITS["place_heads"]
PLACE_OPENER: Final = _BITS["place_openers"]
PREPOSITION: Final = _BITS["prepositions"]
WEAK_PREPOSITION: Final = _BITS["weak_prepositions"]
PERSON_VERB: Final = _BITS["person_verbs"]
LOCALS: Final = _BITS["locals"]
COMMON_WORD: Final = _BITS["common_words"]
DIRECTION: Final = _BITS["directions"]
ORGANISATION: Final = _BITS["organisations"]
CALENDAR_WORD: Final = 1 << len(_BITS)
NOT_NAME_PART: Final = 2 << len(_BITS)
"""Words of the calendar, and words of kind: "district"."""
FUNCTION_WORD: Final = 4 << len(_BITS)
NUMBER: Final = 8 << len(_BITS)
ONE_LETTER: Final = 16 << len(_BITS)

_OTHERS: Final = (
    (CALENDAR_WORDS, CALENDAR_WORD),
    (NOT_A_NAME_PART, NOT_NAME_PART),
    (FUNCTION_WORDS, FUNCTION_WORD),
)


def classify_word(folded: str) -> int:
    """Return the classes of a folded word, as bits."""
    classes = _collect_classes().get(folded, 0)
    if len(folded) == 1:
        classes |= ONE_LETTER
    return classes | NUMBER if folded.isdigit() else classes


@lru_cache(maxsize=1)
def _collect_classes() -> dict[str, int]:
    lexicon = load_lexicon()
    classes: dict[str, int] = {}
    sets = [(getattr(lexicon, name), bit) for name, bit in _BITS.items()]
    for words, bit in (*sets, *_OTHERS):
        for word in words:
            classes[word] = classes.get(word, 0) | bit
    return classes
