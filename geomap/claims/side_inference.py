"""Whose losses those are that no word ties to a side: by who speaks, by where, by who before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.seats import find_home
from geomap.claims.speaker_lexicon import speaker_rules
from geomap.model import Category, MentionKind, SubEventType
from geomap.places.features import is_country

if TYPE_CHECKING:
    from geomap.claims.casualties import Loss, People
    from geomap.claims.frame import Frame, Memory, SentencePart

NO_STATE: Final = "-"
"""In the place of a side: of people who are told to be no state's."""
FROM_AFAR: Final = frozenset({SubEventType.SHELLING, SubEventType.AIR_STRIKE, SubEventType.MINE})
"""What hits all that it hits on one side."""
_LEFT: Final = re.compile(
    r"\b(?:attackers|raiders|intruders|invaders|infiltrators|aggressors|assailants|enemy)\s+"
    r"(?:[\w-]+\s+)?left\s+(?:behind\s+)?(?:at\s+least\s+|about\s+)?$",
    re.IGNORECASE,
)
_RARE: Final = 5
"""A number from which on two figures are hardly the same by chance."""
_SOON: Final = 3
"""Sentences within which a report goes on with the same people."""


def infer_side(
    loss: Loss, part: SentencePart, frame: Frame, memory: Memory, speaker_side: str | None
) -> str | None:
    """Infer the side of a loss that the sentence ties to none: who speaks, where, who before.

    Parameters
    ----------
    loss
        What a sentence tells.
    part, frame
        The sentence and its document.
    memory
        What was told before.
    speaker_side
        The side of who gives the figure.
    """
    if speaker_side in frame.pair or _are_attackers(loss, part):
        # Those who struck are nobody's, whoever they were.
        return None if _counts_a_fight(loss, part) or _are_attackers(loss, part) else speaker_side
    bearer = _find_bearer(loss, part, frame)
    if loss.people.best == 0:
        # "No losses were reported": by nobody, of nobody.
        return bearer
    told = memory.sides_of.get((loss.measure, loss.people.best))
    is_rare = told in frame.pair and (loss.people.best or 0) >= _RARE
    if is_rare or (told not in {None, NO_STATE} and _are_named(loss, part)):
        # "Of the ten wounded": the ten of before. "Two American journalists were killed. Ann Ray
        # and Joe Fox died": who they were.
        return told
    home = _find_home(loss, part, frame, memory)
    if home or _has_other_voice(part):
        return home or bearer or _find_beside(loss, part, frame, memory)
    voice = memory.voice if part.speaker is None and not loss.is_active else None
    if voice and voice[0] == part.sentence.paragraph:
        # A paragraph that opens with a side's word goes on with it.
        return voice[1]
    return bearer or _find_last(loss, part, memory) or _find_beside(loss, part, frame, memory)


def _are_named(loss: Loss, part: SentencePart) -> bool:
    """Tell whether several people are told by their names."""
    words = part.sentence.text[loss.people.start : loss.people.end].split()
    is_name = len(words) > 1 and " ".join(words[:2]).replace(",", "").istitle()
    return (loss.people.best or 0) > 1 and loss.people.category is Category.UNKNOWN and is_name


def _are_attackers(loss: Loss, part: SentencePart) -> bool:
    """Tell whether people are told as those who struck, whoever they were: "60 of the raiders".

    "The attackers left five dead" may be their own, or those whom they struck.
    """
    text, people = part.sentence.text, loss.people
    is_named = casualty_rules().cues.enemy.search(text[people.start : people.end]) is not None
    is_bare_number = text[people.start : people.end].lower().split()[1:] in ([], ["dead"])
    return is_named or (is_bare_number and _LEFT.search(text, 0, people.start) is not None)


def _may_be_at_home(loss: Loss, part: SentencePart, memory: Memory) -> bool:
    """Tell whether people may be hit where they live: civilians, and anybody whom a shell hits."""
    category = loss.people.category
    if category is not Category.UNKNOWN:
        return (
            category is Category.CIVILIAN or _are_police(loss, part) or _fought_rebels(loss, part)
        )
    if loss.people.is_additive or memory.is_toll:
        # "Another three" are of those told before, "so far twenty" of more than one event.
        return False
    # "Police killed three", "three of the attackers": whoever they were.
    is_hit = not loss.is_active or part.reading.sub_event in FROM_AFAR
    cues, text = casualty_rules().cues, part.sentence.text
    is_fight = _counts_a_fight(loss, part) or cues.in_fight.match(text, loss.people.end)
    return is_hit and not is_fight and not cues.enemy.search(text, loss.start)


def _are_of_home(
    home: str | None, part: SentencePart, frame: Frame, memory: Memory, *, is_named: bool
) -> bool:
    """Tell whether people of whom no word says what they were are those of a place's state.

    They may be of either where two armies fight, and of those told before.
    """
    kind, forces = part.reading.sub_event or memory.kind, frame.owners.forces
    is_afar = casualty_rules().cues.from_afar.search(part.sentence.text)
    if kind in {None, SubEventType.ARMED_CLASH} and not is_afar:
        armed = forces.intersection(frame.pair)
        is_theirs = len(armed) < len(frame.pair) if is_named else armed == {home}
        if not is_theirs:
            return False
    return is_named or memory.side in {None, home}


