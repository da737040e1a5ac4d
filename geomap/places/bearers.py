"""Who bears a name that stands in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.places.features import is_town
from geomap.places.fold import fold_name, script_of

if TYPE_CHECKING:
    from geomap.model import Place
    from geomap.places.gazetteer import Gazetteer

PROMINENT_POPULATION: Final = 200_000

_ABBREVIATION_LETTERS: Final = 3


def find_bearers(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the places that bear a name, written in the script that it is written in here.

    A name of up to three letters counts only in the case that the gazetteer gives, "US", never
    "Us"; a full stop at its end may be missing.
    """
    words = fold_name(name)
    bearers = gazetteer.lookup(words, script=script_of(name))
    if len("".join(words)) > _ABBREVIATION_LETTERS:
        return bearers
    spellings = {name, f"{name}."}
    return tuple(place for place in bearers if spellings & {place.name, *place.names})


def is_prominent(place: Place) -> bool:
    """Tell whether a capitalised name alone is enough to think of this place."""
    return (
        not is_town(place)
        or place.feature_code == "PPLC"
        or (place.population or 0) >= PROMINENT_POPULATION
    )
