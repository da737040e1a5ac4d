"""The states that a report is about, and those that a part of it is about."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from geomap.claims.asides import turn_aside
from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.frame import Frame
from geomap.claims.owners import IN_SERVICE_OF_OTHERS, find_owners
from geomap.claims.seats import find_seat
from geomap.claims.speakers import list_countries
from geomap.claims.structure import iter_headings
from geomap.claims.zone import BorderZone
from geomap.model import Document, MentionKind, Place, Resolution
from geomap.places.features import is_country

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geomap.borders import Borders
    from geomap.claims.speech import CountryMention
    from geomap.claims.structure import Sentence
    from geomap.places import Gazetteer

_PLACE_VOTE = 0.5
"""Of a place for its state, against one of the state's name."""
_MOSTLY = 0.7
"""Of the paragraphs that name states, in which one of the two is named: no digest has more."""
_MORE = 3
"""Times as often as a state that only its places tell of, two others are named: it is no party."""


# "Two Egyptian peacekeepers": of those between the parties.
_IS_BETWEEN: Final = re.compile(
    r"[\s-]+(?:(?:UN|U\.N\.|military|army)\s+)?(?:peacekeepers?|blue\s+helmets|observers?|monitors?|"
    r"surgeons?|doctors?|nurses?|medics?|mediators?|mediation|journalists?|reporters?|tourists?)\b|"
    rf"[\s-]+{IN_SERVICE_OF_OTHERS}",
    re.IGNORECASE,
)
# "English page": a language, not a state.
_IS_LANGUAGE: Final = re.compile(
    r"[\s-]+(?:pages?|version|edition|translations?|languages?|texts?|subtitles|speak(?:ing|ers?)|"
    r"original)\b",
    re.IGNORECASE,
)

# "The Minsk agreements": named after where they were made, whoever the parties are.
_IS_TREATY: Final = re.compile(
    r"(?:[\s-]+(?:peace|cease-?fire|comprehensive))?[\s-]+(?:agreements?|accords?|protocols?|"
    r"process|format|declarations?|conventions?|treaty|treaties|pact|memorandum|communiqu[eé]|"
    r"roadmap)\b",
    re.IGNORECASE,
)


def make_frame(
    document: Document,
    resolutions: Sequence[Resolution],
    gazetteer: Gazetteer,
    border_pairs: frozenset[tuple[str, str]],
    borders: Borders | None,
) -> Frame:
    """Return what holds for a whole document; see `geomap.claims.extract.extract_document`."""
    countries = [
        mention
        for mention in _list_named(document, resolutions, gazetteer, border_pairs)
        if not _IS_LANGUAGE.match(document.text, mention.end)
    ]
    treaties = {it.start for it in countries if _is_of_treaty(it, document.text)}
    acting = [
        it
        for it in countries
        if it.start not in treaties and not _IS_BETWEEN.match(document.text, it.end)
    ]
    placed = [it for it in resolutions if it.mention.start not in treaties]
    owners = find_owners(document.text, countries)
    pair = _choose_pair(acting, border_pairs, placed, gazetteer, owners.forces)
    zone = BorderZone(
        pair,
        gazetteer=gazetteer,
        border=borders.get(*pair) if borders and len(pair) == 2 else None,  # noqa: PLR2004
        named={mention.country for mention in countries},
        company=_list_company(resolutions, gazetteer),
    )
    return Frame(
        document=document,
        resolutions=resolutions,
        countries=countries,
        pair=pair,
        gazetteer=gazetteer,
        names=_name_countries(gazetteer),
        zone=zone,
        owners=owners,
        seat=find_seat(document, resolutions),
        sites_read={},
    )


