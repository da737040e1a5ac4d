"""The words by which names of places are told from other names, read from their data file."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class Lexicon(NamedTuple):
    """Sets of folded words; what each is for stands in ``rules/recognition.toml``."""

    titles: frozenset[str]
    given_names: frozenset[str]
    spoken_names: frozenset[str]
    organisation_heads: frozenset[str]
    organisation_of: frozenset[str]
    place_heads: frozenset[str]
    place_openers: frozenset[str]
    prepositions: frozenset[str]
    weak_prepositions: frozenset[str]
    person_verbs: frozenset[str]
    locals: frozenset[str]
    eponym_countries: frozenset[str]
    common_words: frozenset[str]
    directions: frozenset[str]
    organisations: frozenset[str]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lexicon, once."""
    source = files("geomap.places.rules").joinpath("recognition.toml")
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    return Lexicon(**{name: frozenset(content[name].split()) for name in Lexicon._fields})
