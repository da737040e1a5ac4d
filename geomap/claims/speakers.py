"""Who says it: the official body or medium to which a sentence attributes what it tells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.claims.lexicon import Pattern, speaker_rules
from geomap.model import MentionKind, Resolution, Speaker
from geomap.places.gazetteer import is_country

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.places import Gazetteer

# Names that take an article: "Ministry of Defence of the United States".
_ARTICLE = (
    "United ",
    "Netherlands",
    "Philippines",
    "Maldives",
    "Democratic Republic",
    "Central African",
)
_CLAUSE_START = re.compile(r"(?:^|[,;:.!?“”\"()\n—–]|\b(?:that|while|but|and|as|after|when)\b)\s*")
_TITLE_NAME = re.compile(r"[^\W\d_a-z][\w'’-]+")
_OFFICIAL = re.compile(
    r"\b(?:minist|spokes|press\s+service|army|military|government)", re.IGNORECASE
)
# A body with no name of a state or another owner: "the ministry", "his office", "Defence Ministry".
_BARE = re.compile(
    r"^(?:the|its|his|her|their|a|an|military|defen[cs]e|foreign|government|army|officials?|prime|president|"
    r"human\s+rights|ombuds|prosecutors?|investigative|national\s+security|state\s+border|security\s+council|spokes|minister|health)",
    re.IGNORECASE,
)
_VICTIM = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:soldiers?|servicem[ae]n|conscripts?|border\s+guards?|officers?|troops|villagers?|civilians?)\b"
    r"[^.;,]{0,30}?\b(?:was|were|has\s+been|have\s+been|died|killed|wounded|injured)\b",
    re.IGNORECASE,
)
_OUR_FORCES = re.compile(
    r"\bour\s+(?:[\w-]+\s+){0,2}?(?:positions?|posts?|units?|army|servicem[ae]n|soldiers?|troops|forces|border|territory|side)\b",
    re.IGNORECASE,
)
_FORCES_OF = re.compile(
    r"\b(?:armed\s+forces|army|units|troops|military)\s+of\s+(?:the\s+)?$", re.IGNORECASE
)
_OF_FORCES = re.compile(
    r"(?:[’']s)?\s+(?:[\w-]+\s+)?(?:forces|army|troops|military|units|soldiers)\b", re.IGNORECASE
)
_INSERTION = re.compile(
    r",\s+(?:(?:who|which|whose)\b[^,.;]*|in\s+contrast|by\s+contrast|however|meanwhile|in\s+turn|though|too|also|"
    r"for\s+(?:its|his|her|their)\s+part|on\s+the\s+other\s+hand|in\s+response|in\s+a\s+(?:later|separate)\s+statement)\s*,\s*$"
)
# "The Armenian account differs": from here on it is that side which tells.
_TURN = re.compile(
    r"(?:[’']s)?\s+(?:[\w-]+\s+)?(?:account|version|side|statement|report|bulletin)\b",
    re.IGNORECASE,
)
_ON_ITS = re.compile(
    r"(?:[’']s)?\s+(?:[\w-]+\s+){0,2}?(?:forces?|army|troops|units?|soldiers|side)\b[^.;]{0,80}?\b(?:at|on|against|towards?|into)\s+its\s+(?:own\s+)?"
    r"(?:[\w-]+\s+)?(?:positions?|posts?|troops|soldiers|servicemen|territory|units?|army|forces)\b",
    re.IGNORECASE,
)
_MAX_NAME_WORDS = 14


class CountryMention(NamedTuple):
    """A state named in the text, by name, demonym or capital."""

    start: int
    end: int
    country: str
    is_capital: bool


class SpeechState:
    """Who spoke last, so that "the ministry" and "it" can be followed; lives for one document.

    Parameters
    ----------
    pair
        ISO alpha-3 codes of the two sides that the document is about.
    home
        The side whose body is meant by a bare "the defence ministry" before any is named: the
        first of the two that the document names, its dateline included.
    """

    def __init__(self, *, pair: tuple[str, ...] = (), home: str | None = None) -> None:
        self.pair = pair
        self.home = home
        self.capital: str | None = None
        self.is_seat_first = False
        self.last: Speaker | None = None
        self.last_ministry: Speaker | None = None
        self.persons: dict[str, Speaker] = {}

    def remember(self, speaker: Speaker) -> None:
        """Keep a speaker for the anaphora of later sentences."""
        self.last = speaker
        if speaker.official and "Ministry" in speaker.name:
            self.last_ministry = speaker


def list_countries(resolutions: Iterable[Resolution], gazetteer: Gazetteer) -> list[CountryMention]:
    """List the states named in a document, by name, demonym or capital."""
    found = []
    for resolution in resolutions:
        place, mention = resolution.place, resolution.mention
        if place is None or place.country is None or "|" in place.country:
            continue
        is_capital = place.id in gazetteer.capitals
        if mention.kind is MentionKind.DEMONYM or is_country(place) or is_capital:
            found.append(CountryMention(mention.start, mention.end, place.country, is_capital))
    return found


def find_speaker(
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
    _learn_persons(text, start, end, countries, state, country_names)
    seats = [
        c.country for c in countries if c.is_capital and c.end <= end and c.country in state.pair
    ]
    state.capital = seats[-1] if seats else None
    state.is_seat_first = any(
        c.is_capital
        and start <= c.start < start + 12
        and re.fullmatch(r"\W*(?:In|From|But\s+in|And\s+in)\s+", text[start : c.start])
        for c in countries
    )
    for begin, finish in _iter_speaker_phrases(text, start, end):
        speaker = _read_phrase(text, begin, finish, countries, state, country_names)
        if speaker is None:
            continue
        if not any(begin <= c.start < finish for c in countries):
            speaker = _not_the_attacker(
                text, (start, end), speaker, countries, state, country_names
            )
        if _BARE.match(text[begin:finish].strip()) and _find_body(text[begin:finish]):
            speaker = _of_victims(text[start:end], speaker, countries, (start, end), country_names)
        state.remember(speaker)
        return speaker
    return _read_turn(text, start, countries, state, country_names)


def _read_turn(
    text: str,
    start: int,
    countries: Sequence[CountryMention],
    state: SpeechState,
    country_names: Mapping[str, str],
) -> Speaker | None:
    """Read a sentence that opens with whose account follows: "The Armenian version differs"."""
    for country in countries:
        opens = re.fullmatch(
            r"\W*(?:the\s+|in\s+the\s+|by\s+the\s+)?", text[start : country.start], re.IGNORECASE
        )
        if country.start >= start and opens and _TURN.match(text, country.end):
            name = name_speaker("Government", country.country, country_names)
            speaker = Speaker(name=name, side=country.country)
            state.remember(speaker)
            return speaker
    return None


def _not_the_attacker(  # noqa: PLR0913 - what the sentence says, and what was said before it
    text: str,
    bounds: tuple[int, int],
    speaker: Speaker,
    countries: Sequence[CountryMention],
    state: SpeechState,
    country_names: Mapping[str, str],
) -> Speaker:
    """Take "it" for the side fired on: "Armenian units opened fire on its positions, it said"."""
    if len(state.pair) != 2 or speaker.side not in state.pair:  # noqa: PLR2004 - two sides
        return speaker
    for country in countries:
        inside = bounds[0] <= country.start < bounds[1]
        if (
            inside
            and country.country == speaker.side
            and _ON_ITS.match(text, country.end, bounds[1])
        ):
            other = state.pair[1 - state.pair.index(country.country)]
            body = speaker.name.split(" of ")[0] if "Ministry" in speaker.name else "Government"
            name = name_speaker(
                "Ministry of Defence" if "Ministry" in body else body, other, country_names
            )
            return Speaker(name=name, side=other)
    return speaker


def _of_victims(
    sentence: str,
    speaker: Speaker,
    countries: Sequence[CountryMention],
    bounds: tuple[int, int],
    country_names: Mapping[str, str],
) -> Speaker:
    """Take "the defence ministry" for that of the fallen: "An Armenian soldier was killed, it reported".

    Only where the sentence names one state and names it as theirs; "the ministry" alone is the one
    that spoke before.
    """
    inside = [c for c in countries if bounds[0] <= c.start < bounds[1]]
    body = _find_body(sentence[sentence.rfind(",") + 1 :])
    if body != "Ministry of Defence" or len({c.country for c in inside}) != 1:
        return speaker
    mention = inside[0]
    behind = sentence[mention.end - bounds[0] :]
    if mention.country == speaker.side or not _VICTIM.match(behind):
        return speaker
    return Speaker(name=name_speaker(body, mention.country, country_names), side=mention.country)


def find_own_side(
    text: str, countries: Sequence[CountryMention], pair: tuple[str, ...]
) -> str | None:
    """Find the side that speaks in a communique: "our positions", fired on by the other's forces.

    Quotations do not count: there it is the one quoted who says "our".
    """
    outside = re.sub(r"“[^”]*”|\"[^\"]*\"", lambda quoted: " " * len(quoted[0]), text)
    if len(pair) != 2 or not _OUR_FORCES.search(outside):  # noqa: PLR2004 - two sides
        return None
    for country in countries:
        attacker = _FORCES_OF.search(outside, max(0, country.start - 30), country.start) or (
            _OF_FORCES.match(outside, country.end)
        )
        if country.country in pair and attacker:
            return pair[1 - pair.index(country.country)]
    return None


def name_speaker(body: str, country: str, country_names: Mapping[str, str]) -> str:
    """Name a body of a state: "Ministry of Defence of Armenia"."""
    name = country_names.get(country, country)
    article = "the " if name.startswith(_ARTICLE) else ""
    return f"{body} of {article}{name}"


@lru_cache(maxsize=1)
def _speech() -> tuple[Pattern, Pattern, Pattern]:
    rules = speaker_rules()
    verb = rules.verb
    return (
        re.compile(
            rf"\b{rules.according}\s+(?:(?:an?|the)\s+(?:\w+\s+)?statement\s+(?:by|from|of|issued\s+by)\s+)?",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:has\s+|have\s+|had\s+|also\s+|later\s+|earlier\s+|again\s+|categorically\s+|in\s+turn\s+|for\s+(?:its|his)\s+part\s*,?\s+)*\b{verb}\b(?!\s+by\b)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b{verb}\s+(?:(?:in\s+)?an?\s+(?:\w+\s+)?statement\s+(?:by|from|of)\s+|by\s+)|\b(?:reports?|claims?|accounts?|information|words?)\s+came\s+from\s+",
            re.IGNORECASE,
        ),
    )


def _iter_speaker_phrases(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Yield ranges in which a speaker may stand, the surest first."""
    according, says, said_by = _speech()
    for match in according.finditer(text, start, end):
        yield match.end(), _phrase_end(text, match.end(), end)
    for match in said_by.finditer(text, start, end):
        yield match.end(), _phrase_end(text, match.end(), end)
    for match in speaker_rules().account.finditer(text, start, end):
        yield match.span("who")
    for match in says.finditer(text, start, end):
        # "Officials in Yerevan, who accuse the other side, acknowledged": before the insertion.
        if inserted := re.search(
            r",\s+(?:who|which|whose)\b[^,.;]*,\s*$", text[start : match.start()]
        ):
            stop = start + inserted.start()
            yield _phrase_start(text, start, stop), stop
        yield _phrase_start(text, start, match.start()), match.start()
        # Inverted order after a quotation: `," said Defence Minister X`.
        if text[start : match.start()].rstrip()[-1:] in {",", '"', "”", "’"}:
            yield match.end(), _phrase_end(text, match.end(), end)


