"""Loading the rules of what a date is the day of from their data file, compiled once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.claims.rule_files import compile_each, read_rules

if TYPE_CHECKING:
    from geomap.claims.patterns import Pattern


class BeforeDate(NamedTuple):
    """What stands right before a date in its sentence."""

    said: Pattern
    zone: Pattern
    died: Pattern
    told_of: Pattern
    says_on: Pattern
    caption: Pattern
    dateline: Pattern
    named: Pattern
    born: Pattern
    that: Pattern
    agreed: Pattern
    former: Pattern
    since: Pattern
    to_come: Pattern
    now: Pattern
    until: Pattern
    stretch: Pattern
    until_clock: Pattern
    afterwards: Pattern
    of_event: Pattern
    harm: Pattern
    caught: Pattern
    arrest: Pattern


class BehindDate(NamedTuple):
    """What stands right behind a date."""

    said: Pattern
    leading_said: Pattern
    leading_witness: Pattern
    leading_afterwards: Pattern
    afterwards: Pattern
    arrest: Pattern
    leading_caught: Pattern
    leading_arrest: Pattern
    when: Pattern
    arrested_for: Pattern
    of_event: Pattern
    of_other: Pattern
    died_of: Pattern
    there: Pattern
    marks: Pattern
    now: Pattern
    named: Pattern
    caption: Pattern
    dateline: Pattern
    place_line: Pattern


class DateCues(NamedTuple):
    """Words elsewhere in the sentence of a date, and between two dates."""

    opening: Pattern
    days_after: Pattern
    days_after_head: Pattern
    shift: Pattern
    took_place: Pattern
    named_again: Pattern
    other_day: Pattern
    night: Pattern
    early: Pattern
    apposition: Pattern
    day_within: Pattern
    and_on: Pattern
    night_to_morning: Pattern
    and_day: Pattern
    clock_to_clock: Pattern
    evening: Pattern
    morning: Pattern
    reversed_apposition: Pattern
    aftermath: Pattern
    apart: Pattern
    leads_back: Pattern
    in_which: Pattern
    leads_away: Pattern
    clause_head: Pattern


class DateRules(NamedTuple):
    """Of what a date is the day."""

    version: str
    before: BeforeDate
    behind: BehindDate
    cues: DateCues


@lru_cache(maxsize=1)
def date_rules() -> DateRules:
    """Return the rules of what a date is the day of."""
    table = read_rules("dates.toml")
    parts = table["parts"]
    return DateRules(
        version=table["version"],
        before=BeforeDate(**compile_each(table["before"], parts)),
        behind=BehindDate(**compile_each(table["behind"], parts)),
        cues=DateCues(**compile_each(table["cues"], parts)),
    )
