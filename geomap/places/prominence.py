"""How well known a place is: what a name means when nothing else is known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from geomap.places.features import is_country

if TYPE_CHECKING:
    from geomap.model import Place

POWER_WEIGHT: Final = 0.6
"""What ten times as many people add."""

_COUNTRY_BONUS: Final = 10.0
_CAPITAL_BONUS: Final = 2.0
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


def measure_prominence(place: Place) -> float:
    """Return how likely a name means this bearer of it when nothing else is known.

    It grows with the logarithm of the population; where none is known, a place counts as a usual
    one of its kind. A country comes before all else.
    """
    code = place.feature_code or ""
    least = next(value for start, value in _LEAST_POWER if code.startswith(start))
    power = max(least, math.log10(place.population) if place.population else 0.0)
    bonus = _COUNTRY_BONUS if is_country(place) else _CAPITAL_BONUS * (code == "PPLC")
    return POWER_WEIGHT * power + bonus
