"""The cache: what is kept, whole or not at all, and what makes it void."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from geomap.cache import Cache, cache_path, clear_cache, key_of, list_cache, prune_cache

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

WRITER = """
import sys
from pathlib import Path
from geomap.cache import Cache, key_of
cache = Cache(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 1_000_000):
    cache.keep({key_of(number, part): b"%d" % number for part in range(50)})
    print(number, flush=True)
"""

OPENER = """
import sys, time
from pathlib import Path
from geomap.cache import Cache, key_of
for number in range(20):
    while time.time() < float(sys.argv[2]) + number / 20:
        pass
    cache = Cache(Path(sys.argv[1]) / str(number) / "x.sqlite")
    cache.keep({key_of(sys.argv[3]): b"kept"})
    cache.close()
"""


def test_processes_that_open_a_new_file_at_once_all_keep_what_they_have(tmp_path: Path) -> None:
    start = str(time.time() + 2)
    names = ("first", "second")
    openers = [
        subprocess.Popen([sys.executable, "-c", OPENER, str(tmp_path), start, name])
        for name in names
    ]
    assert [opener.wait(60) for opener in openers] == [0, 0]
    keys = [key_of(name) for name in names]
    for number in range(20):
        cache = Cache(tmp_path / str(number) / "x.sqlite")
        assert set(cache.find(keys)) == set(keys), number
        cache.close()


def test_what_is_kept_is_found_by_another_process_and_nothing_else_is(tmp_path: Path) -> None:
    path = cache_path(tmp_path, b"v1")
    first = Cache(path)
    first.keep({key_of("a", 1): b"x", key_of("b", None): b""})
    second = Cache(path)
    assert second.find([key_of("a", 1), key_of("b", None), key_of("b", 0)]) == {
        key_of("a", 1): b"x",
        key_of("b", None): b"",
    }
    assert second.find([key_of(number) for number in range(2_000)]) == {}
    first.close()
    second.close()


def test_another_version_is_another_file(tmp_path: Path) -> None:
    assert cache_path(tmp_path, b"v1") != cache_path(tmp_path, b"v2")


def test_a_damaged_file_is_as_good_as_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = cache_path(tmp_path, b"v1")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database" * 500)
    cache = Cache(path)
    cache.keep({b"k": b"v"})
    assert cache.find([b"k"]) == {}
    assert "not used" in caplog.text
    assert [it.answers for it in list_cache(tmp_path)] == [None]


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = Cache(cache_path(tmp_path / "file", b"v1"))
    assert cache.find([b"k"]) == {}


def test_two_writers_and_a_killed_one(tmp_path: Path) -> None:
    """What a killed process had kept is there, batch by batch whole; others go on meanwhile."""
    path = cache_path(tmp_path, b"v1")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(start)], stdout=subprocess.PIPE
        )
        for start in (0, 500_000)
    ]
    for writer in writers:
        assert writer.stdout
        for _ in range(5):
            writer.stdout.readline()
        writer.kill()
        writer.wait()
        writer.stdout.close()
    cache = Cache(path)
    for start in (0, 500_000):
        found = cache.find([key_of(start + 4, part) for part in range(50)])
        assert len(found) == 50
    cache.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = connection.execute("SELECT count(*) FROM answers").fetchone()
    connection.close()
    assert count % 50 == 0


def test_old_files_are_removed_and_the_one_in_use_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [cache_path(tmp_path, name) for name in (b"old", b"recent", b"used")]
    for path in paths:
        cache = Cache(path)
        cache.keep({b"k": b"v"})
        cache.close()
    long_ago = time.time() - 100 * 24 * 3600
    os.utime(paths[0], (long_ago, long_ago))
    prune_cache(tmp_path, keep=paths[2])
    assert {it.path for it in list_cache(tmp_path)} == set(paths[1:])
    (size,) = (it.bytes for it in list_cache(tmp_path) if it.path == paths[2])
    monkeypatch.setattr("geomap.cache.folder.MAX_BYTES", size + 10)
    prune_cache(tmp_path, keep=paths[2])
    assert [(it.path, it.answers) for it in list_cache(tmp_path)] == [(paths[2], 1)]
    assert clear_cache(tmp_path) > 0
    assert list_cache(tmp_path) == []
