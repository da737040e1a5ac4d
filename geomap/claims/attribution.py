"""Whose losses a sentence tells, and by whose word: figures with side, category and claimant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.dates import find_said_on
from geomap.claims.events import is_unreal
from geomap.claims.lexicon import casualty_rules, speaker_rules
from geomap.claims.patterns import compile_blind
from geomap.claims.speech import name_speaker
from geomap.claims.sums import add_to_last, add_up
from geomap.model import Casualty, Category, Measure, MentionKind, Scope, Span

if TYPE_CHECKING:
    from geomap.claims.casualties import Loss
    from geomap.claims.frame import Frame, Memory, SentencePart
    from geomap.claims.speech import CountryMention
    from geomap.claims.structure import Sentence
    from geomap.model import Speaker

_SUBJECT_REACH: Final = 60
"""Characters between the name of a state and the people that it lost."""
_FORCES_REACH: Final = 30
"""Characters before a state's name in which "the armed forces of" stands."""
_OF_ENEMY: Final = compile_blind(
    r"\s+(?:of|from|on)\s+the\s+(?:enemy|opposing|other|adversar|opponent|hostile)"
)
_OWN_FORCES: Final = compile_blind(
    r"\b(?:(?:its|their|our)\s+(?:own\s+|return\s+|retaliatory\s+)?"
    r"(?:forces|troops|army|soldiers|units|military|men|fire|strikes?|response|drones?|artillery)"
    r"|(?:it|they|we)\s+(?:had\s+|have\s+|has\s+|also\s+)?"
    r"(?:destroyed|struck|hit|repelled|attacked|eliminated|neutrali[sz]ed|shelled))\b[^.;]{0,60}$"
)
_NEW_CLAUSE: Final = re.compile(r",\s*(?:and|while|but)\b")


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
    previous: str | None = None
    categories: set[Category] = set()
    text = part.sentence.text
    # "So far ... 207 losses. Moreover, 293 were wounded": the second counts as long as the first.
    goes_on = memory.is_toll and bool(speaker_rules().cues.connector.match(text))
    memory.is_toll = bool(casualty_rules().cues.cumulative.search(text)) or goes_on
    for number, loss in enumerate(part.losses):
        side = _find_side(loss, part, frame, memory, previous)
        following = part.losses[number + 1] if number + 1 < len(part.losses) else None
        if side is None and following and following.people.is_additive:
            # "A sergeant died and eight other Azerbaijani soldiers were wounded".
            side = _find_side(following, part, frame, memory, None)
        category = loss.people.category
        if category is Category.UNKNOWN and side == previous and len(categories) == 1:
            (category,) = categories
        previous = side
        categories.add(category)
        memory.side = side or memory.side
        figure = _make_casualty(loss, part, frame, side=side, category=category)
        if goes_on:
            figure = msgspec.structs.replace(figure, scope=Scope.CUMULATIVE)
        told.append((loss, figure))
    figures = add_to_last(add_up(told), part, frame, memory)
    return [*figures, *list_vague_losses(part, frame)]


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
            as_of=find_said_on(part.dates) or frame.document.published,
            claimed_by=speaker.name,
            claimed_by_side=speaker.side,
            span=_span_of(match.span(), part.sentence, frame),
        )
        for measure in measures
    ]


def list_vague_losses(part: SentencePart, frame: Frame) -> list[Casualty]:
    """Read losses without a figure: "casualties on both sides"; at least one, no best."""
    cues, sentence = casualty_rules().cues, part.sentence
    name, speaker_side = _claimant(part.speaker)
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
            low=1,
            as_of=find_said_on(part.dates) or frame.document.published,
            claimed_by=name,
            claimed_by_side=speaker_side,
            span=_span_of(match.span(), sentence, frame),
        )
        for side in sides
    ]


def _make_casualty(
    loss: Loss, part: SentencePart, frame: Frame, *, side: str | None, category: Category
) -> Casualty:
    is_cumulative = loss.is_cumulative or casualty_rules().cues.cumulative.search(
        part.sentence.text
    )
    name, speaker_side = _claimant(part.speaker)
    local = _find_local_speaker(loss, part, frame)
    if local and local != speaker_side:
        # "Armenia said 135 of its soldiers were dead, and Azerbaijan raised its toll to 77".
        name, speaker_side = name_speaker("Government", local, frame.names), local
    return Casualty(
        measure=loss.measure,
        side=side,
        category=category,
        low=loss.people.low,
        best=loss.people.best,
        high=loss.people.high,
        scope=Scope.CUMULATIVE if is_cumulative else Scope.EVENT,
        as_of=find_said_on(part.dates) or frame.document.published,
        claimed_by=name,
        claimed_by_side=speaker_side,
        span=_span_of((loss.start, loss.end), part.sentence, frame),
    )


def _claimant(speaker: Speaker | None) -> tuple[str | None, str | None]:
    return (speaker.name, speaker.side) if speaker else (None, None)


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
    owner = _first_between(frame, offset + match.start("whose"), offset + match.end() - 1)
    return owner.country == side if owner else bool(match["own"])


