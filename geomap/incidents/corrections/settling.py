"""Of corrections that set the same thing, the one that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from geomap.incidents.corrections.records import STRUCTURAL, Action
from geomap.places.fold import fold_name

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from geomap.incidents.corrections.records import Correction


class Settled(NamedTuple):
    """Corrections in their order, each thing set once, and those in whose place a later one is."""

    rows: list[Correction]
    superseded: list[Correction]


def settle_corrections(rows: Sequence[Correction]) -> Settled:
    """Drop what is given twice, and let the later of two rows that set the same thing count."""
    kept: dict[Hashable, Correction] = {}
    superseded = []
    for row in reversed(rows):
        key = _key_of(row)
        if key not in kept:
            kept[key] = row
        elif _content_of(kept[key]) != _content_of(row):
            superseded.append(row)
        else:
            # Given again: it stands where it stood first.
            del kept[key]
            kept[key] = row
    return Settled(list(reversed(kept.values())), superseded[::-1])


def _key_of(row: Correction) -> Hashable:
    """Return what a correction sets; of what decides which reports are one, all of it."""
    if row.action in STRUCTURAL:
        return row.action, row.id, row.value
    if row.action is Action.NAME:
        return row.action, tuple(fold_name(row.field))
    if row.action is Action.RENAME:
        return row.action, row.id, tuple(fold_name(row.field))
    return row.action, row.id, row.field


def _content_of(row: Correction) -> Correction:
    return msgspec.structs.replace(row, file="", line=0, sources=())
