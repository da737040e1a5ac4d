"""Evidence for a bearer of a name, and the weights of its pieces, read from their data file."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

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
    likely_near: Piece
    likely_division: Piece
    likely_country: Piece
    gloss: Piece
    border: Piece
    division_bare: Piece
    division_head: Piece
    division_town_head: Piece
    town_head: Piece
    town_article: Piece


ROWS: Final = Evidence(*range(len(Evidence._fields)))
"""The row of each piece in an array with a column for each bearer."""


@lru_cache(maxsize=1)
def load_weights() -> Evidence[float]:
    """Read the weights that choose, once."""
    return _read_weights({})


class WeightColumns(NamedTuple):
    """Weights as arrays of one column, to multiply `ROWS` with."""

    first: NDArray[np.float64]
    """Of the first guess, from which it follows where other names likely are."""
    second: NDArray[np.float64]
    """Those that choose."""


@lru_cache(maxsize=1)
def load_weight_columns() -> WeightColumns:
    """Read both weighings, once."""
    first = _read_weights(_read_file()["first"])
    return WeightColumns(np.array(first)[:, None], np.array(load_weights())[:, None])


def _read_weights(instead: Mapping[str, float]) -> Evidence[float]:
    content = _read_file() | dict(instead)
    return Evidence(**{name: float(content[name]) for name in Evidence._fields})


def _read_file() -> dict[str, Any]:
    source = files("geomap.places.rules").joinpath("resolution.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
