"""How well each bearer of a name fits into what the rest of a report says.

A name is seen without what it adds itself: said often, it does not make others less likely.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.places.bearers import TRAITS
from geomap.places.context import find_focus
from geomap.places.distances import EARTH_RADIUS_KM, distance_km, unit_vector
from geomap.places.heads import DIVISION_HEADS, TOWN_HEADS
from geomap.places.likely import weigh_likely
from geomap.places.weights import Evidence, load_first_weights, load_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geomap.places.bearers import Bearer
    from geomap.places.context import Context, Name

    Column = NDArray[np.float64]

_NEIGHBOUR_SCALE: Final = 20.0
"""Before the logarithm, as names of many bearers count for little each."""
_LIKELY: Final = [
    Evidence._fields.index(field) for field in ("likely_near", "likely_division", "likely_country")
]
_BORDER: Final = Evidence._fields.index("border")
_DECIMALS: Final = 9
NEAR_KM: Final = 120.0
"""Distance at which nearness has lost two thirds of its weight."""
HOME_KM: Final = 50.0
"""Distance from the publisher's home up to which a place is at home."""
BORDER_KM: Final = 60.0
"""Distance from the other country from which on a place is not at the border."""


class Ranking(NamedTuple):
    """The bearers of a name by the weight of what speaks for them."""

    name: Name
    bearers: tuple[tuple[float, Bearer], ...]
    """Score and bearer, the highest first, of equal ones by their ids."""
    near_km: float
    """From the first to the nearest place that another name can only mean; it may be infinite."""