def _phrase_start(text: str, start: int, end: int) -> int:
    boundary = start
    for match in _CLAUSE_START.finditer(text, start, end):
        if match.end() < end - 1:
            boundary = match.end()
    return boundary


def _phrase_end(text: str, start: int, end: int) -> int:
    stop = re.compile(r"[,;.“”\"\n(]|\b(?:that|who|which|on|after|as|at|in\s+a)\b").search(
        text, start, end
    )
    return stop.start() if stop else end


def _read_phrase(
    text: str,
    start: int,
    end: int,
    countries: Sequence[CountryMention],
    state: SpeechState,
    country_names: Mapping[str, str],
) -> Speaker | None:
    rules = speaker_rules()
    phrase = " ".join(text[start:end].split()).strip(" ,“”\"'")
    # A clause of a speaker is short, and often opens with when it spoke: "On Tuesday the ministry".
    phrase = re.sub(
        r"^(?:(?:on|earlier|later|meanwhile|but|also|however|in\s+turn|and|then|for\s+(?:its|his)\s+part)\s+)?(?:(?:early\s+|late\s+)?\w+day\s+)?",
        "",
        phrase,
        flags=re.IGNORECASE,
    )
    if not phrase or len(phrase.split()) > _MAX_NAME_WORDS:
        return None
    if (
        rules.ministry.match(phrase)
        and (state.last_ministry or state.last)
        and not state.is_seat_first
    ):
        return state.last_ministry or state.last
    if rules.same.match(phrase) and not (state.is_seat_first and _find_body(phrase)):
        return state.last
    inside = [c for c in countries if start <= c.start and c.end <= end]
    if speaker := _read_unofficial(phrase, inside, country_names):
        return speaker
    if speaker := _read_both(phrase, inside, state, country_names):
        return speaker
    body = _find_body(phrase)
    if inside and (body or _is_metonym(text, start, end, inside[0])):
        country = inside[-1].country if re.search(r"\bof\b", phrase) else inside[0].country
        return Speaker(
            name=name_speaker(body or "Government", country, country_names), side=country
        )
    known = [state.persons[word] for word in _TITLE_NAME.findall(phrase) if word in state.persons]
    if known:
        return known[0]
    return _read_bare(phrase, body, state, country_names)


