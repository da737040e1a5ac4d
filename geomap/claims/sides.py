"""Whose losses a sentence tells: the side that its words name, or that follows from who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.owners import IN_SERVICE_OF_OTHERS
from geomap.claims.patterns import compile_blind
from geomap.claims.side_inference import NO_STATE, infer_side, is_bare
from geomap.claims.side_roles import (
    OWN_FORCES,
    find_agent,
    find_local_speaker,
    find_owner,
    first_between,
    side_of,
)
from geomap.claims.speaker_lexicon import speaker_rules
from geomap.claims.struck import find_target
from geomap.model import Category, Measure

if TYPE_CHECKING:
    from geomap.claims.casualties import Loss
    from geomap.claims.frame import Frame, Memory, SentencePart

_OF_ENEMY: Final = compile_blind(
    r"\s+(?:of|from|on)\s+the\s+(?:enemy|opposing|other|adversar|opponent|hostile)"
)
_OF_A_BODY: Final = re.compile(
    r"\s+(?:of|from|belonging\s+to)\s+(?:the\s+)?(?:[A-Z][a-z]+\s+(?=[A-Z]))?"
)
# "They were pushed out with 1,000 killed, the commander declared": nobody says so of his own.
_DRIVEN_OUT: Final = re.compile(
    r"\b(?:pushed|driven|drove|thrown|beaten|repulsed|repelled|routed)\b[^.;]{0,40}"
    r"\bwith\s+(?:[\w,]+\s+){0,3}$",
    re.IGNORECASE,
)
_HIS: Final = re.compile(r"\b(?:his|her)\b", re.IGNORECASE)
_BOTH: Final = re.compile(
    r"\s+(?:on|from|of|for|among)\s+(?:both|the\s+two|either)\s+(?:sides?|countries|armies)\b",
    re.IGNORECASE,
)
# Who stands between the parties is of neither.
_BETWEEN: Final = re.compile(
    r"\bpeace-?keepers?\b|\bblue\s+helmets?\b|\b(?:UN|U\.N\.|OSCE|EU|AU)\s+(?:[\w-]+\s+)?"
    r"(?:monitors?|observers?|soldiers?|troops|officers?)\b|"
    rf"\b{IN_SERVICE_OF_OTHERS}",
    re.IGNORECASE,
)
# Of whoever speaks: "said it had lost nine men".
_IT_LOST: Final = re.compile(
    r"\b(?:it|they|we)\s+(?:(?:had|has|have|also|only|itself|themselves)\s+)*lost$", re.IGNORECASE
)
_BEFORE_ZERO: Final = 20
_SIDE_REACH: Final = 60
"""Characters behind a loss in which "on the Thai side" stands."""
_BREAK: Final = re.compile(r"[.,;:]|\b(?:while|but|when|after|as)\b", re.IGNORECASE)
_ATTACKERS_ALONE: Final = re.compile(r"\battackers?\b", re.IGNORECASE)
_ATTACKERS: Final = re.compile(r"\b(?:attackers?|fighters?)\b", re.IGNORECASE)


class LossSide(NamedTuple):
    """Whose loss it is: ISO alpha-3, or `NO_STATE`, or ``None`` where nothing tells."""

    country: str | None
    is_inferred: bool = False
    """The words for the people do not say so: who speaks, who struck or what stands before does."""


def find_side(
    loss: Loss, part: SentencePart, frame: Frame, memory: Memory, previous: LossSide
) -> LossSide:
    """Find the side that suffered a loss: by adjective, possessive, agent, list, or speaker.

    Parameters
    ----------
    loss
        What a sentence tells.
    part, frame
        The sentence and its document.
    memory
        Whose losses were told before.
    previous
        The side of the loss before it in the sentence.
    """
    speaker_side = find_local_speaker(loss, part, frame) or side_of(part.speaker)
    is_between = bool(_BETWEEN.search(_words_of(loss, part)))
    for find, is_inferred in _WAYS:
        if (told := find(loss, part, frame, speaker_side)) and not (is_between and is_inferred):
            return LossSide(told, is_inferred)
    people = loss.people
    if previous.country == NO_STATE and is_bare(people) and not _is_of_others(loss, part):
        # "36 of the attackers were killed and seven taken alive".
        return previous
    words = part.sentence.text[people.start : people.end]
    has_owner = bool(casualty_rules().cues.own.search(words))
    owner = find_owner(loss, part, frame)
    if owner is None and has_owner and speaker_side in frame.pair:
        owner = speaker_side
    has_owner = has_owner or bool(_IT_LOST.search(part.sentence.text, 0, loss.verb_end))
    if owner is None and has_owner and part.speaker and part.speaker.is_group:
        owner = NO_STATE
    if owner:
        return LossSide(owner)
    is_listed = people.category is Category.MILITARY and previous.country not in {None, NO_STATE}
    if (previous.country in frame.pair or is_listed) and not _is_of_others(loss, part):
        return previous
    if is_between or _HIS.search(words) or _is_of_both(loss, part):
        # "Two of his men", of somebody who is not known; "four dead on both sides".
        return LossSide(None)
    return LossSide(infer_side(loss, part, frame, memory, speaker_side), is_inferred=True)


def _find_named(
    loss: Loss, part: SentencePart, frame: Frame, speaker_side: str | None
) -> str | None:
    """Find the side that the words for the people name: "two Thai rangers", "on our side"."""
    start, people = part.sentence.start, loss.people
    # "Five dead Congolese": the noun may be the last word.
    end = start + people.end + (people.nominal is not None)
    named = [c for c in frame.countries if start + people.start <= c.start <= end]
    land = casualty_rules().cues.of_no_state.search(part.sentence.text, people.start, people.end)
    if land and all(land.start() <= c.start - start < land.end() for c in named):
        return NO_STATE
    if named:
        # "A Kosovo Albanian police officer".
        return next(
            (c.country for c in reversed(named) if c.country in frame.pair), named[-1].country
        )
    fronted = _find_fronted(loss, part, frame)
    return _resolve_fronted(fronted, frame, speaker_side) if fronted else None


def _find_opposed(
    loss: Loss, part: SentencePart, frame: Frame, speaker_side: str | None
) -> str | None:
    """Find whom a side calls its enemy, or holds: "it acknowledges holding 30 prisoners"."""
    if speaker_side is None:
        return None
    cues, text, people = casualty_rules().cues, part.sentence.text, loss.people
    words = _words_of(loss, part)
    is_held = people.nominal is Measure.CAPTURED and cues.holds.search(text[: people.start])
    if loss.is_active and loss.measure is Measure.CAPTURED:
        # "It shot down two jets and captured a pilot": nobody captures his own.
        is_held = is_held or OWN_FORCES.search(text, 0, loss.verb_start)
    is_enemy = (
        cues.enemy.search(words)
        or _OF_ENEMY.match(text, people.end)
        or _DRIVEN_OUT.search(text, 0, people.start)
    )
    return _find_enemy(speaker_side, frame, words) if is_enemy or is_held else None


def _find_plain(
    loss: Loss, part: SentencePart, frame: Frame, speaker_side: str | None
) -> str | None:
    """Find militants, who are neither state's losses whoever speaks of them, and "its dead"."""
    cues, words = casualty_rules().cues, _words_of(loss, part)
    if loss.people.best == 0:
        # "The guerrillas had lost no one".
        words = part.sentence.text[max(0, loss.start - _BEFORE_ZERO) : loss.people.end]
    if cues.stateless.search(words) or _are_of_group(loss, part, words):
        return NO_STATE
    if _ATTACKERS_ALONE.search(words) and cues.stateless.search(frame.document.text):
        # "Militants stormed the post. Four attackers died".
        return NO_STATE
    is_own = loss.people.nominal and speaker_side in frame.pair and cues.own.search(words)
    return speaker_side if is_own else None


