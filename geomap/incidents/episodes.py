"""What one document tells of one event: its claims, gathered before documents are compared."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.date_anchors import find_day_of_report
from geomap.claims.stand_in import hide_years, show_years
from geomap.incidents.answers import is_answer
from geomap.incidents.conflicts import goes_on_telling
from geomap.incidents.day_gaps import gap_days
from geomap.incidents.founding import is_told_without_place
from geomap.incidents.kinds import is_of_another_kind
from geomap.incidents.parting import tells_anew
from geomap.incidents.referring import choose_named
from geomap.incidents.stances import are_denied
from geomap.model import (
    Casualty,
    Claim,
    ClaimSite,
    DateBasis,
    DateInterval,
    Document,
    Measure,
    Record,
    Stance,
    SubEventType,
)
from geomap.places.features import is_division
from geomap.yearless import align_years, hide_year

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from geomap.incidents.nearness import Nearness

HARD_BASES: Final = frozenset({DateBasis.EXPLICIT, DateBasis.WEEKDAY})

_WEEK_DAYS: Final = 7
_MONTH_PRECISION: Final = 4
"""UCDP date_prec of a month: days counted from the ends would be finer than what was told."""


class Episode(Record):
    """The claims of one document about one event."""

    document: Document
    claims: tuple[Claim, ...]
    date: DateInterval
    is_denied: bool
    """Told only as an allegation that somebody denies."""
    sites: tuple[ClaimSite, ...] = ()
    """Of all claims; where none names one, the setting of the first that has one."""
    casualties: tuple[Casualty, ...] = ()
    """Of all claims."""
    sub_event_types: frozenset[SubEventType] = frozenset()
    """Types named, without the end of fighting."""
    is_apart: bool = False
    """Told as an event of its own beside another that is near in time and place."""
    parties: tuple[str, ...] = ()
    """The states that its first claim is about."""
    has_border: bool = False
    """Whether the document says that it was at a border."""
    refers_back: bool = False
    """Whether its first claim goes on about what readers know: "the fighting of 13 September"."""
    has_course: bool = False
    """Whether the document says how long a fight has gone on."""

    @property
    def opens_event(self) -> bool:
        """Whether its report says that it is another event than the ones before."""
        return self.is_apart or self.claims[0].opens_event

    @property
    def is_told(self) -> bool:
        """Whether it says what happened, or that somebody was killed or wounded."""
        return bool(self.sub_event_types) or any(
            figure.measure in {Measure.KILLED, Measure.WOUNDED} and figure.best
            for figure in self.casualties
        )

    @property
    def is_event(self) -> bool:
        """Whether the claims found an incident: an event, with where or when or to whom."""
        told = self.is_told
        has_own_date = any(
            (claim.date.precision or 9) <= 2  # noqa: PLR2004 - days
            # "Today" is as good as a weekday where the same sentence tells the event.
            and (claim.date.basis in HARD_BASES or claim.sub_event_type is not None)
            for claim in self.claims
        )
        is_placed = any(claim.sites for claim in self.claims) or (
            # Of a month's toll, or of what is denied, the place where the report was says nothing.
            bool(self.sites)
            and (self.date.precision or 0) < _MONTH_PRECISION
            and not self.is_denied
        )
        anchored = is_placed or (has_own_date and (self.has_border or bool(self.casualties)))
        if told and not anchored and not self.is_denied:
            return is_told_without_place(self.document, self.claims)
        return told and anchored


def gather_episodes(
    documents: Iterable[Document], claims: Iterable[Claim], *, nearness: Nearness
) -> list[Episode]:
    """Gather the claims of each document into episodes, in the order of documents and text."""
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document_id, []).append(claim)
    return [
        episode
        for document in documents
        if (told := by_document.get(document.id))
        for episode in _gather(document, [show_years(it) for it in told], nearness)
    ]


def _gather(document: Document, claims: Sequence[Claim], nearness: Nearness) -> list[Episode]:
    groups: list[list[Claim]] = []
    apart: dict[str, list[Claim]] = {}
    latest: list[list[Claim]] = []
    for claim in claims:
        group = _find_group(claim, latest, nearness, document)
        if group is None:
            beside = next((it for it in latest[::-1] if _is_beside(claim, it, document)), None)
            if beside is not None:
                apart[claim.id] = beside
            group = []
            groups.append(group)
        group.append(claim)
        if is_answer(claim):
            continue
        # What was told last is what the next sentence goes on about.
        latest = [*(it for it in latest if it is not group), group]
    return [
        make_episode(
            document, group, is_apart=group[0].id in apart, beside=apart.get(group[0].id, ())
        )
        for group in _fold_fragments(groups, apart)
    ]


def _find_group(
    claim: Claim, groups: Sequence[list[Claim]], nearness: Nearness, document: Document
) -> list[Claim] | None:
    """Find the event that a claim goes on telling; none where it tells one of its own."""
    group = _find_fitting(claim, groups, nearness, document)
    return None if group is None or tells_anew(claim, group, document) else group


def _is_beside(claim: Claim, group: Sequence[Claim], document: Document) -> bool:
    """Tell whether a claim opens an event that is not a group's, however near in time and place."""
    return is_of_another_kind(claim, group, document) or tells_anew(claim, group, document)


