"""What places, figures and names of an undated report say for its telling of a dated event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.incidents.clusters import describe_figures, index_figures
from geomap.incidents.episodes import HARD_BASES
from geomap.incidents.names import (
    find_first_weekday,
    is_any_spelling,
    list_mentioned,
    list_spellings,
    list_told,
    share_name,
    share_told_name,
)
from geomap.incidents.nearness import index_sites
from geomap.incidents.wording import join_words
from geomap.yearless import weekday_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.incidents.clusters import Cluster
    from geomap.incidents.episodes import Episode
    from geomap.incidents.nearness import Nearness
    from geomap.model import Casualty, DateInterval
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


class Facts:
    """Places and figures of an undated episode, to be weighed against many events."""

    def __init__(self, episode: Episode) -> None:
        self._episode, self._text = episode, episode.document.text
        self._sites = index_sites(episode.parties, episode.sites)
        self._place_ids = {site.place.id for site in episode.sites}
        self._figures = index_figures(episode.casualties)
        self._numbers = _index_numbers(episode.casualties)
        self._of_sites: dict[int, tuple[float, list[str]]] = {}
        # Its own; the first of the text may be that of a burial, or of the day it was sent.
        own = weekday_of(episode.date)
        self._has_weekday = own is not None
        self._weekday = find_first_weekday(self._text) if own is None else own
        # What is only dated by the day of its report may be of some days before.
        self._has_day = episode.date.yearless is not None and (
            episode.date.basis in HARD_BASES or weekday_of(episode.date) is not None
        )

    def weigh(
        self, cluster: Cluster, nearness: Nearness, settings: LinkingSettings
    ) -> tuple[float, tuple[str, ...]]:
        """Return what its facts say for an event, as a score and in words."""
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
        name = share_name([self._text], {it.document.text for it in cluster.episodes})
        if name is None and self._weekday is not None:
            # What it says itself shows of no event that it is the one it tells of besides.
            others = [it for it in cluster.episodes if it.document.text != self._text]
            name = share_told_name(list_told([self._episode]), list_told(others))
        if name is None or not _may_be_on(self._weekday, cluster.date):
            return 0.0
        # Where both are is weighed by itself, and told in other letters it is no second place.
        is_placed = bool(self._of_sites[id(cluster.different_sites)][1])
        if is_placed and is_any_spelling(name, list_spellings(self._episode)):
            return 0.0
        reasons.append(f"same name of a place: {name}")
        # A day of its own is weighed with its words.
        if self._weekday is None or self._has_weekday:
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
