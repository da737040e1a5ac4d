"""Whether a claim tells of an event of its own, beside one that it could go on telling.

Nothing contradicts that "On Sunday howitzers fired at the hamlets on the ridge" goes on about the
mine that killed two on the road below on Sunday; and yet a reader takes it for another event.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.incidents.day_gaps import gap_days
from geomap.incidents.kinds import OF_THEIR_OWN
from geomap.model import DateBasis, Scope, SiteRole, Stance, SubEventType
from geomap.places.distances import distance_km
from geomap.places.features import is_division

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.model import Claim, ClaimSite, Document

_GOES_ON: Final = re.compile(
    r"\W*(?:(?:they|he|she|it|both|there|(?:some|most|all)\s+of\s+them)\b"
    r"|(?:(?:in|on|at|during|after|before)\W+)?"
    r"(?:the|this|these|those|that|both|its|their|his|her)\s+(?:\w+[\s-]){0,2}"
    r"(?:attack|raid|incident|clash|strike|blast|explosion|ambush|fight|assault|bombardment|battle|"
    r"exchange|skirmish|encounter|gunfight|operation|violence|trouble|killing|shooting|shelling|"
    r"firing|fire|shell|mortar|rocket|missile|bomb|mine|drone|bullet|shot|round|aircraft|jet|"
    r"vehicle|patrol|convoy|post|outpost|village|unit|troop|soldier|fighter|gunm[ae]n|m[ae]n\b|"
    r"attacker|assailant|raider|intruder|infiltrator|victim|dead|wounded))",
    re.IGNORECASE,
)
_PLACE_AHEAD: Final = re.compile(
    r"\W*(?:(?:also|and|but|meanwhile|separately|later|earlier|elsewhere|hours\s+later|"
    r"(?:farther|further)(?:\s+(?:to\s+the\s+)?\w+)?|on\s+(?:the\s+same\s+day|\w+day)|yesterday)"
    r"(?:,\s*|\s+))*(?:in|at|near|outside|around|along|on|over|across|close\s+to|"
    r"(?:to\s+the\s+)?(?:north|south|east|west)\s+of)\s[^,.;:]{0,70}",
    re.IGNORECASE,
)
_TOLD_FROM: Final = re.compile(
    r"\b(?:residents|inhabitants|villagers|people|families|witnesses|doctors?|medics|nurses?|surgeons?|"
    r"hospitals?|clinic|police|lie|treated|officers?|officials?|sources?|commanders?|hotel|camp)\b"
    r"[^.;]{0,60}?"
    r"\b(?:in|of|at|from|near)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""Before a place where people are in care, or from which somebody tells of what was elsewhere."""
_THERE: Final = re.compile(
    r"\bthere\b(?!\s+(?:was|were|is|are|had|has|have|will|would|may|came)\b)"
)
_LED: Final = 250
"""From the place with which a sentence leads on to what is counted there, at most."""
_ENDS: Final = frozenset({SubEventType.AGREEMENT, SubEventType.TRANSFER})
"""What follows from a fight, and is told with it."""
_EARLIER: Final = re.compile(
    r"\b(?:hours?|minutes)\s+(?:earlier|before)\b|\bearlier\s+(?:on\s+)?(?:the\s+same|that|in\s+the)"
    r"\s+(?:day|night|evening|morning|afternoon)\b",
    re.IGNORECASE,
)
_FAR_KM: Final = 20.0
"""From here on what two villages lost within hours is hardly of one fight."""
_TOWN_KM: Final = 8.0
"""Up to here two villages may have their dead of one fight on a day."""
_OTHER_KM: Final = 50.0
"""From here on two villages are not of one fight, whatever the report leaves out."""
_SPOT_KM: Final = 25.0
"""A place known to so many km is a spot, and no region."""
_NAMED_DAYS: Final = frozenset({DateBasis.EXPLICIT, DateBasis.WEEKDAY})