def _find_side(
    loss: Loss, part: SentencePart, frame: Frame, memory: Memory, previous: str | None
) -> str | None:
    """Find the side that suffered a loss: by adjective, possessive, agent, list, or speaker."""
    cues, start = casualty_rules().cues, part.sentence.start
    people = loss.people
    named = [c for c in frame.countries if start + people.start <= c.start <= start + people.end]
    if named:
        return named[-1].country
    # The words of a toll say more than its number: "put the number of its dead at 135".
    first, last = (loss.start, loss.end) if people.nominal else (people.start, people.end)
    words = part.sentence.text[first:last]
    speaker_side = _find_local_speaker(loss, part, frame) or _claimant(part.speaker)[1]
    behind = part.sentence.text[people.end :]
    if speaker_side and (cues.enemy.search(words) or _OF_ENEMY.match(behind)):
        return _other(speaker_side, frame.pair)
    if cues.stateless.search(words):
        # Militants are neither state's losses, whoever speaks of them.
        return None
    own = speaker_side if cues.own.search(words) and speaker_side in frame.pair else None
    if people.nominal and own:
        return own
    if agent := _find_agent(loss, part, frame):
        return _other(agent, frame.pair)
    listed = previous if previous in frame.pair or people.category is Category.MILITARY else None
    found = _find_owner(loss, part, frame) or own or listed
    return found or _infer_side(loss, part, frame, memory, speaker_side)


def _infer_side(
    loss: Loss, part: SentencePart, frame: Frame, memory: Memory, speaker_side: str | None
) -> str | None:
    """Infer the side of a loss that the sentence ties to none: who speaks, where, who before."""
    if speaker_side in frame.pair:
        return speaker_side
    if loss.people.best == 0:
        # "No losses were reported": by nobody, of nobody.
        return None
    if loss.people.category is Category.CIVILIAN:
        home = _find_home(part.sentence, memory, frame)
        if home:
            return home
    if _has_other_voice(part):
        return None
    if part.speaker is None and memory.voice and memory.voice[0] == part.sentence.paragraph:
        # A paragraph that opens with a side's word goes on with it.
        return memory.voice[1]
    text = part.sentence.text
    is_anaphoric = part.speaker is None or speaker_rules().cues.connector.match(text)
    goes_on = loss.people.is_additive or casualty_rules().cues.definite.search(
        text[: loss.people.end]
    )
    return memory.side if is_anaphoric and goes_on else None


def _find_local_speaker(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find who gives a figure inside a sentence of several: "Azerbaijan has counted 79 killed"."""
    sentence = part.sentence
    start = sentence.start + loss.start
    before = [c for c in frame.countries if sentence.start <= c.start and c.end <= start]
    if not before or before[-1].country not in frame.pair:
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
            return _find_local_speaker(loss, part, frame) or _claimant(part.speaker)[1]
        return _find_acting(loss, part, frame)
    by = cues.inflicted_by.match(frame.document.text, sentence.start + loss.verb_end, sentence.end)
    if by is None:
        return None
    agent = _first_between(frame, by.end(), by.end() + 2)
    return agent.country if agent and _is_of_forces(agent, sentence, frame) else None


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
        and _is_of_forces(c, part.sentence, frame)
    ]
    return acting[-1] if acting else None


def _find_owner(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find whose loss it is by the words around: "Armenia lost 11", "of Azerbaijan's army"."""
    cues, sentence, text = casualty_rules().cues, part.sentence, frame.document.text
    end = sentence.start + loss.people.end
    if behind := cues.owner_behind.match(text, end, sentence.end):
        owner = _first_between(frame, behind.end(), behind.end() + 1)
        if owner and _is_of_forces(owner, sentence, frame):
            return owner.country
    is_plain = not (loss.is_active or loss.is_cumulative or loss.people.nominal)
    if is_plain and loss.people.best != 0:
        return None
    if on_side := cues.side_behind.match(text, end, sentence.end):
        owner = _first_between(frame, on_side.end(), on_side.end() + 1)
        if owner:
            return owner.country
    return _find_subject(loss, sentence, frame)


def _find_subject(loss: Loss, sentence: Sentence, frame: Frame) -> str | None:
    """Find the state that stands shortly before a loss: "Armenia lost 11 soldiers"."""
    start = sentence.start + loss.people.start
    until = max(start, sentence.start + loss.verb_end)
    before = [
        c.country
        for c in frame.countries
        if sentence.start <= c.start < until and start - c.end < _SUBJECT_REACH
    ]
    return before[-1] if before else None


def _first_between(frame: Frame, first: int, last: int) -> CountryMention | None:
    """Return the first state whose name begins at a position from ``first`` to ``last``."""
    return next((c for c in frame.countries if first <= c.start <= last), None)


def _is_of_forces(mention: CountryMention, sentence: Sentence, frame: Frame) -> bool:
    """Tell whether the name of a state stands for its armed forces."""
    cues, text = speaker_rules().cues, frame.document.text
    before = max(sentence.start, mention.start - _FORCES_REACH)
    return bool(
        mention.is_forces
        or cues.forces.match(text, mention.end, sentence.end)
        or cues.forces_before.search(text, before, mention.start)
    )


def _find_home(sentence: Sentence, memory: Memory, frame: Frame) -> str | None:
    """Find in whose country a sentence's places lie, or its setting: civilians are hit at home."""
    named = [
        resolution.place
        for resolution in frame.resolutions
        if resolution.place
        and sentence.start <= resolution.mention.start < sentence.end
        and resolution.mention.kind is MentionKind.PLACE
    ]
    places = named or [site.place for site in memory.setting]
    countries = {place.country for place in places if place.country in frame.pair}
    return countries.pop() if len(countries) == 1 else None


def _has_other_voice(part: SentencePart) -> bool:
    """Tell whether a sentence is told by somebody, but by no body that is known."""
    return part.speaker is None and bool(
        casualty_rules().cues.told_by_other.search(part.sentence.text)
    )


def _other(side: str, pair: tuple[str, ...]) -> str | None:
    others = [code for code in pair if code != side]
    return others[0] if side in pair and len(others) == 1 else None
