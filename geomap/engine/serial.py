"""The runner for one process: one batch after another, here."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from geomap.engine.records import Outcome, Task, pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

I = TypeVar("I")  # noqa: E741 - an item
T = TypeVar("T")


class SerialRunner:
    """Runs a task in this process."""

    def run(
        self, task: Task[I, T], batches: Iterable[Sequence[I]]
    ) -> Iterator[list[Outcome[I, T]]]:
        """Yield the outcomes of batches, one batch after another."""
        answer = task.open()
        for batch in batches:
            yield pair(batch, answer(batch))
