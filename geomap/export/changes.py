"""What a run found otherwise than the one before it in the same folder.

Incidents of two runs are the same where they rest on the same sentences of the same reports, or
bear the same id.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from geomap.incidents.sentences import list_sentence_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geomap.model import Document, Incident


class ListedIncident(msgspec.Struct, frozen=True, kw_only=True):
    """An incident in the record of a run."""

    id: str
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    """A key for each sentence that it rests on: the file, and a digest of the words."""
    date_start: str | None = None
    date_end: str | None = None
    border: str | None = None
    place: str | None = None
    """Of the main site."""


class EarlierRun(msgspec.Struct, frozen=True, kw_only=True):
    """What is needed of the record of an earlier run."""

    incidents: tuple[ListedIncident, ...]
    run_at: str | None = None


def list_incidents(
    incidents: Iterable[Incident], documents: Mapping[str, Document]
) -> list[ListedIncident]:
    """List incidents with what they rest on.

    Parameters
    ----------
    incidents
        Of a run.
    documents
        Document id to document.
    """
    return [
        ListedIncident(
            id=incident.id,
            sources=tuple(sorted({documents[m.document_id].source for m in incident.members})),
            claims=tuple(list_sentence_keys(incident.claims, documents)),
            date_start=incident.date.start.isoformat() if incident.date.start else None,
            date_end=incident.date.end.isoformat() if incident.date.end else None,
            border=incident.border,
            place=incident.sites[0].place.name if incident.sites else None,
        )
        for incident in incidents
    ]


def read_earlier_run(path: Path) -> EarlierRun | None:
    """Read what an earlier run found; ``None`` where there is no record of one, or not of a run."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=EarlierRun)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def compare_runs(
    earlier: EarlierRun | None, incidents: Sequence[ListedIncident]
) -> dict[str, Any] | None:
    """Tell which incidents are new, changed, split, merged and gone.

    Parameters
    ----------
    earlier
        The run before.
    incidents
        Those of this one.

    Returns
    -------
    dict or None
        ``since`` is when the earlier run was; ``new`` and ``gone`` are lists of ids, ``changed`` of
        ``{id, was, added, removed}`` with the names of files, ``split`` of ``{was, into}`` with
        many ids for one, ``merged`` with one for many; ``unchanged`` is a number. ``None`` where
        there is no earlier run.
    """
    if earlier is None:
        return None
    old = {incident.id: incident for incident in earlier.incidents}
    new = {incident.id: incident for incident in incidents}
    links = _find_links(old.values(), new.values())
    after: dict[str, list[str]] = {name: [] for name in old}
    before: dict[str, list[str]] = {name: [] for name in new}
    for a, b in sorted(links):
        after[a].append(b)
        before[b].append(a)
    kept = [(a, b) for a, b in sorted(links) if len(after[a]) == len(before[b]) == 1]
    changed = [_compare(old[a], new[b]) for a, b in kept if not _is_same(old[a], new[b])]
    return {
        "since": earlier.run_at,
        "new": [name for name in new if not before[name]],
        "changed": changed,
        "split": [{"was": a, "into": into} for a, into in after.items() if len(into) > 1],
        "merged": [{"was": was, "into": b} for b, was in before.items() if len(was) > 1],
        "gone": [name for name in old if not after[name]],
        "unchanged": len(kept) - len(changed),
    }


def _find_links(
    old: Iterable[ListedIncident], new: Iterable[ListedIncident]
) -> set[tuple[str, str]]:
    """Pair the ids of incidents that rest on a sentence which no other of their run rests on."""
    ours, theirs = _index_claims(new), _index_claims(old)
    links = {(theirs[key], ours[key]) for key in ours.keys() & theirs.keys()}
    linked_old, linked_new = {a for a, _ in links}, {b for _, b in links}
    same = {it.id for it in old} & {it.id for it in new}
    return links | {(it, it) for it in same if it not in linked_old and it not in linked_new}


def _index_claims(incidents: Iterable[ListedIncident]) -> dict[str, str]:
    """Return the incident of each claim that is part of one only: a sentence may tell of two."""
    counts = Counter(key for incident in incidents for key in set(incident.claims))
    return {key: it.id for it in incidents for key in it.claims if counts[key] == 1}


def _is_same(a: ListedIncident, b: ListedIncident) -> bool:
    return (a.id, set(a.claims), set(a.sources)) == (b.id, set(b.claims), set(b.sources))


def _compare(old: ListedIncident, new: ListedIncident) -> dict[str, Any]:
    return {
        "id": new.id,
        "was": old.id,
        "added": sorted(set(new.sources) - set(old.sources)),
        "removed": sorted(set(old.sources) - set(new.sources)),
    }
