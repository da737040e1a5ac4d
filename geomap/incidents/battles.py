"""Battles of several days: the events of their days are one where a report says so.

"Fighting went on for a second day", "three days of shelling", "the battle since Sunday": events of
the days that such a sentence covers, at the same place, are parts of one battle. Where it only says
that the fighting continues, the last event there of the week before is. A report that tells two of
them as two keeps them apart.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.incidents.clusters import Member, describe_seed, types_agree
from geomap.incidents.day_gaps import gap_days
from geomap.incidents.episodes import HARD_BASES, is_coarse
from geomap.incidents.nearness import index_sites
from geomap.incidents.wording import describe_date
from geomap.model import DateInterval, SubEventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.incidents.areas import Table
    from geomap.incidents.clusters import Cluster
    from geomap.incidents.episodes import Episode
    from geomap.incidents.nearness import Nearness
    from geomap.settings import LinkingSettings

_WEEK: Final = dt.timedelta(days=7)
_FRONT_KM: Final = 150.0
"""How far apart the places of a war of some days may be of which a report tells as a whole."""
_WHOLE_DAYS: Final = 2
"""Between the first and the last day of such a war, at least."""
_FIGHTS: Final = frozenset(
    {SubEventType.ARMED_CLASH, SubEventType.SHELLING, SubEventType.AIR_STRIKE}
)


class Bridge(NamedTuple):
    """The days over which an episode says that a fight has gone on."""

    first: dt.date
    last: dt.date
    is_open: bool
    """Nobody says since when."""
    is_whole: bool = False
    """It is said of all that two states fought then, and not of a place."""


def join_battles(
    clusters: Sequence[Cluster],
    table: Table,
    of_episodes: Sequence[int],
    *,
    nearness: Nearness,
    settings: LinkingSettings,
) -> dict[int, int]:
    """Put events of several days together; return the event that each one has become part of.

    Parameters
    ----------
    clusters
        The dated events; those that others become part of grow.
    table, of_episodes
        The rows of their episodes, and the event of each.
    nearness
        Distances between their places.
    settings
        How near is near.

    Returns
    -------
    dict
        Number of an event that is no more to that of the one that it has become part of.
    """
    bridges = [
        (number, member.episode, bridge)
        for number, cluster in enumerate(clusters)
        for member in cluster.members
        if (bridge := read_bridge(member.episode)) is not None
    ]
    if not bridges:
        return {}
    near = _find_near(clusters, table, of_episodes, {number for number, _, _ in bridges})
    for number, met in _find_meeting(clusters, bridges).items():
        near[number] |= met
    homes: dict[int, int] = {}

    def find(number: int) -> int:
        while number in homes:
            number = homes[number]
        return number

    # Those that say since when come first: then "it continues" finds the whole battle, and what
    # tells no place finds one of it.
    bridges.sort(key=lambda it: (not it[1].sites, it[2].is_open, it[2].first))
    for number, episode, bridge in bridges:
        home = find(number)
        others = sorted({find(it) for it in near[number]} - {home})
        for other in _choose(episode, bridge, home, others, clusters, nearness, settings):
            home = find(number)
            into, gone = sorted((home, other))
            if not _may_join(clusters[into], clusters[gone], told_by=episode):
                continue
            _absorb(clusters[into], clusters[gone], told_by=episode)
            homes[gone] = into
    return {number: find(number) for number in homes}


def read_bridge(episode: Episode) -> Bridge | None:
    """Return the days that an episode says a fight has gone on, ``None`` where it says nothing."""
    looks_back = episode.refers_back and not episode.sites and episode.date.basis in HARD_BASES
    if not (episode.has_course or looks_back):
        return None
    start, end = episode.date.start, episode.date.end or episode.date.start
    if start is None or end is None or is_coarse(episode.date) or not _is_fight(episode):
        return None
    published = episode.document.published or end
    first, last, goes_on = start, end, False
    for claim in episode.claims:
        course = claim.course
        if course is None:
            continue
        goes_on = goes_on or course.goes_on
        if course.days:
            # "It was calm after three days of fire": without a day, that may be the day after.
            more = dt.timedelta(days=course.days - (claim.date.start is not None))
            # "Four days of fighting" may be told of the first day or of the last.
            first = min(first, end - more)
            last = max(last, min(start + more, published))
        if course.began and _is_recent(course.began, end):
            first = min(first, course.began)
            last = max(last, min(course.ended or last, published))
    if (first, last) != (start, end) or (looks_back and first != last):
        is_whole = (
            (last - first).days >= _WHOLE_DAYS
            and len(episode.parties) == 2  # noqa: PLR2004 - a pair of states
            and not any(claim.sites for claim in episode.claims)
        )
        return Bridge(first, last, is_open=False, is_whole=is_whole)
    return Bridge(start - _WEEK, end, is_open=True) if goes_on else None


def list_days_told(cluster: Cluster) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of an event, as far as its reports say that it went on.

    "Five days of fighting ended on 28 July" tells of the 24th, too.
    """
    first, last = cluster.date.start or cluster.date.end, cluster.date.end or cluster.date.start
    if first is None or last is None or is_coarse(cluster.date):
        return first, last
    told = [
        it for episode in cluster.episodes if episode.has_course and (it := read_bridge(episode))
    ]
    days = [day for it in told if not it.is_open for day in (it.first, it.last)]
    return min([first, *days]), max([last, *days])


