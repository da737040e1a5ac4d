"""Which dated event an undated report tells of: its date then comes from the other reports.

The evidence is weighed: places and figures in common, the same wording of a statement, a weekday or
a year that fits, likeness of the words. It must be strong, and no second event may come near. All
undated reports are weighed against the dated ones alone, so that their order does not matter.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.dates import find_year_hint, latest_year
from geomap.incidents.clusters import (
    Cluster,
    FigureKey,
    describe_figures,
    index_figures,
    parties_agree,
    types_agree,
)
from geomap.incidents.wording import describe_date, join_words
from geomap.places.features import VAST_KM

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geomap.incidents.areas import Table
    from geomap.incidents.episodes import Episode
    from geomap.incidents.nearness import Nearness
    from geomap.model import Casualty, ClaimSite
    from geomap.settings import LinkingSettings

_PHRASE_WORDS: Final = 6
_ROUND: Final = 10
"""Smaller and round numbers are common, and show nothing by themselves."""

Words = list[list[str]]
"""The words of each sentence that tells of an event."""


def find_near(
    episodes: Sequence[Episode],
    clusters: Sequence[Cluster],
    table: Table,
    of_episodes: Sequence[int],
) -> list[list[Cluster]]:
    """Find for each undated episode the events of any day near one of its places.

    A figure in common counts too where one of the two may have been anywhere.

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
    asked = set().union(*near_places.values())
    at: dict[int, set[int]] = {}
    places = table.rows.places.to_lists()
    for row, number in zip(table.of_episodes, of_episodes, strict=False):
        for place in places[row]:
            if place in asked:
                at.setdefault(place, set()).add(number)
    keys = {key for episode in episodes for key in index_figures(episode.casualties)}
    by_figure = _index_figures(clusters, keys)
    found = []
    for row, episode in zip(table.of_episodes[len(of_episodes) :], episodes, strict=True):
        near = set().union(*(at.get(it, ()) for place in places[row] for it in near_places[place]))
        anywhere = _is_wide(episode.sites)
        for key in index_figures(episode.casualties):
            near.update(n for n, is_wide in by_figure.get(key, ()) if anywhere or is_wide)
        found.append([clusters[number] for number in sorted(near)])
    return found


def _find_near_places(table: Table, rows: Sequence[int]) -> dict[int, set[int]]:
    """Find for each place of some rows those that have an area in common with it."""
    areas = table.places.areas
    by_area: dict[int, list[int]] = {}
    for place, area in zip(areas.rows.tolist(), areas.values.tolist(), strict=True):
        by_area.setdefault(area, []).append(place)
    places = {place for row in rows for place in table.rows.places.row(row)}
    return {place: {it for area in areas.row(place) for it in by_area[area]} for place in places}


def _index_figures(
    clusters: Sequence[Cluster], keys: set[FigureKey]
) -> dict[FigureKey, list[tuple[int, bool]]]:
    """Return which events tell each of some figures, and whether they may have been anywhere."""
    found: dict[FigureKey, list[tuple[int, bool]]] = {}
    for number, cluster in enumerate(clusters):
        for key in keys & cluster.figures.keys():
            found.setdefault(key, []).append((number, _is_wide(cluster.different_sites)))
    return found


def find_dating_clusters(
    episodes: Sequence[Episode],
    near: Sequence[Sequence[Cluster]],
    *,
    nearness: Nearness,
    settings: LinkingSettings,
) -> list[tuple[Cluster | None, str]]:
    """Find for each undated episode the event that it tells of, and say why.

    Parameters
    ----------
    episodes
        Without a date.
    near
        For each the dated events that it may be one with, from `find_near`.
    nearness
        Distances between their places.
    settings
        How strong the evidence must be.

    Returns
    -------
    list of (Cluster or None, str)
        One for each episode, in their order; ``None`` where the evidence is not strong enough.
    """
    weigh = _Scales(nearness, settings).weigh
    found = []
    for episode, candidates in zip(episodes, near, strict=True):
        limits = _Limits.of(episode)
        possible = [c for c in candidates if limits.allow(c)]
        found.append(_choose(weigh(episode, possible), settings))
    return found


def _choose(
    scored: list[tuple[float, Cluster, list[str]]], settings: LinkingSettings
) -> tuple[Cluster | None, str]:
    scored.sort(key=lambda entry: -entry[0])
    if not scored or scored[0][0] < settings.undated_min_score:
        return None, ""
    if len(scored) > 1 and scored[0][0] - scored[1][0] < settings.undated_min_margin:
        return None, ""
    _, cluster, reasons = scored[0]
    dated = f"undated; dated by the other reports ({describe_date(cluster.date)})"
    return cluster, f"{dated}: {'; '.join(reasons)}"


def _is_wide(sites: Collection[ClaimSite]) -> bool:
    return not sites or any((site.place.radius_km or 0.0) > VAST_KM for site in sites)


class _Limits(NamedTuple):
    """What an undated episode says of when it was."""

    episode: Episode
    year_hint: int | None
    latest_year: int | None

    @classmethod
    def of(cls, episode: Episode) -> _Limits:
        return cls(episode, find_year_hint(episode.document), latest_year(episode.document))

    def allow(self, cluster: Cluster) -> bool:
        """Tell whether a dated event is possible at all."""
        end = cluster.date.end or cluster.date.start
        if end is None or not self._allow_day(cluster.date.start or end, end):
            return False
        episode = self.episode
        return (
            cluster.is_denied == episode.is_denied
            and parties_agree(episode, cluster)
            and types_agree(episode.sub_event_types, cluster.sub_event_types)
        )

    def _allow_day(self, start: dt.date, end: dt.date) -> bool:
        weekday = self.episode.date.weekday
        if weekday is not None and weekday not in {start.weekday(), end.weekday()}:
            return False
        if self.year_hint is not None and self.year_hint != end.year:
            return False
        return self.latest_year is None or self.latest_year <= end.year


