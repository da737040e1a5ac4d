"""Answers of online services in an SQLite file, so that no name is asked twice.

The file also says when each host may be asked next: processes that share it keep one pace together.
"""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import msgspec

from geomap.errors import OnlineError
from geomap.folders import find_cache_folder
from geomap.model import Place, Record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SCHEMA_VERSION: Final = 1
"""Rises when tables, keys or the meaning of a stored answer change."""

MAX_PAUSE_S: Final = 3600.0
"""Longest pause of a host that is kept; a longer one was written by a clock that ran ahead."""

_APPLICATION_ID: Final = 0x67656F6D  # "geom"
_LOCK_WAIT_S: Final = 30.0
_OPEN_ATTEMPTS: Final = 10
_OPEN_WAIT_S: Final = 0.02
_CORRUPT: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_LOCKED: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_ANSWERS: Final = (
    "CREATE TABLE IF NOT EXISTS answers (provider TEXT, host TEXT, name TEXT, countries TEXT, "
    "asked_at TEXT NOT NULL, licence TEXT NOT NULL, places TEXT NOT NULL, "
    "PRIMARY KEY (provider, host, name, countries)) WITHOUT ROWID"
)
_HOSTS: Final = (
    "CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, next_request REAL NOT NULL)"
)

_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class CacheKey(NamedTuple):
    """What an answer is kept under."""

    provider: str
    host: str
    name: str
    countries: str
    """ISO alpha-3 in alphabetical order, joined by commas; empty for the whole world."""


class StoredAnswer(Record):
    """An answer as kept; without places, the service knows none."""

    places: tuple[Place, ...]
    licence: str
    asked_at: dt.datetime
    """UTC."""


