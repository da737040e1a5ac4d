"""What a whole report says about where it speaks of, and how well a bearer of a name fits in."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geomap.model import Mention, MentionKind, Place
from geomap.places.bearers import find_bearers, is_prominent
from geomap.places.distances import distance_km
from geomap.places.features import is_country, is_division, is_town
from geomap.places.fold import fold_name
from geomap.places.heads import DIVISION_HEADS, TOWN_HEADS, iter_heads
from geomap.places.neighbours import count_neighbours
from geomap.places.prominence import is_capital, measure_power
from geomap.places.weights import Evidence

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

_NEIGHBOUR_SCALE: Final = 20.0
"""Before the logarithm, as names of many bearers count for little each."""
NEAR_KM: Final = 120.0
"""Distance at which nearness has lost two thirds of its weight."""
BORDER_KM: Final = 60.0
"""Distance from the other country from which on a place is not at the border."""

# "The Texas Department of Health" is no place, but tells where the text is.
_PLACED: Final = frozenset({MentionKind.PLACE, MentionKind.EMBEDDED})

_CONTAINER_GAP: Final = re.compile(
    r"\.?,[ \u00a0]|\.?[ \u00a0]\(|[ \u00a0](?:village|town|city|settlement|hamlet) in (?:the )?"
)
_GLOSS_REACH: Final = 48
_ONE_PLACE_KM: Final = 60.0
"""Places of one name nearer than this are one for the context: a town and its unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that a text uses, its bearers, and what stands around it."""

    mention: Mention
    words: tuple[str, ...]
    bearers: tuple[Place, ...]
    heads: frozenset[str] = frozenset()
    container: tuple[Place, ...] = ()
    """What the text says that it lies in: the divisions and countries of that name."""
    gloss: Place | None = None
    """The unit in brackets behind the name."""

    @property
    def surroundings(self) -> tuple[object, ...]:
        """What its meaning depends on, the rest of the text being the same."""
        return (
            self.mention.kind,
            self.words,
            tuple(place.id for place in self.bearers),
            self.heads,
            tuple(place.id for place in self.container),
            self.gloss and self.gloss.id,
        )

    @property
    def is_told(self) -> bool:
        """Whether the text itself says which bearer it means."""
        return bool(self.container or self.heads & (DIVISION_HEADS | TOWN_HEADS))

    def is_within_container(self, place: Place) -> bool:
        """Tell whether a place lies in what follows behind the comma."""
        return any(
            place.id != outer.id
            and (
                bool(place.countries & outer.countries)
                if is_country(outer)
                else place.admin1 is not None and place.admin1 == outer.admin1
            )
            for outer in self.container
        )


def read_names(text: str, found: Sequence[Found], gazetteer: Gazetteer) -> list[Name]:
    """Return the names of a text with what stands around them."""
    names = []
    for at, (mention, bearers) in enumerate(found):
        if mention.kind is MentionKind.DEMONYM:
            names.append(Name(mention=mention, words=(), bearers=bearers))
            continue
        names.append(
            Name(
                mention=mention,
                words=fold_name(mention.text),
                bearers=bearers,
                heads=frozenset(iter_heads(text, mention.start, mention.end)),
                container=_find_container(text, mention, found[at + 1 : at + 2]),
                gloss=find_gloss(text, mention.end, gazetteer),
            )
        )
    return names


def _find_container(text: str, mention: Mention, following: Sequence[Found]) -> tuple[Place, ...]:
    """Return the divisions and countries that the next name may be, if it contains this one."""
    if not following or following[0].mention.kind is not MentionKind.PLACE:
        return ()
    if not _CONTAINER_GAP.fullmatch(text, mention.end, following[0].mention.start):
        return ()
    return tuple(place for place in following[0].bearers if is_country(place) or is_division(place))


def read_context(names: Sequence[Name], gazetteer: Gazetteer) -> Context:
    """Return what the names of a text say together about where it speaks of."""
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[str, float] = defaultdict(float)
    own: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        for code, votes in _iter_country_votes(name):
            countries[code] += votes
            own[name.words][code] += votes
        for code, votes in _iter_division_votes(name):
            divisions[code] += votes
            own[name.words][code] += votes
    distinct = {name.words: name for name in names if name.mention.kind in _PLACED}
    anchors: dict[str, Place] = {}
    for name in distinct.values():
        place = _find_anchor(name, countries)
        if place is not None:
            anchors[place.id] = place
            for code in place.countries:
                countries[code] += _TOWN_VOTES
                own[name.words][code] += _TOWN_VOTES
    return Context(
        countries=countries,
        divisions=divisions,
        own=own,
        company=_count_company(distinct.values()),
        neighbours=count_neighbours(name.bearers for name in distinct.values()),
        anchors=tuple(place for place in anchors.values() if place.id not in gazetteer.capitals),
        gazetteer=gazetteer,
    )


def _iter_country_votes(name: Name) -> Iterator[tuple[str, float]]:
    """Yield what a name says of the country that the text is about."""
    states = [place for place in name.bearers if is_country(place)]
    if name.mention.kind is MentionKind.DEMONYM:
        voters, votes = list(name.bearers[:1]), _DEMONYM_VOTES
    elif name.mention.kind not in _PLACED:
        voters, votes = [], 0.0
    elif states:
        voters, votes = states, _COUNTRY_VOTES / len(states)
    else:
        units = [place for place in name.bearers if is_division(place)]
        is_one = len({place.country for place in units}) == 1
        voters, votes = (units[:1] if is_one else []), _DIVISION_VOTES
    for place in voters:
        for code in place.countries:
            yield code, votes
    for place in name.container[:1]:
        for code in place.countries:
            yield code, _CONTAINER_VOTES


def _iter_division_votes(name: Name) -> Iterator[tuple[str, float]]:
    if name.mention.kind not in _PLACED:
        return
    for place in name.container:
        if is_division(place) and place.admin1:
            yield place.admin1, _CONTAINER_VOTES
    units = [place for place in name.bearers if place.feature_code == "ADM1" and place.admin1]
    if units and not any(map(is_country, name.bearers)):
        for place in units:
            yield place.admin1 or "", 1.0 / len(units)


def _find_anchor(name: Name, countries: Mapping[str, float]) -> Place | None:
    """Return the place that a name can only mean, as far as the text goes."""
    if any(map(is_country, name.bearers)):
        return None
    there = [place for place in name.bearers if any(code in countries for code in place.countries)]
    likely = there or [place for place in name.bearers if is_prominent(place)] or name.bearers
    if not likely or len({place.country for place in likely}) > 1:
        return None
    distances = [distance_km(likely[0], place) for place in likely]
    widest = max((d for d in distances if d is not None), default=0.0)
    return likely[0] if widest < _ONE_PLACE_KM else None


def _count_company(names: Iterable[Name]) -> dict[str, float]:
    """Return how many names have a bearer in each division; one of many bearers counts less."""
    company: dict[str, float] = defaultdict(float)
    for name in names:
        codes = {place.admin1 for place in name.bearers if place.admin1}
        for code in codes:
            company[code] += 1.0 / len(codes)
    return company


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a whole report says about where it speaks of."""

    countries: Mapping[str, float]
    """Votes for each country, ISO alpha-3."""
    divisions: Mapping[str, float]
    """Votes for each division that is named, ISO 3166-2."""
    own: Mapping[tuple[str, ...], Mapping[str, float]]
    """Of these votes those of each name: a name does not vote for itself."""
    company: Mapping[str, float]
    """How many names have a bearer in each division."""
    neighbours: Mapping[str, float]
    """Id of a place to how many other names have a bearer near it."""
    anchors: tuple[Place, ...]
    """Places whose names mean only one thing."""
    gazetteer: Gazetteer

    foci: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    """What `focus_without` has found."""

    @property
    def focus(self) -> tuple[str, ...]:
        """ISO alpha-3 of the two countries named most, the most named first."""
        return self._find_focus({})

    def focus_without(self, name: Name) -> tuple[str, ...]:
        """Return the two countries named most, leaving out the votes of one name."""
        focus = self.foci.get(name.words)
        if focus is None:
            focus = self.foci[name.words] = self._find_focus(self.own.get(name.words, {}))
        return focus

    def focus_votes_without(self, name: Name) -> float:
        """Return the votes of the country named most, leaving out those of one name."""
        own = self.own.get(name.words, {})
        return max(
            (self.countries[code] - own.get(code, 0.0) for code in self.focus_without(name)),
            default=0.0,
        )

    def _find_focus(self, own: Mapping[str, float]) -> tuple[str, ...]:
        votes = {code: count - own.get(code, 0.0) for code, count in self.countries.items()}
        ordered = sorted(votes, key=lambda code: (-votes[code], code))
        return tuple(code for code in ordered[:2] if votes[code] > 0)

    def weigh(self, place: Place, name: Name) -> Evidence:
        """Return what speaks for a bearer of a name."""
        heads, unit = name.heads, is_division(place)
        is_inside = bool(name.container) and name.is_within_container(place)
        return Evidence(
            power=measure_power(place),
            state=float(is_country(place)),
            capital=float(is_capital(place)),
            main_name=float(_is_main_name(place, name.words)),
            contained=float(is_inside),
            not_contained=float(bool(name.container) and not is_inside),
            country=self._share_of_country(place, name),
            division=float(self._is_in_named_division(place, name)),
            company=self._measure_company(place, name),
            near=self._measure_nearness(place, name),
            neighbours=self._measure_neighbours(place, name),
            gloss=float(
                name.gloss is not None
                and place.admin1 is not None
                and place.admin1 == name.gloss.admin1
            ),
            border=self._measure_border(place, name),
            # A bare name shared by a district and its town is taken for the district: the wider
            # reading is never false, and its uncertainty says so.
            division_bare=float(unit),
            division_head=float(unit and bool(heads & DIVISION_HEADS)),
            division_town_head=float(unit and bool(heads & TOWN_HEADS)),
            town_head=float(is_town(place) and bool(heads & TOWN_HEADS)),
        )

    def _share_of_country(self, place: Place, name: Name) -> float:
        """Return the root of the share of the votes of a place's country in those of the first."""
        if not place.countries:
            # A sea, a continent or the Middle East is in no country, and so in none too many.
            return 1.0
        own = self.own.get(name.words, {})
        votes = (self.countries.get(code, 0.0) - own.get(code, 0.0) for code in place.countries)
        # A name's own votes are taken from both: said often, it does not make others less likely.
        most = self.focus_votes_without(name)
        return math.sqrt(max(0.0, max(votes, default=0.0)) / most) if most else 0.0

    def _is_in_named_division(self, place: Place, name: Name) -> bool:
        code = place.admin1
        own = self.own.get(name.words, {})
        return bool(code) and self.divisions.get(code or "", 0.0) > own.get(code or "", 0.0)

    def _measure_company(self, place: Place, name: Name) -> float:
        if not place.admin1 or is_country(place):
            return 0.0
        codes = {bearer.admin1 for bearer in name.bearers if bearer.admin1}
        return math.log1p(max(0.0, self.company.get(place.admin1, 0.0) - 1.0 / len(codes)) * 2.0)

    def _measure_neighbours(self, place: Place, name: Name) -> float:
        count = self.neighbours.get(place.id, 0.0)
        if is_division(place):
            # What speaks for a town speaks for the district that it gave its name to.
            inside = [it for it in name.bearers if place.admin1 and it.admin1 == place.admin1]
            count = max((self.neighbours.get(it.id, 0.0) for it in inside), default=count)
        return math.log1p(_NEIGHBOUR_SCALE * count)

    def _measure_nearness(self, place: Place, name: Name) -> float:
        nearest_km = self._distance_to_anchor_km(place, name)
        return 0.0 if nearest_km is None else math.exp(-nearest_km / NEAR_KM)

    def _measure_border(self, place: Place, name: Name) -> float:
        """Return how near a place is to the other of the two countries that the text is about.

        Of the bearers of a name a report on two neighbours means the one at their border. Nothing
        is near to the border of two countries that have none.
        """
        if place.lon is None or place.lat is None or is_country(place):
            return 0.0
        focus = self.focus_without(name)
        if len(focus) < 2 or place.country not in focus:  # noqa: PLR2004 - two countries
            return 0.0
        other = focus[1 - focus.index(place.country)]
        away_km = self.gazetteer.distance_to_country_km(place.lon, place.lat, other)
        return 0.0 if away_km is None else 1.0 - min(away_km, BORDER_KM) / BORDER_KM

    def explain(self, place: Place, name: Name) -> list[str]:
        """Return in words what in the report speaks for a bearer."""
        reasons = []
        if place.countries & set(self.focus):
            reasons.append("in a country that the report speaks of")
        if place.admin1 and self.divisions.get(place.admin1) and not is_division(place):
            reasons.append("in a division that the report names")
        nearest = self._distance_to_anchor_km(place, name)
        if nearest is not None and nearest < NEAR_KM:
            reasons.append("near the other places of the report")
        return reasons

    def _distance_to_anchor_km(self, place: Place, name: Name) -> float | None:
        own = {bearer.id for bearer in name.bearers}
        distances = (distance_km(place, it) for it in self.anchors if it.id not in own)
        return min((d for d in distances if d is not None), default=None)


def _is_main_name(place: Place, words: tuple[str, ...]) -> bool:
    """Tell whether a name is a place's own: "New York" is New York City's too."""
    own = fold_name(place.name)
    return own in {words, (*words, "city")}


def find_gloss(text: str, end: int, gazetteer: Gazetteer) -> Place | None:
    """Return the unit in brackets behind a name: "Basarkechar [Gegharkunik]"."""
    rest = text[end : end + _GLOSS_REACH].lstrip(" \u00a0")
    closing = {"[": "]", "(": ")"}.get(rest[:1])
    if closing is None or closing not in rest:
        return None
    found = find_bearers(rest[1 : rest.index(closing)], gazetteer)
    return next(iter(sorted(found, key=lambda place: not is_division(place))), None)
