"""Which texts may share a passage: runs of words, and a sketch of each text that stands for them.

A sketch is the MinHash signature of a text's runs of words (`rensa`), 512 bytes, made where the
text is read. Two texts are compared when two hashes beside each other are the same in both, and
eight of all: of a tenth of an article put beside the whole, four pairs in ten are, of a third
nearly all. Two hashes are the same by chance as well: pairs of texts that share no more than turns
of phrase grow with the square of their number, and of a million they would be twenty million.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

import numpy as np
import rensa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.model import Document

RUN_WORDS: Final = 4

_HASHES: Final = 128
_SEED: Final = 1
_WORD: Final = re.compile(r"[^\W_]+")
_FEW: Final = 100
"""Texts that are compared with all others one by one, without sorting them all."""
_LEAST_SAME: Final = 8
"""Hashes of 128 that are the same in texts worth comparing."""
_AT_ONCE: Final = 100_000
"""Pairs whose sketches are laid beside each other at a time, 512 bytes each."""


def list_runs(text: str) -> frozenset[str]:
    """Return the runs of four words of a text, in lower case."""
    words = _WORD.findall(text.lower())
    return frozenset(map(" ".join, zip(*(words[it:] for it in range(RUN_WORDS)), strict=False)))


def hash_runs(text: str) -> NDArray[np.int64]:
    """Return the runs of a text as sorted numbers, which hold for this process alone."""
    runs = list_runs(text)
    return np.sort(np.fromiter(map(hash, runs), np.int64, len(runs)))


def make_sketch(document: Document) -> bytes:
    """Make the sketch of a document; of one without any run it is empty."""
    runs = list_runs(document.text[document.body_start :])
    if not runs:
        return b""
    # Whoever asks for all at once gets threads, and waits for them.
    signature = rensa.RMinHash(_HASHES, _SEED)
    signature.update(list(runs))
    return np.array(signature.digest(), "<u4").tobytes()


def measure_containment(ours: NDArray[np.int64], theirs: NDArray[np.int64]) -> float:
    """Return the share of the runs of words of the shorter text that stand in the other one.

    Parameters
    ----------
    ours, theirs
        From `hash_runs`.
    """
    shorter, longer = sorted((ours, theirs), key=len)
    if not len(shorter):
        return 0.0
    at = np.searchsorted(longer, shorter)
    at[at == len(longer)] = 0
    return int((longer[at] == shorter).sum()) / len(shorter)


def pair_alike(sketches: Sequence[bytes], new: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield for texts the others that may share a passage with them.

    Parameters
    ----------
    sketches
        From `make_sketch`, none of them empty.
    new
        Numbers of those that are to be compared with all others; two old ones are not.

    Yields
    ------
    tuple of (int, list of int)
        The number of a text, and the greater numbers of those that may share a passage with it;
        the lowest first, and only those for which there are any.
    """
    asked = np.zeros(len(sketches), np.bool_)
    asked[list(new)] = True
    if not asked.any():
        return
    # Two hashes of 32 bits beside each other are one band.
    bands = np.frombuffer(b"".join(sketches), "<u8").reshape(len(sketches), -1)
    if asked.sum() <= _FEW:
        pairs = _compare_each(bands, np.flatnonzero(asked))
    else:
        pairs = _compare_all(bands, asked)
    # A pair that is alike in several bands is one.
    pairs = np.unique(pairs)
    ours, theirs = pairs // len(sketches), pairs % len(sketches)
    starts = np.flatnonzero(np.diff(ours, prepend=-1)).tolist()
    for start, end in itertools.pairwise([*starts, len(ours)]):
        yield int(ours[start]), theirs[start:end].tolist()


def _compare_each(bands: NDArray[np.uint64], asked: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the pairs of some texts and all others, as one number each."""
    found = [np.zeros(0, np.int64)]
    for number in asked.tolist():
        others = np.flatnonzero((bands == bands[number]).any(axis=1))
        others = others[others != number]
        found.append(_keep_alike(bands, np.minimum(others, number), np.maximum(others, number)))
    return np.concatenate(found)


def _compare_all(bands: NDArray[np.uint64], asked: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the pairs of texts of which one at least is asked for, as one number each."""
    found = [np.zeros(0, np.int64)]
    for band in bands.T:
        # Those of one value stand beside each other, in the order of their numbers.
        order = np.argsort(band, kind="stable")
        values, step = band[order], 1
        at = np.flatnonzero(values[1:] == values[:-1])
        while len(at):
            ours, theirs = order[at], order[at + step]
            chosen = asked[ours] | asked[theirs]
            found.append(_keep_alike(bands, ours[chosen], theirs[chosen]))
            step += 1
            at = at[at + step < len(values)]
            at = at[values[at] == values[at + step]]
    return np.concatenate(found)


def _keep_alike(
    bands: NDArray[np.uint64], ours: NDArray[np.int64], theirs: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return those of some pairs that have enough hashes in common, as one number each."""
    hashes = bands.view("<u4")
    found = [np.zeros(0, np.int64)]
    for at in range(0, len(ours), _AT_ONCE):
        a, b = ours[at : at + _AT_ONCE], theirs[at : at + _AT_ONCE]
        alike = np.count_nonzero(hashes[a] == hashes[b], axis=1) >= _LEAST_SAME
        found.append(a[alike] * len(bands) + b[alike])
    return np.concatenate(found)
