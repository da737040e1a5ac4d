"""What a report of other matters tells in one sentence, in passing: it is none of its news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.events import read_event
from geomap.claims.structure import find_headline
from geomap.model import DateBasis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.claims.frame import SentencePart
    from geomap.model import Claim, Document

_LEAD: Final = 2
"""Sentences in which a report says what its news is."""


def mark_passing(
    claims: Sequence[Claim], document: Document, parts: Sequence[Sequence[SentencePart]]
) -> list[Claim]:
    """Mark the only claim of a report that is about something else.

    "Brokers also pointed to the two states, whose armies have fought along their border": nobody
    would look for an event there. It is none where it names its place or its dead, or where the
    headline or the lead tell of an event.

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
    if document.published and only.date.basis is DateBasis.NONE:
        # Of no day, although the report has one: what it tells was long ago.
        return list(claims)
    headline = find_headline(document)
    is_news = _tell_event(it for clauses in parts[:_LEAD] for it in clauses) or (
        headline is not None and read_event(document.text[slice(*headline)]).sub_event is not None
    )
    return list(claims) if is_news else [msgspec.structs.replace(only, in_passing=True)]


def _tell_event(parts: Iterable[SentencePart]) -> bool:
    return any(it.reading.sub_event is not None for it in parts)
