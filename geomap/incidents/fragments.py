"""Reports that tell too little of an event to found an incident, but enough to join one.

"Soldiers fell to fire from across the line on Saturday", without a place: where other reports tell
of one event of that day, of the same states, and the report speaks of its place or gives its
figures, it tells of that one.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.incidents.clusters import Member, describe_figures, index_figures, types_agree
from geomap.incidents.dating import index_telling
from geomap.incidents.episodes import HARD_BASES, is_coarse
from geomap.incidents.facts import is_uncommon
from geomap.incidents.kinds import OF_THEIR_OWN
from geomap.incidents.matching import list_names, list_shared_names
from geomap.incidents.possible_days import PossibleDays
from geomap.incidents.wording import describe_date, join_words
from geomap.model import Measure, Scope, SubEventType
from geomap.places.features import is_division

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.incidents.clusters import Cluster
    from geomap.incidents.episodes import Episode
    from geomap.model import DateInterval


_MOST_GROWN: Final = 5
"""How many times as many a later count may tell of."""
_TOLD: Final = frozenset({Measure.KILLED, Measure.WOUNDED})


def join_fragments(clusters: Sequence[Cluster], episodes: Iterable[Episode]) -> None:
    """Let episodes that found no incident join the events that they tell of.

    Each is compared with the events as they are before any joins: their order does not matter.

    Parameters
    ----------
    clusters
        All events; those that are told of grow.
    episodes
        Those of all documents that are no events by themselves.
    """
    told = list(episodes)
    asked = [episode for episode in told if may_join(episode)]
    keys = {(episode.parties, day) for episode in asked for day in _list_days(episode.date)}
    dated: dict[tuple[tuple[str, ...], int], list[int]] = defaultdict(list)
    for number, cluster in enumerate(clusters if keys else ()):
        if not cluster.is_denied and not is_coarse(cluster.date):
            for pair, day in itertools.product(cluster.parties, _list_days(cluster.date)):
                if (pair, day) in keys:
                    dated[pair, day].append(number)
    found = []
    for episode in asked:
        near = {it for day in _list_days(episode.date) for it in dated[episode.parties, day]}
        fitting = [it for n in sorted(near) if _is_of_the_day(episode, it := clusters[n])]
        is_only = len(fitting) == 1
        reasons = [(it, why) for it in fitting if (why := _explain(episode, it, is_only=is_only))]
        if len(reasons) == 1:
            found.append((episode, *reasons[0]))
    undated = list(_find_counted(told, clusters))
    for episode, cluster, reason in found:
        cluster.add(Member(episode, reason))
    for episode, cluster, reason in undated:
        cluster.add(Member(episode, reason, is_dated_by_link=True))


def _find_counted(
    episodes: Sequence[Episode], clusters: Sequence[Cluster]
) -> Iterator[tuple[Episode, Cluster, str]]:
    """Find the event of which an undated report without a place counts the same dead and wounded.

    "They say 17 of theirs died and 23 of ours": no other event of these states had as many.
    """
    asked = [it for it in episodes if counts_alone(it)]
    if not asked:
        return
    days = PossibleDays(clusters)
    counted = [index_figures(it.casualties) for it in asked]
    telling = index_telling(clusters, set().union(*counted))
    for episode, ours in zip(asked, counted, strict=True):
        alike = sorted({it for key in ours.keys() & telling.keys() for it in telling[key].all})
        numbers = [
            number
            for number in alike
            if not (it := clusters[number]).is_denied
            and episode.parties in it.parties
            and _is_of_the_day(episode, it)
        ]
        fitting = days.choose(np.array(numbers, np.int64), episode)
        if len(fitting) != 1:
            continue
        cluster = clusters[fitting[0]]
        shared = ours.keys() & cluster.figures.keys()
        if len(shared) > 1 or any(is_uncommon(best) for _, _, best in shared):
            figures = join_words(describe_figures(ours, cluster.figures))
            dated = f"undated; dated by the other reports ({describe_date(cluster.date)})"
            yield episode, cluster, f"{dated}: same figures: {figures}"


def counts_alone(episode: Episode) -> bool:
    """Tell whether an episode counts dead or wounded of two states, and no more of the event."""
    return (
        not episode.date.is_known
        and episode.date.yearless is None
        and not episode.sites
        and not episode.is_denied
        and len(episode.parties) == 2  # noqa: PLR2004 - a pair of states
        and any(measure in _TOLD for _, measure, _ in index_figures(episode.casualties))
    )


def may_join(episode: Episode) -> bool:
    """Tell whether an episode has a day and two states, and tells of more than talks."""
    return (
        episode.date.start is not None
        and not is_coarse(episode.date)
        and not episode.is_denied
        and len(episode.parties) == 2  # noqa: PLR2004 - a pair of states
        and (episode.is_told or episode.date.basis in HARD_BASES)
    )


def _list_days(date: DateInterval) -> range:
    """Return the ordinals of the days of a date; none where the first is not known."""
    if date.start is None:
        return range(0)
    return range(date.start.toordinal(), (date.end or date.start).toordinal() + 1)


def _is_of_the_day(episode: Episode, cluster: Cluster) -> bool:
    return (
        types_agree(episode.sub_event_types, cluster.sub_event_types)
        and episode.document.id not in cluster.document_ids
    )


def _explain(episode: Episode, cluster: Cluster, *, is_only: bool) -> str:
    """Say what shows that an episode tells of an event of its day; empty where nothing does."""
    shared = []
    if episode.sites:
        same = [it.place for it in episode.sites if it.place.id in cluster.place_ids]
        if not same:
            return ""
        names = list(dict.fromkeys(place.name for place in same if not is_division(place)))
        shared += [f"same place: {join_words(names)}"] if names else []
    elif names := list_shared_names(episode, cluster):
        shared.append(f"its report speaks of the place: {join_words(names)}")
    if figures := describe_figures(index_figures(episode.casualties), cluster.figures):
        shared.append(f"same figures: {join_words(figures)}")
    kinds = episode.sub_event_types & cluster.sub_event_types & OF_THEIR_OWN
    if is_only and kinds:
        shared.append(f"the only one of its kind: {join_words(sorted(kinds))}")
    if is_only and not shared and _is_the_fight(episode, cluster):
        shared.append("no other event of these states then")
    if is_only and (grown := _list_grown(episode, cluster)):
        shared.append(f"a later count of what was told of it: {join_words(grown)}")
    return "; ".join([f"same day: {describe_date(cluster.date)}", *shared]) if shared else ""


def _is_the_fight(episode: Episode, cluster: Cluster) -> bool:
    """Tell whether an episode says that two states fought on a day, and nothing of where.

    "On the evening of 15 June their troops crossed the line and attacked our soldiers": a place
    that nobody knows may be another one.
    """
    return (
        not episode.sites
        and episode.date.basis in HARD_BASES
        and SubEventType.ARMED_CLASH in episode.sub_event_types & cluster.sub_event_types
        and episode.parties in cluster.parties
        and not any(list_names(episode))
    )


def _list_grown(episode: Episode, cluster: Cluster) -> list[str]:
    """List what an episode counts that grew since an event was told: dead and wounded of a side."""
    return [
        f"{ours.best} {ours.measure} of {ours.side}, {theirs.best} before"
        for ours in episode.casualties
        for theirs in cluster.figures.values()
        if (ours.side, ours.measure) == (theirs.side, theirs.measure)
        and ours.scope is theirs.scope is Scope.EVENT
        and ours.best
        and theirs.best
        and theirs.best < ours.best <= _MOST_GROWN * theirs.best
        and ours.as_of
        and theirs.as_of
        and theirs.as_of < ours.as_of
    ]
