"""Streams: unpacked while they are read, bounded, and kept apart from what is broken."""

from __future__ import annotations

import gzip
import io
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import ReadOptions
from geomap.documents.streams import CHUNK, iter_lines, unpack
from geomap.errors import DocumentError
from tests.documents.corpora import (
    PLAIN,
    ROWS,
    dump_csv,
    dump_lines,
    dump_parquet,
    make_page,
    make_record,
    pack_zstd,
    read,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "Fire was opened near Sotk, the ministry said."
PACKERS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "zst": pack_zstd}


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT),
        ("a.html", make_page(f"<p>{TEXT}</p>")),
        ("a.jsonl", f'{{"text": "{TEXT}"}}'),
        ("a.csv", f'text\n"{TEXT}"\n'),
        ("a.parquet", dump_parquet([{"text": TEXT}])),
        ("a.eml", f"From: desk@example.org\n\n{TEXT}"),
    ],
)
def test_packed_files_are_read(
    tmp_path: Path, name: str, content: bytes | str, packing: str
) -> None:
    raw = content.encode() if isinstance(content, str) else content
    found = read(write(tmp_path / f"{name}.{packing}", PACKERS[packing](raw)))
    assert [document.text for document in found.documents] == [TEXT]
    assert found.documents[0].source.startswith(f"{name}.{packing}")


@pytest.mark.parametrize("packing", PACKERS)
def test_what_is_packed_twice_is_unpacked_twice(tmp_path: Path, packing: str) -> None:
    raw = gzip.compress(PACKERS[packing](TEXT.encode()))
    assert read(write(tmp_path / f"a.txt.{packing}.gz", raw)).documents[0].text == TEXT


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.json", "a.parquet", "a.zip"])
def test_what_is_cut_off_or_not_packed_is_named(tmp_path: Path, name: str, packing: str) -> None:
    content = dump_csv(ROWS) if name == "a.csv" else dump_lines(ROWS)
    whole = PACKERS[packing](content.encode())
    for raw in (whole[:-9], b"not packed at all"):
        found = read(write(tmp_path / f"{name}.{packing}", raw))
        assert any("broken or cut off" in reason for reason in found.reasons)
        assert all(f"{name}.{packing}" in reason for reason in found.reasons)


def test_lines_before_the_break_are_read(tmp_path: Path) -> None:
    rows = [{"text": f"Report number {number}."} for number in range(20_000)]
    raw = gzip.compress(dump_lines(rows).encode())
    found = read(write(tmp_path / "a.jsonl.gz", raw[: len(raw) // 2]))
    assert len(found.documents) > 5_000
    assert len(found.failures) == 1


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_a_bomb_is_not_read_to_its_end(tmp_path: Path, name: str, packing: str) -> None:
    bomb = PACKERS[packing](bytes(20_000_000))
    options = ReadOptions(max_bytes=10_000, max_ratio=10)
    found = read(write(tmp_path / f"{name}.{packing}", bomb), options=options)
    assert found.documents == []
    assert any("10" in reason for reason in found.reasons)


def test_a_report_larger_than_the_bound_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "a" * 101)
    assert "larger than 100 bytes" in read(path, options=ReadOptions(max_bytes=100)).reasons[0]
    assert read(path, options=ReadOptions(max_bytes=101)).reasons == []


def test_a_report_of_several_chunks_is_read_to_its_end(tmp_path: Path) -> None:
    text = "a" * (2 * CHUNK + 1)
    path = write(tmp_path / "a.txt", text)
    [document] = read(path, options=ReadOptions(max_bytes=len(text))).documents
    assert document.text == text
    assert "larger than" in read(path, options=ReadOptions(max_bytes=2 * CHUNK)).reasons[0]


@given(st.binary(), st.integers(1, 20))
def test_lines_are_divided_at_line_feeds_alone(content: bytes, most: int) -> None:
    found = list(iter_lines(io.BufferedReader(io.BytesIO(content)), most=most))
    expected = content.split(b"\n")
    lines = [line + b"\n" for line in expected[:-1]] + ([expected[-1]] if expected[-1] else [])
    for got, line in zip(found, lines, strict=True):
        assert got == line or (got is None and len(line) > most)


@given(st.binary(max_size=200))
def test_broken_packings_raise_nothing_else(content: bytes) -> None:
    for packing in ("gzip", "zstd"):
        stream = unpack(io.BytesIO(content), (packing,), source="a", options=PLAIN)
        try:
            stream.read()
        except DocumentError as error:
            message = str(error)
            assert message.startswith("a: ")


STDIN = {
    "jsonl": dump_lines(ROWS).encode(),
    "json": f" [{dump_lines(ROWS[:1])}]".encode(),
    "html": make_page(f"<p>{TEXT}</p>").encode(),
    "text": TEXT.encode(),
    "parquet": dump_parquet(ROWS),
    "warc": make_record(1, make_page(f"<p>{TEXT}</p>").encode()),
    "jsonl.gz": gzip.compress(dump_lines(ROWS).encode()),
    "text.zst": pack_zstd(TEXT.encode()),
    "mark": b"\xef\xbb\xbf" + dump_lines(ROWS).encode(),
}


class _Pipe(io.BytesIO):
    """Can be read once, like a pipe."""

    def seekable(self) -> bool:
        return False


def pipe_in(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(_Pipe(content))))


@pytest.mark.parametrize("kind", STDIN)
def test_the_standard_input_is_recognised(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe_in(STDIN[kind], monkeypatch)
    found = read("-")
    assert found.failures == []
    assert found.documents[0].id.startswith("stdin")
    assert found.documents[0].text.strip() in {TEXT, ROWS[0]["body"]}


def test_the_format_of_the_standard_input_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe_in(dump_csv(ROWS).encode(), monkeypatch)
    assert read("-", options=ReadOptions(format="csv")).ids == ["stdin:n1", "stdin:n2"]


def test_an_empty_standard_input_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe_in(b"", monkeypatch)
    assert "empty" in read("-").reasons[0]
