"""What runners run and what comes out: a task opened once in each process, and an outcome each."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

I = TypeVar("I")  # noqa: E741 - an item
T = TypeVar("T")
I_contra = TypeVar("I_contra", contravariant=True)

BATCH: Final = 200
"""Items that are handed over at once: enough that handing them over costs next to nothing."""

_log = logging.getLogger(__name__)


class Answer(NamedTuple, Generic[T]):
    """What a stage made of an item, or why it failed; sent between processes."""

    value: T | None
    error: str | None = None
    trace: str | None = None
    """Where in geomap it failed, for the log."""


class Outcome(NamedTuple, Generic[I, T]):
    """An item with what a stage made of it, or why it failed."""

    item: I
    value: T | None
    error: str | None


class Task(Protocol[I_contra, T]):
    """A stage that can be sent to another process, small: it opens there what it needs, once."""

    def open(self) -> Callable[[Sequence[I_contra]], Sequence[Answer[T]]]:
        """Return the function over batches; it answers for each item, in their order."""


class Runner(Protocol):
    """Where a task runs."""

    def run(
        self, task: Task[I, T], batches: Iterable[Sequence[I]]
    ) -> Iterator[list[Outcome[I, T]]]:
        """Yield the outcomes of batches in the order of the batches, while others are running."""


def answer_each(stage: Callable[[I], T], items: Iterable[I]) -> list[Answer[T]]:
    """Apply a stage to each item in turn.

    Any error of the stage is the item's: it is handed on as a reason, and with its traceback, so
    that a fault of geomap is not mistaken for one of the report.
    """
    answers: list[Answer[T]] = []
    for item in items:
        try:
            answers.append(Answer(stage(item)))
        except Exception as error:  # noqa: BLE001 - whatever one report provokes, the others go on
            reason = f"{type(error).__name__}: {error}"
            answers.append(Answer(None, reason, traceback.format_exc()))
    return answers


def pair(items: Sequence[I], answers: Sequence[Answer[T]]) -> list[Outcome[I, T]]:
    """Return items with what was answered for them, and log what failed unforeseen."""
    for answer in answers:
        if answer.trace:
            _log.error("not understood:\n%s", answer.trace)
    return [Outcome(item, it.value, it.error) for item, it in zip(items, answers, strict=True)]


def split_batches(items: Iterable[I], size: int = BATCH) -> Iterator[list[I]]:
    """Yield items in batches of a size; the last may be smaller."""
    batch: list[I] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
