"""Putting an incident's sites on its border, and saying why where one is not put there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from geomap.borders import attach_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.borders import Border, Borders
    from geomap.model import Incident, Site


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


def find_border(sides: Sequence[str], borders: Borders) -> Border | None:
    """Return the border of two states; of one state the only line at hand that is its border.

    A report that names one side alone tells where it was all the same: its place does.
    """
    if len(sides) == 2:  # noqa: PLR2004 - two sides
        return borders.get(*sides)
    own = [border for border in borders if sides and set(sides) <= set(border.sides)]
    return own[0] if len(own) == 1 else None


def _attach_incident(incident: Incident, borders: Borders, within_km: float) -> Incident:
    border = find_border(incident.sides, borders)
    sites = tuple(
        _attach_site(site, border, within_km, party_count=len(incident.sides))
        for site in incident.sites
    )
    # A site that is on the border tells more of a border incident than one that is not.
    ordered = sorted(sites, key=lambda site: site.border_point is None)
    return msgspec.structs.replace(
        incident, sites=tuple(ordered), border=border.id if border else None
    )


def _attach_site(site: Site, border: Border | None, within_km: float, *, party_count: int) -> Site:
    if border is None:
        missing = "the line of this border is not at hand"
        if party_count < 2:  # noqa: PLR2004 - two sides
            missing = "the reports do not name the other side of the border"
        return msgspec.structs.replace(site, not_attached_because=missing)
    point = attach_place(
        border,
        site.place,
        role=site.role,
        within=site.within,
        is_area=site.is_area,
        within_km=within_km,
    )
    reason = None
    if point is None:
        reason = (
            "the place has no known coordinates"
            if site.place.lon is None
            else f"further than {within_km:g} km from the border"
        )
    return msgspec.structs.replace(site, border_point=point, not_attached_because=reason)
