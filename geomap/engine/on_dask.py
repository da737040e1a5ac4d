"""The runner for a cluster: Dask's, a running one or one of this machine's own."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from geomap.engine.processes import ProcessRunner, count_cores
from geomap.engine.records import Answer, Outcome, Task, pair
from geomap.engine.worker import open_task, pack_task
from geomap.errors import EngineError, MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    # The package types little of itself.
    Client: TypeAlias = Any
    Future: TypeAlias = Any

I = TypeVar("I")  # noqa: E741 - an item
T = TypeVar("T")

_AHEAD: Final = 4
"""Batches under way for each thread of the cluster."""
_CONNECT_SECONDS: Final = 10
_LOOK_SECONDS: Final = 5
_LOST_SECONDS: Final = 60
"""Without any worker, after which a cluster is given up."""
CLUSTER_SETTINGS: Final = {
    # What ends two workers is not tried on all others.
    "distributed.scheduler.allowed-failures": 1,
    # Nobody looks at where its workers spend their time; watching them all the while is not free.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.tick.interval": "500ms",
}
"""Of a cluster that is started here."""


class DaskRunner:
    """Runs a task on the workers of a Dask cluster.

    Parameters
    ----------
    scheduler
        Address of a running one, "tcp://10.0.0.5:8786"; a cluster is started here when not given.
    workers
        Processes of a cluster that is started here; one for each core when not given.

    Notes
    -----
    All machines need geomap, and the same files at the same paths: gazetteer, and reports that are
    files. A batch whose worker dies is tried on another one by Dask itself; when it gives up, the
    batch is tried here, in a process of its own.
    """

    def __init__(self, scheduler: str | None = None, workers: int | None = None) -> None:
        self.scheduler = scheduler
        self.workers = workers or count_cores()

    def run(
        self, task: Task[I, T], batches: Iterable[Sequence[I]]
    ) -> Iterator[list[Outcome[I, T]]]:
        """Yield the outcomes of batches in the order of the batches.

        Raises
        ------
        EngineError
            The scheduler cannot be reached, or is lost on the way.
        MissingPackageError
            Dask is not installed.
        """
        pickled = pack_task(task)
        under_way: deque[tuple[Sequence[I], Future]] = deque()
        with self._connect() as client:
            ahead = _AHEAD * max(1, sum(client.nthreads().values()))
            for batch in batches:
                under_way.append((batch, _submit(client, pickled, batch)))
                if len(under_way) >= ahead:
                    yield self._collect(client, task, *under_way.popleft())
            while under_way:
                yield self._collect(client, task, *under_way.popleft())

    @contextmanager
    def _connect(self) -> Iterator[Client]:
        try:
            import dask  # noqa: PLC0415 - an extra, and slow
            from distributed import Client, LocalCluster  # noqa: PLC0415
        except ImportError as error:
            msg = "--engine dask needs Dask: pip install 'geomap[dask]'"
            raise MissingPackageError(msg) from error
        if self.scheduler is None:
            with (
                dask.config.set(CLUSTER_SETTINGS),
                # A thread each: the work is Python's, which threads of one process wait for.
                LocalCluster(
                    n_workers=self.workers,
                    threads_per_worker=1,
                    dashboard_address=None,
                    # Any free port: another cluster may run on this machine.
                    scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
                ) as cluster,
                Client(cluster) as client,
            ):
                yield client
            return
        try:
            client = Client(self.scheduler, timeout=_CONNECT_SECONDS)
        except (OSError, ValueError) as error:
            msg = (
                f"{self.scheduler}: expected a running Dask scheduler, cannot connect to it "
                f"({error}); start one with `dask scheduler`, or leave --scheduler away"
            )
            raise EngineError(msg) from error
        with client:
            yield client

    def _collect(
        self, client: Client, task: Task[I, T], batch: Sequence[I], future: Future
    ) -> list[Outcome[I, T]]:
        from distributed import KilledWorker  # noqa: PLC0415

        try:
            return pair(batch, self._wait(client, future))
        except KilledWorker:
            # Which item it is, is found out here: a cluster may not give back what it loses.
            return next(ProcessRunner(1).run(task, [batch]))

    def _wait(self, client: Client, future: Future) -> list[Answer[T]]:
        from concurrent.futures import CancelledError  # noqa: PLC0415

        from distributed.comm.core import CommClosedError  # noqa: PLC0415

        for _ in range(_LOST_SECONDS // _LOOK_SECONDS):
            try:
                while True:
                    try:
                        answers: list[Answer[T]] = future.result(timeout=_LOOK_SECONDS)
                    except TimeoutError:
                        if not client.nthreads():
                            break
                    else:
                        return answers
            except (CancelledError, CommClosedError, OSError) as error:
                raise self._lost(str(error) or type(error).__name__) from error
        msg = f"no worker for {_LOST_SECONDS} seconds"
        raise self._lost(msg)

    def _lost(self, how: str) -> EngineError:
        where = self.scheduler or "of this machine"
        return EngineError(
            f"Dask scheduler {where}: lost on the way ({how}); what was understood so far is in "
            "the cache, so that the same command goes on from there"
        )


def _submit(client: Client, task: bytes, batch: Sequence[Any]) -> Future:
    # Not pure: batches that are equal are not one.
    return client.submit(_answer_batch, task, batch, pure=False)


def _answer_batch(task: bytes, batch: Sequence[Any]) -> list[Answer[Any]]:
    return list(_open(task)(batch))


@lru_cache(maxsize=1)
def _open(task: bytes) -> Callable[[Sequence[Any]], Sequence[Answer[Any]]]:
    opened: Callable[[Sequence[Any]], Sequence[Answer[Any]]] = open_task(task)
    return opened