def _read_unofficial(
    phrase: str, inside: Sequence[CountryMention], country_names: Mapping[str, str]
) -> Speaker | None:
    """Read media, residents and witnesses: nobody's official word."""
    for name, pattern in speaker_rules().unofficial:
        if pattern.search(phrase) and not _OFFICIAL.search(phrase):
            owner = country_names.get(inside[0].country, inside[0].country) if inside else None
            return Speaker(name=f"{name} ({owner})" if owner else name, official=False)
    return None


def _read_both(
    phrase: str,
    inside: Sequence[CountryMention],
    state: SpeechState,
    country_names: Mapping[str, str],
) -> Speaker | None:
    """Read the two parties as one voice: "both ministries", "Armenia and Azerbaijan"."""
    if len(state.pair) != 2:  # noqa: PLR2004 - two sides
        return None
    named = tuple(sorted({c.country for c in inside}))
    if speaker_rules().both.search(phrase) or (named == state.pair and " and " in phrase):
        names = " and ".join(country_names.get(code, code) for code in state.pair)
        return Speaker(name=f"Governments of {names}", side="|".join(state.pair))
    return None


def _read_bare(
    phrase: str, body: str | None, state: SpeechState, country_names: Mapping[str, str]
) -> Speaker | None:
    """Read "the army", "its defence ministry": of the side that spoke last, or of the report's own."""
    if body is None or not _BARE.match(phrase):
        return None
    last = state.last.side if state.last and state.last.side in state.pair else None
    country = last or state.home
    if state.capital and (re.search(r"\bthere$", phrase) or state.is_seat_first):
        # "The defence ministry there", "In Baku, the ministry": of the capital just named.
        country = state.capital
    if country is None:
        return None
    return Speaker(name=name_speaker(body, country, country_names), side=country)


