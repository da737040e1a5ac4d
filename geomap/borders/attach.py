"""Attach a place to a border: to a point of it, or to the stretch that faces the place.

No place is moved: a `BorderPoint` says where on the line, by which method, how far off the place
itself lies, and how uncertain the point is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.borders.geometry import interpolate_on_border
from geomap.borders.locate import BorderLocation, locate_on_border, which_side
from geomap.borders.stretches import (
    clip_stretches,
    find_longest,
    measure_reach_km,
    stretch_around,
)
from geomap.model import BorderPoint, Place, SiteRole, Stretch

if TYPE_CHECKING:
    from geomap.borders.lines import Border

ON_LINE_KM: Final = 1.0
"""A place this near lies on the line; it is also the uncertainty of a village's point."""
DIRECTION_REACH_KM: Final = 5.0
"""How far along the line "in the direction of a village" is taken to reach, on both sides."""
AREA_REACH_KM: Final = 25.0
"""How far along the line the area around a place reaches: UCDP's bound for "near a place"."""

_DIVISIONS: Final = ("ADM1", "ADM2")
_DISTRICT: Final = "ADM2"
_SEATS: Final = ("PPLA", "PPLA2", "PPLC")
_COUNTRIES: Final = ("PCLI", "PCL", "PCLD", "PCLS", "PCLF")


def attach_place(  # noqa: PLR0913 - what a report says of a place: its role, container and extent
    border: Border,
    place: Place,
    *,
    role: SiteRole,
    within: Place | None = None,
    is_area: bool = False,
    within_km: float = 50.0,
) -> BorderPoint | None:
    """Return where a place is attached to a border, or None if it cannot be or lies too far off.

    Parameters
    ----------
    border
        The line.
    place
        The place named; (lon, lat) in degrees, WGS 84.
    role
        Whether it happened there, in its direction, or somewhere in it.
    within
        A larger unit that the report ties to the place.
    is_area
        The report names the area around the place, not the place itself.
    within_km
        Places further from the line than this are not attached; a division always is.

    Returns
    -------
    BorderPoint or None
        ``stretches`` are the parts of the line that are meant, if it is not one point;
        ``uncertainty_km`` is how far from the point it may have been.

    Notes
    -----
    - A division that borders on the line, or the direction of a district's seat that bears the
      district's name: the division's stretches; the point is the middle of the longest. A district
      whose province alone is known along the line: the province's stretches, and its own nearest
      point.
    - The area around a place: the nearest point; of the stretches of ``within``, or else of the
      place's own division, what lies within 25 km of that point along the line. So too for a
      place that the report ties to a larger unit.
    - The direction of any other place: the nearest point, and 5 km of the line on both sides.
    - Any other place: the nearest point.
    - A place without coordinates: the stretches of its division, or else of ``within``.
    - A country is not attached: it says nothing about where on the line.
    """
    if place.feature_code in _COUNTRIES:
        return None
    own = _own_stretches(border, place, role=role, within=within)
    if own:
        return _attach_to_stretches(border, place, own, within_km=within_km)
    if place.lon is None or place.lat is None:
        return None
    location = locate_on_border(border, place.lon, place.lat)
    if location.offset_km > within_km:
        return None
    if is_area or role is SiteRole.AREA:
        stretches = _find_area_stretches(border, place, location, within=within)
        uncertainty_km = measure_reach_km(border, stretches, (location.lon, location.lat))
    elif role is SiteRole.DIRECTION:
        stretches = (_stretch_around(border, location, reach_km=DIRECTION_REACH_KM),)
        uncertainty_km = DIRECTION_REACH_KM
    else:
        stretches = ()
        uncertainty_km = ON_LINE_KM if place.radius_km is None else place.radius_km
    return BorderPoint(
        border=border.id,
        section=location.section,
        lon=location.lon,
        lat=location.lat,
        chainage_km=location.chainage_km,
        offset_km=location.offset_km,
        method="on_line" if location.offset_km <= ON_LINE_KM else "nearest_point",
        side=_find_side(border, place),
        stretches=stretches,
        uncertainty_km=uncertainty_km,
    )


