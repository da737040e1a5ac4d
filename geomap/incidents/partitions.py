"""Linking in parts, each by itself, with the result of linking all at once.

Episodes that may be one event are found within buckets of days, each with a halo of the days before
and after; across the edges, what has an episode in common is united, and so are the days of a
battle. What then hangs together in no way is linked in parts of its own. Undated reports are
weighed against the events of every part, and chosen for where all answers are at hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.incidents.areas import make_table
from geomap.incidents.battles import read_bridge
from geomap.incidents.blocks import Ragged, find_neighbours, unite_groups
from geomap.incidents.clusters import Cluster, Member
from geomap.incidents.linking import Linked, link_dated, unite_linked
from geomap.incidents.outlines import make_outlines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.incidents.areas import Table
    from geomap.incidents.battles import Bridge
    from geomap.incidents.dating import Candidate
    from geomap.incidents.episodes import Episode
    from geomap.incidents.nearness import Nearness
    from geomap.settings import LinkingSettings

PART: Final = 50_000
"""Episodes in a part: two seconds of work."""
BUCKET_DAYS: Final = 90


class Part(NamedTuple):
    """What one worker links: it needs no other part."""

    episodes: Sequence[Episode]
    """Those that are of this part alone, then all of the undated."""


class LinkedPart(NamedTuple):
    """The events of a part as numbers of its episodes: small, to be sent back."""

    clusters: list[list[tuple[int, str]]]
    """Of each event the episodes and their reasons, in the order in which they joined."""
    undated: list[int]
    candidates: list[list[Candidate]]


def link_in_parts(  # noqa: PLR0913 - how it is parted, each by its name
    episodes: Sequence[Episode],
    *,
    nearness: Nearness,
    settings: LinkingSettings,
    run: Callable[[Iterable[Part]], Iterable[LinkedPart]],
    size: int = PART,
    bucket_days: int = BUCKET_DAYS,
) -> list[Cluster]:
    """Group episodes into events as `link_episodes` does, part by part.

    Parameters
    ----------
    episodes
        From `gather_episodes`.
    nearness
        Distances between their places.
    settings
        How near is near.
    run
        Applies `link_part` to each part, here or in other processes; keeps their order.
    size
        Episodes in a part, more where more of them hang together.
    bucket_days
        Days within which neighbours are looked for at once.
    """
    undated = [episode for episode in episodes if not episode.date.is_known]
    known = [episode for episode in episodes if episode.date.is_known]
    plan = plan_parts(
        known, nearness=nearness, settings=settings, size=size, bucket_days=bucket_days
    )
    parts = [Part([*(known[it] for it in numbers), *undated]) for numbers in plan]
    parts = parts or [Part(undated)]
    linked = [
        Linked(
            [_rebuild(part, members) for members in answer.clusters],
            [part.episodes[it] for it in answer.undated],
            answer.candidates,
        )
        for part, answer in zip(parts, run(parts), strict=True)
    ]
    numbers = {id(episode): number for number, episode in enumerate(episodes)}
    return unite_linked(linked, nearness=nearness, settings=settings, numbers=numbers)


def link_part(
    part: Part,
    *,
    make_nearness: Callable[[], Nearness],
    settings: LinkingSettings,
) -> LinkedPart:
    """Link one part.

    Parameters
    ----------
    part
        From `link_in_parts`.
    make_nearness
        Makes what measures how far apart sites are.
    settings
        How near is near.
    """
    linked = link_dated(part.episodes, nearness=make_nearness(), settings=settings)
    numbers = {id(episode): number for number, episode in enumerate(part.episodes)}
    return LinkedPart(
        [[(numbers[id(it.episode)], it.reason) for it in c.members] for c in linked.clusters],
        [numbers[id(episode)] for episode in linked.undated],
        linked.candidates,
    )


def _rebuild(part: Part, members: Sequence[tuple[int, str]]) -> Cluster:
    (first, _), *others = members
    cluster = Cluster(part.episodes[first])
    for number, reason in others:
        cluster.add(Member(part.episodes[number], reason))
    return cluster


def plan_parts(
    episodes: Sequence[Episode],
    *,
    nearness: Nearness,
    settings: LinkingSettings,
    size: int = PART,
    bucket_days: int = BUCKET_DAYS,
) -> list[list[int]]:
    """Part episodes so that no two of different parts can be one event.

    Parameters
    ----------
    episodes
        Those that know a day.
    nearness
        Distances between their places.
    settings
        How near is near.
    size
        How many a part has at least, if there are as many.
    bucket_days
        Days within which neighbours are looked for at once.

    Returns
    -------
    list of list of int
        The numbers of the episodes of each part, the earliest first.
    """
    table = make_table(make_outlines(episodes), nearness=nearness, reach_km=2 * settings.near_km)
    pairs = [
        _pair_in_bucket(table, rows, settings.max_gap_days)
        for rows in _fill_buckets(table, bucket_days, settings.max_gap_days)
    ]
    bridges = [
        (row, bridge)
        for row, episode in zip(table.of_episodes.tolist(), episodes, strict=True)
        if (bridge := read_bridge(episode)) is not None
    ]
    groups = _unite_battles(table, bridges, _unite(pairs, len(table.rows.first_day)))
    return _pack(groups[table.of_episodes], table, size)


_Pairs = tuple["NDArray[np.int64]", "NDArray[np.int64]"]


def _fill_buckets(table: Table, days: int, halo_days: int) -> Iterator[NDArray[np.int64]]:
    """Yield the rows of each bucket of days and its halo; what lasts long is in several."""
    known = np.flatnonzero(table.rows.first_day)
    first = (table.rows.first_day[known] - halo_days) // days
    last = (table.rows.last_day[known] + halo_days) // days
    for bucket in np.unique(np.concatenate([first, last])):
        yield known[(first <= bucket) & (bucket <= last)]


def _pair_in_bucket(table: Table, rows: NDArray[np.int64], max_gap_days: int) -> _Pairs:
    found = find_neighbours(table.rows.take(rows), table.places, max_gap_days=max_gap_days)
    return rows[found.rows], rows[found.values]


def _unite(pairs: Sequence[_Pairs], count: int) -> NDArray[np.int64]:
    """Return the group of each row: those that pairs put together, over any number of steps."""
    ours, theirs = (
        np.concatenate([np.zeros(0, np.int64), *(pair[side] for pair in pairs)]) for side in (0, 1)
    )
    return unite_groups(ours, theirs, count=count)


def _unite_battles(
    table: Table, bridges: Sequence[tuple[int, Bridge]], groups: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Unite groups of which a report may say that their days are one battle.

    A battle grows with each day that is added: until nothing more is near enough in time.
    """
    rows, areas = _list_areas(table)
    of_rows = Ragged.from_pairs(rows, areas, count=len(groups))
    at = Ragged.from_pairs(areas, rows, count=int(areas.max(initial=-1)) + 1)
    nowhere = np.diff(table.rows.places.offsets) == 0
    vast = set(table.rows.places.rows[table.places.is_vast[table.rows.places.values]].tolist())
    is_fine = ~table.rows.is_coarse & (table.rows.first_day > 0)
    while True:
        count = int(groups.max(initial=-1)) + 1
        first, last = np.full(count, np.iinfo(np.int64).max), np.full(count, -1)
        np.minimum.at(first, groups[is_fine], table.rows.first_day[is_fine])
        np.maximum.at(last, groups[is_fine], table.rows.last_day[is_fine])
        pairs = []
        for row, bridge in bridges:
            # The point of a vast place says nothing: whatever is near its event may be it.
            ours = np.flatnonzero(groups == groups[row]) if row in vast else np.array([row])
            near = np.unique(groups[at.take(of_rows.take(ours).values).values])
            if nowhere[row] or bridge.is_whole:
                near = np.arange(count)
            meets = (first[near] <= bridge.last.toordinal()) & (
                last[near] >= bridge.first.toordinal()
            )
            near = near[meets]
            pairs.append((np.full(len(near), groups[row]), near))
        united = _unite(pairs, count)
        if int(united.max(initial=-1)) + 1 == count:
            return groups
        groups = united[groups]


def _list_areas(table: Table) -> _Pairs:
    """List the areas of each row."""
    places = table.rows.places
    areas = table.places.areas.take(places.values)
    return np.repeat(places.rows, np.diff(areas.offsets)), areas.values


def _pack(groups: NDArray[np.int64], table: Table, size: int) -> list[list[int]]:
    """Fill parts with whole groups, the earliest first."""
    earliest = np.full(int(groups.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(earliest, groups, table.rows.first_day[table.of_episodes])
    order = np.lexsort((groups, earliest[groups]))
    ends = np.flatnonzero(np.diff(groups[order], append=-1)) + 1
    parts: list[list[int]] = []
    begin = 0
    for end in ends.tolist():
        if end - begin >= size or end == len(order):
            parts.append(order[begin:end].tolist())
            begin = end
    return parts
