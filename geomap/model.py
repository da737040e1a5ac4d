"""The records that travel through geomap, frozen, from a report's text to an incident on a border.

`Document -> Mention -> Resolution -> Claim -> Incident -> Site`. A *claim* is what one document
asserts; an *incident* is our inference from one or more claims.

Conventions that hold for every record here:

- positions in text are half-open ranges of characters of the original, unaltered text;
- coordinates are (lon, lat) in degrees, WGS 84 (EPSG:4326); a missing coordinate is ``None``;
- units are in the names: ``_km`` are geodesic kilometres;
- unknown is ``None``, never 0; 0 is a reported zero.
"""

from __future__ import annotations

import datetime as dt
import math
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, dataclass_transform

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of all records: frozen, with slots, built by keyword only.

    None can hold itself, so the collector of cycles need not look at the millions of a large run.
    """


MAX_LON: Final = 180.0
MAX_LAT: Final = 90.0
"""Degrees, WGS 84."""


class MentionKind(StrEnum):
    """How a name stands in the text."""

    PLACE = "place"
    """The name means the place: "in Jermuk"."""
    DEMONYM = "demonym"
    """An adjective or people made from it: "Armenian forces"."""
    EMBEDDED = "embedded"
    """The name is part of another name: "Kalbajar Hydro Company"."""
    PERSON = "person"
    """The name is a person's, or part of it: "Jack London"."""


class SubEventType(StrEnum):
    """ACLED sub-event types that geomap tells apart, with ACLED's exact strings."""

    ARMED_CLASH = "Armed clash"
    SHELLING = "Shelling/artillery/missile attack"
    AIR_STRIKE = "Air/drone strike"
    MINE = "Remote explosive/landmine/IED"
    ATTACK = "Attack"
    ABDUCTION = "Abduction/forced disappearance"
    AGREEMENT = "Agreement"
    DISRUPTED_WEAPONS = "Disrupted weapons use"
    TRANSFER = "Non-violent transfer of territory"
    ARRESTS = "Arrests"
    LOOTING = "Looting/property destruction"
    OTHER = "Other"


EVENT_TYPES: Final[dict[SubEventType, str]] = {
    SubEventType.ARMED_CLASH: "Battles",
    SubEventType.SHELLING: "Explosions/Remote violence",
    SubEventType.AIR_STRIKE: "Explosions/Remote violence",
    SubEventType.MINE: "Explosions/Remote violence",
    SubEventType.ATTACK: "Violence against civilians",
    SubEventType.ABDUCTION: "Violence against civilians",
    SubEventType.AGREEMENT: "Strategic developments",
    SubEventType.DISRUPTED_WEAPONS: "Strategic developments",
    SubEventType.TRANSFER: "Strategic developments",
    SubEventType.ARRESTS: "Strategic developments",
    SubEventType.LOOTING: "Strategic developments",
    SubEventType.OTHER: "Strategic developments",
}
"""ACLED event type of each sub-event type."""


class Measure(StrEnum):
    """What happened to the people of a casualty figure."""

    KILLED = "killed"
    WOUNDED = "wounded"
    KILLED_OR_WOUNDED = "killed_or_wounded"
    """Reported as one figure ("casualties", "killed or injured"): never split."""
    CAPTURED = "captured"
    MISSING = "missing"


class Category(StrEnum):
    """Whether the people of a casualty figure bore arms."""

    MILITARY = "military"
    CIVILIAN = "civilian"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """What a casualty figure counts."""

    EVENT = "event"
    """This event alone."""
    CUMULATIVE = "cumulative"
    """A toll of a longer period ("so far", "since"); never added to an event's figure."""


class Stance(StrEnum):
    """How the speaker of a claim stands to it."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ALLEGES = "alleges"
    """Passed on as somebody's unproven word: "the supposed shelling"."""


class Status(StrEnum):
    """What the reports together make of an incident."""

    CONFIRMED_BY_BOTH = "confirmed_by_both"
    REPORTED = "reported"
    """By a third party, or by the reporter without naming a side."""
    CLAIMED = "claimed"
    """By one side only."""
    CONTESTED = "contested"
    """One side asserts that it happened, another denies it."""
    DENIED = "denied"
    """Only known as a rumour that a named party denies."""


