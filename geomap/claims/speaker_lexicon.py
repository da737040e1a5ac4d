"""Loading the rules of who speaks and what sides answer, compiled once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.claims.patterns import PatternTable, compile_blind, compile_cased
from geomap.claims.rule_files import compile_each, read_rules, union

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from geomap.claims.patterns import Pattern


class SpeakerPhrases(NamedTuple):
    """Where in a sentence its speaker stands."""

    according: Pattern
    says: Pattern
    reacts: Pattern
    said_by: Pattern
    account: Pattern
    own_account: Pattern
    insertion: Pattern
    other_voice: Pattern
    clause_start: Pattern
    clause_end: Pattern
    opening: Pattern


class SpeakerCues(NamedTuple):
    """Words by which a speaker, or whose forces are meant, is known."""

    both: Pattern
    ministry: Pattern
    same: Pattern
    press_centre: Pattern
    official: Pattern
    bare: Pattern
    full_name: Pattern
    homely: Pattern
    alien: Pattern
    victim: Pattern
    our_forces: Pattern
    forces_before: Pattern
    forces_behind: Pattern
    forces: Pattern
    turn_opening: Pattern
    turn: Pattern
    on_its: Pattern
    seat_opening: Pattern
    seat_behind: Pattern
    other: Pattern
    tells: Pattern
    not_metonym: Pattern
    metonym_behind: Pattern
    foreign_owner: Pattern
    person: Pattern
    connector: Pattern
    local_office: Pattern
    state_owned: Pattern
    letterhead: Pattern
    target_before: Pattern
    rank: Pattern
    struck_behind: Pattern
    struck_before: Pattern
    leader_title: Pattern
    leader_name: Pattern


class ReplyCues(NamedTuple):
    """What a side says of an event that was told, in a sentence without one."""

    habit: Pattern
    silent: Pattern
    turn: Pattern
    account: Pattern
    blame: Pattern
    deed: Pattern
    tells: Pattern


class ArmedGroups(NamedTuple):
    """How armed groups that are no state's are called, as written, and who speaks for them."""

    named: Pattern
    of_their_land: Pattern
    """Those whose fallen are of the state in which they fight."""
    generic: Pattern
    before: Pattern


class Movement(NamedTuple):
    """A movement that governs a state, and what shows in a text that it does."""

    name: Pattern
    governs: Pattern
    ruled: tuple[tuple[str, str], ...]
    """First and last days (ISO, the last one empty while it lasts) on which nobody else did."""

    def rules_in(self, text: str, day: dt.date | None) -> bool:
        """Tell whether it governs by what a report says, or by the day it was published."""
        told = day.isoformat() if day else ""
        return bool(self.governs.search(text)) or any(
            bool(told) and first <= told <= (last or told) for first, last in self.ruled
        )


class SpeakerRules(NamedTuple):
    """Who speaks: bodies with their names, media, anaphora, verbs of saying, answers."""

    version: str
    articles: tuple[str, ...]
    bodies: PatternTable[str]
    owned_bodies: PatternTable[str]
    """Bodies only beside a state or a place."""
    unofficial: PatternTable[str]
    forces: Mapping[str, Pattern]
    """Short names of forces, by ISO alpha-3 code of their state."""
    short_names: Mapping[str, Pattern]
    """What two states that share a name are called for short, by ISO alpha-3 code."""
    seats: Mapping[str, Pattern]
    """Towns and houses by which a state that speaks is called, by ISO alpha-3 code."""
    groups: ArmedGroups
    governments: Mapping[str, Movement]
    """Movements that govern, by ISO alpha-3 code of their state."""
    leaders: PatternTable[str]
    """Surnames of who led a state, each with its ISO alpha-3 code."""
    state_media: Pattern
    """Agencies and stations that speak for a state, each group named by its ISO alpha-3 code."""
    phrases: SpeakerPhrases
    cues: SpeakerCues
    replies: ReplyCues


@lru_cache(maxsize=1)
def speaker_rules() -> SpeakerRules:
    """Return the rules of speakers."""
    table = read_rules("speakers.toml")
    parts = {key: table[key] for key in ("verbs", "reacts", "according")}
    return SpeakerRules(
        version=table["version"],
        articles=tuple(table["articles"]),
        bodies=_compile_named(table["body"]),
        owned_bodies=_compile_named(table["owned_body"]),
        unofficial=_compile_named(table["unofficial"]),
        forces={code: compile_cased(pattern) for code, pattern in table["forces"].items()},
        short_names={code: compile_cased(it) for code, it in table["short_names"].items()},
        seats={code: compile_cased(it) for code, it in table["seats"].items()},
        groups=ArmedGroups(
            named=compile_cased(table["groups"]["named"]),
            of_their_land=compile_cased(table["groups"]["of_their_land"]),
            generic=compile_blind(table["groups"]["generic"]),
            before=compile_blind(table["groups"]["before"]),
        ),
        governments={
            code: Movement(
                compile_cased(it["name"]),
                compile_cased(it["governs"]),
                tuple((first, last) for first, last in it["ruled"]),
            )
            for code, it in table["governments"].items()
        },
        leaders=PatternTable(
            (compile_cased(rf"\b(?:{it})\b(?!\s+[A-ZÀ-Þ][a-zà-ÿ])"), code)
            for code, it in table["leaders"].items()
        ),
        state_media=compile_cased(
            "|".join(f"(?P<{code}>{it})" for code, it in table["state_media"].items())
        ),
        phrases=SpeakerPhrases(**compile_each(table["phrases"], parts)),
        cues=SpeakerCues(**compile_each(table["cues"], parts)),
        replies=ReplyCues(**compile_each(table["replies"], table["account"])),
    )


def find_body(phrase: str) -> str | None:
    """Return the name of the official body that a phrase names, without its state."""
    owned = speaker_rules().owned_bodies
    return find_bare_body(phrase) or _find_named(phrase, owned)


def find_bare_body(phrase: str) -> str | None:
    """Return the name of a body that is one without a state or place beside it, too."""
    return _find_named(phrase, speaker_rules().bodies)


def _find_named(phrase: str, table: PatternTable[str]) -> str | None:
    rows = table.list_awake(phrase)
    return next((name for pattern, name in rows if pattern.search(phrase)), None)


def _compile_named(entries: Iterable[Mapping[str, Any]]) -> PatternTable[str]:
    return PatternTable((union(entry["patterns"]), entry["name"]) for entry in entries)
