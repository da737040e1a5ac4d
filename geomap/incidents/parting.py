"""Whether a claim tells of an event of its own, beside one that it could go on telling.

Nothing contradicts that "On Sunday howitzers fired at the hamlets on the ridge" goes on about the
mine that killed two on the road below on Sunday; and yet a reader takes it for another event.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

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
        town, and the claim names the day.
    """
    if _is_of_earlier(claim, group, document):
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
    ours, theirs = _list_losses([claim]), _list_losses(group)
    gaps = _list_gaps_km(claim, (it for it in group if it.sub_event_type))
    is_far = bool(gaps) and min(gaps) > _FAR_KM
    return bool(ours) and bool(theirs) and not ours & theirs and is_far


def _has_own_losses(claim: Claim, group: Sequence[Claim]) -> bool:
    """Tell whether a report counts other people in another town, beside those of a group.

    "Two soldiers were killed near Sotk on Monday. On Monday shells wounded four in Jermuk." What
    somebody says may be his count of the same.
    """
    if claim.speaker is not None or claim.date.basis not in _NAMED_DAYS:
        return False
    ours, theirs = _list_losses([claim]), _list_losses(group)
    gaps = _list_gaps_km(claim, (it for it in group if it.sites))
    is_elsewhere = bool(gaps) and min(gaps) > _TOWN_KM
    return bool(ours) and bool(theirs) and not ours & theirs and is_elsewhere


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
