"""The runner for the cores of one machine: order, workers that die, stopping."""

from __future__ import annotations

import os
import signal
from types import GeneratorType
from typing import TYPE_CHECKING

import pytest

import geomap
from geomap.engine import SerialRunner, choose_runner, split_batches
from geomap.engine.choosing import AutoRunner
from geomap.engine.on_dask import DaskRunner
from geomap.engine.processes import ProcessRunner
from geomap.engine.worker import Worker
from geomap.errors import EngineError, GazetteerError
from tests.engine.tasks import DEADLY, Closed, DeadlyReader, Upper

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = [f"item {number}" for number in range(30)]


def test_outcomes_are_those_of_one_process_in_their_order() -> None:
    batches = list(split_batches([*ITEMS, "bad", "last"], 3))
    serial = list(SerialRunner().run(Upper(), batches))
    assert list(ProcessRunner(2).run(Upper(), batches)) == serial
    assert [it.error for batch in serial for it in batch if it.error] == ["ZeroDivisionError: bad"]


def test_an_item_that_ends_its_worker_is_named_and_all_others_are_done() -> None:
    batches = list(split_batches([*ITEMS[:5], DEADLY, *ITEMS[5:]], 4))
    outcomes = [it for batch in ProcessRunner(2).run(Upper(), batches) for it in batch]
    assert [it.value for it in outcomes if it.item != DEADLY] == [text.upper() for text in ITEMS]
    (dead,) = [it for it in outcomes if it.item == DEADLY]
    assert dead.value is None
    assert "SIGKILL" in (dead.error or "")


def test_a_worker_that_dies_once_is_replaced(tmp_path: Path) -> None:
    task = Upper(once=str(tmp_path / "once"))
    (batch,) = ProcessRunner(1).run(task, [["a", DEADLY, "b"]])
    assert [it.value for it in batch] == ["A", "DEADLY", "B"]


def test_a_task_that_cannot_be_opened_is_an_error_of_the_run() -> None:
    with pytest.raises(GazetteerError, match=r"world\.places"):
        list(ProcessRunner(1).run(Closed(), [["a"]]))


def test_a_task_that_cannot_be_sent_is_told() -> None:
    class Local(Upper):
        pass

    with pytest.raises(EngineError, match="Local: cannot be sent"):
        list(ProcessRunner(1).run(Local(), [["a"]]))


def test_no_worker_is_left_when_the_run_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    pids: list[int] = []
    ask = Worker.ask

    def note(self: Worker, batch: list[str]) -> list[object]:
        pids.append(self.pid)
        return list(ask(self, batch))

    monkeypatch.setattr(Worker, "ask", note)
    outcomes = ProcessRunner(2).run(Upper(), split_batches(ITEMS, 1))
    next(outcomes)
    # As an interrupted run does.
    assert isinstance(outcomes, GeneratorType)
    outcomes.close()
    assert pids
    for pid in set(pids):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_worker_ends_with_its_input() -> None:
    worker = Worker(b"")
    os.kill(worker.pid, signal.SIGINT)
    worker.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)


def test_a_report_that_ends_its_worker_is_named_by_a_run(tmp_path: Path) -> None:
    for name, text in {
        "a": "Two soldiers were killed.",
        "b": f"A {DEADLY} fire was opened.",
    }.items():
        (tmp_path / f"{name}.txt").write_text(f"{text} The guards of the post said so.\n")
    result = geomap.run(tmp_path, runner=ProcessRunner(1), extractor=DeadlyReader())
    assert [document.id for document in result.corpus.documents] == ["a.txt"]
    (failure,) = result.failures
    assert failure.source == "b.txt"
    assert "SIGKILL" in failure.reason


def test_which_runner_it_is() -> None:
    assert isinstance(choose_runner(), AutoRunner)
    assert isinstance(choose_runner("serial"), SerialRunner)
    assert isinstance(choose_runner("processes", workers=3), ProcessRunner)
    assert isinstance(choose_runner(scheduler="tcp://127.0.0.1:1"), DaskRunner)
    with pytest.raises(EngineError, match="expected one of auto, serial, processes, dask"):
        choose_runner("ray")
    with pytest.raises(EngineError, match="--engine dask"):
        choose_runner("serial", scheduler="tcp://127.0.0.1:1")


def test_a_small_corpus_starts_no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geomap.engine.processes.Worker", None)
    (batch,) = AutoRunner(workers=2).run(Upper(), [["a"]])
    assert batch[0].value == "A"
