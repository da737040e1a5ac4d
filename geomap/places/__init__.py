"""Text to `Resolution`: the gazetteer, finding its names in a text, what each one means."""

from geomap.places.fold import Token, fold_name, iter_tokens
from geomap.places.gazetteer import Country, Gazetteer, load_gazetteer
from geomap.places.recognise import find_mentions, find_unknown_names
from geomap.places.resolve import resolve_document, resolve_toponyms

__all__ = [
    "Country",
    "Gazetteer",
    "Token",
    "find_mentions",
    "find_unknown_names",
    "fold_name",
    "iter_tokens",
    "load_gazetteer",
    "resolve_document",
    "resolve_toponyms",
]
