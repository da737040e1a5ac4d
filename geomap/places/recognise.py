"""Finding the names of places in a text: gazetteer matches, judged by how they stand there."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.model import Document, Mention, MentionKind
from geomap.places.bearers import PROMINENT_POPULATION, Bearers
from geomap.places.embedding import find_other_kind, follows_party, speaks_of_locals
from geomap.places.kinds import DEMONYM, EMBEDDED, PERSON, PLACE
from geomap.places.lexicon import load_lexicon
from geomap.places.persons import find_surnames
from geomap.places.reading import Reading
from geomap.places.tokens import DocumentWords
from geomap.places.word_classes import (
    CALENDAR_WORD,
    COMMON_WORD,
    DIRECTION,
    GIVEN_NAME,
    NUMBER,
    ORGANISATION,
    PERSON_VERB,
    PLACE_HEAD,
    PLACE_OPENER,
    PREPOSITION,
    TITLE,
    WEAK_PREPOSITION,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.places.gazetteer import Gazetteer
    from geomap.places.runs import TextNames

_CONTAINMENT: Final = frozenset({", ", ",\u00a0", " (", "\u00a0("})
"""What stands between a place and what it lies in: "Paris, Texas", "Paris (Texas)"."""
_FEW_BEARERS: Final = 3
_COMPANY_POPULATION: Final = 5_000
_LIST_GAP: Final = re.compile(r",? (?:and|or|&) |, |/")
_BASED: Final = re.compile(r"-(?:based|area|born|bred|registered)\b")


class Evidence(IntEnum):
    """How strongly the words around a name say that it is a place."""

    NONE = 0
    WEAK = 1
    """"at", "from", "of": persons and dates follow these as well."""
    STRONG = 2
    """"in", "near", "outside"."""
    SURE = 3
    """"city of", "... district", "..., Texas"."""


_NONE, _WEAK, _STRONG, _SURE = Evidence
"""A member of an enumeration takes longer to reach than a word to read."""


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A name of the gazetteer at some words of a text, and what speaks for a place."""

    index: int
    count: int
    kind: MentionKind
    bearers: Bearers
    """Who bears the name; for a demonym, whose people or adjective it is."""
    is_certain: bool = False
    """Something beside the name itself says that it is a place."""
    may_join: bool = False
    """Nothing says that it is none, but it takes places beside it to think of one."""
    is_plausible: bool = False
    """Nothing says that it is none, and the name is well known or at home in the text."""


class Found(msgspec.Struct, frozen=True, gc=False):
    """A name that a text uses, and the places that it may mean."""

    mention: Mention
    bearers: Bearers
    heads: frozenset[str] = frozenset()
    """Words of kind that are tied to it (`geomap.places.heads`); none are asked of a demonym."""


def find_mentions(document: Document, gazetteer: Gazetteer) -> list[Mention]:
    """Find the gazetteer's names and demonyms in a document, longest first, left to right."""
    return [found.mention for found in find_names(document, gazetteer)]


def find_names(document: Document, gazetteer: Gazetteer) -> list[Found]:
    """Find the gazetteer's names and demonyms in a document, with those who bear them."""
    text, begin = document.text, document.body_start
    words = DocumentWords(text, begin)
    names = gazetteer.read_names(words)
    named = names.find_longest()
    reading = Reading(
        words=words,
        names=names,
        lexicon=load_lexicon(),
        surnames=set(find_surnames(words)),
        countries=_find_countries(names, named),
    )
    hits = _find_hits(reading, named)
    for confirm in (_confirm_repeated, _confirm_lists, _confirm_company):
        hits = confirm(reading, hits)
    return [
        _make_found(document, words, hit)
        for hit in hits
        if hit.kind is not PLACE or hit.is_certain or hit.is_plausible
    ]


def _make_found(document: Document, words: DocumentWords, hit: Hit) -> Found:
    start, end = words.span(hit.index, hit.count)
    mention = Mention(
        document_id=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        kind=hit.kind,
    )
    if hit.kind is DEMONYM:
        return Found(mention, hit.bearers)
    return Found(mention, hit.bearers, words.find_heads(hit.index, hit.count))


