"""How well known a place is: what a name means when nothing else is known."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geomap.places.features import is_country
from geomap.places.weights import load_weights

if TYPE_CHECKING:
    from geomap.model import Place

_COUNTRY_FIRST: Final = 10.0
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


def measure_power(place: Place) -> float:
    """Return the power of ten of a place's people; where none are known, that of its kind."""
    least = _find_least_power(place.feature_code or "")
    return max(least, math.log10(place.population)) if place.population else least


@lru_cache(maxsize=1_000)
def _find_least_power(code: str) -> float:
    return next(value for start, value in _LEAST_POWER if code.startswith(start))


def measure_prominence(place: Place) -> float:
    """Return how likely a name means this bearer of it when nothing else is known.

    It grows with the logarithm of the population. A country comes before all else.
    """
    weights = load_weights()
    bonus = _COUNTRY_FIRST if is_country(place) else weights.capital * is_capital(place)
    return weights.power * measure_power(place) + bonus


def is_capital(place: Place) -> bool:
    """Tell whether a place is the capital of a state."""
    return place.feature_code == "PPLC"
