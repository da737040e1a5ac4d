"""Losses that a sentence tells: how many of whom were killed, wounded, captured or missing.

First the people are found (`find_people`), then the words for what happened to them, then each
word takes its people: a passive or intransitive one from its left ("ten more were wounded"), an
active one from its right ("killing two"), a noun its own number ("207 losses").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.lexicon import casualty_rules
from geomap.claims.numbers import parse_number
from geomap.claims.patterns import PatternTable
from geomap.claims.people import (
    ARTICLES,
    People,
    find_category,
    find_people,
    has_verb_next,
    make_people,
    match_people,
    read_bounds,
)
from geomap.claims.victims import find_listed, find_object, find_subject
from geomap.model import Category, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Loss", "People", "find_losses", "find_people"]

_MAX_GAP_WORDS: Final = 14
"""Between people and a passive word behind them."""
_MAX_OBJECT_GAP_WORDS: Final = 3
"""Between an active word and the people behind it."""
_CLAUSE: Final = re.compile(r"[^,;.]{0,60}")
_SEVERAL: Final = 2
_OTHER_REACH: Final = 20
"""Characters behind people in which "of the other's" stands."""
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


class _Word(NamedTuple):
    """A word for a loss, half-open ``[start, end)``."""

    start: int
    end: int
    measure: Measure
    is_active: bool


def find_losses(sentence: str, *, masked: Sequence[tuple[int, int]] = ()) -> list[Loss]:
    """Find the losses that a sentence tells, in their order.

    Parameters
    ----------
    sentence
        The sentence's text.
    masked
        Half-open ranges, in the sentence, whose numbers are not of people: dates.
    """
    losses = [*_toll_losses(sentence), *_zero_losses(sentence)]
    words = _list_words(sentence)
    nominal = casualty_rules().nominal.values()
    if not words and not any(pattern.search(sentence) for pattern in nominal):
        # Numbers of people alone are no losses, and most sentences have not even those.
        return sorted(losses)
    people = find_people(sentence, masked=masked)
    losses = [*_nominal_losses(people, sentence), *losses]
    taken = {loss.people for loss in losses}
    each_other = casualty_rules().cues.of_each_other
    for index, word in enumerate(words):
        since = words[index - 1].end if index else 0
        until = words[index + 1].start if index + 1 < len(words) else len(sentence)
        is_more = not word.is_active and casualty_rules().cues.also.search(sentence, 0, word.start)
        for group in _people_of(word, sentence, people, since, until):
            until_other = group.end + _OTHER_REACH
            if group not in taken and not each_other.search(sentence, group.start, until_other):
                taken.add(group)
                told = group._replace(is_additive=True) if is_more else group
                losses.append(_make_loss(word, told))
    return sorted([*losses, *_losses_of_captives(losses, sentence)])


def _losses_of_captives(losses: Sequence[Loss], sentence: str) -> list[Loss]:
    """Read what befell those whom the sentence tells as taken: "and executed them"."""
    match = casualty_rules().cues.killed_them.search(sentence)
    taken = [it for it in losses if it.measure is Measure.CAPTURED and it.is_active]
    if match is None or not taken or taken[-1].end > match.start():
        return []
    word = _Word(match.start(), match.end(), Measure.KILLED, is_active=True)
    return [_make_loss(word, taken[-1].people)]


def _make_loss(word: _Word, group: People) -> Loss:
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


def _nominal_losses(people: Sequence[People], sentence: str) -> Iterator[Loss]:
    freed = casualty_rules().cues.freed
    for group in people:
        if group.nominal is Measure.CAPTURED and freed.match(sentence, group.end):
            continue
        if group.nominal:
            yield _make_loss(_Word(group.start, group.end, group.nominal, is_active=False), group)


def _toll_losses(sentence: str) -> Iterator[Loss]:
    """Read "the death toll rose to 105", "put the number of its dead at 135"."""
    patterns, cues = casualty_rules().patterns, casualty_rules().cues
    tolls = (patterns.toll, patterns.inverted_toll, patterns.corrected_toll)
    for match in (match for pattern in tolls for match in pattern.finditer(sentence)):
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
        yield _make_loss(_Word(match.start(), match.end(), measure, is_active=False), group)


def _zero_losses(sentence: str) -> Iterator[Loss]:
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
        for measure in _measures_of_zero(match["noun"] or match["verb"] or match["verb2"]):
            start, end = match.span()
            group = People(start, end, 0, 0, 0, category, measure, is_additive=False)
            yield _make_loss(_Word(start, end, measure, is_active=False), group)


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


def _list_words(sentence: str) -> list[_Word]:
    """List the words for a loss in their order; where two overlap, the first kind counts."""
    found: list[_Word] = []
    for pattern, (measure, is_active) in _loss_words().list_awake(sentence):
        for match in pattern.finditer(sentence):
            if any(w.start < match.end() and match.start() < w.end for w in found):
                continue
            if is_active and _is_before_court(sentence, match):
                continue
            if _is_active(sentence, match) is is_active:
                found.append(_Word(match.start(), match.end(), measure, is_active))
    return sorted(found)


@lru_cache(maxsize=1)
def _loss_words() -> PatternTable[tuple[Measure, bool]]:
    """Return the words for each kind of loss, first those behind the people, then those before."""
    rules = casualty_rules()
    return PatternTable(
        (table[measure], (measure, is_active))
        for measure in rules.passive
        for table, is_active in ((rules.passive, False), (rules.active, True))
        if measure in table
    )


def _is_before_court(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether a killing is what somebody stands trial for: "charged with the murder of"."""
    cues = casualty_rules().cues
    return bool(cues.act.match(match[0]) and cues.court.search(sentence, 0, match.start()))


