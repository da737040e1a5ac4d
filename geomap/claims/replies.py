"""What a side answers to what was told of it: that it was so, that it was not, or not by it.

Such a sentence often tells no event of its own: "Kyiv denies it all", "Kigali said that defensive
measures were taken". It adds a voice to what was told before, and neither a place nor a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.claims.speaker_lexicon import speaker_rules
from geomap.model import Claim, DateInterval, Evidence, Span, Speaker, Stance

if TYPE_CHECKING:
    from geomap.claims.frame import Frame, Memory, SentencePart

_REPORT: Final = "report"
_GROUP: Final = "group"
"""Who tells an event that is no state: the report in its own words, and armed groups."""
REACH: Final = 6
"""Sentences after one that tells an event within which an answer is one to it."""


def make_replies(part: SentencePart, frame: Frame, memory: Memory) -> list[Claim]:
    """Make the claims of a sentence in which a party answers what was told of it.

    One claim that asserts or denies; both of a side that denies its part in what it does not deny.

    Parameters
    ----------
    part
        A sentence that tells no event.
    frame
        Its document.
    memory
        When an event was told last; updated.
    """
    speaker = part.speaker
    if memory.told is None or part.number - memory.told > REACH:
        return []
    if speaker is None or not (speaker.is_group or _speaks_for(speaker, frame)):
        return []
    stances = _read_stances(part.sentence.text, is_answer=_is_answer(part, memory))
    return [_make_reply(part, frame, memory, stance) for stance in stances]


def make_deed_denial(part: SentencePart, frame: Frame, memory: Memory) -> list[Claim]:
    """Make the denial of a side that says of a deed told before that it did not do it.

    "Its forces had not fired a single round" names a deed, and tells none.
    """
    is_other = part.losses or part.dates or not _is_answer(part, memory)
    if is_other or not speaker_rules().replies.deed.search(part.sentence.text):
        return []
    found = make_replies(part, frame, memory)
    return found if [it.stance for it in found] == [Stance.DENIES] else []


def _speaks_for(speaker: Speaker, frame: Frame) -> bool:
    """Tell whether somebody speaks for one of the two sides, or for both: "each says"."""
    return not {*(speaker.side or "").split("|")}.isdisjoint(frame.pair)


def may_answer(part: SentencePart) -> bool:
    """Tell whether a sentence has the words of an answer; never wrong with no."""
    return bool(_read_stances(part.sentence.text, is_answer=True))


def remember_teller(claim: Claim, memory: Memory) -> None:
    """Remember which side told an event, or that the report did in its own words.

    Parameters
    ----------
    claim
        Of a sentence that tells an event or losses.
    memory
        Of its document; updated.
    """
    if claim.in_own_words:
        memory.tellers[_REPORT] = memory.number
    elif claim.speaker and (side := _name_side(claim.speaker)):
        memory.tellers[side] = memory.number


def _is_answer(part: SentencePart, memory: Memory) -> bool:
    """Tell whether another than who speaks here told the event: the other side, or the report."""
    own = _name_side(part.speaker) if part.speaker else None
    return any(
        side != own and part.number - number <= REACH for side, number in memory.tellers.items()
    )


def _name_side(speaker: Speaker) -> str | None:
    return _GROUP if speaker.is_group else speaker.side


def _read_stances(sentence: str, *, is_answer: bool) -> tuple[Stance, ...]:
    cues = speaker_rules().replies
    if cues.habit.search(sentence):
        return ()
    if silent := cues.silent.search(sentence):
        turn = cues.turn.search(sentence, silent.end())
        return _read_stances(sentence[turn.end() :], is_answer=is_answer) if turn else ()
    if cues.blame.search(sentence):
        return (Stance.ASSERTS, Stance.DENIES)
    if cues.deed.search(sentence):
        return (Stance.DENIES,)
    tells = cues.tells.search(sentence) or (is_answer and cues.account.search(sentence))
    return (Stance.ASSERTS,) if tells else ()


def _make_reply(part: SentencePart, frame: Frame, memory: Memory, stance: Stance) -> Claim:
    memory.count += 1
    document, sentence = frame.document, part.sentence
    return Claim(
        id=f"{document.id}#{memory.count}",
        document_id=document.id,
        sub_event_type=None,
        date=DateInterval(),
        parties=frame.pair,
        speaker=part.speaker,
        stance=stance,
        refers_back=True,
        evidence=(
            Evidence(
                span=Span(document_id=document.id, start=sentence.start, end=sentence.end),
                field="status",
            ),
        ),
    )
