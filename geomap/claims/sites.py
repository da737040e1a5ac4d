"""Which of a sentence's places are where it happened, and how the report ties them to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.model import ClaimSite, MentionKind, Place, Resolution, SiteRole, Span
from geomap.places.gazetteer import is_country, is_division
from geomap.places.recognise import iter_heads
from geomap.places.resolve import distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.places import Gazetteer

_NAME: Final = (
    r"[^\W\d_a-z][\w'’-]*(?:[\s-](?:[^\W\d_a-z][\w'’-]*))*(?:\s*[\[(][^\])\n]{1,40}[\])])?"
)
# Names already listed before this one: "in Dashkasan, Kalbajar and (Lachin)".
_LIST: Final = rf"(?:{_NAME}(?:[’']s)?(?:\s+(?:district|province|region|village|town|city)s?)?(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+|\s+as\s+well\s+as\s+|\s+to\s+(?!the\s+)|\s+or\s+)(?:(?:in|near|at|of|around)\s+)?(?:the\s+)?){{0,8}}"
_FEATURE: Final = (
    r"(?:villages?|towns?|cit(?:y|ies)|settlements?|communit(?:y|ies)|districts?|regions?|provinces?|areas?|heights?|mount(?:ain)?s?|"
    r"lakes?|hills?|direction|directions|sections?|sectors?|vicinity|outskirts|north|south|east|west|north-?east|north-?west|south-?east|"
    r"south-?west|part|parts|side|edge|slopes?|border|stretch(?:es)?|territory|sky|airspace|surroundings|shores?|residents?|inhabitants?|positions|posts?|checkpoint|pass|mine|bridge)"
)
_LOCATIVE = re.compile(
    r"\b(?:in|near|at|around|along|outside|towards?|between|across|opposite|above|below|facing|beside|by|over|inside|into|hit|struck|shelled|from|"
    r"(?<=\bshelling\s)of|(?<=\bbombardment\s)of|(?<=\bcapture\s)of|(?<=\bseizure\s)of|on(?=\s+(?:the\s+)?[A-Z])|"
    rf"{_FEATURE}\s+of|on\s+(?:mount|lake)|close\s+to|not\s+far\s+from)\s+"
    rf"(?:(?:the|its|their|both|several|some|two|three)\s+)?(?:(?:[a-z][\w-]*\s+){{0,4}}?(?:{_FEATURE})\s+(?:of|in|near|at|around|between)\s+(?:the\s+)?)?"
    rf"(?:(?:border|eastern|western|northern|southern|south-?eastern|north-?eastern|south-?western|north-?western|central|neighbouring|frontier|mountainous|nearby)\s+)*(?:{_NAME}[’']s\s+(?:[a-z]+\s+){{0,2}})?(?:{_FEATURE}\s+)?{_LIST}$"
)
_DIRECTION_BEFORE = re.compile(
    rf"(?:\b(?:direction|directions|section|sections|sector|stretch)\s+of|\btowards?|\bbetween)\s+(?:the\s+)?{_LIST}$",
    re.IGNORECASE,
)
_NOT_A_SITE = re.compile(
    r"\b(?:administration|government|authorit(?:y|ies)|capital|officials?|embassy|consulate|talks|meeting|met|summit|speaking|spoke|reporters|"
    r"war|conflict|dispute|control|status|issue|return|road|march|visit\w*|travel\w*|hospital|from\s+the\s+capital|far|away|returned|control|full)\s+(?:in|at|over|of|to|on|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "Reservists from Goris": where they come from.
_ORIGIN = re.compile(
    r"\b(?:soldiers?|servicem[ae]n|reservists?|conscripts?|volunteers?|m[ae]n|wom[ae]n|officers?|natives?|refugees?|people|students?|families)\s+"
    r"(?:from|of)\s+(?:the\s+)?(?:(?:village|town|city)\s+of\s+)?$",
    re.IGNORECASE,
)
_DIRECTION_HEADS: Final = frozenset(
    "direction directions section sections sector sectors axis front border".split()
)
_AREA_HEADS: Final = frozenset(
    "district districts rayon rayons region regions province provinces area areas oblast marz county".split()
)
_TOGETHER: Final = 80
"""Characters within which a place and its unit are named together."""
_VAST_KM: Final = 60.0
"""A named region wider than this says no more than the border itself."""


def find_sites(
    text: str,
    start: int,
    end: int,
    *,
    resolutions: Sequence[Resolution],
    gazetteer: Gazetteer,
) -> tuple[ClaimSite, ...]:
    """Find the places of a sentence at which it says that something happened.

    States, capitals as seats of a government, and regions wider than the border zone are none; a
    unit in brackets is tied to the name before it.
    """
    sites: list[ClaimSite] = []
    for resolution in resolutions:
        mention, place = resolution.mention, resolution.place
        if not (start <= mention.start and mention.end <= end) or place is None:
            continue
        if mention.kind is not MentionKind.PLACE or not _can_be_site(place, gazetteer):
            continue
        if sites and _is_gloss(text, sites[-1].span.end, mention.start):
            sites[-1] = _with_container(sites[-1], place)
            continue
        heads = frozenset(iter_heads(text, mention.start, mention.end))
        before = text[start : mention.start]
        if (
            not (_LOCATIVE.search(before) or heads)
            or _NOT_A_SITE.search(before)
            or _ORIGIN.search(before)
        ):
            continue
        sites.append(_make_site(resolution, place, heads, before))
    return tuple(_drop_containers(sites))


def _make_site(
    resolution: Resolution, place: Place, heads: frozenset[str], before: str
) -> ClaimSite:
    mention = resolution.mention
    if heads & _DIRECTION_HEADS or _DIRECTION_BEFORE.search(before):
        role = SiteRole.DIRECTION
    elif is_division(place) or heads & _AREA_HEADS or place.radius_km:
        role = SiteRole.AREA
    else:
        role = SiteRole.AT
    return ClaimSite(
        place=place,
        role=role,
        span=Span(document_id=mention.document_id, start=mention.start, end=mention.end),
        is_area=role is SiteRole.AREA and not is_division(place),
    )


def _can_be_site(place: Place, gazetteer: Gazetteer) -> bool:
    if is_country(place) or place.id in gazetteer.capitals:
        return False
    return is_division(place) or (place.radius_km or 0.0) <= _VAST_KM


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
    """Tie "in Gegharkunik province" to the village named with it, and drop it as a site of its own."""
    kept = []
    for site in sites:
        if not any(_contains(site, other) for other in sites):
            kept.append(site)
    return kept


def _contains(outer: ClaimSite, inner: ClaimSite) -> bool:
    """Tell whether a unit is named only to say where the other place lies."""
    if not is_division(outer.place) or abs(inner.span.start - outer.span.start) > _TOGETHER:
        return False
    if not is_division(inner.place):
        return bool(outer.place.admin1) and inner.place.admin1 == outer.place.admin1
    sizes = (outer.place.radius_km or 0.0, inner.place.radius_km or 0.0)
    gap = distance_km(outer.place, inner.place)
    is_smaller = 2 * sizes[1] < sizes[0] and outer.place.country == inner.place.country
    return is_smaller and gap is not None and gap + sizes[1] < 1.5 * sizes[0]
