"""CSV: rows, and what is broken among them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import ReadOptions, RemarkKind, parse_columns
from tests.documents.corpora import ROWS, TEXTS, dump_csv, read, write

if TYPE_CHECKING:
    from pathlib import Path

RUSSIAN = "Министерство сообщило об обстреле села на границе, пострадавших нет, сказано в ведомстве"
FRENCH = "The café near the river was hit."


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ","), ("b.csv", ";"), ("c.csv", "|"), ("a.tsv", "\t")]
)
def test_rows_become_documents(tmp_path: Path, name: str, delimiter: str) -> None:
    found = read(write(tmp_path / name, dump_csv(ROWS, delimiter=delimiter)))
    first, second = found.documents
    assert (first.id, first.text) == (f"{name}:n1", ROWS[0]["body"])
    assert (second.title, second.published) == (ROWS[1]["headline"], dt.date(2022, 9, 14))
    assert found.failures == []


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_come_back_unaltered(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    rows = [{"title": "a", "text": text} for text in texts]
    path = write(tmp_path_factory.mktemp("csv") / "a.csv", dump_csv(rows))
    assert [document.text for document in read(path).documents] == texts


def test_a_row_is_called_by_its_line(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.csv", 'text,title\n"one\ntwo",x\n\nthree,y\n'))
    assert found.ids == ["a.csv:2", "a.csv:5"]


def test_broken_quotes_are_named_and_the_next_line_goes_on(tmp_path: Path) -> None:
    content = (
        "text,title\n"
        "Good one.,a\n"
        '"never closed,b\n'
        "Good two.,c\n"
        '"closed" too early,d\n'
        '"Good\nthree.",e\n'
        'A 5" shell.,f\n'
    )
    found = read(write(tmp_path / "a.csv", content))
    assert [it.text for it in found.documents] == [
        "Good one.",
        "Good two.",
        "Good\nthree.",
        'A 5" shell.',
    ]
    assert [it.source for it in found.failures] == ["a.csv:3", "a.csv:5"]
    assert all("expected a row of CSV, got a broken one" in reason for reason in found.reasons)
    assert found.reasons[0].startswith("a.csv, line 3: ")


def test_a_quote_that_is_never_closed_is_not_held(tmp_path: Path) -> None:
    rows = "".join(f"Report number {number}.,x\n" for number in range(100))
    content = f'text,title\n"never closed,b\n{rows}'
    found = read(write(tmp_path / "a.csv", content), options=ReadOptions(max_bytes=500))
    assert len(found.documents) == 100
    (reason,) = found.reasons
    assert "its quotes are not closed within 500 bytes" in reason


def test_a_line_without_end_is_not_held(tmp_path: Path) -> None:
    content = f"text,title\nOne.,a\n{'x' * 5000},b\nTwo.,c\n"
    found = read(write(tmp_path / "a.csv", content), options=ReadOptions(max_bytes=500))
    assert [it.text for it in found.documents] == ["One.", "Two."]
    assert "a.csv, line 3: larger than 500 bytes" in found.reasons[0]


@pytest.mark.parametrize("row", ["Text.", "Text.,a,b"])
def test_a_row_of_another_length_is_named(tmp_path: Path, row: str) -> None:
    found = read(write(tmp_path / "a.csv", f"text,title\n{row}\nGood.,a\n"))
    assert found.ids == ["a.csv:3"]
    assert "a.csv, line 2: expected 2 fields, as the first row has" in found.reasons[0]


def test_without_a_text_the_columns_are_listed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "a,b\n1,2\n")
    assert "its columns are 'a', 'b'" in read(path).reasons[0]
    options = ReadOptions(columns=parse_columns(["text=b,id=a"]))
    assert [(it.id, it.text) for it in read(path, options=options).documents] == [("a.csv:1", "2")]


@pytest.mark.parametrize("content", ["", "text,title\n"])
def test_a_table_without_rows_is_no_report(tmp_path: Path, content: str) -> None:
    found = read(write(tmp_path / "a.csv", content))
    assert found.documents == []
    assert found.reasons == ([] if content else ["a.csv: the file is empty, expected a table"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1251"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    raw = (mark + dump_csv([{"text": RUSSIAN, "title": "a"}])).encode(encoding)
    found = read(write(tmp_path / "a.csv", raw))
    assert [document.text for document in found.documents] == [RUSSIAN]
    assert not [it for it in found.remarks if it.kind is RemarkKind.ENCODING]


def test_a_doubtful_encoding_is_reported(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.csv", f"text,title\n{FRENCH},a\n".encode("cp1252")))
    assert [document.text for document in found.documents] == [FRENCH]
    (remark,) = [it for it in found.remarks if it.kind is RemarkKind.ENCODING]
    assert "not sure" in remark.text


def test_a_line_in_another_encoding_is_named(tmp_path: Path) -> None:
    raw = "text,title\nԽաղաղ էր։,a\n".encode() + b"\xe9t\xe9,b\nGood.,c\n"
    found = read(write(tmp_path / "a.csv", raw))
    assert found.ids == ["a.csv:2", "a.csv:4"]
    assert "a.csv, line 3: not text in utf-8" in found.reasons[0]