def _is_recent(began: dt.date, end: dt.date) -> bool:
    return abs(end - began) <= 2 * _WEEK


def _is_fight(episode: Episode) -> bool:
    return not episode.sub_event_types or bool(episode.sub_event_types & _FIGHTS)


def _find_near(
    clusters: Sequence[Cluster], table: Table, of_episodes: Sequence[int], asked: set[int]
) -> dict[int, set[int]]:
    """Find for some events those that have an area in common with them."""
    areas, places = table.places.areas.to_lists(), table.rows.places.to_lists()
    of_clusters: list[set[int]] = [set() for _ in clusters]
    rows, numbers = table.list_different(of_episodes)
    for row, number in zip(rows.tolist(), numbers.tolist(), strict=True):
        of_clusters[number].update(area for place in places[row] for area in areas[place])
    wanted = set().union(*(of_clusters[number] for number in asked))
    at: dict[int, set[int]] = {}
    for number, own in enumerate(of_clusters):
        for area in own & wanted:
            at.setdefault(area, set()).add(number)
    return {number: set().union(*(at[area] for area in of_clusters[number])) for number in asked}


def _find_meeting(
    clusters: Sequence[Cluster], bridges: Iterable[tuple[int, Episode, Bridge]]
) -> dict[int, set[int]]:
    """Find for fights that were nowhere by the words of all all that the two states had then."""
    found: dict[int, set[int]] = {}
    of_pairs: dict[tuple[str, ...], list[int]] = {}
    for number, cluster in enumerate(clusters):
        for pair in cluster.parties:
            of_pairs.setdefault(pair, []).append(number)
    for number, episode, bridge in bridges:
        if bridge.is_open or len(episode.parties) < 2:  # noqa: PLR2004
            continue
        is_placed = bool(clusters[number].place_ids) and not bridge.is_whole
        met = found.setdefault(number, set())
        met.update(
            other
            for other in of_pairs[episode.parties]
            for it in [clusters[other]]
            if it.date.start
            and it.date.start <= bridge.last
            and (it.date.end or it.date.start) >= bridge.first
            and (not is_placed or _holds_beginning(it, episode, bridge))
        )
    return found


def _choose(  # noqa: PLR0913, PLR0917 - what decides which events are of one battle
    episode: Episode,
    bridge: Bridge,
    home: int,
    others: Iterable[int],
    clusters: Sequence[Cluster],
    nearness: Nearness,
    settings: LinkingSettings,
) -> list[int]:
    """Choose the events that an episode says are of one battle with its own."""
    fitting = []
    is_nowhere = not episode.sites
    if is_nowhere and (bridge.is_open or clusters[home].place_ids):
        return []
    for number in others:
        other = clusters[number]
        start, end = other.date.start, other.date.end or other.date.start
        if start is None or end is None or is_coarse(other.date):
            continue
        if end < bridge.first or start > bridge.last:
            continue
        is_far = bridge.is_whole or _holds_beginning(other, episode, bridge)
        reach_km = _FRONT_KM if is_far else settings.near_km
        is_there = is_nowhere or _is_of_one_place(episode, other, nearness, reach_km)
        if is_there and _may_join(clusters[home], other, told_by=episode):
            fitting.append((end, number))
    if is_nowhere and len(fitting) > 1:
        # "After five days of battles", without a place: of two, it may be either.
        return []
    fitting.sort()
    if bridge.is_open:
        fitting = [it for it in fitting if it[0] <= bridge.last][-1:]
    return [number for _, number in fitting]


