"""The border that a report is about, and which places of its text can be meant there."""

from __future__ import annotations

import math
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geomap.borders import is_near_border
from geomap.model import MentionKind
from geomap.places.distances import distance_km
from geomap.places.features import is_division, is_town

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from geomap.borders import Border
    from geomap.model import Place, Resolution
    from geomap.places import Gazetteer

_REACH_KM: Final = 60.0
"""From the line, or from the edge of a division: as far as reports call it the border."""
_REACH_OF_ONLY_KM: Final = 150.0
"""Up to here a place that alone bears its name is meant, small or not."""
_REACH_OF_PLACES_KM: Final = 100.0
"""From the nearest place of the other country, where no line is at hand."""
_TOWN_PEOPLE: Final = 20_000
"""Fewer live in a village: far from the border it is a namesake."""
_MANY_NAMESAKES: Final = 3
_CITY_PEOPLE: Final = 200_000
"""Fewer live in a town whose name others bear too."""
_COMPANY_KM: Final = 50.0
"""Another place that the report names this near tells that neither is a namesake."""
_PAIR: Final = 2
_LANDS: Final[dict[tuple[str, ...], frozenset[str]]] = {
    pair: frozenset(lands.split())
    for pair, lands in {
        ("CYP", "TUR"): "CYP",
        ("ESH", "MAR"): "ESH",
        ("ISR", "PSE"): "PSE",
        # What another state held when the two fought over it, or through it.
        ("DZA", "MAR"): "ESH",
        ("MAR", "MRT"): "ESH",
        ("ISR", "JOR"): "PSE",
        ("EGY", "ISR"): "PSE",
        ("ALB", "SRB"): "XKX",
        ("MKD", "SRB"): "XKX",
        ("ETH", "SDN"): "ERI SSD",
        ("CAF", "SDN"): "SSD",
        ("COD", "SDN"): "SSD",
        ("KEN", "SDN"): "SSD",
        ("SDN", "UGA"): "SSD",
        ("AGO", "ZAF"): "NAM",
        ("ZAF", "ZMB"): "NAM",
        ("AFG", "RUS"): "TJK TKM UZB",
        ("CHN", "RUS"): "KAZ KGZ TJK",
        ("IRN", "RUS"): "AZE TKM",
        ("RUS", "TUR"): "ARM GEO",
    }.items()
}
"""Pairs that face each other in a land which is not the one's or the other's today, or of which the
line that parts them runs through the land of one, not around it."""


@lru_cache(maxsize=10_000)
def _is_near(border: Border, lon: float, lat: float, reach_km: float) -> bool:
    # The reports of a corpus name the same places.
    return is_near_border(border, lon, lat, within_km=reach_km)


def list_known(resolutions: Sequence[Resolution], start: int, end: int) -> list[Resolution]:
    """List the names of places in a range of a text that the gazetteer has.

    Parameters
    ----------
    resolutions
        The toponyms of a document, in the order of its text.
    start, end
        The half-open range in the text.
    """
    first = bisect_left(resolutions, start, key=_start_of)
    return [
        it
        for it in resolutions[first : bisect_left(resolutions, end, key=_start_of)]
        if it.mention.end <= end and it.mention.kind is MentionKind.PLACE and it.place
    ]


def _start_of(resolution: Resolution) -> int:
    return resolution.mention.start