def _find_body(phrase: str) -> str | None:
    return next((name for name, pattern in speaker_rules().bodies if pattern.search(phrase)), None)


def _is_metonym(text: str, start: int, end: int, country: CountryMention) -> bool:
    """Tell whether the phrase is the state or its capital alone: "Baku said", "Armenia, which"."""
    before, after = text[start : country.start].strip(" ,“”\"'’\n"), text[country.end : end]
    after = after.removeprefix("’s").removeprefix("'s").strip(" ,\n")
    if re.search(r"\b(?:in|near|at|from|to|with|of|on)$", before) or len(before.split()) > 3:
        return False
    # What may stand between a state and its verb: an adverb, or when and how it spoke.
    return len(after.split()) <= 2 or bool(
        re.match(
            r"(?:on|in|at|by|late|early|earlier|later|for|has|have|had|which|itself)\b",
            after,
            re.IGNORECASE,
        )
    )


def _learn_persons(
    text: str,
    start: int,
    end: int,
    countries: Sequence[CountryMention],
    state: SpeechState,
    country_names: Mapping[str, str],
) -> None:
    """Remember "Armenian Prime Minister Nikol Pashinyan", so that "Pashinyan said" is understood."""
    for country in countries:
        if not start <= country.start < end or country.is_capital:
            continue
        title = re.compile(
            r"(?:[’']s)?\s+(?:(?:[\w’'-]+\s+){0,4}?)(?:minister|president|premier|spokes\w+|secretary|chief|ombudsman|defender|commander|ambassador)\s+(?:[A-Z][\w.-]+\s+){0,2}?((?:[^\W\d_a-z][\w'’-]+\s+)?[^\W\d_a-z][\w'’-]+)",
            re.IGNORECASE,
        ).match(text, country.end, end)
        if title is None:
            continue
        surname = title[1].split()[-1]
        body = _find_body(title[0]) or "Government"
        if surname[:1].isupper():
            name = name_speaker(body, country.country, country_names)
            state.persons.setdefault(surname, Speaker(name=name, side=country.country))
