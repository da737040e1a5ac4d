"""How well each bearer of a name fits into what the rest of a report says."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from geomap.places.distances import distance_km, find_nearest_km, unit_vectors
from geomap.places.features import is_country, is_division, is_town
from geomap.places.fold import fold_name
from geomap.places.heads import DIVISION_HEADS, TOWN_HEADS
from geomap.places.prominence import is_capital, measure_power
from geomap.places.weights import Evidence

if TYPE_CHECKING:
    from geomap.model import Place
    from geomap.places.context import Context, Name

_NEIGHBOUR_SCALE: Final = 20.0
"""Before the logarithm, as names of many bearers count for little each."""
NEAR_KM: Final = 120.0
"""Distance at which nearness has lost two thirds of its weight."""
HOME_KM: Final = 50.0
"""Distance from the publisher's home up to which a place is at home."""
BORDER_KM: Final = 60.0
"""Distance from the other country from which on a place is not at the border."""


class Outlook:
    """What a report says, seen from one of its names: without what that name itself adds.

    Parameters
    ----------
    context
        Of the whole report.
    name
        The name whose bearers are weighed.
    """

    def __init__(self, context: Context, name: Name) -> None:
        self._context = context
        self._name = name
        self._own = context.own.get(name.words, {})
        self._focus = context.find_focus(self._own)
        # A name's own votes are taken from both: said often, it does not make others less likely.
        self._most_votes = max((self._count_votes(code) for code in self._focus), default=0.0)
        self._is_for_division = bool(name.heads & DIVISION_HEADS)
        self._is_for_town = bool(name.heads & TOWN_HEADS)
        self._own_company = 1.0 / max(1, len({it.admin1 for it in name.bearers if it.admin1}))
        self._near_km = self._measure_nearest()
        self._border_km = self._measure_border()

    def weigh(self, place: Place) -> Evidence:
        """Return what speaks for a bearer."""
        name, gloss = self._name, self._name.gloss
        is_unit, is_state = is_division(place), is_country(place)
        is_inside = bool(name.container) and name.is_within_container(place)
        near_km, border_km = self._near_km.get(place.id), self._border_km.get(place.id, BORDER_KM)
        return Evidence(
            power=measure_power(place),
            state=is_state,
            capital=is_capital(place),
            main_name=_is_main_name(place, name.words),
            contained=is_inside,
            not_contained=bool(name.container) and not is_inside,
            country=self._share_of_country(place),
            division=self._is_in_named_division(place),
            company=0.0 if is_state else self._measure_company(place),
            near=0.0 if near_km is None else math.exp(-near_km / NEAR_KM),
            home=self._is_at_home(place),
            neighbours=self._measure_neighbours(place),
            gloss=bool(gloss and place.admin1 and place.admin1 == gloss.admin1),
            # Of the bearers of a name a report on two neighbours means the one at their border.
            border=1.0 - min(border_km, BORDER_KM) / BORDER_KM,
            # A bare name shared by a district and its town is taken for the district: the wider
            # reading is never false, and its uncertainty says so.
            division_bare=is_unit,
            division_head=is_unit and self._is_for_division,
            division_town_head=is_unit and self._is_for_town,
            town_head=self._is_for_town and is_town(place),
        )

    def explain(self, place: Place) -> list[str]:
        """Return in words what in the report speaks for a bearer."""
        reasons = []
        context = self._context
        if place.countries & set(context.focus):
            reasons.append("in a country that the report speaks of")
        if place.admin1 and context.divisions.get(place.admin1) and not is_division(place):
            reasons.append("in a division that the report names")
        if self._is_at_home(place):
            reasons.append("at the home of the publisher")
        elif self._near_km.get(place.id, NEAR_KM) < NEAR_KM:
            reasons.append("near the other places of the report")
        return reasons

    def _count_votes(self, code: str) -> float:
        return self._context.countries.get(code, 0.0) - self._own.get(code, 0.0)

    def _share_of_country(self, place: Place) -> float:
        """Return the root of the share of the votes of a place's country in those of the first."""
        if not place.countries:
            # A sea, a continent or the Middle East is in no country, and so in none too many.
            return 1.0
        votes = max(map(self._count_votes, place.countries))
        return math.sqrt(votes / self._most_votes) if votes > 0 and self._most_votes else 0.0

    def _is_in_named_division(self, place: Place) -> bool:
        code = place.admin1 or ""
        return self._context.divisions.get(code, 0.0) > self._own.get(code, 0.0)

    def _is_at_home(self, place: Place) -> bool:
        """Tell whether a place is the publisher's home, or the district of its name around it."""
        home = self._context.home
        if home is None or is_country(place):
            return False
        away_km = distance_km(place, home)
        return away_km is not None and away_km <= HOME_KM and place.country == home.country

    def _measure_company(self, place: Place) -> float:
        others = self._context.company.get(place.admin1 or "", 0.0) - self._own_company
        return math.log1p(others * 2.0) if others > 0 else 0.0

    def _measure_neighbours(self, place: Place) -> float:
        counts = self._context.neighbours
        count = counts.get(place.id, 0.0)
        if is_division(place):
            # What speaks for a town speaks for the district that it gave its name to.
            count = max(
                (
                    counts.get(it.id, 0.0)
                    for it in self._name.bearers
                    if place.admin1 and it.admin1 == place.admin1
                ),
                default=count,
            )
        return math.log1p(_NEIGHBOUR_SCALE * count)

    def _measure_nearest(self) -> dict[str, float]:
        """Return the km from each bearer to the nearest place that another name can only mean."""
        own = {place.id for place in self._name.bearers}
        anchors = [place for place in self._context.anchors if place.id not in own]
        bearers = [place for place in self._name.bearers if place.lon is not None]
        if not anchors or not bearers:
            return {}
        nearest_km = find_nearest_km(unit_vectors(bearers), unit_vectors(anchors)).tolist()
        return dict(zip((place.id for place in bearers), nearest_km, strict=True))

    def _measure_border(self) -> dict[str, float]:
        """Return the km of bearers to the other of the two countries that the report is about.

        Nothing is near to the border of two countries that have none.
        """
        measure = self._context.gazetteer.distance_to_country_km
        return {
            place.id: measure(place, other, BORDER_KM)
            for own, other in zip(self._focus, reversed(self._focus), strict=True)
            for place in self._name.bearers
            if own != other and place.country == own and not is_country(place)
        }


def _is_main_name(place: Place, words: tuple[str, ...]) -> bool:
    """Tell whether a name is a place's own: "New York" is New York City's too."""
    own = fold_name(place.name)
    return own in {words, (*words, "city")}
