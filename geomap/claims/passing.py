"""What a report of other matters tells in one sentence, in passing: it is none of its news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.events import read_event
from geomap.claims.structure import find_headline
from geomap.model import SubEventType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.claims.events import EventReading
    from geomap.claims.frame import SentencePart
    from geomap.model import Claim, Document

_LEAD: Final = 2
"""Sentences in which a report says what its news is."""
_GENERAL: Final = frozenset({None, SubEventType.ARMED_CLASH, SubEventType.ATTACK})
"""Of a fight and an attack people speak who mean neither; of shells and air raids, hardly."""


def mark_passing(
    claims: Sequence[Claim], document: Document, parts: Sequence[Sequence[SentencePart]]
) -> list[Claim]:
    """Mark the only claim of a report that is about something else.

    "Brokers also pointed to the two states, whose armies have fought along their border": nobody
    would look for an event there. It is none where it names its place, its dead or a weapon, or
    where the headline or the lead tell of an event.

    Parameters
    ----------
    claims
        All of the report.
    document
        The report.
    parts
        Of each of its sentences: itself, or its clauses.
    """
    only = claims[0] if len(claims) == 1 else None
    if only is None or only.sites or only.casualties:
        return list(claims)
    if only.sub_event_type not in _GENERAL:
        return list(claims)
    headline = find_headline(document)
    head = read_event(document.text[slice(*headline)]) if headline else None
    lead = [it.reading for clauses in parts[:_LEAD] for it in clauses]
    if any(_tells_event(it) for it in [*lead, *([head] if head else [])]):
        return list(claims)
    return [msgspec.structs.replace(only, in_passing=True)]


def _tells_event(reading: EventReading) -> bool:
    return reading.sub_event not in {None, SubEventType.AGREEMENT}