class DateBasis(StrEnum):
    """From what a date was inferred."""

    EXPLICIT = "explicit"
    WEEKDAY = "weekday"
    RELATIVE = "relative"
    """Counted from the day of the report, or from the day that it names beside the event."""
    DATELINE = "dateline"
    """No date in the text: on, or shortly before, the day of publication."""
    LINKED = "linked"
    """Taken from another report of the same incident."""
    NONE = "none"
    CORRECTED = "corrected"
    """Set by a person; only of incidents, never of a claim."""


class SiteRole(StrEnum):
    """How a named place stands to what happened."""

    AT = "at"
    """It happened there: "in the village of Movses"."""
    DIRECTION = "direction"
    """On the stretch of the border that faces it: "in the direction of Lachin"."""
    AREA = "area"
    """Somewhere in it: "in Gegharkunik province"."""


class Span(Record):
    """A half-open range of characters of one document's original text."""

    document_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        """Reject a range that no text can have."""
        if not 0 <= self.start <= self.end:
            msg = (
                f"span of {self.document_id}: expected 0 <= start <= end, "
                f"got {self.start}, {self.end}"
            )
            raise ValueError(msg)


class Document(Record):
    """One report, its text as it was read, never altered.

    Of a file that holds several articles each is a document of its own; the characters of those
    before it are blanks in its text, so that every position is that in the file.
    """

    id: str
    text: str
    source: str
    """Path of the file below the corpus, with forward slashes."""
    published: dt.date | None = None
    published_span: Span | None = None
    """Where the date of publication stands in the text, if it does."""
    body_start: int = 0
    """First character after the header."""
    title: str | None = None
    publisher: str | None = None
    home: str | None = None
    """Where its publisher is at home, as one writes it: "Paris, Texas"."""
    url: str | None = None
    language: str | None = None
    """ISO 639-1, where it could be told."""


class Mention(Record, gc=False):
    """A name of a place in a document, half-open ``[start, end)`` of its original text."""

    document_id: str
    start: int
    end: int
    text: str
    kind: MentionKind


@lru_cache(maxsize=10_000)
def split_countries(codes: str | None) -> frozenset[str]:
    """Return the codes of a country, or of those that a feature on the border lies between."""
    return frozenset(codes.split("|")) if codes else frozenset()


class Place(Record):
    """A place of the gazetteer; (lon, lat) in degrees, WGS 84, ``None`` where no point is known."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    country: str | None = None
    """ISO 3166-1 alpha-3; two joined by "|" for a feature on the border."""
    admin1: str | None = None
    """ISO 3166-2."""
    feature_code: str | None = None
    """GeoNames feature code: PPL, ADM1, MT, LK, PCLI ..."""
    population: int | None = None
    radius_km: float | None = None
    """Radius of a circle of the place's area, for what is more than a point."""

    def __post_init__(self) -> None:
        """Reject coordinates that are not on the Earth."""
        check_lon_lat(self.lon, self.lat, what=f"place {self.id}")

    @property
    def countries(self) -> frozenset[str]:
        """ISO alpha-3 codes of the countries that the place belongs to or lies between."""
        return split_countries(self.country)


class Candidate(Record, gc=False):
    """A place that a mention might mean, with the resolver's score (higher is better)."""

    place: Place
    score: float


class Resolution(Record, gc=False):
    """What a mention was taken to mean: a place, or ``None`` with the reason why not."""

    mention: Mention
    place: Place | None
    reason: str
    candidates: tuple[Candidate, ...] = ()


class Evidence(Record):
    """The characters of a report that a field of a claim or an incident rests on."""

    span: Span
    field: str
    """What it supports: event, date, place, casualties, status."""


class Speaker(Record):
    """Who says something: an official body, or a medium."""

    name: str
    """As it is shown: "Ministry of Defence of Azerbaijan"."""
    side: str | None = None
    """ISO alpha-3 of the state that it speaks for, two joined by "|" when both parties say it;
    ``None`` for media and third persons."""
    official: bool = True
    """False for media and for what circulates without a known author."""
    is_group: bool = False
    """Whether it is an armed group that is no state's, and so a side of its own."""


