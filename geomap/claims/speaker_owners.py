"""Whose a body is of which a sentence does not name the state: "the army", "police in Chaman"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.speaker_lexicon import find_bare_body, find_body, speaker_rules

if TYPE_CHECKING:
    from geomap.claims.speech import Passage
    from geomap.model import Speaker

_OFFICE_HOLDER: Final = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Pp]remier|[Ss]pokes(?:man|woman|person))\s+[^\W\d_a-z]"
)
# "Prime Minister X's office": whoever that is, not the one whom the sentence's forces fired on.
_STATESMAN: Final = re.compile(r"\b(?:[Pp]resident|[Mm]inister|[Pp]remier)\s+[^\W\d_a-z]")
# "A health official in Vardenis", "the interior ministry of South Ossetia".
_ELSEWHERE: Final = re.compile(
    r"\b(?:(?:in|at|from)|(?:of|for)(?!\s+(?:the\s+)?(?:Defen[cs]e|Internal|Interior|Foreign|Home|Justice|Health|"
    r"Emergenc|State|National|General|Staff|Information|Security|Affairs|Border|Public|Army|"
    r"Communication|Education|Culture|Transport|Tourism|Territorial|War|Police|External|Federal)))"
    r"\s+(?:the\s+)?[^\W\d_a-z]"
)
_OF_SOMEBODY: Final = re.compile(
    r"\b(?!(?:country|state|nation)\b)([\w-]+)[’']s?\s+(?:[\w-]+\s+)?(?:spokes\w+|leaders?|commanders?)\b"
)
_LOCAL: Final = re.compile(
    r"\b(?:governor|mayor|prefect|(?:district|provincial|regional|local|municipal)\s+\w+)\b",
    re.IGNORECASE,
)
_OWN: Final = re.compile(r"[’']s?\s+own\b")
_ITS: Final = re.compile(r"its\b", re.IGNORECASE)
# Behind a state of which a sentence tells: what it did or did not do; not the other state.
_SUBJECT: Final = re.compile(
    r"\s+(?!(?:and|or|soldiers?|troops|forces|army|artillery|fire|shells?|guards?|civilians?)\b)[a-z]"
)
_ENVOY: Final = re.compile(
    r"\s+(?:ambassador|envoy|charg[eé]|high\s+commissioner|consul|diplomat|military\s+attach[eé])"
)
_THERE: Final = re.compile(r"\bthere$")
_SAID_THERE: Final = re.compile(r"\w+\s+there\b")
_IN_CAPITAL: Final = re.compile(r"\b(?:in|from)\s+$")
# "Across the line in Kandahar province, police spokesman X said".
_OPENING: Final = re.compile(
    r"\W*(?:(?:[Aa]cross|[Oo]n|[Bb]eyond|[Oo]ver)\s[^,;:]{3,40}?\s)?(?:[Ii]n|[Ff]rom)\s[^,;:]{3,60},"
    r"(?:\s+(?:across|on|beyond|over)\s[^,;:]{3,40},)?\s*$"
)
# "In Bamako a communique told", "On the Thai side, officers said": of the government there.
_ANY_THERE: Final = re.compile(
    r"(?:(?:an?|the|its|some|two|three)\s+)?(?:[\w-]+\s+){0,2}?(?:statement|communiqu[eé]|bulletin|"
    r"declaration|note|officers?|commanders?|generals?)",
    re.IGNORECASE,
)
_TOLD_TO: Final = re.compile(r"told\s+(?:the\s+)?(?:[A-Z]\w+\s+)?")
_CAPITAL_REACH: Final = 80
"""Characters behind a speaker in which it is said where it spoke."""
_SUBJECT_REACH: Final = 20
"""Characters of a sentence in which the state begins of which it tells."""


def read_local(phrase: str, passage: Passage, bounds: tuple[int, int]) -> Speaker | None:
    """Read who holds office in a place of one of the two states: "officials in Gondar"."""
    if not speaker_rules().cues.local_office.search(phrase):
        return None
    owners = passage.list_owners(*bounds)
    if not owners and _OPENING.match(passage.text, passage.start, bounds[0]):
        owners = passage.list_owners(passage.start, bounds[0])
    if len(owners) != 1:
        return None
    return passage.make_speaker(find_body(phrase) or "Government", owners.pop())


def read_bare(phrase: str, passage: Passage, bounds: tuple[int, int]) -> Speaker | None:
    """Read "the army", "its defence ministry": of the last side that spoke, or the report's own."""
    body, cues = find_bare_body(phrase), speaker_rules().cues
    may_be = cues.bare.match(phrase) or cues.homely.match(phrase)
    if passage.state.is_seat_first and passage.state.capital and _ANY_THERE.fullmatch(phrase):
        return passage.make_speaker("Government", passage.state.capital)
    if body is None or not may_be or cues.foreign_owner.search(phrase):
        return None
    if is_of_somebody(phrase):
        return None
    own = find_its_owner(phrase, passage, bounds[0])
    if own is None:
        if _ELSEWHERE.search(phrase):
            # Of a place that is no state, whosesoever it may be.
            return None
        own = _find_told_side(passage, bounds[1], is_statesman=bool(_STATESMAN.search(phrase)))
    if own is None and _LOCAL.search(phrase):
        return _read_neighbour(body, passage)
    own = own or _find_home_side(phrase, passage, bounds)
    return passage.make_speaker(body, own) if own else None


