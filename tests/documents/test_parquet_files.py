"""Parquet: rows with types."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from geomap.documents import ReadOptions, parse_columns
from tests.documents.corpora import ROWS, TEXTS, dump_parquet, read, write

if TYPE_CHECKING:
    from pathlib import Path


def dump(**columns: object) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream)
    return stream.getvalue()


def test_rows_become_documents(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.parquet", dump_parquet(ROWS, group=1)))
    first, second = found.documents
    assert (first.id, first.text) == ("a.parquet:n1", ROWS[0]["body"])
    assert (second.title, second.published) == (ROWS[1]["headline"], dt.date(2022, 9, 14))
    assert found.failures == []


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_come_back_unaltered(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("parquet")
    path = write(folder / "a.parquet", dump_parquet([{"text": text} for text in texts]))
    found = read(path)
    assert [document.text for document in found.documents] == texts
    assert found.ids == [f"a.parquet:{number}" for number in range(1, len(texts) + 1)]


@pytest.mark.parametrize(
    "days",
    [
        pa.array([dt.date(2021, 7, 28)]),
        pa.array([dt.date(2021, 7, 28)]).cast(pa.timestamp("us")),
        pa.array([dt.datetime(2021, 7, 28, 10, tzinfo=dt.UTC)], pa.timestamp("ns", "UTC")),
        pa.array(["2021-07-28"]).dictionary_encode(),
        pa.array([1627430400], pa.int64()),
    ],
    ids=str,
)
def test_types_of_days(tmp_path: Path, days: pa.Array) -> None:
    path = write(tmp_path / "a.parquet", dump(text=["Fire near Sotk."], date=days))
    assert [it.published for it in read(path).documents] == [dt.date(2021, 7, 28)]


@pytest.mark.parametrize(
    "texts",
    [
        pa.array(["Fire near Sotk.", None], pa.large_string()),
        pa.array(["Fire near Sotk.", None]).dictionary_encode(),
        pa.array([b"Fire near Sotk.", None]),
    ],
    ids=lambda it: str(it.type),
)
def test_types_of_texts(tmp_path: Path, texts: pa.Array) -> None:
    found = read(write(tmp_path / "a.parquet", dump(body=texts)))
    assert [it.text for it in found.documents] == ["Fire near Sotk."]
    assert found.reasons == [
        "a.parquet, row 2: expected the text of a report in 'body', got nothing"
    ]


def test_a_member_of_a_struct_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", dump(doc=[{"body": "Fire near Sotk.", "more": 1}]))
    options = ReadOptions(columns=parse_columns(["text=doc.body"]))
    assert [it.text for it in read(path, options=options).documents] == ["Fire near Sotk."]


def test_without_the_column_the_others_are_listed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", dump(a=[1], b=["x"]))
    assert "its columns are 'a', 'b'" in read(path).reasons[0]
    options = ReadOptions(columns=parse_columns(["text=c"]))
    assert "expected a column 'c'" in read(path, options=options).reasons[0]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"nothing of it" * 9])
def test_what_is_no_parquet_is_named(tmp_path: Path, content: bytes) -> None:
    (reason,) = read(write(tmp_path / "a.parquet", content)).reasons
    assert reason.startswith("a.parquet: no whole Parquet file")


def test_a_row_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    texts = pa.array([b"Fire near Sotk.", b"\xff\xfe", b"Shots near Jermuk."]).view(pa.string())
    days = pa.array([0, 0, 10**9], pa.int32()).view(pa.date32())
    found = read(write(tmp_path / "a.parquet", dump(text=texts, date=days)))
    assert found.ids == ["a.parquet:1"]
    assert [it.source for it in found.failures] == ["a.parquet:2", "a.parquet:3"]
    assert all("holds what cannot be read" in reason for reason in found.reasons)


def test_a_broken_group_of_rows_stops_no_other(tmp_path: Path) -> None:
    rows = [{"text": f"Report {number} of many. " * 40} for number in range(100)]
    raw = bytearray(dump_parquet(rows, group=10))
    middle = len(raw) // 2
    raw[middle : middle + 200] = bytes(200)
    found = read(write(tmp_path / "a.parquet", bytes(raw)))
    assert len(found.documents) == 90
    (reason,) = found.reasons
    assert reason.startswith("a.parquet, rows ")
    assert "broken" in reason
