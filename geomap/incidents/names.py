"""Names of places in the words of reports, be they in a gazetteer or not, and which two share."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

from geomap.documents.calendar import ALL_WEEKDAYS, MONTHS, WEEKDAYS
from geomap.folders import find_gazetteer
from geomap.places.features import VAST_KM, is_division
from geomap.places.tables import iter_place_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geomap.incidents.clusters import Cluster
    from geomap.incidents.episodes import Episode

_SPOT: Final = (
    r"(?:post|outpost|checkpoint|village|hamlet|settlement|hill|height|ridge|pass|ford|farm|island|"
    r"pillar|bridge|crossing)"
)
_KIND: Final = (
    rf"(?:{_SPOT}|camp|base|garrison|creek|stream|gorge|canyon|road|waterworks|dam|valley|plateau)"
)
_PEOPLE: Final = r"(?![A-Z][a-z]+(?:ians?|ish|ese|stani|eli|qi|meni|audi|zeri)\b)"
"""No "Pakistani gunners": a people is no place."""
_NAMED: Final = re.compile(
    r"\b(?:(?:(?:[Aa]t|[Nn]ear|[Aa]round|[Oo]ff)(?:\s+the)?|"
    rf"(?:{_SPOT}|place|locality)\s+(?:of|at|called|named)|"
    rf"(?:area|sector|neighbourhood|vicinity|heights)\s+of(?:\s+the)?)\s+"
    rf"(?P<place>{_PEOPLE}[A-Z][a-z’'-]{{4,}})\b"
    r"(?![’']|\s+(?:forces?|troops|soldiers|snipers?|gun(?:ners|men)|guards?|positions?|artillery)\b)"
    rf"|(?:[Tt]he|[Oo]n)\s+(?P<bearer>{_PEOPLE}[A-Z][a-z’'-]{{4,}})\s+{_KIND}\b)"
)
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_CAPITAL: Final = re.compile(r"\b[A-Z][a-z’'-]{4,}\b")
_VOWELS: Final = re.compile(r"[aeiou’'-]")
_MANY_CONSONANTS: Final = 3
_HEADLINE_WORDS: Final = 20
_NO_PLACES: Final = frozenset(name.capitalize() for name in (*ALL_WEEKDAYS, *MONTHS))
_WEEKDAY: Final = re.compile(rf"\b(?:{'|'.join(name.capitalize() for name in WEEKDAYS)})\b")
_LONG_NAME: Final = 4
"""Letters from which on a name is hardly another word."""
_LONG: Final = 6
"""Letters from which on two names may be one that is spelt in two ways."""


def share_name(ours: Iterable[str], theirs: Iterable[str]) -> str | None:
    """Return a name of a place that two texts have in common, be it spelt in two ways.

    Parameters
    ----------
    ours, theirs
        The texts of the reports of each.

    Returns
    -------
    str or None
        As ours spells it; ``None`` where they have none in common.
    """
    names = _unite(_list_names, theirs)
    keys = _list_keys(names)
    found = (
        name
        for text in ours
        for name in sorted(_list_names(text))
        if _make_key(name) in keys or any(_is_spelling(name, it) for it in names)
    )
    return next(found, None)


def share_told_name(ours: Iterable[str], theirs: Iterable[str]) -> str | None:
    """Return a name that two have in common where they tell of an event.

    One of them says that it is a place, the other only names it: elsewhere that may be anything.

    Parameters
    ----------
    ours, theirs
        The sentences of each that tell of the event.

    Returns
    -------
    str or None
        As ours spells it; ``None`` where they have none in common.
    """
    ours, theirs = list(ours), list(theirs)
    named = _list_keys(_unite(_list_names, ours) | _unite(_list_names, theirs))
    spoken = _list_keys(_unite(_list_capitals, theirs))
    found = (
        name
        for name in sorted(_unite(_list_capitals, ours))
        for key in [_make_key(name)]
        if key in named and key in spoken
    )
    return next(found, None)


def is_any_spelling(name: str, places: Iterable[str]) -> bool:
    """Tell whether a name is one of the words of some places, be it spelt in another way."""
    words = {word for place in places for word in _list_capitals(place)}
    return _make_key(name) in _list_keys(words) or any(_is_spelling(name, it) for it in words)


def find_named(episodes: Sequence[Episode], clusters: Sequence[Cluster]) -> list[list[int]]:
    """Find for each episode the events of its states whose reports name a place as it does."""
    texts = [it.document.text for it in episodes]
    found: list[set[int]] = [set() for _ in episodes]
    for list_asked, list_those in ((_list_names, _list_spoken), (_list_capitals, _list_placed)):
        asked = [_list_keys(list_asked(text)) for text in texts]
        wanted: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for episode, keys in zip(episodes, asked, strict=True):
            wanted[episode.parties] |= keys
        naming: dict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
        for number, cluster in enumerate(clusters):
            pairs = wanted.keys() & cluster.parties
            told = _list_keys(list_those(cluster)) if pairs else set()
            for pair in pairs:
                for key in told & wanted[pair]:
                    naming[pair, key].append(number)
        for episode, keys, numbers in zip(episodes, asked, found, strict=True):
            numbers.update(it for key in keys for it in naming.get((episode.parties, key), ()))
    return [sorted(numbers) for numbers in found]


def list_told(episodes: Iterable[Episode]) -> set[str]:
    """List the sentences that tell of an event, and the headlines of its reports."""
    found = set()
    for episode in episodes:
        text = episode.document.text
        first = text.lstrip().split("\n", 1)[0]
        # A headline; where there is none, the first paragraph may speak of anything.
        if len(first.split()) <= _HEADLINE_WORDS:
            found.add(first)
        for claim in episode.claims:
            span = claim.evidence[0].span
            found.add(text[span.start : span.end])
    return found


def _list_spoken(cluster: Cluster) -> frozenset[str]:
    texts = {it.document.text for it in cluster.episodes}
    return _unite(_list_names, texts) | _unite(_list_capitals, list_told(cluster.episodes))


def _list_placed(cluster: Cluster) -> frozenset[str]:
    return _unite(_list_names, list_told(cluster.episodes))


def _unite(list_all: Callable[[str], frozenset[str]], texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(list_all, texts))


def find_placed(episodes: Sequence[Episode], clusters: Sequence[Cluster]) -> list[list[int]]:
    """Find for each episode the events of its states with a place that its report names."""
    texts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    spoken = [_list_runs(it.document.text) for it in episodes]
    for episode, runs in zip(episodes, spoken, strict=True):
        texts[episode.parties] |= runs
    placed: dict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        pairs = texts.keys() & cluster.parties
        if not pairs:
            continue
        told = {name.casefold() for it in cluster.different for name in list_spellings(it)}
        for pair in pairs:
            for name in told & texts[pair]:
                placed[pair, name].append(number)
    return [
        sorted({number for run in runs for number in placed.get((episode.parties, run), ())})
        for episode, runs in zip(episodes, spoken, strict=True)
    ]


@lru_cache(maxsize=1_000)
def _list_runs(text: str) -> frozenset[str]:
    """List the words of a text that begin with a capital, and two or three of them in a row."""
    words = _WORD.findall(text)
    return frozenset(
        " ".join(words[at : at + length]).casefold()
        for at, word in enumerate(words)
        if word[0].isupper()
        for length in (1, 2, 3)
    )


def list_mentioned(
    placed: Iterable[Episode], others: Iterable[Episode], *, within_km: float = VAST_KM
) -> set[str]:
    """Return the places of some episodes that the reports of others name, however they do.

    Parameters
    ----------
    placed
        Those whose places are looked for.
    others
        Those whose reports may name them.
    within_km
        How large such a place may be: its radius.
    """
    names = {name for it in placed for name in list_spellings(it, within_km=within_km)}
    texts = {_fold(it.document.text) for it in others} if names else ()
    return {name for name in names if any(_has_words(text, name.casefold()) for text in texts)}


def _has_words(text: str, words: str) -> bool:
    # Most texts have them nowhere, which needs no expression.
    return words in text and re.search(rf"\b{re.escape(words)}\b", text) is not None


@lru_cache(maxsize=1_000)
def _fold(text: str) -> str:
    return text.casefold()


def list_spellings(episode: Episode, *, within_km: float = VAST_KM) -> Iterator[str]:
    """Yield the names of an episode's places, no provinces, as its report and a gazetteer spell."""
    for site in episode.sites:
        if is_division(site.place) or (site.place.radius_km or 0.0) > within_km:
            continue
        for name in (episode.document.text[site.span.start : site.span.end], site.place.name):
            if len(name) >= _LONG_NAME:
                yield name