def _find_countries(names: TextNames, named: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Return the ISO alpha-3 codes of the states that a text names, or whose people it names."""
    found: set[str | None] = set()
    for index, count in named:
        found.add(names.meanings(index).people_country)
        bearers = names.bearers(index, count)
        if bearers.has_country or bearers.has_division:
            # A division that no place elsewhere shares its name with tells of its country as well.
            found.update(bearers.states, bearers.only_division_of)
    return frozenset(code for code in found if code)


def _find_hits(reading: Reading, named: Sequence[tuple[int, int]]) -> list[Hit]:
    """Return the hits that do not overlap, from left to right."""
    hits, free_from = list[Hit](), 0
    for index, longest in named:
        if index < free_from:
            continue
        for count in range(longest, 0, -1):
            hit = _judge(reading, index, count)
            if hit is not None:
                hits.append(hit)
                free_from = index + count
                break
    return hits


def _judge(reading: Reading, index: int, count: int) -> Hit | None:
    """Return what a name is at some words of the text; ``None`` for none."""
    words = reading.words
    classes, dated = words.classes(index), CALENDAR_WORD | NUMBER
    if classes & dated and all(words.is_a(index + it, dated) for it in range(1, count)):
        return None
    meanings, written = reading.names.meanings(index, count), words.written(index, count)
    abbreviated = meanings.abbreviated(written)
    # "D.C." and "W.Va." are nothing else; "Ore." and "TX" may be, but for behind a comma.
    if abbreviated and ("." in written or _closes_containment(reading, index)):
        kind = find_other_kind(reading, index, count, abbreviated) or PLACE
        return Hit(index, count, kind, abbreviated, is_certain=True)
    if count == 1 and classes & TITLE and words.is_capital(index + 1):
        return None
    bearers = reading.names.bearers(index, count)
    if meanings.people and not _is_main_name_of_prominent(bearers):
        return Hit(index, count, DEMONYM, meanings.people)
    if bearers and not words.text.startswith("$", words.ends[index + count - 1]):
        return _judge_name(reading, index, count, bearers)
    return None


def _is_main_name_of_prominent(bearers: Bearers) -> bool:
    """Tell whether a name is a well-known place's own: "Thai" is a variant of a city's alone."""
    return bearers.has_prominent and any(
        it.is_prominent and it.id in bearers.main for it in bearers
    )


def _closes_containment(reading: Reading, index: int) -> bool:
    """Tell whether a name stands behind another, a comma between them: "Paris, Texas"."""
    if not index:
        return False
    gap = reading.words.gap(index - 1)
    return gap in _CONTAINMENT and reading.words.is_capital(index - 1)


def _judge_name(reading: Reading, index: int, count: int, bearers: Bearers) -> Hit | None:
    words = reading.words
    first = words.fold(index)
    kind, evidence = find_other_kind(reading, index, count, bearers), _NONE
    if kind is None:
        evidence = _grade_evidence(reading, index, count)
        is_surname = count == 1 and first in reading.surnames and evidence < _STRONG
        # Of a surname the person of whom the text speaks is meant; of a country's name the country.
        if is_surname and not bearers.has_country:
            kind = PERSON
    if kind is EMBEDDED and _is_mere_word(reading, index, count, bearers):
        return None
    if kind is not None:
        if kind is PERSON and count == 1 and not bearers.has_prominent:
            reading.surnames.add(first)
        return Hit(index, count, kind, bearers)
    is_well_known = bearers.has_prominent
    is_word = count == 1 and _is_word(reading, index)
    is_given_name = count == 1 and _is_given_name(reading, index, bearers)
    needed = _WEAK
    if is_word:
        is_known = is_well_known and not words.is_a(index, DIRECTION)
        needed = _STRONG if is_known else _SURE
    elif is_given_name:
        needed = _STRONG
    return Hit(
        index,
        count,
        PLACE,
        bearers,
        is_certain=evidence >= needed,
        is_plausible=not (is_word or is_given_name)
        and _is_plausible(reading, index, count, bearers),
        may_join=not is_word and not _is_spoken(reading, index, count),
    )


def _is_word(reading: Reading, index: int) -> bool:
    """Tell whether a name is also a word of English or of the text in lower case, or a firm's.

    The names of countries are none, but for the text that uses them so.
    """
    words = reading.words
    written = words.written(index)
    is_abbreviation = len(written) > 1 and written.isupper() and words.is_capital(index)
    if words.is_a(index, COMMON_WORD | ORGANISATION) or (
        not is_abbreviation and words.has_lower(written.lower())
    ):
        return True
    if not reading.names.meanings(index).is_word:
        return False
    bearers = reading.names.bearers(index)
    return not (bearers.has_country or any(it.is_capital for it in bearers))


def _is_given_name(reading: Reading, index: int, bearers: Bearers) -> bool:
    """Tell whether a name is more likely a person's given one: "a letter to Paul"."""
    return reading.words.is_a(index, GIVEN_NAME) and not any(
        it.is_country
        or (it.is_division and it.countries & reading.countries)
        or it.population >= PROMINENT_POPULATION
        for it in bearers
    )


def _is_mere_word(reading: Reading, index: int, count: int, bearers: Bearers) -> bool:
    """Tell whether a part of a name is but a word: "Police Department", "Superior Court"."""
    return count == 1 and not bearers.has_country and _is_word(reading, index)


def _is_spoken(reading: Reading, index: int, count: int) -> bool:
    """Tell whether what follows is said of persons: "Miller said"."""
    return reading.words.is_a(index + count, PERSON_VERB)


def _is_plausible(reading: Reading, index: int, count: int, bearers: Bearers) -> bool:
    """Tell whether a bare capitalised name may be thought to mean a place."""
    if bearers.has_prominent:
        return True
    if _is_spoken(reading, index, count):
        return False
    # There are more small towns in the world than words in a dictionary. One of them is thought of
    # where the text speaks of its country, unless towns there are named after persons.
    eponym_countries = reading.lexicon.eponym_countries
    return any(
        place.countries.isdisjoint(eponym_countries)
        and not place.countries.isdisjoint(reading.countries)
        for place in bearers
    )


def _grade_evidence(reading: Reading, index: int, count: int) -> Evidence:
    """Return how strongly the words around a name say that it is a place."""
    words = reading.words
    if follows_party(reading, index) or _has_place_after(reading, index, count):
        return _SURE
    if speaks_of_locals(reading, index + count):
        return _STRONG
    before = index - 1
    if words.fold(before) == "the":
        before -= 1
    if not words.is_beside(index - 1):
        gap = words.gap(index - 1)
        if not gap.isspace() or "\n" in gap:
            return _NONE
    if words.is_a(before - 1, PLACE_OPENER) and words.fold(before) == "of":
        return _SURE
    classes = words.classes(before)
    if classes & (PREPOSITION | PLACE_OPENER):
        return _STRONG
    weak = classes & WEAK_PREPOSITION and not _is_spoken(reading, index, count)
    return _WEAK if weak else _NONE


def _has_place_after(reading: Reading, index: int, count: int) -> bool:
    """Tell whether what follows a name says that it is a place: "... district", "..., Texas"."""
    words, after = reading.words, index + count
    if words.is_beside(after - 1):
        return words.is_a(after, PLACE_HEAD) or bool(words.find_heads(index, count))
    end = words.ends[after - 1]
    return bool(
        (words.text.startswith("-", end) and _BASED.match(words.text, end))
        or words.find_heads(index, count)
        or _has_container(reading, after)
    )


def _has_container(reading: Reading, after: int) -> bool:
    """Tell whether a division or country follows behind a comma: ", Texas", ", Ill."."""
    words, names = reading.words, reading.names
    if after >= len(words) or words.gap(after - 1) not in _CONTAINMENT:
        return False
    for count in (3, 2, 1):
        if after + count <= len(words) and names.meanings(after, count).abbreviated(
            words.written(after, count)
        ):
            return True
        bearers = names.bearers(after, count)
        if bearers.has_country or bearers.has_division:
            return True
    return False


def _confirm_repeated(reading: Reading, hits: list[Hit]) -> list[Hit]:
    """Take a name for a place wherever the text says once that it is one."""
    sure = {reading.words.fold_run(hit.index, hit.count) for hit in hits if hit.is_certain}
    return [
        _confirm(hit)
        if hit.kind is PLACE
        and not hit.is_certain
        and reading.words.fold_run(hit.index, hit.count) in sure
        and not _is_spoken(reading, hit.index, hit.count)
        else hit
        for hit in hits
    ]


def _confirm_lists(reading: Reading, hits: list[Hit]) -> list[Hit]:
    """Take a name for a place where it stands in a list with one: "Goris, Kapan and Sisian"."""
    confirmed = list(hits)
    for order in (range(1, len(hits)), range(len(hits) - 2, -1, -1)):
        for at in order:
            beside = at - 1 if order.step > 0 else at + 1
            if (
                confirmed[at].kind is PLACE
                and not confirmed[at].is_certain
                and confirmed[beside].kind is PLACE
                and confirmed[beside].is_certain
                and _stand_in_list(reading.words, confirmed[at], confirmed[beside])
            ):
                confirmed[at] = _confirm(confirmed[at])
    return confirmed


def _confirm_company(_reading: Reading, hits: list[Hit]) -> list[Hit]:
    """Take a bare name for a town where a division that it has one in is spoken of for certain."""
    divisions = {
        place.admin1
        for hit in hits
        if hit.is_certain and hit.kind is PLACE
        for place in (hit.bearers if len(hit.bearers) <= _FEW_BEARERS else ())
        if place.admin1
    }
    return [
        _confirm(hit)
        if hit.may_join
        and not hit.is_certain
        and any(
            place.admin1 in divisions and place.population >= _COMPANY_POPULATION
            for place in hit.bearers
        )
        else hit
        for hit in hits
    ]


def _stand_in_list(words: DocumentWords, one: Hit, other: Hit) -> bool:
    """Tell whether nothing stands between two hits but what parts names in a list."""
    first, second = (one, other) if one.index < other.index else (other, one)
    begin, end = words.ends[first.index + first.count - 1], words.starts[second.index]
    return _LIST_GAP.fullmatch(words.text, begin, end) is not None


def _confirm(hit: Hit) -> Hit:
    return Hit(hit.index, hit.count, hit.kind, hit.bearers, is_certain=True)
