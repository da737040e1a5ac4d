"""The spellings of an index: its names in their order, compressed by some at a time."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geomap.places.container import Container

BLOCK_NAMES: Final = 16
"""Names that are compressed together: more take fewer bytes, and longer to read one of them."""
RAW_DEFLATE: Final = -15
"""For `zlib`: no header and no checksum, which of so short a block are a tenth."""

_CACHED_BLOCKS: Final = 16_384
_EARLIER_VERSION: Final = 2
_EARLIER_BLOCK_NAMES: Final = 64


class NameText:
    """Names by their numbers, as they are written.

    Parameters
    ----------
    file
        With the arrays that `geomap.places.index_building` makes of names.
    """

    def __init__(self, file: Container) -> None:
        self._text = file["name_text"].data
        self._offsets = file.read_begins("block_offsets", "block_sizes").data
        is_earlier = file.version <= _EARLIER_VERSION
        self._block_names = _EARLIER_BLOCK_NAMES if is_earlier else BLOCK_NAMES
        self._window_bits = zlib.MAX_WBITS if is_earlier else RAW_DEFLATE
        # A block holds the names of some places; a report asks for few of them, often.
        self._block = lru_cache(maxsize=_CACHED_BLOCKS)(self._read_block)

    def spell(self, name: int) -> str:
        """Return the name of a number."""
        block, at = divmod(name, self._block_names)
        return self._block(block).split("\n")[at]

    def spell_run(self, first: int, last: int) -> list[str]:
        """Return the names of a range of numbers."""
        block, begin = divmod(first, self._block_names)
        spelt = self._block(block).split("\n")[begin : begin + last - first]
        while len(spelt) < last - first:
            block += 1
            spelt += self._block(block).split("\n")[: last - first - len(spelt)]
        return spelt

    def spell_many(self, first: int, last: int) -> list[str]:
        """Return the names of a long range of numbers, of which no block is kept."""
        block, begin = divmod(first, self._block_names)
        blocks = range(block, (last - 1) // self._block_names + 1)
        spelt = b"\n".join(map(self._inflate, blocks)).decode().split("\n")
        return spelt[begin : begin + last - first]

    def _read_block(self, block: int) -> str:
        # Kept in one piece: a list of its names takes five times the memory.
        return self._inflate(block).decode()

    def _inflate(self, block: int) -> bytes:
        text = self._text[self._offsets[block] : self._offsets[block + 1]]
        return zlib.decompress(text, self._window_bits)
