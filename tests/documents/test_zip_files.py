"""Zip files: each report in them, under its path."""

from __future__ import annotations

import gzip
import io
import warnings
import zipfile
from typing import TYPE_CHECKING

import pytest

from geomap.documents import RemarkKind
from tests.documents.corpora import (
    ROWS,
    dump_lines,
    dump_parquet,
    make_page,
    make_record,
    pack_records,
    read,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TEXT = "Fire was opened near Sotk, the ministry said."


def dump(members: Mapping[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_all_formats_inside_one(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {
        "2021/b.txt": TEXT,
        "2021/a.html": make_page(f"<p>{TEXT}</p>"),
        "c.txt.gz": gzip.compress(TEXT.encode()),
        "rows.jsonl": dump_lines(ROWS),
        "table.parquet": dump_parquet(ROWS),
        "w.warc.gz": pack_records(make_record(1, make_page(f"<p>{TEXT}</p>").encode())),
        "folder/": "",
        "__MACOSX/2021/._b.txt": "x",
        ".hidden.txt": "x",
        "picture.png": b"x",
    }
    found = read(write(tmp_path / "a.zip", dump(members)))
    assert found.failures == []
    assert found.ids == [
        "a.zip/2021/a.html",
        "a.zip/2021/b.txt",
        "a.zip/c.txt.gz",
        "a.zip/rows.jsonl:n1",
        "a.zip/rows.jsonl:n2",
        "a.zip/table.parquet:n1",
        "a.zip/table.parquet:n2",
        "a.zip/w.warc.gz:1",
    ]
    aside = [it.source for it in found.remarks if it.kind is RemarkKind.LEFT_ASIDE]
    assert aside == ["a.zip/picture.png"]


@pytest.mark.parametrize(
    "name", ["../evil.txt", "a/../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\evil.txt"]
)
def test_a_name_that_leads_out_is_not_read(tmp_path: Path, name: str) -> None:
    found = read(write(tmp_path / "a.zip", dump({name: TEXT, "b.txt": TEXT})))
    assert found.ids == ["a.zip/b.txt"]
    assert "leads out of the archive" in found.reasons[0]
    assert list(tmp_path.rglob("*evil*")) == []


@pytest.mark.parametrize("name", ["bomb.txt", "bomb.jsonl", "bomb.csv"])
def test_a_bomb_is_not_read(tmp_path: Path, name: str) -> None:
    found = read(write(tmp_path / "a.zip", dump({name: bytes(50_000_000), "c.txt": TEXT})))
    assert found.ids == ["a.zip/c.txt"]
    assert "unpacks to more than 250 times its size" in found.reasons[0]


def test_a_bomb_inside_a_member_is_not_read(tmp_path: Path) -> None:
    bomb = gzip.compress(b'{"text": "' + b"a" * 80_000_000)
    found = read(write(tmp_path / "a.zip", dump({"a.jsonl.gz": bomb, "c.txt": TEXT})))
    assert found.ids == ["a.zip/c.txt"]
    assert "a.zip/a.jsonl.gz" in found.reasons[0]


def test_an_archive_in_an_archive_is_named(tmp_path: Path) -> None:
    inner = dump({"a.txt": TEXT})
    found = read(write(tmp_path / "a.zip", dump({"b.zip": inner, "c.txt": TEXT})))
    assert found.ids == ["a.zip/c.txt"]
    assert "an archive inside an archive" in found.reasons[0]


def test_two_members_of_one_name_stay_apart(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.txt", "First text.")
        archive.writestr("a.txt", "Second text.")
    found = read(write(tmp_path / "a.zip", stream.getvalue()))
    assert found.ids == ["a.zip/a.txt", "a.zip/a.txt-2"]


def test_a_broken_member_stops_no_other(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", TEXT)
    raw = stream.getvalue().replace(b"Fire was", b"Fire XXX", 1)
    found = read(write(tmp_path / "a.zip", raw))
    assert found.ids == ["a.zip/b.txt"]
    assert found.reasons[0].startswith("a.zip/a.txt: ")


def test_a_member_with_a_password_is_named(tmp_path: Path) -> None:
    raw = bytearray(dump({"a.txt": TEXT}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in read(write(tmp_path / "a.zip", bytes(raw))).reasons[0]


def test_what_is_no_zip_file_is_named(tmp_path: Path) -> None:
    for content in (b"", b"nothing of it", dump({"a.txt": TEXT})[:-30]):
        (reason,) = read(write(tmp_path / "a.zip", content)).reasons
        assert reason.startswith("a.zip: no whole zip file")
