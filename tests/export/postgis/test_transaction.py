"""A load is there as a whole or not at all, and one comes after the other."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import geomap
from geomap.errors import OutputError
from geomap.export.postgis import write_postgis
from geomap.export.postgis.loading import LOCK
from tests.export.postgis.reading import list_ids, query, read_all, wait_for
from tests.export.postgis.samples import make_run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.export.postgis.conftest import Connection

LOAD = """
import sys
import geomap
from geomap.export.postgis import write_postgis
write_postgis(geomap.run(sys.argv[1]).dataset, sys.argv[2])
"""


def test_a_load_that_is_killed_leaves_everything_as_it_was(
    corpus_folder: Path, tmp_path: Path, database: str, connection: Connection
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    names = sorted(path.name for path in corpus_folder.glob("*.txt"))
    for name in names[:3]:
        shutil.copy(corpus_folder / name, corpus)
    write_postgis(geomap.run(corpus).dataset, database)
    before = read_all(connection)
    for name in names:
        shutil.copy(corpus_folder / name, corpus)
    (corpus / names[0]).write_text("Nothing happened.", encoding="utf-8")
    # The last table to be written is held, so that the load stops when the others are written.
    with connection.transaction():
        connection.execute("LOCK TABLE geomap.casualties IN EXCLUSIVE MODE")
        with subprocess.Popen([sys.executable, "-c", LOAD, str(corpus), database]) as loader:
            wait_for(
                connection,
                "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted "
                "AND relation = 'geomap.casualties'::regclass)",
            )
            loader.send_signal(signal.SIGKILL)
        assert loader.returncode == -signal.SIGKILL
        assert read_all(connection) == before
    wait_for(
        connection,
        "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'geomap')",
    )
    assert read_all(connection) == before
    second = geomap.run(corpus).dataset
    changes = write_postgis(second, database)
    # A file may hold two articles.
    assert changes["documents"].inserted == second.columns["documents"].num_rows - 3


def test_a_load_that_fails_at_its_end_leaves_everything_as_it_was(
    database: str, connection: Connection
) -> None:
    write_postgis(make_run({"a.txt": ["X"]}), database)
    connection.execute("ALTER TABLE geomap.casualties ADD note text NOT NULL DEFAULT 'x'")
    connection.execute("ALTER TABLE geomap.casualties ALTER note DROP DEFAULT")
    before = read_all(connection)
    with pytest.raises(OutputError, match=r'"note".*nothing was changed.*changed by hand'):
        write_postgis(make_run({"a.txt": ["Y", "Z"]}), database)
    assert read_all(connection) == before


def test_a_first_load_that_fails_makes_no_tables(database: str, connection: Connection) -> None:
    with pytest.raises(OutputError, match="foreign key"):
        write_postgis(
            make_run({"a.txt": ["X"]}, changes={"X": {"id": "not the one that sites have"}}),
            database,
        )
    assert query(connection, "SELECT to_regnamespace('geomap')::text") == [(None,)]


def test_loads_at_one_time_follow_each_other(database: str, connection: Connection) -> None:
    runs = [
        make_run({"a.txt": [f"{n}.{i}" for i in range(20)], f"{n}.txt": [f"own {n}"]})
        for n in range(4)
    ]
    with ThreadPoolExecutor(len(runs)) as pool:
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            loads = [pool.submit(write_postgis, run, database) for run in runs]
            wait_for(
                connection,
                "SELECT count(*) = 4 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
            )
        changes = [load.result() for load in loads]
    # The first has made the tables. The last decides what a.txt tells; each has added its own.
    (winner,) = {
        name.partition(".")[0] for name in list_ids(connection) if not name.startswith("own")
    }
    last = runs[int(winner)]
    told = {row["id"] for row in last.iter_rows("incidents")}
    assert list_ids(connection) == told | {f"own {n}" for n in range(len(runs))}
    assert query(connection, "SELECT count(*) FROM geomap.claims") == [(24,)]
    balance = sum(change["incidents"].inserted - change["incidents"].removed for change in changes)
    assert balance == 24
