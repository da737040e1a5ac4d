"""What kind of event a sentence tells of, and whether it tells of one at all."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.lexicon import Trigger, event_rules
from geomap.claims.patterns import PatternTable, unite_bits
from geomap.model import SubEventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.claims.patterns import Pattern

_WINDOW: Final = 48
"""Characters before a trigger in which a cue of polarity counts."""
_CUE_REACH_WORDS: Final = 4
"""Words between a cue of polarity and what it is about."""


_LEAST_SENTENCES: Final = 3
_GENRE_SHARE: Final = 0.2
"""Of a report's sentences have the words of a game, or of an exercise."""
_LEAST_PLAYED: Final = 2
_LEAD: Final = 6
"""Sentences at the head of a report, which say what it is about."""


_KINDS: Final = frozenset(
    {
        SubEventType.SHELLING,
        SubEventType.AIR_STRIKE,
        SubEventType.MINE,
        SubEventType.ATTACK,
        SubEventType.ABDUCTION,
    }
)
"""What weak words for an attack leave to the kind that is told with them."""


class EventReading(NamedTuple):
    """How a sentence speaks of events."""

    sub_event: SubEventType | None
    """The type of the event told; ``None`` for a detail of one told elsewhere, or for none."""
    position: int
    """Of the trigger in the sentence; 0 without one."""
    is_event: bool
    is_denial: bool
    is_generic: bool
    is_accident: bool


class _Told(NamedTuple):
    """What the triggers of a sentence tell: the first fields of its `EventReading`."""

    sub_event: SubEventType | None
    position: int
    is_event: bool


_NOTHING: Final = _Told(None, 0, is_event=False)


def read_event(sentence: str) -> EventReading:
    """Read whether a sentence tells of an event: its triggers, and the cues around them."""
    cues = event_rules().cues
    is_denial = bool(cues.denial.search(sentence) and not cues.denial_of_blame.search(sentence))
    # Most sentences have no word for an event.
    awake = _triggers().list_awake(sentence)
    told = _read_triggers(sentence, awake, is_denial=is_denial) if awake else _NOTHING
    return EventReading(
        *told,
        is_denial=is_denial,
        is_generic=bool(cues.generic.search(sentence) or cues.sport.search(sentence)),
        is_accident=bool(cues.accident.search(sentence)),
    )


def _read_triggers(
    sentence: str, awake: Iterable[tuple[Pattern, Trigger]], *, is_denial: bool
) -> _Told:
    counts: Counter[SubEventType] = Counter()
    weak: Counter[SubEventType] = Counter()
    negated: Counter[SubEventType] = Counter()
    first: int | None = None
    has_detail = False
    plain = _blank_names(sentence)
    for pattern, trigger in awake:
        for match in pattern.finditer(plain):
            if is_unreal(sentence, match.start()):
                if trigger.sub_event and not is_imagined(sentence, match.start()):
                    negated[trigger.sub_event] += 1
                continue
            if trigger.sub_event is None:
                has_detail = True
            else:
                (weak if trigger.is_weak else counts)[trigger.sub_event] += 1
            first = match.start() if first is None else min(first, match.start())
    if counts.keys().isdisjoint(_KINDS):
        counts.update(weak)
    if is_denial and not counts:
        # "Not a shot was fired, it said, calling the report disinformation": what did not happen
        # is what is denied.
        counts = negated
    if counts and not event_rules().cues.force.search(sentence):
        # "It is an attack on our stomachs": it may still be a detail of what was told before.
        has_detail = True
        counts.clear()
    return _Told(_choose(counts), first or 0, bool(counts) or has_detail)


def _blank_names(sentence: str) -> str:
    """Blank the names of rivers and hills in a sentence: "Massacre River" tells of nothing."""
    for match in event_rules().cues.in_name.finditer(sentence):
        sentence = f"{sentence[: match.start()]}{' ' * len(match[0])}{sentence[match.end() :]}"
    return sentence


@lru_cache(maxsize=1)
def _triggers() -> PatternTable[Trigger]:
    return PatternTable((trigger.pattern, trigger) for trigger in event_rules().triggers)


def is_make_believe(sentences: Sequence[str]) -> bool:
    """Tell whether a whole report is about a game or an exercise, whose words are those of war."""
    cues = event_rules().cues
    # In most reports no sentence has such words.
    found = unite_bits(sentences)
    if not (cues.sport.wakes(found) or cues.exercise.wakes(found)):
        return False
    if sum(bool(cues.play.search(sentence)) for sentence in sentences) >= _LEAST_PLAYED and any(
        cues.exercise.search(sentence) for sentence in sentences[:_LEAD]
    ):
        return True
    return any(
        sum(bool(cue.search(sentence)) for sentence in sentences)
        >= max(_LEAST_SENTENCES, _GENRE_SHARE * len(sentences))
        for cue in (cues.sport, cues.exercise)
    )


def is_unreal(sentence: str, position: int) -> bool:
    """Tell whether what stands at ``position`` is negated, feared, planned or called for."""
    negation = event_rules().cues.negation
    return _ends_near(negation, _clause_before(sentence, position)) or is_imagined(
        sentence, position
    )


def is_imagined(sentence: str, position: int) -> bool:
    """Tell whether what stands at ``position`` is feared, planned, called for or made up."""
    return _ends_near(event_rules().cues.hypothetical, _clause_before(sentence, position))


def _clause_before(sentence: str, position: int) -> str:
    """Return what stands shortly before a position, in its clause."""
    before = sentence[max(0, position - _WINDOW) : position]
    breaks = [match.end() for match in event_rules().cues.clause_break.finditer(before)]
    return before[breaks[-1] :] if breaks else before


def _ends_near(cue: Pattern, before: str) -> bool:
    return any(
        len(before[match.end() :].split()) <= _CUE_REACH_WORDS for match in cue.finditer(before)
    )


def _choose(counts: Counter[SubEventType]) -> SubEventType | None:
    """Choose the type that a sentence is about: a named fight outranks its weapons."""
    if not counts:
        return None
    if len(counts) > 1:
        counts = Counter({k: v for k, v in counts.items() if k is not SubEventType.AGREEMENT})
    for specific in (SubEventType.MINE, SubEventType.AIR_STRIKE):
        if counts[specific] and len(counts) == 1 + (SubEventType.ARMED_CLASH in counts):
            return specific
    if counts[SubEventType.ARMED_CLASH]:
        return SubEventType.ARMED_CLASH
    return counts.most_common(1)[0][0]