def _is_of_one_place(
    episode: Episode, cluster: Cluster, nearness: Nearness, reach_km: float
) -> bool:
    sites = cluster.different_sites
    if not episode.sites or not sites:
        return False
    if not cluster.place_ids.isdisjoint(site.place.id for site in episode.sites):
        return True
    ours = index_sites(episode.parties, episode.sites)
    return nearness.gap_km(ours, sites) <= reach_km


def _may_join(a: Cluster, b: Cluster, *, told_by: Episode) -> bool:
    """Tell whether two events may be of one battle: fights of the same states, told as one."""
    return (
        not _are_told_as_two(a, b, told_by=told_by)
        and a.is_denied == b.is_denied
        and all(set(x) <= set(y) or set(x) >= set(y) for x in a.parties for y in b.parties)
        and types_agree(a.sub_event_types, b.sub_event_types)
        and all(not it.sub_event_types or it.sub_event_types & _FIGHTS for it in (a, b))
    )


def _are_told_as_two(a: Cluster, b: Cluster, *, told_by: Episode) -> bool:
    """Tell whether one report tells of both as of two.

    "They clashed for a second day. On Friday two had died.": the report that says how long it has
    lasted tells of the day before without a place of its own and without setting it apart. By
    itself it is read day by day; where others tell of those days as well, they are one battle.
    """
    shared = a.document_ids & b.document_ids
    bridge = read_bridge(told_by)
    has_days = bridge is not None and not bridge.is_open
    others = shared - {told_by.document.id}
    if not (all(_tells_renewal(it, a, b) for it in others) if has_days else not others):
        return True
    if told_by.document.id not in shared:
        return False
    told = [[it for it in c.episodes if it.document.id == told_by.document.id] for c in (a, b)]
    if any(all(map(_tells_beginning, own)) for own in told):
        # "They fought again overnight. The fighting began on 22 April."
        return False
    if a.document_ids == b.document_ids:
        return True
    if any(it.opens_event for own in told for it in own):
        return True
    return not _counts_from(told_by, a, b) and (
        gap_days(a.date, b.date) > 1
        or all(any(claim.sites for it in own for claim in it.claims) for own in told)
    )


def _tells_renewal(document_id: str, a: Cluster, b: Cluster) -> bool:
    """Tell whether a report that tells of two events says of the later one that it went on.

    "On Friday they fired on our posts. On Saturday the attack was begun anew.": by days.
    """
    later = max((a, b), key=lambda it: it.date.start or dt.date.min)
    own = [it for it in later.episodes if it.document.id == document_id]
    return not any(it.opens_event for it in own) and any(
        claim.course is not None and claim.course.goes_on for it in own for claim in it.claims
    )


def _counts_from(episode: Episode, a: Cluster, b: Cluster) -> bool:
    """Tell whether by the days that an episode counts a fight began with the earlier of two events.

    "On Friday, the fourth day of the fighting", in a report that tells of Tuesday's attack as well.
    """
    bridge = read_bridge(episode)
    return (
        bridge is not None and not bridge.is_open and bridge.first in {a.date.start, b.date.start}
    )


def _holds_beginning(cluster: Cluster, episode: Episode, bridge: Bridge) -> bool:
    """Tell whether a report tells there the first day of a fight whose days it counts elsewhere.

    "They fought for a fourth day on the ridge. The fighting had begun on Thursday at the river."
    """
    return not bridge.is_open and any(
        it.document.id == episode.document.id
        and it.date.start == bridge.first
        and _tells_beginning(it)
        for it in cluster.episodes
    )


def _tells_beginning(episode: Episode) -> bool:
    """Tell whether an episode only says on which day a fight began that its report tells of."""
    return episode.refers_back and all(
        it.course is not None and it.course.began is not None for it in episode.claims
    )


def _absorb(cluster: Cluster, other: Cluster, *, told_by: Episode) -> None:
    days = sorted(
        day for it in (cluster.date, other.date) for day in (it.start, it.end) if day is not None
    )
    whole = describe_date(DateInterval(start=days[0], end=days[-1]))
    why = f"one battle, by what {told_by.document.source} tells of its days ({whole})"
    for member in other.members:
        reason = f"{member.reason or describe_seed(member.episode)}; {why}"
        cluster.add(Member(member.episode, reason, member.is_dated_by_link))
