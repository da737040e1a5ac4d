"""The phrase of a sentence that names its speaker, and reading it."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from geomap.claims.speaker_lexicon import find_bare_body, find_body, speaker_rules
from geomap.claims.speaker_owners import (
    find_its_owner,
    is_of_somebody,
    read_bare,
    read_local,
)
from geomap.model import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.claims.speech import CountryMention, Passage, SpeechState

_SURNAME: Final = re.compile(r"[^\W\d_a-z][\w'’-]+")
# "Belgorod Governor Ivan Petrov", but not "State Border Service".
_TITLED: Final = re.compile(
    r"\b(?:Governor|Minister|President|Premier|Spokes(?:man|woman|person)|Mayor|Ambassador|Commander)"
    r"(?:\s+[^\W\d_a-z][\w’'-]*){1,3}$"
)
_TITLE: Final = re.compile(
    r"^\W*(?:[\d:]+\s+)?(?:[\w’'-]+\s+){0,2}?(?:President|Prime Minister|King)\b"
)
_OPENER_REACH: Final = 60
"""Characters of a sentence in which the statesman stands with whom it opens."""
_AFTER_QUOTE: Final = frozenset({",", '"', "”", "’"})
# "Maj. Gen. A. Petrov": these dots end no clause.
_ABBREVIATED: Final = re.compile(
    r"\b(?:[^\W\d_a-z]|Maj|Gen|Lt|Col|Brig|Capt|Sgt|Cpl|Adm|Cmdr|Mr|Mrs|Ms|Dr|Prof|St)$"
)
_NAME: Final = r"[^\W\d_a-z][\w’'.-]*(?:\s+[^\W\d_a-z][\w’'.-]*){1,5}"
_NAMED_LAST: Final = re.compile(rf"(?<!\bof)(?:^|[\s,])({_NAME})\s*,?\s*$")
_JOINT: Final = re.compile(r"\s+and\s+$")
_BOTH: Final = re.compile(r"\b(?:both|the)\s+$", re.IGNORECASE)
# "The People's Front (PF) said": no clause of its own.
_SHORT_NAME: Final = re.compile(r"\((?:the\s+)?[^\W\d_a-z][\w’'/-]{1,10}\)")
_NAMED_FIRST: Final = re.compile(rf"^\W*({_NAME})\s*,")
# "Its ambassador to the Organization of American States": he is not theirs.
# But "an adviser to Armenia's president" is.
_TO: Final = re.compile(
    r"(?<!advisers)(?<!adviser)(?<!advisor)(?<!aide)(?<!aides)\s+to\s+(?:the\s+)?(?:[A-Z]\w+\s+of\s+)?$"
)
# "The command of the Russian border troops in Tajikistan": where they stand.
_AT: Final = re.compile(r"\b(?:in|at|near|inside)\s+(?:the\s+)?$")
# What is left of "12:55" before "the Second Army Region confirms".
_RELATIVE: Final = re.compile(r"\s*(?:which|who|whose)\b")
# "Petrov, who speaks for the rebels, said".
_ON_BEHALF: Final = re.compile(r",\s+who\s+(?:speaks|spoke)\s+for\s+(?P<whom>[^,]+)")
_OPPOSITION: Final = re.compile(r"\bopposition\b", re.IGNORECASE)
_CLOCK: Final = re.compile(r"^\d{1,2}\s+(?:[-–—]+\s+)?")
# "..., said the army's media wing.": nothing but who it was.
_NOTHING_BUT_WHO: Final = re.compile(
    r"\s+(?:(?:the|an?|its|his|her|their)\s+)?(?!.*\b(?:was|were|is|are|had|has|have|would|will|that|"
    r"not|to|[a-z]+ed)\b)[^,;:]{3,90}[.\"”\s]*"
)
# Behind a name that is set apart from what follows: "(RPD), ".
_NOTHING_BEHIND: Final = re.compile(r"\s*(?:\([^()]*\))?\s*,\s*")
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
    verbs = list(phrases.says.finditer(text, start, end))
    if not passage.state.is_told:
        # "Condemned the raid in which two were killed" is no account of it.
        verbs.extend(phrases.reacts.finditer(text, start, end))
    for match in verbs:
        yield from _iter_around(passage, match)
    if own := phrases.own_account.search(text[start:end]):
        yield start + own.start("whose"), start + own.end("whose")


def _iter_around(passage: Passage, verb: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield where the speaker may stand around one verb of saying."""
    text, start, end = passage.text, passage.start, passage.end
    before = text[start : verb.start()]
    # Inverted order after a quotation: `," said Defence Minister X`.
    is_inverted = before.rstrip()[-1:] in _AFTER_QUOTE and not verb[0].endswith("told")
    behind = verb.end(), _find_clause_end(text, verb.end(), end)
    if is_inverted and _NOTHING_BUT_WHO.fullmatch(text, verb.end(), end):
        yield behind
    if inserted := speaker_rules().phrases.insertion.search(before):
        yield from _iter_before_insertion(passage, start + inserted.start(), verb.start())
    first = _find_clause_start(text, start, verb.start())
    if (joint := _find_joint_start(passage, first, verb.start())) is not None:
        yield joint, verb.start()
    if inserted and _RELATIVE.match(text, first):
        # "Paris, which has troops in Chad, said": it is not these.
        return
    if wider := _find_apposition(passage, first, verb.start()):
        if group := _find_group_ahead(text, start, first):
            yield group
        yield wider, verb.start()
    yield first, verb.start()
    if is_inverted:
        yield behind


