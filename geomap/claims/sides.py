"""Whose losses a sentence tells: the side that its words name, or that follows from who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.lexicon import casualty_rules
from geomap.claims.owners import is_of_forces
from geomap.claims.patterns import compile_blind
from geomap.claims.side_inference import NO_STATE, infer_side, is_bare
from geomap.claims.speaker_lexicon import speaker_rules
from geomap.claims.struck import find_firing, find_target, is_struck
from geomap.model import Category, Measure

if TYPE_CHECKING:
    from geomap.claims.casualties import Loss
    from geomap.claims.frame import Frame, Memory, SentencePart
    from geomap.claims.speech import CountryMention
    from geomap.claims.structure import Sentence
    from geomap.model import Speaker

_SUBJECT_REACH: Final = 60
"""Characters between the name of a state and the people that it lost."""
_OF_ENEMY: Final = compile_blind(
    r"\s+(?:of|from|on)\s+the\s+(?:enemy|opposing|other|adversar|opponent|hostile)"
)
_OF_A_BODY: Final = re.compile(
    r"\s+(?:of|from|belonging\s+to)\s+(?:the\s+)?(?:[A-Z][a-z]+\s+(?=[A-Z]))?"
)
_WITHIN: Final = compile_blind(
    r"\b(?:in|inside|from|across)\s+(?:the\s+)?(?:(?:north|south|east|west)[\w-]*\s+)?$"
)
_OWN_FORCES: Final = compile_blind(
    r"\b(?:(?:its|their|our)\s+(?:own\s+|return\s+|retaliatory\s+)?"
    r"(?:forces|troops|army|soldiers|units|military|men|fire|strikes?|response|drones?|artillery)"
    r"|(?:it|they|we)\s+(?:had\s+|have\s+|has\s+|also\s+)?"
    r"(?:destroyed|struck|hit|repelled|attacked|eliminated|neutrali[sz]ed|shelled|shot\s+down"
    r"|brought\s+down|downed|beat\s+off))\b[^.;]{0,60}$"
    r"|\b(?:it|they|we)\s+(?:(?:had|have|has|also)\s+)*$"
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
_NEW_CLAUSE: Final = re.compile(r",\s*(?:and|while|but)\b")
# "The river that divides it from X": X lost nobody.
_NO_OWNER: Final = re.compile(
    r"\b(?:from|against|into|between|with|across|divid(?:es|ing)|separat(?:es|ing)|border(?:s|ing)?)"
    r"\s+(?:the\s+)?(?:\w+\s+and\s+)?$",
    re.IGNORECASE,
)
_NO_OWNER_REACH: Final = 40
_BEFORE_ZERO: Final = 20
_SIDE_REACH: Final = 60
"""Characters behind a loss in which "on the Thai side" stands."""
_BREAK: Final = re.compile(r"[.,;:]|\b(?:while|but|when|after|as)\b", re.IGNORECASE)
# "Turkish guns hit targets in Syria after a bomb had killed five": what came before is another's.
_BEFORE_THAT: Final = re.compile(
    r"\b(?:(?:hours|minutes|days|a\s+day|shortly|soon)\s+after|after|because|since|in\s+(?:response|"
    r"retaliation|reply|answer|revenge|reprisal)\s+(?:to|for)|in\s+return\s+for|following|over)\s+"
    r"(?:(?:an?|the|one|two|three|four|five|several|some|another|its|his|their)\s+)?[^,;]*$",
    re.IGNORECASE,
)
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
    speaker_side = find_local_speaker(loss, part, frame) or _side_of(part.speaker)
    for find, is_inferred in _WAYS:
        if told := find(loss, part, frame, speaker_side):
            return LossSide(told, is_inferred)
    people = loss.people
    if previous.country == NO_STATE and is_bare(people) and not _is_of_others(loss, part):
        # "36 of the attackers were killed and seven taken alive".
        return previous
    words = part.sentence.text[people.start : people.end]
    has_owner = bool(casualty_rules().cues.own.search(words))
    owner = _find_owner(loss, part, frame)
    if owner is None and has_owner and speaker_side in frame.pair:
        owner = speaker_side
    if owner is None and has_owner and part.speaker and part.speaker.is_group:
        owner = NO_STATE
    if owner:
        return LossSide(owner)
    is_listed = people.category is Category.MILITARY and previous.country not in {None, NO_STATE}
    if (previous.country in frame.pair or is_listed) and not _is_of_others(loss, part):
        return previous
    if _HIS.search(words) or _is_of_both(loss, part):
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
        is_held = is_held or _OWN_FORCES.search(text, 0, loss.verb_start)
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
    agent = _find_agent(loss, part, frame)
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


def find_local_speaker(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find who gives a figure inside a sentence of several: "Azerbaijan has counted 79 killed"."""
    sentence = part.sentence
    start = sentence.start + loss.start
    before = [c for c in frame.countries if sentence.start <= c.start and c.end <= start]
    if not before or before[-1].country not in frame.pair:
        return None
    if _NO_OWNER.search(frame.document.text, sentence.start, before[-1].start):
        # "Closed its border with Kosovo and announced": not Kosovo.
        return None
    if part.speaker and _WITHIN.search(frame.document.text, sentence.start, before[-1].start):
        # "A PKK spokesman in Iraq said": whoever he was, he is known.
        return None
    between = frame.document.text[before[-1].end : start]
    if _NEW_CLAUSE.search(between) or not speaker_rules().cues.tells.match(between):
        return None
    return before[-1].country


