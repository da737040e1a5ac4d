"""Whose losses a sentence tells, and by whose word: figures with side, category and claimant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.dates import find_said_on
from geomap.claims.events import is_unreal
from geomap.claims.lexicon import event_rules
from geomap.claims.side_inference import FROM_AFAR, NO_STATE
from geomap.claims.side_roles import find_local_speaker, first_between
from geomap.claims.sides import LossSide, find_side
from geomap.claims.speaker_lexicon import speaker_rules
from geomap.claims.speech import name_speaker
from geomap.claims.sums import add_to_last, add_up
from geomap.model import Casualty, Category, Measure, Scope, Span

if TYPE_CHECKING:
    import datetime as dt
    import re

    from geomap.claims.casualties import Loss
    from geomap.claims.frame import Frame, Memory, SentencePart
    from geomap.claims.structure import Sentence


def list_casualties(part: SentencePart, frame: Frame, memory: Memory) -> list[Casualty]:
    """List the figures of a sentence, each with its side, and losses told without a figure.

    Parameters
    ----------
    part
        The sentence.
    frame
        Its document.
    memory
        Whose losses were told before; updated.
    """
    told: list[tuple[Loss, Casualty]] = []
    previous = LossSide(None)
    categories: set[Category] = set()
    text = part.sentence.text
    # "So far ... 207 losses. Moreover, 293 were wounded": the second counts as long as the first.
    goes_on = memory.is_toll and bool(speaker_rules().cues.connector.match(text))
    memory.is_toll = _counts_long(text) or goes_on
    as_of = _find_day(part, frame, memory)
    for number, loss in enumerate(part.losses):
        found = find_side(loss, part, frame, memory, previous)
        following = part.losses[number + 1] if number + 1 < len(part.losses) else None
        if found.country is None and following:
            found = _take_side_behind(loss, following, part, frame, memory)
        category = loss.people.category
        is_same = found.country == previous.country
        if category is Category.UNKNOWN and is_same and len(categories) == 1:
            (category,) = categories
        previous = found
        categories.add(category)
        _remember_side(found, memory)
        memory.sides_of[loss.measure, loss.people.best] = found.country
        # When an earlier count was given is not told.
        given = None if _is_earlier_count(loss, part) else as_of
        figure = _make_casualty(loss, part, frame, side=found, category=category, as_of=given)
        if goes_on:
            figure = msgspec.structs.replace(figure, scope=Scope.CUMULATIVE)
        told.append((loss, figure))
    figures = add_to_last(add_up(told), part, frame, memory)
    return [*figures, *list_vague_losses(part, frame)]


def _take_side_behind(
    loss: Loss, following: Loss, part: SentencePart, frame: Frame, memory: Memory
) -> LossSide:
    """Take the side of the people behind those of whom nothing is told.

    "A sergeant died and eight other Azerbaijani soldiers were wounded", "killed Maria Ruiz, her two
    sons and a neighbour". Of soldiers who are told with civilians those whom shells hit are theirs,
    or rebels; in a fight of two states they may be the other side's.
    """
    told = find_side(following, part, frame, memory, LossSide(None))
    is_listed = (loss.verb_start, loss.verb_end) == (following.verb_start, following.verb_end)
    is_hit = (
        loss.people.category is not Category.MILITARY
        or part.reading.sub_event in FROM_AFAR
        or _is_fought_by_rebels(told.country, frame)
    )
    if following.people.is_additive or (is_listed and is_hit and told.country in frame.pair):
        return told
    return LossSide(None)


def _is_fought_by_rebels(country: str | None, frame: Frame) -> bool:
    """Tell whether a report tells of rebels, and of no other state's forces than these."""
    is_alone = frame.owners.forces <= {country}
    return is_alone and bool(casualty_rules().cues.stateless.search(frame.document.text))


def _remember_side(found: LossSide, memory: Memory) -> None:
    side = found.country
    if side is None or side == NO_STATE:
        return
    memory.side = side
    if memory.voice and side != memory.voice[1]:
        # "Thailand's toll, by contrast": the paragraph is no longer one side's.
        memory.voice = None


def _find_day(part: SentencePart, frame: Frame, memory: Memory) -> dt.date | None:
    """Find on which day the figures of a sentence were given.

    "Chad accused the army on Monday of killing six. One man died at the post, its minister said":
    that was on Monday too.
    """
    said, published = find_said_on(part.dates), frame.published
    side = part.speaker.side if part.speaker else None
    if side is None:
        return said or published
    if said:
        memory.said_on[side] = said
        return said
    last = memory.said_on.get(side)
    is_news = last and published and abs((published - last).days) <= 1
    return last if is_news else published