def _are_of_group(loss: Loss, part: SentencePart, words: str) -> bool:
    """Tell whether people are an armed group's: "six PKK members", "members of the Kurdish YPG"."""
    groups, text = speaker_rules().groups, part.sentence.text
    joined = _OF_A_BODY.match(text, loss.people.end)
    behind = groups.named.match(text, joined.end()) if joined else None
    group = groups.named.search(words) or behind
    return group is not None and not groups.of_their_land.fullmatch(group[0])


def _find_struck(
    loss: Loss, part: SentencePart, frame: Frame, _speaker_side: str | None
) -> str | None:
    """Find the side whose people the other one hit: "killed by Armenian fire"."""
    agent = find_agent(loss, part, frame)
    if agent and loss.is_active:
        # "Fired on Ethiopian migrants and killed five of them": of whom they hit.
        target = find_target(loss, part.sentence, frame)
        if target not in {None, agent, *frame.pair}:
            return target
    return _find_enemy(agent, frame, _words_of(loss, part)) if agent else None


def _find_target(
    loss: Loss, part: SentencePart, frame: Frame, _speaker_side: str | None
) -> str | None:
    """Find whose forces or ground were hit, unless those who hit them are told of."""
    if loss.people.best == 0 or casualty_rules().cues.enemy.search(_words_of(loss, part)):
        return None
    return find_target(loss, part.sentence, frame)


