"""Putting an incident's sites on its border, and saying why where one is not put there."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.borders import attach_place, locate_all_on_border, locate_on_border
from geomap.places.features import is_country

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.borders import Border, Borders
    from geomap.model import BorderPoint, ClaimSite, Incident, Place, Site, SiteRole

CLEARLY_FURTHER: Final = 2.0
CLEARLY_FURTHER_KM: Final = 10.0
"""How many times as far and how much further the next border must be for there to be no doubt."""

_DIVISIONS: Final = ("ADM1", "ADM2")
_KM_PER_DEGREE: Final = 110.0


def attach_to_borders(
    incidents: Iterable[Incident], *, borders: Borders, within_km: float
) -> list[Incident]:
    """Attach the sites of incidents to the border of their parties.

    Parameters
    ----------
    incidents
        From `link_claims`.
    borders
        The lines at hand.
    within_km
        Geodesic km from the line beyond which a place is not attached.
    """
    return [_attach_incident(incident, borders, within_km) for incident in incidents]


def attach_site(border: Border, site: Site | ClaimSite, *, within_km: float) -> BorderPoint | None:
    """Attach a site to a border, as `geomap.borders.attach_place` does.

    Parameters
    ----------
    border
        The line.
    site
        Of a claim or an incident; of many that tell of one place the first is measured.
    within_km
        Geodesic km from the line beyond which a place is not attached.
    """
    return _attach_place(border, site.place, site.role, site.within, site.is_area, within_km)


def attach_sites(
    sites: Sequence[tuple[Border | None, ClaimSite]], *, within_km: float
) -> list[BorderPoint | None]:
    """Attach many sites as `attach_site` does, each to its border if it has one.

    Parameters
    ----------
    sites
        Of claims, each with the line.
    within_km
        Geodesic km from the line beyond which a place is not attached.
    """
    points: dict[Border, list[tuple[float, float]]] = {}
    for border, site in sites:
        place = site.place
        if border is not None and place.lon is not None and place.lat is not None:
            points.setdefault(border, []).append((place.lon, place.lat))
    for border, its in points.items():
        locate_all_on_border(border, its)
    return [
        None if border is None else attach_site(border, site, within_km=within_km)
        for border, site in sites
    ]


@lru_cache(maxsize=100_000)
def _attach_place(  # noqa: PLR0913, PLR0917 - as the cache takes them
    border: Border,
    place: Place,
    role: SiteRole,
    within: Place | None,
    is_area: bool,  # noqa: FBT001
    within_km: float,
) -> BorderPoint | None:
    return attach_place(
        border, place, role=role, within=within, is_area=is_area, within_km=within_km
    )


def find_border(
    sides: Sequence[str],
    borders: Borders,
    *,
    places: Iterable[Place] = (),
    within_km: float = 0.0,
) -> Border | None:
    """Return the border of two states; of one state the border that its places lie on.

    A report that names one side alone tells where it was all the same: its places do.

    Parameters
    ----------
    sides
        ISO alpha-3 of the parties that a border can part.
    borders
        The lines at hand.
    places
        Where it happened, for a report that names one side alone.
    within_km
        Geodesic km beyond which a place is on no border.

    Notes
    -----
    Of the borders of one state a place is on the nearest, if it lies within ``within_km`` of it and
    any other border is at least twice as far and 10 km further: a place near to where three
    countries meet may be on either border. A division is on the border along which it lies, if
    there is only one. Places on different borders decide nothing.
    """
    if len(sides) == 2:  # noqa: PLR2004 - two sides
        return borders.get(*sides)
    if len(sides) != 1:
        return None
    own = [borders.require(sides[0], other) for other in borders.neighbours(sides[0])]
    if len(own) <= 1:
        return own[0] if own else None
    found = (_find_border_of_place(place, own, within_km) for place in places)
    chosen = {border.id: border for border in found if border is not None}
    return next(iter(chosen.values())) if len(chosen) == 1 else None


def _find_border_of_place(
    place: Place, borders: Sequence[Border], within_km: float
) -> Border | None:
    """Return the border that a place is on, if there is no doubt about it."""
    if place.feature_code in _DIVISIONS:
        along = [border for border in borders if border.stretches_of(place.admin1)]
        if len(along) == 1:
            return along[0]
    if place.lon is None or place.lat is None or is_country(place):
        return None
    # No further border than this can cast doubt on one within reach.
    reach_km = max(CLEARLY_FURTHER * within_km, within_km + CLEARLY_FURTHER_KM)
    offsets = sorted(
        (locate_on_border(border, place.lon, place.lat).offset_km, border.id, border)
        for border in borders
        if _may_reach(border, place.lon, place.lat, reach_km)
    )
    if not offsets or offsets[0][0] > within_km:
        return None
    nearest_km = offsets[0][0]
    doubt_km = max(CLEARLY_FURTHER * nearest_km, nearest_km + CLEARLY_FURTHER_KM)
    return offsets[0][2] if len(offsets) == 1 or offsets[1][0] >= doubt_km else None


def _may_reach(border: Border, lon: float, lat: float, km: float) -> bool:
    """Tell whether a border may come so near to a point, by the box around it."""
    west, south, east, north = border.bounds
    margin = km / _KM_PER_DEGREE
    aside = margin / max(math.cos(math.radians(lat)), 0.1)
    return west - aside <= lon <= east + aside and south - margin <= lat <= north + margin


def _attach_incident(incident: Incident, borders: Borders, within_km: float) -> Incident:
    border = find_border(
        incident.sides,
        borders,
        places=[site.place for site in incident.sites],
        within_km=within_km,
    )
    sites = tuple(
        _attach_site(site, border, within_km, party_count=len(incident.sides))
        for site in incident.sites
    )
    # A site that is on the border tells more of a border incident than one that is not; a site
    # that a person chose is the main one wherever it lies.
    ordered = sorted(sites, key=lambda site: (not site.is_corrected, site.border_point is None))
    return msgspec.structs.replace(
        incident, sites=tuple(ordered), border=border.id if border else None
    )


def _attach_site(site: Site, border: Border | None, within_km: float, *, party_count: int) -> Site:
    if border is None:
        missing = "the line of this border is not at hand"
        if party_count < 2:  # noqa: PLR2004 - two sides
            missing = "the reports do not name the other side of the border"
        return msgspec.structs.replace(site, not_attached_because=missing)
    point = attach_site(border, site, within_km=within_km)
    reason = None
    if point is None:
        reason = (
            "the place has no known coordinates"
            if site.place.lon is None
            else f"further than {within_km:g} km from the border"
        )
    return msgspec.structs.replace(site, border_point=point, not_attached_because=reason)
