"""Whether a claim of a report goes on telling of an event told before it, or of another one."""

from __future__ import annotations

import math
import re
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from geomap.incidents.nearness import index_sites
from geomap.model import (
    Claim,
    ClaimSite,
    DateInterval,
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

    from geomap.incidents.nearness import Nearness

_ALSO: Final = re.compile(r"\b(?:also|as\s+well|too)\b")
_HOURS_APART: Final = re.compile(
    r"\b(?:hours?|minutes)\s+(?:earlier|later|before|after)\b|\b(?:earlier|later)\s+(?:on\s+)?"
    r"(?:the\s+same|that)\s+(?:day|night|evening|morning|afternoon)\b|\bsame\s+(?:day|night|evening|"
    r"morning|afternoon)\b",
    re.IGNORECASE,
)
_HEARD: Final = re.compile(r"\bhear(?:d|s|ing)?\b|\baudible\b", re.IGNORECASE)
_STANCE_OF: Final = attrgetter("stance")
_TRUCE_DAYS: Final = 3
"""How long after a fight a truce still belongs to it."""
_BESIDE: Final = 300
"""Characters before a sentence in which a place is named that it goes on about."""
_RIGHT_BEFORE: Final = 80
"""From the day and place with which a sentence ends to the next one, at most."""
_BESIDE_DAY: Final = 120
"""Between a day and a place of one sentence, at most."""
_ONE_PLACE_KM: Final = 8.0
"""Up to here two places may be of one event, whatever it is called."""
OF_THEIR_OWN: Final = frozenset(
    {SubEventType.MINE, SubEventType.AIR_STRIKE, SubEventType.ABDUCTION}
)
"""What happens by itself, beside a fight as well."""
_FIRE: Final = frozenset({SubEventType.SHELLING, SubEventType.AIR_STRIKE})
"""What hits a place on the other side of the line."""
_OF_ONE_SPOT: Final = frozenset({SubEventType.MINE, SubEventType.ABDUCTION})
"""Two of them in one town are two, where a report says so."""
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


def goes_on_telling(
    claim: Claim,
    group: Sequence[Claim],
    document: Document,
    nearness: Nearness,
    *,
    is_last: bool,
) -> bool:
    """Tell whether nothing shows that a claim is of another event than the claims of a group.

    Parameters
    ----------
    claim
        What the report tells next.
    group
        What it has told of one event.
    document
        The report.
    nearness
        Distances between places.
    is_last
        The group's event is the one that was told last.
    """
    if _is_of_other_states(claim, group) or _is_led_elsewhere(claim, group):
        return False
    if _is_bare(claim) and not are_denied(group):
        return True
    return not (
        _is_another(claim, group)
        or _is_set_apart(claim, group, document)
        or is_of_another_kind(claim, group, document)
        or not _stances_fit(claim, group, is_last=is_last)
        or _dates_conflict(claim, group)
        or _sites_conflict(claim, group, nearness)
    )


def _is_of_other_states(claim: Claim, group: Sequence[Claim]) -> bool:
    """Tell whether a claim, with a day or a place of its own, is of another section of a digest."""
    ours, theirs = set(claim.parties), set(group[-1].parties)
    has_own = bool(claim.sites) or claim.date.start is not None
    return has_own and bool(ours) and bool(theirs) and not ours & theirs


def _is_bare(claim: Claim) -> bool:
    """Tell whether a claim has no event, day or place of its own: nothing that could conflict."""
    return (
        claim.sub_event_type is None
        and not claim.sites
        and claim.date.start is None
        and claim.date.weekday is None
        and not claim.opens_event
        and claim.stance is Stance.ASSERTS
    )


def _is_led_elsewhere(claim: Claim, group: Sequence[Claim]) -> bool:
    """Tell whether the sentence right before a claim leads over to another day and place.

    "The worst came on Thursday, 25 March, at the ford. Men in uniform took four villagers."
    """
    day, places = claim.setting_date, claim.setting
    if claim.sites or claim.date.start or claim.refers_back or not (places and day and day.span):
        return False
    led = [*(it.span.start for it in places), day.span.start]
    told = max(it.evidence[0].span.end for it in group)
    is_right_before = 0 < claim.evidence[0].span.start - max(led) <= _RIGHT_BEFORE
    if not is_right_before or min(led) < max(told, max(led) - _BESIDE_DAY):
        return False
    if not claim.sub_event_type:
        return False
    theirs = {site.place.id for it in group for site in (it.sites or it.setting)}
    days = [it.date if it.date.start else it.setting_date for it in group]
    is_other_day = any(days) and all(gap_days(day, it) > 0 for it in days if it)
    return is_other_day and not theirs & {it.place.id for it in places}


def _is_another(claim: Claim, group: Sequence[Claim]) -> bool:
    """Tell whether a claim brings a day and losses of its own beside an event that has none.

    "Twenty died in the valley. On June 12th a man was killed by border guards.": two events. But
    "Twenty died. The clash on June 15th ..." tells when it was.
    """
    if claim.opens_event and claim.sub_event_type in _OF_ONE_SPOT and not claim.refers_back:
        # "A second bomb went off at a bank in the city": it is another one, if in the same city.
        return True
    if claim.opens_event:
        return not {site.place.id for site in claim.sites} & {
            site.place.id for other in group for site in other.sites
        }
    if claim.refers_back or not claim.date.start or any(other.date.start for other in group):
        return False
    ours = _losses_of([claim])
    theirs = _losses_of(group)
    return bool(ours) and bool(theirs) and not ours & theirs


def _is_set_apart(claim: Claim, group: Sequence[Claim], document: Document) -> bool:
    """Tell whether the day beside a claim with a place of its own is another one.

    "Earlier, on Sunday, it was the other side that complained. Its army said that troops had
    stormed a post in the next valley."
    """
    day = claim.date if claim.date.start else claim.setting_date
    has_day = claim.date.start is not None
    if day is None or not (claim.sites or has_day):
        return False
    goes_on = claim.course is not None and claim.course.goes_on
    if not claim.sub_event_type and (not has_day or claim.refers_back or goes_on):
        return False
    if claim.date.start and any(other.date.start for other in group):
        return False
    places = {site.place.id for site in claim.sites}
    if places & {site.place.id for other in group for site in other.sites}:
        return False
    span = claim.evidence[0].span
    if _ALSO.search(document.text, span.start, span.end):
        return False
    telling = [it for it in group if it.sub_event_type or _losses_of([it])] or group
    days = [
        other
        for it in telling
        if (other := it.date if it.date.start else it.setting_date) is not None
    ]
    # The day beside what was told first is that of the event; those of its details are guesses.
    return bool(days) and gap_days(day, days[0]) > 0


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
    telling = [it for it in group if it.sub_event_type or _losses_of([it])]
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
    telling = [it for it in group if it.sub_event_type or _losses_of([it])]
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


def _losses_of(claims: Iterable[Claim]) -> set[tuple[Measure, int]]:
    """Return the figures of an event itself: the year's toll may happen to be as high."""
    return {
        (figure.measure, figure.best)
        for claim in claims
        for figure in claim.casualties
        if figure.best and figure.scope is Scope.EVENT
    }


def _stances_fit(claim: Claim, group: Sequence[Claim], *, is_last: bool) -> bool:
    """Tell whether a claim's stance lets it belong to a group.

    A denial belongs to what it denies: to the allegation told with it, or to what another speaker
    asserted. An assertion belongs to a denied allegation only where the accuser's own word follows.
    """
    if claim.stance is Stance.ASSERTS:
        if not are_denied(group):
            return True
        deniers = {c.speaker.side for c in group if c.stance is Stance.DENIES and c.speaker}
        side = claim.speaker.side if claim.speaker else None
        return is_last and not claim.sites and side is not None and side not in deniers
    if are_denied(group):
        return True
    denier = claim.reported_through if claim.stance is Stance.ALLEGES else claim.speaker
    asserting = {c.speaker.side for c in group if c.stance is Stance.ASSERTS and c.speaker}
    has_other = bool(asserting - {denier.side if denier else None})
    return has_other and (claim.sub_event_type is None or bool(claim.sites) or is_last)


def are_denied(group: Sequence[Claim]) -> bool:
    """Tell whether claims tell of nothing but an allegation that somebody denies."""
    return Stance.ASSERTS not in map(_STANCE_OF, group)


def _dates_conflict(claim: Claim, group: Sequence[Claim]) -> bool:
    if claim.sub_event_type is SubEventType.AGREEMENT:
        # A truce comes after the fight that it ends.
        return any(gap_days(claim.date, other.date) > _TRUCE_DAYS for other in group)
    group = [c for c in group if c.sub_event_type is not SubEventType.AGREEMENT]
    if claim.course and claim.course.goes_on and claim.refers_back and not claim.sites:
        # "It went on into the night and started again this morning."
        return any(
            gap_days(claim.date, other.date) > 1 or _is_before(claim.date, other.date)
            for other in group
        )
    return any(
        gap_days(claim.date, other.date) or _weekdays_differ(claim, other) for other in group
    )


def _is_before(a: DateInterval, b: DateInterval) -> bool:
    return a.start is not None and b.start is not None and a.start < b.start


def _weekdays_differ(a: Claim, b: Claim) -> bool:
    return (
        a.date.weekday is not None
        and b.date.weekday is not None
        and a.date.weekday != b.date.weekday
    )


def gap_days(a: DateInterval, b: DateInterval) -> int:
    """Return the days between two intervals, 0 when they meet or when one is not known."""
    if a.start is None or b.start is None:
        return 0
    a_end, b_end = a.end or a.start, b.end or b.start
    return max((b.start - a_end).days, (a.start - b_end).days, 0)


def _sites_conflict(claim: Claim, group: Sequence[Claim], nearness: Nearness) -> bool:
    if not claim.sites:
        return False
    theirs = {
        key: site
        for other in group
        for key, site in index_sites(other.parties, other.sites).items()
    }
    if not theirs:
        return False
    gap = nearness.gap_km(index_sites(claim.parties, claim.sites), theirs)
    # A place without coordinates contradicts nothing.
    return nearness.same_document_km < gap < float("inf")
