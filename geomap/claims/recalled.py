"""Tolls of long ago that a report tells again without their day.

"A clash in June that killed 20 soldiers" is followed by "since a brawl left 20 soldiers dead": so
many of a kind are the same, and not the losses of what the report brings as news.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.claims.dates import is_background

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from geomap.claims.frame import SentencePart
    from geomap.model import Measure

_LEAD: Final = 2
"""Sentences in which a report says what its news are."""
_MANY: Final = 10
"""So many people are seldom counted in two events of one report."""
_FEW_DAYS: Final = 2
_NO_PRECISION: Final = 9
"""UCDP date_prec of a day or two, and beyond all of them."""

Tolls = frozenset[tuple["Measure", int]]


def list_recalled_tolls(
    parts: Sequence[Sequence[SentencePart]], published: dt.date | None
) -> Tolls:
    """List how many the report says to have been lost long ago, and not in its news.

    Parameters
    ----------
    parts
        Of each sentence: itself, or its clauses.
    published
        Day that its dates are counted from; without one nothing is long ago.
    """
    if published is None:
        return frozenset()
    every = [part for clauses in parts for part in clauses if part.losses]
    past = _list_tolls(part for part in every if _is_past(part, published))
    lead = _list_tolls(part for clauses in parts[:_LEAD] for part in clauses)
    news = _list_tolls(part for part in every if _has_day(part, published))
    return past - lead - news


def tells_recalled(part: SentencePart, tolls: Tolls, published: dt.date | None) -> bool:
    """Tell whether all that a sentence counts was counted long ago, and it names no day."""
    told = {(loss.measure, loss.people.best) for loss in part.losses}
    return bool(told) and told <= tolls and not _has_day(part, published)


def _list_tolls(parts: Iterable[SentencePart]) -> Tolls:
    return frozenset(
        (loss.measure, loss.people.best)
        for part in parts
        for loss in part.losses
        if loss.people.best is not None and loss.people.best >= _MANY
    )


def _is_past(part: SentencePart, published: dt.date) -> bool:
    """Tell whether a sentence names days, and all of them of long ago."""
    dates = [it.interval for it in part.dates if not it.is_said]
    return bool(dates) and all(is_background(it, published) for it in dates)


def _has_day(part: SentencePart, published: dt.date | None) -> bool:
    """Tell whether a sentence names a day of late."""
    return any(
        (it.interval.precision or _NO_PRECISION) <= _FEW_DAYS
        and not is_background(it.interval, published)
        for it in part.dates
        if not it.is_said
    )
