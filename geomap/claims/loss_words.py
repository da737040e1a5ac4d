"""The words of a sentence that tell of losses: which people they are of is asked later."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.patterns import PatternTable
from geomap.claims.people import has_verb_next, match_people
from geomap.claims.tolls import LossWord
from geomap.model import Measure

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence


def list_loss_words(sentence: str) -> list[LossWord]:
    """List the words for a loss in their order; where two overlap, the first kind counts."""
    found: list[LossWord] = []
    old = _list_old_bodies(sentence)
    for pattern, (measure, is_active) in _loss_words().list_awake(sentence):
        for match in pattern.finditer(sentence):
            if any(w.start < match.end() and match.start() < w.end for w in found):
                continue
            if any(start <= match.start() < end for start, end in old):
                continue
            if is_active and _is_no_news(sentence, match):
                continue
            if _is_active(sentence, match) is is_active:
                found.append(LossWord(match.start(), match.end(), measure, is_active))
    return sorted([*found, *_list_likewise(sentence, sorted(found))])


def _list_likewise(sentence: str, words: Sequence[LossWord]) -> Iterator[LossWord]:
    """List what says a word again: "36 gunmen were killed, as were twelve policemen"."""
    for match in casualty_rules().cues.as_were.finditer(sentence):
        before = [word for word in words if word.end <= match.start()]
        if before and not before[-1].is_active and before[-1].measure is Measure.KILLED:
            yield LossWord(match.start(), match.end(), before[-1].measure, is_active=True)


def _list_old_bodies(sentence: str) -> list[tuple[int, int]]:
    """List where people are told whose bodies were found long after: "who fell in 1962"."""
    cues, active = casualty_rules().cues, casualty_rules().active[Measure.KILLED]
    bodies = [it for it in active.finditer(sentence) if cues.aftermath.match(it[0])]
    ends = [(it.start(), cues.of_old.match(sentence, it.end())) for it in bodies]
    return [(start, match.end()) for start, match in ends if match]


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


def _is_no_news(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether a killing is what somebody stands trial for, or long past.

    "Charged with the murder of", "gave back the bodies of".
    """
    cues = casualty_rules().cues
    if cues.act.match(match[0]):
        return cues.court.search(sentence, 0, match.start()) is not None
    is_body = cues.aftermath.match(match[0])
    return bool(is_body and cues.bodies_exchanged.search(sentence))


def _is_active(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether a verb has its people behind it: "killed four", not "were killed"."""
    cues = casualty_rules().cues
    if cues.auxiliary.search(sentence[: match.start()]) or cues.intransitive.match(match[0]):
        return False
    patterns = casualty_rules().patterns
    if cues.object_next.match(sentence, match.end()) or patterns.persons_next.match(
        sentence, match.end()
    ):
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
