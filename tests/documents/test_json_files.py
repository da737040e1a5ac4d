"""JSON lines and arrays of objects."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import ReadOptions, RemarkKind
from geomap.documents.json_splitting import split_values
from tests.documents.corpora import ROWS, TEXTS, dump_lines, read, write

if TYPE_CHECKING:
    from pathlib import Path

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
SMALL = ReadOptions(max_bytes=200)


class _Slow(io.BytesIO):
    """Gives a few bytes at a time, so that every piece falls apart somewhere."""

    def read1(self, _size: int | None = -1) -> bytes:
        return super().read(3)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json"])
def test_rows_become_documents(tmp_path: Path, name: str) -> None:
    content = json.dumps(ROWS, indent=2) if name == "a.json" else dump_lines(ROWS)
    found = read(write(tmp_path / name, content))
    first, second = found.documents
    assert first.id == first.source == f"{name}:n1"
    assert (first.text, first.title) == (ROWS[0]["body"], ROWS[0]["headline"])
    assert first.published == dt.date(2022, 9, 13)
    assert (first.url, first.publisher) == ("https://example.org/1", "Valley Herald")
    assert (first.language, second.id) == ("en", f"{name}:n2")
    assert found.failures == []
    assert [it.kind for it in found.remarks] == [RemarkKind.COLUMNS]


@pytest.mark.parametrize("is_ascii", [True, False])
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_come_back_unaltered(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], *, is_ascii: bool
) -> None:
    folder = tmp_path_factory.mktemp("json")
    rows = [{"text": text} for text in texts]
    lines = "\n".join(json.dumps(row, ensure_ascii=is_ascii) for row in rows)
    for path in (
        write(folder / "a.jsonl", lines),
        write(folder / "a.json", json.dumps(rows, ensure_ascii=is_ascii)),
    ):
        assert [document.text for document in read(path).documents] == texts


@given(st.lists(VALUES, min_size=1, max_size=5), st.sampled_from([None, 1]))
def test_an_array_is_divided_where_its_values_end(values: list[Any], indent: int | None) -> None:
    content = json.dumps(values, indent=indent).encode()
    found = split_values(_Slow(content), most=10**6)
    assert [json.loads(it or b"") for it in found] == values


def test_a_wrong_line_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    lines = ['{"text": "One."}', "nope", "", "[1]", '{"text": 5}', '{"a": 1}', '{"text": " "}']
    deep = "[" * 100_000
    content = "\n".join([*lines, deep, '{"text": "Two."}'])
    found = read(write(tmp_path / "a.jsonl", content))
    assert found.ids == ["a.jsonl:1", "a.jsonl:9"]
    assert [it.source for it in found.failures] == [f"a.jsonl:{n}" for n in (2, 4, 5, 6, 7, 8)]
    assert all(
        reason.startswith(f"a.jsonl, line {n}: ")
        for n, reason in zip((2, 4, 5, 6, 7, 8), found.reasons, strict=True)
    )
    assert "expected a JSON object" in found.reasons[0]
    assert "'nope'" in found.reasons[0]
    assert "expected the text of a report in 'text', got int" in found.reasons[2]
    assert "got nothing" in found.reasons[3]
    assert "the text is empty" in found.reasons[4]


def test_a_line_without_end_is_not_held(tmp_path: Path) -> None:
    long = json.dumps({"text": "a" * 5000})
    for name, content in (
        ("a.jsonl", f'{{"text": "One."}}\n{long}\n{{"text": "Two."}}\n'),
        ("a.json", f'[{{"text": "One."}}, {long}, {{"text": "Two."}}]'),
    ):
        found = read(write(tmp_path / name, content), options=SMALL)
        assert [document.text for document in found.documents] == ["One.", "Two."]
        assert [it.source for it in found.failures] == [f"{name}:2"]
        assert "larger than 200 bytes" in found.reasons[0]


def test_an_array_that_is_cut_off_is_named(tmp_path: Path) -> None:
    content = json.dumps(ROWS)
    for length in (len(content) - 1, len(content) - 40):
        found = read(write(tmp_path / "a.json", content[:length]))
        assert found.ids[0] == "a.json:n1"
        assert "truncated" in found.reasons[0]


def test_an_object_around_the_list_is_opened(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.json", json.dumps({"status": "ok", "articles": ROWS})))
    assert found.ids == ["a.json:n1", "a.json:n2"]


def test_a_single_object_is_one_report(tmp_path: Path) -> None:
    assert read(write(tmp_path / "a.json", json.dumps(ROWS[0]))).ids == ["a.json:n1"]


def test_lines_under_the_name_of_an_array_are_read(tmp_path: Path) -> None:
    assert read(write(tmp_path / "a.json", dump_lines(ROWS))).ids == ["a.json:n1", "a.json:n2"]


def test_the_publisher_may_be_an_object_and_a_member_may_be_named(tmp_path: Path) -> None:
    rows = [{"text": "One.", "source": {"name": "Herald", "site": "h.example"}}]
    path = write(tmp_path / "a.jsonl", dump_lines(rows))
    assert read(path).documents[0].publisher == "Herald"
    options = ReadOptions(columns=(("publisher", "source.site"),))
    assert read(path, options=options).documents[0].publisher == "h.example"


def test_columns_are_guessed_from_more_than_the_first_row(tmp_path: Path) -> None:
    rows = [{"text": "One."}, {"text": "Two.", "title": "Second"}]
    found = read(write(tmp_path / "a.jsonl", dump_lines(rows)))
    assert [document.title for document in found.documents] == [None, "Second"]


def test_without_a_text_the_members_are_listed_once(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.jsonl", '{"a": 1, "b": 2}\n{"a": 1}\n'))
    assert [it.source for it in found.failures] == ["a.jsonl"]
    assert "its columns are 'a', 'b'" in found.reasons[0]


def test_an_id_that_comes_twice_gets_its_number(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"text": f"Text {number}.", "id": key}
        for number, key in enumerate(["a", "a", None, "3", 3, "x|y", "a", " ", "b:1", 1.5])
    ]
    found = read(write(tmp_path / "a.jsonl", dump_lines(rows)))
    assert len(set(found.ids)) == len(rows)
    assert found.ids[:5] == [f"a.jsonl:{it}" for it in ("a", "a:2", "3", "3:4", "3:5")]
    assert found.ids[5:] == [f"a.jsonl:{it}" for it in ("6", "a:7", "8", "b:1", "10")]
    remarks = [it for it in found.remarks if it.kind is RemarkKind.ID]
    assert (remarks[0].source, remarks[0].got) == ("a.jsonl", "a")


def test_a_day_that_cannot_be_told_is_reported(tmp_path: Path) -> None:
    rows = [{"text": "One.", "date": "05/07/2021"}, {"text": "Two.", "date": ""}]
    found = read(write(tmp_path / "a.jsonl", dump_lines(rows)))
    assert [document.published for document in found.documents] == [None, None]
    (remark,) = [it for it in found.remarks if it.kind is RemarkKind.DATE]
    assert (remark.source, remark.got) == ("a.jsonl:1", "05/07/2021")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_lines_with_a_byte_order_mark_are_read(tmp_path: Path, encoding: str) -> None:
    content = '{"text": "Սոթք"}\n{"text": "Sərhəd"}\n'.encode(encoding)
    found = read(write(tmp_path / "a.jsonl", content))
    assert [document.text for document in found.documents] == ["Սոթք", "Sərhəd"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_an_empty_file_is_named(tmp_path: Path, name: str) -> None:
    assert read(write(tmp_path / name, " \n")).reasons == [f"{name}: no JSON object in it"]
