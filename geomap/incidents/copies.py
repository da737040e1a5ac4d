"""Copies of one article among the documents: syndicated, cut, or brought up to date.

Ten papers that print one agency's article are one voice. Which texts may share a passage is told by
their sketches (`geomap.incidents.sketches`), so that a short piece of a long article is still
found; a pair counts when enough of the shorter text really stands in the longer one. How
much is enough was measured on made copies and on reports of one event that are none:
``benchmarks/copies.py``, docs/quality.md.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.numbers import NUMBER_PATTERN, parse_number
from geomap.incidents.sketches import (
    hash_runs,
    list_runs,
    make_sketch,
    measure_containment,
    pair_alike,
)
from geomap.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from geomap.model import Document

MIN_CONTAINMENT: Final = 0.4
"""Share of the runs of words of the shorter text that a copy has in common with the longer one."""
SAME_CONTAINMENT: Final = 0.9
"""From here on, a text tells nothing that the earlier one does not."""
MIN_RUNS: Final = 20
"""A text of fewer runs, three sentences or so, is a copy only where all of it is the same."""

_NUMBER: Final = re.compile(rf"\b{NUMBER_PATTERN}\b")
_UPDATED: Final = re.compile(r"\b(?:updat(?:e|ed|es)|correct(?:ed|s|ion)|recasts)\b", re.IGNORECASE)
_HEADER_CHARACTERS: Final = 300
_PROSE: Final = re.compile(r"[.!?…][”\"'’)\]]*$|^(?:\S+\s+){12}")
"""A line of an article: it ends a sentence, or is too long for a title."""


class Version(Record):
    """A document that is another one's copy, or a later version of it."""

    document_id: str
    original: str
    """Id of the document that it goes back to."""
    is_update: bool
    """It tells other figures or more than the versions before it."""
    containment: float
    """Share of the runs of words of the shorter that stand in the other one."""


class Copies:
    """Which documents are one article; of all others each speaks for itself.

    Parameters
    ----------
    versions
        All but the originals, the earliest first.
    known
        What the next run need not find again.
    """

    def __init__(
        self, versions: Iterable[Version] = (), *, known: KnownCopies | None = None
    ) -> None:
        self.versions = tuple(versions)
        self.known = known
        self._by_document = {version.document_id: version for version in self.versions}
        self._order = {it.document_id: number for number, it in enumerate(self.versions, start=1)}
        self._originals = {version.original for version in self.versions}

    def get(self, document_id: str) -> Version | None:
        """Return what a document is a version of, ``None`` where it is not one."""
        return self._by_document.get(document_id)

    def is_version(self, document_id: str) -> bool:
        """Tell whether there are other versions of a document."""
        return document_id in self._by_document or document_id in self._originals

    def voice_of(self, document_id: str) -> str:
        """Return the id of the document that a document goes back to, its own where it is none."""
        version = self._by_document.get(document_id)
        return version.original if version else document_id

    def age_of(self, document_id: str) -> int:
        """Return a number that is greater for the later of two versions of an article."""
        return self._order.get(document_id, 0)

    def count_voices(self, document_ids: Iterable[str]) -> int:
        """Return how many documents are left when those of one article count as one."""
        return len({self.voice_of(document_id) for document_id in document_ids})

    def list_speaking(self, document_ids: Iterable[str]) -> set[str]:
        """Return the documents that add something: of each article all versions but mere copies.

        Where only copies of an article are among them, the earliest speaks.
        """
        told = set(document_ids)
        if self._by_document.keys().isdisjoint(told):
            return told
        speaking: dict[str, list[str]] = {}
        for document_id in sorted(told, key=lambda it: (self.age_of(it), it)):
            version = self.get(document_id)
            versions = speaking.setdefault(self.voice_of(document_id), [])
            if not versions or version is None or version.is_update:
                versions.append(document_id)
        return {document_id for versions in speaking.values() for document_id in versions}


class KnownCopies(Record):
    """What is known of the documents of an earlier run, by all that it depends on."""

    documents: tuple[bytes, ...] = ()
    """Keys of all that were compared with each other."""
    pairs: tuple[tuple[bytes, bytes], ...] = ()
    """Those that are copies."""
    groups: dict[bytes, tuple[Version, ...]] = msgspec.field(default_factory=dict)
    """Key of a group of copies to the versions in it."""


def find_copies(
    documents: Sequence[Document],
    *,
    sketches: Mapping[str, bytes] | None = None,
    known: KnownCopies = KnownCopies(),  # noqa: B008 - frozen
) -> Copies:
    """Find the documents that are one article.

    Parameters
    ----------
    documents
        All of them; their order does not matter.
    sketches
        Document id to what `make_sketch` makes of it; made here where it is missing.
    known
        What an earlier run found: only what is new is compared, with all others. What comes out is
        the same.

    Returns
    -------
    Copies
        The earliest of an article is its original; of those of one day the longest, but for what
        calls itself updated. Its ``known`` is for the next run.
    """
    made = sketches or {}
    sketched = [(it, made.get(it.id) or make_sketch(it)) for it in documents]
    compared = sorted((it for it in sketched if it[1]), key=lambda it: it[0].id)
    comparison = _Comparison([it for it, _ in compared], known)
    pairs = sorted(comparison.find_pairs([sketch for _, sketch in compared]))
    groups = {comparison.key_of(group): comparison.list_versions(group) for group in _group(pairs)}
    return Copies(
        (version for versions in groups.values() for version in versions),
        known=KnownCopies(
            documents=tuple(comparison.keys),
            pairs=tuple((comparison.keys[a], comparison.keys[b]) for a, b in pairs),
            groups=groups,
        ),
    )


