"""What a report tells of an event that has no place: enough to be one, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.model import Stance, SubEventType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Claim, Document

_KINDS: Final = frozenset(
    {
        SubEventType.ATTACK,
        SubEventType.MINE,
        SubEventType.ABDUCTION,
        SubEventType.DISRUPTED_WEAPONS,
        SubEventType.LOOTING,
    }
)
"""Murders, bombs, kidnappings and sabotage are of one spot. Fighting, shelling and flights are
along a front, and say little without a place."""
_LEAD: Final = 200
"""Characters of a report in which its first sentence begins: that is its news."""
_FEW_DAYS: Final = 2
"""UCDP date_prec up to which a day is told, not a week."""


def is_told_without_place(document: Document, claims: Sequence[Claim]) -> bool:
    """Tell whether claims assert what happened, on a day or as the news of their report."""
    asserted = [it for it in claims if it.stance is Stance.ASSERTS and _tells_act(it)]
    if asserted and any((claim.date.precision or 9) <= _FEW_DAYS for claim in claims):
        # Its day may stand in the sentence before: "Wednesday's attack on the agency. Two bombs".
        return True
    first = claims[0]
    if asserted and first.opens_event:
        # What is told as one thing more is news as well: "In addition, a bomb went off at a bank",
        # "the second attack came at 11:35. A bomb had been left in the car park".
        return True
    if first not in asserted or first.refers_back or not first.evidence:
        return False
    return first.evidence[0].span.start - document.body_start < _LEAD


def _tells_act(claim: Claim) -> bool:
    """Tell whether a claim tells of what was done in one spot, or of a fight and whom it cost."""
    kind = claim.sub_event_type
    return kind in _KINDS or (kind is SubEventType.ARMED_CLASH and bool(claim.casualties))
