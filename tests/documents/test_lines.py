from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import Failure
from geomap.documents.lines import IdentifiedDocument, iter_json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_arrives_as_it_was_written(text: str) -> None:
    for is_ascii in (True, False):
        line = json.dumps({"id": "a", "text": text}, ensure_ascii=is_ascii).encode()
        (found,) = iter_json_lines([line], source="a.jsonl")
        assert isinstance(found, IdentifiedDocument)
        assert found.document.text == text


@pytest.mark.parametrize("key", ["seven", 7, 7.5, ""])
def test_an_id_keeps_its_type(key: str | float) -> None:
    line = json.dumps({"id": key, "text": "x"}).encode()
    (found,) = iter_json_lines([line], source="a.jsonl")
    assert isinstance(found, IdentifiedDocument)
    assert (type(found.id), found.id, found.document.id) == (type(key), key, str(key))


def test_a_line_without_an_id_is_called_by_its_number() -> None:
    lines = [b"\xef\xbb\xbf\n", b'{"text": "x", "id": null}\r\n']
    (found,) = iter_json_lines(lines, source="a.jsonl")
    assert isinstance(found, IdentifiedDocument)
    assert found.id == "a.jsonl:2"


@pytest.mark.parametrize(
    "line",
    [
        b"nope",
        b"[]",
        b"{}",
        b'{"text": 5}',
        b'{"text": null}',
        b'{"text": "x"',
        b'{"text": "\xff"}',
        b'{"text": "x", "id": true}',
        b'{"text": "x", "id": [1]}',
        b'{"text": "\\ud800"}',
    ],
)
def test_what_is_no_document_is_named(line: bytes) -> None:
    good = b'{"text": "x"}'
    first, broken, last = iter_json_lines([good, line, good], source="a.jsonl")
    assert isinstance(first, IdentifiedDocument)
    assert isinstance(last, IdentifiedDocument)
    assert isinstance(broken, Failure)
    assert broken.reason.startswith("a.jsonl, line 2: expected ")


def test_a_line_is_not_read_before_it_is_asked_for() -> None:
    def lines() -> Iterator[bytes]:
        yield b'{"text": "x"}'
        raise AssertionError

    assert isinstance(next(iter_json_lines(lines(), source="a")), IdentifiedDocument)
