"""Whose losses a sentence tells, and by whose word: figures with side, category and claimant."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from geomap.claims.dates import find_said_on
from geomap.claims.events import is_unreal
from geomap.claims.frame import CONNECTOR, FORCES, Frame, Memory, SentencePart
from geomap.claims.lexicon import casualty_rules, speaker_rules
from geomap.model import Casualty, Category, Measure, MentionKind, Scope, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.claims.casualties import Loss
    from geomap.claims.structure import Sentence

# "All four of the injured", "the three": people told of before.
_DEFINITE = re.compile(r"\b(?:all|the|both)\s+(?:of\s+the\s+)?[\w-]+(?:\s+[\w-]+)?$", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:casualties|losses|victims)\b[^.;]{0,50}?\b(?:both|two)\s+(?:sides|countries|armies)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:there\s+(?:are|were|have\s+been)|suffered|sustained|incurred|has|had|have)\s+(?:[\w-]+\s+){0,2}?(?P<what>casualties|losses|injuries|wounded|dead)\b",
    re.IGNORECASE,
)
_DENIED_LOSSES = re.compile(
    r"\b(?P<what>injur(?:y|ies)|wounding|casualties|losses|deaths?|killing)\s+(?:among|of|to|in|on)\s+"
    r"(?P<whose>(?P<own>its|their|our)\b|(?:the\s+)?[^\W\d_a-z][\w-]*)(?:\s+[\w-]+){0,3}?\s+"
    r"(?:personnel|soldiers?|servicem[ae]n|troops|military|army|ranks|men|forces|units)\b",
    re.IGNORECASE,
)


def list_casualties(
    part: SentencePart, frame: Frame, memory: Memory, said_on: dt.date | None
) -> Iterable[Casualty]:
    sentence = part.sentence
    cumulative = bool(casualty_rules().cues["cumulative"].search(sentence.text))
    previous: str | None = None
    categories: set[Category] = set()
    for number, loss in enumerate(part.losses):
        side = _find_side(loss, part, frame, memory, previous)
        if (
            side is None
            and number + 1 < len(part.losses)
            and part.losses[number + 1].people.is_additive
        ):
            # "A sergeant died and eight other Azerbaijani soldiers were wounded".
            side = _find_side(part.losses[number + 1], part, frame, memory, None)
        category = loss.people.category
        if category is Category.UNKNOWN and side == previous and len(categories) == 1:
            (category,) = categories
        previous = side
        categories.add(category)
        memory.side = side or memory.side
        yield Casualty(
            measure=loss.measure,
            side=side,
            category=category,
            low=loss.people.low,
            best=loss.people.best,
            high=loss.people.high,
            scope=Scope.CUMULATIVE if cumulative or loss.is_cumulative else Scope.EVENT,
            as_of=said_on or frame.document.published,
            claimed_by=part.speaker.name if part.speaker else None,
            claimed_by_side=part.speaker.side if part.speaker else None,
            span=Span(
                document_id=frame.document.id,
                start=sentence.start + loss.start,
                end=sentence.start + loss.end,
            ),
        )
    yield from list_vague_losses(part, frame)


def list_denied_losses(part: SentencePart, frame: Frame) -> list[Casualty]:
    """Read a denial of one's own losses as the zero that it reports: "dismissed injuries among its men"."""
    speaker = part.speaker
    match = _DENIED_LOSSES.search(part.sentence.text)
    if match is None or speaker is None or speaker.side not in frame.pair:
        return []
    owner = [
        c.country
        for c in frame.countries
        if part.sentence.start + match.start("whose") <= c.start < part.sentence.start + match.end()
    ]
    if (owner and owner[0] != speaker.side) or not (owner or match["own"]):
        return []
    what = match["what"].lower()
    measures = [Measure.KILLED] if re.match(r"death|kill", what) else [Measure.WOUNDED]
    if re.match(r"casualt|loss", what):
        measures = [Measure.KILLED, Measure.WOUNDED]
    return [
        Casualty(
            measure=measure,
            side=speaker.side,
            category=Category.MILITARY,
            low=0,
            best=0,
            high=0,
            as_of=find_said_on(part.dates) or frame.document.published,
            claimed_by=speaker.name,
            claimed_by_side=speaker.side,
            span=Span(
                document_id=frame.document.id,
                start=part.sentence.start + match.start(),
                end=part.sentence.start + match.end(),
            ),
        )
        for measure in measures
    ]


def _find_side(
    loss: Loss, part: SentencePart, frame: Frame, memory: Memory, previous: str | None
) -> str | None:
    """Find the side that suffered a loss: by adjective, possessive, agent, list, or speaker."""
    sentence = part.sentence
    people = (sentence.start + loss.people.start, sentence.start + loss.people.end)
    named = [c for c in frame.countries if people[0] <= c.start < people[1] + 1]
    if named:
        return named[-1].country
    words = sentence.text[loss.people.start : loss.people.end]
    if loss.people.nominal:
        # The words of a toll: "put the number of its dead at 135".
        words = sentence.text[loss.start : loss.end]
    speaker_side = _find_local_speaker(loss, part, frame) or (
        part.speaker.side if part.speaker else None
    )
    cues = casualty_rules().cues
    if cues["enemy"].search(words) and speaker_side:
        return _other(speaker_side, frame.pair)
    if loss.people.nominal and cues["own"].search(words) and speaker_side in frame.pair:
        return speaker_side
    if agent := _find_agent(loss, part, frame):
        return _other(agent, frame.pair)
    subject = _find_subject(loss, part, frame)
    if subject:
        return subject
    if cues["own"].search(words) and speaker_side in frame.pair:
        return speaker_side
    if previous:
        return previous
    if speaker_side in frame.pair:
        return speaker_side
    if (home := _find_home(sentence, frame)) and loss.people.category is Category.CIVILIAN:
        return home
    if part.speaker is None and memory.voice and memory.voice[0] == sentence.paragraph:
        # A paragraph that opens with a side's word goes on with it.
        return memory.voice[1]
    is_anaphoric = part.speaker is None or CONNECTOR.match(sentence.text)
    goes_on = loss.people.is_additive or _DEFINITE.search(sentence.text[: loss.people.end])
    return memory.side if is_anaphoric and goes_on else None


