"""What the places of incidents are called in other languages and spellings, for the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geomap.places import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geomap.model import Place
    from geomap.places import Gazetteer

_NEAR_DEG: Final = 1e-4
"""Points of a place as exports round them."""


def collect_spellings(sites: Mapping[str, Any], *, gazetteer: Gazetteer) -> dict[str, list[str]]:
    """Return the names of the places of sites, by the name that sites have of them.

    Parameters
    ----------
    sites
        The FeatureCollection of sites; their ``place_lon`` and ``place_lat`` are degrees, WGS 84.
    gazetteer
        Where the names come from; a place that it lacks has none.

    Returns
    -------
    dict
        Only places with further names, in the order of the alphabet; all names as they are written.
    """
    rows = [feature["properties"] for feature in sites["features"]]
    known = {(row["place"], row.get("place_lon"), row.get("place_lat")) for row in rows}
    names: dict[str, set[str]] = {}
    for name, lon, lat in known:
        if not name:
            continue
        for place in _find_places(gazetteer, name, lon, lat):
            names.setdefault(name, set()).update(place.names)
    return {name: sorted(names[name] - {name}) for name in sorted(names) if names[name] - {name}}


def _find_places(
    gazetteer: Gazetteer, name: str, lon: float | None, lat: float | None
) -> Iterator[Place]:
    """Yield the places of a name at a point, or without any."""
    if lon is None or lat is None:
        found = [it for it in gazetteer.lookup(fold_name(name)) if it.lon is None]
    else:
        box = (lon - _NEAR_DEG, lat - _NEAR_DEG, lon + _NEAR_DEG, lat + _NEAR_DEG)
        found = gazetteer.places_within(box)
    yield from (place for place in found if place.name == name)
