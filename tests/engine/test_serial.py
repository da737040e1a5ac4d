"""The runner for one process, and what all runners share."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NoReturn

import pytest

from geomap.engine import Answer, Outcome, SerialRunner, answer_each, split_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class _Upper:
    """A task that fails on "b" alone."""

    def open(self) -> Callable[[Sequence[str]], list[Answer[str]]]:
        return lambda batch: answer_each(_upper, batch)


def _upper(text: str) -> str:
    if text == "b":
        msg = "no sentence ends here"
        raise ZeroDivisionError(msg)
    return text.upper()


def test_a_failing_stage_fails_its_document_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="geomap"):
        (outcomes,) = SerialRunner().run(_Upper(), [["a", "b", "c"]])
    assert outcomes == [
        Outcome("a", "A", None),
        Outcome("b", None, "ZeroDivisionError: no sentence ends here"),
        Outcome("c", "C", None),
    ]
    # The traceback is kept: a fault of geomap is not mistaken for one of the report.
    (record,) = caplog.records
    assert "Traceback" in record.getMessage()


def test_a_stage_that_gives_nothing_is_no_failure() -> None:
    (answer,) = answer_each(lambda text: text.split("x")[1:], ["a b"])
    assert answer == Answer([])


def test_batches_are_taken_one_after_another() -> None:
    taken: list[str] = []

    def supply() -> Iterator[list[str]]:
        for text in "acd":
            taken.append(text)
            yield [text]

    outcomes = SerialRunner().run(_Upper(), supply())
    assert next(outcomes) == [Outcome("a", "A", None)]
    assert taken == ["a"]


def test_a_stop_is_not_swallowed() -> None:
    def stop(text: str) -> NoReturn:
        raise KeyboardInterrupt(text)

    with pytest.raises(KeyboardInterrupt):
        answer_each(stop, "a")


def test_batches_have_the_size_that_was_asked_for() -> None:
    assert list(split_batches("abcde", 2)) == [["a", "b"], ["c", "d"], ["e"]]
    assert list(split_batches("", 2)) == []