def list_denied_losses(part: SentencePart, frame: Frame) -> list[Casualty]:
    """Read a denial of one's own losses as a zero: "dismissed reports of injuries to its men"."""
    speaker, match = part.speaker, casualty_rules().cues.denied.search(part.sentence.text)
    if match is None or speaker is None or not _denies_own(match, part, frame):
        return []
    what = match["what"].lower()
    measures = [Measure.KILLED] if what.startswith(("death", "kill")) else [Measure.WOUNDED]
    if what.startswith(("casualt", "loss")):
        measures = [Measure.KILLED, Measure.WOUNDED]
    return [
        Casualty(
            measure=measure,
            side=speaker.side,
            category=Category.MILITARY,
            low=0,
            best=0,
            high=0,
            as_of=find_said_on(part.dates) or frame.published,
            claimed_by=speaker.name,
            claimed_by_side=speaker.side,
            span=_span_of(match.span(), part.sentence, frame),
        )
        for measure in measures
    ]


def list_vague_losses(part: SentencePart, frame: Frame) -> list[Casualty]:
    """Read losses without a figure: "casualties on both sides"; at least one, no best."""
    cues, sentence = casualty_rules().cues, part.sentence
    name, speaker_side = _claimant(part)
    sides: tuple[str | None, ...] = frame.pair
    match = cues.both_sides.search(sentence.text)
    if match is None:
        match = cues.vague.search(sentence.text)
        sides = (speaker_side if speaker_side in frame.pair else None,)
    if match is None or part.losses or is_unreal(sentence.text, match.start()):
        return []
    return [
        Casualty(
            measure=Measure.KILLED_OR_WOUNDED,
            side=side,
            is_side_inferred=side is not None and len(sides) == 1,
            low=1,
            as_of=find_said_on(part.dates) or frame.published,
            claimed_by=name,
            claimed_by_side=speaker_side,
            span=_span_of(match.span(), sentence, frame),
        )
        for side in sides
    ]


def _make_casualty(  # noqa: PLR0913 - what a figure is, and what was found of it
    loss: Loss,
    part: SentencePart,
    frame: Frame,
    *,
    side: LossSide,
    category: Category,
    as_of: dt.date | None,
) -> Casualty:
    is_cumulative = loss.is_cumulative or _counts_long(part.sentence.text, loss)
    name, speaker_side = _claimant(part)
    local = None if _blame_each_other(part) else find_local_speaker(loss, part, frame)
    if local and local != speaker_side:
        # "Armenia said 135 of its soldiers were dead, and Azerbaijan raised its toll to 77".
        name, speaker_side = name_speaker("Government", local, frame.names), local
    return Casualty(
        measure=loss.measure,
        side=None if side.country == NO_STATE else side.country,
        is_side_inferred=side.is_inferred and side.country is not None,
        is_stateless=side.country == NO_STATE,
        category=category,
        low=loss.people.low,
        best=loss.people.best,
        high=loss.people.high,
        scope=Scope.CUMULATIVE if is_cumulative else Scope.EVENT,
        as_of=as_of,
        claimed_by=name,
        claimed_by_side=speaker_side,
        span=_span_of((loss.start, loss.end), part.sentence, frame),
    )


def _counts_long(text: str, loss: Loss | None = None) -> bool:
    """Tell whether a sentence counts a longer time: not in "the deadliest day since the war".

    A loss in front of the toll that does is not: "two died, bringing to five the dead since May",
    "two died; five have been killed since May".
    """
    cues = casualty_rules().cues
    found = cues.cumulative.search(text)
    if found is None:
        return False
    grown = cues.grown_toll.search(text, 0, found.start())
    begins = max(grown.start() if grown else 0, text.rfind(";", 0, found.start()))
    if loss and loss.end <= begins:
        return False
    record = event_rules().cues.record.search(text)
    return not (record and found.start() >= record.start())


def _is_earlier_count(loss: Loss, part: SentencePart) -> bool:
    """Tell whether a figure is called an earlier one, told beside none that is later."""
    cues, text = casualty_rules().cues, part.sentence.text
    return bool(cues.earlier_count.search(text, 0, loss.start)) and not cues.later_count.search(
        text
    )


def _span_of(bounds: tuple[int, int], sentence: Sentence, frame: Frame) -> Span:
    """Make a span of the document from a range of the sentence."""
    return Span(
        document_id=frame.document.id,
        start=sentence.start + bounds[0],
        end=sentence.start + bounds[1],
    )


def _denies_own(match: re.Match[str], part: SentencePart, frame: Frame) -> bool:
    """Tell whether the losses that a speaker denies are those of its own side."""
    side, offset = part.speaker.side if part.speaker else None, part.sentence.start
    if side not in frame.pair:
        return False
    owner = first_between(frame, offset + match.start("whose"), offset + match.end() - 1)
    return owner.country == side if owner else bool(match["own"])


def _claimant(part: SentencePart) -> tuple[str | None, str | None]:
    """Return who gives the figures of a sentence, name and side, if anybody does."""
    speaker = part.speaker
    # What an armed group counts is no state's figure.
    if speaker is None or speaker.is_group or _blame_each_other(part):
        return None, None
    return speaker.name, speaker.side


def _blame_each_other(part: SentencePart) -> bool:
    """Tell whether the report counts: "they blamed one another for fire in which two died"."""
    is_joint = part.speaker is not None and "|" in (part.speaker.side or "")
    return is_joint and bool(casualty_rules().cues.blaming.search(part.sentence.text))
