"""Who inflicted a loss and who bore it, by the grammar of its sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.owners import is_of_forces
from geomap.claims.patterns import compile_blind
from geomap.claims.speaker_lexicon import speaker_rules
from geomap.claims.struck import find_firing, is_struck

if TYPE_CHECKING:
    from geomap.claims.casualties import Loss
    from geomap.claims.frame import Frame, SentencePart
    from geomap.claims.speech import CountryMention
    from geomap.claims.structure import Sentence
    from geomap.model import Speaker

_SUBJECT_REACH: Final = 60
"""Characters between the name of a state and the people that it lost."""
_WITHIN: Final = compile_blind(
    r"\b(?:in|inside|from|across)\s+(?:the\s+)?(?:(?:north|south|east|west)[\w-]*\s+)?$"
)
OWN_FORCES: Final = compile_blind(
    r"\b(?:(?:its|their|our)\s+(?:own\s+|return\s+|retaliatory\s+)?"
    r"(?:forces|troops|army|soldiers|units|military|men|fire|strikes?|response|drones?|artillery)"
    r"|(?:it|they|we)\s+(?:had\s+|have\s+|has\s+|also\s+)?"
    r"(?:destroyed|struck|hit|repelled|attacked|eliminated|neutrali[sz]ed|shelled|shot\s+down"
    r"|brought\s+down|downed|beat\s+off))\b[^.;]{0,60}$"
    r"|\b(?:it|they|we)\s+(?:(?:had|have|has|also)\s+)*$"
)
_NEW_CLAUSE: Final = re.compile(r",\s*(?:and|while|but)\b")
# "The river that divides it from X": X lost nobody.
_NO_OWNER: Final = re.compile(
    r"\b(?:from|against|into|between|with|across|divid(?:es|ing)|separat(?:es|ing)|border(?:s|ing)?)"
    r"\s+(?:the\s+)?(?:\w+\s+and\s+)?$",
    re.IGNORECASE,
)
_NO_OWNER_REACH: Final = 40
# "Turkish guns hit targets in Syria after a bomb had killed five": what came before is another's.
_BEFORE_THAT: Final = re.compile(
    r"\b(?:(?:hours|minutes|days|a\s+day|shortly|soon)\s+after|after|because|since|in\s+(?:response|"
    r"retaliation|reply|answer|revenge|reprisal)\s+(?:to|for)|in\s+return\s+for|following|over)\s+"
    r"(?:(?:an?|the|one|two|three|four|five|several|some|another|its|his|their)\s+)?[^,;]*$",
    re.IGNORECASE,
)


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


def find_agent(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find who inflicted a loss: "killed by Armenian fire", "Armenian forces killed two"."""
    cues, sentence = casualty_rules().cues, part.sentence
    if loss.people.best == 0:
        return None
    if loss.is_active and not cues.suffers.match(sentence.text[loss.verb_start :]):
        if OWN_FORCES.search(sentence.text[: loss.verb_start]):
            # "Yerevan said, adding that its forces killed five".
            return find_local_speaker(loss, part, frame) or side_of(part.speaker)
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


def find_owner(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
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


def side_of(speaker: Speaker | None) -> str | None:
    """Return the state that somebody speaks for, if it is known."""
    return speaker.side if speaker else None