def is_of_somebody(phrase: str) -> bool:
    """Tell whether who speaks is no state's: "the sultan's spokesman"."""
    owner = _OF_SOMEBODY.search(phrase)
    return bool(owner and not find_bare_body(owner[1]))


def _find_home_side(phrase: str, passage: Passage, bounds: tuple[int, int]) -> str | None:
    """Find whose a body is of which nothing is said: the last speaker's, or the report's own."""
    state = passage.state
    last = state.last.side if state.last and state.last.side in state.pair else None
    is_near = "\n" not in passage.text[state.last_end : passage.start].strip(" ")
    if last not in (None, state.home) and not is_near and _OFFICE_HOLDER.search(phrase):
        # "Prime Minister Hun Sen said", of a state that is not told: either one's.
        return None
    if last is None and _is_of_another(passage):
        # "Yugoslav guards killed four, the army said": theirs.
        state.home = state.seat = None
    is_there = _THERE.search(phrase) or _SAID_THERE.match(passage.text, bounds[1])
    if state.capital and (is_there or state.is_seat_first):
        # "The defence ministry there", "In Baku, the ministry": of the capital just named.
        return state.capital
    return last or (state.home if speaker_rules().cues.bare.match(phrase) else state.seat)


def _read_neighbour(body: str, passage: Passage) -> Speaker | None:
    """Read "the governor" without a place: of where the sentence is set, or the one before."""
    state = passage.state
    owners = passage.list_owners(passage.start, passage.end)
    if len(owners) == 1:
        state.local = passage.make_speaker(body, owners.pop())
    return state.local


def _is_of_another(passage: Passage) -> bool:
    """Tell whether a sentence opens with the forces of a people that is none of the states'."""
    opening = speaker_rules().cues.alien.match(passage.text, passage.start, passage.end)
    return opening is not None and not any(
        it.start <= opening.start(1) < it.end for it in passage.countries
    )


def find_its_owner(phrase: str, passage: Passage, start: int) -> str | None:
    """Find whose "its army" is: of the state of which the sentence, or the one before, tells.

    So with "Damascus gave no losses. Information Minister X said".
    """
    state = passage.state
    is_told = state.last is not None and state.last_end == state.previous[1]
    if not (_ITS.match(phrase) or (_STATESMAN.search(phrase) and not is_told)):
        return None
    ranges = [(passage.start, start)] if is_told else [(passage.start, start), state.previous]
    for begin, end in ranges:
        for country in passage.countries:
            is_first = begin <= country.start < min(end, begin + _SUBJECT_REACH)
            is_subject = is_first and _SUBJECT.match(passage.text, country.end)
            if is_subject and country.country in state.pair:
                return country.country
    return None


def _find_told_side(passage: Passage, end: int, *, is_statesman: bool) -> str | None:
    """Find whose a body is by what else is said: "said in Baku", "said Georgia's own losses"."""
    text, pair = passage.text, passage.state.pair
    for country in passage.list_countries():
        if country.country not in pair or country.start < end:
            continue
        near = country.start - end < _CAPITAL_REACH and ";" not in text[end : country.start]
        if country.is_capital and near and _IN_CAPITAL.search(text, end, country.start):
            return country.country
        if _OWN.match(text, country.end):
            return country.country
        if country.is_capital and _TOLD_TO.fullmatch(text, end, country.start):
            # "Told the Knesset": of the state whose house it is.
            return country.country
        if _ENVOY.match(text, country.end):
            # "Summoned the Pakistani high commissioner": the other side did.
            return passage.state.find_other(country.country)
    is_new = passage.state.last is None and not is_statesman
    return _find_target(passage) if is_new else None


def _find_target(passage: Passage) -> str | None:
    """Find whose forces the sentence says were fired on: theirs is a ministry without a state."""
    cues, state = speaker_rules().cues, passage.state
    for country in passage.list_countries():
        if cues.target_before.search(passage.text, passage.start, country.start):
            return country.country if country.country in state.pair else None
        strikes = cues.struck_behind.match(passage.text, country.end, passage.end)
        if strikes or cues.struck_before.search(passage.text, passage.start, country.start):
            # "Cambodian shells killed two, the army said": the other's, unless it struck rebels.
            rebels = casualty_rules().cues.stateless.search(
                passage.text, passage.start, passage.end
            )
            return None if rebels else state.find_other(country.country)
    return None
