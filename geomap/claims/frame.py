"""What reading one document carries along: its parties, its memory, and a sentence half read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.claims.events import EventReading
from geomap.claims.sites import SitesRead, choose_sites, infer_sites, read_sites
from geomap.model import Measure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from geomap.claims.casualties import Loss
    from geomap.claims.dates import DateMention
    from geomap.claims.owners import Owners
    from geomap.claims.recalled import Tolls
    from geomap.claims.speech import CountryMention
    from geomap.claims.structure import Sentence
    from geomap.claims.surroundings import Surroundings
    from geomap.claims.zone import BorderZone
    from geomap.model import (
        Casualty,
        ClaimSite,
        DateInterval,
        Document,
        Resolution,
        Speaker,
        SubEventType,
    )
    from geomap.places import Gazetteer


class Frame(NamedTuple):
    """What holds for a whole document."""

    document: Document
    resolutions: Sequence[Resolution]
    countries: Sequence[CountryMention]
    pair: tuple[str, ...]
    gazetteer: Gazetteer
    names: Mapping[str, str]
    zone: BorderZone
    owners: Owners
    seat: tuple[ClaimSite, ...] = ()
    """Where the report was written, for "in this city"."""
    published: dt.date | None = None
    """The report's own day; its document's is that which its dates are counted from."""
    sites_read: dict[tuple[int, int], SitesRead] = {}  # noqa: RUF012 - each frame is made with one
    """Of each range of the text that was asked for."""

    def find_sites(
        self, start: int, end: int, *, is_loose: bool = False, is_claim: bool = False
    ) -> tuple[ClaimSite, ...]:
        """Find the places of ``[start, end)`` of the text; see `geomap.claims.sites`."""
        if (start, end) not in self.sites_read:
            self.sites_read[start, end] = read_sites(
                self.document.text, start, end, resolutions=self.resolutions, zone=self.zone
            )
        return choose_sites(
            self.sites_read[start, end], zone=self.zone, is_loose=is_loose, is_claim=is_claim
        )

    def find_offices(self, start: int, end: int) -> tuple[ClaimSite, ...]:
        """Find the places whose office speaks in ``[start, end)``, once its sites were read."""
        read = self.sites_read.get((start, end))
        return infer_sites(read.offices) if read else ()


class Memory:
    """What reading a document leaves behind from sentence to sentence."""

    def __init__(self) -> None:
        self.side: str | None = None
        self.denial: tuple[int, Speaker | None] | None = None
        self.said_on: dict[str, dt.date] = {}
        """The day on which each side is said to have spoken last."""
        self.told: int | None = None
        """Number of the last sentence that told an event or losses."""
        self.tellers: dict[str, int] = {}
        """Sides that told an event, the report itself being one, and numbers of their sentences."""
        self.talk: tuple[int, str | None] | None = None
        """Number and side of the last sentence in which somebody spoke of nothing that happened."""
        self.history_paragraph: int | None = None
        self.voice: tuple[int, str] | None = None
        """Paragraph and side of the last sentence that names who speaks."""
        self.sites: tuple[ClaimSite, ...] = ()
        self.sites_paragraph: int | None = None
        """Of the last event with places of its own."""
        self.surroundings: Surroundings | None = None
        self.number = 0
        """Of the sentence at hand."""
        self.heading: DateInterval | None = None
        """The day that stands above the sentence at hand as a heading."""
        self.told_date: DateInterval | None = None
        """The day that the report told of last, an event's or not."""
        self.date: DateInterval | None = None
        self.counted: tuple[int, tuple[Casualty, ...]] | None = None
        """Number of the last sentence that told figures, and these."""
        self.sides_of: dict[tuple[Measure, int | None], str | None] = {}
        """Whose losses were told last in a number, by measure and number."""
        self.kind: SubEventType | None = None
        """What kind of event was told last."""
        self.is_toll = False
        """Whether the last figures counted a longer period than the event."""
        self.recalled: Tolls = frozenset()
        """How many were lost in events of long ago."""
        self.is_mishap = False
        """Whether losses told without an event are those of an accident or of nature."""
        self.count = 0

    @property
    def setting(self) -> tuple[ClaimSite, ...]:
        """Where the sentence at hand is set, should it name no place."""
        return self.surroundings.find_setting(self.number) if self.surroundings else ()

    @property
    def label(self) -> tuple[ClaimSite, ...]:
        """The place that stands in front of the paragraph of the sentence at hand."""
        return self.surroundings.told[self.number].label if self.surroundings else ()

    @property
    def setting_date(self) -> DateInterval | None:
        """The day that the report names beside the sentence at hand."""
        return self.surroundings.find_date(self.number) if self.surroundings else None

    def find_narrower(self, sites: tuple[ClaimSite, ...]) -> tuple[ClaimSite, ...]:
        """Return what the sentences behind the one at hand name within its province."""
        return self.surroundings.find_narrower(self.number, sites) if self.surroundings else ()

    def drop_recalled(self, losses: list[Loss], *, is_event: bool) -> list[Loss]:
        """Drop persons told without a number, but of an event of which nobody was counted yet.

        "Five were killed. The mayor was killed in his car.": one of the five. So are those whose
        bodies were brought home, where as many were counted.
        """
        counted = {measure for measure, _ in self.sides_of}
        may_count = is_event or self.count > 0
        return [
            it
            for it in losses
            if (not it.people.is_recalled or (may_count and it.measure not in counted))
            and not (it.people.is_aftermath and self._has_counted(it))
        ]

    def _has_counted(self, loss: Loss) -> bool:
        """Tell whether as many people of a loss's kind were counted before, or with the dead."""
        counted = [best or 0 for measure, best in self.sides_of if measure is loss.measure]
        dead = [best or 0 for measure, best in self.sides_of if measure is Measure.KILLED]
        together = max(counted, default=0) + max(dead, default=0)
        if loss.measure is Measure.KILLED:
            together = max(counted, default=0)
        return bool(counted) and together >= (loss.people.best or 0)

    def find_setting(
        self, paragraph: int, *, goes_on: bool, names_kind: bool = False
    ) -> tuple[ClaimSite, ...]:
        """Return where a sentence without a place is set.

        "That raid" is its paragraph's, "the town" the last that was named.
        """
        last = self.sites_paragraph
        is_near = last is not None and paragraph - last <= 1
        setting = self.setting
        if (goes_on and last == paragraph) or (is_near and (names_kind or not setting)):
            return infer_sites(self.sites)
        return setting


class SentencePart(NamedTuple):
    """A sentence with all that was read in it, before it becomes a claim."""

    sentence: Sentence
    number: int
    """Of the sentence in its document."""
    reading: EventReading
    dates: list[DateMention]
    speaker: Speaker | None
    losses: list[Loss]

    def silenced(self) -> SentencePart:
        """Return it as one that tells nothing."""
        return self._replace(reading=EventReading(), losses=[])
