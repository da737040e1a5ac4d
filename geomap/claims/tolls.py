"""Losses that are counted by a word for them all, or told to be none: "the toll rose to nine"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.numbers import parse_number
from geomap.claims.people import People, find_category, read_bounds
from geomap.model import Category, Measure

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from geomap.claims.patterns import Pattern

_ZERO_REACH: Final = 40
"""Characters before a reported zero in which it is said whose it is."""


class Loss(NamedTuple):
    """What happened to some people, half-open ``[start, end)`` over both words."""

    start: int
    end: int
    measure: Measure
    people: People
    is_active: bool
    """The people are the object: whoever stands before the verb is not their side."""
    verb_start: int
    verb_end: int
    is_cumulative: bool


class LossWord(NamedTuple):
    """A word for a loss, half-open ``[start, end)``."""

    start: int
    end: int
    measure: Measure
    is_active: bool


def make_loss(word: LossWord, group: People) -> Loss:
    """Make the loss of some people by a word that tells what happened to them."""
    return Loss(
        min(group.start, word.start),
        max(group.end, word.end),
        word.measure,
        group,
        word.is_active,
        word.start,
        word.end,
        is_cumulative=False,
    )


def list_toll_patterns() -> tuple[Pattern, ...]:
    """List what counts losses by a word for them all."""
    patterns = casualty_rules().patterns
    return (
        *(patterns.toll, patterns.tabled_toll),
        *(patterns.inverted_toll, patterns.corrected_toll),
        *(patterns.whole_party, patterns.survivors),
    )


def find_tolls(sentence: str) -> Iterator[Loss]:
    """Read "the death toll rose to 105", "put the number of its dead at 135"."""
    cues = casualty_rules().cues
    matches = (match for it in list_toll_patterns() for match in it.finditer(sentence))
    for match in matches:
        is_wounded = cues.toll_of_wounded.search(match["what"] or "")
        measure = Measure.WOUNDED if is_wounded else Measure.KILLED
        group = People(
            match.start("number"),
            match.end("number"),
            *read_bounds(parse_number(match["number"]), match["bound"]),
            find_category(match[0]),
            measure,
            is_additive=False,
        )
        yield make_loss(LossWord(match.start(), match.end(), measure, is_active=False), group)


def find_zeros(sentence: str) -> Iterator[Loss]:
    """Read reported zeros: "no losses", "was not wounded"; not of equipment."""
    rules = casualty_rules()
    for match in rules.patterns.zero.finditer(sentence):
        behind = sentence[match.end() :]
        if rules.cues.equipment.search(behind) or _is_untold(sentence, match):
            continue
        category = find_category(match[0])
        if category is Category.UNKNOWN:
            before = sentence[max(0, match.start() - _ZERO_REACH) : match.start()]
            category = find_category(before)
        words = (it for name, it in match.groupdict().items() if it and name != "nobody")
        for measure in _measures_of_zero(next(words, "loss")):
            start, end = match.span()
            group = People(start, end, 0, 0, 0, category, measure, is_additive=False)
            yield make_loss(LossWord(start, end, measure, is_active=False), group)


def drop_counted_twice(losses: Sequence[Loss], tolls: Sequence[Loss]) -> list[Loss]:
    """Keep one of a toll and the people that its number counts: "put its losses at nine dead".

    The people say more of who they were, the toll whose they are.
    """
    told = [it for it in losses if it not in tolls]
    kept = [it for it in tolls if not any(_contains(o.people, it.people) for o in told)]
    for loss in told:
        toll = next((it for it in tolls if _contains(loss.people, it.people)), loss)
        kept.append(loss._replace(start=min(loss.start, toll.start)))
    return kept


def _contains(one: People, other: People) -> bool:
    return one.start <= other.start and other.end <= one.end


def _is_untold(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether nothing is known, rather than nobody hurt: "it gave no casualties"."""
    cues = casualty_rules().cues
    return bool(
        cues.untold.search(match[0])
        or cues.untold_before.search(sentence, 0, match.start())
        or cues.untold_behind.match(sentence, match.end())
    )


def _measures_of_zero(word: str) -> tuple[Measure, ...]:
    cues = casualty_rules().cues
    if cues.tells_wounded.search(word):
        return (Measure.WOUNDED,)
    if cues.tells_killed.search(word):
        return (Measure.KILLED,)
    return (Measure.KILLED, Measure.WOUNDED)
