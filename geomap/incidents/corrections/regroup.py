"""Corrections of what is one incident: merged, split, rejected, before its fields are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from geomap.incidents.assemble import identify_episodes
from geomap.incidents.clusters import Cluster, LinkedCluster, Member, describe_seed
from geomap.incidents.corrections.fitting import Fitting
from geomap.incidents.corrections.records import STRUCTURAL, Action, Applied, Unfitting
from geomap.incidents.corrections.values import split_ids, split_list
from geomap.incidents.episodes import make_episode
from geomap.incidents.identity import find_free_id
from geomap.incidents.sentences import list_sentence_keys, make_sentence_key
from geomap.model import Check

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from geomap.incidents.corrections.records import Correction
    from geomap.model import Claim


class Regrouped(NamedTuple):
    """Clusters as corrected, and what became of the corrections."""

    linked: list[LinkedCluster]
    applied: list[Applied]
    unfitting: list[Unfitting]
    gone: dict[str, str]
    """Ids that were put away, and how, in words."""


def regroup_clusters(
    linked: Sequence[LinkedCluster], corrections: Iterable[Correction]
) -> Regrouped:
    """Merge, split and reject clusters, each correction seeing what those before it made.

    Parameters
    ----------
    linked
        From `link_clusters`; none is changed.
    corrections
        Of all actions; those of fields are left aside.
    """
    groups = _Groups(linked)
    applied, unfitting = [], []
    for correction in corrections:
        if correction.action in STRUCTURAL:
            outcome = groups.apply(correction)
            if isinstance(outcome, Applied):
                applied.append(outcome)
            else:
                unfitting.append(outcome)
    return Regrouped(list(groups.linked.values()), applied, unfitting, groups.gone)


class _Groups:
    """The clusters by their ids, while they are regrouped."""

    def __init__(self, linked: Iterable[LinkedCluster]) -> None:
        self.linked = {it.id: it for it in linked}
        self.gone: dict[str, str] = {}
        self._fitting: Fitting | None = None
        """Of the clusters as they are; made anew after each correction."""

    def apply(self, correction: Correction) -> Applied | Unfitting:
        ids = [correction.id]
        if correction.action is Action.MERGE:
            ids = split_ids(correction.id, correction.value)
        if self._fitting is None:
            self._fitting = Fitting(
                self.linked, list_sentences=self._list_sentences, gone=self.gone
            )
        fit = self._fitting.find(ids, correction.sources)
        if not fit.ids:
            return Unfitting(correction=correction, because=fit.because)
        self._fitting = None
        if correction.action is Action.REJECT:
            self._put_away(fit.ids[0], "was rejected", correction)
            return Applied(correction=correction, incidents=(), fits_by=fit.by)
        if correction.action is Action.MERGE:
            self._merge(fit.ids, correction)
            return Applied(correction=correction, incidents=fit.ids[:1], fits_by=fit.by)
        found = self._split(fit.ids[0], correction)
        if isinstance(found, str):
            return Unfitting(correction=correction, because=found)
        return Applied(correction=correction, incidents=found, fits_by=fit.by)

    def _put_away(self, identity: str, how: str, correction: Correction) -> None:
        del self.linked[identity]
        where = f"{correction.file}, line {correction.line}"
        self.gone[identity] = f"{identity} {how} by another correction ({where})"

    def _merge(self, ids: Sequence[str], correction: Correction) -> None:
        kept, others = self.linked[ids[0]], [self.linked[it] for it in ids[1:]]
        reason = f"merged by {correction.author}: {correction.reason}"
        added = [
            msgspec.structs.replace(member, reason="; ".join(filter(None, (reason, member.reason))))
            for other in others
            for member in other.cluster.members
        ]
        cluster = _make_cluster([*kept.cluster.members, *added])
        was = f"{kept.id} alone; merged with {', '.join(ids[1:])}"
        checked = [*kept.checked, *(check for other in others for check in other.checked)]
        self.linked[kept.id] = LinkedCluster(
            kept.id, cluster, (*checked, _make_check(correction, was))
        )
        for other in others:
            self._put_away(other.id, f"was merged into {kept.id}", correction)

    def _split(self, identity: str, correction: Correction) -> tuple[str, str] | str:
        """Take reports or sentences out of a cluster; return both ids, or why it cannot be."""
        whole = self.linked[identity]
        wanted = split_list(correction.value)
        parts = [_part(member, wanted) for member in whole.cluster.members]
        out = [taken for taken, _ in parts if taken]
        rest = [left for _, left in parts if left]
        told = {name for taken in out for name in _names_of(taken.episode.claims, taken)}
        unknown = [name for name in wanted if name not in told]
        if unknown:
            return f"{identity} does not rest on {', '.join(unknown)}"
        if not rest:
            return f"nothing would be left of {identity}"
        reason = f"split from {identity} by {correction.author}: {correction.reason}"
        moved = _make_cluster(
            [msgspec.structs.replace(it, reason=reason, is_dated_by_link=False) for it in out]
        )
        new_id = find_free_id(identify_episodes(moved.episodes), self.linked)
        check = _make_check(correction, f"part of {identity}")
        left = _make_check(correction, f"with {', '.join(wanted)}")
        at = list(self.linked)
        self.linked[identity] = LinkedCluster(identity, _make_cluster(rest), (*whole.checked, left))
        self.linked[new_id] = LinkedCluster(new_id, moved, (check,))
        # Beside what it was part of, until all are put into the order of their days.
        order = [it for old in at for it in ((old, new_id) if old == identity else (old,))]
        self.linked = {it: self.linked[it] for it in order}
        return identity, new_id

    def _list_sentences(self, identity: str) -> list[str]:
        episodes = self.linked[identity].cluster.episodes
        documents = {episode.document.id: episode.document for episode in episodes}
        return list_sentence_keys((c for it in episodes for c in it.claims), documents)


def _make_check(correction: Correction, was: str) -> Check:
    return Check(field="sources", author=correction.author, reason=correction.reason, was=was)


def _make_cluster(members: Sequence[Member]) -> Cluster:
    """Make a cluster of members; one that knows its own day comes first, for it founds it."""
    ordered = sorted(members, key=lambda member: member.is_dated_by_link)
    first = ordered[0]
    cluster = Cluster(first.episode)
    if first.reason:
        seed = describe_seed(first.episode)
        cluster.members[0] = msgspec.structs.replace(first, reason=f"{first.reason}; {seed}")
    for member in ordered[1:]:
        cluster.add(
            msgspec.structs.replace(member, reason=member.reason or describe_seed(member.episode))
        )
    return cluster


def _part(member: Member, wanted: Collection[str]) -> tuple[Member | None, Member | None]:
    """Part what is wanted of a member, by its file or by sentences, from the rest."""
    episode = member.episode
    if episode.document.source in wanted:
        return member, None
    keys = [make_sentence_key(claim, episode.document) for claim in episode.claims]
    taken = [claim for claim, key in zip(episode.claims, keys, strict=True) if key in wanted]
    left = [claim for claim, key in zip(episode.claims, keys, strict=True) if key not in wanted]
    if not taken or not left:
        return (member, None) if taken else (None, member)
    return (
        msgspec.structs.replace(member, episode=make_episode(episode.document, taken)),
        msgspec.structs.replace(member, episode=make_episode(episode.document, left)),
    )


def _names_of(claims: Iterable[Claim], member: Member) -> Iterable[str]:
    document = member.episode.document
    return {document.source, *(make_sentence_key(claim, document) for claim in claims)}