class DateInterval(Record):
    """When something happened; ``None`` where an end is not known.

    ``weekday`` (Monday is 0) and ``year`` keep what an undated report says about its day, so that
    a link to a dated report can be checked against it.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    precision: int | None = None
    """UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 year."""
    basis: DateBasis = DateBasis.NONE
    weekday: int | None = None
    year: int | None = None
    span: Span | None = None
    yearless: tuple[dt.date | None, dt.date | None] | None = None
    """First and last day where their year is not known, in a stand-in year, to count with alone:
    what is shown of them is told by `geomap.yearless.write_edtf`."""

    @property
    def is_known(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None


class Course(Record):
    """How long a sentence says that a fight has gone on."""

    days: int | None = None
    """"For a second day", "two days of fighting": 2."""
    began: dt.date | None = None
    ended: dt.date | None = None
    goes_on: bool = False
    """It continues what was told before, or has begun again."""


class ClaimSite(Record):
    """A place that a claim names as where something happened, and how."""

    place: Place
    role: SiteRole
    span: Span
    within: Place | None = None
    """A larger unit that the report ties to the place: "Basarkechar [Gegharkunik]"."""
    is_area: bool = False
    """The report names the area around the place ("Basarkechar region"), not the place itself."""
    is_inferred: bool = False
    """The sentence names no place: this is where the report was when it told this."""
    is_near: bool = False
    """The report says "near" the place, or counts from it: not in it, but within some 25 km."""


class Casualty(Record):
    """One figure of losses, as one speaker gives it."""

    measure: Measure
    side: str | None = None
    """ISO alpha-3 of the side that suffered the loss."""
    is_side_inferred: bool = False
    """The words for the people do not name it: who speaks, who struck or what was told does."""
    is_stateless: bool = False
    """Of people who are told to be no state's: "two gunmen"."""
    category: Category = Category.UNKNOWN
    low: int | None = None
    best: int | None = None
    high: int | None = None
    """``None`` for "at least"."""
    scope: Scope = Scope.EVENT
    as_of: dt.date | None = None
    claimed_by: str | None = None
    claimed_by_side: str | None = None
    span: Span | None = None


class Actor(Record):
    """A party of what happened."""

    side: str
    role: str
    """"initiator", "target" or "party"; by the claim's own account."""


class Claim(Record):
    """What one sentence of one document says happened."""

    id: str
    document_id: str
    sub_event_type: SubEventType | None
    """``None`` when the sentence only adds losses or an end to what another one tells."""
    date: DateInterval
    said_on: dt.date | None = None
    sites: tuple[ClaimSite, ...] = ()
    setting: tuple[ClaimSite, ...] = ()
    """Of a sentence without a place: where the report was when it came to it, inferred."""
    setting_date: DateInterval | None = None
    """Of a sentence without a day: the one that the report names beside it, inferred."""
    parties: tuple[str, ...] = ()
    """The two states that the document is about, ISO alpha-3 in alphabetical order."""
    border: tuple[str, str] | None = None
    """The pair of ISO alpha-3 codes whose border the sentence names."""
    casualties: tuple[Casualty, ...] = ()
    actors: tuple[Actor, ...] = ()
    speaker: Speaker | None = None
    stance: Stance = Stance.ASSERTS
    opens_event: bool = False
    """The sentence says that it tells of another event: "Separately", "Earlier on Saturday"."""
    refers_back: bool = False
    """It goes on about one that was told: "the attack"."""
    course: Course | None = None
    """How long it says that the fighting has gone on."""
    in_own_words: bool = False
    """The report itself tells the event, and names nobody who says so."""
    reported_through: Speaker | None = None
    """Who passes an alleged claim on, if it is not its speaker."""
    in_passing: bool = False
    """All that a report of other matters tells, without place or losses: it founds nothing."""
    evidence: tuple[Evidence, ...] = ()

    @property
    def event_type(self) -> str | None:
        """ACLED event type, or ``None``."""
        return EVENT_TYPES[self.sub_event_type] if self.sub_event_type else None


class Stretch(Record):
    """A part of a border section between two chainages, in geodesic km along the line."""

    section: str
    from_km: float
    to_km: float

    @property
    def length_km(self) -> float:
        """Length along the line."""
        return self.to_km - self.from_km


