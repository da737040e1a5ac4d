"""Evidence for a bearer of a name, and the weights of its pieces, read from their data file."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Generic, NamedTuple, TypeVar

Piece = TypeVar("Piece")


class Evidence(NamedTuple, Generic[Piece]):
    """What speaks for a bearer, or the weight of each piece; ``rules/resolution.toml`` explains."""

    power: Piece
    state: Piece
    capital: Piece
    main_name: Piece
    contained: Piece
    not_contained: Piece
    country: Piece
    division: Piece
    company: Piece
    near: Piece
    home: Piece
    neighbours: Piece
    gloss: Piece
    border: Piece
    division_bare: Piece
    division_head: Piece
    division_town_head: Piece
    town_head: Piece


@lru_cache(maxsize=1)
def load_weights() -> Evidence[float]:
    """Read the weights, once."""
    source = files("geomap.places.rules").joinpath("resolution.toml")
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    return Evidence(**{name: float(content[name]) for name in Evidence._fields})
