"""Which dated event an undated report tells of: its date then comes from the other reports.

The evidence is weighed: places and figures in common, the same wording of a statement, a weekday or
a year that fits, likeness of the words. It must be strong, and no second event may come near. All
undated reports are weighed against the dated ones alone, so that their order does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geomap.claims.dates import find_year_hint
from geomap.incidents.blocks import Ragged, sort_unique, unite_pairs
from geomap.incidents.clusters import (
    Cluster,
    FigureKey,
    index_figures,
    parties_agree,
    types_agree,
)
from geomap.incidents.facts import Facts
from geomap.incidents.names import find_named, find_placed
from geomap.incidents.possible_days import PossibleDays
from geomap.incidents.tellings import Telling, measure_likeness
from geomap.incidents.wording import describe_date
from geomap.places.features import VAST_KM
from geomap.yearless import weekday_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from geomap.incidents.areas import Table
    from geomap.incidents.episodes import Episode
    from geomap.incidents.nearness import Nearness
    from geomap.model import ClaimSite, DateInterval
    from geomap.settings import LinkingSettings


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
        facts = Facts(episode)
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
