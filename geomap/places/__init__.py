"""Text to `Resolution`: the gazetteer, finding its names in a text, what each one means."""

from geomap.places.fold import Script, Token, fold_name, iter_tokens, script_of
from geomap.places.gazetteer import Country, Gazetteer, PlaceName
from geomap.places.loading import load_gazetteer, open_gazetteer, open_user_indexes
from geomap.places.recase import recase
from geomap.places.recognise import find_mentions
from geomap.places.resolve import NameService, find_home, resolve_document, resolve_toponyms
from geomap.places.unknown import find_unknown_names

__all__ = [
    "Country",
    "Gazetteer",
    "NameService",
    "PlaceName",
    "Script",
    "Token",
    "find_home",
    "find_mentions",
    "find_unknown_names",
    "fold_name",
    "iter_tokens",
    "load_gazetteer",
    "open_gazetteer",
    "open_user_indexes",
    "recase",
    "resolve_document",
    "resolve_toponyms",
    "script_of",
]
