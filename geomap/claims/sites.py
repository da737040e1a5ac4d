"""Which of a sentence's places are where it happened, and how the report ties them to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from geomap.claims.lexicon import site_rules
from geomap.model import ClaimSite, MentionKind, Place, Resolution, SiteRole, Span
from geomap.places.distances import distance_km
from geomap.places.features import VAST_KM, is_country, is_division
from geomap.places.heads import iter_heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.claims.zone import BorderZone

_TOGETHER: Final = 80
"""Characters within which a place and its unit are named together."""
_TOO_VAST_KM: Final = 250.0
"""A region wider than this says nothing of where on a border something was."""


def find_sites(  # noqa: PLR0913 - a sentence's range, and what is known of its report
    text: str,
    start: int,
    end: int,
    *,
    resolutions: Sequence[Resolution],
    zone: BorderZone,
    is_loose: bool = False,
) -> tuple[ClaimSite, ...]:
    """Find the places of a sentence at which it says that something happened.

    States, capitals as seats of a government, and regions wider than the border zone are none; a
    unit in brackets is tied to the name before it.

    Parameters
    ----------
    text, start, end
        The whole text, and the sentence's half-open range in it.
    resolutions
        The document's toponyms, resolved, in the order of the text.
    zone
        The border that the report is about.
    is_loose
        Where no name stands behind "in" or "near", take any at the border of the pair that is no
        seat and no journey's end.
    """
    told: list[ClaimSite] = []
    named: list[ClaimSite] = []
    first = bisect_left(resolutions, start, key=_start_of)
    for resolution in resolutions[first : bisect_left(resolutions, end, key=_start_of)]:
        mention, place = resolution.mention, resolution.place
        if mention.end > end or place is None:
            continue
        if mention.kind is not MentionKind.PLACE or not _can_be_site(
            place, text[start : mention.start], zone
        ):
            continue
        if told and _is_gloss(text, told[-1].span.end, mention.start):
            told[-1] = _with_container(told[-1], place)
            continue
        if zone.doubts(place):
            continue
        heads = frozenset(iter_heads(text, mention.start, mention.end))
        before = text[start : mention.start]
        if not _is_elsewhere(before, text[mention.end : end]):
            site = _make_site(resolution, place, heads, before)
            if is_loose and zone.holds(place):
                named.append(site)
            if heads or site_rules().locative.search(before):
                told.append(site)
    chosen = _drop_containers(told or named)
    narrow = [site for site in chosen if not is_vast(site.place)] or chosen
    at_border = [site for site in narrow if zone.holds(site.place)]
    return tuple(at_border or narrow)


def _is_elsewhere(before: str, after: str) -> bool:
    """Tell whether a name is a seat, a journey's end, where somebody comes from or speaks."""
    rules = site_rules()
    return bool(
        rules.not_a_site.search(before)
        or rules.origin.search(before)
        or (rules.speaker_at.search(before) and rules.speaks_there.match(after))
    )


def _make_site(
    resolution: Resolution, place: Place, heads: frozenset[str], before: str
) -> ClaimSite:
    mention, rules = resolution.mention, site_rules()
    if heads & rules.direction_heads or rules.direction.search(before):
        role = SiteRole.DIRECTION
    elif is_division(place) or heads & rules.area_heads or place.radius_km:
        role = SiteRole.AREA
    else:
        role = SiteRole.AT
    return ClaimSite(
        place=place,
        role=role,
        span=Span(document_id=mention.document_id, start=mention.start, end=mention.end),
        is_area=role is SiteRole.AREA and not is_division(place),
    )


def _can_be_site(place: Place, before: str, zone: BorderZone) -> bool:
    if is_country(place):
        return False
    if place.id in zone.gazetteer.capitals:
        # Where a government sits; but "bombed the airport at San Salvador".
        return bool(site_rules().struck.search(before))
    return is_division(place) or (place.radius_km or 0.0) <= _TOO_VAST_KM


def _start_of(resolution: Resolution) -> int:
    return resolution.mention.start


def is_vast(place: Place) -> bool:
    """Tell whether a place is a region that counts only where nothing narrower is named."""
    return not is_division(place) and (place.radius_km or 0.0) > VAST_KM


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


def _drop_containers(sites: Sequence[ClaimSite]) -> list[ClaimSite]:
    """Drop a province as a site of its own where a village in it is named with it."""
    return [site for site in sites if not any(_contains(site, other) for other in sites)]


def _contains(outer: ClaimSite, inner: ClaimSite) -> bool:
    """Tell whether a unit is named only to say where the other place lies."""
    if not is_division(outer.place) or abs(inner.span.start - outer.span.start) > _TOGETHER:
        return False
    if not is_division(inner.place):
        return bool(outer.place.admin1) and inner.place.admin1 == outer.place.admin1
    if outer.place.feature_code == "ADM1" and inner.place.feature_code == "ADM2":
        return outer.place.country == inner.place.country and outer.role is inner.role
    sizes = (outer.place.radius_km or 0.0, inner.place.radius_km or 0.0)
    gap = distance_km(outer.place, inner.place)
    is_smaller = 2 * sizes[1] < sizes[0] and outer.place.country == inner.place.country
    return is_smaller and gap is not None and gap + sizes[1] < 1.5 * sizes[0]
