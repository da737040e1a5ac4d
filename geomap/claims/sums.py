"""Figures that are told one beside the other, and count together: "a sergeant and two privates"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.numbers import read_ordinal
from geomap.claims.side_inference import NO_STATE
from geomap.model import Category, Measure, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.claims.casualties import Loss
    from geomap.claims.frame import Frame, Memory, SentencePart
    from geomap.model import Casualty


_THIRD: Final = 3
"""From here on who is counted is one of those before: "a second man" may be of another event."""


def add_up(told: Iterable[tuple[Loss, Casualty]]) -> list[Casualty]:
    """Add up the figures of a sentence that are of the same side, measure and category.

    One word counts all that are listed with it, and "another" comes on top of the one before. Each
    sum spans the words of all its figures.
    """
    sums: list[tuple[Loss, Casualty]] = []
    for loss, figure in told:
        at = next(
            (
                number
                for number, (other, before) in enumerate(sums)
                if (loss.people.is_additive and _goes_on(figure, before))
                or (_has_same_word(loss, other) and _is_same_list(figure, before))
            ),
            None,
        )
        if at is None:
            sums.append((loss, figure))
        else:
            before = sums[at][1]
            category = figure.category if figure.category is before.category else Category.UNKNOWN
            whole = msgspec.structs.replace(_add(before, figure), category=category)
            sums[at] = (loss, whole)
    return [figure for _, figure in sums]


def add_to_last(
    figures: Sequence[Casualty], part: SentencePart, frame: Frame, memory: Memory
) -> list[Casualty]:
    """Add "another two", or "three more", to what the sentence before counted, and remember.

    Where a sentence names a day or a place of its own it tells another event.
    """
    figures = [_count_last(figure, part, memory) for figure in figures]
    is_more = any(loss.people.is_additive for loss in part.losses)
    is_beside = memory.counted is not None and memory.counted[0] == part.number - 1
    found = list(figures)
    if is_more and is_beside and not part.dates and not _names_place(part, frame):
        added = {id(figure) for figure in figures if _is_additive(figure, part)}
        before = memory.counted[1] if memory.counted else ()
        found = [
            next((_add(it, figure) for it in before if _goes_on(figure, it)), figure)
            if id(figure) in added
            else figure
            for figure in figures
        ]
    if found:
        memory.counted = (part.number, tuple(found))
    return found


def _count_last(figure: Casualty, part: SentencePart, memory: Memory) -> Casualty:
    """Count "a fifth victim died" as five where four were told before, or if it was of wounds."""
    loss = next((it for it in part.losses if _begins_with(figure, it, part)), None)
    number = read_ordinal(part.sentence.text[loss.start : loss.end]) if loss else None
    if loss is None or number is None or figure.best != 1:
        return figure
    told = (figure.measure, number - 1)
    is_late = _is_late_death(loss, part)
    if not is_late and (number < _THIRD or told not in memory.sides_of):
        return figure
    last = memory.sides_of.get(told)
    side = figure.side or (None if last == NO_STATE else last)
    memory.sides_of[figure.measure, number] = side
    return msgspec.structs.replace(
        figure,
        low=number,
        best=number,
        high=number,
        side=side,
        is_side_inferred=side is not None and (figure.is_side_inferred or figure.side is None),
    )


def _is_late_death(loss: Loss, part: SentencePart) -> bool:
    """Tell whether somebody died of wounds: an ordinal then counts those of one event."""
    is_death = loss.measure is Measure.KILLED
    cue = casualty_rules().cues.late_death
    return is_death and cue.match(part.sentence.text, loss.start) is not None


def _begins_with(figure: Casualty, loss: Loss, part: SentencePart) -> bool:
    """Tell whether a figure is, from its first word on, a loss of the sentence."""
    return figure.span is not None and figure.span.start == part.sentence.start + loss.start


def _is_additive(figure: Casualty, part: SentencePart) -> bool:
    """Tell whether a figure is, from its first word on, one that comes on top of another."""
    return any(
        it.people.is_additive
        and _begins_with(figure, it, part)
        and figure.best in (it.people.best, _count_listed(it, part))
        for it in part.losses
    )


def _count_listed(loss: Loss, part: SentencePart) -> int:
    """Count all whom the same word befell, if all are more: "his son and a guest died with him"."""
    listed = [it.people for it in part.losses if _has_same_word(it, loss)]
    return sum(it.best or 0 for it in listed) if all(it.is_additive for it in listed) else 0


def _goes_on(figure: Casualty, before: Casualty) -> bool:
    """Tell whether a figure counts on: "another three" are of the kind of those before."""
    if Category.UNKNOWN in {figure.category, before.category}:
        figure = msgspec.structs.replace(figure, category=before.category)
    return _is_same_count(figure, before)


def _names_place(part: SentencePart, frame: Frame) -> bool:
    return any(
        resolution.mention.kind is MentionKind.PLACE
        and part.sentence.start <= resolution.mention.start < part.sentence.end
        for resolution in frame.resolutions
    )


def _is_same_count(one: Casualty, other: Casualty) -> bool:
    return (one.measure, one.side, one.category, one.scope) == (
        other.measure,
        other.side,
        other.category,
        other.scope,
    )


def _is_same_list(one: Casualty, other: Casualty) -> bool:
    """Tell whether figures of one list add up: "Maria Ruiz and her three daughters"."""
    if Category.UNKNOWN in {one.category, other.category}:
        one = msgspec.structs.replace(one, category=other.category)
    return _is_same_count(one, other)


def _has_same_word(one: Loss, other: Loss) -> bool:
    return (one.verb_start, one.verb_end) == (other.verb_start, other.verb_end)


def _add(one: Casualty, other: Casualty) -> Casualty:
    """Add two figures; what is open in one is open in the sum."""
    span = other.span
    if one.span and other.span:
        span = msgspec.structs.replace(
            other.span,
            start=min(one.span.start, other.span.start),
            end=max(one.span.end, other.span.end),
        )
    return msgspec.structs.replace(
        other,
        low=_sum(one.low, other.low),
        best=_sum(one.best, other.best),
        high=_sum(one.high, other.high),
        category=one.category,
        span=span,
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