def find_first_weekday(text: str) -> int | None:
    """Return the weekday that a text names first, 0 being Monday."""
    found = _WEEKDAY.search(text)
    return WEEKDAYS.index(found[0].lower()) if found else None


@lru_cache(maxsize=10_000)
def _list_names(text: str) -> frozenset[str]:
    found = (it["place"] or it["bearer"] for it in _NAMED.finditer(text))
    return frozenset(found) - _NO_PLACES - _list_peoples()


@cache
def _list_peoples() -> frozenset[str]:
    """List the names of states and what their people are called: "at Afghan posts"."""
    faults: list[str] = []
    rows = iter_place_rows(find_gazetteer() / "places" / "countries.csv", faults)
    return frozenset(name for row in rows for name in (row.place.name, *row.demonyms))


@lru_cache(maxsize=10_000)
def _list_capitals(text: str) -> frozenset[str]:
    """List the words of a text that may be names: those with a capital."""
    return frozenset(_CAPITAL.findall(text)) - _NO_PLACES


def _list_keys(names: Iterable[str]) -> set[str]:
    return {_make_key(name) for name in names}


def _make_key(name: str) -> str:
    """Return what spellings of a name have in common: scripts that leave vowels out differ there.

    Of a name of fewer consonants that is the name: "Tall" is not "Till".
    """
    consonants = _VOWELS.sub("", name[1:])
    return name[0] + consonants if len(consonants) >= _MANY_CONSONANTS else name


def _is_spelling(a: str, b: str) -> bool:
    """Tell whether two names are as good as one: "Sotkh" and "Sotk" may be two villages."""
    is_long = min(len(a), len(b)) >= _LONG
    return is_long and a[0] == b[0] and Levenshtein.distance(a, b, score_cutoff=1) <= 1
