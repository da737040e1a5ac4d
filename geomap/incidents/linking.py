"""Which episodes of several documents are one event, and why, in words.

Dated episodes come first: they are one when their days meet, their parties agree, and their places
are the same or face the same part of the border. Each is compared only with the events that share
a block of time and space with it. An undated one is then weighed against the events found.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.incidents.areas import make_table
from geomap.incidents.battles import join_battles
from geomap.incidents.blocks import find_neighbours
from geomap.incidents.clusters import Cluster, Member
from geomap.incidents.collecting import pause_collector
from geomap.incidents.dating import choose_candidate, find_candidates, find_near
from geomap.incidents.episodes import HARD_BASES
from geomap.incidents.matching import Matcher
from geomap.incidents.outlines import make_outlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.incidents.areas import Table
    from geomap.incidents.dating import Candidate
    from geomap.incidents.episodes import Episode
    from geomap.incidents.nearness import Nearness
    from geomap.incidents.outlines import Outline, Outlines
    from geomap.settings import LinkingSettings

_MANY: Final = 10**9
"""More than an episode has places or claims."""


class Linked(NamedTuple):
    """Events of dated episodes, and what undated ones may tell of."""

    clusters: list[Cluster]
    """In the order in which they were founded."""
    undated: list[Episode]
    candidates: list[list[Candidate]]
    """For each of the undated, by the numbers of the events."""


@pause_collector()
def link_episodes(
    episodes: Sequence[Episode], *, nearness: Nearness, settings: LinkingSettings
) -> list[Cluster]:
    """Group episodes into events, in the order of their dates.

    Parameters
    ----------
    episodes
        From `gather_episodes`; their order does not matter.
    nearness
        Distances between their places.
    settings
        How near is near, and how strong the evidence for an undated report must be.
    """
    return unite_linked(
        [link_dated(episodes, nearness=nearness, settings=settings)], settings=settings
    )


@pause_collector()
def link_dated(
    episodes: Sequence[Episode], *, nearness: Nearness, settings: LinkingSettings
) -> Linked:
    """Group the dated ones of some episodes into events, and find what the undated may tell of.

    The parameters are those of `link_episodes`.
    """
    outlines = make_outlines(episodes)
    order = sorted(range(len(episodes)), key=_list_ages(episodes, outlines).__getitem__)
    ordered, outlines = [episodes[it] for it in order], outlines.choose(order)
    # Those with a first day come first, and those without any day last.
    count = sum(episode.date.start is not None for episode in ordered)
    known = sum(episode.date.is_known for episode in ordered)
    # With the same figures, places may be twice as far apart.
    table = make_table(outlines, nearness=nearness, reach_km=2 * settings.near_km)
    founded, of_episodes = _link_dated(
        ordered[:count], outlines.of_episodes, table, nearness, settings
    )
    homes = join_battles(founded, table, of_episodes, nearness=nearness, settings=settings)
    # What is known to end on a day, and not when it began, shows no two to be one.
    of_episodes += range(len(founded), len(founded) + known - count)
    founded += map(Cluster, ordered[count:known])
    kept = [number for number in range(len(founded)) if number not in homes]
    clusters = [founded[number] for number in kept]
    numbers = {number: position for position, number in enumerate(kept)}
    of_episodes = [numbers[homes.get(number, number)] for number in of_episodes]
    undated = ordered[known:]
    near = find_near(undated, clusters, table, of_episodes)
    found = find_candidates(undated, near, clusters, nearness=nearness, settings=settings)
    return Linked(clusters, undated, found)


@pause_collector()
def unite_linked(parts: Sequence[Linked], *, settings: LinkingSettings) -> list[Cluster]:
    """Let undated episodes join the events that they tell of; return all events by their dates.

    Parameters
    ----------
    parts
        Events that have nothing in common but the undated episodes, which are the same in all.
    settings
        How strong the evidence for an undated report must be.
    """
    clusters = [cluster for part in parts for cluster in part.clusters]
    for number, episode in enumerate(parts[0].undated):
        found = [(part.clusters[it.number], it) for part in parts for it in part.candidates[number]]
        if len(parts) > 1:
            found.sort(key=lambda entry: _age(entry[0].members[0].episode))
        chosen, reason = choose_candidate(episode, [it for _, it in found], settings=settings)
        if chosen is None:
            clusters.append(Cluster(episode))
        else:
            cluster = next(cluster for cluster, it in found if it is chosen)
            cluster.add(Member(episode, reason, is_dated_by_link=True))
    if len(parts) > 1:
        clusters.sort(key=lambda cluster: _age(cluster.members[0].episode))
    return sorted(clusters, key=_place_in_time)


_Age = tuple[int, int, str, str, int]


def _list_ages(episodes: Sequence[Episode], outlines: Outlines) -> list[_Age]:
    ranks = [_rank(outline.episode) for outline in outlines.different]
    return [
        _age(episode, ranks[outline.number])
        for episode, outline in zip(episodes, outlines.of_episodes, strict=True)
    ]


def _age(episode: Episode, rank: int | None = None) -> _Age:
    """Sort key: what says most about when and where comes first; others gather around it.

    Of two that say as much, what they say decides, and the name of the file only for copies.
    """
    document = episode.document
    return (
        (_rank(episode) if rank is None else rank) - len(episode.claims),
        (document.published or dt.date.max).toordinal(),
        document.text,
        document.id,
        episode.claims[0].evidence[0].span.start,
    )


def _rank(episode: Episode) -> int:
    """Say in one number how much an episode tells: its first day, how surely, how many places."""
    date = episode.date
    when = 0 if date.start else 1 if date.is_known else 2
    how = 2 * when + (date.basis not in HARD_BASES)
    return (how * _MANY - len({site.place.id for site in episode.sites})) * _MANY


def _place_in_time(cluster: Cluster) -> tuple[dt.date, str, int]:
    founder = cluster.members[0].episode
    day = cluster.date.start or cluster.date.end or dt.date.max
    return day, founder.document.id, founder.claims[0].evidence[0].span.start


def _link_dated(
    ordered: Sequence[Episode],
    outlines: Sequence[Outline],
    table: Table,
    nearness: Nearness,
    settings: LinkingSettings,
) -> tuple[list[Cluster], list[int]]:
    """Let each episode join the event that it fits best, or found one; return the event of each."""
    rows = table.of_episodes[: len(ordered)]
    neighbours = find_neighbours(
        table.rows.take(np.arange(max(rows, default=-1) + 1)),
        table.places,
        max_gap_days=settings.max_gap_days,
    ).to_lists()
    find_cluster = Matcher(nearness, settings).find_cluster
    clusters: list[Cluster] = []
    of_episodes: list[int] = []
    at: list[set[int]] = [set() for _ in neighbours]
    for row, outline, episode in zip(rows, outlines, ordered, strict=False):
        others = neighbours[row]
        near = at[row] if len(others) == 1 else set().union(*[at[other] for other in others])
        number, reason = None, ""
        if near:
            # The order in which they were founded decides between two that fit alike.
            number, reason = find_cluster(outline, episode, clusters, sorted(near))
        if number is None:
            number = len(clusters)
            clusters.append(Cluster(episode, outline=outline.number))
        else:
            clusters[number].add(Member(episode, reason), outline=outline.number)
        of_episodes.append(number)
        at[row].add(number)
    return clusters, of_episodes
