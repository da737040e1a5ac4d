"""One file of answers by the hash of what was asked, shared by all processes of a machine.

SQLite with a write-ahead log: what a batch wrote is there whole or not at all, also after
``kill -9``, and any number of processes read while one writes.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final, Literal, get_args

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Table = Literal["answers", "readings"]
"""Kinds of what is kept: what was understood of a text, and what became of a file."""
FOLDER: Final = "understood"
"""Folder of the files, below the cache folder."""
SUFFIX: Final = ".sqlite"

_KEY_BYTES: Final = 16
_WAIT_SECONDS: Final = 30.0
"""For another process that is writing."""
_PAUSE_SECONDS: Final = 0.01
_AT_ONCE: Final = 500
"""Keys asked for at once: SQLite takes 999 at least."""

_log = logging.getLogger(__name__)


def key_of(*parts: object) -> bytes:
    """Return the hash of values that msgspec encodes."""
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=_KEY_BYTES).digest()


def cache_path(folder: Path, version: bytes) -> Path:
    """Return the file for one version of code and data in a cache folder."""
    return folder / FOLDER / f"{version.hex()}{SUFFIX}"


class Cache:
    """Answers that are kept; a file that cannot be used is as good as an empty one.

    Parameters
    ----------
    path
        From `cache_path`; made with its folder when something is kept.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = self._open()
        except (OSError, sqlite3.Error) as error:
            _log.warning("%s: not used (%s); everything is read anew", path, error)

    def find(self, keys: Sequence[bytes], *, table: Table = "answers") -> dict[bytes, bytes]:
        """Return what is kept under some keys."""
        found: dict[bytes, bytes] = {}
        if self._connection is None:
            return found
        try:
            for start in range(0, len(keys), _AT_ONCE):
                part = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(part))
                found.update(
                    self._connection.execute(
                        f"SELECT key, value FROM {table} WHERE key IN ({marks})",  # noqa: S608
                        part,
                    )
                )
        except sqlite3.Error as error:
            self._give_up(error)
        return found

    def keep(self, answers: Mapping[bytes, bytes], *, table: Table = "answers") -> None:
        """Keep answers, all or none."""
        if self._connection is None or not answers:
            return
        try:
            with self._connection:
                self._connection.executemany(
                    f"INSERT OR REPLACE INTO {table} VALUES (?, ?)",  # noqa: S608
                    answers.items(),
                )
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, check_same_thread=False)
        try:
            self._keep_a_log(connection)
            # Whole after a killed process; after a power cut the last batches may be gone.
            connection.execute("PRAGMA synchronous=NORMAL")
            for table in get_args(Table):
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {table} "
                    "(key BLOB PRIMARY KEY, value BLOB NOT NULL)"
                )
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _keep_a_log(self, connection: sqlite3.Connection) -> None:
        """Switch to a write-ahead log, for which SQLite does not wait where another does it."""
        until = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(_PAUSE_SECONDS)
            else:
                return

    def _give_up(self, error: sqlite3.Error) -> None:
        _log.warning("%s: not used any more (%s)", self.path, error)
        self.close()


def count_answers(path: Path) -> int | None:
    """Return how many answers a file holds, ``None`` when it cannot be read."""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        ) as connection:
            (count,) = connection.execute("SELECT count(*) FROM answers").fetchone()
    except sqlite3.Error:
        return None
    return int(count)
