"""What an index keeps of each name: whose it is, and how it belongs to its place."""

from __future__ import annotations

from enum import IntEnum
from typing import Final, NamedTuple

from geomap.places.fold import Script

KIND_SHIFT: Final = 3
KIND_BITS: Final = 3
SCRIPT_BITS: Final = 7
OWN_MASK: Final = KIND_BITS << KIND_SHIFT | SCRIPT_BITS
"""Of the flags of a place's own name, which is of kind 0, only the script is left by it."""
WORD_BIT: Final = 32
"""Of a name's flags: it is also a common word of English."""
MAIN_BIT: Final = 64
"""It folds as the main name of its place."""
CITY_BIT: Final = 128
"""With the word "city" behind it it folds as the main name: "New York", of New York City."""


class NameKind(IntEnum):
    """How a name belongs to its place."""

    NAME = 0
    DEMONYM = 1
    """Its people, or the adjective: "Armenian"."""
    ABBREVIATION = 2
    """Read only as it is written, where an abbreviation stands: "Calif.", "TX"."""
    BARE = 3
    """The proper name within the full name of a unit: "Kalbajar" in "Kalbajar District"."""


_KINDS: Final = tuple(NameKind)
_SCRIPTS: Final = tuple(Script)
"""By their numbers: an enumeration is slow to look them up."""


class NameEntry(NamedTuple):
    """One name of one place, without its spelling (`PlaceIndex.spelling`)."""

    row: int
    name: int
    """Number of the name in its index."""
    kind: NameKind
    script: Script
    is_word: bool
    """Whether it is also a common word of English."""


def make_entry(row: int, name: int, flags: int) -> NameEntry:
    """Read the flags that an index keeps of a name."""
    return NameEntry(
        row=row,
        name=name,
        kind=_KINDS[flags >> KIND_SHIFT & KIND_BITS],
        script=_SCRIPTS[flags & SCRIPT_BITS],
        is_word=bool(flags & WORD_BIT),
    )