def _iter_before_insertion(passage: Passage, stop: int, verb: int) -> Iterator[tuple[int, int]]:
    """Yield where the speaker may stand before "in a speech on television, said"."""
    text, start = passage.text, passage.start
    if behalf := _ON_BEHALF.match(text, stop, verb):
        yield behalf.span("whom")
    first = _find_clause_start(text, start, stop)
    yield first, stop
    # "The Thai premier, Petrov, in a speech on television, said".
    is_relative = _RELATIVE.match(text, stop + 1)
    if not is_relative and (wider := _find_apposition(passage, first, stop + 1)):
        yield wider, stop


def _find_joint_start(passage: Passage, first: int, verb: int) -> int | None:
    """Find where "Thailand and Cambodia accused" begins: at the state before the "and"."""
    text, start = passage.text, passage.start
    joint = _JOINT.search(text, start, first)
    if joint is None:
        return None
    begin = _find_clause_start(text, start, joint.start())
    named = [c for c in passage.list_countries() if begin <= c.start < verb]
    # A passage of no two states has none of them named.
    if not named or tuple(sorted(c.country for c in named)) != passage.state.pair:
        return None
    # Not in "fired at Baku and Yerevan said": nothing stands before the two.
    is_alone = not _trim_phrase(_BOTH.sub("", text[begin : named[0].start]))
    return begin if is_alone and named[0].end == joint.start() else None


def _find_apposition(passage: Passage, first: int, verb: int) -> int | None:
    """Find where "a Thai army spokesman, Colonel Petrov, said" begins: one comma further left."""
    text, start = passage.text, passage.start
    ahead = text[start:first].rstrip()
    if not (text[first:verb].rstrip().endswith(",") and ahead.endswith(",")):
        return None
    if any(first <= c.start < verb for c in passage.countries):
        return None
    return _find_clause_start(text, start, start + len(ahead) - 1)


def _find_group_ahead(text: str, start: int, first: int) -> tuple[int, int] | None:
    """Find an armed group before its apposition: "The Rally (RPD), deserters of the army, said"."""
    for named in speaker_rules().groups.named.finditer(text, start, first):
        if _NOTHING_BEHIND.fullmatch(text, named.end(), first):
            return named.span()
    return None


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
    if _is_same(phrase, passage.state) and (passage.state.last or not find_bare_body(phrase)):
        return passage.state.last
    if speaker_rules().cues.other.match(phrase) and passage.state.last:
        other = passage.state.find_other(passage.state.last.side)
        return passage.make_speaker(find_body(phrase) or "Government", other) if other else None
    inside = [
        c
        for c in passage.countries
        if start <= c.start and c.end <= end and not _TO.search(passage.text, start, c.start)
    ]
    if _OPPOSITION.search(phrase):
        # Of no state, wherever it speaks.
        return _read_group(phrase) or _read_person(phrase, passage.state)
    return (
        _read_group(phrase)
        or _read_unofficial(phrase, inside, passage, start)
        or _read_both(phrase, inside, passage)
        or _read_body(phrase, inside, passage, (start, end))
        or _read_leader(phrase, passage)
        or _read_person(phrase, passage.state)
        or read_local(phrase, passage, (start, end))
        or read_bare(phrase, passage, (start, end))
    )


def read_opener(passage: Passage) -> Speaker | None:
    """Read the statesman with whom a sentence opens, and who is "he" in the next."""
    comma = passage.text.find(",", passage.start, passage.end)
    end = min(passage.end, passage.start + _OPENER_REACH, comma if comma > 0 else passage.end)
    phrase = passage.text[passage.start : end]
    return _read_leader(phrase, passage) if _TITLE.search(phrase) else None