def _own_stretches(
    border: Border, place: Place, *, role: SiteRole, within: Place | None
) -> tuple[Stretch, ...]:
    """Return the stretches that a place stands for as a whole; empty if it stands for a point."""
    stretches = border.stretches_of(place.admin1)
    if place.lon is None:
        return stretches or border.stretches_of(within.admin1 if within else None)
    if place.feature_code in _DIVISIONS:
        return stretches
    if role is SiteRole.DIRECTION and _is_namesake_seat(border, place):
        return stretches
    return ()


def _is_namesake_seat(border: Border, place: Place) -> bool:
    """Tell whether a place is the seat of a division that bears its name: Lachin, not Kapan.

    "In the direction of Lachin" means the district's part of the line; nobody means the 400 km of
    Syunik by "in the direction of Kapan".
    """
    division = border.divisions.get(place.admin1 or "")
    if division is None or place.feature_code not in _SEATS:
        return False
    name = place.name.casefold()
    return division.name.casefold() == name or division.name.casefold().startswith(f"{name} ")


def _attach_to_stretches(
    border: Border, place: Place, stretches: tuple[Stretch, ...], *, within_km: float
) -> BorderPoint | None:
    """Attach to the middle, by chainage, of the longest stretch; a district to its nearest point.

    A division reaches the line wherever its own point lies, so only a town can be too far off. The
    offset of a place without coordinates is that of its division: 0.
    """
    longest = find_longest(stretches)
    section, chainage_km = longest.section, (longest.from_km + longest.to_km) / 2
    lon, lat = interpolate_on_border(border, section, chainage_km)
    reach_km = offset_km = 0.0
    if place.lon is not None and place.lat is not None:
        nearest = locate_on_border(border, place.lon, place.lat)
        offset_km = nearest.offset_km
        if offset_km > within_km and place.feature_code not in _DIVISIONS:
            return None
        is_in_reach = offset_km <= max(within_km, place.radius_km or 0.0)
        if place.feature_code == _DISTRICT and is_in_reach:
            # The stretch is that of its province, whose middle may lie in another district.
            section, chainage_km = nearest.section, nearest.chainage_km
            lon, lat, reach_km = nearest.lon, nearest.lat, place.radius_km or 0.0
    return BorderPoint(
        border=border.id,
        section=section,
        lon=lon,
        lat=lat,
        chainage_km=chainage_km,
        offset_km=offset_km,
        method="stretch",
        side=_find_side(border, place),
        stretches=stretches,
        uncertainty_km=reach_km or measure_reach_km(border, stretches, (lon, lat)),
    )


def _find_area_stretches(
    border: Border, place: Place, location: BorderLocation, *, within: Place | None
) -> tuple[Stretch, ...]:
    """Return the part of the division around a place that is near to the nearest point."""
    window = _stretch_around(border, location, reach_km=AREA_REACH_KM)
    division = border.stretches_of(within.admin1 if within else None)
    return clip_stretches(division or border.stretches_of(place.admin1), window) or (window,)


def _stretch_around(border: Border, location: BorderLocation, *, reach_km: float) -> Stretch:
    return stretch_around(border, location.section, location.chainage_km, reach_km=reach_km)


def _find_side(border: Border, place: Place) -> str | None:
    """Return the side on which a place lies: its country's, where that tells.

    The gazetteer knows the country of a village a few hundred metres from the line better than
    the line does. Where it gives both sides or none, the side of the line is measured; a place in
    a third country is on neither.
    """
    if place.countries:
        known = place.countries & set(border.sides)
        if len(known) < len(border.sides):
            return next(iter(known), None)
    if place.lon is None or place.lat is None:
        return None
    return which_side(border, place.lon, place.lat)
