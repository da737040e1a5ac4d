"""Making an index of places: rows are added one by one, names are hashed in batches."""

from __future__ import annotations

import zlib
from array import array
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geomap.errors import GazetteerError
from geomap.places.container import write_container
from geomap.places.features import bare_name
from geomap.places.fold import Script, fold_name
from geomap.places.hashes import hash_name
from geomap.places.index import (
    DEGREE_STEPS,
    NO_COORDINATE,
    NO_POPULATION,
    OTHER_ID,
    number_of_id,
)
from geomap.places.name_entries import CITY_BIT, KIND_SHIFT, MAIN_BIT, WORD_BIT, NameKind
from geomap.places.name_table import ANCHOR_STEP, KEY_BITS, TableParts
from geomap.places.name_text import BLOCK_NAMES, RAW_DEFLATE
from geomap.places.scan import hash_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.model import Place

_BATCH_NAMES: Final = 200_000
_LONGEST_NAME_BYTES: Final = 255
_COMPRESSION: Final = 9
_FEWEST_BUCKET_BITS: Final = 8
_MOST_BUCKET_BITS: Final = 22
_BITS_PER_OPENING: Final = 8
"""At least: of ten pairs of words that begin no name one is taken for one that may, in 262 kB."""


class IndexBuilder:
    """Collects places and writes them as an index.

    Memory is about 100 bytes a place and its names; no place is kept as an object.

    Parameters
    ----------
    common_words
        Folded words of English: names that are one of them are marked.
    """

    def __init__(self, *, common_words: Collection[str] = ()) -> None:
        self._ids = array("L")
        self._lons = array("i")
        self._lats = array("i")
        self._populations = array("L")
        self._radii: dict[int, float] = {}
        self._other_ids: list[str] = []
        self._countries = _Numbered()
        self._divisions = _Numbered()
        self._features = _Numbered()
        self._country_numbers = array("H")
        self._division_numbers = array("H")
        self._feature_numbers = array("H")
        self._names = _NameStore(common_words)

    def __len__(self) -> int:
        """Return the number of places added."""
        return len(self._ids)

    def add(
        self, place: Place, *, demonyms: Iterable[str] = (), abbreviations: Iterable[str] = ()
    ) -> None:
        """Add a place with its names.

        Raises
        ------
        GazetteerError
            The name is empty, or longer than 255 bytes.
        """
        self._check_name(place)
        row = len(self._ids)
        self._ids.append(self._number_id(place.id))
        has_point = place.lon is not None and place.lat is not None
        self._lons.append(round((place.lon or 0) * DEGREE_STEPS) if has_point else NO_COORDINATE)
        self._lats.append(round((place.lat or 0) * DEGREE_STEPS) if has_point else NO_COORDINATE)
        self._populations.append(NO_POPULATION if place.population is None else place.population)
        self._country_numbers.append(self._countries.number(place.country))
        self._division_numbers.append(self._divisions.number(place.admin1))
        self._feature_numbers.append(self._features.number(place.feature_code))
        if place.radius_km is not None:
            self._radii[row] = place.radius_km
        self._names.add(row, (place.name, *place.names), NameKind.NAME)
        bare = bare_name(place)
        if bare:
            self._names.add(row, (bare,), NameKind.BARE)
        self._names.add(row, demonyms, NameKind.DEMONYM)
        self._names.add(row, abbreviations, NameKind.ABBREVIATION)

    def write(self, path: Path, *, facts: Mapping[str, Any]) -> int:
        """Write the index, whole or not at all, and return the number of its names.

        Equal rows give equal bytes.

        Parameters
        ----------
        path
            The file; its folder must be there.
        facts
            What else the index is to carry: sources, credits.
        """
        table, names = self._names.build(len(self))
        rows = np.array(sorted(self._radii), dtype=np.uint32)
        arrays: dict[str, NDArray[Any]] = {
            "ids": np.array(self._ids, dtype=np.uint32),
            "lons": np.array(self._lons, dtype=np.int32),
            "lats": np.array(self._lats, dtype=np.int32),
            "populations": np.array(self._populations, dtype=np.uint32),
            "country_numbers": np.array(self._country_numbers, dtype=np.uint16),
            "division_numbers": np.array(self._division_numbers, dtype=np.uint16),
            "feature_numbers": _narrow(np.array(self._feature_numbers, dtype=np.uint16)),
            "radius_rows": rows,
            "radii_km": np.array([self._radii[int(row)] for row in rows], dtype=np.float32),
            **names,
            **table.arrays,
        }
        own_facts = {
            "countries": self._countries.values,
            "divisions": self._divisions.values,
            "features": self._features.values,
            "other_ids": self._other_ids,
            "bucket_bits": table.bits,
            "widest_bucket": table.widest,
        }
        write_container(path, arrays, facts={**facts, **own_facts})
        return len(names["name_flags"])

    def _check_name(self, place: Place) -> None:
        if not place.name or len(place.name.encode()) > _LONGEST_NAME_BYTES:
            msg = (
                f"place {place.id}: expected a name of 1 to {_LONGEST_NAME_BYTES} bytes, "
                f"got {place.name[:40]!r}"
            )
            raise GazetteerError(msg)

    def _number_id(self, place_id: str) -> int:
        number = number_of_id(place_id)
        if number is not None:
            return number
        self._other_ids.append(place_id)
        return OTHER_ID + len(self._other_ids) - 1


