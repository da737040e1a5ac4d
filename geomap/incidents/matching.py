"""Whether a dated episode is of an event found before it, how much shows it, and why, in words.

They are one when their days meet, their parties and types agree, and their places are the same or
face the same part of the border. Episodes of one outline get one answer, kept with the event until
it is told anything new.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.documents.calendar import ALL_WEEKDAYS, MONTHS
from geomap.incidents.clusters import describe_figures, parties_agree, types_agree
from geomap.incidents.day_gaps import gap_days
from geomap.incidents.episodes import HARD_BASES, is_coarse
from geomap.incidents.names import list_mentioned
from geomap.incidents.spots import are_two_events
from geomap.incidents.wording import describe_date, join_words
from geomap.model import Measure
from geomap.places.features import is_division

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Sequence

    from geomap.incidents.clusters import Cluster
    from geomap.incidents.episodes import Episode
    from geomap.incidents.nearness import Nearness
    from geomap.incidents.outlines import Outline
    from geomap.model import DateInterval
    from geomap.settings import LinkingSettings

_APART: Final = 0
_BY_NAME: Final = 1
"""Only the name of a place that both tell may show that they are one."""
_FITS: Final = 4
_SAME_FIGURES: Final = 8
_SAME_PLACE: Final = 1
"""What decides between two events that both fit."""

_NAMED: Final = re.compile(
    r"\b(?:at|near|around)\s+(?P<place>[A-Z][\w-]{4,})(?![’'\w]|\s+[A-Z])"
    r"|\b(?:[Oo]n|[Ii]n)\s+(?:the\s+)?(?P<front>[A-Z][\w-]{3,})\s+(?:[A-Z]\w+\s+)?"
    r"(?i:front|sector|axis)\b"
)
_NO_PLACES: Final = frozenset(name.capitalize() for name in (*ALL_WEEKDAYS, *MONTHS))


class Matcher:
    """Compares episodes with events.

    Parameters
    ----------
    nearness
        Distances between their places.
    settings
        How near is near.
    several
        The documents that tell of several events: of others none can tell two as two.
    """

    def __init__(
        self, nearness: Nearness, settings: LinkingSettings, *, several: Container[str]
    ) -> None:
        self._several = several
        self._nearness = nearness
        self._settings = settings

    def find_cluster(
        self, outline: Outline, episode: Episode, clusters: Sequence[Cluster], near: Collection[int]
    ) -> tuple[int | None, str]:
        """Find the event that an episode fits best, and say why.

        Parameters
        ----------
        outline, episode
            The episode, and what is compared of it.
        clusters
            The events found so far.
        near
            The numbers of those that may be it; of two that fit alike the first is taken.
        """
        best, chosen, count = _APART, None, 0
        for number in near:
            strength = self._match(outline, episode, clusters[number])
            if strength > best:
                best, chosen, count = strength, number, 1
            elif strength == best:
                count += 1
        if chosen is None or (not episode.sites and count > 1):
            # Without a place, two events of the day are equally likely: neither is it.
            return None, ""
        return chosen, self._explain(outline, episode, clusters[chosen])

    def _match(self, outline: Outline, episode: Episode, cluster: Cluster) -> int:
        answer = cluster.answers.get(outline.number)
        if answer is None:
            answer = cluster.answers[outline.number] = self._compare(outline, cluster)
        if answer == _APART:
            return _APART
        if episode.document.id in self._several and cluster.tells_apart(episode):
            return _APART
        if answer == _BY_NAME:
            return _FITS if list_shared_names(episode, cluster) else _APART
        return answer

    def _compare(self, outline: Outline, cluster: Cluster) -> int:
        """Return how much shows that episodes of an outline belong to a cluster."""
        episode = outline.episode
        if (
            not self._dates_match(episode.date, cluster.date)
            or not parties_agree(episode, cluster)
            or not types_agree(episode.sub_event_types, cluster.sub_event_types)
        ):
            return _APART
        has_figures = not outline.figures.keys().isdisjoint(cluster.figures)
        fits = _SAME_FIGURES if has_figures else _FITS
        if not episode.sites or not cluster.place_ids:
            has_border = episode.has_border or (not cluster.place_ids and cluster.has_border)
            is_meant = has_figures or has_border or _retells(episode, cluster)
            return fits if is_meant else _BY_NAME
        if self._is_told_with_another(episode, cluster):
            return _APART
        if not outline.told.place_ids.isdisjoint(cluster.place_ids):
            return fits + _SAME_PLACE
        if not has_figures and _cost_others(outline, cluster):
            return _APART
        gap_km = self._nearness.gap_km(outline.told.sites, cluster.different_sites)
        return fits if gap_km <= self._settings.near_km * (1 + has_figures) else _APART

    def _is_told_with_another(self, episode: Episode, cluster: Cluster) -> bool:
        """Tell whether an event's reports tell of another one beside that of an episode."""
        different = cluster.different
        return len(different) > 1 and any(
            are_two_events(episode, it, nearness=self._nearness, near_km=self._settings.near_km)
            for it in different
        )

    def _dates_match(self, a: DateInterval, b: DateInterval) -> bool:
        if a.start is None or b.start is None:
            return False
        if is_coarse(a) != is_coarse(b):
            # "In September" may mean any event of the month, so it shows that two are one of none.
            return False
        gap = gap_days(a, b)
        surely = a.basis in HARD_BASES and b.basis in HARD_BASES
        return gap == 0 or (not surely and gap <= self._settings.max_gap_days)

    def _explain(self, outline: Outline, episode: Episode, cluster: Cluster) -> str:
        """Say why an episode belongs to a cluster that it matches."""
        reason = cluster.reasons.get(outline.number)
        if reason is None:
            is_same_day = gap_days(episode.date, cluster.date) == 0
            when = "same day" if is_same_day else "the day before or after"
            parts = [f"{when}: {describe_date(cluster.date)}"]
            if cluster.answers[outline.number] == _BY_NAME:
                names = join_words(list_shared_names(episode, cluster))
                return "; ".join([*parts, f"same name of a place: {names}"])
            parts.append(self._explain_places(outline, cluster))
            if shared := describe_figures(outline.figures, cluster.figures):
                parts.append(f"same figures: {join_words(shared)}")
            reason = cluster.reasons[outline.number] = "; ".join(parts)
        return reason

    def _explain_places(self, outline: Outline, cluster: Cluster) -> str:
        episode = outline.episode
        if not episode.sites or not cluster.place_ids:
            has_border = episode.has_border or cluster.has_border
            return "same border" if has_border else "no other event of these states then"
        same = [s.place for s in episode.sites if s.place.id in cluster.place_ids]
        if same:
            return f"same place: {join_words(list(dict.fromkeys(place.name for place in same)))}"
        gap_km = self._nearness.gap_km(outline.told.sites, cluster.different_sites)
        if gap_km == 0:
            return "places that face the same stretch of the border"
        return f"places {gap_km:.0f} km apart"


