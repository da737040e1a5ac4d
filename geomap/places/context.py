"""What a whole report says about where it speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geomap.model import Mention, Record
from geomap.places.bearers import ONE_PLACE_KM, Bearer, Bearers
from geomap.places.distances import distance_km
from geomap.places.fold import fold_name
from geomap.places.heads import DIVISION_HEADS, TOWN_HEADS
from geomap.places.kinds import DEMONYM, EMBEDDED, PLACE
from geomap.places.neighbours import Neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.places.gazetteer import Gazetteer
    from geomap.places.recognise import Found

# How much a mention tells about the country that the text is about.
_COUNTRY_VOTES: Final = 3.0
_DEMONYM_VOTES: Final = 1.0
_DIVISION_VOTES: Final = 1.5
_CONTAINER_VOTES: Final = 2.0
_TOWN_VOTES: Final = 0.5
_HOME_VOTES: Final = 1.0

# "The Texas Department of Health" is no place, but tells where the text is.
PLACED: Final = frozenset({PLACE, EMBEDDED})

_CONTAINER_GAP: Final = re.compile(
    r"\.?,[ \u00a0]|\.?[ \u00a0]\(|[ \u00a0](?:village|town|city|settlement|hamlet) in (?:the )?"
)
_UNIT_HEADS: Final = DIVISION_HEADS | TOWN_HEADS
_TOWN_GAPS: Final = frozenset({" in ", " in the "})
_LONGEST_GAP: Final = 19
"""Characters of the longest of these gaps: most names stand farther apart."""
_GLOSS_REACH: Final = 48


class Name(Record, gc=False):
    """A name that a text uses, its bearers, and what stands around it."""

    mention: Mention
    words: tuple[str, ...]
    bearers: Bearers
    heads: frozenset[str] = frozenset()
    container: tuple[Bearer, ...] = ()
    """What the text says that it lies in: the divisions and countries of that name."""
    gloss: Bearer | None = None
    """The unit in brackets behind the name."""
    has_article: bool = False
    """Whether "the" stands before it, and nothing behind that the article may belong to."""

    @property
    def surroundings(self) -> tuple[object, ...]:
        """What its meaning depends on, the rest of the text being the same."""
        return (
            self.mention.kind,
            self.words,
            # The gazetteer keeps those of a name: the same ones are the same object.
            id(self.bearers),
            self.heads,
            self.container and tuple([place.id for place in self.container]),
            self.gloss and self.gloss.id,
            self.has_article,
        )

    @property
    def is_told(self) -> bool:
        """Whether the text itself says which bearer it means."""
        return bool(self.container or self.heads & _UNIT_HEADS)

    def is_within_container(self, place: Bearer) -> bool:
        """Tell whether a place lies in what follows behind the comma."""
        return any(
            place.id != outer.id
            and (
                bool(place.countries & outer.countries)
                if outer.is_country
                else place.admin1 is not None and place.admin1 == outer.admin1
            )
            for outer in self.container
        )


def read_names(text: str, found: Sequence[Found], gazetteer: Gazetteer) -> list[Name]:
    """Return the names of a text with what stands around them."""
    names = []
    for at, it in enumerate(found):
        mention = it.mention
        if mention.kind is DEMONYM:
            names.append(Name(mention=mention, words=(), bearers=it.bearers))
            continue
        names.append(
            Name(
                mention=mention,
                words=fold_name(mention.text),
                bearers=it.bearers,
                heads=it.heads,
                container=_find_container(text, found, at),
                gloss=find_gloss(text, mention.end, gazetteer),
                has_article=_has_article(text, mention),
            )
        )
    return names


def _has_article(text: str, mention: Mention) -> bool:
    start, end = mention.start, mention.end
    # Two characters tell of most names that they have none.
    if text[max(0, start - 2) : start].lower() != "e ":
        return False
    before, after = text[max(0, start - 5) : start], text[end : end + 1]
    return before.lstrip().lower() == "the " and not after.isspace()


def _find_container(text: str, found: Sequence[Found], at: int) -> tuple[Bearer, ...]:
    """Return the divisions and countries that the next name may be, if it contains this one."""
    if at + 1 == len(found) or found[at + 1].mention.kind is not PLACE:
        return ()
    this, outer = found[at], found[at + 1]
    begin, end = this.mention.end, outer.mention.start
    if end - begin > _LONGEST_GAP:
        return ()
    # "The village of Aghdam in Tovuz district."
    is_town_in = bool(this.heads & TOWN_HEADS) and text[begin:end] in _TOWN_GAPS
    if not is_town_in and not _CONTAINER_GAP.fullmatch(text, begin, end):
        return ()
    return tuple([it for it in outer.bearers if it.is_country or it.is_division])


def read_context(
    names: Sequence[Name], gazetteer: Gazetteer, *, home: Bearer | None = None
) -> Context:
    """Return what the names of a text say together about where it speaks of.

    Parameters
    ----------
    names
        All of the text (`read_names`).
    gazetteer
        Which they were found with.
    home
        Where the publisher is at home; it counts as a place that the text names.
    """
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[str, float] = defaultdict(float)
    own: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in filter(_may_vote, names):
        for code, votes in _iter_country_votes(name):
            countries[code] += votes
            own[name.words][code] += votes
        for code, votes in _iter_division_votes(name):
            divisions[code] += votes
            own[name.words][code] += votes
    distinct = {name.words: name for name in names if name.mention.kind in PLACED}
    anchors: dict[str, Bearer] = {}
    for name in distinct.values():
        place = _find_anchor(name, countries)
        if place is not None:
            anchors[place.id] = place
            for code in place.countries:
                countries[code] += _TOWN_VOTES
                own[name.words][code] += _TOWN_VOTES
    if home is not None:
        anchors[home.id] = home
        divisions[home.admin1 or ""] += _HOME_VOTES
        for code in home.countries:
            countries[code] += _HOME_VOTES
    return Context(
        countries=countries,
        divisions=divisions,
        own=own,
        distinct=distinct,
        anchors=tuple(
            place
            for place in anchors.values()
            if (place is home or place.id not in gazetteer.capitals) and place.lon is not None
        ),
        gazetteer=gazetteer,
        home=home,
    )


def _may_vote(name: Name) -> bool:
    """Tell whether a name may say of what country or division the text is: a mere town does not."""
    bearers = name.bearers
    return (
        bearers.has_country
        or bearers.has_division
        or name.mention.kind is DEMONYM
        or bool(name.container)
    )


def _iter_country_votes(name: Name) -> Iterator[tuple[str, float]]:
    """Yield what a name says of the country that the text is about."""
    bearers = name.bearers
    if name.mention.kind is DEMONYM:
        voters, votes = list(bearers[:1]), _DEMONYM_VOTES
    elif name.mention.kind not in PLACED:
        voters, votes = [], 0.0
    elif bearers.has_country:
        voters = [place for place in bearers if place.is_country]
        votes = _COUNTRY_VOTES / len(voters)
    else:
        units = [it for it in bearers if it.is_division] if bearers.has_division else []
        is_one = len({place.country for place in units}) == 1
        voters, votes = (units[:1] if is_one else []), _DIVISION_VOTES
    for place in voters:
        for code in place.countries:
            yield code, votes
    for place in name.container[:1]:
        for code in place.countries:
            yield code, _CONTAINER_VOTES


def _iter_division_votes(name: Name) -> Iterator[tuple[str, float]]:
    if name.mention.kind not in PLACED:
        return
    for place in name.container:
        if place.is_division and place.admin1:
            yield place.admin1, _CONTAINER_VOTES
    if name.bearers.has_division and not name.bearers.has_country:
        units = [place for place in name.bearers if place.is_first_order and place.admin1]
        for place in units:
            yield place.admin1 or "", 1.0 / len(units)


def _find_anchor(name: Name, countries: Mapping[str, float]) -> Bearer | None:
    """Return the place that a name can only mean, as far as the text goes."""
    if name.bearers.has_country:
        return None
    there = [place for place in name.bearers if not place.countries.isdisjoint(countries)]
    likely = there or [place for place in name.bearers if place.is_prominent] or name.bearers
    if not likely or len({place.country for place in likely}) > 1:
        return None
    away_km = (distance_km(likely[0], place) for place in likely[1:])
    is_spread = any(km is not None and km >= ONE_PLACE_KM for km in away_km)
    return None if is_spread else likely[0]


def _count_company(names: Iterable[Name]) -> dict[str, float]:
    """Return how many names have a bearer in each division; one of many bearers counts less."""
    company: dict[str, float] = defaultdict(float)
    for name in names:
        codes = name.bearers.divisions
        share = 1.0 / max(1, len(codes))
        for code in codes:
            company[code] += share
    return company


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a whole report says about where it speaks of."""

    countries: Mapping[str, float]
    """Votes for each country, ISO alpha-3."""
    divisions: Mapping[str, float]
    """Votes for each division that is named, ISO 3166-2."""
    own: Mapping[tuple[str, ...], Mapping[str, float]]
    """Of these votes those of each name: a name does not vote for itself."""
    distinct: Mapping[tuple[str, ...], Name]
    """The names of places, each once: as it stands last."""
    anchors: tuple[Bearer, ...]
    """Places whose names mean only one thing, where they have a point."""
    gazetteer: Gazetteer
    home: Bearer | None = None
    """Where the publisher is at home."""

    @cached_property
    def company(self) -> Mapping[str, float]:
        """How many names have a bearer in each division."""
        return _count_company(self.distinct.values())

    @cached_property
    def nearness(self) -> Neighbours:
        """How near the bearers of the names of places are to one another."""
        return Neighbours(name.bearers for name in self.distinct.values())

    @cached_property
    def neighbours(self) -> Mapping[str, float]:
        """Id of a place to how many other names have a bearer near it."""
        return self.nearness.count()

    @cached_property
    def focus(self) -> tuple[str, ...]:
        """ISO alpha-3 of the two countries named most, the most named first."""
        return find_focus(self.countries)

    def count_votes(self, own: Mapping[str, float]) -> Mapping[str, float]:
        """Return the votes for each country, leaving out some."""
        if not own:
            return self.countries
        return {code: count - own.get(code, 0.0) for code, count in self.countries.items()}


def find_focus(votes: Mapping[str, float]) -> tuple[str, ...]:
    """Return the two countries with the most votes, the first one first; fewer have any."""
    ordered = sorted([(-count, code) for code, count in votes.items() if count > 0])
    return tuple([code for _, code in ordered[:2]])


def find_gloss(text: str, end: int, gazetteer: Gazetteer) -> Bearer | None:
    """Return the unit in brackets behind a name: "Basarkechar [Gegharkunik]"."""
    rest = text[end : end + _GLOSS_REACH]
    if "(" not in rest and "[" not in rest:
        return None
    rest = rest.lstrip(" \u00a0")
    closing = {"[": "]", "(": ")"}.get(rest[:1])
    if closing is None or closing not in rest:
        return None
    found = gazetteer.bearers(rest[1 : rest.index(closing)])
    return next(iter(sorted(found, key=lambda place: not place.is_division)), None)
