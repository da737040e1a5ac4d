"""Who bears a name, and what the rules ask of them.

A text meets a hundred places for each one that it means. A bearer holds what tells them apart, read
from the columns of the index or taken from a place; its spellings stay where they are until it is
chosen (`Gazetteer.place`).
"""

from __future__ import annotations

import math
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import numpy as np

from geomap.model import Place, Record
from geomap.places.distances import distance_km, unit_vector
from geomap.places.features import is_country_code, is_division_code, is_town_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

PROMINENT_POPULATION: Final = 200_000
CAPITAL_CODE: Final = "PPLC"
FIRST_ORDER_CODE: Final = "ADM1"
ONE_PLACE_KM: Final = 60.0
"""Places of one name nearer than this are one for the context: a town and its unit."""

_LEAST_POWER: Final = (
    ("CONT", 9.0),
    ("OCN", 8.0),
    ("SEA", 7.0),
    ("ADM1", 6.0),
    ("PPLC", 5.5),
    ("RGN", 5.5),
    ("ADM", 4.5),
    ("PPLA2", 4.0),
    ("PPLA", 4.5),
    ("PPL", 2.5),
    ("", 4.0),
)
"""Start of a feature code, and the power of ten of the people that its places count as at least."""


class FeatureKind(NamedTuple):
    """What a feature code says of a place."""

    is_country: bool
    is_division: bool
    is_town: bool
    is_capital: bool
    is_first_order: bool
    least_power: float


@lru_cache(maxsize=1_000)
def read_feature_kind(code: str | None) -> FeatureKind:
    """Return what a GeoNames feature code says; of no code, nothing."""
    return FeatureKind(
        is_country=is_country_code(code),
        is_division=is_division_code(code),
        is_town=is_town_code(code),
        is_capital=code == CAPITAL_CODE,
        is_first_order=code == FIRST_ORDER_CODE,
        least_power=next(value for start, value in _LEAST_POWER if (code or "").startswith(start)),
    )


class Bearer(Record, gc=False):
    """A place as the rules weigh it; (lon, lat) in degrees, WGS 84, ``None`` without a point."""

    id: str
    lon: float | None
    lat: float | None
    country: str | None
    """ISO 3166-1 alpha-3; two joined by "|" for a feature on the border."""
    countries: frozenset[str]
    admin1: str | None
    """ISO 3166-2."""
    population: int
    """0 where none is known."""
    power: float
    """Power of ten of its people; where none are known, that of its kind."""
    is_country: bool
    is_division: bool
    is_town: bool
    is_capital: bool
    is_first_order: bool
    is_prominent: bool
    """Whether the capitalised name alone is enough to think of it."""


class Area(NamedTuple):
    """Where a bearer lies."""

    country: str | None
    countries: frozenset[str]
    admin1: str | None


def make_bearer(
    place_id: str,
    point: tuple[float | None, float | None],
    area: Area,
    population: int,
    kind: FeatureKind,
) -> Bearer:
    """Return a bearer with what follows from the facts that an index or a place has."""
    least = kind.least_power
    return Bearer(
        id=place_id,
        lon=point[0],
        lat=point[1],
        country=area.country,
        countries=area.countries,
        admin1=area.admin1,
        population=population,
        power=max(least, math.log10(population)) if population else least,
        is_country=kind.is_country,
        is_division=kind.is_division,
        is_town=kind.is_town,
        is_capital=kind.is_capital,
        is_first_order=kind.is_first_order,
        is_prominent=not kind.is_town or kind.is_capital or population >= PROMINENT_POPULATION,
    )


def bearer_of(place: Place) -> Bearer:
    """Return a place as the rules weigh it."""
    return make_bearer(
        place.id,
        (place.lon, place.lat),
        Area(place.country, place.countries, place.admin1),
        place.population or 0,
        read_feature_kind(place.feature_code),
    )


