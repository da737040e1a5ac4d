"""Which episodes of several documents are one event, and why, in words.

Dated episodes come first: they are one when their days meet, their parties agree, and their places
are the same or face the same part of the border. An undated one is then weighed against each event
found, and joins the best if the evidence is strong and no second event comes near.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.incidents.episodes import HARD_BASES, Episode, gap_days, unite_dates
from geomap.incidents.wording import describe_date, join_words
from geomap.model import (
    Casualty,
    ClaimSite,
    DateInterval,
    Measure,
    SubEventType,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.incidents.nearness import Nearness
    from geomap.settings import LinkingSettings

_FIGHT: Final = frozenset(
    {
        SubEventType.ARMED_CLASH,
        SubEventType.SHELLING,
        SubEventType.AIR_STRIKE,
        SubEventType.ARRESTS,
        SubEventType.ATTACK,
    }
)
"""Types that reports use for one fight."""
_PHRASE_WORDS: Final = 6
_MONTH_PRECISION: Final = 4
_MIN_FIGURE: Final = 2
"""A figure of one is too common to show that two reports tell of the same event."""


class Member(NamedTuple):
    """An episode in a cluster, and why it is there."""

    episode: Episode
    reason: str
    is_dated_by_link: bool


class Cluster:
    """Episodes that are one event; grows while linking, then is read only."""

    def __init__(self, episode: Episode, reason: str) -> None:
        self.members: list[Member] = []
        self.add(Member(episode, reason, is_dated_by_link=False))

    def add(self, member: Member) -> None:
        """Let an episode join, and forget what was derived from the others alone."""
        self.members.append(member)
        for name in ("episodes", "date", "sites", "casualties", "sub_event_types"):
            self.__dict__.pop(name, None)

    @cached_property
    def episodes(self) -> list[Episode]:
        """The episodes, in the order they joined."""
        return [member.episode for member in self.members]

    @cached_property
    def date(self) -> DateInterval:
        """When it happened, from the members that know it themselves."""
        return unite_dates([m.episode.date for m in self.members if not m.is_dated_by_link])

    @cached_property
    def sites(self) -> tuple[ClaimSite, ...]:
        """Sites of all episodes."""
        return tuple(site for episode in self.episodes for site in episode.sites)

    @cached_property
    def casualties(self) -> tuple[Casualty, ...]:
        """Figures of all episodes."""
        return tuple(figure for episode in self.episodes for figure in episode.casualties)

    @cached_property
    def sub_event_types(self) -> frozenset[SubEventType]:
        """Types named by any episode."""
        return frozenset().union(*(episode.sub_event_types for episode in self.episodes))

    @property
    def is_denied(self) -> bool:
        """Whether no episode tells it otherwise than as a denied allegation."""
        return all(episode.is_denied for episode in self.episodes)


def link_episodes(
    episodes: Sequence[Episode], *, nearness: Nearness, settings: LinkingSettings
) -> list[Cluster]:
    """Group episodes into events, in the order of their dates.

    Parameters
    ----------
    episodes
        From `gather_episodes`.
    nearness
        Distances between their places.
    settings
        How near is near, and how strong the evidence for an undated report must be.
    """
    clusters: list[Cluster] = []
    dated = [e for e in episodes if e.date.is_known]
    for episode in sorted(dated, key=_richness):
        cluster, reason = _find_cluster(episode, clusters, nearness, settings)
        if cluster is None:
            clusters.append(Cluster(episode, describe_seed(episode)))
        else:
            cluster.add(Member(episode, reason, is_dated_by_link=False))
    weights = _word_weights(episodes)
    for episode in [e for e in episodes if not e.date.is_known]:
        cluster, reason = _find_dating_cluster(episode, clusters, nearness, settings, weights)
        if cluster is None:
            clusters.append(Cluster(episode, describe_seed(episode)))
        else:
            cluster.add(Member(episode, reason, is_dated_by_link=True))
    return sorted(
        clusters, key=lambda c: (str(c.date.start or c.date.end or "9"), c.episodes[0].document.id)
    )


def describe_seed(episode: Episode) -> str:
    """Say what the first report of an event tells by itself."""
    parts = [describe_date(episode.date)]
    names = list(dict.fromkeys(site.place.name for site in episode.sites))
    where = join_words(names) if names else "the border, without a place"
    if names and all(site.is_inferred for site in episode.sites):
        where += " (inferred: named beside the event, not with it)"
    parts.append(where)
    return f"tells of it by itself: {'; '.join(parts)}"


def _richness(episode: Episode) -> tuple[bool, int, int, str]:
    """Sort key: what says most about when and where comes first; others gather around it."""
    return (
        episode.date.basis not in HARD_BASES,
        -len({site.place.id for site in episode.sites}),
        -len(episode.claims),
        episode.document.id,
    )


def _find_cluster(
    episode: Episode,
    clusters: Iterable[Cluster],
    nearness: Nearness,
    settings: LinkingSettings,
) -> tuple[Cluster | None, str]:
    matches = []
    for cluster in clusters:
        reasons = _match(episode, cluster, nearness, settings)
        if reasons:
            matches.append((len(reasons), cluster, "; ".join(reasons)))
    if not matches:
        return None, ""
    if not episode.sites and len(matches) > 1 and matches[0][0] == matches[1][0]:
        # Without a place, two events of the day are equally likely: neither is it.
        best = sorted(matches, key=lambda match: -match[0])
        if best[0][0] == best[1][0]:
            return None, ""
    _, cluster, reason = max(matches, key=lambda match: match[0])
    return cluster, reason


def _match(
    episode: Episode, cluster: Cluster, nearness: Nearness, settings: LinkingSettings
) -> list[str]:
    """Return why an episode belongs to a cluster, nothing when it does not."""
    if _is_told_apart(episode, cluster):
        return []
    when = _match_dates(episode.date, cluster.date, settings)
    if not when or not _parties_agree(episode, cluster):
        return []
    if not _types_agree(episode.sub_event_types, cluster.sub_event_types):
        return []
    figures = shared_figures(episode.casualties, cluster.casualties)
    where = _match_places(episode, cluster, nearness, settings, has_figures=bool(figures))
    if not where:
        return []
    return [when, where, *([f"same figures: {join_words(figures)}"] if figures else [])]


def _is_told_apart(episode: Episode, cluster: Cluster) -> bool:
    """Tell whether one report tells two events as two: "Earlier on Saturday", "Separately"."""
    return any(
        other.document.id == episode.document.id
        and (other.claims[0].opens_event or episode.claims[0].opens_event)
        for other in cluster.episodes
    )


def _parties_agree(episode: Episode, cluster: Cluster) -> bool:
    """Tell whether an episode is of the same two states; a report may name one of them alone."""
    ours = set(episode.parties)
    return all(ours <= set(e.parties) or set(e.parties) <= ours for e in cluster.episodes)


def _types_agree(ours: frozenset[SubEventType], theirs: frozenset[SubEventType]) -> bool:
    if not ours or not theirs or ours & theirs:
        return True
    return bool(ours & _FIGHT) and bool(theirs & _FIGHT)


def _match_dates(a: DateInterval, b: DateInterval, settings: LinkingSettings) -> str | None:
    if a.start is None or b.start is None:
        return None
    if _is_coarse(a) != _is_coarse(b):
        # "In September" may mean any event of the month, so it shows that two are one of none.
        return None
    gap = gap_days(a, b)
    surely = a.basis in HARD_BASES and b.basis in HARD_BASES
    if gap == 0:
        return f"same day: {describe_date(b)}"
    if not surely and gap <= settings.max_gap_days:
        return f"the day before or after: {describe_date(b)}"
    return None


def _is_coarse(date: DateInterval) -> bool:
    """Tell whether a date is known to no more than the month."""
    return (date.precision or 0) >= _MONTH_PRECISION


def _match_places(
    episode: Episode,
    cluster: Cluster,
    nearness: Nearness,
    settings: LinkingSettings,
    *,
    has_figures: bool,
) -> str | None:
    if not episode.sites or not cluster.sites:
        return "same border" if episode.has_border or has_figures else None
    same = {s.place.id for s in episode.sites} & {s.place.id for s in cluster.sites}
    if same:
        names = dict.fromkeys(s.place.name for s in episode.sites if s.place.id in same)
        return f"same place: {join_words(list(names))}"
    gap = nearness.gap_km(episode.sites, cluster.sites)
    if gap == 0:
        return "places that face the same stretch of the border"
    if gap <= settings.near_km or (has_figures and gap <= 2 * settings.near_km):
        return f"places {gap:.0f} km apart"
    return None


def shared_figures(ours: Iterable[Casualty], theirs: Iterable[Casualty]) -> list[str]:
    """Return the figures that both tell, in words; one person is too common a figure to count."""

    def keys(figures: Iterable[Casualty]) -> dict[tuple[str, Measure, int], Casualty]:
        return {
            (figure.side, figure.measure, figure.best): figure
            for figure in figures
            if figure.side and figure.best is not None and figure.best >= _MIN_FIGURE
        }

    ours_by_key, theirs_by_key = keys(ours), keys(theirs)
    return [
        f"{best} {measure} of {side}"
        for side, measure, best in sorted(ours_by_key)
        if (side, measure, best) in theirs_by_key
    ]


def _find_dating_cluster(
    episode: Episode,
    clusters: Sequence[Cluster],
    nearness: Nearness,
    settings: LinkingSettings,
    weights: Mapping[str, float],
) -> tuple[Cluster | None, str]:
    """Find the event that an undated episode tells of; its date then comes from the others."""
    scored: list[tuple[float, Cluster, list[str]]] = []
    for cluster in clusters:
        if not cluster.date.is_known or cluster.is_denied != episode.is_denied:
            continue
        score, reasons = _weigh(episode, cluster, nearness, settings, weights)
        scored.append((score, cluster, reasons))
    scored.sort(key=lambda entry: -entry[0])
    if not scored or scored[0][0] < settings.undated_min_score:
        return None, ""
    if len(scored) > 1 and scored[0][0] - scored[1][0] < settings.undated_min_margin:
        return None, ""
    _, cluster, reasons = scored[0]
    dated = f"undated; dated by the other reports ({describe_date(cluster.date)})"
    return cluster, f"{dated}: {'; '.join(reasons)}"


def _weigh(
    episode: Episode,
    cluster: Cluster,
    nearness: Nearness,
    settings: LinkingSettings,
    weights: Mapping[str, float],
) -> tuple[float, list[str]]:
    """Weigh the evidence that an undated episode tells of a dated event; 0 where it cannot."""
    if _is_impossible(episode, cluster):
        return 0.0, []
    score, reasons = 0.0, []
    shared = nearness.shared_places(episode.sites, cluster.sites, within_km=settings.near_km / 2)
    if shared:
        ours = {site.place.id for site in episode.sites}
        theirs = {site.place.id for site in cluster.sites}
        # A place of its own that the others do not name speaks against the link.
        score += 2.0 * len(shared) / len(ours) + len(shared) / max(len(ours), len(theirs))
        score -= 0.5 * (len(ours) - len(shared))
        reasons.append(f"same places: {join_words([place.name for place in shared])}")
    figures = shared_figures(episode.casualties, cluster.casualties)
    if figures:
        score += 2.0
        reasons.append(f"same figures: {join_words(figures)}")
    if phrase := _shared_phrase(_words_of([episode]), _words_of(cluster.episodes)):
        score += 1.0
        reasons.append(f"same wording of a statement: “{phrase}”")
    if episode.date.weekday is not None:
        score += 1.0
        reasons.append("its weekday fits")
    if episode.year_hint is not None:
        score += 1.0
        reasons.append(f"it was written in {episode.year_hint}, by what it says of the year before")
    score += 2.0 * _similarity(_words_of([episode]), _words_of(cluster.episodes), weights)
    return score if shared or figures else 0.0, reasons


def _is_impossible(episode: Episode, cluster: Cluster) -> bool:
    start, end = cluster.date.start or cluster.date.end, cluster.date.end
    if (
        start is None
        or end is None
        or not _parties_agree(episode, cluster)
        or not _types_agree(episode.sub_event_types, cluster.sub_event_types)
    ):
        return True
    weekday = episode.date.weekday
    if weekday is not None and weekday not in {start.weekday(), end.weekday()}:
        return True
    if episode.year_hint is not None and episode.year_hint != end.year:
        return True
    return episode.latest_year is not None and episode.latest_year > end.year


def _words_of(episodes: Iterable[Episode]) -> list[list[str]]:
    """Return the words of each sentence that tells of an event."""
    sentences: dict[tuple[str, int], list[str]] = {}
    for episode in episodes:
        for claim in episode.claims:
            span = claim.evidence[0].span
            text = episode.document.text[span.start : span.end].lower()
            sentences[span.document_id, span.start] = re.findall(r"[^\W_]+", text)
    return list(sentences.values())


def _shared_phrase(ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]]) -> str | None:
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


def _word_weights(episodes: Sequence[Episode]) -> dict[str, float]:
    """Weigh each word by how few episodes have it."""
    counts = Counter(
        word for e in episodes for word in {w for words in _words_of([e]) for w in words}
    )
    return {word: math.log((1 + len(episodes)) / count) for word, count in counts.items()}


def _similarity(
    ours: Sequence[Sequence[str]],
    theirs: Sequence[Sequence[str]],
    weights: Mapping[str, float],
) -> float:
    """Return the cosine of two texts' weighted words, 0 to 1."""
    a = {word for words in ours for word in words}
    b = {word for words in theirs for word in words}
    norm = math.sqrt(
        sum(weights.get(w, 0) ** 2 for w in a) * sum(weights.get(w, 0) ** 2 for w in b)
    )
    return sum(weights.get(w, 0) ** 2 for w in a & b) / norm if norm else 0.0
