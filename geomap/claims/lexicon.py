"""The rules of events, places and structure, compiled once from their data files."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.literals import find_need, unite_needs
from geomap.claims.numbers import NUMBER_PATTERN
from geomap.claims.patterns import Pattern, PatternTable, compile_folded
from geomap.claims.rule_files import compile_each, fill, read_rules, union
from geomap.claims.waking import Sieve
from geomap.model import SubEventType


class Trigger(NamedTuple):
    """Words that tell of an event; ``sub_event`` is ``None`` where they only belong to one."""

    sub_event: SubEventType | None
    pattern: Pattern
    is_weak: bool = False
    """The words name no kind: a kind that is told with them is what it was."""


class EventCues(NamedTuple):
    """Words around a trigger that turn it into something else than a report of an event."""

    generic: Pattern
    sport: Pattern
    exercise: Pattern
    play: Pattern
    force: Pattern
    opening: Pattern
    adding: Pattern
    refers_back: Pattern
    diplomacy: Pattern
    clock: Pattern
    before: Pattern
    item: Pattern
    hypothetical: Pattern
    befell: Pattern
    meeting: Pattern
    negation: Pattern
    denial: Pattern
    denial_of_blame: Pattern
    rumour: Pattern
    in_name: Pattern
    long_past: Pattern
    record: Pattern
    background: Pattern
    follow_up: Pattern
    honours: Pattern
    war_of_year: Pattern
    retrospect: Pattern
    accident: Pattern
    mishap: Pattern
    clause_break: Pattern
    anaphoric_denial: Pattern
    but_said: Pattern
    and_denied: Pattern


class EventRules(NamedTuple):
    """Triggers and the cues around them."""

    version: str
    triggers: tuple[Trigger, ...]
    parts: tuple[Pattern, ...]
    """What the triggers are made of: one finds its words where a trigger does."""
    called: tuple[tuple[Pattern, frozenset[SubEventType]], ...]
    """What an event is called, and what kinds of event are called so."""
    cues: EventCues


class SiteRules(NamedTuple):
    """How a place is tied to what happened: words before its name, with it, and for it."""

    version: str
    locative: Pattern
    direction: Pattern
    named_sector: Pattern
    told_by: Pattern
    office_speaks: Pattern
    office: Pattern
    distance: Pattern
    part: Pattern
    road: Pattern
    road_goes_on: Pattern
    joined_by_road: Pattern
    beside_told: Pattern
    lies: Pattern
    where: Pattern
    aside_told: Pattern
    inside_told: Pattern
    near: Pattern
    inside: Pattern
    not_a_site: Pattern
    origin: Pattern
    comes_from: Pattern
    speaker_at: Pattern
    speaks_there: Pattern
    opens_no_event: Pattern
    people: Pattern
    isles: Pattern
    streets: Pattern
    struck: Pattern
    struck_behind: Pattern
    bombed_in: Pattern
    airport_hit: Pattern
    border: Pattern
    same_place: Pattern
    goes_on: Pattern
    here: Pattern
    direction_heads: frozenset[str]
    area_heads: frozenset[str]


class StructureRules(NamedTuple):
    """What is not a report's text, and where its sentences do not end."""

    version: str
    furniture: Pattern
    abbreviations: frozenset[str]


@lru_cache(maxsize=1)
def event_rules() -> EventRules:
    """Return the rules of events."""
    table = read_rules("events.toml")
    triggers = [
        (entry, [fill(pattern, table["parts"]) for pattern in entry["patterns"]])
        for entry in table["trigger"]
    ]
    return EventRules(
        version=table["version"],
        triggers=tuple(
            Trigger(
                SubEventType(entry["sub_event"]) if entry["sub_event"] else None,
                union(patterns),
                is_weak=entry.get("is_weak", False),
            )
            for entry, patterns in triggers
        ),
        parts=tuple(compile_folded(it) for _, patterns in triggers for it in patterns),
        called=tuple(
            (union(entry["patterns"]), frozenset(map(SubEventType, entry["sub_events"])))
            for entry in table["called"]
        ),
        cues=EventCues(**{name: union(patterns) for name, patterns in table["cues"].items()}),
    )


@lru_cache(maxsize=1)
def site_rules() -> SiteRules:
    """Return the rules of places of events."""
    table = read_rules("sites.toml")
    parts: dict[str, str] = {"number": NUMBER_PATTERN}
    for name, pattern in table["parts"].items():
        # A part may be made of those above it.
        parts[name] = fill(pattern, parts)
    return SiteRules(
        version=table["version"],
        direction_heads=frozenset(table["heads"]["direction"]),
        area_heads=frozenset(table["heads"]["area"]),
        **compile_each(table["before"], parts),
        **compile_each(table["behind"], parts),
        **compile_each(table["cues"], parts),
    )


@lru_cache(maxsize=1)
def structure_rules() -> StructureRules:
    """Return the rules of a report's structure."""
    table = read_rules("structure.toml")
    return StructureRules(
        version=table["version"],
        furniture=union(table["furniture"]),
        abbreviations=frozenset(table["abbreviations"]),
    )


@lru_cache(maxsize=1)
def founding_words() -> PatternTable[None]:
    """Return what a sentence has one of, if it tells of an event or losses."""
    return PatternTable((pattern, None) for pattern in _list_founding())


@lru_cache(maxsize=1)
def telling_sieve() -> Sieve:
    """Return what keeps back texts that tell of no event or losses, and deny nothing."""
    cues = event_rules().cues
    denying = unite_needs(*(find_need(it.source) for it in (cues.denial, cues.anaphoric_denial)))
    return Sieve([*(find_need(it.source) for it in _list_founding()), denying])


def _list_founding() -> list[Pattern]:
    events, losses = event_rules(), casualty_rules()
    return [
        # Each by itself: a text that wakes one of them wakes few others, and all are long.
        *events.parts,
        *losses.words,
        losses.patterns.toll,
        losses.patterns.inverted_toll,
        losses.patterns.corrected_toll,
        losses.patterns.whole_party,
        losses.patterns.survivors,
        losses.patterns.zero,
        losses.cues.both_sides,
        losses.cues.vague,
    ]
