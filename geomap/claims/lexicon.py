"""Loading the rules of extraction from their data files, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from geomap.errors import GeomapError
from geomap.model import Category, Measure, SubEventType

if TYPE_CHECKING:
    from collections.abc import Iterable

Pattern: TypeAlias = re.Pattern[str]


class Trigger(NamedTuple):
    """Words that tell of an event; ``sub_event`` is ``None`` where they only belong to one."""

    sub_event: SubEventType | None
    pattern: Pattern


class EventRules(NamedTuple):
    """Triggers and the cues around them."""

    version: str
    triggers: tuple[Trigger, ...]
    cues: dict[str, Pattern]


class SpeakerRules(NamedTuple):
    """Who speaks: bodies with their names, media, anaphora, verbs of saying."""

    version: str
    verb: str
    according: str
    account: Pattern
    both: Pattern
    bodies: tuple[tuple[str, Pattern], ...]
    unofficial: tuple[tuple[str, Pattern], ...]
    ministry: Pattern
    same: Pattern


class CasualtyRules(NamedTuple):
    """How losses are told."""

    version: str
    persons: dict[Category, str]
    between: str
    ranks: str
    passive: dict[Measure, str]
    active: dict[Measure, str]
    nominal: dict[Measure, str]
    bounds: dict[str, str]
    cues: dict[str, Pattern]


class StructureRules(NamedTuple):
    """What is not a report's text, and where its sentences do not end."""

    version: str
    furniture: Pattern
    abbreviations: frozenset[str]


@lru_cache(maxsize=1)
def event_rules() -> EventRules:
    """Return the rules of events."""
    table = _read("events.toml")
    return EventRules(
        version=table["version"],
        triggers=tuple(
            Trigger(
                SubEventType(entry["sub_event"]) if entry["sub_event"] else None,
                union(entry["patterns"]),
            )
            for entry in table["trigger"]
        ),
        cues={name: union(patterns) for name, patterns in table["cues"].items()},
    )


@lru_cache(maxsize=1)
def speaker_rules() -> SpeakerRules:
    """Return the rules of speakers."""
    table = _read("speakers.toml")
    return SpeakerRules(
        version=table["version"],
        verb=table["verbs"],
        according=table["according"],
        account=_compile(rf"\b{table['account']}"),
        both=_compile(table["both"]),
        bodies=tuple((entry["name"], union(entry["patterns"])) for entry in table["body"]),
        unofficial=tuple(
            (entry["name"], union(entry["patterns"])) for entry in table["unofficial"]
        ),
        ministry=_compile(table["anaphora"]["ministry"]),
        same=_compile(table["anaphora"]["same"]),
    )


@lru_cache(maxsize=1)
def casualty_rules() -> CasualtyRules:
    """Return the rules of casualties."""
    table = _read("casualties.toml")
    return CasualtyRules(
        version=table["version"],
        persons={Category(name): pattern for name, pattern in table["persons"].items()},
        between=table["between"],
        ranks=table["ranks"],
        passive=_by_measure(table["measures"]),
        active=_by_measure(table["active"]),
        nominal=_by_measure(table["nominal"]),
        bounds=table["bounds"],
        cues={name: _compile(pattern) for name, pattern in table["cues"].items()},
    )


@lru_cache(maxsize=1)
def structure_rules() -> StructureRules:
    """Return the rules of a report's structure."""
    table = _read("structure.toml")
    return StructureRules(
        version=table["version"],
        furniture=union(table["furniture"]),
        abbreviations=frozenset(table["abbreviations"]),
    )


def rule_versions() -> dict[str, str]:
    """Return the version of each file of rules, for the record of a run."""
    return {
        "events": event_rules().version,
        "speakers": speaker_rules().version,
        "casualties": casualty_rules().version,
        "structure": structure_rules().version,
    }


def union(patterns: Iterable[str]) -> Pattern:
    """Compile several patterns into one that finds any of them, in any case."""
    return _compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _by_measure(table: dict[str, str]) -> dict[Measure, str]:
    return {Measure(name): pattern for name, pattern in table.items()}


def _compile(pattern: str) -> Pattern:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        msg = f"rule {pattern!r}: not a regular expression ({error})"
        raise GeomapError(msg) from error


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("geomap.claims.rules").joinpath(name).read_text(encoding="utf-8"))
