"""Which dated event an undated report tells of: its date then comes from the other reports.

The evidence is weighed: places and figures in common, the same wording of a statement, a weekday or
a year that fits, likeness of the words. It must be strong, and no second event may come near. All
undated reports are weighed against the dated ones alone, so that their order does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.claims.dates import find_year_hint
from geomap.incidents.blocks import Ragged, sort_unique, unite_pairs
from geomap.incidents.clusters import (
    Cluster,
    FigureKey,
    describe_figures,
    index_figures,
    parties_agree,
    types_agree,
)
from geomap.incidents.episodes import HARD_BASES
from geomap.incidents.names import (
    find_first_weekday,
    find_named,
    find_placed,
    list_mentioned,
    share_name,
)
from geomap.incidents.nearness import index_sites
from geomap.incidents.possible_days import PossibleDays
from geomap.incidents.tellings import Telling, measure_likeness
from geomap.incidents.wording import describe_date, join_words
from geomap.places.features import VAST_KM
from geomap.yearless import weekday_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from geomap.incidents.areas import Table
    from geomap.incidents.episodes import Episode
    from geomap.incidents.nearness import Nearness
    from geomap.model import Casualty, ClaimSite, DateInterval
    from geomap.settings import LinkingSettings

_A_NAME: Final = 2.0
"""What the name of a place says that both reports give, in a gazetteer or not."""
_NAMED: Final = 1.0
"""What a place of the one says that the report of the other names beside its own."""
_MOST_NAMED: Final = 2.0
_SPOT_KM: Final = 15.0
"""Radius of a place that reports of two events hardly both name: no region."""
_ROUND: Final = 10
"""Smaller and round numbers are common, and show nothing by themselves."""


class Candidate(NamedTuple):
    """A dated event that an undated episode may tell of, by its facts."""

    number: int
    """Of the event."""
    date: DateInterval
    score: float
    """What places and figures speak for it."""
    reasons: tuple[str, ...]
    telling: Telling
    """The words of its reports."""


def find_near(
    episodes: Sequence[Episode],
    clusters: Sequence[Cluster],
    table: Table,
    of_episodes: Sequence[int],
) -> list[NDArray[np.int64]]:
    """Find for each undated episode the events of any day near one of its places.

    A figure in common counts too where one of the two may have been anywhere, and the name of a
    place where the report has none that is known; or the report names a place of the event.

    Parameters
    ----------
    episodes
        The undated ones.
    clusters
        The dated events.
    table
        The episodes of the events, then the undated ones.
    of_episodes
        The event of each of the former.
    """
    if not episodes:
        return []
    near_places = _find_near_places(table, table.of_episodes[len(of_episodes) :])
    at = _list_events(table, of_episodes)
    figures = [index_figures(episode.casualties).keys() for episode in episodes]
    by_figure = index_telling(clusters, set().union(*figures))
    by_name = find_named(episodes, clusters), find_placed(episodes, clusters)
    found = []
    for number, (episode, keys) in enumerate(zip(episodes, figures, strict=True)):
        near = [at.take(near_places.row(number)).values]
        near += [np.array(it[number], np.int64) for it in by_name]
        for key in keys & by_figure.keys():
            anywhere = by_figure[key]
            near.append(
                np.array(anywhere.all if _is_wide(episode.sites) else anywhere.wide, np.int64)
            )
        found.append(sort_unique(np.concatenate(near)))
    return found


def _find_near_places(table: Table, rows: NDArray[np.int64]) -> Ragged:
    """Find for each of some rows the places that have an area in common with one of its own."""
    areas = table.places.areas
    by_area = Ragged.from_pairs(
        areas.values, areas.rows, count=int(areas.values.max(initial=-1)) + 1
    )
    owners, numbers = np.arange(len(rows)), rows
    for links in (table.rows.places, areas, by_area):
        found = links.take(numbers)
        owners, numbers = unite_pairs(owners[found.rows], found.values)
    return Ragged.from_pairs(owners, numbers, count=len(rows))


def _list_events(table: Table, of_episodes: Sequence[int]) -> Ragged:
    """List the events at each place."""
    rows, events = table.list_different(of_episodes)
    told = table.rows.places.take(rows)
    places, events = unite_pairs(told.values, events[told.rows])
    return Ragged.from_pairs(places, events, count=len(table.places.is_vast))


class _Told(NamedTuple):
    """The events that tell a figure."""

    all: list[int]
    wide: list[int]
    """Those that may have been anywhere."""


def index_telling(
    clusters: Sequence[Cluster], keys: AbstractSet[FigureKey]
) -> dict[FigureKey, _Told]:
    """Return the events that tell each of some figures."""
    found: dict[FigureKey, _Told] = {}
    for number, cluster in enumerate(clusters):
        if keys.isdisjoint(cluster.figures):
            continue
        is_wide = _is_wide(cluster.different_sites.values())
        for key in keys & cluster.figures.keys():
            telling = found.setdefault(key, _Told([], []))
            telling.all.append(number)
            if is_wide:
                telling.wide.append(number)
    return found


def find_candidates(
    episodes: Sequence[Episode],
    near: Sequence[NDArray[np.int64]],
    clusters: Sequence[Cluster],
    *,
    nearness: Nearness,
    settings: LinkingSettings,
) -> list[list[Candidate]]:
    """Find for each undated episode the events that it may tell of.

    Parameters
    ----------
    episodes
        Without a date.
    near
        For each the numbers of the events that it may be one with, from `find_near`.
    clusters
        The dated events.
    nearness
        Distances between their places.
    settings
        How near is near.
    """
    days = PossibleDays(clusters) if episodes else None
    tellings: dict[int, Telling] = {}
    found: list[list[Candidate]] = []
    for episode, numbers in zip(episodes, near, strict=True):
        found.append([])
        facts = _Facts(episode)
        for number in days.choose(numbers, episode) if days else ():
            cluster = clusters[number]
            if not _may_tell_of(episode, cluster):
                continue
            score, reasons = facts.weigh(cluster, nearness, settings)
            if reasons:
                if number not in tellings:
                    tellings[number] = Telling(cluster.episodes)
                found[-1].append(Candidate(number, cluster.date, score, reasons, tellings[number]))
    return found


def choose_candidate(
    episode: Episode, candidates: Sequence[Candidate], *, settings: LinkingSettings
) -> tuple[Candidate | None, str]:
    """Choose the event that an undated episode tells of, and say why.

    Parameters
    ----------
    episode
        Without a date.
    candidates
        All events that it may tell of, in the order in which they were founded.
    settings
        How strong the evidence must be.

    Returns
    -------
    tuple of (Candidate or None, str)
        ``None`` where the evidence is not strong enough, or two events are as likely.
    """
    scored = sorted(_weigh_words(episode, candidates), key=lambda entry: -entry[0])
    if not scored or scored[0][0] < settings.undated_min_score:
        return None, ""
    if len(scored) > 1 and scored[0][0] - scored[1][0] < settings.undated_min_margin:
        return None, ""
    _, chosen, reasons = scored[0]
    dated = f"undated; dated by the other reports ({describe_date(chosen.date)})"
    return chosen, f"{dated}: {'; '.join(reasons)}"


def _is_wide(sites: Collection[ClaimSite]) -> bool:
    return not sites or any((site.place.radius_km or 0.0) > VAST_KM for site in sites)


def _may_tell_of(episode: Episode, cluster: Cluster) -> bool:
    return (
        cluster.is_denied == episode.is_denied
        and parties_agree(episode, cluster)
        and types_agree(episode.sub_event_types, cluster.sub_event_types)
        # Its report tells of that one, with its day, as of another.
        and not cluster.tells_apart(episode)
    )


class _Facts:
    """Places and figures of an undated episode, to be weighed against many events."""

    def __init__(self, episode: Episode) -> None:
        self._episode, self._text = episode, episode.document.text
        self._sites = index_sites(episode.parties, episode.sites)
        self._place_ids = {site.place.id for site in episode.sites}
        self._figures = index_figures(episode.casualties)
        self._numbers = _index_numbers(episode.casualties)
        self._of_sites: dict[int, tuple[float, list[str]]] = {}
        # What is only dated by the day of its report may be of some days before.
        self._has_day = episode.date.yearless is not None and (
            episode.date.basis in HARD_BASES or weekday_of(episode.date) is not None
        )

    def weigh(
        self, cluster: Cluster, nearness: Nearness, settings: LinkingSettings
    ) -> tuple[float, tuple[str, ...]]:
        # Events of one place on many days share one mapping of their sites: see `make_outlines`.
        key = id(cluster.different_sites)
        if key not in self._of_sites:
            self._of_sites[key] = self._weigh_sites(cluster, nearness, settings)
            if not self._of_sites[key][1] and self._has_day:
                self._of_sites[key] = self._weigh_gap(cluster, nearness, settings)
        score, found = self._of_sites[key]
        reasons = [*found]
        figures = describe_figures(self._figures, cluster.figures)
        figures = figures or _describe_numbers(self._numbers, cluster)
        if figures:
            score += 2.0
            reasons.append(f"same figures: {join_words(figures)}")
        if not (found and self._place_ids & cluster.place_ids):
            score += self._weigh_names(cluster, reasons)
        if reasons:
            score += self._weigh_mentions(cluster, reasons)
        return score, tuple(reasons)

    def _weigh_mentions(self, cluster: Cluster, reasons: list[str]) -> float:
        """Weigh the places of each that the report of the other names, with no event there."""
        if not _may_be_on(find_first_weekday(self._text), cluster.date):
            return 0.0
        ours, theirs = [self._episode], cluster.episodes
        named = list_mentioned(cluster.different, ours, within_km=_SPOT_KM) | list_mentioned(
            ours, theirs, within_km=_SPOT_KM
        )
        new = sorted(it for it in named if not any(it in reason for reason in reasons))
        if new:
            reasons.append(f"both name {join_words(new)}")
        return min(_MOST_NAMED, _NAMED * len(new))

    def _weigh_names(self, cluster: Cluster, reasons: list[str]) -> float:
        """Weigh the name of a place that no gazetteer has, and the weekday told beside it."""
        texts = {it.document.text for it in cluster.episodes}
        name = share_name([self._text], texts)
        weekday = find_first_weekday(self._text)
        if name is None or not _may_be_on(weekday, cluster.date):
            return 0.0
        reasons.append(f"same name of a place: {name}")
        if weekday is None:
            return _A_NAME
        reasons.append("the weekday that it names first fits")
        return _A_NAME + 1.0

    def _weigh_sites(
        self, cluster: Cluster, nearness: Nearness, settings: LinkingSettings
    ) -> tuple[float, list[str]]:
        sites, ours = cluster.different_sites, self._place_ids
        shared = nearness.shared_places(self._sites, sites, within_km=settings.near_km / 2)
        if not shared:
            return 0.0, []
        score = 2.0 * len(shared) / len(ours)
        score += len(shared) / max(len(ours), len(cluster.place_ids))
        # A place of its own that the others do not name speaks against the link.
        score -= 0.5 * (len(ours) - len(shared))
        return score, [f"same places: {join_words([place.name for place in shared])}"]

    def _weigh_gap(
        self, cluster: Cluster, nearness: Nearness, settings: LinkingSettings
    ) -> tuple[float, list[str]]:
        """Weigh how far the places are apart, for a report of which only the year is not known."""
        gap_km = nearness.gap_km(self._sites, cluster.different_sites)
        if gap_km > settings.near_km:
            return 0.0, []
        return 1.0, [f"places {gap_km:.0f} km apart"]


def _may_be_on(weekday: int | None, date: DateInterval) -> bool:
    """Tell whether one of the days of an event is that of the week."""
    first, last = date.start or date.end, date.end or date.start
    if weekday is None or first is None or last is None:
        return True
    return (weekday - first.weekday()) % 7 <= (last - first).days


def _weigh_words(
    episode: Episode, candidates: Sequence[Candidate]
) -> Iterator[tuple[float, Candidate, list[str]]]:
    """Weigh what the words of the reports, a weekday and a year add to the facts."""
    if not candidates:
        return
    ours = Telling([episode])
    year_hint = find_year_hint(episode.document)
    for it, alike in zip(
        candidates, measure_likeness(ours, [it.telling for it in candidates]), strict=True
    ):
        score, reasons = it.score + 2.0 * alike, list(it.reasons)
        if phrase := ours.find_shared_phrase(it.telling):
            score += 1.0
            reasons.append(f"same wording of a statement: “{phrase}”")
        if episode.date.yearless:
            # Of one day in a year, where a weekday is one of seven.
            score += 2.0
            reasons.append(f"its day and month fit: {describe_date(episode.date)}")
        if weekday_of(episode.date) is not None:
            score += 1.0
            reasons.append("its weekday fits")
        if year_hint is not None:
            score += 1.0
            reasons.append(f"it was written in {year_hint}, by what it says of the year before")
        yield score, it, reasons


def _describe_numbers(ours: _Numbers, cluster: Cluster) -> list[str]:
    """Return the numbers that both tell of people whose side one of them leaves open, in words.

    No other event is likely to have 71 wounded; but many have 50.
    """
    if not ours:
        return []
    theirs = _index_numbers(cluster.casualties)
    return [
        f"{number} {measure}"
        for (measure, number), sides in sorted(ours.items())
        if None in sides | theirs.get((measure, number), set()) and (measure, number) in theirs
    ]


def is_uncommon(number: int) -> bool:
    """Tell whether hardly two events have a number of dead or wounded."""
    return number > _ROUND and number % _ROUND != 0


_Numbers = dict[tuple[str, int], set[str | None]]
"""Measure and number to the sides of which it is told."""


def _index_numbers(figures: Iterable[Casualty]) -> _Numbers:
    found: _Numbers = {}
    for it in figures:
        if it.best is not None and is_uncommon(it.best):
            # What is inferred is left open, too.
            side = None if it.is_side_inferred else it.side
            found.setdefault((it.measure.value, it.best), set()).add(side)
    return found
