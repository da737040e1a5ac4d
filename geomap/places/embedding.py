"""Names that are part of other names: of organisations and buildings, and of persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.places.kinds import EMBEDDED, PERSON
from geomap.places.persons import is_person
from geomap.places.word_classes import (
    FUNCTION_WORD,
    GIVEN_NAME,
    LOCALS,
    NOT_NAME_PART,
    ORGANISATION_HEAD,
    ORGANISATION_OF,
    PLACE_HEAD,
    PLACE_OPENER,
    PREPOSITION,
    TITLE,
)

if TYPE_CHECKING:
    from geomap.model import MentionKind
    from geomap.places.bearers import Bearers
    from geomap.places.reading import Reading

_LONGEST_RUN: Final = 6
"""Words after a name in which the head of an organisation is looked for."""
_JOINTS: Final = frozenset({"of", "and", "for", "the", "on", "&"})
_PARTIES: Final = frozenset("DRI")
_INNER_GAPS: Final = frozenset({"'", "’", "-"})


def find_other_kind(
    reading: Reading, index: int, count: int, bearers: Bearers
) -> MentionKind | None:
    """Return what a name is if it is no place by itself: a person's, or part of a longer name.

    "Yerevan State University" and "Georgia School Boards Association" hold names of places; "Jack
    London" and "Dallas Whitfield" are persons. The name of a country, or one of several words, is
    not a person's for the capital letter of what stands beside it: "Saudi Arabia Travel Guide".
    """
    after = index + count
    if reading.words.fold(index - 1) == "of" and _opens_organisation(reading, index - 2):
        return EMBEDDED
    if _has_organisation_head(reading, after):
        return PERSON if _honours_person(reading, index) else EMBEDDED
    if is_person(reading.words, index, count):
        return PERSON
    is_firm = bearers.has_country or (count > 1 and bearers.has_prominent)
    if is_firm or speaks_of_locals(reading, after):
        return None
    if _goes_on(reading, after, bearers) or _began_before(reading, index):
        return PERSON
    return None


def speaks_of_locals(reading: Reading, after: int) -> bool:
    """Tell whether people of a place are spoken of behind its name: "a Gainesville man"."""
    words = reading.words
    return words.is_a(after, LOCALS) and words.is_beside(after - 1) and not words.is_capital(after)


def follows_party(reading: Reading, index: int) -> bool:
    """Tell whether a name is the seat of a member of a parliament: "Robert Ford, D-Charleston"."""
    words, before = reading.words, index - 1
    if not index or words.is_beside(before):
        return False
    return words.gap(before) == "-" and words.written(before) in _PARTIES


def _honours_person(reading: Reading, index: int) -> bool:
    """Tell whether an organisation bears a person's name: "Charles Webb Center"."""
    words, before = reading.words, index - 1
    return words.is_a(before, GIVEN_NAME) and words.is_beside(before) and words.is_capital(before)


def _opens_organisation(reading: Reading, index: int) -> bool:
    """Tell whether a word opens the name of an organisation: "University of ..."."""
    words = reading.words
    return words.is_capital(index) and words.is_a(index, ORGANISATION_OF)


def _has_organisation_head(reading: Reading, after: int) -> bool:
    """Tell whether the capitalised words behind a name end in the head of an organisation."""
    words = reading.words
    if not words.is_capital(after):
        return False
    for at in range(after, after + _LONGEST_RUN):
        if not words.is_beside(at - 1):
            return False
        if words.is_capital(at):
            if words.is_a(at, ORGANISATION_HEAD):
                return True
        elif words.fold(at) not in _JOINTS:
            return False
    return False


def _goes_on(reading: Reading, after: int, bearers: Bearers) -> bool:
    """Tell whether a name goes on with a capitalised word that is no part of the sentence."""
    words = reading.words
    if not words.is_capital(after):
        return False
    is_beside = words.is_beside(after - 1)
    if not is_beside and words.gap(after - 1) == "-":
        # "Wal-Mart": of two places in one word both are of one country, or well known.
        others = reading.names.bearers(after)
        countries = {code for place in others for code in place.countries}
        return not (
            bearers.has_prominent
            or others.has_prominent
            or any(place.countries & countries for place in bearers)
        )
    return (
        is_beside
        and not words.is_a(after, NOT_NAME_PART | FUNCTION_WORD | PLACE_HEAD | TITLE)
        and not _is_large_unit(reading, after)
        and not reading.names.meanings(after).people_country
    )


def _began_before(reading: Reading, index: int) -> bool:
    """Tell whether a name is the rest of one that a capitalised word began."""
    words = reading.words
    before = index - 1
    if not index or not words.is_capital(before):
        return False
    if follows_party(reading, index):
        return False
    is_beside = words.is_beside(before)
    if not is_beside and words.gap(before) in _INNER_GAPS:
        # "Wal-Mart", "O'Brien": a part of a word is no name, unless both parts are.
        return not _is_large_unit(reading, before) and not reading.names.meanings(before).people
    return (
        is_beside
        and not words.is_a(before, FUNCTION_WORD | NOT_NAME_PART | PLACE_OPENER | PREPOSITION)
        and not _is_large_unit(reading, before)
        and not reading.names.meanings(before).people
        and not words.is_initial(before)
    )


def _is_large_unit(reading: Reading, index: int) -> bool:
    """Tell whether a word beside a name is itself a state or a division, and no part of the name.

    Two names of towns side by side are a person's: "Dallas Whitfield", "Paris Monroe".
    """
    bearers = reading.names.bearers(index)
    return bearers.has_country or bearers.has_division