class BorderPoint(Record):
    """Where on a border something is attached."""

    border: str
    """Id of the line, the ISO alpha-3 codes in alphabetical order: "ARM-AZE"."""
    section: str
    lon: float
    lat: float
    chainage_km: float
    """Geodesic km along the section from its start."""
    offset_km: float
    """Geodesic km from the place named to the line."""
    method: str
    """"nearest_point", "on_line" or "stretch"."""
    side: str | None = None
    """ISO alpha-3 of the side of the line on which the place named lies."""
    stretches: tuple[Stretch, ...] = ()
    """The parts of the line that are meant, when it is not one point of it."""
    uncertainty_km: float | None = None

    def __post_init__(self) -> None:
        """Reject coordinates that are not on the Earth."""
        check_lon_lat(self.lon, self.lat, what=f"point on {self.border}")


class Site(Record):
    """A place of an incident and where it is attached to the border."""

    place: Place
    place_named: str
    """As the reports spell it."""
    role: SiteRole
    where_precision: int
    """UCDP where_prec, 1 to 7."""
    document_count: int
    """Documents that name it; an article and its copies are one."""
    within: Place | None = None
    is_area: bool = False
    """The area around the place is meant, not the place itself."""
    is_inferred: bool = False
    """No report names it where it tells of the event; it is where a report was when it told it."""
    is_corrected: bool = False
    """A person put it here; what stood in its stead is in the incident's ``checked``."""
    border_point: BorderPoint | None = None
    not_attached_because: str | None = None


class CountRecord(Record):
    """One figure in the history of a count."""

    low: int | None
    best: int | None
    high: int | None
    scope: Scope
    as_of: dt.date | None
    claimed_by: str | None
    span: Span
    role: str
    """"best", "superseded", "other_claim" or "repeated"."""


class ReconciledCasualty(Record):
    """The losses of one side, measure and category, from all figures that the reports give."""

    measure: Measure
    side: str | None
    category: Category
    low: int | None
    best: int | None
    high: int | None
    scope: Scope
    as_of: dt.date | None
    claimed_by: str | None
    history: tuple[CountRecord, ...] = ()
    is_side_inferred: bool = False
    """No figure of it names the side."""
    is_stateless: bool = False
    """Of people who are told to be no state's, beside those whose side is not known."""


class Membership(Record):
    """Why a document belongs to an incident."""

    document_id: str
    reason: str
    date_basis: DateBasis
    """From what this document's own date of the event comes; "linked" when from the others."""
    copy_of: str | None = None
    """Id of the document that this one is a copy, or a later version, of."""


class Check(Record):
    """What a person corrected of an incident, and why."""

    field: str
    """The property that was corrected; "date" is all of it, "sources" which reports belong."""
    author: str
    reason: str
    was: str | None
    """What stood there before, as text; ``None`` when it was not known."""


class Incident(Record):
    """Our inference from one or more claims, with its reasons."""

    id: str
    claims: tuple[Claim, ...]
    members: tuple[Membership, ...]
    date: DateInterval
    sub_event_type: SubEventType
    sides: tuple[str, ...]
    """ISO alpha-3 in alphabetical order."""
    sites: tuple[Site, ...]
    """The main site first."""
    casualties: tuple[ReconciledCasualty, ...]
    status: Status
    claimed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    border: str | None = None
    """Id of the border line, also when no point on it is known."""
    checked: tuple[Check, ...] = ()
    """What a person corrected, in the order in which it was applied."""

    @property
    def event_type(self) -> str:
        """ACLED event type."""
        return EVENT_TYPES[self.sub_event_type]

    @property
    def voice_count(self) -> int:
        """Number of documents that speak for themselves: an article and its copies are one."""
        return len({member.copy_of or member.document_id for member in self.members})

    def iter_evidence(self) -> Iterator[Evidence]:
        """Yield every piece of evidence of every claim, in the order of the claims."""
        for claim in self.claims:
            yield from claim.evidence


def check_lon_lat(lon: float | None, lat: float | None, *, what: str) -> None:
    """Raise ``ValueError`` unless both are ``None`` or both are finite degrees on the Earth."""
    if lon is None and lat is None:
        return
    if lon is None or lat is None:
        msg = f"{what}: longitude and latitude go together, got {lon}, {lat}"
        raise ValueError(msg)
    if not (
        math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= MAX_LON and abs(lat) <= MAX_LAT
    ):
        msg = f"{what}: expected lon in [-180, 180] and lat in [-90, 90], got {lon}, {lat}"
        raise ValueError(msg)