def _find_local_speaker(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find who gives a figure inside a sentence of several: "Azerbaijan has counted 79 killed"."""
    sentence, text = part.sentence, frame.document.text
    start = sentence.start + loss.start
    before = [c for c in frame.countries if sentence.start <= c.start and c.end <= start]
    if not before or before[-1].country not in frame.pair:
        return None
    between = text[before[-1].end : start]
    told = re.match(
        rf"(?:[’']s)?(?:\s+[\w-]+){{0,6}}?\s+{speaker_rules().verb}\b[^.;:]*$",
        between,
        re.IGNORECASE,
    )
    return (
        before[-1].country if told and not re.search(r",\s*(?:and|while|but)\b", between) else None
    )


def _find_agent(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find who inflicted a loss: "killed by Armenian fire", "Armenian forces killed two"."""
    sentence, text = part.sentence, frame.document.text
    if loss.people.best == 0:
        return None
    verb_start, verb_end = sentence.start + loss.verb_start, sentence.start + loss.verb_end
    if loss.is_active and not re.match(
        r"los|bur|death|cost|claim", sentence.text[loss.verb_start :], re.IGNORECASE
    ):
        victims = [
            (sentence.start + o.people.start, sentence.start + o.people.end) for o in part.losses
        ]
        before = [
            c
            for c in frame.countries
            if sentence.start <= c.start < verb_start
            and not c.is_capital
            and not any(s <= c.start < e for s, e in victims)
        ]
        acting = [c for c in before if FORCES.match(text, c.end, sentence.end)]
        return acting[-1].country if acting else None
    by = re.compile(r"[^.;,]{0,40}?\b(?:by|from|in|under|after)\s+(?:an?\s+|the\s+)?").match(
        text, verb_end, sentence.end
    )
    if by is None:
        return None
    behind = [c for c in frame.countries if by.end() <= c.start <= by.end() + 2]
    return behind[0].country if behind and FORCES.match(text, behind[0].end, sentence.end) else None


def _find_subject(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find whose loss it is by the words around: "Armenia lost 11 soldiers", "of Azerbaijan's army"."""
    sentence, text = part.sentence, frame.document.text
    start, end = sentence.start + loss.people.start, sentence.start + loss.people.end
    behind = re.compile(r"\s+(?:of|from|in|among)\s+(?:the\s+)?").match(text, end, sentence.end)
    if behind:
        owner = [c for c in frame.countries if behind.end() <= c.start <= behind.end() + 1]
        if owner and FORCES.match(text, owner[0].end, sentence.end):
            return owner[0].country
    if loss.is_active or loss.is_cumulative or loss.people.best == 0 or loss.people.nominal:
        on_side = re.compile(r"[^.;,]{0,30}?\b(?:on|from|for|among)\s+(?:the\s+)?").match(
            text, end, sentence.end
        )
        if on_side:
            owner = [c for c in frame.countries if on_side.end() <= c.start <= on_side.end() + 1]
            if owner:
                return owner[0].country
        before = [
            c
            for c in frame.countries
            if sentence.start <= c.start < max(start, sentence.start + loss.verb_end)
            and start - c.end < 60
        ]
        if before:
            return before[-1].country
    return None


def _find_home(sentence: Sentence, frame: Frame) -> str | None:
    """Find in whose country a sentence's places lie: civilians are hit at home."""
    countries = {
        resolution.place.country
        for resolution in frame.resolutions
        if resolution.place
        and sentence.start <= resolution.mention.start < sentence.end
        and resolution.mention.kind is MentionKind.PLACE
        and resolution.place.country in frame.pair
    }
    return countries.pop() if len(countries) == 1 else None


def _other(side: str, pair: tuple[str, ...]) -> str | None:
    others = [code for code in pair if code != side]
    return others[0] if side in pair and len(others) == 1 else None


def list_vague_losses(part: SentencePart, frame: Frame) -> list[Casualty]:
    """Read losses without a figure: "casualties on both sides"; at least one, no best."""
    sentence = part.sentence
    match = _BOTH.search(sentence.text)
    sides: tuple[str | None, ...] = frame.pair
    if match is None:
        match = _VAGUE.search(sentence.text)
        speaker_side = part.speaker.side if part.speaker else None
        sides = (speaker_side if speaker_side in frame.pair else None,)
    if match is None or part.losses or is_unreal(sentence.text, match.start()):
        return []
    return [
        Casualty(
            measure=Measure.KILLED_OR_WOUNDED,
            side=side,
            low=1,
            as_of=find_said_on(part.dates) or frame.document.published,
            claimed_by=part.speaker.name if part.speaker else None,
            claimed_by_side=part.speaker.side if part.speaker else None,
            span=Span(
                document_id=frame.document.id,
                start=sentence.start + match.start(),
                end=sentence.start + match.end(),
            ),
        )
        for side in sides
    ]