class BorderZone:
    """What lies at the border of the two states that a report is about.

    Parameters
    ----------
    pair
        ISO alpha-3 of the two states; one or none where the report names no more.
    gazetteer
        For capitals, and for distances where there is no line.
    border
        The line between the two, where it is at hand.
    named
        ISO alpha-3 of all states that the report names, or whose people it names.
    company
        The places that the report names; a namesake lies far from the others.
    """

    def __init__(
        self,
        pair: tuple[str, ...],
        *,
        gazetteer: Gazetteer,
        border: Border | None = None,
        named: AbstractSet[str] = frozenset(),
        company: Sequence[Place] = (),
    ) -> None:
        self.gazetteer = gazetteer
        self._pair = pair
        self._border = border
        self._named = named
        self._company = company
        self._lands = _LANDS.get(pair, frozenset())
        self._countries = self._lands.union(pair)
        self._known: dict[str, bool] = {}
        self._asked: Sequence[Resolution] | None = None
        self._own: list[tuple[int, int]] = []
        """Where the toponyms that were asked about name a place in these countries."""

    def may_be_named(self, resolutions: Sequence[Resolution], start: int, end: int) -> bool:
        """Tell whether a range of a text may tell of a place at the border; never wrong with no.

        So it may where it names one in these countries: what is told by its distance from a name,
        or as the middle of a road, is in the same. The parameters are those of `list_known`.
        """
        if self._asked is not resolutions:
            # One and the same report's, for each of its sentences and clauses.
            self._asked = resolutions
            self._own = [
                (it.mention.start, it.mention.end)
                for it in resolutions
                if it.mention.kind is MentionKind.PLACE
                and it.place
                and not self._countries.isdisjoint(it.place.countries)
            ]
        first = bisect_left(self._own, (start, 0))
        behind = bisect_left(self._own, (end, 0), first)
        return any(until <= end for _, until in self._own[first:behind])

    def holds(self, place: Place) -> bool:
        """Tell whether a place lies in one of the two states and near the other one."""
        if place.id not in self._known:
            self._known[place.id] = self._measure(place)
        return self._known[place.id]

    def doubts(self, place: Place, *, bearers: int = 1, is_area: bool = False) -> bool:
        """Tell whether a place is hardly the one that the report means, but a namesake of it.

        It lies in a country that the report never names; or it is a village far from the border,
        as the gazetteer has few of those at it, or a town there whose name many places bear. The
        only bearer of its name is believed further off, and so is a district named by its town.
        """
        if len(self._pair) < _PAIR or self.holds(place):
            return False
        if place.countries and place.countries.isdisjoint({*self._pair, *self._named}):
            return True
        least = _CITY_PEOPLE if bearers >= _MANY_NAMESAKES else _TOWN_PEOPLE
        if not is_town(place) or (place.population or 0) >= least:
            return False
        # The only one of its name, and not far: "the state capital, an hour from the line".
        if bearers <= 1 and not place.countries.isdisjoint(self._named - {*self._pair}):
            return False
        if self._is_in_company(place, bearers):
            return False
        may_be = bearers <= 1 or is_area
        return not (
            may_be and self._is_within(place, _REACH_OF_ONLY_KM, of_places_km=_REACH_OF_ONLY_KM)
        )

    def _is_in_company(self, place: Place, bearers: int) -> bool:
        """Tell whether a village is named with others near it, or with the province it lies in.

        A front may run far from the border: "in the Donetsk region they shelled Pisky, Opytne". Of
        several that bear a name, the one near another place was chosen for that: it takes two.
        """
        near = 0
        for other in self._company:
            if other.id == place.id or other.country != place.country:
                continue
            if is_division(other):
                is_its = other.feature_code == "ADM1" and other.admin1 == place.admin1
                if is_its and bearers < _MANY_NAMESAKES:
                    return True
            elif (distance_km(place, other) or math.inf) <= _COMPANY_KM:
                near += 1
        return near >= (1 if bearers <= 1 else _PAIR)

    def _measure(self, place: Place) -> bool:
        if place.lat is not None and not self._lands.isdisjoint(place.countries):
            return True
        if self._parts(place):
            return True
        reach_km = _REACH_KM + ((place.radius_km or 0.0) if is_division(place) else 0.0)
        return self._is_within(place, reach_km, of_places_km=_REACH_OF_PLACES_KM)

    def _parts(self, place: Place) -> bool:
        """Tell whether an island lies between the two: at sea it may be far from their line."""
        return (
            len(self._pair) == _PAIR
            and place.lat is not None
            and (place.feature_code or "").startswith("ISL")
            and place.countries.issuperset(self._pair)
        )

    def _is_within(self, place: Place, reach_km: float, *, of_places_km: float) -> bool:
        """Tell whether a place is near the line or, without one, near the other's places."""
        if place.lon is None or place.lat is None or place.countries.isdisjoint(self._pair):
            return False
        if len(self._pair) < _PAIR:
            # Of whom it borders on nothing is said.
            return True
        if self._border is not None:
            return _is_near(self._border, place.lon, place.lat, reach_km)
        return any(
            self.gazetteer.distance_to_country_km(place, other, of_places_km) < math.inf
            for own in place.countries.intersection(self._pair)
            for other in self._pair
            if other != own
        )
