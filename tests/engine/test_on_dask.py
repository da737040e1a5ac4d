"""Dask: the same incidents as in one process, and what is lost with a worker or the scheduler."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import geomap
from geomap.engine import SerialRunner, choose_runner, split_batches
from geomap.engine.on_dask import DaskRunner
from geomap.errors import EngineError
from tests.engine.tasks import DEADLY, Upper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geomap.result import Result

pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
ITEMS = [f"item {number}" for number in range(12)]


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A scheduler with two workers, each a process of its own; and its address."""
    address_file = tmp_path / "address"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
    started = [
        subprocess.Popen(
            [*command, *options, "--scheduler-file", str(address_file)],
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
    ]
    while not (address_file.exists() and address_file.read_text(encoding="utf-8").strip()):
        assert started[0].poll() is None
        time.sleep(0.05)
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--no-dashboard"]
    options = ["--nthreads", "1", "--nworkers", "1", "--scheduler-file", str(address_file)]
    started += [
        subprocess.Popen(
            [*worker, *options, "--local-directory", str(tmp_path / f"worker{number}")],
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        for number in range(2)
    ]
    import json  # noqa: PLC0415

    yield started[0], json.loads(address_file.read_text(encoding="utf-8"))["address"]
    for process in reversed(started):
        process.terminate()
    for process in reversed(started):
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _write(result: Result, folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in result.write(folder)}


def test_two_workers_give_the_very_files_of_one_process(
    tmp_path: Path, corpus_folder: Path
) -> None:
    one = geomap.run(corpus_folder, runner=SerialRunner())
    two = geomap.run(corpus_folder, runner=DaskRunner(workers=2))
    assert two.claims == one.claims
    assert two.records == one.records
    assert _write(two, tmp_path / "two") == _write(one, tmp_path / "one")


def test_an_item_that_ends_its_worker_is_named_and_all_others_are_done() -> None:
    batches = list(split_batches([*ITEMS[:5], DEADLY, *ITEMS[5:]], 4))
    outcomes = [it for batch in DaskRunner(workers=2).run(Upper(), batches) for it in batch]
    assert [it.value for it in outcomes if it.item != DEADLY] == [text.upper() for text in ITEMS]
    (dead,) = [it for it in outcomes if it.item == DEADLY]
    assert "ended" in (dead.error or "")


def test_a_running_cluster_is_used_and_a_killed_scheduler_is_told(
    scheduler: tuple[subprocess.Popen[bytes], str],
) -> None:
    process, address = scheduler
    outcomes = choose_runner(scheduler=address).run(Upper(), split_batches(ITEMS * 50, 2))
    assert next(outcomes)[0].value == "ITEM 0"
    process.kill()
    with pytest.raises(EngineError, match="lost on the way"):
        list(outcomes)


def test_a_scheduler_that_is_not_there() -> None:
    with pytest.raises(EngineError, match="cannot connect"):
        list(DaskRunner("tcp://127.0.0.1:9").run(Upper(), [["a"]]))
