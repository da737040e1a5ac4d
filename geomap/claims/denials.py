"""Denials: what is denied, as somebody's allegation, and the denial as a claim of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.claims.compose import Voice, make_claim
from geomap.claims.lexicon import event_rules
from geomap.claims.speaker_lexicon import speaker_rules
from geomap.claims.speech import name_speaker
from geomap.model import Speaker, Stance

if TYPE_CHECKING:
    from geomap.claims.frame import Frame, Memory, SentencePart
    from geomap.claims.structure import Sentence
    from geomap.model import Claim

_MIN_CLAUSE: Final = 20
"""Characters that the first of two clauses has at least."""
_DENIAL_REACH: Final = 3
"""Sentences after a denial within which the same speaker's zeros belong to it."""
_OWNER_REACH: Final = 30
"""Characters before a medium in which its state is named."""


def split_denial(sentence: Sentence) -> list[Sentence]:
    """Split "denied that ..., and said that ..." into what is denied and what is said instead.

    Returns
    -------
    list of Sentence
        The clauses; the sentence itself where it has no such turn.
    """
    at = _find_turn(sentence.text)
    if at is None:
        return [sentence]
    first, rest = sentence.text[:at], sentence.text[at:]
    rest = rest.lstrip(" ,\n\t\u00a0")
    cut = sentence.start + at
    return [
        *split_denial(sentence._replace(end=cut, text=first)),
        *split_denial(sentence._replace(start=sentence.end - len(rest), text=rest)),
    ]


def _find_turn(text: str) -> int | None:
    """Find where a sentence turns from a denial to an assertion, or the other way."""
    cues = event_rules().cues
    denial = cues.denial.search(text)
    if denial is None:
        return None
    turn = cues.but_said.search(text, denial.end()) or cues.and_denied.search(text)
    return turn.start() if turn and turn.start() >= _MIN_CLAUSE else None


def is_denial(part: SentencePart, memory: Memory) -> bool:
    """Tell whether a sentence denies an event, or goes on denying it with reported zeros."""
    if part.reading.is_denial:
        return True
    if memory.denial is None or part.number - memory.denial[0] > _DENIAL_REACH:
        return False
    # "Its personnel was not wounded": the same speaker goes on denying.
    zeros = part.losses and all(loss.people.best == 0 for loss in part.losses)
    return bool(zeros) and part.speaker in {memory.denial[1], None}


def make_denial(part: SentencePart, frame: Frame, memory: Memory) -> list[Claim]:
    """Make the claims of a denial: what is denied, as an allegation, and the denial itself.

    A denial of what was told before gives the denial alone, one that says nothing gives none.
    """
    tells_losses = any(loss.people.best for loss in part.losses)
    is_follow_up = not part.reading.is_event and not tells_losses
    denies_again = event_rules().cues.anaphoric_denial.search(part.sentence.text)
    if is_follow_up and not (part.losses or denies_again):
        return []
    if is_follow_up and _denies_talk(part, memory):
        return []
    denies = make_claim(part, frame, memory, Voice(part.speaker, Stance.DENIES))
    memory.denial = (part.number, part.speaker)
    if is_follow_up:
        return [denies]
    source = _find_rumour_source(part, frame)
    alleged = make_claim(part, frame, memory, Voice(source, Stance.ALLEGES, part.speaker))
    return [alleged, denies]


def _denies_talk(part: SentencePart, memory: Memory) -> bool:
    """Tell whether what is denied is what another said just before, of nothing that happened.

    "The president says that his neighbour shelters rebels. The neighbour denies this."
    """
    if memory.talk is None or part.speaker is None:
        return False
    number, side = memory.talk
    return part.number - number == 1 and side is not None and side != part.speaker.side


def _find_rumour_source(part: SentencePart, frame: Frame) -> Speaker | None:
    """Find who is said to have spread what is denied: "circulated in Armenian social media"."""
    start, end = part.sentence.start, part.sentence.end
    for pattern, name in speaker_rules().unofficial.list_awake(part.sentence.text):
        for match in pattern.finditer(frame.document.text, start, end):
            reach = range(match.start() - _OWNER_REACH, match.start())
            owner = next((c.country for c in frame.countries if c.start in reach), None)
            if owner:
                label = f"{name} ({frame.names.get(owner, owner)})"
                return Speaker(name=label, official=False)
    if part.speaker is None:
        return None
    accused = {c.country for c in frame.countries if start <= c.start < end}
    others = (code for code in frame.pair if code != part.speaker.side and code in accused)
    other = next(others, None)
    if other is None:
        return None
    return Speaker(name=name_speaker("Government", other, frame.names), side=other)
