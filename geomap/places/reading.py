"""A text as the recogniser reads it: its words, and what is known of them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.places.lexicon import Lexicon
    from geomap.places.runs import TextNames
    from geomap.places.tokens import DocumentWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the rules of recognition look at."""

    words: DocumentWords
    names: TextNames
    lexicon: Lexicon
    surnames: set[str]
    """Folded surnames; those of persons that are met on the way are added."""
    countries: frozenset[str]
    """ISO alpha-3 of the states that the text names, or whose people it names."""
