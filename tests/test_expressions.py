"""Expressions that were compiled once are taken from the cache folder, and find the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from geomap import expressions
from geomap.expressions import compile_expression, keep_expressions
from geomap.folders import CACHE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCES = [
    r"\b(?P<number>\d+)\s+(?P<who>soldiers?|men)\b",
    r"(?-i:[A-ZÀ-Þ])[\w’'-]+(?=\s+was)",
    r"(?<!not\s)den(?:y|ied)|(\d)(?:\1|x)",
    "[^.;]{0,40}?killed",
    *(rf"\bword{number}\b" for number in range(20)),
]
FLAGS = re.IGNORECASE | re.MULTILINE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    _begin_process()
    yield tmp_path / expressions.FOLDER
    _begin_process()


def _begin_process() -> None:
    # What a new process knows: nothing that is not in the file.
    expressions._open_shelf.cache_clear()
    re.purge()


def _keep() -> None:
    for source in SOURCES:
        compile_expression(source, FLAGS)
    keep_expressions()


def test_what_was_kept_is_what_re_compiles(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _keep()
    assert len(list(folder.iterdir())) == 1
    _begin_process()
    with monkeypatch.context() as patched:
        patched.delattr(expressions, "_compile")
        found = [compile_expression(source, FLAGS) for source in SOURCES]
    for source, pattern in zip(SOURCES, found, strict=True):
        # Equal ones are made of the same numbers.
        assert pattern == re.compile(source, FLAGS)
    match = found[0].search("By dusk 12 SOLDIERS had crossed")
    assert match
    assert match.groupdict() == {"number": "12", "who": "SOLDIERS"}


@pytest.mark.parametrize("content", [b"", b"\x00broken", b"\x81\xa1a\xa1b"])
def test_a_file_that_cannot_be_used_costs_nothing(folder: Path, content: bytes) -> None:
    _keep()
    (path,) = folder.iterdir()
    path.write_bytes(content)
    _begin_process()
    assert compile_expression(SOURCES[0], FLAGS) == re.compile(SOURCES[0], FLAGS)


@pytest.mark.usefixtures("folder")
def test_numbers_that_are_no_expression_are_not_used() -> None:
    _keep()
    _begin_process()
    shelf = expressions._open_shelf()
    for key, packed in shelf.known.items():
        shelf.known[key] = type(packed)(bytes(packed).replace(b"\x00\x00\x00", b"\xff\xff\xff"))
    assert compile_expression(SOURCES[1], FLAGS) == re.compile(SOURCES[1], FLAGS)


def test_what_others_have_kept_meanwhile_stays(folder: Path) -> None:
    _keep()
    _begin_process()
    for number in range(20):
        compile_expression(rf"\bother{number}\b")
    known = expressions._open_shelf()
    known.known.clear()
    keep_expressions()
    _begin_process()
    assert len(expressions._open_shelf().known) == len(SOURCES) + 20
    assert len(list(folder.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file"))
    _begin_process()
    _keep()
    _begin_process()
    assert compile_expression(SOURCES[0]).search("3 men")


def test_a_faulty_expression_is_told_of_as_re_does() -> None:
    with pytest.raises(re.error):
        compile_expression(r"\b(?:open")


def test_few_new_ones_are_not_worth_a_file(folder: Path) -> None:
    compile_expression(r"\balone\b")
    keep_expressions()
    assert not folder.exists()
