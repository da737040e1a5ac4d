"""What kind of event a sentence tells of, and whether it tells of one at all."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property, lru_cache
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


_TO_COME: Final = re.compile(
    r"(?:shells?|rockets?|missiles?|bombs?|mortars?)\s+(?:will|shall|might)\b(?!\s+have\b)",
    re.IGNORECASE,
)
"""What is feared of a weapon: "shells will fall"."""
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


class Told(NamedTuple):
    """What the triggers of a sentence tell."""

    sub_event: SubEventType | None
    position: int
    is_event: bool


_NOTHING: Final = Told(None, 0, is_event=False)


class EventReading:
    """How a sentence speaks of events.

    Most sentences tell of none, and are never asked for more: the cues around what is told are
    looked for when they are.

    Parameters
    ----------
    sentence
        Its text.
    told
        What its triggers tell; nothing when not given.
    """

    def __init__(self, sentence: str = "", told: Told = _NOTHING) -> None:
        self._sentence = sentence
        self.sub_event: Final = told.sub_event
        """The type of the event told; ``None`` for a detail of one told elsewhere, or for none."""
        self.position: Final = told.position
        """Of the trigger in the sentence; 0 without one."""
        self.is_event: Final = told.is_event

    @cached_property
    def is_denial(self) -> bool:
        """Whether it denies that something happened."""
        return _is_denial(self._sentence)

    @cached_property
    def is_generic(self) -> bool:
        """Whether it tells of a habit, or of a game."""
        cues = event_rules().cues
        return bool(cues.generic.search(self._sentence) or cues.sport.search(self._sentence))

    @cached_property
    def is_accident(self) -> bool:
        """Whether it tells of death and injury that nobody inflicted."""
        return bool(event_rules().cues.accident.search(self._sentence))


def read_event(sentence: str) -> EventReading:
    """Read whether a sentence tells of an event: its triggers, and the cues around them."""
    # Most sentences have no word for an event.
    awake = _triggers().list_awake(sentence)
    return EventReading(sentence, _read_triggers(sentence, awake) if awake else _NOTHING)


def _is_denial(sentence: str) -> bool:
    cues = event_rules().cues
    return bool(cues.denial.search(sentence) and not cues.denial_of_blame.search(sentence))


def _read_triggers(sentence: str, awake: Iterable[tuple[Pattern, Trigger]]) -> Told:
    counts: Counter[SubEventType] = Counter()
    weak: Counter[SubEventType] = Counter()
    negated: Counter[SubEventType] = Counter()
    first: int | None = None
    has_detail = False
    plain = _blank(sentence)
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
    if not counts and negated and _is_denial(sentence):
        # "Not a shot was fired, it said, calling the report disinformation": what did not happen
        # is what is denied.
        counts = negated
    if counts and not event_rules().cues.force.search(sentence):
        # "It is an attack on our stomachs": it may still be a detail of what was told before.
        has_detail = True
        counts.clear()
    return Told(_choose(counts), first or 0, bool(counts) or has_detail)


def _blank(sentence: str) -> str:
    """Blank names of rivers and hills in a sentence, and what it tells of years ago."""
    cues = event_rules().cues
    for cue in (cues.in_name, cues.long_past):
        for match in cue.finditer(sentence):
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
    if _has(cues.play, sentences, least=_LEAST_PLAYED) and any(
        cues.exercise.search(sentence) for sentence in sentences[:_LEAD]
    ):
        return True
    least = max(_LEAST_SENTENCES, math.ceil(_GENRE_SHARE * len(sentences)))
    return any(_has(cue, sentences, least=least) for cue in (cues.sport, cues.exercise))


def _has(cue: Pattern, sentences: Sequence[str], *, least: int) -> bool:
    """Tell whether a cue stands in so many sentences; it is searched where enough may have it."""
    awake = [sentence for sentence in sentences if cue.is_awake(sentence)]
    return len(awake) >= least and sum(bool(cue.search(it)) for it in awake) >= least


def is_unreal(sentence: str, position: int) -> bool:
    """Tell whether what stands at ``position`` is negated, feared, planned or called for."""
    negation = event_rules().cues.negation
    return _ends_near(negation, _clause_before(sentence, position)) or is_imagined(
        sentence, position
    )


def is_imagined(sentence: str, position: int) -> bool:
    """Tell whether what stands at ``position`` is feared, planned, called for or made up."""
    if _TO_COME.match(sentence, position):
        return True
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