class Outlook:
    """What a report says of the bearers of some of its names, of all of them at once.

    Parameters
    ----------
    context
        Of the whole report.
    names
        Those whose bearers are weighed; each has one at least.
    """

    def __init__(self, context: Context, names: Sequence[Name]) -> None:
        self._context = context
        self._names = names
        self._bearers = [it for name in names for it in name.bearers]
        self._sizes = np.array([len(name.bearers) for name in names])
        ends = np.cumsum(self._sizes).tolist()
        self._slices = [
            slice(end - len(it.bearers), end) for end, it in zip(ends, names, strict=True)
        ]
        self._own = [context.own.get(name.words, {}) for name in names]
        self._votes = [context.count_votes(own) for own in self._own]
        self._focus = [
            find_focus(votes) if own else context.focus
            for votes, own in zip(self._votes, self._own, strict=True)
        ]
        self._traits = np.concatenate([name.bearers.traits for name in names], axis=1)
        self._near_km = self._measure_nearest()

    def rank(self) -> list[Ranking]:
        """Return the bearers of each name, the likeliest first."""
        scores = self._score(self.weigh()).tolist()
        near_km = self._near_km.tolist()
        rankings = []
        for name, at in zip(self._names, self._slices, strict=True):
            ranked = sorted(
                zip(scores[at], name.bearers, near_km[at], strict=True),
                key=lambda it: (-it[0], it[1].id),
            )
            bearers = tuple((score, bearer) for score, bearer, _ in ranked)
            rankings.append(Ranking(name, bearers, ranked[0][2]))
        return rankings

    def _score(self, evidence: NDArray[np.float64]) -> Column:
        """Return the first score of each bearer, and with it what the second weighing changes."""
        first = _add_up(evidence, load_first_weights())
        change = _add_up(evidence, load_weights()) - first
        has_border = evidence[_BORDER].any()
        for name, at in zip(self._names, self._slices, strict=True):
            # What the border of the report's two countries has placed stays there.
            if has_border and evidence[_BORDER, at][first[at].argmax()] > 0:
                change[at] = 0.0
            # What speaks for a town speaks for its district: the other names do not tell which of
            # them is meant, and the first weighing stands.
            for family in name.bearers.families:
                members = at.start + family
                change[members] = change[members].max()
        # Sums of the same pieces in another order must not tell equal bearers apart.
        return (first + change).round(_DECIMALS)

    def weigh(self) -> NDArray[np.float64]:
        """Return what speaks for each bearer.

        Returns
        -------
        numpy.ndarray
            A row for each field of `Evidence`, a column for each bearer of each name.
        """
        evidence = self._weigh_alone()
        guess = _add_up(evidence, load_first_weights())
        evidence[_LIKELY] = weigh_likely(self._names, self._context, guess)
        return evidence

    def _weigh_alone(self) -> NDArray[np.float64]:
        """Return what speaks for each bearer while nobody knows what other names mean."""
        traits = self._traits
        is_unit = traits[TRAITS.is_division]
        shares, divisions, company = np.array(list(self._iter_shares())).reshape(-1, 3).T
        is_inside, is_outside = self._compare_containers()
        for_division, for_town, has_article = self._repeat_heads()
        nothing = np.zeros(len(self._bearers))
        return np.array(
            Evidence(
                power=traits[TRAITS.power],
                state=traits[TRAITS.is_country],
                capital=traits[TRAITS.is_capital],
                main_name=traits[TRAITS.is_nearly_main],
                contained=is_inside,
                not_contained=is_outside,
                country=np.sqrt(shares),
                division=divisions,
                company=np.log1p(np.maximum(company, 0.0) * 2.0),
                near=np.exp(-self._near_km / NEAR_KM),
                home=self._compare_home(),
                neighbours=np.log1p(_NEIGHBOUR_SCALE * self._count_neighbours()),
                likely_near=nothing,
                likely_division=nothing,
                likely_country=nothing,
                gloss=self._compare_glosses(),
                # Of the bearers of a name a report on two neighbours means the one at their border.
                border=1.0 - np.minimum(self._measure_border(), BORDER_KM) / BORDER_KM,
                # A bare name shared by a district and its town is taken for the district: the wider
                # reading is never false, and its uncertainty says so.
                division_bare=is_unit,
                division_head=is_unit * for_division,
                division_town_head=is_unit * for_town,
                town_head=traits[TRAITS.is_town] * for_town,
                town_article=traits[TRAITS.is_town] * has_article,
            )
        )

    def _repeat_heads(self) -> NDArray[np.float64]:
        """Return whether a word of kind or an article stands with the name of each bearer.

        Rows for words of divisions, for those of towns, and for articles.
        """
        said = [
            (bool(it.heads & DIVISION_HEADS), bool(it.heads & TOWN_HEADS), it.has_article)
            for it in self._names
        ]
        return np.repeat(np.array(said, dtype=np.float64).T, self._sizes, axis=1)

    def _iter_shares(self) -> Iterator[tuple[float, float, float]]:
        """Yield what the votes of the report are for the country and the division of each bearer.

        The share of the votes of its country in those of the first, whether its division is named,
        and the other names that have a bearer there.
        """
        divisions, company = self._context.divisions, self._context.company
        for at, name in enumerate(self._names):
            own, votes = self._own[at], self._votes[at]
            most = max((votes.get(code, 0.0) for code in self._focus[at]), default=0.0)
            own_company = 1.0 / max(1, len(name.bearers.divisions))
            known: dict[tuple[str | None, str | None], tuple[float, float, float]] = {}
            for it in name.bearers:
                area = it.country, it.admin1
                shares = known.get(area)
                if shares is None:
                    code = it.admin1 or ""
                    shares = known[area] = (
                        _share(it.countries, votes, most),
                        divisions.get(code, 0.0) > own.get(code, 0.0),
                        company.get(code, 0.0) - own_company,
                    )
                yield (shares[0], shares[1], 0.0) if it.is_country else shares

    def _compare_containers(self) -> tuple[Column, Column]:
        """Tell which bearers lie in what follows behind the comma, and which elsewhere."""
        inside, outside = np.zeros(len(self._bearers)), np.zeros(len(self._bearers))
        for at, name in self._iter_with(lambda name: bool(name.container)):
            is_inside = [name.is_within_container(it) for it in name.bearers]
            inside[at], outside[at] = is_inside, np.logical_not(is_inside)
        return inside, outside

    def _compare_glosses(self) -> Column:
        """Tell which bearers lie in the unit in brackets behind their name."""
        is_there = np.zeros(len(self._bearers))
        for at, name in self._iter_with(lambda name: bool(name.gloss and name.gloss.admin1)):
            code = name.gloss and name.gloss.admin1
            is_there[at] = [it.admin1 == code for it in name.bearers]
        return is_there

    def _compare_home(self) -> Column:
        home = self._context.home
        if home is None:
            return np.zeros(len(self._bearers))
        return np.array([_is_at_home(it, home) for it in self._bearers], dtype=np.float64)

    def _iter_with(self, is_asked: Callable[[Name], bool]) -> Iterator[tuple[slice, Name]]:
        """Yield the names that something stands with, and where their bearers are."""
        for at, name in zip(self._slices, self._names, strict=True):
            if is_asked(name):
                yield at, name

    def _count_neighbours(self) -> Column:
        counts = self._context.neighbours
        if not counts:
            return np.zeros(len(self._bearers))
        found = []
        for name in self._names:
            own = [counts.get(it.id, 0.0) for it in name.bearers]
            if name.bearers.has_division:
                # What speaks for a town speaks for the district that it gave its name to.
                most: dict[str | None, float] = {}
                for it, count in zip(name.bearers, own, strict=True):
                    most[it.admin1] = max(count, most.get(it.admin1, 0.0))
                own = [
                    most[it.admin1] if it.is_division and it.admin1 else count
                    for it, count in zip(name.bearers, own, strict=True)
                ]
            found += own
        return np.array(found)

    def _measure_nearest(self) -> Column:
        """Return the km from each bearer to the nearest place that another name can only mean.

        Infinite for a bearer without a point, and where there is no such place.
        """
        anchors = self._context.anchors
        if not anchors or not self._bearers:
            return np.full(len(self._bearers), math.inf)
        others = np.array([unit_vector(anchor) for anchor in anchors])
        cosines = np.einsum("ki,jk->ij", self._traits[TRAITS.vector], others)
        numbers = {anchor.id: number for number, anchor in enumerate(anchors)}
        for name, at in zip(self._names, self._slices, strict=True):
            own = [numbers[it.id] for it in name.bearers if it.id in numbers]
            if own:
                cosines[at, own] = -math.inf
        nearest = cosines.max(axis=1)
        nearest_km = EARTH_RADIUS_KM * np.arccos(np.clip(nearest, -1.0, 1.0))
        has_none = np.array([it.lon is None for it in self._bearers]) | (nearest == -math.inf)
        return np.where(has_none, math.inf, nearest_km)

    def _measure_border(self) -> Column:
        """Return the km of bearers to the other of the two countries that the report is about.

        Nothing is near to the border of two countries that have none.
        """
        points_of = self._context.gazetteer.points_of_country
        found: list[float] = []
        for name, focus in zip(self._names, self._focus, strict=True):
            if len(focus) == 1 or not focus:
                found += [math.inf] * len(name.bearers)
                continue
            across = dict(zip(focus, focus[::-1], strict=True))
            found += [
                points_of(across[it.country], BORDER_KM).measure_km(it.lon, it.lat or 0.0)
                if it.country in across and it.lon is not None and not it.is_country
                else math.inf
                for it in name.bearers
            ]
        return np.array(found)


