"""Who says it: the official body or medium to which a sentence attributes what it tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.claims.speaker_lexicon import find_body, speaker_rules
from geomap.claims.speaker_phrases import (
    iter_speaker_phrases,
    learn_name,
    read_opener,
    read_speaker,
)
from geomap.claims.speech import CountryMention, Passage, SpeechState, name_speaker
from geomap.model import MentionKind, Resolution, Speaker
from geomap.places.features import is_country

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container, Iterable, Mapping, Sequence

    from geomap.places import Gazetteer

__all__ = [
    "CountryMention",
    "SpeechState",
    "find_own_side",
    "find_speaker",
    "list_countries",
    "list_governing",
    "list_voices",
    "name_speaker",
]

_QUOTATION: Final = re.compile(r"“[^”]*”|\"[^\"]*\"")
_AND: Final = re.compile(r"\b(?:and|but)\s*$")
_SUBJECT: Final = re.compile(
    r"\s+(?:(?:did|does|has|had|have|would|will|is|was|gave|made|sent)\b|[a-z]+(?:ed|es)\b)"
)
_COMMA: Final = re.compile(",")
_LEAD_COMMAS: Final = 2
_WHAT_IT: Final = re.compile(r"\bwhat\s+(?:it|they)\s*$")
# "Asked for a meeting and" before "wrote".
_DID_AND: Final = re.compile(
    r"\s*(?:[a-z]+ed|gave|sent|made|went|took|spoke)\b.*\band\s*", re.DOTALL
)
_LETTERHEAD: Final = 400
"""Characters at the top in which it may stand who issues a statement."""
_LETTERHEAD_LINES: Final = 6
_PRONOUN: Final = re.compile(r"\W*(?:He|She|It)\s")
_SEAT_REACH: Final = 24
"""Characters of a sentence in which the seat that it opens with begins."""
_OWNER_REACH: Final = 30
"""Characters before a state's name in which "the armed forces of" stands."""


def list_countries(
    resolutions: Iterable[Resolution], gazetteer: Gazetteer, text: str = ""
) -> list[CountryMention]:
    """List the states named in a document, in its order, and those that its text names by forces.

    Parameters
    ----------
    resolutions
        Names, peoples and capitals of states among others.
    gazetteer
        Of which towns are capitals.
    text
        Where short names of forces are looked for: "the IDF".
    """
    found = []
    for resolution in resolutions:
        place, mention = resolution.place, resolution.mention
        if place is None or place.country is None or "|" in place.country:
            continue
        is_capital = place.id in gazetteer.capitals
        if mention.kind is MentionKind.DEMONYM or is_country(place) or is_capital:
            found.append(CountryMention(mention.start, mention.end, place.country, is_capital))
    # "BDF" alone may be another's: a state that is named in full is meant by its forces as well.
    named = {mention.country for mention in found}
    found.extend(
        CountryMention(*match.span(), country, is_capital=False, is_forces=True)
        for country, pattern in speaker_rules().forces.items()
        if country in named
        for match in pattern.finditer(text)
    )
    short = speaker_rules().short_names
    if short.keys() <= named:
        found.extend(
            CountryMention(*match.span(), country, is_capital=False)
            for country, pattern in short.items()
            for match in pattern.finditer(text)
        )
    return sorted(found)


def list_voices(countries: Sequence[CountryMention], text: str) -> list[CountryMention]:
    """List the states that may speak: those named, also by their forces in full and their seats.

    Parameters
    ----------
    countries
        The states named in the document (`list_countries`).
    text
        Its text.
    """
    rules, named = speaker_rules(), {it.country for it in countries}
    forces = [
        CountryMention(*match.span(), country, is_capital=False, is_forces=True)
        for country, pattern in rules.forces.items()
        if country not in named
        for match in pattern.finditer(text)
        if rules.cues.full_name.match(match[0])
    ]
    seats = [
        CountryMention(*match.span(), country, is_capital=True)
        for country, pattern in rules.seats.items()
        for match in pattern.finditer(text)
    ]
    # "The Sudan People's Liberation Army" is South Sudan's.
    owners = {at: it.country for it in forces for at in range(it.start, it.end)}
    kept = [it for it in countries if owners.get(it.start, it.country) == it.country]
    return sorted([*kept, *forces, *seats])


