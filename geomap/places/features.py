"""What feature codes and generic terms say of a place: a state, a division, a town."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.places.fold import fold_name

if TYPE_CHECKING:
    from geomap.model import Place

# Words that follow a division's proper name in its full name, with the rank that UCDP's where_prec
# gives such a unit: 3 second-order, 4 first-order.
GENERIC_TERMS: Final = {
    "district": 3,
    "rayon": 3,
    "raion": 3,
    "county": 3,
    "municipality": 3,
    "province": 4,
    "region": 4,
    "oblast": 4,
    "marz": 4,
    "state": 4,
    "governorate": 4,
    "republic": 4,
}

VAST_KM: Final = 60.0
"""A region of a wider radius says little of where something was, and its point nothing."""

_COUNTRY_CODES: Final = ("PCL", "TERR")


def is_division_code(code: str | None) -> bool:
    """Tell whether a feature code is that of an administrative division below the state."""
    return code is not None and code.startswith("ADM")


def is_country_code(code: str | None) -> bool:
    """Tell whether a feature code is that of a state or a territory of one."""
    return code is not None and code.startswith(_COUNTRY_CODES)


def is_town_code(code: str | None) -> bool:
    """Tell whether a feature code is that of a populated place: a city, a town, a village."""
    return code is not None and code.startswith("PPL")


def is_division(place: Place) -> bool:
    """Tell whether a place is an administrative division below the state."""
    return is_division_code(place.feature_code)


def is_country(place: Place) -> bool:
    """Tell whether a place is a state or a territory of one."""
    return is_country_code(place.feature_code)


def is_town(place: Place) -> bool:
    """Tell whether a place is a populated one: a city, a town, a village."""
    return is_town_code(place.feature_code)


def division_rank(place: Place) -> int:
    """Return UCDP where_prec of an event known by this division: 3 second-order, 4 first-order.

    By the generic term of its full name where there is one: a country's first-order units are
    districts in some states and provinces in others, and where_prec means the size of the unit.
    """
    term = fold_name(place.name)[-1]
    if term in GENERIC_TERMS:
        return GENERIC_TERMS[term]
    return 4 if place.feature_code == "ADM1" else 3


def bare_name(place: Place) -> str | None:
    """Return the proper name within the full name of a division: "Kalbajar District" to "Kalbajar".

    ``None`` when the place is no division, its name has no generic term, or nobody leaves it out: a
    county of the United States shares its proper name with a dozen others and with persons.
    """
    words = place.name.split()
    if place.country == "USA":
        return None
    if not is_division(place) or len(words) < 2 or words[-1].lower() not in GENERIC_TERMS:  # noqa: PLR2004
        return None
    is_autonomous = len(words) > 2 and words[-2].lower() == "autonomous"  # noqa: PLR2004
    return " ".join(words[: -2 if is_autonomous else -1])
