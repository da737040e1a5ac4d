"""What is drawn of a border through time: its sections, and what happened where and when.

Chainages are geodesic km along a section.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import datetime as dt


class Reach(NamedTuple):
    """A place on the line, and how far off the truth may be."""

    km: float
    from_km: float
    to_km: float


class Band(NamedTuple):
    """A part of the line, and what it is called."""

    name: str
    from_km: float
    to_km: float


class Bank(NamedTuple):
    """One side of a section: its country, and the divisions that lie along the line."""

    country: str
    divisions: tuple[Band, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One incident on one section."""

    id: str
    place: str
    summary: str
    shape: str
    status: str
    first: dt.date
    last: dt.date
    is_open: bool
    """It may have been earlier: only the last possible day is known."""
    when: str
    """The days in a few words."""
    people: int | None
    """Killed and wounded together; None where no report gives a figure."""
    losses: str
    """The same in words; empty where there is none."""
    main: Reach | None
    """None where the main site lies on another section."""
    others: tuple[Reach, ...]
    stretches: tuple[tuple[float, float], ...]

    @property
    def reaches(self) -> tuple[Reach, ...]:
        """Return all its places on the section, the main one first."""
        return (self.main, *self.others) if self.main else self.others


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One section of a border with its incidents, in the order of time."""

    section: str
    length_km: float
    start: str
    end: str
    left: Bank
    """The side that lies to the left where the section runs down the page."""
    right: Bank
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An incident that has no place in the picture, and why."""

    incident: dict[str, Any]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """A border through time."""

    border: str
    name: str
    strips: tuple[Strip, ...]
    left_out: tuple[LeftOut, ...]
    credit: str

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the marks of all sections."""
        return tuple(mark for strip in self.strips for mark in strip.marks)

    @property
    def count(self) -> int:
        """Return the number of incidents; one that is on two sections has a mark on each."""
        return len({mark.id for mark in self.marks})

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Return the first and the last day of all marks."""
        return min(mark.first for mark in self.marks), max(mark.last for mark in self.marks)