def list_governing(
    named: Container[str], text: str, published: dt.date | None
) -> list[CountryMention]:
    """List where a report names a movement that governs one of its states: "Taliban forces".

    Parameters
    ----------
    named
        ISO alpha-3 of the states that the document names, or places of.
    text, published
        Its text, and the day of its publication, where that is known.
    """
    return [
        CountryMention(*match.span(), country, is_capital=False)
        for country, movement in speaker_rules().governments.items()
        if country in named and movement.rules_in(text, published)
        for match in movement.name.finditer(text)
    ]


def find_speaker(  # noqa: PLR0913 - a sentence's range, and the three things known around it
    text: str,
    start: int,
    end: int,
    *,
    countries: Sequence[CountryMention],
    state: SpeechState,
    country_names: Mapping[str, str],
) -> Speaker | None:
    """Find to whom a sentence attributes what it tells, and remember it.

    Parameters
    ----------
    text, start, end
        The whole text, and the sentence's half-open range in it.
    countries
        The states named in the document (`list_countries`).
    state
        Who spoke before; updated.
    country_names
        ISO alpha-3 to English name.
    """
    state.turn_to(start, end)
    passage = Passage(text, start, end, countries, state, country_names)
    _learn_persons(passage)
    _learn_seat(passage)
    speaker = _read_phrases(passage)
    state.has_turned = speaker is None and (speaker := _read_turn(passage)) is not None
    last = speaker or read_opener(passage)
    if last is not None:
        state.remember(last, end)
    return speaker


def find_own_side(
    text: str, countries: Sequence[CountryMention], pair: tuple[str, ...]
) -> str | None:
    """Find the side that speaks in a communique: "our positions", fired on by the other's forces.

    Quotations do not count: there it is the one quoted who says "our".
    """
    cues, state = speaker_rules().cues, SpeechState(pair=pair)
    if issuer := _find_issuer(text, countries, pair):
        return issuer
    if not cues.our_forces.is_awake(text):
        return None
    outside = _QUOTATION.sub(lambda quoted: " " * len(quoted[0]), text)
    if not cues.our_forces.search(outside):
        return None
    for country in countries:
        reach = max(0, country.start - _OWNER_REACH)
        is_attacker = cues.forces_before.search(outside, reach, country.start) or (
            cues.forces_behind.match(outside, country.end)
        )
        if is_attacker and (other := state.find_other(country.country)):
            return other
    return None


def _find_issuer(
    text: str, countries: Sequence[CountryMention], pair: tuple[str, ...]
) -> str | None:
    """Find the side whose body stands above a statement: "MINISTRY OF DEFENCE OF ARMENIA"."""
    rules, start = speaker_rules(), 0
    for line in text[:_LETTERHEAD].splitlines(keepends=True)[:_LETTERHEAD_LINES]:
        end = start + len(line)
        if rules.cues.letterhead.match(line.strip()) and not rules.phrases.says.search(line):
            named = [c.country for c in countries if start <= c.start < end]
            if named:
                return named[0] if named[0] in pair else None
        start = end
    return None


def _learn_persons(passage: Passage) -> None:
    """Remember a state's minister by name, so that the surname alone is understood later."""
    for country in passage.list_countries():
        if country.is_capital:
            continue
        title = speaker_rules().cues.person.match(passage.text, country.end, passage.end)
        surname = title[1].split()[-1] if title else ""
        if title and surname[:1].isupper():
            speaker = passage.make_speaker(find_body(title[0]) or "Government", country.country)
            passage.state.persons.setdefault(surname, speaker)


def _learn_seat(passage: Passage) -> None:
    """Remember the last seat of a side that was named, and whether this sentence opens with one."""
    state, opening = passage.state, speaker_rules().cues.seat_opening
    behind = speaker_rules().cues.seat_behind
    capitals = [c for c in passage.countries if c.is_capital and c.end <= passage.end]
    first = next(iter(passage.list_countries()), None)
    opens = first is not None and (
        first.start < passage.start + _SEAT_REACH
        and opening.fullmatch(passage.text, passage.start, first.start) is not None
    )
    if first and opens and behind.match(passage.text, first.end, passage.end):
        capitals.append(first)
    elif first:
        opens = opens and first.is_capital
    seats = [c.country for c in capitals if c.country in state.pair]
    state.capital = seats[-1] if seats else None
    state.is_seat_first = opens


