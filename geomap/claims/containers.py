"""Names that only say where the place before them lies: its province or district, a town near."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.claims.lexicon import site_rules
from geomap.model import ClaimSite, SiteRole
from geomap.places.distances import distance_km
from geomap.places.features import is_division

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Place

_NARROW_KM: Final = 25.0
"""A place known to so many km is no area; and how far over the edge of a unit its villages lie."""
_TOGETHER: Final = 80
"""Characters within which a place and its unit are named together."""
_BEHIND: Final = 12
"""Characters between a place and the area around a town that it is said to lie in."""
_SEAT_KM: Final = 80.0
"""How far a village may lie from the seat whose name its district bears."""


def says_where(told: list[ClaimSite], site: ClaimSite, text: str) -> bool:
    """Tell whether a name only says where the one before it lies; a unit in brackets is kept.

    Parameters
    ----------
    told
        The sites before it; of the last one a unit in brackets is kept.
    site
        Of the name.
    text
        The whole text.
    """
    end, start = told[-1].span.end, site.span.start
    if _is_gloss(text, end, start):
        told[-1] = _with_container(told[-1], site.place)
        return True
    rules = site_rules()
    if rules.inside_told.fullmatch(text, end, start):
        return _lies_inside(told[-1].place, site.place)
    return bool(rules.aside_told.fullmatch(text, end, start))


def lies_in(inner: ClaimSite, outer: ClaimSite, text: str) -> bool:
    """Tell whether a district is named only to say where the name before it lies.

    Parameters
    ----------
    inner
        Of the name before it.
    outer
        Of the district.
    text
        The whole text.
    """
    gap = text[inner.span.end : outer.span.start]
    is_district = outer.is_area or outer.place.feature_code == "ADM2"
    if not is_district or is_division(inner.place) or not site_rules().inside_told.fullmatch(gap):
        return False
    gap_km = distance_km(inner.place, outer.place)
    reach_km = (outer.place.radius_km or 0.0) + _NARROW_KM
    return gap_km is not None and gap_km <= reach_km


def _lies_inside(inner: Place, outer: Place) -> bool:
    """Tell whether a village is in the district that another place's name stands for."""
    gap = distance_km(inner, outer)
    is_narrow = not is_division(inner) and (inner.radius_km or 0.0) <= _NARROW_KM
    return (
        is_narrow
        and not is_division(outer)
        and inner.country == outer.country
        and gap is not None
        and gap <= _SEAT_KM
    )


def _is_gloss(text: str, previous_end: int, start: int) -> bool:
    return bool(re.fullmatch(r"\s*[\[(]\s*", text[previous_end:start]))


def _with_container(site: ClaimSite, container: Place) -> ClaimSite:
    return ClaimSite(
        place=site.place,
        role=site.role,
        span=site.span,
        within=container,
        is_area=site.is_area,
    )


def drop_containers(sites: Sequence[ClaimSite]) -> list[ClaimSite]:
    """Drop a province as a site of its own where a village in it is named with it."""
    return [site for site in sites if not any(_contains(site, other) for other in sites)]


def _contains(outer: ClaimSite, inner: ClaimSite) -> bool:
    """Tell whether a unit is named only to say where the other place lies."""
    if outer.is_area and not inner.is_area and inner.role is SiteRole.AT:
        # "Close to the village of Daglica, in the Yuksekova district".
        return 0 <= outer.span.start - inner.span.end <= _BEHIND
    if not is_division(outer.place) or abs(inner.span.start - outer.span.start) > _TOGETHER:
        return False
    if not is_division(inner.place) and inner.place.admin1:
        return inner.place.admin1 == outer.place.admin1
    if outer.place.feature_code == "ADM1" and inner.place.feature_code == "ADM2":
        return outer.place.country == inner.place.country and outer.role is inner.role
    sizes = (outer.place.radius_km or 0.0, inner.place.radius_km or 0.0)
    gap = distance_km(outer.place, inner.place)
    is_smaller = 2 * sizes[1] < sizes[0] and outer.place.country == inner.place.country
    return is_smaller and gap is not None and gap + sizes[1] < 1.5 * sizes[0]
