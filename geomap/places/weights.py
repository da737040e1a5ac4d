"""Evidence for a bearer of a name, and the weights of its pieces, read from their data file."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from operator import mul
from typing import NamedTuple


class Evidence(NamedTuple):
    """What speaks for a bearer, or the weight of each piece; ``rules/resolution.toml`` explains."""

    power: float = 0.0
    state: float = 0.0
    capital: float = 0.0
    main_name: float = 0.0
    contained: float = 0.0
    not_contained: float = 0.0
    country: float = 0.0
    division: float = 0.0
    company: float = 0.0
    near: float = 0.0
    home: float = 0.0
    neighbours: float = 0.0
    gloss: float = 0.0
    border: float = 0.0
    division_bare: float = 0.0
    division_head: float = 0.0
    division_town_head: float = 0.0
    town_head: float = 0.0

    def weigh(self, weights: Evidence) -> float:
        """Return the sum of all pieces, each times its weight."""
        return float(sum(map(mul, self, weights)))


@lru_cache(maxsize=1)
def load_weights() -> Evidence:
    """Read the weights, once."""
    source = files("geomap.places.rules").joinpath("resolution.toml")
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    return Evidence(**{name: float(content[name]) for name in Evidence._fields})