def learn_name(passage: Passage, start: int, end: int, speaker: Speaker) -> None:
    """Remember by name who speaks for a body: "Iran's police chief, Ali Petrov"."""
    phrase = passage.text[start:end]
    for match in filter(None, (_NAMED_LAST.search(phrase), _NAMED_FIRST.match(phrase))):
        span = (start + match.end(1) - len(match[1].split()[-1]), start + match.end(1))
        is_state = any(c.start < span[1] and span[0] < c.end for c in passage.countries)
        surname = match[1].split()[-1].rstrip(".,")
        is_name = find_body(match[1]) is None or _TITLED.search(match[1])
        if not is_state and is_name and find_body(surname) is None:
            passage.state.persons.setdefault(surname, speaker)


def _find_clause_start(text: str, start: int, end: int) -> int:
    boundary = start
    for match in speaker_rules().phrases.clause_start.finditer(text, start, end):
        is_dot = match[0][:1] == "."
        is_inside = _SHORT_NAME.match(text, max(start, text.rfind("(", start, match.end())), end)
        if is_inside and match[0][:1] in {"(", ")"}:
            continue
        if match.end() < end - 1 and not (is_dot and _ABBREVIATED.search(text, 0, match.start())):
            boundary = match.end()
    return boundary


def _find_clause_end(text: str, start: int, end: int) -> int:
    stop = speaker_rules().phrases.clause_end.search(text, start, end)
    return stop.start() if stop else end


def _trim_phrase(phrase: str) -> str:
    """Drop quotation marks and what opens a clause: when it was said, and connectors."""
    bare = _SHORT_NAME.sub(" ", phrase)
    joined = _CLOCK.sub("", " ".join(bare.split()).strip(" ,“”\"'"))
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


def _read_group(phrase: str) -> Speaker | None:
    """Read an armed group that is no state's: "Boko Haram", "a spokesman for the rebels"."""
    groups = speaker_rules().groups
    if (named := groups.named.search(phrase)) and groups.before.match(phrase[: named.start()]):
        return Speaker(name=" ".join(named[0].split()), official=False, is_group=True)
    if groups.generic.match(phrase):
        return Speaker(name="rebels", official=False, is_group=True)
    return None


def _read_unofficial(
    phrase: str, inside: Sequence[CountryMention], passage: Passage, start: int
) -> Speaker | None:
    """Read media, residents and witnesses: nobody's official word."""
    rules = speaker_rules()
    if state := _find_state_medium(phrase, inside) or _find_its_medium(phrase, passage, start):
        return Speaker(
            name=f"state media of {passage.name_country(state)}", side=state, official=False
        )
    if rules.cues.official.search(phrase) or (inside and rules.cues.press_centre.search(phrase)):
        return None
    for pattern, name in rules.unofficial.list_awake(phrase):
        if pattern.search(phrase):
            owner = passage.name_country(inside[0].country) if inside else None
            return Speaker(name=f"{name} ({owner})" if owner else name, official=False)
    return None


def _find_state_medium(phrase: str, inside: Sequence[CountryMention]) -> str | None:
    """Find the state whose own medium speaks: "Iran's state television", "KCNA"."""
    rules = speaker_rules()
    if named := rules.state_media.search(phrase):
        return named.lastgroup
    return inside[0].country if inside and rules.cues.state_owned.search(phrase) else None


def _find_its_medium(phrase: str, passage: Passage, start: int) -> str | None:
    """Find whose medium speaks of which the state was told before: "its official newspaper"."""
    if not speaker_rules().cues.state_owned.search(phrase):
        return None
    return find_its_owner(phrase, passage, start)


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
    if all(c.is_capital for c in inside) and is_of_somebody(phrase):
        return None
    body = find_body(phrase) or ("Armed Forces" if is_armed else None)
    if not (body or _is_metonym(passage.text, bounds, inside[0])):
        return None
    at_home = [c for c in inside if not _AT.search(passage.text, bounds[0], c.start)] or inside
    country = at_home[-1].country if re.search(r"\bof\b", phrase) else at_home[0].country
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


def _read_leader(phrase: str, passage: Passage) -> Speaker | None:
    """Read who leads a state, by title and surname: "Prime Minister Tayyip Erdogan"."""
    rules = speaker_rules()
    found = [
        (match.start(), country)
        for pattern, country in rules.leaders.list_awake(phrase)
        for match in pattern.finditer(phrase)
    ]
    # Of two states' leaders of one surname the first is meant, in the order of the rules.
    for start, country in sorted(found, key=itemgetter(0)):
        if title := rules.cues.leader_title.search(phrase, 0, start):
            return passage.make_speaker(find_body(title[0]) or "Government", country)
        if (
            start
            and country in passage.state.pair
            and rules.cues.leader_name.search(phrase[:start])
        ):
            return passage.make_speaker("Government", country)
    return None


def _read_person(phrase: str, state: SpeechState) -> Speaker | None:
    """Read the surname of a person who was introduced before."""
    surnames = _SURNAME.findall(phrase)
    return next((state.persons[name] for name in surnames if name in state.persons), None)