class Traits(NamedTuple):
    """Rows of `Bearers.traits`."""

    power: int = 0
    is_country: int = 1
    is_capital: int = 2
    is_nearly_main: int = 3
    is_division: int = 4
    is_town: int = 5
    has_own_point: int = 6
    """Whether its point says where it is: not that of a state or first division."""
    has_point: int = 7
    vector: slice = slice(8, 11)
    """Its point as (x, y, z) on the sphere of radius 1."""


TRAITS: Final = Traits()


class Bearers(tuple[Bearer, ...]):  # noqa: SLOT001 - it keeps what it says of all
    """The places that bear a name; the gazetteer makes one for each name and keeps it.

    Attributes
    ----------
    has_country, has_division, has_prominent
        Whether the name is a state's, a division's, one that alone makes one think of a place.
    states
        ISO alpha-3 of those that are states.
    only_division_of
        ISO alpha-3 of the country of a division that shares its name with no place elsewhere.
    main
        Ids of those whose own name it is, not a variant.
    nearly_main
        The same, and of those whose own name is this and the word "city".
    """

    has_country: bool
    has_division: bool
    has_prominent: bool
    states: frozenset[str]
    only_division_of: frozenset[str]
    main: frozenset[str]
    nearly_main: frozenset[str]

    def __new__(
        cls,
        bearers: Iterable[Bearer] = (),
        *,
        main: frozenset[str] = frozenset(),
        nearly_main: frozenset[str] = frozenset(),
    ) -> Self:
        """Make the tuple, and say once what is asked of all of them."""
        self = super().__new__(cls, bearers)
        self.main, self.nearly_main = main, nearly_main
        self.has_country = self.has_division = self.has_prominent = False
        for it in self:
            if it.is_prominent:
                # Neither a state nor a division is a town, so they all are prominent.
                self.has_prominent = True
                self.has_country = self.has_country or it.is_country
                self.has_division = self.has_division or it.is_division
        self.states = self.only_division_of = _NOWHERE
        if self.has_country:
            self.states = frozenset(it.country for it in self if it.country and it.is_country)
        if self.has_division and len({it.country for it in self}) == 1:
            self.only_division_of = self[0].countries
        return self

    @cached_property
    def divisions(self) -> frozenset[str]:
        """ISO 3166-2 of the divisions that they lie in."""
        return frozenset(it.admin1 for it in self if it.admin1)

    @cached_property
    def families(self) -> tuple[NDArray[np.int64], ...]:
        """Numbers of those that a state or a division of the name holds together with itself.

        A town, its district and its state have one name for one part of the world.
        """
        if not (self.has_country or self.has_division):
            return ()
        family = list(range(len(self)))
        for number, whole in enumerate(self):
            if whole.is_country or whole.is_division:
                joined = {family[at] for at, it in enumerate(self) if _contains(whole, it)}
                family = [family[number] if it in joined else it for it in family]
        members: dict[int, list[int]] = {}
        for at, first in enumerate(family):
            members.setdefault(first, []).append(at)
        return tuple(np.array(it) for it in members.values() if len(it) > 1)

    @cached_property
    def traits(self) -> NDArray[np.float64]:
        """What is asked of each, a column for each bearer: `Traits` names the rows."""
        traits: list[float] = []
        for it in self:
            traits += (
                it.power,
                it.is_country,
                it.is_capital,
                it.id in self.nearly_main,
                it.is_division,
                it.is_town,
                it.lon is not None and not (it.is_country or it.is_first_order),
                it.lon is not None,
                *unit_vector(it),
            )
        # Of one list numpy makes an array in half the time that it takes for rows.
        return np.array(traits, dtype=np.float64).reshape(-1, TRAITS.vector.stop).T


def _contains(whole: Bearer, part: Bearer) -> bool:
    """Tell whether a place lies in the state or the division that has its name."""
    if whole.country is None or whole.country != part.country:
        return False
    if whole.is_country:
        return True
    if whole.admin1 is None or whole.admin1 != part.admin1:
        return False
    # Of a smaller division the index knows a point alone.
    away_km = distance_km(whole, part)
    return whole.is_first_order or (away_km is not None and away_km < ONE_PLACE_KM)


_NOWHERE: Final[frozenset[str]] = frozenset()
