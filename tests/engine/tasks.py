"""Tasks for the tests of runners; worker processes import them by this name."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geomap.engine import Answer, answer_each
from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geomap.claims import ResolvedDocument
    from geomap.model import Claim, Document

DEADLY = "deadly"
"""An item, or a word of a report, that ends the process that reads it."""


class Upper(NamedTuple):
    """Makes capitals; ends its process where it is told to."""

    once: str = ""
    """File that is made when the process ends for the first time: the next one goes on."""

    def open(self) -> Callable[[Sequence[str]], list[Answer[str]]]:
        return lambda batch: answer_each(self.make, batch)

    def make(self, item: str) -> str:
        if item == DEADLY and not (self.once and Path(self.once).exists()):
            if self.once:
                Path(self.once).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if item == "bad":
            raise ZeroDivisionError(item)
        print("this is not an answer")  # noqa: T201 - what tasks print must do no harm
        return item.upper()


class Closed(NamedTuple):
    """Cannot be opened."""

    def open(self) -> Callable[[Sequence[str]], list[Answer[str]]]:
        msg = "world.places: no such file"
        raise GazetteerError(msg)


class DeadlyReader:
    """The rules, but for a word that ends the process."""

    versions: Mapping[str, str] = {"deadly": "1"}

    def reads(self, language: str | None) -> bool:
        return language != "tr"

    def may_report(self, document: Document) -> bool:
        return bool(document.text)

    def tells_event(self, document: Document) -> bool:
        return bool(document.text)

    def extract(self, documents: Iterable[ResolvedDocument]) -> list[Claim]:
        for document, _ in documents:
            if DEADLY in document.text:
                os.kill(os.getpid(), signal.SIGKILL)
        return []
