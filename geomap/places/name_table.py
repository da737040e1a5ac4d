"""The table of an index that finds names: from the hash of folded words to the numbers of names.

A hash is told from others by 32 bits and the number of its bucket, 50 bits for half a million
names: of two thousand million runs of words that are no name one is taken for one. Who must be sure
looks at the spelling (`PlaceIndex.lookup`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geomap.places.container import Container
    from geomap.places.scan import TextWords

    Numbers = NDArray[np.int64]

KEY_BITS: Final = 32
ANCHOR_STEP: Final = 64
"""Slots between two of which the number of names before them is stored."""

_KEY_MASK: Final = (1 << KEY_BITS) - 1
_ANY_OPENING: Final = memoryview(b"\xff")


class NameTable:
    """Where the names of each hash stand.

    Parameters
    ----------
    file
        With the arrays that `geomap.places.index_building` makes of names.
    """

    def __init__(self, file: Container) -> None:
        self._keys = file["keys"]
        self._buckets = file.read_begins("buckets", "bucket_sizes")
        self._longest = file["longest"]
        self._entry_counts = file["entry_counts"]
        self._bits = int(file.facts["bucket_bits"])
        self._steps = np.arange(int(file.facts["widest_bucket"]))
        # One number of a memory view costs a third of one of an array.
        self._key_view = self._keys.data
        self._bucket_view = self._buckets.data
        self._count_view = self._entry_counts.data
        self._longest_view = self._longest.data
        self._anchor_view = file["entry_anchors"].data
        self._entry_view = file["entries"].data
        # An index made by an earlier version has none: then any two words may begin a name.
        openings = file["openings"].data if "openings" in file else _ANY_OPENING
        self._opening_view = openings
        self._opening_mask = len(openings) * 8 - 1

    def find_slot(self, hashed: int) -> int | None:
        """Return where one hash stands; ``None`` where it does not."""
        bucket = hashed >> (64 - self._bits)
        key = (hashed >> (64 - KEY_BITS - self._bits)) & _KEY_MASK
        begin = self._bucket_view[bucket]
        keys = self._key_view[begin : self._bucket_view[bucket + 1]].tolist()
        return begin + keys.index(key) if key in keys else None

    def find_slots(self, hashes: NDArray[np.uint64]) -> Numbers:
        """Return where each hash stands; -1 for those that do not."""
        if not (len(hashes) and len(self._keys)):
            return np.full(len(hashes), -1, dtype=np.int64)
        buckets = hashes >> np.uint64(64 - self._bits)
        keys = (hashes >> np.uint64(64 - KEY_BITS - self._bits)).astype(np.uint32)
        begins = self._buckets[buckets].astype(np.int64)
        ends = self._buckets[buckets + np.uint64(1)]
        # All keys of the widest bucket at once; those behind the own bucket's end do not count.
        at = begins[:, None] + self._steps
        is_same = self._keys.take(at, mode="clip") == keys[:, None]
        is_same &= at < ends[:, None]
        where = is_same.argmax(axis=1)
        slots: Numbers = begins + where
        slots[~is_same[np.arange(len(where)), where]] = -1
        return slots

    def find_longest(self, words: TextWords, first: Numbers) -> Numbers:
        """Return how many words the longest name has that begins at each of some words; 0 for none.

        Parameters
        ----------
        words
            From `scan_words`.
        first
            Numbers of words.
        """
        counts = np.zeros(len(first), dtype=np.int64)
        slots = self.find_slots(words.hash_runs(first, 1))
        known = np.flatnonzero(slots >= 0)
        slots = slots[known]
        counts[known] = self._entry_counts[slots] > 0
        most = np.minimum(self._longest[slots], words.count_joined(first[known]))
        is_longer = most > 1
        known, most = known[is_longer], most[is_longer]
        if len(known):
            # All runs that may be a name, of two words and more, in one look-up.
            hashes, may_be = words.hash_growing_runs(first[known], most)
            is_name = self.has_names(hashes)
            sizes = np.zeros(may_be.shape, dtype=np.int64)
            sizes[may_be] = np.where(is_name, np.nonzero(may_be)[1] + 2, 0)
            counts[known] = np.maximum(counts[known], sizes.max(axis=1))
        return counts

    def has_names(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Tell which hashes are those of names."""
        slots = self.find_slots(hashes)
        has_names: NDArray[np.bool_] = (slots >= 0) & (self._entry_counts[slots] > 0)
        return has_names

    def read_first(self, slot: int) -> tuple[bool, int]:
        """Tell whether the word of a slot is a name, and how long the names are that it begins."""
        return self._count_view[slot] > 0, self._longest_view[slot]

    def longest_of(self, slot: int) -> int:
        """Return how many words the longest name has that begins with the word of a slot."""
        return int(self._longest[slot])

    def may_open(self, total: int) -> bool:
        """Tell whether a name may begin with two words; where none does it is one time of ten so.

        Parameters
        ----------
        total
            What their hashes times `WORD_POWERS` add up to.
        """
        bit = total & self._opening_mask
        return self._opening_view[bit >> 3] >> (bit & 7) & 1 == 1

    def names_of(self, slot: int) -> list[int]:
        """Return the numbers of the names of a slot."""
        anchor = slot // ANCHOR_STEP
        first = self._anchor_view[anchor] + sum(self._count_view[anchor * ANCHOR_STEP : slot])
        names: list[int] = self._entry_view[first : first + self._count_view[slot]].tolist()
        return names


class TableParts(NamedTuple):
    """A table as it is stored."""

    bits: int
    """Of the number of a bucket."""
    widest: int
    """Hashes of the fullest bucket."""
    arrays: dict[str, NDArray[Any]]
