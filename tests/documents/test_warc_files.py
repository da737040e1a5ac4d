"""WARC: pages of a crawl."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from geomap.documents import ReadOptions, RemarkKind
from tests.documents.corpora import (
    make_page,
    make_record,
    pack_records,
    pack_zstd,
    read,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

PAGE = make_page("<p>Two soldiers were wounded near Yeraskh, the ministry said.</p>").encode()
TEXT = "Two soldiers were wounded near Yeraskh, the ministry said."
RECORDS = [make_record(number, PAGE) for number in range(1, 4)]
KINDS = {
    "a.warc": b"".join(RECORDS),
    "a.warc.gz": pack_records(*RECORDS),
    "b.warc.gz": gzip.compress(b"".join(RECORDS)),
    "a.warc.zst": b"".join(map(pack_zstd, RECORDS)),
}


@pytest.mark.parametrize("name", KINDS)
def test_pages_become_documents(tmp_path: Path, name: str) -> None:
    found = read(write(tmp_path / name, KINDS[name]))
    assert found.failures == []
    assert found.ids == [f"{name}:{number}" for number in (1, 2, 3)]
    assert {it.text for it in found.documents} == {TEXT}
    assert [it.url for it in found.documents] == [f"https://example.org/{n}" for n in (1, 2, 3)]
    # That it was fetched on a day does not mean that it appeared on it.
    assert {it.published for it in found.documents} == {None}


def test_the_header_declares_the_encoding(tmp_path: Path) -> None:
    page = make_page("<p>Обстрел села</p>").encode("cp1251")
    record = make_record(1, page, media="text/html; charset=windows-1251")
    assert [it.text for it in read(write(tmp_path / "a.warc", record)).documents] == [
        "Обстрел села"
    ]


def test_what_is_no_page_is_passed_over_and_counted(tmp_path: Path) -> None:
    records = (
        make_record(1, b"x", media="image/png"),
        make_record(2, PAGE, status="404 Not Found"),
        make_record(3, TEXT.encode(), media="text/plain"),
    )
    found = read(write(tmp_path / "a.warc", b"".join(records)))
    assert found.ids == ["a.warc:3"]
    (remark,) = found.remarks
    assert (remark.kind, remark.got) == (RemarkKind.PASSED_OVER, "2")


def test_texts_of_a_crawl_are_read(tmp_path: Path) -> None:
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Target-URI: https://example.org/1\r\nContent-Type: text/plain\r\n"
        f"Content-Length: {len(TEXT)}\r\n\r\n"
    )
    raw = f"{head}{TEXT}\r\n\r\n".encode()
    (document,) = read(write(tmp_path / "a.warc", raw)).documents
    assert (document.text, document.url) == (TEXT, "https://example.org/1")


def test_packed_pages_are_unpacked(tmp_path: Path) -> None:
    record = make_record(1, gzip.compress(PAGE), more="Content-Encoding: gzip\r\n")
    assert [it.text for it in read(write(tmp_path / "a.warc", record)).documents] == [TEXT]


def test_a_packed_bomb_is_not_held(tmp_path: Path) -> None:
    record = make_record(1, gzip.compress(bytes(10**7)), more="Content-Encoding: gzip\r\n")
    path = write(tmp_path / "a.warc", record + RECORDS[0])
    found = read(path, options=ReadOptions(max_bytes=10**5))
    assert found.ids == ["a.warc:2"]
    assert "larger than 100,000 bytes" in found.reasons[0]


def test_a_record_that_is_cut_off_is_named(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.warc", KINDS["a.warc"][:-100]))
    assert found.ids == ["a.warc:1", "a.warc:2"]
    assert "a.warc:3: cut off" in found.reasons[0]


def test_a_packed_file_that_is_cut_off_is_named(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.warc.gz", KINDS["a.warc.gz"][:-60]))
    assert found.ids[:2] == ["a.warc.gz:1", "a.warc.gz:2"]
    assert "broken or cut off" in found.reasons[-1]


@pytest.mark.parametrize(
    "content", [b"", b"nothing of it\n" * 9, b"WARC/1.0\r\n", KINDS["a.warc"][:20]]
)
def test_what_is_no_warc_is_named(tmp_path: Path, content: bytes) -> None:
    found = read(write(tmp_path / "a.warc", content))
    assert found.documents == []
    assert len(found.failures) == 1


def test_a_broken_record_keeps_what_came_before(tmp_path: Path) -> None:
    raw = RECORDS[0] + b"broken\r\n" + RECORDS[1]
    found = read(write(tmp_path / "a.warc", raw))
    assert "a.warc:1" in found.ids
    assert len(found.failures) == 1 or "a.warc:2" in found.ids