def _find_fitting(
    claim: Claim, groups: Sequence[list[Claim]], nearness: Nearness, document: Document
) -> list[Claim] | None:
    """Find the event that a claim may go on telling: the last one with which nothing conflicts."""
    if not groups or (claim.opens_event and not claim.sites):
        return None
    fitting = [
        group
        for group in reversed(groups)
        if goes_on_telling(claim, group, document, nearness, is_last=group is groups[-1])
    ]
    if len(fitting) <= 1:
        return next(iter(fitting), None)
    if claim.stance is Stance.DENIES and claim.sub_event_type is None:
        return fitting[0]
    if named := choose_named(claim, fitting, document):
        return named
    places = {site.place.id for site in claim.sites}
    shared = [g for g in fitting if places & {s.place.id for c in g for s in c.sites}]
    dated = [
        g for g in fitting if claim.date.start and claim.date.start in {c.date.start for c in g}
    ]
    return next(iter([*shared, *dated, *fitting]))


def is_coarse(date: DateInterval) -> bool:
    """Tell whether a date is known to no more than the month."""
    return (date.precision or 0) >= _MONTH_PRECISION


def _fold_fragments(groups: list[list[Claim]], apart: Collection[str]) -> list[list[Claim]]:
    """Fold what only adds losses or an end to an event into the group of its states before it.

    What was told ``apart``, by the claim that begins it, stays another event.
    """
    if len(groups) == 1:
        return groups
    folded: list[list[Claim]] = []
    for group in groups:
        founds = any(
            claim.sub_event_type and claim.sub_event_type is not SubEventType.AGREEMENT
            for claim in group
        )
        before = next((it for it in folded[::-1] if it[0].parties == group[0].parties), None)
        is_own = founds or group[0].id in apart
        if is_own or before is None or any(claim.sites or claim.date.start for claim in group):
            folded.append(group)
        else:
            before.extend(group)
    return folded


def make_episode(
    document: Document,
    claims: Sequence[Claim],
    *,
    is_apart: bool = False,
    beside: Sequence[Claim] = (),
) -> Episode:
    """Make the episode that some claims of a document are; see `Episode.is_apart`.

    Days without a year are counted in a stand-in year and then hidden, in its claims as well. One
    of which the report says no day is of that of the event ``beside`` which it is told.
    """
    date = hide_year(_date_of(document, [show_years(it) for it in claims], beside))
    claims = [hide_years(it) for it in claims]
    is_denied = are_denied(claims)
    told = [it for it in claims if it.sub_event_type is not SubEventType.AGREEMENT] or claims
    # Where a truce was agreed is not where the fight was that it ended.
    named = tuple(site for claim in told for site in claim.sites)
    return Episode(
        document=document,
        claims=tuple(claims),
        is_apart=is_apart,
        date=date,
        is_denied=is_denied,
        sites=named or _choose_setting(told),
        casualties=tuple(figure for claim in claims for figure in claim.casualties),
        sub_event_types=frozenset(
            claim.sub_event_type
            for claim in claims
            if claim.sub_event_type and claim.sub_event_type is not SubEventType.AGREEMENT
        ),
        parties=claims[0].parties,
        has_border=any(claim.border for claim in claims),
        refers_back=claims[0].refers_back,
        has_course=any(claim.course is not None for claim in claims),
    )


def _choose_setting(claims: Sequence[Claim]) -> tuple[ClaimSite, ...]:
    """Choose where an event is set of which no claim says so: where its own words are set.

    A toll may stand anywhere in a report; and a place tells more than the province.
    """
    settings = [claim for claim in claims if claim.setting]
    if not settings:
        return ()
    return min(
        settings,
        key=lambda it: (it.sub_event_type is None, all(is_division(s.place) for s in it.setting)),
    ).setting