def tells_anew(claim: Claim, group: Sequence[Claim], document: Document) -> bool:
    """Tell whether a claim is of another event than a group's, though nothing contradicts it.

    Parameters
    ----------
    claim
        What the report tells next.
    group
        What it has told of one event.
    document
        The report.

    Returns
    -------
    bool
        It is where a mine, an air strike or a kidnapping stands beside something else, and the
        claim says its own place, which is none of the event's, and its own day. What the other
        side says is its version of the same, and "the shells", "they" go on about what was told.
        So it is where another village far off had its own losses earlier that day, or another
        town, and the claim names the day; and where a place is too far away for one fight.
    """
    if (
        _is_of_earlier(claim, group, document)
        or _is_far_off(claim, group, document)
        or _is_counted_there(claim, group, document)
    ):
        return True
    if not _could_open(claim, group):
        return False
    if not (_is_of_other_means(claim, group) or _has_own_losses(claim, group)):
        return False
    span = claim.evidence[0].span
    return not _GOES_ON.match(document.text, span.start, span.end)


def _could_open(claim: Claim, group: Sequence[Claim]) -> bool:
    """Tell whether a claim says what happened, where and when, and answers nobody."""
    if (
        claim.sub_event_type is None
        or claim.sub_event_type in _ENDS
        or not (claim.sites and claim.date.start)
        or claim.refers_back
        or claim.stance is not Stance.ASSERTS
    ):
        return False
    side = claim.speaker.side if claim.speaker else None
    return not side or any(it.speaker and it.speaker.side == side for it in group)


def _is_of_other_means(claim: Claim, group: Sequence[Claim]) -> bool:
    """Tell whether a mine, an air strike or a kidnapping stands beside something else elsewhere."""
    kinds = {it.sub_event_type for it in group if it.sub_event_type}
    if not kinds or claim.sub_event_type in kinds:
        return False
    theirs = {site.place.id for it in group for site in it.sites}
    ours = {site.place.id for site in claim.sites}
    return (
        bool(OF_THEIR_OWN & {claim.sub_event_type, *kinds}) and bool(theirs) and not ours & theirs
    )


def _is_of_earlier(claim: Claim, group: Sequence[Claim], document: Document) -> bool:
    """Tell whether a claim goes back to other losses, in another village, hours before a group's.

    "A guard was killed at Kut. Earlier the same day shells had killed three farmers at Sotk."
    """
    span = claim.evidence[0].span
    if (
        claim.sub_event_type is None
        or claim.refers_back
        or claim.stance is not Stance.ASSERTS
        or not _EARLIER.search(document.text, span.start, span.end)
    ):
        return False
    gaps = _list_gaps_km(claim, (it for it in group if it.sub_event_type))
    return bool(gaps) and min(gaps) > _FAR_KM and _counts_others(claim, group)


def _is_far_off(claim: Claim, group: Sequence[Claim], document: Document) -> bool:
    """Tell whether a claim names a spot of its own, too far from an event's for one fight.

    Their provinces may face one stretch of the line, while the villages are a day's drive apart.
    It counts others than were counted, in an event of the same kind, since somebody's other word
    for it may be his account of the same; or it begins with its place.
    """
    span = claim.evidence[0].span
    if (
        claim.sub_event_type is None
        or claim.sub_event_type in _ENDS
        or claim.stance is not Stance.ASSERTS
        or claim.refers_back
        or not claim.sites
        or _GOES_ON.match(document.text, span.start, span.end)
    ):
        return False
    told = _list_telling(group)
    # Where a report only leads over to its place, that is the event's.
    theirs = _list_spots([it for it in told if it.sites] or told)
    narrow = [it for it in theirs if (it.place.radius_km or 0.0) <= _SPOT_KM]
    if _measure_gap_km(_list_scenes(claim, document), narrow) <= _OTHER_KM:
        return False
    is_of_kind = any(it.sub_event_type is claim.sub_event_type for it in group)
    return (is_of_kind and _counts_others(claim, group)) or _is_led_by_place(claim, document)


def _list_scenes(claim: Claim, document: Document) -> list[ClaimSite]:
    """List the spots of a claim, but for those where people are in care, or told of it."""
    span = claim.evidence[0].span
    return [
        site
        for site in _list_spots([claim])
        if (site.place.radius_km or 0.0) <= _SPOT_KM
        and not _TOLD_FROM.search(document.text, span.start, max(span.start, site.span.start))
    ]


