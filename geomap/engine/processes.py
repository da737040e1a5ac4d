"""The runner for the cores of one machine: worker processes, each asked by a thread of its own."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from geomap.engine.records import Answer, Outcome, Task, pair
from geomap.engine.worker import Worker, WorkerDiedError, pack_task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

I = TypeVar("I")  # noqa: E741 - an item
T = TypeVar("T")

_AHEAD: Final = 4
"""Batches under way for each worker, so that none waits for a slow one at the head."""


def count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class ProcessRunner:
    """Runs a task in worker processes of this machine.

    Parameters
    ----------
    workers
        How many; one for each core when not given.

    Notes
    -----
    A worker that dies is replaced, and what it was at is tried once more; if that ends the next
    one too, item by item, so that the item at fault is found and all others are done.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or count_cores()

    def run(
        self, task: Task[I, T], batches: Iterable[Sequence[I]]
    ) -> Iterator[list[Outcome[I, T]]]:
        """Yield the outcomes of batches in the order of the batches."""
        crew = _Crew(pack_task(task))
        under_way: deque[tuple[Sequence[I], Future[list[Answer[T]]]]] = deque()
        with ThreadPoolExecutor(self.workers, thread_name_prefix="geomap") as threads:
            try:
                for batch in batches:
                    under_way.append((batch, threads.submit(crew.answer, batch)))
                    if len(under_way) >= _AHEAD * self.workers:
                        done, future = under_way.popleft()
                        yield pair(done, future.result())
                while under_way:
                    done, future = under_way.popleft()
                    yield pair(done, future.result())
            finally:
                # Ctrl-C, or an error: nobody waits for what is under way.
                threads.shutdown(wait=False, cancel_futures=True)
                crew.dismiss()


class _Crew:
    """Workers of one task: as many as are asked at one time."""

    def __init__(self, task: bytes) -> None:
        self._task = task
        self._lock = Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._is_dismissed = False

    def answer(self, batch: Sequence[Any]) -> list[Answer[Any]]:
        """Return the answers for a batch, whatever becomes of the workers that are asked."""
        for _ in range(2):
            try:
                return self._ask(batch)
            except WorkerDiedError:
                continue
        return [self._answer_one(item) for item in batch]

    def dismiss(self) -> None:
        """End all workers."""
        with self._lock:
            self._is_dismissed = True
            workers = [*self._idle, *self._busy]
        for worker in workers:
            worker.stop()

    def _answer_one(self, item: Any) -> Answer[Any]:  # noqa: ANN401 - what the task takes
        try:
            return self._ask([item])[0]
        except WorkerDiedError as error:
            return Answer(None, f"the process that read it {error}, also when it read nothing else")

    def _ask(self, batch: Sequence[Any]) -> list[Answer[Any]]:
        worker = self._take()
        try:
            answers = worker.ask(batch)
        except BaseException:
            worker.stop()
            with self._lock:
                self._busy.discard(worker)
            raise
        with self._lock:
            self._busy.discard(worker)
            self._idle.append(worker)
        return answers

    def _take(self) -> Worker:
        with self._lock:
            if self._is_dismissed:
                msg = "was dismissed"
                raise WorkerDiedError(msg)
            worker = self._idle.pop() if self._idle else Worker(self._task)
            self._busy.add(worker)
        return worker
