"""Which of a gazetteer's alternative names a report may use."""

from __future__ import annotations

from typing import Final

from geomap.places.fold import Script, script_of

SHORTEST_VARIANT: Final = 3

# GeoNames has lists, codes and whole phrases among alternative names.
_LIST_MARKS: Final = frozenset(',;()[]{}/|\\"“”«»<>=:*#_+&?!0123456789')
_CASED: Final = frozenset({Script.LATIN, Script.CYRILLIC, Script.GREEK, Script.ARMENIAN})
# Words for "city" and "town" that names of one language carry along.
_CITY_WORDS: Final = frozenset(
    "ош шаары şehri hiri kaupunki shahri cidade ciudad urbs stad kota lungsod urbo city hiria "
    "bandar shahr şəhəri şäheri qalası կազակ քաղաք ქალაქი город місто горад շահր".split()
)


def is_proper_name(name: str) -> bool:
    """Tell whether an alternative name is one name in use, in a script that geomap folds.

    Codes of airports (all in capitals), lists, names with numbers, transliterations in lower case
    and names with the word for "city" of another language are not.
    """
    script = script_of(name)
    if script is Script.OTHER or len(name) < SHORTEST_VARIANT or "  " in name:
        return False
    if _LIST_MARKS & set(name):
        return False
    if script in _CASED and (not name[0].isupper() or name.isupper()):
        return False
    return " " not in name or not any(word.casefold() in _CITY_WORDS for word in name.split(" "))