def _is_of_others(loss: Loss, part: SentencePart) -> bool:
    """Tell whether a figure is of others than the one before: "and those of the army"."""
    before = [it.end for it in part.losses if it.end <= loss.people.start]
    cue = casualty_rules().cues.of_others
    return bool(cue.search(part.sentence.text, max(before, default=0), loss.people.start))


_WAYS: Final = (
    (_find_named, False),
    (_find_opposed, True),
    (_find_plain, False),
    (_find_struck, True),
    (_find_target, True),
)
"""Of finding a side in a sentence, the surest first, and whether it is inferred."""


def _words_of(loss: Loss, part: SentencePart) -> str:
    """Return the words for the people; a toll's say more: "put the number of its dead at 135"."""
    people = loss.people
    first, last = (loss.start, loss.end) if people.nominal else (people.start, people.end)
    return part.sentence.text[first:last]


def _is_of_both(loss: Loss, part: SentencePart) -> bool:
    """Tell whether people are counted for both sides: "four soldiers fell on both sides"."""
    return any(_BOTH.match(part.sentence.text, end) for end in (loss.people.end, loss.end))


def _find_fronted(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find on whose side a loss is told to be: "On the Thai side two were killed"."""
    start, text = part.sentence.start, part.sentence.text
    cue = casualty_rules().cues.on_side
    ahead = [*cue.finditer(text, 0, loss.people.start)]
    if ahead and ";" not in text[ahead[-1].end() : loss.people.start]:
        last = ahead[-1]
    else:
        end = max(loss.people.end, loss.verb_end)
        behind = cue.search(text, end, end + _SIDE_REACH)
        if behind is None or _BREAK.search(text, end, behind.start()):
            return None
        last = behind
    named = first_between(frame, start + last.start(), start + last.end())
    return named.country if named else last["whose"].lower()


def _resolve_fronted(whose: str, frame: Frame, speaker_side: str | None) -> str | None:
    """Return the side that is meant by a state's code, "our" or "the enemy"."""
    if whose.isupper():
        return whose
    speaking = speaker_side if speaker_side in frame.pair else None
    if whose in {"our", "its", "his", "her", "their"}:
        return speaking
    return _find_enemy(speaking, frame, "attackers") if speaking else None


def _find_enemy(side: str, frame: Frame, words: str) -> str | None:
    """Find whom a side means by its enemy; "attackers" are the other state's if it has forces."""
    other = _other(side, frame.pair)
    if _ATTACKERS.search(words) and (
        other not in frame.owners.forces
        or casualty_rules().cues.stateless.search(frame.document.text)
    ):
        return NO_STATE
    return other


def _other(side: str, pair: tuple[str, ...]) -> str | None:
    others = [code for code in pair if code != side]
    return others[0] if side in pair and len(others) == 1 else None
