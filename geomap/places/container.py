"""One file of named arrays that is mapped into memory: it opens at once and workers share it.

Layout, little-endian: 16 bytes of magic and version, 8 bytes of the length of the head, the head as
JSON, then the arrays, each at a multiple of 64 bytes. The head names type, length and offset of
every array and carries small facts beside them.
"""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import msgspec
import numpy as np

from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

MAGIC: Final = b"geomap-places\n\x00\x03"
"""The last byte is the version of the format."""

_OLDEST_VERSION: Final = 2
"""That is still read: indexes that users have imported."""

_ALIGNMENT: Final = 64
_LENGTH: Final = struct.Struct("<Q")
_TYPES: Final = ("|u1", "<u2", "<u4", "<u8", "<i4", "<f4")


class _Array(msgspec.Struct, frozen=True):
    type: str
    count: int
    offset: int


class _Head(msgspec.Struct, frozen=True):
    arrays: dict[str, _Array]
    facts: dict[str, Any]


class Container:
    """An open file of arrays, read-only.

    Parameters
    ----------
    path
        A file that `write_container` made.

    Raises
    ------
    GazetteerError
        The file is missing, not of this format, or cut short.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as stream:
                self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            msg = f"{path}: expected an index of places, cannot read it: {error}"
            raise GazetteerError(msg) from error
        head, begin = self._read_head()
        self.version = self._bytes[len(MAGIC) - 1]
        self.facts = head.facts
        self._arrays = {
            name: self._map_array(name, array, begin) for name, array in head.arrays.items()
        }

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return an array, mapped and read-only."""
        array = self._arrays.get(name)
        return self._fail(name) if array is None else array

    def __contains__(self, name: object) -> bool:
        """Tell whether the file has an array."""
        return name in self._arrays

    def read_begins(self, name: str, sizes: str) -> NDArray[Any]:
        """Return where each of some ranges begins, and where the last one ends.

        They are stored by their sizes, ``sizes``, which takes a quarter of the bytes; up to version
        2 as what is returned here, ``name``.
        """
        return self[name] if name in self else sum_sizes(self[sizes])

    def _read_head(self) -> tuple[_Head, int]:
        found = self._bytes[: len(MAGIC)]
        is_index = found[:-1] == MAGIC[:-1]
        if not (is_index and _OLDEST_VERSION <= found[-1] <= MAGIC[-1]):
            got = f"version {found[-1]}" if is_index else "another kind of file"
            msg = (
                f"{self.path}: expected an index of places, version {MAGIC[-1]}, got {got}; "
                "import it again with: geomap gazetteer import"
            )
            raise GazetteerError(msg)
        begin = len(MAGIC) + _LENGTH.size
        try:
            (length,) = _LENGTH.unpack(self._bytes[len(MAGIC) : begin])
            head = msgspec.json.decode(self._bytes[begin : begin + length], type=_Head)
        except (struct.error, msgspec.DecodeError) as error:
            self._fail("its head", error)
        return head, _align(begin + length)

    def _map_array(self, name: str, array: _Array, begin: int) -> NDArray[Any]:
        if array.type not in _TYPES:
            self._fail(name)
        try:
            return np.frombuffer(self._bytes, array.type, array.count, begin + array.offset)
        except ValueError as error:
            self._fail(name, error)

    def _fail(self, part: str, cause: Exception | None = None) -> NoReturn:
        msg = f"{self.path}: the index of places is damaged (cannot read {part}); make it again"
        raise GazetteerError(msg) from cause


def sum_sizes(sizes: NDArray[Any]) -> NDArray[np.uint32]:
    """Return where ranges of some sizes begin that follow one another, and where the last ends."""
    begins = np.zeros(len(sizes) + 1, dtype=np.uint32)
    np.cumsum(sizes, out=begins[1:])
    return begins


def write_container(
    path: Path, arrays: Mapping[str, NDArray[Any]], *, facts: Mapping[str, Any]
) -> None:
    """Write arrays and facts to a file, whole or not at all; equal input gives equal bytes.

    Raises
    ------
    OSError
        The file cannot be written; what stood there before is untouched.
    """
    described, offset = {}, 0
    for name, array in arrays.items():
        described[name] = _Array(array.dtype.str, len(array), offset)
        offset = _align(offset + array.nbytes)
    head = msgspec.json.encode(_Head(described, dict(facts)))
    handle, part = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(MAGIC + _LENGTH.pack(len(head)) + head)
            begin = _align(stream.tell())
            for name, array in arrays.items():
                stream.seek(begin + described[name].offset)
                stream.write(array.tobytes())
            stream.truncate(begin + offset)
            stream.flush()
            os.fsync(stream.fileno())
        Path(part).chmod(0o644)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _align(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT
