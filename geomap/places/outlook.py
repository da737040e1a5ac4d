"""How well each bearer of a name fits into what the rest of a report says.

A name is seen without what it adds itself: said often, it does not make others less likely.
"""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.places.bearers import TRAITS
from geomap.places.context import find_focus
from geomap.places.distances import EARTH_RADIUS_KM, distance_km, unit_vector
from geomap.places.heads import DIVISION_HEADS, TOWN_HEADS
from geomap.places.likely import weigh_likely
from geomap.places.weights import ROWS, load_weight_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geomap.places.bearers import Bearer
    from geomap.places.context import Context, Name

    Column = NDArray[np.float64]

_NEIGHBOUR_SCALE: Final = 20.0
"""Before the logarithm, as names of many bearers count for little each."""
# Power, state, capital, main name: in this order in both.
_OF_ITSELF: Final = slice(ROWS.power, ROWS.main_name + 1)
_OF_ITSELF_TRAITS: Final = slice(TRAITS.power, TRAITS.is_nearly_main + 1)
_LIKELY: Final = [ROWS.likely_near, ROWS.likely_division, ROWS.likely_country]
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
        ends = accumulate([len(name.bearers) for name in names])
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
            # No two bearers of a name have one id, so that nothing behind it is compared.
            ranked = sorted(
                [
                    (-score, bearer.id, bearer, km)
                    for score, bearer, km in zip(scores[at], name.bearers, near_km[at], strict=True)
                ]
            )
            bearers = tuple([(-score, bearer) for score, _, bearer, _ in ranked])
            rankings.append(Ranking(name, bearers, ranked[0][3]))
        return rankings

    def _score(self, evidence: NDArray[np.float64]) -> Column:
        """Return the first score of each bearer, and with it what the second weighing changes."""
        weights = load_weight_columns()
        first = _add_up(evidence, weights.first)
        change = _add_up(evidence, weights.second) - first
        has_border = evidence[ROWS.border].any()
        for name, at in zip(self._names, self._slices, strict=True):
            # What the border of the report's two countries has placed stays there.
            if has_border and evidence[ROWS.border, at][first[at].argmax()] > 0:
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
        guess = _add_up(evidence, load_weight_columns().first)
        evidence[_LIKELY] = weigh_likely(self._names, self._context, guess)
        return evidence

    def _weigh_alone(self) -> NDArray[np.float64]:
        """Return what speaks for each bearer while nobody knows what other names mean."""
        traits, evidence = self._traits, np.zeros((len(ROWS), len(self._bearers)))
        evidence[_OF_ITSELF] = traits[_OF_ITSELF_TRAITS]
        # A bare name shared by a district and its town is taken for the district: the wider
        # reading is never false, and its uncertainty says so.
        evidence[ROWS.division_bare] = traits[TRAITS.is_division]
        shares, divisions, company = self._share_votes()
        evidence[ROWS.country] = np.sqrt(shares)
        evidence[ROWS.division] = divisions
        evidence[ROWS.company] = np.log1p(np.maximum(company, 0.0) * 2.0)
        evidence[ROWS.near] = np.exp(-self._near_km / NEAR_KM)
        if self._context.home is not None:
            home = self._context.home
            evidence[ROWS.home] = [_is_at_home(it, home) for it in self._bearers]
        evidence[ROWS.neighbours] = np.log1p(_NEIGHBOUR_SCALE * self._count_neighbours())
        # Of the bearers of a name a report on two neighbours means the one at their border.
        border_km = np.minimum(self._measure_border(), BORDER_KM)
        evidence[ROWS.border] = 1.0 - border_km / BORDER_KM
        self._add_surroundings(evidence)
        return evidence

    def _add_surroundings(self, evidence: NDArray[np.float64]) -> None:
        """Fill in what stands with a name itself: mostly nothing does."""
        is_unit, is_town = self._traits[TRAITS.is_division], self._traits[TRAITS.is_town]
        for at, name in zip(self._slices, self._names, strict=True):
            if name.container:
                is_inside = [name.is_within_container(it) for it in name.bearers]
                evidence[ROWS.contained, at] = is_inside
                evidence[ROWS.not_contained, at] = np.logical_not(is_inside)
            if name.gloss and name.gloss.admin1:
                code = name.gloss.admin1
                evidence[ROWS.gloss, at] = [it.admin1 == code for it in name.bearers]
            if name.heads & DIVISION_HEADS:
                evidence[ROWS.division_head, at] = is_unit[at]
            if name.heads & TOWN_HEADS:
                evidence[ROWS.division_town_head, at] = is_unit[at]
                evidence[ROWS.town_head, at] = is_town[at]
            if name.has_article:
                evidence[ROWS.town_article, at] = is_town[at]

    def _share_votes(self) -> tuple[list[float], list[bool], list[float]]:
        """Return what the votes of the report are for the country and the division of each bearer.

        The share of the votes of its country in those of the first, whether its division is named,
        and the other names that have a bearer there.
        """
        divisions, company = self._context.divisions, self._context.company
        shares: list[float] = []
        is_named: list[bool] = []
        others: list[float] = []
        for at, name in enumerate(self._names):
            own, votes, focus = self._own[at], self._votes[at], self._focus[at]
            most = votes[focus[0]] if focus else 0.0
            own_company = 1.0 / max(1, len(name.bearers.divisions))
            of_country: dict[str | None, float] = {}
            for it in name.bearers:
                share = of_country.get(it.country)
                if share is None:
                    share = of_country[it.country] = _share(it.countries, votes, most)
                shares.append(share)
                code = it.admin1 or ""
                votes_here = divisions.get(code)
                is_named.append(votes_here is not None and votes_here > own.get(code, 0.0))
                others.append(0.0 if it.is_country else company.get(code, 0.0) - own_company)
        return shares, is_named, others

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
        nearest_km = EARTH_RADIUS_KM * np.arccos(np.minimum(np.maximum(nearest, -1.0), 1.0))
        is_known = (self._traits[TRAITS.has_point] > 0) & (nearest > -math.inf)
        return np.where(is_known, nearest_km, math.inf)

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
            countries = {it.country for it in name.bearers}
            measures = {
                code: points_of(across, BORDER_KM).measure_km
                for code, across in zip(focus, focus[::-1], strict=True)
                if code in countries
            }
            if not measures:
                found += [math.inf] * len(name.bearers)
                continue
            found += [
                measures[it.country](it.lon, it.lat or 0.0)
                if it.country in measures and it.lon is not None and not it.is_country
                else math.inf
                for it in name.bearers
            ]
        return np.array(found)


def _add_up(evidence: NDArray[np.float64], weights: Column) -> Column:
    """Return the sum of all pieces, each times its weight: of the rows, one after the other."""
    scores: Column = (evidence * weights).sum(axis=0)
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