def _cost_others(outline: Outline, cluster: Cluster) -> bool:
    """Tell whether an event of the next day, in another place, cost others than an episode tells.

    "Rockets killed eight of theirs on Thursday", "a strike killed one of ours on Friday": that a
    province, of which no more is told, faces the other place is then no sign of one event.
    """
    told = (outline.told.sites, cluster.different_sites)
    is_vague = any(all(is_division(it.place) for it in sites.values()) for sites in told)
    if not is_vague or not gap_days(outline.episode.date, cluster.date):
        return False
    ours, theirs = (
        {(side, best) for side, measure, best in told if measure is Measure.KILLED}
        for told in (outline.figures, cluster.figures)
    )
    # As many, of the other side by another report, are the same dead.
    return bool(ours and theirs) and all(
        a[0] != b[0] and a[1] != b[1] for a in ours for b in theirs
    )


def _retells(episode: Episode, cluster: Cluster) -> bool:
    """Tell whether an episode without a place is about the one fight that two states had then.

    "135 soldiers were lost in the fighting of 13 and 14 September": of several, none is meant.
    """
    return (
        episode.refers_back
        and not episode.sites
        and episode.date.basis in HARD_BASES
        and len(episode.parties) == 2  # noqa: PLR2004 - a pair of states
        and episode.parties in cluster.parties
    )


def list_shared_names(episode: Episode, cluster: Cluster) -> list[str]:
    """Return the names of places that both tell, where one of them has no place of its own.

    Behind "at", "near" it may be a place that no gazetteer has; else it is one where the event was
    by the word of the one, and of which the report of the other speaks.
    """
    ours = set(list_names(episode))
    shared = ours & {name for it in cluster.episodes for name in list_names(it)} if ours else set()
    if episode.document.id not in cluster.document_ids:
        if not episode.sites:
            shared |= list_mentioned(cluster.episodes, [episode])
        elif not cluster.place_ids:
            shared |= list_mentioned([episode], cluster.episodes)
    return sorted(shared)


def list_names(episode: Episode) -> Iterator[str]:
    """Yield the names in the sentences of an episode that may be those of places."""
    for claim in episode.claims:
        span = claim.evidence[0].span
        for match in _NAMED.finditer(episode.document.text, span.start, span.end):
            name = match["place"] or match["front"]
            if name not in _NO_PLACES:
                yield name