def _find_agent(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find who inflicted a loss: "killed by Armenian fire", "Armenian forces killed two"."""
    cues, sentence = casualty_rules().cues, part.sentence
    if loss.people.best == 0:
        return None
    if loss.is_active and not cues.suffers.match(sentence.text[loss.verb_start :]):
        if _OWN_FORCES.search(sentence.text[: loss.verb_start]):
            # "Yerevan said, adding that its forces killed five".
            return find_local_speaker(loss, part, frame) or _side_of(part.speaker)
        return _find_acting(loss, part, frame)
    by = cues.inflicted_by.match(frame.document.text, sentence.start + loss.verb_end, sentence.end)
    if by is None:
        return find_firing(loss, sentence, frame)
    agent = first_between(frame, by.end(), by.end() + 2)
    if agent is None or first_between(frame, agent.end + 4, agent.end + 6):
        # "After Indian and Bangladeshi forces clashed": whoever it was.
        return None
    return agent.country if _bears_arms(agent, sentence, frame) else None


def _find_acting(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find whose forces stand before an active verb, other than among its victims."""
    start = part.sentence.start
    victims = [(start + o.people.start, start + o.people.end) for o in part.losses]
    acting = [
        c.country
        for c in frame.countries
        if start <= c.start < start + loss.verb_start
        and not c.is_capital
        and not any(s <= c.start < e for s, e in victims)
        and not is_struck(c, part.sentence, frame.document.text)
        and not _BEFORE_THAT.search(frame.document.text, c.end, start + loss.verb_start)
        and _bears_arms(c, part.sentence, frame)
    ]
    return acting[-1] if acting else None


def _find_owner(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find whose loss it is by the words around: "Armenia lost 11", "of Azerbaijan's army"."""
    cues, sentence, text = casualty_rules().cues, part.sentence, frame.document.text
    end = sentence.start + loss.people.end
    if subject := _find_loser(loss, sentence, frame):
        return subject
    if behind := cues.owner_behind.match(text, end, sentence.end):
        owner = first_between(frame, behind.end(), behind.end() + 1)
        if owner and _bears_arms(owner, sentence, frame):
            return owner.country
    is_plain = not (loss.is_active or loss.is_cumulative or loss.people.nominal)
    if is_plain and loss.people.best != 0:
        return None
    if on_side := cues.side_behind.match(text, end, sentence.end):
        owner = first_between(frame, on_side.end(), on_side.end() + 1)
        if owner and not cues.ground.match(text, owner.end):
            return owner.country
    acts = loss.is_active and not cues.suffers.match(sentence.text[loss.verb_start :])
    # "Rwandan rebels killed eight tourists": whoever acts lost nobody.
    return None if acts else _find_subject(loss, sentence, frame)


def _find_loser(loss: Loss, sentence: Sentence, frame: Frame) -> str | None:
    """Find the state that has, or lost, these people: "the Armenian side has four killed"."""
    start, text = sentence.start + loss.people.start, frame.document.text
    return next(
        (
            mention.country
            for mention in frame.countries
            if sentence.start <= mention.start
            and mention.end < start <= mention.end + _SUBJECT_REACH
            and casualty_rules().cues.has_lost.fullmatch(text, mention.end, start)
        ),
        None,
    )


def _find_subject(loss: Loss, sentence: Sentence, frame: Frame) -> str | None:
    """Find the state that stands shortly before a loss: "Armenia lost 11 soldiers"."""
    start, text = sentence.start + loss.people.start, frame.document.text
    until = max(start, sentence.start + loss.verb_end)
    before = [
        c.country
        for c in frame.countries
        if sentence.start <= c.start < until
        and start - c.end < _SUBJECT_REACH
        and not casualty_rules().cues.weapon.match(text, c.end)
        and not casualty_rules().cues.bystander.match(text, c.end)
        and not casualty_rules().cues.ground.match(text, c.end)
        and not _NO_OWNER.search(text, max(sentence.start, c.start - _NO_OWNER_REACH), c.start)
    ]
    return before[-1] if before else None


def first_between(frame: Frame, first: int, last: int) -> CountryMention | None:
    """Return the first state whose name begins at a position from ``first`` to ``last``."""
    return next((c for c in frame.countries if first <= c.start <= last), None)


def _bears_arms(mention: CountryMention, sentence: Sentence, frame: Frame) -> bool:
    return is_of_forces(mention, frame.document.text, sentence.start, sentence.end)


def _other(side: str, pair: tuple[str, ...]) -> str | None:
    others = [code for code in pair if code != side]
    return others[0] if side in pair and len(others) == 1 else None


def _side_of(speaker: Speaker | None) -> str | None:
    return speaker.side if speaker else None