def _date_of(
    document: Document, claims: Sequence[Claim], beside: Sequence[Claim] = ()
) -> DateInterval:
    """Date an episode: by its own dates, else the day it was told, else the day of publication."""
    is_denied = are_denied(claims)
    if own := _list_own_dates(claims):
        return unite_dates([*own, *_list_days_before(claims)])
    told = [claim.setting_date for claim in claims if claim.setting_date]
    if not told and (theirs := _list_own_dates([show_years(it) for it in beside])):
        told = [msgspec.structs.replace(unite_dates(theirs), basis=DateBasis.RELATIVE)]
    if told and not is_denied:
        return told[0]
    published = find_day_of_report(document)
    weekdays = (it.date for it in claims if it.date.weekday is not None)
    if document.published is None and (weekday := next(weekdays, None)):
        return weekday
    if published is None:
        return DateInterval()
    said = [claim.said_on for claim in claims if claim.said_on]
    if said and not is_denied:
        return DateInterval(start=min(said), end=min(said), precision=1, basis=DateBasis.RELATIVE)
    # A rumour that is denied has no day of its own; what is told as news is of the last day.
    day_before = published - dt.timedelta(days=1)
    return DateInterval(
        start=None if is_denied else day_before,
        end=published,
        precision=3 if is_denied else 2,
        basis=DateBasis.DATELINE,
    )


def _list_own_dates(claims: Iterable[Claim]) -> list[DateInterval]:
    """List the dates that claims tell; that of a truce only where no other one does."""
    dated = [it for it in claims if it.date.start]
    told = [it for it in dated if it.sub_event_type is not SubEventType.AGREEMENT] or dated
    return [it.date for it in told]


def _list_days_before(claims: Sequence[Claim]) -> list[DateInterval]:
    """Return the days beside an event of which only the going on has a day of its own.

    "A battle at the village. It started again this morning.": yesterday's, and today's.
    """
    dated = [it for it in claims if it.date.start]
    if not all(it.course and it.course.goes_on for it in dated):
        return []
    return [
        msgspec.structs.replace(it.setting_date, basis=dated[0].date.basis)
        for it in claims
        if it.sub_event_type and it.setting_date and gap_days(it.setting_date, dated[0].date) <= 1
    ]


def unite_dates(dates: Sequence[DateInterval]) -> DateInterval:
    """Unite overlapping dates of one event: the surest basis, from the first to the last day.

    A date that was only inferred from the day of a statement or of publication counts where
    nothing surer is known.
    """
    if len(dates) == 1 and _is_plain(dates[0]):
        return dates[0]
    known = [date for date in dates if date.is_known]
    if not known:
        return _unite_yearless(dates)
    if len(known) == 1 and _is_plain(known[0]):
        return known[0]
    hard = [date for date in known if date.basis in HARD_BASES]
    if any((date.precision or 9) < _MONTH_PRECISION for date in known):
        # "In December" says nothing of a day that something else tells.
        hard = [date for date in hard if (date.precision or 9) < _MONTH_PRECISION]
    chosen = hard or [
        min(
            known,
            key=lambda d: (d.precision or 9, _BASIS_ORDER.index(d.basis), d.start or dt.date.max),
        )
    ]
    starts = [date.start for date in chosen if date.start]
    ends = [date.end for date in chosen if date.end]
    start, end = min(starts, default=None), max(ends, default=None)
    precision = _count_precision(start, end, chosen[0].precision)
    basis = min((date.basis for date in chosen), key=_BASIS_ORDER.index)
    weekdays = {date.weekday for date in chosen}
    return DateInterval(
        start=start,
        end=end,
        precision=precision,
        basis=basis,
        weekday=weekdays.pop() if len(weekdays) == 1 else None,
        span=chosen[0].span,
    )


def is_surer(date: DateInterval, other: DateInterval) -> bool:
    """Tell whether a date leaves nothing for another one to add: `unite_dates` does without it."""
    return (
        date.basis in HARD_BASES
        and other.basis not in HARD_BASES
        and date.is_known
        and (date.precision or 9) < _MONTH_PRECISION
    )


def _unite_yearless(dates: Sequence[DateInterval]) -> DateInterval:
    """Unite dates without a year; two days of which a report tells the weekday give way to one."""
    shown = align_years(date for date in dates if date.yearless)
    days = {it.start for it in shown if it.start == it.end}
    fine = [
        it
        for it in shown
        if it.weekday is None or it.start == it.end or days.isdisjoint((it.start, it.end))
    ]
    return hide_year(unite_dates(fine)) if fine else DateInterval()


def _count_precision(start: dt.date | None, end: dt.date | None, told: int | None) -> int | None:
    """Return UCDP date_prec of some days; of what is told of no more than a month, as told."""
    if start is None or end is None or (told or 0) >= _MONTH_PRECISION:
        return told
    days = (end - start).days + 1
    return 1 if days == 1 else 2 if days < _WEEK_DAYS else 3


def _is_plain(date: DateInterval) -> bool:
    """Tell whether a date says its days and nothing beside them, as most do."""
    return (
        date.is_known
        and date.weekday is None
        and date.year is None
        and date.precision == _count_precision(date.start, date.end, date.precision)
    )


_BASIS_ORDER: Final = tuple(DateBasis)
