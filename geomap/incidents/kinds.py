"""Whether a claim of a report tells of an event of another kind, or in another town."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from geomap.incidents.day_gaps import gap_days
from geomap.incidents.stances import are_denied
from geomap.model import (
    Claim,
    ClaimSite,
    Document,
    Measure,
    Scope,
    SiteRole,
    Stance,
    SubEventType,
)
from geomap.places.distances import distance_km
from geomap.places.features import is_division

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HOURS_APART: Final = re.compile(
    r"\b(?:hours?|minutes)\s+(?:earlier|later|before|after)\b|\b(?:earlier|later)\s+(?:on\s+)?"
    r"(?:the\s+same|that)\s+(?:day|night|evening|morning|afternoon)\b|\bsame\s+(?:day|night|evening|"
    r"morning|afternoon)\b",
    re.IGNORECASE,
)
_HEARD: Final = re.compile(r"\bhear(?:d|s|ing)?\b|\baudible\b", re.IGNORECASE)
_BESIDE: Final = 300
"""Characters before a sentence in which a place is named that it goes on about."""
_ONE_PLACE_KM: Final = 8.0
"""Up to here two places may be of one event, whatever it is called."""
OF_THEIR_OWN: Final = frozenset(
    {SubEventType.MINE, SubEventType.AIR_STRIKE, SubEventType.ABDUCTION}
)
"""What happens by itself, beside a fight as well."""
_FIRE: Final = frozenset({SubEventType.SHELLING, SubEventType.AIR_STRIKE})
"""What hits a place on the other side of the line."""
_IN_ONE_TOWN: Final = frozenset(
    {
        SubEventType.MINE,
        SubEventType.ABDUCTION,
        SubEventType.ATTACK,
        SubEventType.LOOTING,
        SubEventType.DISRUPTED_WEAPONS,
    }
)
"""Bombs, kidnappings, murders and arson in two towns are two, while a battle has many places."""


def is_of_another_kind(claim: Claim, group: Sequence[Claim], document: Document) -> bool:
    """Tell whether a claim tells of a mine, a raid or a kidnapping beside an event of other kinds.

    It is another one where it names a place of its own, or where the day and place told beside it
    are others: "Two sergeants were maimed by mines", beside the blast of a fortnight ago. Hours
    apart, two of one kind are two at two places.
    """
    kind = claim.sub_event_type
    kinds = {it.sub_event_type for it in group if it.sub_event_type}
    if kinds and (_is_fire_across(claim, group, document) or _is_in_another_town(claim, group)):
        return True
    if kind not in OF_THEIR_OWN or not kinds or claim.refers_back:
        return False
    span = claim.evidence[0].span
    is_later = bool(_HOURS_APART.search(document.text, span.start, span.end))
    if kind in kinds and not (is_later and claim.sites):
        return False
    if kind not in kinds and is_later:
        return True
    # Where only an answer is set, nothing of the event was.
    telling = [it for it in group if it.sub_event_type or losses_of([it])]
    theirs = [site for it in telling for site in (it.sites or it.setting)]
    if claim.sites:
        # With a day of its own as well, it need not be far.
        return _is_elsewhere(claim.sites, theirs, km=0.0 if claim.date.start else _ONE_PLACE_KM)
    beside = [it for it in claim.setting if 0 < span.start - it.span.start <= _BESIDE]
    is_elsewhere = bool(beside) and _gap_km(beside, theirs) > _ONE_PLACE_KM
    days = [it.date if it.date.start else it.setting_date for it in group]
    is_other_day = claim.setting_date is not None and all(
        gap_days(claim.setting_date, day) > 1 for day in days if day
    )
    return not claim.date.start and bool(claim.setting) and (is_elsewhere or is_other_day)


def _is_in_another_town(claim: Claim, group: Sequence[Claim]) -> bool:
    """Tell whether a claim tells of a bomb or a murder in another town than a group's.

    "In the one town a bomb went off at a bank; in the other, 20 km on, men set fire to a bus".
    """
    kinds = {it.sub_event_type for it in group if it.sub_event_type}
    if (
        claim.sub_event_type not in _IN_ONE_TOWN
        or not kinds <= _IN_ONE_TOWN
        or claim.stance is not Stance.ASSERTS
        or claim.refers_back
    ):
        return False
    ours = _list_towns(claim)
    theirs = [site for it in group if it.sub_event_type for site in _list_towns(it)]
    return bool(ours) and bool(theirs) and _gap_km(ours, theirs) > _ONE_PLACE_KM


def _list_towns(claim: Claim) -> list[ClaimSite]:
    """List the towns that a sentence says it happened in; none where it names a province too."""
    towns = [it for it in claim.sites if it.role is SiteRole.AT and not is_division(it.place)]
    return towns if len(towns) == len(claim.sites) else []


def _is_fire_across(claim: Claim, group: Sequence[Claim], document: Document) -> bool:
    """Tell whether a claim, with its day, is of fire across the line from the places of an event.

    "Mortar bombs fell on the market on Sunday. Howitzers hit the town over the river on Sunday":
    one answers the other, and both have their dead. What is only heard may be the same fire.
    """
    span = claim.evidence[0].span
    if (
        claim.sub_event_type not in _FIRE
        or claim.stance is not Stance.ASSERTS
        or claim.refers_back
        or not claim.date.start
        or are_denied(group)
        or _HEARD.search(document.text, span.start, span.end)
    ):
        return False
    telling = [it for it in group if it.sub_event_type or losses_of([it])]
    ours = _list_hit(claim.sites, claim.parties)
    theirs = _list_hit([site for it in telling for site in it.sites], claim.parties)
    return bool(ours) and bool(theirs) and _lie_across(ours, theirs)


def _list_hit(sites: Sequence[ClaimSite], parties: Sequence[str]) -> list[ClaimSite]:
    """List the places in one of two states, no provinces, at which something happened."""
    return [
        it
        for it in sites
        if it.role is SiteRole.AT and not is_division(it.place) and it.place.country in parties
    ]


def _is_elsewhere(
    ours: Sequence[ClaimSite], theirs: Sequence[ClaimSite], *, km: float = _ONE_PLACE_KM
) -> bool:
    if {site.place.id for site in ours} & {site.place.id for site in theirs}:
        return False
    if all(is_division(site.place) for site in ours):
        # The other side's word names its own district, where it may have been the same.
        return False
    return _lie_across(ours, theirs) or _gap_km(ours, theirs) > km


def _gap_km(ours: Sequence[ClaimSite], theirs: Sequence[ClaimSite]) -> float:
    """Return the least distance over land; places that face one part of the line are still two."""
    gaps = [distance_km(a.place, b.place) for a in ours for b in theirs]
    return min((math.inf if gap is None else gap for gap in gaps), default=math.inf)


def _lie_across(ours: Sequence[ClaimSite], theirs: Sequence[ClaimSite]) -> bool:
    """Tell whether two lists of places lie in different countries, each in its own."""
    a = {code for site in ours for code in site.place.countries}
    b = {code for site in theirs for code in site.place.countries}
    return bool(a) and bool(b) and not a & b


def losses_of(claims: Iterable[Claim]) -> set[tuple[Measure, int]]:
    """Return the figures of an event itself: the year's toll may happen to be as high."""
    return {
        (figure.measure, figure.best)
        for claim in claims
        for figure in claim.casualties
        if figure.best and figure.scope is Scope.EVENT
    }
