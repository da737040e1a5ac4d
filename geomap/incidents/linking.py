"""Which episodes of several documents are one event, and why, in words.

Dated episodes come first: they are one when their days meet, their parties agree, and their places
are the same or face the same part of the border. Each is compared only with the events that share
a block of time and space with it. An undated one is then weighed against the events found.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from geomap.documents.calendar import ALL_WEEKDAYS, MONTHS
from geomap.incidents.areas import make_table
from geomap.incidents.battles import join_battles
from geomap.incidents.blocks import find_neighbours
from geomap.incidents.clusters import (
    Cluster,
    Member,
    describe_figures,
    index_figures,
    parties_agree,
    types_agree,
)
from geomap.incidents.dating import find_dating_clusters, find_near
from geomap.incidents.episodes import HARD_BASES, Episode, gap_days, is_coarse
from geomap.incidents.wording import describe_date, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.incidents.areas import Table
    from geomap.incidents.clusters import FigureKey
    from geomap.incidents.nearness import Nearness
    from geomap.model import Casualty, DateInterval
    from geomap.settings import LinkingSettings


_NAMED: Final = re.compile(
    r"\b(?:at|near|around)\s+(?P<place>[A-Z][\w-]{4,})(?![’'\w]|\s+[A-Z])"
    r"|\b[Oo]n\s+the\s+(?P<front>[A-Z][\w-]{4,})\s+(?:[A-Z]\w+\s+)?(?i:front|sector|axis)\b"
)
_NO_PLACES: Final = frozenset(name.capitalize() for name in (*ALL_WEEKDAYS, *MONTHS))


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
    # Those with a first day come first.
    ordered = sorted(episodes, key=_richness)
    count = sum(episode.date.start is not None for episode in ordered)
    # With the same figures, places may be twice as far apart.
    table = make_table(ordered, nearness=nearness, reach_km=2 * settings.near_km)
    clusters, of_episodes = _link_dated(ordered[:count], table, nearness, settings)
    homes = join_battles(clusters, table, of_episodes, nearness=nearness, settings=settings)
    of_episodes = [homes.get(number, number) for number in of_episodes]
    undated: list[Episode] = []
    for episode in ordered[count:]:
        if episode.date.is_known:
            # What is known to end on a day, and not when it began, shows no two to be one.
            of_episodes.append(len(clusters))
            clusters.append(Cluster(episode))
        else:
            undated.append(episode)
    near = find_near(undated, clusters, table, of_episodes)
    found = find_dating_clusters(undated, near, nearness=nearness, settings=settings)
    for episode, (cluster, reason) in zip(undated, found, strict=True):
        if cluster is None:
            clusters.append(Cluster(episode))
        else:
            cluster.add(Member(episode, reason, is_dated_by_link=True))
    whole = [cluster for number, cluster in enumerate(clusters) if number not in homes]
    return sorted(whole, key=_place_in_time)


def _richness(episode: Episode) -> tuple[int, bool, int, int, str, str, str, int]:
    """Sort key: what says most about when and where comes first; others gather around it.

    Of two that say as much, what they say decides, and the name of the file only for copies.
    """
    date = episode.date
    return (
        0 if date.start else 1 if date.is_known else 2,
        date.basis not in HARD_BASES,
        -len({site.place.id for site in episode.sites}),
        -len(episode.claims),
        str(episode.document.published),
        episode.document.text,
        episode.document.id,
        episode.claims[0].evidence[0].span.start,
    )


def _place_in_time(cluster: Cluster) -> tuple[dt.date, str, int]:
    founder = cluster.members[0].episode
    day = cluster.date.start or cluster.date.end or dt.date.max
    return day, founder.document.id, founder.claims[0].evidence[0].span.start


def _link_dated(
    ordered: Sequence[Episode], table: Table, nearness: Nearness, settings: LinkingSettings
) -> tuple[list[Cluster], list[int]]:
    """Let each episode join the event that it fits best, or found one; return the event of each."""
    rows = table.of_episodes[: len(ordered)]
    neighbours = find_neighbours(
        table.rows.head(max(rows, default=-1) + 1),
        table.places,
        max_gap_days=settings.max_gap_days,
    ).to_lists()
    clusters: list[Cluster] = []
    of_episodes: list[int] = []
    at: dict[int, set[int]] = {}
    for row, episode in zip(rows, ordered, strict=True):
        number, reason = None, ""
        near = {it for other in neighbours[row] if other in at for it in at[other]}
        if near:
            # The order in which they were founded decides between two that fit alike.
            number, reason = _find_cluster(episode, clusters, sorted(near), nearness, settings)
        if number is None:
            number = len(clusters)
            clusters.append(Cluster(episode))
        else:
            clusters[number].add(Member(episode, reason))
        of_episodes.append(number)
        at.setdefault(row, set()).add(number)
    return clusters, of_episodes


def _find_cluster(
    episode: Episode,
    clusters: Sequence[Cluster],
    near: Iterable[int],
    nearness: Nearness,
    settings: LinkingSettings,
) -> tuple[int | None, str]:
    figures = index_figures(episode.casualties)
    matches = []
    for number in near:
        strength = _match(episode, figures, clusters[number], nearness, settings)
        if strength:
            matches.append((strength, number))
    if not matches:
        return None, ""
    best, chosen = max(matches, key=lambda match: match[0])
    if not episode.sites and sum(strength == best for strength, _ in matches) > 1:
        # Without a place, two events of the day are equally likely: neither is it.
        return None, ""
    return chosen, _explain(episode, figures, clusters[chosen], nearness)


def _match(
    episode: Episode,
    figures: Mapping[FigureKey, Casualty],
    cluster: Cluster,
    nearness: Nearness,
    settings: LinkingSettings,
) -> int:
    """Return how much shows that an episode belongs to a cluster, 0 when it does not."""
    if (
        not _dates_match(episode.date, cluster.date, settings)
        or cluster.tells_apart(episode)
        or not parties_agree(episode, cluster)
        or not types_agree(episode.sub_event_types, cluster.sub_event_types)
    ):
        return 0
    has_figures = bool(figures) and not figures.keys().isdisjoint(cluster.figures)
    if not _places_match(episode, cluster, nearness, settings, has_figures=has_figures):
        return 0
    return 3 if has_figures else 2


def _explain(
    episode: Episode,
    figures: Mapping[FigureKey, Casualty],
    cluster: Cluster,
    nearness: Nearness,
) -> str:
    """Say why an episode belongs to a cluster that it matches."""
    shared = describe_figures(figures, cluster.figures)
    when = "same day" if gap_days(episode.date, cluster.date) == 0 else "the day before or after"
    reasons = [
        f"{when}: {describe_date(cluster.date)}",
        _explain_places(episode, cluster, nearness, has_figures=bool(shared)),
        *([f"same figures: {join_words(shared)}"] if shared else []),
    ]
    return "; ".join(reasons)


def _dates_match(a: DateInterval, b: DateInterval, settings: LinkingSettings) -> bool:
    if a.start is None or b.start is None:
        return False
    if is_coarse(a) != is_coarse(b):
        # "In September" may mean any event of the month, so it shows that two are one of none.
        return False
    gap = gap_days(a, b)
    surely = a.basis in HARD_BASES and b.basis in HARD_BASES
    return gap == 0 or (not surely and gap <= settings.max_gap_days)


def _places_match(
    episode: Episode,
    cluster: Cluster,
    nearness: Nearness,
    settings: LinkingSettings,
    *,
    has_figures: bool,
) -> bool:
    theirs = cluster.different_sites
    if not episode.sites or not theirs:
        return has_figures or episode.has_border or bool(_shared_names(episode, cluster))
    if not cluster.place_ids.isdisjoint([site.place.id for site in episode.sites]):
        return True
    return nearness.gap_km(episode.sites, theirs) <= settings.near_km * (1 + has_figures)


def _shared_names(episode: Episode, cluster: Cluster) -> list[str]:
    """Return the names behind "at", "near" that both tell: places that no gazetteer has."""
    theirs = {name for it in cluster.episodes for name in _list_names(it)}
    return sorted(set(_list_names(episode)) & theirs)


def _list_names(episode: Episode) -> Iterator[str]:
    for claim in episode.claims:
        span = claim.evidence[0].span
        for match in _NAMED.finditer(episode.document.text, span.start, span.end):
            name = match["place"] or match["front"]
            if name not in _NO_PLACES:
                yield name


def _explain_places(
    episode: Episode, cluster: Cluster, nearness: Nearness, *, has_figures: bool
) -> str:
    if not episode.sites or not cluster.different_sites:
        if has_figures or episode.has_border:
            return "same border"
        return f"same name of a place: {join_words(_shared_names(episode, cluster))}"
    same = [s.place for s in episode.sites if s.place.id in cluster.place_ids]
    if same:
        return f"same place: {join_words(list(dict.fromkeys(place.name for place in same)))}"
    gap = nearness.gap_km(episode.sites, cluster.different_sites)
    if gap == 0:
        return "places that face the same stretch of the border"
    return f"places {gap:.0f} km apart"
