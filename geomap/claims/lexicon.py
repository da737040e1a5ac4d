"""Loading the rules of extraction from their data files, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.claims.numbers import NUMBER_PATTERN, VAGUE_PATTERN
from geomap.claims.patterns import Pattern, PatternTable, compile_folded
from geomap.model import Category, Measure, SubEventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PLACEHOLDER: Final = re.compile(r"\{([a-z]+)\}")
_CAPITALISED: Final = r"(?-i:[^\W\d_a-z][\w’'-]*)"


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
    record: Pattern
    background: Pattern
    follow_up: Pattern
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
    called: tuple[tuple[Pattern, frozenset[SubEventType]], ...]
    """What an event is called, and what kinds of event are called so."""
    cues: EventCues


class CasualtyCues(NamedTuple):
    """Words around a number of people and around a word for a loss."""

    blaming: Pattern
    cumulative: Pattern
    grown_toll: Pattern
    to_death: Pattern
    late_death: Pattern
    and_died: Pattern
    was_hit: Pattern
    who_was: Pattern
    of_past_war: Pattern
    of_other_event: Pattern
    other_event_ends: Pattern
    enemy: Pattern
    stateless: Pattern
    told_by_other: Pattern
    freed: Pattern
    of_some: Pattern
    among_those: Pattern
    aftermath: Pattern
    bodies: Pattern
    bodies_exchanged: Pattern
    own: Pattern
    equipment: Pattern
    additive: Pattern
    untold: Pattern
    untold_before: Pattern
    untold_behind: Pattern
    new_subject: Pattern
    auxiliary: Pattern
    object_next: Pattern
    inflicted: Pattern
    of_things: Pattern
    intransitive: Pattern
    suffers: Pattern
    second_verb: Pattern
    singular: Pattern
    auxiliary_of_one: Pattern
    died_of: Pattern
    court: Pattern
    act: Pattern
    also: Pattern
    earlier_count: Pattern
    later_count: Pattern
    pronoun: Pattern
    not_one: Pattern
    collective: Pattern
    named_one: Pattern
    last_subject: Pattern
    plural: Pattern
    bare_number_end: Pattern
    list_behind: Pattern
    list_before: Pattern
    joined: Pattern
    subset: Pattern
    and_wounded: Pattern
    civilian: Pattern
    toll_of_wounded: Pattern
    tells_wounded: Pattern
    tells_killed: Pattern
    definite: Pattern
    both_sides: Pattern
    vague: Pattern
    denied: Pattern
    inflicted_by: Pattern
    owner_behind: Pattern
    side_behind: Pattern
    on_side: Pattern
    has_lost: Pattern
    struck: Pattern
    hit: Pattern
    line: Pattern
    when: Pattern
    fired: Pattern
    bystander: Pattern
    ground: Pattern
    weapon: Pattern
    from_afar: Pattern
    police: Pattern
    origin: Pattern
    own_army: Pattern
    of_others: Pattern
    killed_them: Pattern
    holds: Pattern
    soldiers: Pattern
    kin: Pattern
    of_each_other: Pattern
    of_fight: Pattern
    in_fight: Pattern


class CasualtyPatterns(NamedTuple):
    """Numbers of people, tolls and zeros, with their parts as named groups."""

    people: Pattern
    named: Pattern
    bare: Pattern
    victim: Pattern
    one: Pattern
    one_before: Pattern
    one_more: Pattern
    person: Pattern
    persons_next: Pattern
    verb_next: Pattern
    toll: Pattern
    inverted_toll: Pattern
    tabled_toll: Pattern
    corrected_toll: Pattern
    zero: Pattern
    owned: Pattern
    owned_before: Pattern


class CasualtyRules(NamedTuple):
    """How losses are told; ``passive`` has its people before it, ``active`` behind it."""

    version: str
    persons: dict[Category, Pattern]
    passive: dict[Measure, Pattern]
    active: dict[Measure, Pattern]
    nominal: dict[Measure, Pattern]
    bounds: dict[str, Pattern]
    cues: CasualtyCues
    patterns: CasualtyPatterns


class SiteRules(NamedTuple):
    """How a place is tied to what happened: words before its name, with it, and for it."""

    version: str
    locative: Pattern
    direction: Pattern
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
    return EventRules(
        version=table["version"],
        triggers=tuple(
            Trigger(
                SubEventType(entry["sub_event"]) if entry["sub_event"] else None,
                union(entry["patterns"]),
                is_weak=entry.get("is_weak", False),
            )
            for entry in table["trigger"]
        ),
        called=tuple(
            (union(entry["patterns"]), frozenset(map(SubEventType, entry["sub_events"])))
            for entry in table["called"]
        ),
        cues=EventCues(**{name: union(patterns) for name, patterns in table["cues"].items()}),
    )


@lru_cache(maxsize=1)
def casualty_rules() -> CasualtyRules:
    """Return the rules of casualties."""
    table = read_rules("casualties.toml")
    parts = {
        "number": NUMBER_PATTERN,
        "vague": VAGUE_PATTERN,
        "name": _CAPITALISED,
        "ranks": table["ranks"],
        "between": table["between"],
        "military": table["persons"]["military"],
        "demonym": table["demonym"],
        "describing": table["describing"],
        "kind": table["kind"],
        "civilian": table["persons"]["civilian"],
        "persons": "|".join(table["persons"].values()),
        "bounds": "|".join(table["bounds"].values()),
        "measures": "|".join(table["measures"].values()),
    }
    return CasualtyRules(
        version=table["version"],
        persons={Category(name): _compile_word(word) for name, word in table["persons"].items()},
        passive=_compile_measures(table["measures"]),
        active=_compile_measures(table["active"]),
        nominal=_compile_measures(table["nominal"]),
        bounds=compile_each(table["bounds"], {}),
        cues=CasualtyCues(**compile_each(table["cues"], {"name": _CAPITALISED})),
        patterns=CasualtyPatterns(**compile_each(table["patterns"], parts)),
    )


@lru_cache(maxsize=1)
def site_rules() -> SiteRules:
    """Return the rules of places of events."""
    table = read_rules("sites.toml")
    parts: dict[str, str] = {"number": NUMBER_PATTERN}
    for name, pattern in table["parts"].items():
        # A part may be made of those above it.
        parts[name] = _fill(pattern, parts)
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
    events, losses = event_rules(), casualty_rules()
    words = (losses.passive, losses.active, losses.nominal)
    patterns = [
        *(trigger.pattern for trigger in events.triggers),
        *(pattern for table in words for pattern in table.values()),
        losses.patterns.toll,
        losses.patterns.inverted_toll,
        losses.patterns.corrected_toll,
        losses.patterns.zero,
        losses.cues.both_sides,
        losses.cues.vague,
    ]
    return PatternTable((pattern, None) for pattern in patterns)


def union(patterns: Iterable[str]) -> Pattern:
    """Compile several patterns into one that finds any of them, in any case.

    Where all of them begin with a word, so does the whole: inside a word none is tried.
    """
    listed = list(patterns)
    choices = [choice for pattern in listed for choice in split_choices(pattern)]
    if all(choice.startswith(r"\b") for choice in choices):
        bare = "|".join(choice.removeprefix(r"\b") for choice in choices)
        return compile_folded(rf"\b(?:{bare})")
    return compile_folded("|".join(f"(?:{pattern})" for pattern in listed))


def split_choices(pattern: str) -> list[str]:
    """Split a pattern at the bars that stand in no group and no set."""
    parts, depth, in_set, start = [], 0, False, 0
    for match in re.finditer(r"\\.|[\[\]()|]", pattern):
        mark = match[0]
        if in_set:
            in_set = mark != "]"
        elif mark == "[":
            in_set = True
        elif mark in "()":
            depth += 1 if mark == "(" else -1
        elif mark == "|" and not depth:
            parts.append(pattern[start : match.start()])
            start = match.end()
    return [*parts, pattern[start:]]


def compile_each(table: Mapping[str, str], parts: Mapping[str, str]) -> dict[str, Pattern]:
    """Compile the patterns of a table, each with its parts put where it names them."""
    return {name: compile_folded(_fill(pattern, parts)) for name, pattern in table.items()}


def _compile_measures(table: Mapping[str, str]) -> dict[Measure, Pattern]:
    return {Measure(name): _compile_word(pattern) for name, pattern in table.items()}


def _compile_word(pattern: str) -> Pattern:
    return compile_folded(rf"\b{pattern}\b")


def _fill(pattern: str, parts: Mapping[str, str]) -> str:
    """Put each part where the pattern names it in braces; a repetition such as ``{0,3}`` stays."""
    return _PLACEHOLDER.sub(lambda match: parts[match[1]], pattern)


def read_rules(name: str) -> dict[str, Any]:
    """Read a file of rules."""
    return tomllib.loads(files("geomap.claims.rules").joinpath(name).read_text(encoding="utf-8"))
