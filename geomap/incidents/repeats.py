"""Reports that tell an event in another report's words: they go where that one goes.

A copy that a paper prints two days later says "on Tuesday" too, and may have lost the line with the
day; what it tells is dated and placed by the article that it was taken from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.incidents.clusters import Member

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.incidents.clusters import Cluster
    from geomap.incidents.copies import Copies
    from geomap.incidents.episodes import Episode


class Repeat(NamedTuple):
    """An episode of a copy, and the one of an earlier version that it repeats."""

    episode: Episode
    of: Episode


def split_repeats(
    episodes: Sequence[Episode], copies: Copies
) -> tuple[list[Episode], list[Repeat]]:
    """Tell episodes that are to be linked from those that repeat one of them word by word.

    Parameters
    ----------
    episodes
        Those of all documents.
    copies
        Which documents are versions of one article.
    """
    told: dict[str, list[tuple[Episode, frozenset[str]]]] = {}
    repeats: list[Repeat] = []
    chosen: set[int] = set()
    versions = [e for e in episodes if copies.is_version(e.document.id)]
    for episode in sorted(versions, key=lambda it: copies.age_of(it.document.id)):
        sentences = _list_sentences(episode)
        earlier = told.setdefault(copies.voice_of(episode.document.id), [])
        shared = [(len(sentences & theirs), other) for other, theirs in earlier]
        count, first = max(shared, key=lambda it: it[0], default=(0, episode))
        if 2 * count >= len(sentences) and first.document.id != episode.document.id:
            repeats.append(Repeat(episode, first))
            chosen.add(id(episode))
        else:
            earlier.append((episode, sentences))
    return [episode for episode in episodes if id(episode) not in chosen], repeats


def join_repeats(clusters: Iterable[Cluster], repeats: Sequence[Repeat]) -> None:
    """Let the episodes of copies join the events of what they repeat."""
    homes = {id(episode): cluster for cluster in clusters for episode in cluster.episodes}
    for episode, first in repeats:
        own, theirs = episode.date, first.date
        is_redated = (own.start, own.end) != (theirs.start, theirs.end)
        reason = f"tells it in the words of {first.document.source}"
        homes[id(first)].add(Member(episode, reason, is_dated_by_link=is_redated))


def _list_sentences(episode: Episode) -> frozenset[str]:
    text = episode.document.text
    spans = [claim.evidence[0].span for claim in episode.claims]
    return frozenset(" ".join(text[span.start : span.end].lower().split()) for span in spans)
