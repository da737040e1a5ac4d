"""The files of the cache: one for each version of code and data, the old ones removed in time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap import expressions
from geomap.cache.store import FOLDER, SUFFIX, count_answers

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES: Final = 4_000_000_000
"""Of all files together; beyond it the longest unused ones are removed."""
_MAX_AGE_SECONDS: Final = 60 * 24 * 3600
"""For which a file of another version stays without being used."""
_BESIDE: Final = ("", "-wal", "-shm")


class CacheFile(NamedTuple):
    """A file of answers."""

    path: Path
    bytes: int
    used: float
    """When, in seconds since 1970."""
    answers: int | None
    """``None`` where it cannot be read."""


def list_cache(folder: Path) -> list[CacheFile]:
    """List the files in a cache folder, the last used first."""
    return sorted(
        (
            CacheFile(path, _size_of(path), _last_use(path), count_answers(path))
            for path in (folder / FOLDER).glob(f"*{SUFFIX}")
        ),
        key=lambda it: -it.used,
    )


def clear_cache(folder: Path) -> int:
    """Remove all files of answers and expressions; return how many bytes they took."""
    paths = [*(folder / FOLDER).glob(f"*{SUFFIX}"), *(folder / expressions.FOLDER).glob("*")]
    return sum(_remove(path) for path in paths)


def prune_cache(folder: Path, *, keep: Path) -> None:
    """Remove files of other versions that nobody has used for long, or that there is no room for.

    Parameters
    ----------
    folder
        The cache folder.
    keep
        The file in use. One that is itself too large is begun anew.
    """
    now, room = time.time(), MAX_BYTES
    paths = sorted(
        (folder / FOLDER).glob(f"*{SUFFIX}"), key=lambda it: (it != keep, -_last_use(it))
    )
    for path in paths:
        room -= _size_of(path)
        is_old = path != keep and now - _last_use(path) > _MAX_AGE_SECONDS
        if is_old or room < 0:
            _remove(path)


def _size_of(path: Path) -> int:
    return sum(part.stat().st_size for part in _parts_of(path))


def _last_use(path: Path) -> float:
    return max((part.stat().st_mtime for part in _parts_of(path)), default=0.0)


def _parts_of(path: Path) -> list[Path]:
    parts = (path.with_name(path.name + ending) for ending in _BESIDE)
    return [part for part in parts if part.exists()]


def _remove(path: Path) -> int:
    size = _size_of(path)
    for part in _parts_of(path):
        part.unlink(missing_ok=True)
    return size