class _Numbered:
    """Values that many rows share, each with a number; 0 is none."""

    def __init__(self) -> None:
        self.values = [""]
        self._numbers: dict[str, int] = {"": 0}

    def number(self, value: str | None) -> int:
        number = self._numbers.get(value or "")
        if number is None:
            number = self._numbers[value or ""] = len(self.values)
            self.values.append(value or "")
        return number


class _NameStore:
    """Names in the order of their places, with their hashes; a place has each folded form once."""

    def __init__(self, common_words: Collection[str]) -> None:
        self._words = np.sort(
            np.array([hash_name((word,)) for word in common_words], dtype=np.uint64)
        )
        self._pending: list[str] = []
        self._pending_rows = array("L")
        self._pending_kinds = array("B")
        self._uncompressed: list[str] = []
        self._blocks: list[bytes] = []
        self._parts: dict[str, list[NDArray[Any]]] = {
            name: [] for name in ("rows", "flags", "hashes", "firsts", "openings", "counts")
        }

    def add(self, row: int, names: Iterable[str], kind: NameKind) -> None:
        for name in names:
            if name:
                # A name is one line of its block.
                self._pending.append(" ".join(name.splitlines()) if "\n" in name else name)
                self._pending_rows.append(row)
                self._pending_kinds.append(kind)
        # Batches end with a place, so that its names are compared with one another.
        if kind is NameKind.ABBREVIATION and len(self._pending) >= _BATCH_NAMES:
            self._flush()

    def build(self, place_count: int) -> tuple[TableParts, dict[str, NDArray[Any]]]:
        """Return the table of names, and the arrays of the names themselves."""
        self._flush()
        self._compress(last=True)
        parts = {name: np.concatenate(found) for name, found in self._parts.items()}
        name_counts = np.bincount(parts["rows"], minlength=place_count)
        block_sizes = np.array([len(block) for block in self._blocks], dtype=np.uint16)
        return _build_table(parts["hashes"], parts["firsts"], parts["counts"]), {
            "openings": _mark_openings(parts["openings"][parts["hashes"] != 0]),
            "name_counts": _narrow(name_counts.astype(np.uint16)),
            "name_flags": parts["flags"].astype(np.uint8),
            "block_sizes": block_sizes,
            "name_text": np.frombuffer(b"".join(self._blocks), dtype=np.uint8),
        }

    def _flush(self) -> None:
        rows = np.array(self._pending_rows, dtype=np.int64)
        kinds = np.array(self._pending_kinds, dtype=np.int64)
        hashed = hash_names(self._pending)
        lengths = np.fromiter(
            (len(name.encode()) for name in self._pending), np.int64, len(self._pending)
        )
        flags = (kinds << KIND_SHIFT) | hashed.scripts
        is_word = (hashed.scripts == Script.LATIN) & np.isin(hashed.hashes, self._words)
        flags[is_word] |= WORD_BIT
        kept = _find_first_of_kind(rows, flags, hashed.hashes, lengths)
        flags |= _mark_main_names(self._pending, rows, hashed.hashes)
        self._uncompressed.extend([self._pending[at] for at in kept.tolist()])
        self._compress()
        found = {
            "rows": rows,
            "flags": flags,
            "hashes": hashed.hashes,
            "firsts": hashed.first_hashes,
            "counts": hashed.word_counts,
            "openings": hashed.openings,
        }
        for name, values in found.items():
            self._parts[name].append(values[kept])
        self._pending.clear()
        self._pending_rows = array("L")
        self._pending_kinds = array("B")

    def _compress(self, *, last: bool = False) -> None:
        names = self._uncompressed
        stop = len(names) if last else len(names) - len(names) % BLOCK_NAMES
        for begin in range(0, stop, BLOCK_NAMES):
            block = "\n".join(names[begin : begin + BLOCK_NAMES])
            self._blocks.append(zlib.compress(block.encode(), _COMPRESSION, RAW_DEFLATE))
        self._uncompressed = names[stop:]


