"""The phrase of a sentence that names its speaker, and reading it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.claims.lexicon import casualty_rules
from geomap.claims.speaker_lexicon import speaker_rules
from geomap.model import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.claims.speech import CountryMention, Passage, SpeechState

_SURNAME: Final = re.compile(r"[^\W\d_a-z][\w'’-]+")
_OFFICE_HOLDER: Final = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Pp]remier|[Ss]pokes(?:man|woman|person))\s+[^\W\d_a-z]"
)
# "A health official in Vardenis", "the interior ministry of South Ossetia".
_ELSEWHERE: Final = re.compile(
    r"\b(?:(?:in|at|from)|(?:of|for)(?!\s+(?:the\s+)?(?:Defen[cs]e|Internal|Interior|Foreign|Home|Justice|Health|"
    r"Emergenc|State|National|General|Staff|Information|Security|Affairs|Border|Public|Army)))"
    r"\s+(?:the\s+)?[^\W\d_a-z]"
)
_AFTER_QUOTE: Final = frozenset({",", '"', "”", "’"})
# "Maj. Gen. A. Petrov": these dots end no clause.
_ABBREVIATED: Final = re.compile(
    r"\b(?:[^\W\d_a-z]|Maj|Gen|Lt|Col|Brig|Capt|Sgt|Cpl|Adm|Cmdr|Mr|Mrs|Ms|Dr|Prof|St)$"
)
_NAME: Final = r"[^\W\d_a-z][\w’'.-]*(?:\s+[^\W\d_a-z][\w’'.-]*){1,5}"
_NAMED_LAST: Final = re.compile(rf"(?<!\bof)(?:^|[\s,])({_NAME})\s*,?\s*$")
_NAMED_FIRST: Final = re.compile(rf"^\W*({_NAME})\s*,")
_LOCAL: Final = re.compile(
    r"\b(?:governor|mayor|(?:district|provincial|regional|local|municipal)\s+\w+)\b", re.IGNORECASE
)
_OWN: Final = re.compile(r"[’']s?\s+own\b")
_IN_CAPITAL: Final = re.compile(r"\b(?:in|from)\s+$")
_CAPITAL_REACH: Final = 80
"""Characters behind a speaker in which it is said where it spoke."""
_MAX_PHRASE_WORDS: Final = 14
_MAX_METONYM_WORDS: Final = (3, 2)
"""Words before and behind a state's name that leave it a speaker."""