def _is_active(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether a verb has its people behind it: "killed four", not "were killed"."""
    cues = casualty_rules().cues
    if cues.auxiliary.search(sentence[: match.start()]) or cues.intransitive.match(match[0]):
        return False
    if cues.object_next.match(sentence, match.end()):
        return True
    rest = cues.second_verb.match(sentence[match.end() :])
    if rest is None:
        return False
    following = match_people(sentence, match.end() + rest.end())
    if following is None or following["number"].lower() == "no":
        return False
    return bool(
        following["noun"]
        or has_verb_next(sentence, following.end())
        or cues.bare_number_end.match(sentence[following.end() :])
    )


def _people_of(
    word: _Word, sentence: str, people: Sequence[People], since: int, until: int
) -> list[People]:
    """Return the people that a word tells of, between the words before and behind it."""
    if word.is_active:
        single = None
        if _is_done_to(word, sentence):
            single = find_object(sentence, word.end, until)
        return _right_of(sentence, people, word.end, until, single)
    chosen = _left_of(sentence, people, since, word.start)
    if _is_done_to(word, sentence) and not _agrees(chosen, sentence, word.start):
        single = find_subject(sentence, since, word.start)
        chosen = [single] if single else _keep_collective(chosen, sentence)
    if sentence[word.start : word.end].lower().startswith("fell"):
        # Rockets and prices fall too.
        return [group for group in chosen if group.category is not Category.UNKNOWN]
    if casualty_rules().cues.of_things.match(sentence, word.start):
        # "13 of its vehicles were destroyed".
        return [group for group in chosen if _is_called_people(group, sentence)]
    return chosen


def _is_called_people(group: People, sentence: str) -> bool:
    return bool(casualty_rules().patterns.person.search(sentence, group.start, group.end))


def _is_done_to(word: _Word, sentence: str) -> bool:
    """Tell whether a word says what somebody did to people, or what they died of.

    "He was shot dead", "was wounded", "died of his wounds"; but "he died", "lost his driver".
    """
    cues = casualty_rules().cues
    return (
        word.measure is Measure.WOUNDED
        or (
            word.measure is Measure.KILLED
            and cues.inflicted.match(sentence, word.start) is not None
        )
        or cues.died_of.match(sentence, word.start) is not None
    )


def _agrees(chosen: Sequence[People], sentence: str, verb: int) -> bool:
    """Tell whether a verb has people for its subject whose number is its own."""
    if not chosen:
        return False
    is_several = len(chosen) > 1 or (chosen[-1].best or _SEVERAL) > 1
    return not (is_several and casualty_rules().cues.singular.search(sentence, 0, verb))


def _keep_collective(chosen: list[People], sentence: str) -> list[People]:
    """Keep several people beside a verb of one where a noun makes them one: "a group of"."""
    cue = casualty_rules().cues.collective
    return [group for group in chosen if cue.search(sentence, 0, group.start)]


def _right_of(
    sentence: str, people: Sequence[People], start: int, until: int, single: People | None
) -> list[People]:
    """Return the people that an active verb acts on: the first, and those listed with it."""
    right = [group for group in people if start <= group.start < until and not group.nominal]
    if single and (not right or single.end <= right[0].start):
        right.insert(0, single)
    if not right or len(sentence[start : right[0].start].split()) > _MAX_OBJECT_GAP_WORDS:
        following = match_people(sentence, start + 1)
        # "Killed an unspecified number": an article alone counts nobody.
        is_count = following and (following["noun"] or following["number"].lower() not in ARTICLES)
        return [make_people(following, sentence)] if following and is_count else []
    chosen = right[:1]
    for group in right[1:]:
        between = sentence[chosen[-1].end : group.start]
        if _tells(group, sentence, between):
            break
        if casualty_rules().cues.list_behind.fullmatch(between):
            chosen.append(group)
    return chosen


def _tells(group: People, sentence: str, between: str) -> bool:
    """Tell whether somebody behind a comma gives the figure: "17 people, a doctor said"."""
    if between.strip() != ",":
        return False
    clause = _CLAUSE.match(sentence, group.end)
    return bool(clause and casualty_rules().cues.told_by_other.search(clause[0]))


def _left_of(sentence: str, people: Sequence[People], since: int, until: int) -> list[People]:
    """Return the people that a passive verb tells of: the nearest, and those listed with it."""
    cues = casualty_rules().cues
    left = [
        group
        for group in people
        if group.start >= since and group.end <= until and not group.nominal
    ]
    if not left:
        return []
    gap = sentence[left[-1].end : until]
    if len(gap.split()) > _MAX_GAP_WORDS or cues.new_subject.search(gap):
        return []
    chosen = left[-1:]
    # "They shot a man and his son, and both are dead".
    is_both = sentence[chosen[0].start :].lower().startswith("both")
    for group in reversed(left[: 0 if is_both else -1]):
        if cues.list_before.fullmatch(sentence[group.end : chosen[0].start]):
            chosen.insert(0, group)
    named = [group.best or 0 for group in chosen[1:]]
    if len(chosen) == 1 and not is_both:
        chosen = sorted([*find_listed(sentence, chosen[0].start, chosen[0].end), *chosen])
    # "Two soldiers, a major and a captain, were killed": the list says who the two were.
    is_list = named and sentence[chosen[0].end :].lstrip().startswith(",")
    return chosen[:1] if is_list and chosen[0].best == sum(named) else chosen