def _narrow(numbers: NDArray[np.uint16]) -> NDArray[Any]:
    """Return numbers in one byte each, if they fit."""
    return numbers.astype(np.uint8) if numbers.max(initial=0) < 2**8 else numbers


def _find_first_of_kind(
    rows: NDArray[np.int64],
    flags: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    lengths: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return which names to keep: of a place's names that fold alike the first of each script.

    The main name of a place is always kept, though it fold to nothing; a kind of name matters only
    beside another kind, as "Turks" beside "Turkey".
    """
    is_main = np.diff(rows, prepend=-1) != 0
    usable = np.flatnonzero(((hashes != 0) & (lengths <= _LONGEST_NAME_BYTES)) | is_main)
    order = np.lexsort((usable, flags[usable], hashes[usable], rows[usable]))
    ordered = usable[order]
    is_repeated = np.zeros(len(ordered), dtype=np.bool_)
    is_repeated[1:] = (
        (rows[ordered[1:]] == rows[ordered[:-1]])
        & (hashes[ordered[1:]] == hashes[ordered[:-1]])
        & (flags[ordered[1:]] == flags[ordered[:-1]])
        & (hashes[ordered[1:]] != 0)
    )
    return np.sort(ordered[~is_repeated])


def _mark_main_names(
    names: Sequence[str], rows: NDArray[np.int64], hashes: NDArray[np.uint64]
) -> NDArray[np.int64]:
    """Return the flags of names that fold as the main name of their place, the first of its row."""
    firsts = np.flatnonzero(np.diff(rows, prepend=-1) != 0)
    main_hashes = hashes[firsts]
    folded = [fold_name(names[at]) for at in firsts.tolist()]
    # Of "New York City" that of "New York".
    city_hashes = np.array(
        [hash_name(words[:-1]) if words[1:] and words[-1] == "city" else 0 for words in folded],
        dtype=np.uint64,
    )
    owner = np.cumsum(np.diff(rows, prepend=-1) != 0) - 1
    is_named = hashes != 0
    flags = np.zeros(len(names), dtype=np.int64)
    flags[is_named & (hashes == main_hashes[owner])] |= MAIN_BIT
    flags[is_named & (hashes == city_hashes[owner])] |= CITY_BIT
    return flags


def _mark_openings(openings: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Return the bits that tell which two words may begin a name (`NameTable.may_open`)."""
    used = np.unique(openings[openings != 0])
    size = 1 << max(3, (len(used) * _BITS_PER_OPENING).bit_length())
    is_used = np.zeros(size, dtype=np.bool_)
    is_used[used & np.uint64(size - 1)] = True
    return np.packbits(is_used, bitorder="little")


def _build_table(
    hashes: NDArray[np.uint64], firsts: NDArray[np.uint64], counts: NDArray[np.int64]
) -> TableParts:
    """Return the table from hashes to names: buckets by the first bits, keys by those after."""
    names = np.flatnonzero(hashes != 0)
    order = names[np.argsort(hashes[names], kind="stable")]
    unique = np.unique(np.concatenate([hashes[names], firsts[names]]))
    slots = np.searchsorted(unique, firsts[names])
    longest = np.zeros(len(unique), dtype=np.int64)
    np.maximum.at(longest, slots, counts[names])
    bits = min(max(len(unique).bit_length() - 2, _FEWEST_BUCKET_BITS), _MOST_BUCKET_BITS)
    buckets = unique >> np.uint64(64 - bits)
    sizes = np.bincount(buckets.astype(np.int64), minlength=2**bits)
    entry_ends = np.searchsorted(hashes[order], unique, side="right")
    arrays: dict[str, NDArray[Any]] = {
        "keys": (unique << np.uint64(bits) >> np.uint64(64 - KEY_BITS)).astype(np.uint32),
        "longest": longest.astype(np.uint8),
        "entry_counts": _narrow(np.diff(entry_ends, prepend=0).astype(np.uint16)),
        "entry_anchors": np.concatenate([[0], entry_ends])[:-1:ANCHOR_STEP].astype(np.uint32),
        "entries": order.astype(np.uint32),
        "bucket_sizes": _narrow(sizes.astype(np.uint16)),
    }
    return TableParts(bits=bits, widest=int(sizes.max()), arrays=arrays)
