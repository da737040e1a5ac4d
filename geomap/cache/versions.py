"""What an answer depends on beside what was asked: code, rules, data, and the packages used."""

from __future__ import annotations

import hashlib
import platform
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_CODE: Final = ("borders", "claims", "documents", "places")
"""Parts of the package that a document is understood with, rules and word lists among them."""
_ALONE: Final = (
    "incidents/copies.py",
    "incidents/sketches.py",
    "model.py",
    "recall.py",
    "understanding.py",
    "yearless.py",
)
_PACKAGES: Final = ("anyascii", "msgspec", "numpy", "pyproj", "rapidfuzz", "rensa", "shapely")


@lru_cache(maxsize=1)
def digest_code() -> bytes:
    """Return a digest of the code and rules that documents are understood with."""
    versions = [platform.python_version(), *(f"{name} {version(name)}" for name in _PACKAGES)]
    files = [
        path
        for part in _CODE
        for path in sorted((_PACKAGE / part).rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    ]
    digest = hashlib.blake2b("\n".join(versions).encode())
    digest.update(digest_files([*files, *(_PACKAGE / name for name in _ALONE)]))
    return digest.digest()


def digest_files(paths: Iterable[Path]) -> bytes:
    """Return a digest of the names and contents of files."""
    digest = hashlib.blake2b()
    for path in paths:
        digest.update(f"{path.name}\n".encode())
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "blake2b").digest())
    return digest.digest()