class AnswerCache:
    """Keeps answers in a file; opens it on first use.

    A file that is damaged or of another version is set aside under another name, never deleted. A
    file that cannot be opened or written is replaced by memory until the end of the run. Neither is
    fatal, both are logged as warnings and stand in ``notes``.

    Parameters
    ----------
    path
        The file; ``None`` for `default_cache_path`.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None
        self._in_memory = False
        self.notes: list[str] = []

    def find(self, key: CacheKey) -> StoredAnswer | None:
        """Return the answer kept under a key.

        Raises
        ------
        OnlineError
            When the file is the database of another program.
        """
        found = self._run(
            lambda connection: connection.execute(
                "SELECT places, licence, asked_at FROM answers "
                "WHERE provider = ? AND host = ? AND name = ? AND countries = ?",
                key,
            ).fetchone()
        )
        if found is None:
            return None
        places, licence, asked_at = found
        try:
            return StoredAnswer(
                places=msgspec.json.decode(places, type=tuple[Place, ...]),
                licence=licence,
                asked_at=dt.datetime.fromisoformat(asked_at),
            )
        except (msgspec.MsgspecError, TypeError, ValueError):
            # No answer of ours: it is asked again, and written over.
            return None

    def keep(self, key: CacheKey, answer: StoredAnswer) -> None:
        """Keep an answer; an earlier one under the same key gives way."""
        row = (
            *key,
            answer.asked_at.isoformat(timespec="seconds"),
            answer.licence,
            msgspec.json.encode(answer.places).decode(),
        )
        self._run(
            lambda connection: connection.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", row
            )
        )

    def reserve(self, host: str, *, now: float, interval_s: float, longest_s: float) -> float:
        """Reserve the next request to a host; return the seconds to wait before it.

        Nothing is reserved when the wait is longer than ``longest_s``.

        Parameters
        ----------
        host
            The host that will be asked.
        now
            Seconds since the epoch.
        interval_s
            Seconds between the starts of two requests.
        longest_s
            Longest wait that the caller accepts, in seconds.
        """

        def work(connection: sqlite3.Connection) -> float:
            # Locked before it is read, so that no two processes reserve the same moment.
            connection.execute("BEGIN IMMEDIATE")
            found = connection.execute(
                "SELECT next_request FROM hosts WHERE host = ?", (host,)
            ).fetchone()
            wait_s = max(found[0] - now, 0.0) if found else 0.0
            if wait_s > MAX_PAUSE_S:
                wait_s = 0.0
            if wait_s <= longest_s:
                connection.execute(
                    "INSERT OR REPLACE INTO hosts VALUES (?, ?)", (host, now + wait_s + interval_s)
                )
            connection.execute("COMMIT")
            return wait_s

        return self._run(work)

    def postpone(self, host: str, *, until: float) -> None:
        """Let no request go to a host before a time, in seconds since the epoch."""
        self._run(
            lambda connection: connection.execute(
                "UPDATE hosts SET next_request = max(next_request, ?) WHERE host = ?", (until, host)
            )
        )

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _run(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        try:
            return work(self._open())
        except sqlite3.Error as error:
            self.close()
            self._recover(error)
        return work(self._open())

    def _recover(self, error: sqlite3.Error) -> None:
        """Make the next opening succeed: with a new file, or else in memory."""
        why: Exception = error
        if _is_corrupt(error):
            try:
                self._set_aside(self._opened, str(error))
            except OSError as failure:
                why = failure
            else:
                return
        self._use_memory(why)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None and not self._in_memory:
            try:
                self._connection = self._open_file()
            except (OSError, sqlite3.Error) as error:
                self._use_memory(error)
        if self._connection is None:
            self._connection = _connect(None)
        return self._connection

    def _open_file(self) -> sqlite3.Connection:
        path = self._find_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(_OPEN_ATTEMPTS):
            self._opened = _identify(path)
            try:
                connection = _connect(path)
            except _OtherVersionError as error:
                self._set_aside(self._opened, str(error))
            except sqlite3.Error as error:
                if _is_corrupt(error):
                    self._set_aside(self._opened, str(error))
                elif _is_locked(error):
                    # SQLite does not wait by itself while another process makes the file.
                    time.sleep(_OPEN_WAIT_S * (attempt + 1))
                else:
                    raise
            else:
                self._opened = _identify(path)
                return connection
        return _connect(path)

    def _use_memory(self, why: Exception) -> None:
        self._in_memory = True
        _log.warning("answers are not kept beyond this run: %s: %s", self._find_path(), why)
        self.notes.append(f"answers are not kept beyond this run: {why}")

    def _set_aside(self, opened: tuple[int, int] | None, why: str) -> None:
        path = self._find_path()
        if _identify(path) != opened:
            # Another process has set it aside meanwhile, and made a new one.
            return
        number = 1
        while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
            number += 1
        for suffix in ("", "-wal", "-shm"):
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))
        _log.warning("%s: set aside as %s: %s", path, aside.name, why)
        self.notes.append(f"the cache of answers was set aside as {aside.name}: {why}")

    def _find_path(self) -> Path:
        if self._path is None:
            self._path = default_cache_path()
        return self._path


class _OtherVersionError(Exception):
    """A cache whose tables are of another version."""


def default_cache_path() -> Path:
    """Return the file of answers in the user's cache folder."""
    return find_cache_folder() / "online.sqlite"


def _connect(path: Path | None) -> sqlite3.Connection:
    """Open a cache and make what it lacks; ``None`` for one in memory."""
    connection = sqlite3.connect(
        ":memory:" if path is None else path, timeout=_LOCK_WAIT_S, isolation_level=None
    )
    try:
        _check_owner(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        # In WAL mode a crash of the machine may cost the last answers, never the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_ANSWERS)
        connection.execute(_HOSTS)
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_owner(connection: sqlite3.Connection, path: Path | None) -> None:
    with closing(connection.execute("SELECT count(*) FROM sqlite_master")) as cursor:
        if cursor.fetchone() == (0,):
            return
    owner, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version")
    )
    if owner != _APPLICATION_ID:
        msg = (
            f"{path}: expected geomap's cache of online answers, got the database of another "
            "program; give another file, or leave the file out"
        )
        raise OnlineError(msg)
    if version != SCHEMA_VERSION:
        msg = f"expected version {SCHEMA_VERSION} of its tables, got {version}"
        raise _OtherVersionError(msg)


def _is_corrupt(error: sqlite3.Error) -> bool:
    return _primary_code(error) in _CORRUPT


def _is_locked(error: sqlite3.Error) -> bool:
    return _primary_code(error) in _LOCKED


def _primary_code(error: sqlite3.Error) -> int:
    # Extended codes keep the primary one in their low byte; errors of Python's own have no code.
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _identify(path: Path) -> tuple[int, int] | None:
    """Identify a file whatever its name: device and inode."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
