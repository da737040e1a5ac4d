"""Other spellings of a name that nobody bears, and who bears one of them.

Two newsrooms write one village in two ways: "Tel Abyad" and "Tell Abyad", "Karameh" and "Al
Karamah". A name is looked up with one such difference at a time, only in the countries that its
report speaks of, and only one place may answer.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.places.distances import distance_km
from geomap.places.features import is_division, is_town
from geomap.places.fold import fold_name
from geomap.places.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geomap.model import Place
    from geomap.places.gazetteer import Gazetteer

RESPELT: Final = "not in the gazetteer in this spelling"
"""How the reason begins for which such a place is taken: as it seems, the one that is meant."""

_LEAST_LETTERS: Final = 5
"""Of a word: in shorter ones a letter more or less makes another name."""
_ONE_PLACE_KM: Final = 15.0
"""Bearers nearer than this are one place: a town and its unit, two entries of a village."""
_DOUBLE: Final = re.compile(r"(?<=[aeiouy])([b-df-hj-np-tv-z])\1(?=[aeiouy]|$)")
_SINGLE: Final = re.compile(r"(?<=[aeiou])([b-df-hj-np-tv-z])(?=[aeiou])")

Words = tuple[str, ...]


class _Spellings(NamedTuple):
    articles: frozenset[str]
    kinds: dict[str, tuple[str, ...]]
    extras: frozenset[str]
    letters: tuple[tuple[str, str], ...]
    ends: tuple[tuple[str, str], ...]


def find_respelt(name: str, gazetteer: Gazetteer, *, countries: Collection[str]) -> Place | None:
    """Return the only place of some countries that bears a name in another spelling.

    Parameters
    ----------
    name
        What nobody bears as it is written.
    gazetteer
        Where to look.
    countries
        ISO alpha-3.

    Returns
    -------
    Place or None
        ``None`` where there is none, or where several might be meant.
    """
    found: dict[str, Place] = {}
    for words in iter_spellings(fold_name(name)):
        for place in gazetteer.lookup(words):
            # A lake or a range of a like name is not what stands where a village's name does.
            is_named_so = is_town(place) or is_division(place)
            if is_named_so and place.lon is not None and place.countries & set(countries):
                found.setdefault(place.id, place)
    places = list(found.values())
    if not places or any(_are_apart(places[0], other) for other in places[1:]):
        return None
    return places[0]


def iter_spellings(words: Words) -> Iterator[Words]:
    """Yield other spellings of a folded name, each once: one difference at a time."""
    seen = {words}
    for other in _list_spellings(words):
        if other and other not in seen and _tells_enough(other):
            seen.add(other)
            yield other


def _list_spellings(words: Words) -> Iterator[Words]:
    forms = [words, *_iter_forms(words)]
    yield from forms
    if len(words) == 1:
        yield from ((article, *words) for article in sorted(_load_spellings().articles))
    for form in forms:
        for at, word in enumerate(form):
            if len(word) >= _LEAST_LETTERS:
                for other in _iter_respelt_words(word):
                    yield (*form[:at], other, *form[at + 1 :])


def _iter_forms(words: Words) -> Iterator[Words]:
    """Yield a name without its article, and without or with another word of kind."""
    rules = _load_spellings()
    first, rest = words[0], words[1:]
    if first in rules.articles and rest:
        yield rest
    if rest:
        yield from ((kind, *rest) for kind in rules.kinds.get(first, ()))
        if first in rules.extras:
            yield rest
        if words[-1] in rules.extras:
            yield words[:-1]
        if len(words) > 2 and rest[0] in rules.articles:  # noqa: PLR2004 - kind, article, name
            yield (first, *rest[1:])


def _iter_respelt_words(word: str) -> Iterator[str]:
    """Yield a word with one group of letters written otherwise."""
    rules = _load_spellings()
    for one, other in rules.letters:
        for old, new in ((one, other), (other, one)):
            at = word.find(old)
            while at >= 0:
                yield word[:at] + new + word[at + len(old) :]
                at = word.find(old, at + 1)
    for one, other in rules.ends:
        for old, new in ((one, other), (other, one)):
            if word.endswith(old):
                yield word.removesuffix(old) + new
    for match in _DOUBLE.finditer(word):
        yield word[: match.start()] + word[match.start() + 1 :]
    for match in _SINGLE.finditer(word):
        yield word[: match.end()] + word[match.start() :]


def _tells_enough(words: Words) -> bool:
    """Tell whether a spelling is a name of its own, no article and no common word."""
    rest = [word for word in words if word not in _load_spellings().articles]
    return max(map(len, rest), default=0) >= _LEAST_LETTERS and not (
        len(rest) == 1 and rest[0] in load_lexicon().common_words
    )


def _are_apart(a: Place, b: Place) -> bool:
    gap = distance_km(a, b)
    return gap is None or gap > _ONE_PLACE_KM


@lru_cache(maxsize=1)
def _load_spellings() -> _Spellings:
    source = files("geomap.places.rules").joinpath("spellings.toml")
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    kinds: dict[str, list[str]] = {}
    for line in content["kinds"]:
        members = line.split()
        for word in members:
            kinds.setdefault(word, []).extend(it for it in members if it != word)
    return _Spellings(
        articles=frozenset(content["articles"].split()),
        kinds={word: tuple(dict.fromkeys(others)) for word, others in kinds.items()},
        extras=frozenset(content["extras"].split()),
        letters=_read_pairs(content["letters"]),
        ends=_read_pairs(content["ends"]),
    )


def _read_pairs(lines: list[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for line in lines:
        one, other = line.split()
        pairs.append((one, other))
    return tuple(pairs)
