"""Whether a claim of a report goes on telling of an event told before it, or of another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.incidents.day_gaps import gap_days
from geomap.incidents.kinds import is_of_another_kind, losses_of
from geomap.incidents.nearness import index_sites
from geomap.incidents.stances import are_denied, stances_fit
from geomap.model import (
    Claim,
    DateInterval,
    Document,
    Stance,
    SubEventType,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.incidents.nearness import Nearness

_ALSO: Final = re.compile(r"\b(?:also|as\s+well|too)\b")
_TRUCE_DAYS: Final = 3
"""How long after a fight a truce still belongs to it."""
_RIGHT_BEFORE: Final = 80
"""From the day and place with which a sentence ends to the next one, at most."""
_BEHIND_ORDINAL: Final = 300
"""The same, behind "the second came": to the end of a paragraph."""
_ORDER: Final = re.compile(
    r"(?:^|[.!?\n]\W*)The\s+(?:second|third|fourth|fifth|other|next|last)\s+"
    r"(?:(?:one|attack|clash|incident|raid|strike|exchange|battle|ambush|fight|event)\s+)?"
    r"(?:came|was|took\s+place|occurred|happened|followed|began|started)\b[^.!?\n]*$"
)
_BESIDE_DAY: Final = 120
"""Between a day and a place of one sentence, at most."""
_OF_ONE_SPOT: Final = frozenset({SubEventType.MINE, SubEventType.ABDUCTION})
"""Two of them in one town are two, where a report says so."""


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
    if _is_of_other_states(claim, group) or _is_led_elsewhere(claim, group, document):
        return False
    if _is_bare(claim) and not are_denied(group):
        return True
    return not (
        _is_another(claim, group)
        or _is_set_apart(claim, group, document)
        or is_of_another_kind(claim, group, document)
        or not stances_fit(claim, group, is_last=is_last)
        or _dates_conflict(claim, group)
        or _sites_conflict(claim, group, nearness)
    )


def _is_of_other_states(claim: Claim, group: Sequence[Claim]) -> bool:
    """Tell whether a claim is of another section of a digest, by its own day or place.

    So is what neither tells an event nor counts: "Hanoi and Peking gave different accounts".
    """
    ours, theirs = set(claim.parties), set(group[-1].parties)
    has_own = bool(claim.sites) or claim.date.start is not None
    is_talk = claim.sub_event_type is None and not claim.casualties
    return (has_own or is_talk) and bool(ours) and bool(theirs) and not ours & theirs


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


def _tells_order(text: str, at: int) -> bool:
    """Tell whether the sentence of a place says that an event is the second, or the next."""
    return _ORDER.search(text, max(0, at - _BESIDE_DAY), at) is not None


def _is_led_elsewhere(claim: Claim, group: Sequence[Claim], document: Document) -> bool:
    """Tell whether a sentence before a claim leads over to another day and place.

    "The worst came on Thursday, 25 March, at the ford. Men in uniform took four villagers."
    """
    day, places = claim.setting_date, claim.setting
    if claim.sites or claim.date.start or claim.refers_back or not (places and day and day.span):
        return False
    led = [*(it.span.start for it in places), day.span.start]
    told = max(it.evidence[0].span.end for it in group)
    # "The second came on 5 June, at the ford. Here the losses are theirs.": what follows is of it.
    reach = _BEHIND_ORDINAL if _tells_order(document.text, min(led)) else _RIGHT_BEFORE
    is_right_before = 0 < claim.evidence[0].span.start - max(led) <= reach
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
    ours = losses_of([claim])
    theirs = losses_of(group)
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
    telling = [it for it in group if it.sub_event_type or losses_of([it])] or group
    days = [
        other
        for it in telling
        if (other := it.date if it.date.start else it.setting_date) is not None
    ]
    # The day beside what was told first is that of the event; those of its details are guesses.
    return bool(days) and gap_days(day, days[0]) > 0


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