def _read_phrases(passage: Passage) -> Speaker | None:
    """Read the first phrase of the sentence that names a speaker.

    Behind a semicolon somebody else speaks: what an unknown voice says before is not theirs.
    """
    unknown = passage.end
    for start, end in iter_speaker_phrases(passage):
        speaker = _read_subject(passage, end) or read_speaker(passage, start, end)
        phrase = passage.text[start:end]
        if speaker is None and (not phrase.strip() or _DID_AND.fullmatch(phrase)):
            speaker = _read_lead(passage, end)
        if speaker is None:
            unknown = min(unknown, end) if passage.text[start:end].strip() else unknown
            continue
        if speaker.official and speaker.side:
            learn_name(passage, start, end, speaker)
        if ";" in passage.text[unknown:start]:
            return None
        if not any(start <= c.start < end for c in passage.countries):
            speaker = _turn_from_attacker(passage, speaker)
        if speaker_rules().cues.bare.match(phrase.strip()) and find_body(phrase):
            speaker = _turn_to_victims(passage, speaker)
        return speaker
    return None


def _read_lead(passage: Passage, verb: int) -> Speaker | None:
    """Read who a sentence opens with: "He gave no numbers and rejected the account"."""
    text, start = passage.text, passage.start
    if not _AND.search(text, start, verb):
        return None
    if _PRONOUN.match(text, start):
        return passage.state.last
    if named := _find_subject(passage):
        # "Ethiopia did not speak of a loss, and said": the state alone, whatever it did.
        return passage.make_speaker("Government", named.country)
    commas = [it.start() for it in _COMMA.finditer(text, start, verb)][:_LEAD_COMMAS]
    for end in commas or [verb]:
        # "Petrov, the Thai premier, asked for a meeting and said": up to the second comma.
        if any(c.start < end for c in passage.list_countries()):
            return read_speaker(passage, start, end)
    return None


def _find_subject(passage: Passage) -> CountryMention | None:
    """Find the state that a sentence opens with and of which it tells what it did."""
    first = next(iter(passage.list_countries()), None)
    if first is None or passage.text[passage.start : first.start].strip():
        return None
    return first if _SUBJECT.match(passage.text, first.end) else None


def _read_subject(passage: Passage, end: int) -> Speaker | None:
    """Read "it" in "Delhi protested at what it called murder": of the sentence's subject."""
    if not _WHAT_IT.search(passage.text[passage.start : end]):
        return None
    named = _find_subject(passage)
    return passage.make_speaker("Government", named.country) if named else None


def _read_turn(passage: Passage) -> Speaker | None:
    """Read a sentence that opens with whose account follows: "The Armenian version differs"."""
    cues = speaker_rules().cues
    # Behind the first name there is more than an article before the next.
    for country in passage.list_countries()[:1]:
        opens = cues.turn_opening.fullmatch(passage.text, passage.start, country.start)
        if opens and cues.turn.match(passage.text, country.end):
            return passage.make_speaker("Government", country.country)
    return None


def _turn_from_attacker(passage: Passage, speaker: Speaker) -> Speaker:
    """Take "it" for the side fired on: "Armenian units opened fire on its positions, it said"."""
    other = passage.state.find_other(speaker.side)
    if other is None:
        return speaker
    on_its = speaker_rules().cues.on_its
    for country in passage.list_countries():
        is_own = country.country == speaker.side
        if is_own and on_its.match(passage.text, country.end, passage.end):
            body = "Ministry of Defence" if "Ministry" in speaker.name else "Government"
            return passage.make_speaker(body, other)
    return speaker


def _turn_to_victims(passage: Passage, speaker: Speaker) -> Speaker:
    """Take "the ministry" for that of the fallen: "An Armenian soldier was killed, it reported".

    Only where the sentence names one state and names it as theirs; "the ministry" alone is the one
    that spoke before.
    """
    sentence = passage.text[passage.start : passage.end]
    inside = passage.list_countries()
    body = find_body(sentence[sentence.rfind(",") + 1 :])
    if body != "Ministry of Defence" or len({c.country for c in inside}) != 1:
        return speaker
    mention = inside[0]
    behind = sentence[mention.end - passage.start :]
    if mention.country == speaker.side or not speaker_rules().cues.victim.match(behind):
        return speaker
    return passage.make_speaker(body, mention.country)