class _Comparison:
    """Compares documents; what is known of them is not looked at again.

    Parameters
    ----------
    documents
        Those that have a run of words, in the order of their ids.
    known
        What an earlier run found.
    """

    def __init__(self, documents: Sequence[Document], known: KnownCopies) -> None:
        self.documents = documents
        self.keys = [_key_of(it) for it in documents]
        self._known = known
        self._runs: dict[int, NDArray[np.int64]] = {}

    def find_pairs(self, sketches: Sequence[bytes]) -> Iterator[tuple[int, int]]:
        """Yield the numbers of pairs of documents that are copies, the lower first."""
        numbers = {key: number for number, key in enumerate(self.keys)}
        for pair in self._known.pairs:
            if pair[0] in numbers and pair[1] in numbers:
                a, b = sorted(numbers[key] for key in pair)
                yield a, b
        seen = set(self._known.documents)
        new = [number for number, key in enumerate(self.keys) if key not in seen]
        for number, others in pair_alike(sketches, new):
            ours = self._runs_of(number)
            for other in others:
                theirs = self._runs_of(other)
                least = MIN_CONTAINMENT if min(len(ours), len(theirs)) >= MIN_RUNS else 1.0
                if measure_containment(ours, theirs) >= least:
                    yield number, other

    def key_of(self, group: Iterable[int]) -> bytes:
        """Return the key of a group of copies."""
        return _digest(b"".join(sorted(self.keys[it] for it in group)))

    def list_versions(self, group: Sequence[int]) -> tuple[Version, ...]:
        """Return the versions of one article, all but the original, the earliest first."""
        versions = self._known.groups.get(self.key_of(group))
        if versions is None:
            runs = {self.documents[it].id: self._runs_of(it) for it in group}
            versions = tuple(_list_versions([self.documents[it] for it in group], runs))
        return versions

    def _runs_of(self, number: int) -> NDArray[np.int64]:
        runs = self._runs.get(number)
        if runs is None:
            document = self.documents[number]
            runs = self._runs[number] = hash_runs(document.text[document.body_start :])
        return runs


def _key_of(document: Document) -> bytes:
    """Return the hash of all that decides what a document is a version of."""
    told = f"{document.id}\0{document.published}\0{document.body_start}\0{document.text}"
    return _digest(told.encode("utf-8", "surrogatepass"))


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _group(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Put documents that are copies of each other, or of a third, into one group."""
    groups: dict[int, list[int]] = {}
    for a, b in pairs:
        ours, theirs = groups.setdefault(a, [a]), groups.setdefault(b, [b])
        if ours is not theirs:
            ours += theirs
            groups.update(dict.fromkeys(theirs, ours))
    return list({id(group): group for group in groups.values()}.values())


def _list_versions(
    group: Sequence[Document], runs: Mapping[str, NDArray[np.int64]]
) -> Iterator[Version]:
    original, *later = sorted(group, key=lambda it: _age(it, len(runs[it.id])))
    told, numbers = set(list_runs(_find_prose(original))), _count_numbers(original)
    for document in later:
        own_runs, own = list_runs(_find_prose(document)), _count_numbers(document)
        is_new = len(own_runs & told) < SAME_CONTAINMENT * len(own_runs) or bool(own - numbers)
        yield Version(
            document_id=document.id,
            original=original.id,
            is_update=is_new,
            containment=round(measure_containment(runs[document.id], runs[original.id]), 3),
        )
        told |= own_runs
        numbers |= own


def _age(document: Document, run_count: int) -> tuple[str, bool, int, str, str]:
    """Sort key: the earlier, and of one day the whole article, comes first."""
    day = str(document.published) if document.published else "~"
    header = document.text[:_HEADER_CHARACTERS]
    is_updated = bool(_UPDATED.search(header))
    return day, is_updated, -run_count, document.text, document.id


def _find_prose(document: Document) -> str:
    """Return the text without the lines that are no sentences: another paper's title and date."""
    lines = document.text[document.body_start :].splitlines()
    prose = [line for line in map(str.strip, lines) if _PROSE.search(line)]
    return "\n".join(prose or lines)


def _count_numbers(document: Document) -> Counter[int]:
    """Count the numbers that a document tells, in digits or words."""
    # In lower case beforehand: a third of the time of a pattern that does not tell cases apart.
    found = (parse_number(match) for match in _NUMBER.findall(_find_prose(document).lower()))
    return Counter(number for number in found if number is not None)
