"""Episodes that are one event, with what they say together; they grow while linking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.incidents.day_gaps import gap_days
from geomap.incidents.episodes import Episode, is_surer, unite_dates
from geomap.incidents.nearness import SiteKey, index_sites
from geomap.incidents.wording import describe_date, join_words
from geomap.model import Casualty, ClaimSite, Measure, SubEventType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from geomap.incidents.outlines import Outline
    from geomap.model import Check, DateInterval

FigureKey = tuple[str, Measure, int]
"""Side, measure and best of a figure."""

_FIGHT: Final = frozenset(
    {
        SubEventType.ARMED_CLASH,
        SubEventType.SHELLING,
        SubEventType.AIR_STRIKE,
        SubEventType.ARRESTS,
        SubEventType.ATTACK,
        SubEventType.TRANSFER,
    }
)
"""Types that reports use for one fight; who crosses a line and is met is told of as having crossed,
or as having fought."""
_MIN_FIGURE: Final = 2
"""A figure of one is too common to show that two reports tell of the same event."""


class Member(msgspec.Struct, frozen=True, gc=False):
    """An episode in a cluster, and why it is there."""

    # Of a million claims half a million of these are made: a named tuple takes three times as long.

    episode: Episode
    reason: str
    is_dated_by_link: bool = False


class Told(msgspec.Struct, frozen=True, gc=False):
    """What an episode adds to an event; shared by all that tell the same."""

    parties: frozenset[tuple[str, ...]]
    sites: Mapping[SiteKey, ClaimSite]
    place_ids: frozenset[str]
    figures: Mapping[FigureKey, Casualty]
    """Figures that may show that two are one."""


def describe_told(episode: Episode, *, figures: Mapping[FigureKey, Casualty] | None = None) -> Told:
    """Say what an episode adds to an event; its figures, where they are at hand."""
    return Told(
        frozenset({episode.parties}),
        index_sites(episode.parties, episode.sites),
        frozenset([site.place.id for site in episode.sites]),
        index_figures(episode.casualties) if figures is None else figures,
    )


class Cluster:
    """Episodes that are one event; grows while linking, then is read only.

    What many reports repeat is kept once, so that the thousandth report of an event is compared
    with it as fast as the second.

    Parameters
    ----------
    episode
        The one that founds it.
    outline
        The episode's outline, where outlines were made.
    """

    __slots__ = (
        "_date",
        "_dates",
        "_outlines",
        "_own",
        "_sites",
        "answers",
        "figures",
        "has_border",
        "is_denied",
        "members",
        "parties",
        "place_ids",
        "reasons",
        "sub_event_types",
    )

    def __init__(self, episode: Episode, *, outline: Outline | None = None) -> None:
        told = outline.told if outline else describe_told(episode)
        # Of a million events most are told once: they share what the outline holds.
        self.members = [Member(episode, "")]
        self.parties = told.parties
        self.sub_event_types = episode.sub_event_types
        self.is_denied = episode.is_denied
        self.has_border = episode.has_border
        """Whether one of its reports says that it was at a border."""
        self.place_ids = told.place_ids
        self.figures = told.figures
        """Figures of all episodes that may show that two are one."""
        self._own: dict[str, list[Episode]] | None = None
        self._dates = [episode.date]
        self._date: DateInterval | None = None
        self._sites = told.sites
        self._outlines = {outline.number: episode} if outline else {}
        self.answers: dict[int, int] = {}
        """How well episodes of an outline fit, as it was found since anything new was told."""
        self.reasons: dict[int, str] = {}
        """Why they do."""

    def add(self, member: Member, *, outline: Outline | None = None) -> bool:
        """Let an episode join, and tell whether what it says may be new.

        What another of its outline has told already is not.
        """
        episode = member.episode
        self.members.append(member)
        if self._own is not None:
            self._own.setdefault(episode.document.id, []).append(episode)
        if outline is not None:
            if outline.number in self._outlines:
                return False
            self._outlines[outline.number] = episode
        self._learn(member, outline.told if outline else describe_told(episode))
        return True

    def _learn(self, member: Member, told: Told) -> None:
        episode = member.episode
        is_known = self._knows(member, told)
        self.is_denied = self.is_denied and episode.is_denied
        if told.figures:
            self.figures = {**self.figures, **told.figures}
        if is_known:
            return
        self.answers.clear()
        self.reasons.clear()
        self.parties |= told.parties
        self.sub_event_types |= episode.sub_event_types
        self.has_border = self.has_border or episode.has_border
        if not member.is_dated_by_link and not self._knows_date(episode.date):
            self._dates.append(episode.date)
            self._date = None
        if not told.sites.keys() <= self._sites.keys():
            self._sites = {**told.sites, **self._sites}
            self.place_ids |= told.place_ids

    def _knows(self, member: Member, told: Told) -> bool:
        """Tell whether nothing is new that episodes are compared by, as with most that join."""
        return (
            (member.is_dated_by_link or self._knows_date(member.episode.date))
            and told.parties <= self.parties
            and member.episode.sub_event_types <= self.sub_event_types
            and member.episode.has_border <= self.has_border
            and told.sites.keys() <= self._sites.keys()
            and told.figures.keys() <= self.figures.keys()
        )

    def _knows_date(self, date: DateInterval) -> bool:
        """Tell whether a date adds nothing: most are told already, or another is surer."""
        return any(_is_same_date(date, it) or is_surer(it, date) for it in self._dates)

    @property
    def episodes(self) -> list[Episode]:
        """The episodes, in the order they joined."""
        return [member.episode for member in self.members]

    @property
    def different(self) -> Collection[Episode]:
        """The first episode of each outline: what linking has to compare."""
        return self._outlines.values()

    @property
    def date(self) -> DateInterval:
        """When it happened, from the members that know it themselves."""
        if self._date is None:
            self._date = unite_dates(self._dates)
        return self._date

    @property
    def sites(self) -> tuple[ClaimSite, ...]:
        """Sites of all episodes, as often as they are told."""
        return tuple(site for member in self.members for site in member.episode.sites)

    @property
    def different_sites(self) -> Mapping[SiteKey, ClaimSite]:
        """Sites of all episodes by what tells them apart."""
        return self._sites

    @property
    def casualties(self) -> tuple[Casualty, ...]:
        """Figures of all episodes."""
        return tuple(figure for member in self.members for figure in member.episode.casualties)

    @property
    def _documents(self) -> Mapping[str, Sequence[Episode]]:
        """The documents that tell of it, with their episodes."""
        if self._own is None:
            # Of a million events most are never asked for.
            self._own = {}
            for member in self.members:
                self._own.setdefault(member.episode.document.id, []).append(member.episode)
        return self._own

    @property
    def document_ids(self) -> AbstractSet[str]:
        """The reports that tell of it."""
        return self._documents.keys()

    def tells_apart(self, episode: Episode) -> bool:
        """Tell whether one report tells two events as two: "Separately", or of two days."""
        own = self._documents.get(episode.document.id)
        return own is not None and (
            episode.opens_event or any(it.opens_event or _are_days_apart(it, episode) for it in own)
        )


def _are_days_apart(a: Episode, b: Episode) -> bool:
    """Tell whether episodes of one report are of two days.

    Of two reports one may be a day off in what it calls yesterday. What one report tells in two
    sentences, each with what happened, its day and its place, is two.
    """
    return gap_days(a.date, b.date) > 0 and _is_told_in_full(a) and _is_told_in_full(b)


def _is_told_in_full(episode: Episode) -> bool:
    """Tell whether one sentence of an episode says what happened, when and where."""
    return any(it.sub_event_type and it.date.start and it.sites for it in episode.claims)


def _is_same_date(a: DateInterval, b: DateInterval) -> bool:
    """Tell whether two say the same of a day, wherever that stands in their texts."""
    return (
        a.start == b.start
        and a.end == b.end
        and a.precision == b.precision
        and a.basis is b.basis
        and a.weekday == b.weekday
        and a.year == b.year
        and a.yearless == b.yearless
    )


class LinkedCluster(NamedTuple):
    """A cluster as it becomes an incident: with its id, and what a person corrected of it."""

    id: str
    cluster: Cluster
    checked: tuple[Check, ...] = ()


def parties_agree(episode: Episode, cluster: Cluster) -> bool:
    """Tell whether an episode is of the same two states; a report may name one of them alone."""
    ours = episode.parties
    if len(cluster.parties) == 1 and ours in cluster.parties:
        return True
    return all(
        ours == theirs or set(ours).issubset(theirs) or set(ours).issuperset(theirs)
        for theirs in cluster.parties
    )


def types_agree(ours: frozenset[SubEventType], theirs: frozenset[SubEventType]) -> bool:
    """Tell whether two types of event may be one: the same, or two that reports use for a fight."""
    if not ours or not theirs or not ours.isdisjoint(theirs):
        return True
    return not ours.isdisjoint(_FIGHT) and not theirs.isdisjoint(_FIGHT)


def index_figures(figures: Iterable[Casualty]) -> dict[FigureKey, Casualty]:
    """Return figures by side, measure and number, without those too common to tell anything."""
    return {
        (figure.side, figure.measure, figure.best): figure
        for figure in figures
        if figure.side and figure.best is not None and figure.best >= _MIN_FIGURE
    }


def describe_figures(
    ours: Mapping[FigureKey, Casualty], theirs: Mapping[FigureKey, Casualty]
) -> list[str]:
    """Return the figures that both tell, in words."""
    shared = sorted(ours.keys() & theirs.keys()) if ours and theirs else []
    return [f"{best} {measure} of {side}" for side, measure, best in shared]


def describe_seed(episode: Episode) -> str:
    """Say what the first report of an event tells by itself."""
    parts = [describe_date(episode.date)]
    names = list(dict.fromkeys(site.place.name for site in episode.sites))
    where = join_words(names) if names else "the border, without a place"
    if names and all(site.is_inferred for site in episode.sites):
        where += " (inferred: named beside the event, not with it)"
    parts.append(where)
    return f"tells of it by itself: {'; '.join(parts)}"
