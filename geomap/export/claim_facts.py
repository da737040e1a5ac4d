"""What a claim says in words, fact by fact: for a terminal's line and for a page's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.incidents import describe_date
from geomap.yearless import read_edtf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Fact", "iter_facts"]


class Fact(NamedTuple):
    """One thing that was read, under the name of its kind."""

    label: str
    words: str
    lead: str = ""
    """What stands before the words where the label is not shown."""
    is_inferred: bool = False
    """Whether it was taken from beside the sentence."""


def iter_facts(claim: Mapping[str, Any]) -> Iterator[Fact]:
    """Yield the facts of a claim as `explain_document` returns it, always in one order."""
    yield Fact("Event", claim["event"] or "details only")
    if claim["stance"] != "asserts":
        yield Fact("Stance", claim["stance"].replace("_", " "))
    yield from _iter_days(claim)
    for place in claim["places"]:
        role = {"direction": "towards", "area": "in"}.get(place["role"], "at")
        words = f"{role} {place['name']}"
        yield Fact("Where", words, is_inferred=place["basis"] == "inferred")
    for loss in claim["losses"]:
        figure = loss["best"] if loss["best"] is not None else "some"
        toll = " in all" if loss["scope"] == "cumulative" else ""
        side = f" of {loss['side']}" if loss["side"] else ""
        yield Fact("Losses", f"{figure} {loss['measure'].replace('_', ' ')}{side}{toll}")
    if claim["speaker"]:
        yield Fact("Source", claim["speaker"], lead="by the word of ")


def _iter_days(claim: Mapping[str, Any]) -> Iterator[Fact]:
    start, end = claim["date_start"], claim["date_end"]
    if start or end or claim["date_edtf"]:
        words = start or f"until {end}"
        if start and end and end != start:
            words = f"{start} to {end}"
        if not (start or end):
            words = describe_date(read_edtf(claim["date_edtf"]))
        is_inferred = claim["date_basis"] not in {"explicit", "weekday"}
        yield Fact("When", words, is_inferred=is_inferred)
    if claim["said_on"]:
        yield Fact("Said on", claim["said_on"], lead="said on ")
