"""How well known a place is: what a name means when nothing else is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.places.bearers import bearer_of
from geomap.places.weights import load_weights

if TYPE_CHECKING:
    from geomap.model import Place

_COUNTRY_FIRST: Final = 10.0


def measure_prominence(place: Place) -> float:
    """Return how likely a name means this bearer of it when nothing else is known.

    It grows with the logarithm of the population. A country comes before all else.
    """
    weights, bearer = load_weights(), bearer_of(place)
    bonus = _COUNTRY_FIRST if bearer.is_country else weights.capital * bearer.is_capital
    return weights.power * bearer.power + bonus
