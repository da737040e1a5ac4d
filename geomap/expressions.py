"""Compiled regular expressions, kept from one process to the next.

Compiling the expressions of geomap takes more than a second of the processor, most of which Python
spends on parsing them, and each worker did it anew. What it makes of them is a list of numbers. It
is kept in a file of the cache folder, in a form that is good for one version of Python,
and is loaded in a hundredth of the time. A file that is missing, or cannot be used, costs
no more than that: everything is compiled, as `re` does it.
"""

from __future__ import annotations

import os
import re
import sys
import time
from array import array
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from geomap.folders import find_cache_folder

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = "expressions"
"""Folder of the files, below the cache folder."""

_UNIT: Final = "I"
"""Of what an expression is compiled to: numbers of four bytes."""
_FEWEST: Final = 16
"""New expressions for which a file is written anew."""
_MOST: Final = 8_000
"""Expressions of a file; with more, most are of rules that are no more, and it is begun anew."""
_MAX_AGE_SECONDS: Final = 60 * 24 * 3600
"""For which a file of another version stays."""


class _Compiled(NamedTuple):
    """An expression as it is kept."""

    flags: int
    groups: int
    names: dict[str, int]
    """The named groups with their numbers."""
    code: bytes


class _Engine(NamedTuple):
    """The parts of the library that take and make compiled expressions; nothing public does."""

    parser: Any
    compiler: Any
    core: Any


class _Shelf:
    """The expressions of the file, and those that this process has compiled."""

    def __init__(self) -> None:
        self.path: Final = find_cache_folder() / FOLDER / f"{_name_version()}.msgpack"
        self.known: Final = _read(self.path)
        self.new: Final[dict[bytes, msgspec.Raw]] = {}

    def keep(self) -> None:
        """Write what is new beside what others have written meanwhile."""
        if len(self.new) < _FEWEST:
            return
        self.known.update(self.new)
        self.new.clear()
        both = {**_read(self.path), **self.known}
        with suppress(OSError):
            _write(self.path, both if len(both) <= _MOST else self.known)


def compile_expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """Compile an expression as ``re.compile`` does, or take what an earlier process has kept.

    Parameters
    ----------
    source
        The expression.
    flags
        Those of `re`.
    """
    engine = _find_engine()
    if engine is None:
        return re.compile(source, flags)
    shelf, key = _open_shelf(), _key_of(source, flags)
    packed = shelf.known.get(key)
    if packed is not None:
        # What cannot be used is compiled anew.
        with suppress(msgspec.DecodeError, ValueError, RuntimeError, TypeError, OverflowError):
            return _load(engine, source, msgspec.msgpack.decode(packed, type=_Compiled))
    compiled = _compile(engine, source, flags)
    shelf.new[key] = msgspec.Raw(msgspec.msgpack.encode(compiled))
    return _load(engine, source, compiled)


def keep_expressions() -> None:
    """Keep what was compiled, once there is enough of it."""
    if _find_engine():
        _open_shelf().keep()


@cache
def _find_engine() -> _Engine | None:
    """Return the parts of the library; ``None`` where they are not those that are known."""
    if sys.implementation.name != "cpython":
        return None
    try:
        engine = _Engine(*map(import_module, ("re._parser", "re._compiler", "_sre")))
        is_known = array(_UNIT).itemsize == engine.core.CODESIZE
        probe = r"(?i:\b(?P<word>[a-c’]+)\b)|(\d)"
        found = _load(engine, probe, _compile(engine, probe, re.MULTILINE))
        # Equal ones have the same numbers.
        is_same = found == re.compile(probe, re.MULTILINE)
    except (ImportError, AttributeError, TypeError, RuntimeError):
        return None
    return engine if is_known and is_same else None


def _compile(engine: _Engine, source: str, flags: int) -> _Compiled:
    parsed = engine.parser.parse(source, flags)
    code = engine.compiler._code(parsed, flags)  # noqa: SLF001 - nothing public gives it
    state = parsed.state
    return _Compiled(
        int(flags | state.flags), state.groups, dict(state.groupdict), array(_UNIT, code).tobytes()
    )


def _load(engine: _Engine, source: str, compiled: _Compiled) -> re.Pattern[str]:
    names: list[str | None] = [None] * compiled.groups
    for name, number in compiled.names.items():
        names[number] = name
    code = array(_UNIT)
    code.frombytes(compiled.code)
    # It looks the numbers through, and refuses what is no expression.
    found: re.Pattern[str] = engine.core.compile(
        source,
        compiled.flags,
        code.tolist(),
        compiled.groups - 1,
        compiled.names,
        tuple(names),
    )
    return found


@cache
def _open_shelf() -> _Shelf:
    return _Shelf()


def _key_of(source: str, flags: int) -> bytes:
    return blake2b(f"{int(flags)} {source}".encode(), digest_size=16).digest()


def _name_version() -> str:
    """Return the name of the file for this Python: another reads none of its numbers."""
    magic = import_module("_sre").MAGIC
    told = f"{sys.version} {sys.byteorder} {magic}"
    return blake2b(told.encode(), digest_size=8).hexdigest()


def _read(path: Path) -> dict[bytes, msgspec.Raw]:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=dict[bytes, msgspec.Raw])
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return {}


def _write(path: Path, expressions: dict[bytes, msgspec.Raw]) -> None:
    """Write a file, whole or not at all, and remove those that nobody has written for long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}.{time.time_ns()}.part")
    aside.write_bytes(msgspec.msgpack.encode(expressions))
    aside.replace(path)
    now = time.time()
    for other in path.parent.iterdir():
        if now - other.stat().st_mtime > _MAX_AGE_SECONDS:
            other.unlink()
