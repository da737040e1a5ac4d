"""Losses that a sentence tells: how many of whom were killed, wounded, captured or missing.

First the people are found (`find_people`), then the words for what happened to them, then each
word takes its people: a passive or intransitive one from its left ("ten more were wounded"), an
active one from its right ("killing two"), a noun its own number ("207 losses").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.loss_words import list_loss_words
from geomap.claims.patterns import PatternTable
from geomap.claims.people import (
    ARTICLES,
    People,
    find_people,
    make_people,
    match_people,
)
from geomap.claims.tolls import (
    Loss,
    LossWord,
    drop_counted_twice,
    find_tolls,
    find_zeros,
    list_toll_patterns,
    make_loss,
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
_AND_THINGS: Final = re.compile(
    r"\b(?:was|were|been)\b[^.;]*?\band\s+(?:[\w-]+\s+){0,3}?(?:camps?|posts?|positions?|bases?|hide-?outs?|depots?|bunkers?|"
    r"tanks?|guns?|vehicles?|trucks?|boats?|houses?|buildings?|weapons|launchers?|drones?|caches?)\b",
    re.IGNORECASE,
)
_DIED: Final = re.compile(r"(?:died|dies|succumbed)\b", re.IGNORECASE)
_OF: Final = re.compile(r"\s+(?:of|from)\b")
_SEVERAL: Final = 2
_OWNER_REACH: Final = 7
"""Characters before people in which "their" stands."""
_AGENT_REACH: Final = 60
"""Characters before people in which "was hit by" stands."""
_OTHER_REACH: Final = 20
"""Characters behind people in which "of the other's" stands."""


def find_losses(sentence: str, *, masked: Sequence[tuple[int, int]] = ()) -> list[Loss]:
    """Find the losses that a sentence tells, in their order.

    Parameters
    ----------
    sentence
        The sentence's text.
    masked
        Half-open ranges, in the sentence, whose numbers are not of people: dates.
    """
    if not _all_words().wakes(sentence):
        return []
    tolls = [*find_tolls(sentence)]
    losses = [*tolls, *find_zeros(sentence)]
    words = list_loss_words(sentence)
    nominal = casualty_rules().nominal.values()
    if not words and not any(pattern.search(sentence) for pattern in nominal):
        # Numbers of people alone are no losses, and most sentences have not even those.
        return sorted(losses)
    people = find_people(sentence, masked=masked)
    # "Executed seven captured soldiers and a guard": who they were, not what befell them.
    words = [
        word
        for word in words
        if not any(it.start < word.start and word.end < it.end for it in people)
    ]
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
                is_beside = _is_beside(word, group, sentence)
                told = group._replace(
                    is_additive=group.is_additive or bool(is_more) or is_beside,
                    is_recalled=group.is_recalled and not is_beside,
                    is_aftermath=_tells_aftermath(word, sentence),
                )
                losses.append(make_loss(word, told))
    losses = _follow_to_death(drop_counted_twice(losses, tolls), sentence)
    return sorted([*losses, *_losses_of_captives(losses, sentence)])


def _is_beside(word: LossWord, group: People, sentence: str) -> bool:
    """Tell whether people fell beside those told before: "his driver was killed with him"."""
    cues = casualty_rules().cues
    return (
        not word.is_active
        and group.end <= word.start
        # "The driver, who was killed with him", "three privates who died with him": told before.
        and bool(
            cues.new_ones.match(sentence, group.start) or cues.of_his_own.match(sentence, group.end)
        )
        and bool(cues.with_them.match(sentence, word.end))
    )


def _follow_to_death(losses: Sequence[Loss], sentence: str) -> list[Loss]:
    """Count those as killed who "were wounded on Monday" and "succumbed", if nobody else did."""
    cues = casualty_rules().cues
    killed = {loss.verb_start for loss in losses if loss.measure is Measure.KILLED}
    ways = ((cues.who_was, cues.to_death), (cues.was_hit, cues.and_died))
    told: list[Loss] = []
    for loss in losses:
        match = None
        if loss.measure is Measure.WOUNDED and not loss.is_active:
            for subject, death in ways:
                if subject.fullmatch(sentence, loss.people.end, loss.verb_start):
                    match = match or death.match(sentence, loss.verb_end)
        is_death = match is not None and match.start("died") not in killed
        told.append(loss._replace(measure=Measure.KILLED) if is_death else loss)
    return told


def _losses_of_captives(losses: Sequence[Loss], sentence: str) -> list[Loss]:
    """Read what befell those whom the sentence tells as taken: "and executed them"."""
    cues = casualty_rules().cues
    killed = {loss.verb_start for loss in losses if loss.measure is Measure.KILLED}
    executed: list[Loss] = []
    for loss in (it for it in losses if it.measure is Measure.CAPTURED and not it.is_active):
        # "Five of its men had been abducted and executed".
        match = cues.and_executed.match(sentence, loss.verb_end)
        if match and match.start("died") not in killed:
            word = LossWord(*match.span("died"), Measure.KILLED, is_active=False)
            executed.append(make_loss(word, loss.people))
    if executed:
        return executed
    match = cues.killed_them.search(sentence)
    taken = [it for it in losses if it.measure is Measure.CAPTURED and it.is_active]
    if match is None or not taken or taken[-1].end > match.start():
        return []
    word = LossWord(match.start(), match.end(), Measure.KILLED, is_active=True)
    return [make_loss(word, taken[-1].people)]


def _nominal_losses(people: Sequence[People], sentence: str) -> Iterator[Loss]:
    freed = casualty_rules().cues.freed
    for group in people:
        if group.nominal is Measure.CAPTURED and freed.match(sentence, group.end):
            continue
        if group.nominal:
            yield make_loss(LossWord(group.start, group.end, group.nominal, is_active=False), group)


@lru_cache(maxsize=1)
def _all_words() -> PatternTable[None]:
    """Return what tells of losses, one way or another: most sentences have none of it."""
    rules = casualty_rules()
    counted = [*list_toll_patterns(), rules.patterns.zero]
    tables = (rules.passive, rules.active, rules.nominal)
    words = [pattern for table in tables for pattern in table.values()]
    return PatternTable((pattern, None) for pattern in (*counted, *words))


def _people_of(
    word: LossWord, sentence: str, people: Sequence[People], since: int, until: int
) -> list[People]:
    """Return the people that a word tells of, between the words before and behind it."""
    if word.is_active:
        single = None
        if _is_done_to(word, sentence):
            single = find_object(sentence, word.end, until)
        return _right_of(sentence, people, word.end, until, single)
    chosen = _left_of(sentence, people, since, word.start)
    if _is_done_to(word, sentence) and not _agrees(chosen, sentence, word.start):
        # "A couple whose son was shot dead": the son.
        whose = casualty_rules().cues.whose
        groups = [
            it
            for it in chosen
            if _is_group(it, sentence) and not whose.search(sentence, it.end, word.start)
        ]
        single = None if groups else find_subject(sentence, since, word.start)
        chosen = [single] if single else groups or _keep_collective(chosen, sentence)
    cues = casualty_rules().cues
    if word.measure is Measure.WOUNDED and cues.bodies.search(sentence, since, word.start):
        # "Two bodies, both with gunshot wounds".
        chosen = []
    elif sentence[word.start : word.end].lower() == "fell":
        # Rockets and prices fall too.
        chosen = [group for group in chosen if group.category is not Category.UNKNOWN]
    elif cues.of_things.match(sentence, word.start):
        # "13 of its vehicles were destroyed", "32 people were seized and six camps destroyed".
        chosen = [
            group
            for group in chosen
            if _is_called_people(group, sentence)
            and not _AND_THINGS.search(sentence, group.end, word.start)
        ]
    return [*chosen, *_find_together(word, sentence, people)] if chosen else []


def _find_together(word: LossWord, sentence: str, people: Sequence[People]) -> list[People]:
    """Find those whom a passive word befell as well: "was shot dead together with two guards"."""
    cue = casualty_rules().cues.together_with
    right = [it for it in people if it.start >= word.end and not it.nominal]
    if not right or not cue.fullmatch(sentence, word.end, right[0].start):
        return []
    return _list_behind(right, sentence)


def _tells_aftermath(word: LossWord, sentence: str) -> bool:
    """Tell whether people may have been counted before: "bodies of", "are among the wounded"."""
    cues = casualty_rules().cues
    return bool(
        cues.aftermath.search(sentence, word.start, word.end)
        or cues.among_those.search(sentence, 0, word.start)
    )


def _is_called_people(group: People, sentence: str) -> bool:
    rules = casualty_rules()
    return bool(
        rules.patterns.person.search(sentence, group.start, group.end)
        or rules.cues.collective.search(sentence, 0, group.start)
        or _is_group(group, sentence)
    )


def _is_done_to(word: LossWord, sentence: str) -> bool:
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


def _is_group(group: People, sentence: str) -> bool:
    """Tell whether one word stands for several people: "a couple", "a patrol of six"."""
    rules = casualty_rules()
    parties = (rules.patterns.party, rules.patterns.strong)
    return bool(
        rules.cues.couple.search(sentence, group.start, group.end)
        or any(it.match(sentence, group.start) for it in parties)
    )


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
    return _list_behind(right, sentence)


def _list_behind(right: Sequence[People], sentence: str) -> list[People]:
    """Return the first of the people behind a verb, and those listed with it."""
    cues = casualty_rules().cues
    chosen, end = [*right[:1]], right[0].end
    for group in right[1:]:
        between = sentence[end : group.start]
        if _tells(group, sentence, between) or cues.own_verb.match(sentence, group.end):
            break
        if between.strip() == "," and chosen[-1].best == 1 and _is_name(group, sentence):
            # "A lieutenant, Hernan Merino, and two privates".
            end = group.end
        elif cues.list_behind.fullmatch(between) or cues.list_resumed.fullmatch(between):
            chosen.append(group)
            end = group.end
    is_several = (chosen[0].best or 0) >= _SEVERAL
    return chosen[:1] if is_several and _is_detailed(chosen, sentence) else chosen


def _is_name(group: People, sentence: str) -> bool:
    return group.category is Category.UNKNOWN and sentence[group.start : group.end].istitle()


def _is_detailed(chosen: Sequence[People], sentence: str) -> bool:
    """Tell whether a list says who the first were: "two soldiers, a major and a captain"."""
    named = [group.best or 0 for group in chosen[1:]]
    cues = casualty_rules().cues
    is_list = named and cues.apposed.match(sentence, chosen[0].end)
    is_same = is_list and chosen[0].best == sum(named)
    if is_same and chosen[0].best == 1:
        # "A soldier, a corporal, was killed"; not "a soldier, Carlos Ruiz, and a driver".
        is_same = not sentence[chosen[0].end : chosen[1].start].strip(" ,0123456789")
    # "A couple, their son and a shepherd": kin of the first are others.
    reach = _OWNER_REACH
    is_kin = any(cues.his_own.search(sentence, it.start - reach, it.end) for it in chosen[1:])
    return bool(is_same) and not is_kin and not _is_of_others(chosen, sentence)


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
    while left and _is_agent(left[-1], sentence, until):
        left.pop()
    if not left:
        return []
    gap = sentence[left[-1].end : until]
    is_far = len(gap.split()) > _MAX_GAP_WORDS
    if is_far or cues.new_subject.search(gap) or cues.of_some.search(gap):
        return []
    chosen = left[-1:]
    # "They shot a man and his son, and both are dead".
    is_both = sentence[chosen[0].start :].lower().startswith("both")
    for group in reversed(left[: 0 if is_both else -1]):
        between = sentence[group.end : chosen[0].start]
        if _is_name(chosen[0], sentence) and _OF.match(between):
            # "A serviceman of ours, Parviz Teymurov, was wounded".
            continue
        is_kin = cues.his_own.match(sentence, group.start) and cues.named_kin.fullmatch(between)
        if is_kin or cues.list_before.fullmatch(between) or cues.list_resumed.fullmatch(between):
            chosen.insert(0, group)
    if len(chosen) == 1 and not is_both:
        return sorted([*find_listed(sentence, chosen[0].start, chosen[0].end), *chosen])
    return chosen[:1] if _is_detailed(chosen, sentence) else chosen


def _is_agent(group: People, sentence: str, until: int) -> bool:
    """Tell whether people did it, and somebody else died: "who was hit by a sniper, has died"."""
    cues = casualty_rules().cues
    if not _DIED.match(sentence, until):
        return False
    by = cues.done_by.search(sentence, max(0, group.start - _AGENT_REACH), group.start)
    return by is not None and not cues.told_anew.search(sentence, group.end, until)


def _is_of_others(listed: Sequence[People], sentence: str) -> bool:
    """Tell whether those behind the first are others: "two soldiers, a nurse and an officer"."""
    cues = casualty_rules().cues
    words = [sentence[it.start : it.end] for it in listed]
    return bool(cues.soldiers.fullmatch(words[0].lower().split()[-1])) and any(
        cues.police.search(told) or (it.category is Category.CIVILIAN and not cues.kin.search(told))
        for it, told in zip(listed[1:], words[1:], strict=True)
    )
