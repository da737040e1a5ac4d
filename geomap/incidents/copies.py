"""Copies of one article among the documents: syndicated, cut, or brought up to date.

Ten papers that print one agency's article are one voice. Candidates come from MinHash signatures of
the runs of words in each text (`rensa`, with bands so narrow that a short piece of a long article
is still found); a pair counts when enough of the shorter text really stands in the longer one. How
much is enough was measured on made copies and on reports of one event that are none:
``benchmarks/copies.py``, docs/quality.md.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import rensa

from geomap.claims.numbers import NUMBER_PATTERN, parse_number
from geomap.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.model import Document

MIN_CONTAINMENT: Final = 0.4
"""Share of the runs of words of the shorter text that a copy has in common with the longer one."""
SAME_CONTAINMENT: Final = 0.9
"""From here on, a text tells nothing that the earlier one does not."""
RUN_WORDS: Final = 4
MIN_RUNS: Final = 20
"""A text of fewer runs, three sentences or so, is a copy only where all of it is the same."""

_HASHES: Final = 128
_BANDS: Final = 64
"""Two hashes a band: of a tenth of an article put beside the whole, every second pair is a
candidate, of a third nearly all."""
_SEED: Final = 1
_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(rf"\b{NUMBER_PATTERN}\b", re.IGNORECASE)
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
    """

    def __init__(self, versions: Iterable[Version] = ()) -> None:
        self.versions = tuple(versions)
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
        speaking: dict[str, list[str]] = {}
        for document_id in sorted(set(document_ids), key=lambda it: (self.age_of(it), it)):
            version = self.get(document_id)
            versions = speaking.setdefault(self.voice_of(document_id), [])
            if not versions or version is None or version.is_update:
                versions.append(document_id)
        return {document_id for versions in speaking.values() for document_id in versions}


def find_copies(documents: Sequence[Document]) -> Copies:
    """Find the documents that are one article.

    Parameters
    ----------
    documents
        All of them; their order does not matter.

    Returns
    -------
    Copies
        The earliest of an article is its original; of those of one day the longest, but for what
        calls itself updated.
    """
    texts = {it.id: list_runs(it.text[it.body_start :]) for it in documents}
    by_id = {document.id: document for document in documents}
    return Copies(
        version
        for group in _group(_find_pairs(texts))
        for version in _list_versions([by_id[name] for name in group], texts)
    )


def measure_containment(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return the share of the runs of words of the shorter text that stand in the other one."""
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter else 0.0


def list_runs(text: str) -> frozenset[str]:
    """Return the runs of four words of a text, in lower case."""
    words = _WORD.findall(text.lower())
    return frozenset(
        " ".join(words[i : i + RUN_WORDS]) for i in range(max(len(words) - RUN_WORDS + 1, 0))
    )


def _find_pairs(texts: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Yield pairs of documents that are copies."""
    names = sorted(name for name, runs in texts.items() if runs)
    if not names:
        return
    hashes = rensa.RMinHash.from_token_sets([sorted(texts[it]) for it in names], _HASHES, _SEED)
    index = rensa.RMinHashLSH(0.1, _HASHES, _BANDS)
    index.insert_many(hashes)
    for number, candidates in enumerate(index.query_all(hashes)):
        ours = texts[names[number]]
        for other in candidates:
            if other <= number:
                continue
            theirs = texts[names[other]]
            least = MIN_CONTAINMENT if min(len(ours), len(theirs)) >= MIN_RUNS else 1.0
            if measure_containment(ours, theirs) >= least:
                yield names[number], names[other]


def _group(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Put documents that are copies of each other, or of a third, into one group."""
    groups: dict[str, list[str]] = {}
    for a, b in pairs:
        ours, theirs = groups.setdefault(a, [a]), groups.setdefault(b, [b])
        if ours is not theirs:
            ours += theirs
            groups.update(dict.fromkeys(theirs, ours))
    return list({id(group): group for group in groups.values()}.values())


def _list_versions(
    group: Sequence[Document], texts: Mapping[str, frozenset[str]]
) -> Iterator[Version]:
    original, *later = sorted(group, key=lambda it: _age(it, texts[it.id]))
    told, numbers = set(list_runs(_find_prose(original))), _count_numbers(original)
    for document in later:
        runs, own = list_runs(_find_prose(document)), _count_numbers(document)
        is_new = len(runs & told) < SAME_CONTAINMENT * len(runs) or bool(own - numbers)
        yield Version(
            document_id=document.id,
            original=original.id,
            is_update=is_new,
            containment=round(measure_containment(texts[document.id], texts[original.id]), 3),
        )
        told |= runs
        numbers |= own


def _age(document: Document, runs: frozenset[str]) -> tuple[str, bool, int, str, str]:
    """Sort key: the earlier, and of one day the whole article, comes first."""
    day = str(document.published) if document.published else "~"
    header = document.text[:_HEADER_CHARACTERS]
    is_updated = bool(_UPDATED.search(header))
    return day, is_updated, -len(runs), document.text, document.id


def _find_prose(document: Document) -> str:
    """Return the text without the lines that are no sentences: another paper's title and date."""
    lines = document.text[document.body_start :].splitlines()
    prose = [line for line in map(str.strip, lines) if _PROSE.search(line)]
    return "\n".join(prose or lines)


def _count_numbers(document: Document) -> Counter[int]:
    """Count the numbers that a document tells, in digits or words."""
    found = (parse_number(match[0]) for match in _NUMBER.finditer(_find_prose(document)))
    return Counter(number for number in found if number is not None)