def _find_home(loss: Loss, part: SentencePart, frame: Frame, memory: Memory) -> str | None:
    """Find in whose country a sentence's places lie, or its setting: people are hit at home."""
    if not _may_be_at_home(loss, part, memory):
        return None
    sentence, text = part.sentence, frame.document.text
    origin = casualty_rules().cues.origin
    named = [
        resolution.place
        for resolution in frame.resolutions
        if resolution.place
        and sentence.start <= resolution.mention.start < sentence.end
        and resolution.mention.kind is MentionKind.PLACE
        and not (
            is_country(resolution.place)
            and origin.search(text, sentence.start, resolution.mention.start)
        )
    ]
    # "In Wajir, since the army went into Somalia": the towns say where it was.
    named = [place for place in named if not is_country(place)] or named
    places = named or [site.place for site in memory.setting]
    countries = {place.country for place in places if place.country in frame.pair}
    if not named:
        # "A shell from Syria came down": wherever it was, it was not there.
        countries -= _list_origins(part, frame)
    home = countries.pop() if len(countries) == 1 else None
    is_local = loss.people.category is not Category.UNKNOWN
    if _fought_rebels(loss, part) and not _are_police(loss, part):
        # "Gunmen killed two soldiers near the town": the town's, unless others' serve there.
        is_local = bool(named) and frame.owners.forces <= {home}
    if not named and memory.side not in {None, home} and _is_told_later(home, memory):
        # Those counted before were of the other side, and the report had not moved there yet.
        return None
    is_theirs = is_local or _are_of_home(home, part, frame, memory, is_named=bool(named))
    return home if is_theirs else None


def _is_told_later(home: str | None, memory: Memory) -> bool:
    """Tell whether the places that a report named last for an event are not in a state."""
    return all(site.place.country != home for site in memory.sites)


def _list_origins(part: SentencePart, frame: Frame) -> set[str]:
    """List the states out of which it came: "a shell from Syria", "rockets fired from Gaza"."""
    origin, start = casualty_rules().cues.origin, part.sentence.start
    return {
        it.country
        for it in frame.countries
        if start <= it.start < part.sentence.end
        and origin.search(frame.document.text, start, it.start)
    }


def _fought_rebels(loss: Loss, part: SentencePart) -> bool:
    """Tell whether soldiers fell to people who are no state's: "gunmen killed two soldiers"."""
    cue, text = casualty_rules().cues.stateless, part.sentence.text
    return loss.people.category is Category.MILITARY and bool(
        cue.search(text, 0, loss.people.start) or cue.search(text, loss.people.end)
    )


def _are_police(loss: Loss, part: SentencePart) -> bool:
    people = part.sentence.text[loss.people.start : loss.people.end]
    return casualty_rules().cues.police.search(people) is not None


def _counts_a_fight(loss: Loss, part: SentencePart) -> bool:
    """Tell whether people are counted for both sides: "fighting that left 53 people dead"."""
    text = part.sentence.text
    return is_bare(loss.people) and bool(
        casualty_rules().cues.of_fight.search(text, 0, loss.people.start)
    )


def _find_bearer(loss: Loss, part: SentencePart, frame: Frame) -> str | None:
    """Find the only state whose soldiers a report speaks of; those told may be no other's."""
    if loss.people.category is not Category.MILITARY:
        return None
    if casualty_rules().cues.own_army.match(part.sentence.text, loss.people.end):
        # "Five soldiers of the Army", where the report was written.
        return find_home(frame)
    people = part.sentence.text[loss.people.start : loss.people.end]
    noun = casualty_rules().persons[Category.MILITARY].search(people)
    owner = frame.owners.find(noun[0]) if noun else None
    return owner if owner in frame.pair else None


def _find_last(loss: Loss, part: SentencePart, memory: Memory) -> str | None:
    """Find whose losses were told last, where the sentence goes on with them."""
    text = part.sentence.text
    is_anaphoric = part.speaker is None or speaker_rules().cues.connector.match(text)
    is_definite = casualty_rules().cues.definite.search(text[: loss.people.end])
    if not is_anaphoric or not (loss.people.is_additive or is_definite):
        return None
    # "The five wounded": those whom the report has counted.
    told = memory.sides_of.get((loss.measure, loss.people.best)) if is_definite else None
    return memory.side if told in {None, NO_STATE} else told


def _find_beside(loss: Loss, part: SentencePart, frame: Frame, memory: Memory) -> str | None:
    """Find whose other losses were told just before: "Five died. Nine people were wounded."."""
    if memory.counted is None or part.number - memory.counted[0] > _SOON:
        return None
    if loss.is_active or memory.is_toll:
        return None
    told, sentence = memory.counted[1], part.sentence
    sides = {it.side for it in told}
    is_corrected = casualty_rules().patterns.corrected_toll.match(sentence.text, loss.start)
    is_other_measure = is_corrected or loss.measure not in {it.measure for it in told}
    names_state = any(sentence.start <= c.start < sentence.end for c in frame.countries)
    if len(sides) > 1 or not is_other_measure or names_state:
        return None
    return sides.pop()


def _has_other_voice(part: SentencePart) -> bool:
    """Tell whether a sentence is told by somebody, but by no body that is known."""
    return part.speaker is None and bool(
        casualty_rules().cues.told_by_other.search(part.sentence.text)
    )


def is_bare(people: People) -> bool:
    """Tell whether a number has no noun: "seven were wounded"."""
    return people.category is Category.UNKNOWN and people.nominal is None
