"""The runner for one process: one document after another; a failing one stops no other."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geomap.model import Document

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Outcome(NamedTuple, Generic[T]):
    """What a stage made of a document, or why it failed."""

    document: Document
    value: T | None
    error: str | None


def run_serial(
    stage: Callable[[Document], T], documents: Iterable[Document]
) -> Iterator[Outcome[T]]:
    """Apply a stage to each document in turn.

    Any error of the stage is the document's: it is handed on as a reason, and logged with its
    traceback, so that a fault of geomap is not mistaken for one of the report.
    """
    for document in documents:
        try:
            yield Outcome(document, stage(document), None)
        except Exception as error:  # noqa: BLE001 - whatever one report provokes, the others go on
            _log.exception("%s: not understood", document.source)
            yield Outcome(document, None, f"{document.source}: {type(error).__name__}: {error}")
