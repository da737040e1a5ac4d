"""Which runner: the one that was asked for, or the one that suits the corpus."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, TypeVar

from geomap.engine.on_dask import DaskRunner
from geomap.engine.processes import ProcessRunner, count_cores
from geomap.engine.serial import SerialRunner
from geomap.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.engine.records import Outcome, Runner, Task

I = TypeVar("I")  # noqa: E741 - an item
T = TypeVar("T")

_SMALL: Final = 2
"""Batches that are done here before workers have started."""


class Engine(StrEnum):
    """Where reports are read."""

    AUTO = "auto"
    """In worker processes, but a small corpus in this one."""
    SERIAL = "serial"
    PROCESSES = "processes"
    DASK = "dask"


class AutoRunner:
    """Runs a task in worker processes, but a small one here.

    Parameters
    ----------
    workers
        How many; one for each core when not given.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or count_cores()

    def run(
        self, task: Task[I, T], batches: Iterable[Sequence[I]]
    ) -> Iterator[list[Outcome[I, T]]]:
        """Yield the outcomes of batches in the order of the batches."""
        rest = iter(batches)
        first = list(islice(rest, _SMALL + 1))
        is_small = len(first) <= _SMALL or self.workers == 1
        runner: Runner = SerialRunner() if is_small else ProcessRunner(self.workers)
        yield from runner.run(task, chain(first, rest))


def choose_runner(
    engine: str = Engine.AUTO, *, workers: int | None = None, scheduler: str | None = None
) -> Runner:
    """Return the runner of a name.

    Parameters
    ----------
    engine
        A value of `Engine`.
    workers
        Processes; one for each core when not given.
    scheduler
        Address of a running Dask scheduler.

    Raises
    ------
    EngineError
        When there is no such engine, or what was given is not for it.
    """
    if scheduler is not None and engine not in {Engine.DASK, Engine.AUTO}:
        msg = f"--scheduler {scheduler}: it is for --engine dask, got --engine {engine}"
        raise EngineError(msg)
    if scheduler is not None or engine == Engine.DASK:
        return DaskRunner(scheduler, workers)
    if engine == Engine.AUTO:
        return AutoRunner(workers)
    if engine == Engine.PROCESSES:
        return ProcessRunner(workers)
    if engine == Engine.SERIAL:
        return SerialRunner()
    msg = f"engine {engine!r}: expected one of {', '.join(Engine)}"
    raise EngineError(msg)