def iter_speaker_phrases(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield ranges of the text in which a sentence's speaker may stand, the surest first."""
    text, start, end = passage.text, passage.start, passage.end
    phrases = speaker_rules().phrases
    for pattern in (phrases.according, phrases.said_by):
        for match in pattern.finditer(text, start, end):
            yield match.end(), _find_clause_end(text, match.end(), end)
    for match in phrases.account.finditer(text, start, end):
        yield match.span("who")
    for match in phrases.says.finditer(text, start, end):
        before = text[start : match.start()]
        if inserted := phrases.insertion.search(before):
            stop = start + inserted.start()
            yield _find_clause_start(text, start, stop), stop
        first = _find_clause_start(text, start, match.start())
        if wider := _find_apposition(passage, first, match.start()):
            yield wider, match.start()
        yield first, match.start()
        # Inverted order after a quotation: `," said Defence Minister X`.
        if before.rstrip()[-1:] in _AFTER_QUOTE and not match[0].endswith("told"):
            yield match.end(), _find_clause_end(text, match.end(), end)


def _find_apposition(passage: Passage, first: int, verb: int) -> int | None:
    """Find where "a Thai army spokesman, Colonel Petrov, said" begins: one comma further left."""
    text, start = passage.text, passage.start
    ahead = text[start:first].rstrip()
    if not (text[first:verb].rstrip().endswith(",") and ahead.endswith(",")):
        return None
    if any(first <= c.start < verb for c in passage.countries):
        return None
    return _find_clause_start(text, start, start + len(ahead) - 1)


def read_speaker(passage: Passage, start: int, end: int) -> Speaker | None:
    """Read who is meant by a phrase of a sentence: a body, a person, a medium, or "it".

    Parameters
    ----------
    passage
        The sentence, with who spoke before it.
    start, end
        The phrase's half-open range in the text.
    """
    phrase = _trim_phrase(passage.text[start:end])
    if not phrase or len(phrase.split()) > _MAX_PHRASE_WORDS:
        return None
    if ministry := _read_ministry(phrase, passage.state):
        return ministry
    if _is_same(phrase, passage.state) and (passage.state.last or not find_body(phrase)):
        return passage.state.last
    inside = [c for c in passage.countries if start <= c.start and c.end <= end]
    return (
        _read_unofficial(phrase, inside, passage)
        or _read_both(phrase, inside, passage)
        or _read_body(phrase, inside, passage, (start, end))
        or _read_person(phrase, passage.state)
        or _read_local(phrase, passage, (start, end))
        or _read_bare(phrase, passage, end)
    )


def learn_name(passage: Passage, start: int, end: int, speaker: Speaker) -> None:
    """Remember by name who speaks for a body: "Iran's police chief, Ali Petrov"."""
    phrase = passage.text[start:end]
    for match in filter(None, (_NAMED_LAST.search(phrase), _NAMED_FIRST.match(phrase))):
        span = (start + match.start(1), start + match.end(1))
        is_state = any(c.start < span[1] and span[0] < c.end for c in passage.countries)
        if not is_state and find_body(match[1]) is None:
            passage.state.persons.setdefault(match[1].split()[-1].rstrip(".,"), speaker)


def find_body(phrase: str) -> str | None:
    """Return the name of the official body that a phrase names, without its state."""
    bodies = speaker_rules().bodies.list_awake(phrase)
    return next((name for pattern, name in bodies if pattern.search(phrase)), None)


def _find_clause_start(text: str, start: int, end: int) -> int:
    boundary = start
    for match in speaker_rules().phrases.clause_start.finditer(text, start, end):
        is_dot = match[0][:1] == "."
        if match.end() < end - 1 and not (is_dot and _ABBREVIATED.search(text, 0, match.start())):
            boundary = match.end()
    return boundary


def _find_clause_end(text: str, start: int, end: int) -> int:
    stop = speaker_rules().phrases.clause_end.search(text, start, end)
    return stop.start() if stop else end


def _trim_phrase(phrase: str) -> str:
    """Drop quotation marks and what opens a clause: when it was said, and connectors."""
    joined = " ".join(phrase.split()).strip(" ,“”\"'")
    opening = speaker_rules().phrases.opening.search(joined)
    return joined[: opening.start()] + joined[opening.end() :] if opening else joined


def _read_ministry(phrase: str, state: SpeechState) -> Speaker | None:
    """Read "the ministry" alone: the last one that spoke, or whoever spoke before."""
    if state.is_seat_first or not speaker_rules().cues.ministry.match(phrase):
        return None
    return state.last_ministry or state.last


def _is_same(phrase: str, state: SpeechState) -> bool:
    """Tell whether a phrase can only mean the last speaker: "it", "the statement"."""
    if not speaker_rules().cues.same.match(phrase):
        return False
    return not (state.is_seat_first and find_body(phrase))


def _read_unofficial(
    phrase: str, inside: Sequence[CountryMention], passage: Passage
) -> Speaker | None:
    """Read media, residents and witnesses: nobody's official word."""
    rules = speaker_rules()
    if state := _find_state_medium(phrase, inside):
        return Speaker(
            name=f"state media of {passage.name_country(state)}", side=state, official=False
        )
    for pattern, name in rules.unofficial.list_awake(phrase):
        if pattern.search(phrase) and not rules.cues.official.search(phrase):
            owner = passage.name_country(inside[0].country) if inside else None
            return Speaker(name=f"{name} ({owner})" if owner else name, official=False)
    return None


def _find_state_medium(phrase: str, inside: Sequence[CountryMention]) -> str | None:
    """Find the state whose own medium speaks: "Iran's state television", "KCNA"."""
    rules = speaker_rules()
    if named := rules.state_media.search(phrase):
        return named.lastgroup
    return inside[0].country if inside and rules.cues.state_owned.search(phrase) else None


def _read_both(phrase: str, inside: Sequence[CountryMention], passage: Passage) -> Speaker | None:
    """Read the two parties as one voice: "both ministries", "Armenia and Azerbaijan"."""
    pair = passage.state.pair
    if len(pair) != 2:  # noqa: PLR2004 - two sides
        return None
    named = tuple(sorted({c.country for c in inside}))
    if speaker_rules().cues.both.search(phrase) or (named == pair and " and " in phrase):
        names = " and ".join(passage.name_country(code) for code in pair)
        return Speaker(name=f"Governments of {names}", side="|".join(pair))
    return None


def _read_body(
    phrase: str, inside: Sequence[CountryMention], passage: Passage, bounds: tuple[int, int]
) -> Speaker | None:
    """Read a body with its state: "the Armenian defence ministry", or the state alone."""
    if not inside:
        return None
    is_armed = inside[0].is_forces or speaker_rules().cues.rank.search(phrase)
    body = find_body(phrase) or ("Armed Forces" if is_armed else None)
    if not (body or _is_metonym(passage.text, bounds, inside[0])):
        return None
    country = inside[-1].country if re.search(r"\bof\b", phrase) else inside[0].country
    return passage.make_speaker(body or "Government", country)


def _is_metonym(text: str, bounds: tuple[int, int], country: CountryMention) -> bool:
    """Tell whether the phrase is the state or its capital alone: "Baku said", "Armenia, which"."""
    cues = speaker_rules().cues
    before = text[bounds[0] : country.start].strip(" ,“”\"'’\n")
    behind = text[country.end : bounds[1]]
    behind = behind.removeprefix("’s").removeprefix("'s").strip(" ,\n")
    if cues.not_metonym.search(before) or len(before.split()) > _MAX_METONYM_WORDS[0]:
        return False
    is_short = len(behind.split()) <= _MAX_METONYM_WORDS[1]
    return is_short or bool(cues.metonym_behind.match(behind))


def _read_person(phrase: str, state: SpeechState) -> Speaker | None:
    """Read the surname of a person who was introduced before."""
    surnames = _SURNAME.findall(phrase)
    return next((state.persons[name] for name in surnames if name in state.persons), None)


def _read_local(phrase: str, passage: Passage, bounds: tuple[int, int]) -> Speaker | None:
    """Read who holds office in a place of one of the two states: "officials in Gondar"."""
    if not speaker_rules().cues.local_office.search(phrase):
        return None
    state = passage.state
    owners = {
        country for start, _, country in state.places if bounds[0] <= start < bounds[1]
    }.intersection(state.pair)
    if len(owners) != 1:
        return None
    return passage.make_speaker(find_body(phrase) or "Government", owners.pop())


def _read_bare(phrase: str, passage: Passage, end: int) -> Speaker | None:
    """Read "the army", "its defence ministry": of the last side that spoke, or the report's own."""
    state, body = passage.state, find_body(phrase)
    cues = speaker_rules().cues
    if body is None or not cues.bare.match(phrase) or cues.foreign_owner.search(phrase):
        return None
    if _ELSEWHERE.search(phrase):
        # Of a place that is no state, whosesoever it may be.
        return None
    told = _find_told_side(passage, end)
    if told:
        return passage.make_speaker(body, told)
    if _LOCAL.search(phrase):
        return _read_neighbour(body, passage)
    last = state.last.side if state.last and state.last.side in state.pair else None
    is_near = "\n" not in passage.text[state.last_end : passage.start].strip(" ")
    if last not in (None, state.home) and not is_near and _OFFICE_HOLDER.search(phrase):
        # "Prime Minister Hun Sen said", of a state that is not told: either one's.
        return None
    country = last or state.home
    if state.capital and (re.search(r"\bthere$", phrase) or state.is_seat_first):
        # "The defence ministry there", "In Baku, the ministry": of the capital just named.
        country = state.capital
    return passage.make_speaker(body, country) if country else None


def _read_neighbour(body: str, passage: Passage) -> Speaker | None:
    """Read "the governor" without a place: of where the sentence is set, or the one before."""
    state = passage.state
    owners = {
        country for start, _, country in state.places if passage.start <= start < passage.end
    }.intersection(state.pair)
    if len(owners) == 1:
        state.local = passage.make_speaker(body, owners.pop())
    return state.local


def _find_told_side(passage: Passage, end: int) -> str | None:
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
    return _find_target(passage) if passage.state.last is None else None


def _find_target(passage: Passage) -> str | None:
    """Find whose forces the sentence says were fired on: theirs is a ministry without a state."""
    cues, state = speaker_rules().cues, passage.state
    for country in passage.list_countries():
        if cues.target_before.search(passage.text, passage.start, country.start):
            return country.country if country.country in state.pair else None
        if cues.struck_behind.match(passage.text, country.end, passage.end):
            # "Cambodian shells killed two, the army said": the other's, unless it struck rebels.
            strikes = casualty_rules().cues.stateless.search(
                passage.text, passage.start, passage.end
            )
            return None if strikes else state.find_other(country.country)
    return None