def _add_up(evidence: NDArray[np.float64], weights: Evidence[float]) -> Column:
    """Return the sum of all pieces, each times its weight: of the rows, one after the other."""
    scores: Column = (evidence * np.array(weights)[:, None]).sum(axis=0)
    return scores


def explain_best(ranking: Ranking, context: Context) -> list[str]:
    """Return in words what in the report speaks for the first bearer of a name."""
    _, best = ranking.bearers[0]
    reasons = []
    if best.countries & set(context.focus):
        reasons.append("in a country that the report speaks of")
    if best.admin1 and context.divisions.get(best.admin1) and not best.is_division:
        reasons.append("in a division that the report names")
    if context.home and _is_at_home(best, context.home):
        reasons.append("at the home of the publisher")
    elif ranking.near_km < NEAR_KM:
        reasons.append("near the other places of the report")
    return reasons


def _is_at_home(bearer: Bearer, home: Bearer) -> bool:
    """Tell whether a place is the publisher's home, or the district of its name around it."""
    if bearer.is_country:
        return False
    away_km = distance_km(bearer, home)
    return away_km is not None and away_km <= HOME_KM and bearer.country == home.country


def _share(countries: frozenset[str], votes: Mapping[str, float], most: float) -> float:
    """Return the share of the votes for some countries in the most votes that one has."""
    if not countries:
        # A sea, a continent or the Middle East is in no country, and so in none too many.
        return 1.0
    own = max(votes.get(code, 0.0) for code in countries)
    return own / most if own > 0 and most else 0.0
