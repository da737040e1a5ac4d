"""Which episodes of several documents are one event, and why, in words.

Dated episodes come first: they are one when their days meet, their parties agree, and their places
are the same or face the same part of the border. Each is compared only with the events that share
a block of time and space with it. An undated one is then weighed against the events found.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import msgspec
import numpy as np

from geomap.collecting import pause_collector
from geomap.incidents.areas import make_table, number_by_first_use
from geomap.incidents.battles import join_battles
from geomap.incidents.blocks import find_neighbours, unite_groups
from geomap.incidents.clusters import Cluster, Member
from geomap.incidents.dating import choose_candidate, find_candidates, find_near
from geomap.incidents.episodes import HARD_BASES
from geomap.incidents.matching import Matcher
from geomap.incidents.outlines import make_outlines
from geomap.yearless import align_years, weekday_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geomap.incidents.areas import Table
    from geomap.incidents.dating import Candidate
    from geomap.incidents.episodes import Episode
    from geomap.incidents.nearness import Nearness
    from geomap.incidents.outlines import Outline, Outlines
    from geomap.model import DateInterval
    from geomap.settings import LinkingSettings

_FROM_A_DAY, _UNTIL_A_DAY, _NO_DAY = range(3)
_MANY: Final = 10**8
"""More than an episode has places or claims; its square, some ten times, fits into 64 bits."""
_LATER: Final = 10**6


Number = TypeVar("Number", int, "NDArray[np.int64]")
"""One, or a column of them."""


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
        [link_dated(episodes, nearness=nearness, settings=settings)],
        nearness=nearness,
        settings=settings,
    )


@pause_collector()
def link_dated(
    episodes: Sequence[Episode], *, nearness: Nearness, settings: LinkingSettings
) -> Linked:
    """Group the dated ones of some episodes into events, and find what the undated may tell of.

    The parameters are those of `link_episodes`.
    """
    outlines = make_outlines(episodes)
    order, count, known = _sort_by_age(episodes, outlines)
    ordered, outlines = [episodes[it] for it in order.tolist()], outlines.choose(order)
    # With the same figures, places may be twice as far apart.
    table = make_table(outlines, nearness=nearness, reach_km=2 * settings.near_km)
    founded, of_episodes = _link_dated(ordered[:count], outlines, table, nearness, settings)
    homes = join_battles(founded, table, of_episodes, nearness=nearness, settings=settings)
    # What is known to end on a day, and not when it began, shows no two to be one.
    of_episodes += range(len(founded), len(founded) + known - count)
    founded += map(Cluster, ordered[count:known])
    clusters = founded
    if homes:
        kept = [number for number in range(len(founded)) if number not in homes]
        clusters = [founded[number] for number in kept]
        numbers = {number: position for position, number in enumerate(kept)}
        of_episodes = [numbers[homes.get(number, number)] for number in of_episodes]
    undated = ordered[known:]
    near = find_near(undated, clusters, table, of_episodes)
    found = find_candidates(undated, near, clusters, nearness=nearness, settings=settings)
    return Linked(clusters, undated, found)


@pause_collector()
def unite_linked(
    parts: Sequence[Linked],
    *,
    nearness: Nearness,
    settings: LinkingSettings,
    numbers: Mapping[int, int] | None = None,
) -> list[Cluster]:
    """Let undated episodes join the events that they tell of; return all events by their dates.

    Parameters
    ----------
    parts
        Events that have nothing in common but the undated episodes, which are the same in all.
    nearness
        Distances between their places.
    settings
        How strong the evidence for an undated report must be.
    numbers
        The `id` of each episode to its number in the whole, for events of several parts: of two
        that one sentence founds, the first comes first.
    """

    def order(cluster: Cluster) -> tuple[object, ...]:
        founder = cluster.members[0].episode
        return *_age(founder), numbers[id(founder)] if numbers else 0

    clusters = [cluster for part in parts for cluster in part.clusters]
    left: list[Episode] = []
    for number, episode in enumerate(parts[0].undated):
        found = [(part.clusters[it.number], it) for part in parts for it in part.candidates[number]]
        if len(parts) > 1:
            found.sort(key=lambda entry: order(entry[0]))
        chosen, reason = choose_candidate(episode, [it for _, it in found], settings=settings)
        if chosen is None:
            left.append(episode)
        else:
            cluster = next(cluster for cluster, it in found if it is chosen)
            cluster.add(Member(episode, reason, is_dated_by_link=True))
    clusters += _link_undated(left, nearness=nearness, settings=settings)
    if len(parts) > 1:
        clusters.sort(key=order)
    return sorted(clusters, key=_place_in_time)


def _link_undated(
    episodes: Sequence[Episode], *, nearness: Nearness, settings: LinkingSettings
) -> list[Cluster]:
    """Group what no dated report tells of: those of one day and month as dated ones are.

    All are compared in one stand-in year; those whose weekdays differ are of different years, and
    one that tells none may be of any of these.
    """
    clusters = [Cluster(it) for it in episodes if it.date.yearless is None]
    originals = [it for it in episodes if it.date.yearless]
    aligned = align_years(it.date for it in originals)
    shown = [
        msgspec.structs.replace(it, date=date) for it, date in zip(originals, aligned, strict=True)
    ]
    home = {id(it): original for it, original in zip(shown, originals, strict=True)}
    linked = link_dated(shown, nearness=nearness, settings=settings) if shown else None
    for cluster in linked.clusters if linked else ():
        members = [
            msgspec.structs.replace(it, episode=home[id(it.episode)]) for it in cluster.members
        ]
        weekdays = {weekday_of(it.episode.date) for it in members} - {None}
        if len(weekdays) > 1:
            clusters += [Cluster(it.episode) for it in members]
            continue
        clusters.append(Cluster(members[0].episode))
        for member in members[1:]:
            clusters[-1].add(member)
    return clusters


def _sort_by_age(
    episodes: Sequence[Episode], outlines: Outlines
) -> tuple[NDArray[np.int64], int, int]:
    """Return the numbers of episodes in the order of `_age`; that of all at once takes long.

    Those with a first day come first, and those without any day last: how many know the former,
    and how many know any, is returned beside them.
    """
    numbers = outlines.numbers
    claims = np.fromiter((len(it.claims) for it in episodes), np.int64, len(episodes))
    days = np.fromiter((_day_of(it) for it in episodes), np.int64, len(episodes))
    told = outlines.columns
    when = np.where(told.first_day > 0, _FROM_A_DAY, _UNTIL_A_DAY)
    when[told.last_day == 0] = _NO_DAY
    places = np.array([len(it.adds.place_ids) for it in outlines.settings], np.int64)
    ranks = _rank(when, told.is_hard, places[told.setting], told.is_apart)[numbers] - claims
    words = [_words_of(it) for it in episodes]
    order = np.array(sorted(range(len(episodes)), key=words.__getitem__), np.int64)
    order = order[np.lexsort((days[order], ranks[order]))]
    when = when[numbers]
    return order, int((when == _FROM_A_DAY).sum()), int((when < _NO_DAY).sum())


def _age(episode: Episode) -> tuple[int, int, tuple[str, str, int]]:
    """Sort key: what says most about when and where comes first; others gather around it.

    Of two that say as much, what they say decides, and the name of the file only for copies.
    """
    date, places = episode.date, len({site.place.id for site in episode.sites})
    rank = _rank(_tell_when(date), date.basis in HARD_BASES, places, episode.is_apart)
    return rank - len(episode.claims), _day_of(episode), _words_of(episode)


def _day_of(episode: Episode) -> int:
    return (episode.document.published or dt.date.max).toordinal()


def _words_of(episode: Episode) -> tuple[str, str, int]:
    document = episode.document
    return document.text, document.id, episode.claims[0].evidence[0].span.start


def _rank(when: Number, is_hard: Number, places: Number, is_apart: Number) -> Number:
    """Say in one number how much an episode tells: its first day, how surely, how many places.

    One without a place comes behind all that have one: these show which of them are one event.
    """
    how: Number = 4 * when + 2 * (places == 0) + (1 - is_hard)
    # What is told beside another event comes after it: reports that tell both as one join that.
    return (how * _MANY - places + is_apart * _LATER) * _MANY


def _tell_when(date: DateInterval) -> int:
    return _FROM_A_DAY if date.start else _UNTIL_A_DAY if date.is_known else _NO_DAY


def _place_in_time(cluster: Cluster) -> tuple[dt.date, str, int]:
    founder = cluster.members[0].episode
    day = cluster.date.start or cluster.date.end or dt.date.max
    return day, founder.document.id, founder.claims[0].evidence[0].span.start


def _link_dated(
    ordered: Sequence[Episode],
    outlines: Outlines,
    table: Table,
    nearness: Nearness,
    settings: LinkingSettings,
) -> tuple[list[Cluster], list[int]]:
    """Let each episode join the event that it fits best, or found one; return the event of each."""
    rows = table.of_episodes[: len(ordered)]
    near = find_neighbours(
        table.rows.take(np.arange(rows.max(initial=-1) + 1)),
        table.places,
        max_gap_days=settings.max_gap_days,
    )
    # Nothing that happens in one group matters to another: with all of a group one after the other,
    # what an episode is compared with is at hand, and those that tell the same follow each other.
    groups = unite_groups(near.rows, near.values, count=len(near.offsets) - 1)
    order = np.argsort(groups[rows], kind="stable")
    entries = zip(
        rows[order].tolist(),
        [outlines.different[it] for it in outlines.numbers[order].tolist()],
        [ordered[it] for it in order.tolist()],
        strict=True,
    )
    several = _list_several(ordered)
    find_cluster = Matcher(nearness, settings, several=several).find_cluster
    clusters, found = _link_groups(entries, near.to_lists(), several, find_cluster)
    # Events are numbered by the age of those that founded them.
    homes = np.empty_like(order)
    homes[order] = found
    of_episodes = number_by_first_use(homes)
    in_order = np.empty(len(clusters), np.int64)
    in_order[of_episodes] = homes
    return [clusters[it] for it in in_order.tolist()], of_episodes.tolist()


def _link_groups(
    entries: Iterable[tuple[int, Outline, Episode]],
    neighbours: Sequence[Sequence[int]],
    several: Container[str],
    find_cluster: Callable[..., tuple[int | None, str]],
) -> tuple[list[Cluster], list[int]]:
    """Let episodes, each with its row and outline, found and join events in their order."""
    clusters: list[Cluster] = []
    of_episodes: list[int] = []
    visible: list[set[int]] = [set() for _ in neighbours]
    number: int | None = None
    reason = ""
    settled: Outline | None = None
    for row, outline, episode in entries:
        is_alone = episode.document.id not in several
        # Where the last one tells the same, and brought nothing new, the answer is the same.
        if outline is not settled or not is_alone:
            number, reason = None, ""
            if near := visible[row]:
                # The order in which they were founded decides between two that fit alike.
                chosen = near if len(near) == 1 else sorted(near)
                number, reason = find_cluster(outline, episode, clusters, chosen)
        if number is None:
            number = len(clusters)
            clusters.append(Cluster(episode, outline=outline))
            is_new = True
        else:
            is_new = clusters[number].add(Member(episode, reason), outline=outline)
        if is_new:
            for other in neighbours[row]:
                visible[other].add(number)
        # Without a border the words of each may tell where it was.
        settled = outline if is_alone and not is_new and episode.has_border else None
        of_episodes.append(number)
    return clusters, of_episodes


def _list_several(episodes: Sequence[Episode]) -> set[str]:
    """List the documents that tell of several events."""
    ids = [episode.document.id for episode in episodes]
    if len(set(ids)) == len(ids):
        return set()
    return {it for it, count in Counter(ids).items() if count > 1}
