"""Looking up one name: its bearers, the likeliest first, and what was meant if there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.model import Place, Record
from geomap.places.fold import fold_name, script_of
from geomap.places.gazetteer import measure_km
from geomap.places.name_entries import NameKind
from geomap.places.prominence import measure_prominence
from geomap.places.suggest import suggest_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.places.gazetteer import Gazetteer, PlaceName

# Known under another name first of all; written in another script than what was asked for.
_VARIANT_COST: Final = 0.5
_KIND_COSTS: Final = {NameKind.NAME: 0.0, NameKind.BARE: 0.0, NameKind.ABBREVIATION: 0.5}
_SCRIPT_COST: Final = 3.0


class LocatedPlace(Record):
    """A bearer of a name."""

    place: Place
    spelling: str
    """The name that matched, as the gazetteer writes it."""
    kind: NameKind
    score: float
    """How likely the name means this place when nothing else is known; higher is likelier."""
    distance_km: float | None
    """Great-circle distance from the point asked for; ``None`` when there is none."""


class Located(Record):
    """What the gazetteer has for a name."""

    name: str
    places: tuple[LocatedPlace, ...]
    suggestions: tuple[str, ...] = ()
    """Names that are spelt like it, when no place bears it."""


def locate_name(
    name: str,
    gazetteer: Gazetteer,
    *,
    near: tuple[float, float] | None = None,
    country: str | None = None,
    features: Sequence[str] = (),
) -> Located:
    """Return the places that bear a name, the likeliest first.

    Parameters
    ----------
    name
        In any spelling, case or script; demonyms and abbreviations count as well.
    gazetteer
        Where to look.
    near
        A point (lon, lat) in degrees, WGS 84: the nearest place comes first.
    country
        ISO alpha-3; only places in it, or partly in it.
    features
        Starts of GeoNames feature codes; only places of these.

    Returns
    -------
    Located
        When there are no places, names that are spelt like it.
    """
    best: dict[str, LocatedPlace] = {}
    for found in gazetteer.iter_names(fold_name(name)):
        place = found.place
        if country and country not in place.countries:
            continue
        if features and not (place.feature_code or "").startswith(tuple(features)):
            continue
        located = LocatedPlace(
            place=place,
            spelling=found.spelling,
            kind=found.kind,
            score=round(_score(name, found), 2),
            distance_km=_measure(place, near),
        )
        if place.id not in best or located.score > best[place.id].score:
            best[place.id] = located
    ordered = sorted(best.values(), key=_order)
    if ordered:
        return Located(name=name, places=tuple(ordered))
    near_names = suggest_names(name, gazetteer, countries=(country,) if country else ())
    return Located(name=name, places=(), suggestions=tuple(spelt for spelt, _ in near_names))


def _score(name: str, found: PlaceName) -> float:
    score = measure_prominence(found.place) - _KIND_COSTS.get(found.kind, 1.0)
    if fold_name(found.spelling) != fold_name(found.place.name) and found.kind is NameKind.NAME:
        score -= _VARIANT_COST
    if script_of(found.spelling) is not script_of(name):
        score -= _SCRIPT_COST
    return score


def _measure(place: Place, near: tuple[float, float] | None) -> float | None:
    if near is None or place.lon is None or place.lat is None:
        return None
    return round(float(measure_km(np.array([[place.lon, place.lat]]), *near)[0]), 1)


def _order(located: LocatedPlace) -> tuple[bool, float, float, str]:
    distance_km = located.distance_km
    return distance_km is None, distance_km or 0.0, -located.score, located.place.id
