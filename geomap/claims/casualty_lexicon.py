"""The rules of losses, compiled once from their data file."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.numbers import NUMBER_PATTERN, VAGUE_PATTERN
from geomap.claims.rule_files import compile_each, compile_word, read_rules, split_group
from geomap.model import Category, Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.claims.patterns import Pattern

_CAPITALISED: Final = r"(?-i:[^\W\d_a-z][\w’'-]*)"


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
    of_old_age: Pattern
    of_past_war: Pattern
    of_other_event: Pattern
    other_event_ends: Pattern
    enemy: Pattern
    stateless: Pattern
    of_no_state: Pattern
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
    named_kin: Pattern
    list_resumed: Pattern
    apposed: Pattern
    aside: Pattern
    own_verb: Pattern
    his_own: Pattern
    of_his_own: Pattern
    new_ones: Pattern
    of_old: Pattern
    as_were: Pattern
    and_executed: Pattern
    past_record: Pattern
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
    with_them: Pattern
    done_by: Pattern
    told_anew: Pattern
    together_with: Pattern
    couple: Pattern
    some_of: Pattern
    perhaps_couple: Pattern
    whose: Pattern
    holds: Pattern
    soldiers: Pattern
    kin: Pattern
    of_each_other: Pattern
    of_fight: Pattern
    in_fight: Pattern


class CasualtyPatterns(NamedTuple):
    """Numbers of people, tolls and zeros, with their parts as named groups."""

    people: Pattern
    party: Pattern
    strong: Pattern
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
    whole_party: Pattern
    survivors: Pattern
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
    words: tuple[Pattern, ...]
    """What those three are made of: one finds its words where they do."""
    bounds: dict[str, Pattern]
    cues: CasualtyCues
    patterns: CasualtyPatterns


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
        persons={Category(name): compile_word(word) for name, word in table["persons"].items()},
        passive=_compile_measures(table["measures"]),
        active=_compile_measures(table["active"]),
        nominal=_compile_measures(table["nominal"]),
        words=tuple(
            compile_word(word)
            for name in ("measures", "active", "nominal")
            for group in table[name].values()
            for word in split_group(group)
        ),
        bounds=compile_each(table["bounds"], {}),
        cues=CasualtyCues(**compile_each(table["cues"], {"name": _CAPITALISED})),
        patterns=CasualtyPatterns(**compile_each(table["patterns"], parts)),
    )


def _compile_measures(table: Mapping[str, str]) -> dict[Measure, Pattern]:
    return {Measure(name): compile_word(pattern) for name, pattern in table.items()}
