"""The runner for one process."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from geomap.engine import run_serial
from geomap.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS = [Document(id=name, source=f"{name}.txt", text=name) for name in "abc"]


def test_a_failing_stage_fails_its_document_alone(caplog: pytest.LogCaptureFixture) -> None:
    def stage(document: Document) -> str:
        if document.id == "b":
            msg = "no sentence ends here"
            raise ZeroDivisionError(msg)
        return document.text.upper()

    with caplog.at_level(logging.ERROR, logger="geomap"):
        outcomes = list(run_serial(stage, DOCUMENTS))
    assert [outcome.document for outcome in outcomes] == DOCUMENTS
    assert [outcome.value for outcome in outcomes] == ["A", None, "C"]
    assert [outcome.error is None for outcome in outcomes] == [True, False, True]
    assert outcomes[1].error == "b.txt: ZeroDivisionError: no sentence ends here"
    # The traceback is kept: a fault of geomap is not mistaken for one of the report.
    (record,) = caplog.records
    assert record.exc_info is not None
    assert "b.txt" in record.getMessage()


def test_a_stage_that_gives_nothing_is_no_failure() -> None:
    def find_nothing(document: Document) -> list[str]:
        return [word for word in document.text.split() if word == "never"]

    (outcome,) = run_serial(find_nothing, DOCUMENTS[:1])
    assert outcome.value == []
    assert outcome.error is None


def test_documents_are_taken_one_after_another() -> None:
    taken: list[str] = []

    def supply() -> Iterator[Document]:
        for document in DOCUMENTS:
            taken.append(document.id)
            yield document

    outcomes = run_serial(lambda document: document.id, supply())
    assert next(outcomes).value == "a"
    assert taken == ["a"]


def test_a_stop_is_not_swallowed() -> None:
    def stage(document: Document) -> str:
        raise KeyboardInterrupt(document.id)

    with pytest.raises(KeyboardInterrupt):
        list(run_serial(stage, DOCUMENTS))