class _Scales:
    """Weighs the evidence that an undated episode tells of a dated event."""

    def __init__(self, nearness: Nearness, settings: LinkingSettings) -> None:
        self._nearness = nearness
        self._near_km = settings.near_km
        self._words: dict[int, Words] = {}

    def weigh(
        self, episode: Episode, clusters: Sequence[Cluster]
    ) -> list[tuple[float, Cluster, list[str]]]:
        """Weigh what speaks for each of some events that are possible."""
        candidates = [
            (score, cluster, reasons)
            for cluster in clusters
            for score, reasons in [self._weigh_facts(episode, cluster)]
            if reasons
        ]
        if not candidates:
            return []
        words = _words_of([episode])
        theirs = [self._words_of_cluster(cluster) for _, cluster, _ in candidates]
        weights = _weigh_words([words, *theirs])
        return [
            (score + self._weigh_words(episode, words, told, weights, reasons), cluster, reasons)
            for (score, cluster, reasons), told in zip(candidates, theirs, strict=True)
        ]

    def _weigh_facts(self, episode: Episode, cluster: Cluster) -> tuple[float, list[str]]:
        score, reasons = 0.0, []
        sites = cluster.different_sites
        shared = self._nearness.shared_places(episode.sites, sites, within_km=self._near_km / 2)
        if shared:
            ours = {site.place.id for site in episode.sites}
            theirs = {site.place.id for site in sites}
            # A place of its own that the others do not name speaks against the link.
            score += 2.0 * len(shared) / len(ours) + len(shared) / max(len(ours), len(theirs))
            score -= 0.5 * (len(ours) - len(shared))
            reasons.append(f"same places: {join_words([place.name for place in shared])}")
        figures = describe_figures(index_figures(episode.casualties), cluster.figures)
        figures = figures or _describe_numbers(episode, cluster)
        if figures:
            score += 2.0
            reasons.append(f"same figures: {join_words(figures)}")
        return score, reasons

    def _weigh_words(
        self,
        episode: Episode,
        ours: Words,
        theirs: Words,
        weights: Mapping[str, float],
        reasons: list[str],
    ) -> float:
        score = 2.0 * _similarity(ours, theirs, weights)
        if phrase := _shared_phrase(ours, theirs):
            score += 1.0
            reasons.append(f"same wording of a statement: “{phrase}”")
        if episode.date.weekday is not None:
            score += 1.0
            reasons.append("its weekday fits")
        year_hint = find_year_hint(episode.document)
        if year_hint is not None:
            score += 1.0
            reasons.append(f"it was written in {year_hint}, by what it says of the year before")
        return score

    def _words_of_cluster(self, cluster: Cluster) -> Words:
        if id(cluster) not in self._words:
            self._words[id(cluster)] = _words_of(cluster.episodes)
        return self._words[id(cluster)]


def _describe_numbers(episode: Episode, cluster: Cluster) -> list[str]:
    """Return the numbers that both tell of people whose side one of them leaves open, in words.

    No other event is likely to have 71 wounded; but many have 50.
    """
    theirs = _index_numbers(cluster.casualties)
    return [
        f"{number} {measure}"
        for (measure, number), sides in sorted(_index_numbers(episode.casualties).items())
        if None in sides | theirs.get((measure, number), set()) and (measure, number) in theirs
    ]


def _index_numbers(figures: Iterable[Casualty]) -> dict[tuple[str, int], set[str | None]]:
    found: dict[tuple[str, int], set[str | None]] = {}
    for it in figures:
        if it.best is not None and it.best > _ROUND and it.best % _ROUND:
            found.setdefault((it.measure.value, it.best), set()).add(it.side)
    return found


def _words_of(episodes: Iterable[Episode]) -> Words:
    """Return the words of each sentence that tells of an event."""
    sentences: dict[tuple[str, int], list[str]] = {}
    for episode in episodes:
        for claim in episode.claims:
            span = claim.evidence[0].span
            text = episode.document.text[span.start : span.end].lower()
            sentences[span.document_id, span.start] = re.findall(r"[^\W_]+", text)
    return list(sentences.values())


def _shared_phrase(ours: Words, theirs: Words) -> str | None:
    """Return the longest run of words that both tell, if it is long enough to be a quotation."""
    grams = {
        tuple(words[i : i + _PHRASE_WORDS])
        for words in theirs
        for i in range(len(words) - _PHRASE_WORDS + 1)
    }
    for words in ours:
        for i in range(len(words) - _PHRASE_WORDS + 1):
            end = i
            while tuple(words[end : end + _PHRASE_WORDS]) in grams:
                end += 1
            if end > i:
                return " ".join(words[i : end + _PHRASE_WORDS - 1])
    return None


def _weigh_words(texts: Sequence[Words]) -> dict[str, float]:
    """Weigh each word by how few of the texts have it.

    They are the report and the events that it may tell of: reports of anything else must not tip
    the scales.
    """
    counts = Counter(word for text in texts for word in {w for words in text for w in words})
    return {word: math.log((1 + len(texts)) / count) for word, count in counts.items()}


def _similarity(ours: Words, theirs: Words, weights: Mapping[str, float]) -> float:
    """Return the cosine of two texts' weighted words, 0 to 1."""
    a = {word for words in ours for word in words}
    b = {word for words in theirs for word in words}
    norm = math.sqrt(
        sum(weights.get(w, 0) ** 2 for w in a) * sum(weights.get(w, 0) ** 2 for w in b)
    )
    return sum(weights.get(w, 0) ** 2 for w in a & b) / norm if norm else 0.0