def _is_led_by_place(claim: Claim, document: Document) -> bool:
    """Tell whether a sentence begins with its place: "In the Leepa valley mortars killed two"."""
    span = claim.evidence[0].span
    first = min(site.span.start for site in claim.sites)
    return span.start <= first and bool(_PLACE_AHEAD.fullmatch(document.text, span.start, first))


def _is_counted_there(claim: Claim, group: Sequence[Claim], document: Document) -> bool:
    """Tell whether a claim counts people at a place that the sentence before it leads over to.

    "Rockets plunged into a petrol station at Ban Phue. Eight people died there." So it does where
    that sentence names another day as well. What somebody says may be his count of the same.
    """
    if claim.sites or claim.date.start or claim.refers_back or claim.stance is not Stance.ASSERTS:
        return False
    span, told = claim.evidence[0].span, max(it.evidence[0].span.end for it in group)
    led = [
        it
        for it in _list_spots([claim])
        if told <= it.span.start and span.start - it.span.start <= _LED
    ]
    is_there = claim.speaker is None and bool(_THERE.search(document.text, span.start, span.end))
    if not led or not (is_there or _is_led_to_day(claim, group, told)):
        return False
    if not _list_losses([claim]) or _list_losses([claim]) & _list_losses(group):
        return False
    # An area may reach as far as the place that is led over to.
    spots = [it for it in _list_spots(_list_telling(group)) if it.role is SiteRole.AT]
    return _measure_gap_km(led, spots) > _FAR_KM


def _is_led_to_day(claim: Claim, group: Iterable[Claim], told: int) -> bool:
    """Tell whether a report named another day since it told of an event, up to ``told``."""
    day = claim.setting_date
    if day is None or day.span is None or not told <= day.span.start < claim.evidence[0].span.start:
        return False
    days = [it.date if it.date.start else it.setting_date for it in group]
    return any(days) and all(gap_days(day, it) > 0 for it in days if it)


def _list_telling(group: Iterable[Claim]) -> list[Claim]:
    """List the claims that say what happened, or to whom."""
    return [it for it in group if it.sub_event_type or _list_losses([it])]


def _measure_gap_km(ours: Sequence[ClaimSite], theirs: Sequence[ClaimSite]) -> float:
    """Return the least distance in km, of those that are known; 0 where none is."""
    gaps = [distance_km(a.place, b.place) for a in ours for b in theirs]
    return min((it for it in gaps if it is not None), default=0.0)


def _counts_others(claim: Claim, group: Sequence[Claim]) -> bool:
    """Tell whether a claim counts people, and none of the figures that a group counts."""
    ours, theirs = _list_losses([claim]), _list_losses(group)
    return bool(ours) and bool(theirs) and not ours & theirs


def _has_own_losses(claim: Claim, group: Sequence[Claim]) -> bool:
    """Tell whether a report counts other people in another town, beside those of a group.

    "Two soldiers were killed near Sotk on Monday. On Monday shells wounded four in Jermuk." What
    somebody says may be his count of the same.
    """
    if claim.speaker is not None or claim.date.basis not in _NAMED_DAYS:
        return False
    gaps = _list_gaps_km(claim, (it for it in group if it.sites))
    return bool(gaps) and min(gaps) > _TOWN_KM and _counts_others(claim, group)


def _list_gaps_km(claim: Claim, group: Iterable[Claim]) -> list[float]:
    """List how far the spots of a claim are from those of a group; none where one is not known."""
    gaps = [distance_km(a.place, b.place) for a in _list_spots([claim]) for b in _list_spots(group)]
    return [] if None in gaps else [it for it in gaps if it is not None]


def _list_losses(claims: Iterable[Claim]) -> set[tuple[str, int]]:
    return {
        (figure.measure.value, figure.best)
        for claim in claims
        for figure in claim.casualties
        if figure.best and figure.scope is Scope.EVENT
    }


def _list_spots(claims: Iterable[Claim]) -> list[ClaimSite]:
    """List the villages and towns at or near which claims say that something happened."""
    return [
        site
        for claim in claims
        for site in (claim.sites or claim.setting)
        if site.role is not SiteRole.DIRECTION and not is_division(site.place)
    ]
