"""Who bears a name, and what the rules ask of them all."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from geomap.model import Place
from geomap.places.features import is_country, is_division, is_town

PROMINENT_POPULATION: Final = 200_000


class Bearers(tuple[Place, ...]):  # noqa: SLOT001 - it keeps its properties
    """The places that bear a name; the gazetteer makes one for each name and keeps it."""

    @cached_property
    def has_country(self) -> bool:
        """Whether the name is also a state's."""
        return any(map(is_country, self))

    @cached_property
    def has_division(self) -> bool:
        """Whether the name is also a division's."""
        return any(map(is_division, self))

    @cached_property
    def has_prominent(self) -> bool:
        """Whether the capitalised name alone is enough to think of a place (`is_prominent`)."""
        return any(map(is_prominent, self))

    @cached_property
    def states(self) -> frozenset[str]:
        """ISO alpha-3 of those that are states."""
        return frozenset(it.country for it in self if it.country and is_country(it))

    @cached_property
    def only_division_of(self) -> frozenset[str]:
        """ISO alpha-3 of the country of a division that shares its name with no place elsewhere."""
        is_only = self.has_division and len({place.country for place in self}) == 1
        return self[0].countries if is_only else frozenset()


def is_prominent(place: Place) -> bool:
    """Tell whether a capitalised name alone is enough to think of this place."""
    return (
        not is_town(place)
        or place.feature_code == "PPLC"
        or (place.population or 0) >= PROMINENT_POPULATION
    )