def _list_named(
    document: Document,
    resolutions: Sequence[Resolution],
    gazetteer: Gazetteer,
    border_pairs: frozenset[tuple[str, str]],
) -> list[CountryMention]:
    """List the states named in a document, without those that only tell a people's descent.

    "Greek Cypriot" is of Cyprus; but two neighbours may be those at a border: "the Armenian
    Azerbaijani border". Of those who are of no state both names tell who is meant.
    """
    stateless = casualty_rules().cues.of_no_state
    named = list_countries(resolutions, gazetteer, document.text)
    peoples = {it.mention.start for it in resolutions if it.mention.kind is MentionKind.DEMONYM}
    descents = {
        one.start
        for one, other in pairwise(named)
        if {one.start, other.start} <= peoples
        and document.text[one.end : other.start] == " "
        # "Two Lebanese Palestinians": where they live.
        and other.country != "PSE"
        and not stateless.match(document.text, one.start)
        and tuple(sorted((one.country, other.country))) not in border_pairs
    }
    return [it for it in named if it.start not in descents]


def _is_of_treaty(mention: CountryMention, text: str) -> bool:
    """Tell whether a state's capital is named for what was signed there."""
    return mention.is_capital and _IS_TREATY.match(text, mention.end) is not None


def _list_company(resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> list[Place]:
    """List the places that a report names beside each other, each once; no states or capitals."""
    named = {
        it.place.id: it.place
        for it in resolutions
        if it.place
        and it.mention.kind is MentionKind.PLACE
        and it.place.id not in gazetteer.capitals
        and not is_country(it.place)
    }
    return list(named.values())


@lru_cache(maxsize=4)
def _name_countries(gazetteer: Gazetteer) -> Mapping[str, str]:
    return {code: country.place.name for code, country in gazetteer.countries.items()}


def list_frames(
    sentences: Sequence[Sentence],
    frame: Frame,
    *,
    border_pairs: frozenset[tuple[str, str]],
    borders: Borders | None,
) -> list[Frame]:
    """Return the frame of each sentence: that of the report, or that of a section of its own.

    A digest tells of several borders in turn. A paragraph that names two neighbours, and neither of
    the two states that the report is mostly about, is about these, and so is what follows it until
    others are named. What stands above or in front of a paragraph may say so: "INDIA-PAKISTAN".
    So may a place far from the report's border; see `geomap.claims.asides`.
    """
    frames = {frame.pair: frame}

    def make(pair: tuple[str, ...]) -> Frame:
        if pair not in frames:
            frames[pair] = _replace_pair(frame, pair, borders)
        return frames[pair]

    found = _list_sections(sentences, frame, border_pairs, make)
    return turn_aside(sentences, found, border_pairs=border_pairs, make=make)


def _list_sections(
    sentences: Sequence[Sentence],
    frame: Frame,
    border_pairs: frozenset[tuple[str, str]],
    make: Callable[[tuple[str, ...]], Frame],
) -> list[Frame]:
    """Return the frame of each sentence by what its section says that it is about."""
    labelled = _find_labelled(sentences, frame, border_pairs)
    named: dict[int, Counter[str]] = defaultdict(Counter)
    starts = [(it.start, it.paragraph) for it in sentences]
    for (start, paragraph), (end, _) in pairwise([*starts, (len(frame.document.text), -1)]):
        named[paragraph].update(
            mention.country for mention in frame.countries if start <= mention.start < end
        )
    telling = [counts for counts in named.values() if counts]
    about = sum(bool(counts.keys() & set(frame.pair)) for counts in telling)
    if about > _MOSTLY * len(telling) and len(set(labelled.values())) <= 1:
        # One story, and a word of others.
        return [frame] * len(sentences)
    chosen: dict[int, Frame] = {}
    current = frame
    for paragraph, counts in named.items():
        pair = labelled.get(paragraph) or _choose_other(counts, current, frame, border_pairs)
        current = make(pair)
        chosen[paragraph] = current
    return [chosen[it.paragraph] for it in sentences]


def _find_labelled(
    sentences: Sequence[Sentence], frame: Frame, border_pairs: frozenset[tuple[str, str]]
) -> dict[int, tuple[str, ...]]:
    """Find the paragraphs whose heading or label names two neighbours, with these."""
    found: dict[int, tuple[str, ...]] = {}
    for start, end, until in iter_headings(frame.document):
        pair = tuple(sorted({it.country for it in frame.countries if start <= it.start < end}))
        if pair in border_pairs:
            found.update({it.paragraph: pair for it in sentences if start <= it.start < until})
    return found


def _choose_other(
    counts: Counter[str],
    current: Frame,
    frame: Frame,
    border_pairs: frozenset[tuple[str, str]],
) -> tuple[str, ...]:
    """Choose the states that a paragraph is about by those that it names."""
    if counts.keys() & set(frame.pair):
        return frame.pair
    if known := border_pairs.intersection(combinations(sorted(counts), 2)):
        return max(sorted(known), key=lambda it: counts[it[0]] + counts[it[1]])
    return current.pair if counts.keys() <= set(current.pair) else frame.pair


def _replace_pair(frame: Frame, pair: tuple[str, ...], borders: Borders | None) -> Frame:
    zone = BorderZone(
        pair,
        gazetteer=frame.gazetteer,
        border=borders.get(*pair) if borders else None,
        named={mention.country for mention in frame.countries},
        company=_list_company(frame.resolutions, frame.gazetteer),
    )
    return frame._replace(pair=pair, zone=zone, sites_read={})


def _choose_pair(
    countries: Sequence[CountryMention],
    border_pairs: frozenset[tuple[str, str]],
    resolutions: Sequence[Resolution],
    gazetteer: Gazetteer,
    armed: frozenset[str],
) -> tuple[str, ...]:
    """Choose the two states that a report is about: neighbours whose border is known, if any.

    States count by their names and peoples; one that is never named, by the places in it.
    """
    named = Counter(mention.country for mention in countries)
    counts = named.copy()
    places = Counter(
        code
        for resolution in resolutions
        if resolution.place and resolution.mention.kind is MentionKind.PLACE
        # A river of several states, two of them named, tells of no third.
        if sum(counts[code] > 0 for code in resolution.place.countries) <= 1
        for code in resolution.place.countries
        if not counts[code]
    )
    counts.update({code: math.ceil(number * _PLACE_VOTE) for code, number in places.items()})
    told = {code for code, number in counts.items() if number}
    known = border_pairs.intersection(combinations(sorted(told), 2))
    first = [code for code, _ in counts.most_common(2)]
    if known:
        best = max(sorted(known), key=lambda pair: counts[pair[0]] + counts[pair[1]])
        scene = _find_scene(resolutions, gazetteer)
        # "Athens said": a capital, and nobody under arms.
        seats = {it.country for it in countries if it.is_capital} - armed
        speaks = not seats.isdisjoint(best)
        if scene and scene not in best and speaks and named[scene] > min(counts[it] for it in best):
            # On an island of a third none of two has its border: one of them only speaks.
            other = max(best, key=lambda code: (code in armed, counts[code]))
            return tuple(sorted((scene, other)))
        # Two that face each other over a sea, and a neighbour of one that the report never names.
        if not any(counts[first[-1]] >= _MORE * counts[code] for code in best if places[code]):
            return best
    return tuple(sorted(first))


def _find_scene(resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> str | None:
    """Return the state in which all places lie that a report names beside states and capitals.

    Its people are named, too: else it may be where others hold talks.
    """
    peoples = {
        it.place.country
        for it in resolutions
        if it.place and it.mention.kind is MentionKind.DEMONYM
    }
    lands = [
        it.place.countries
        for it in resolutions
        if it.place and it.mention.kind is MentionKind.PLACE and not is_country(it.place)
        if it.place.countries and it.place.id not in gazetteer.capitals
    ]
    codes = frozenset.intersection(*lands) if lands else frozenset()
    return next(iter(codes)) if len(codes) == 1 and codes <= peoples else None
