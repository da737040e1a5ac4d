"""Of which of several events a sentence speaks that goes on about one: "the raid"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.claims.lexicon import event_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Claim, Document, SubEventType


def choose_named(
    claim: Claim, groups: Sequence[list[Claim]], document: Document
) -> list[Claim] | None:
    """Choose the event whose kind a sentence names that goes on about one.

    Parameters
    ----------
    claim
        What the report tells next.
    groups
        The events that it may go on about, the one that was told last first.
    document
        The report.

    Returns
    -------
    list of Claim or None
        ``None`` where it names no kind, or one that no event has, or has a place or day to go by.
        So it is where the last event was told without its kind: it may be of any.
    """
    if not claim.refers_back or claim.sites or claim.date.start:
        return None
    if not any(it.sub_event_type for it in groups[0]):
        return None
    span = claim.evidence[0].span
    for pattern, kinds in event_rules().called:
        if pattern.search(document.text, span.start, span.end):
            return next((it for it in groups if _has_kind(it, kinds)), None)
    return None


def _has_kind(group: Sequence[Claim], kinds: frozenset[SubEventType]) -> bool:
    return any(it.sub_event_type in kinds for it in group)
