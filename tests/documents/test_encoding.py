"""Bytes to text, never altered, in the encodings that reports come in."""

from __future__ import annotations

import codecs
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import decode_text, read_document
from geomap.errors import DocumentError, GeomapError

if TYPE_CHECKING:
    from pathlib import Path

RUSSIAN = (
    "Министерство обороны Азербайджана сообщило, что вооруженные силы Армении обстреляли позиции "
    "в Кельбаджарском направлении. Потерь нет, заявили в ведомстве.\n"
)
TURKISH = (
    "Azerbaycan Savunma Bakanlığı, sınırdaki çatışmalarda iki askerin şehit olduğunu açıkladı. "
    "Çatışmalar öğleden sonra da sürdü, dedi bakanlık sözcüsü.\n"
)
# What UTF-8 text may hold: everything but the control characters of binary files.
PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\t\n\r")
)


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_the_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "\ufeff date 2021-07-28 Fire\r\n\r\nThree\u00a0dead \u2014 “so far”.\r\n\n\tEnd \r\n"
    document = read_document(write(tmp_path, "a.txt", text.encode()), source="a.txt")
    assert document.text in {text, text.removeprefix("\ufeff")}
    assert document.text.endswith(
        " date 2021-07-28 Fire\r\n\r\nThree\u00a0dead \u2014 “so far”.\r\n\n\tEnd \r\n"
    )
    assert document.published == dt.date(2021, 7, 28)
    span = document.published_span
    assert span is not None
    assert document.text[span.start : span.end] == "2021-07-28"
    assert document.text[document.body_start :].startswith("Fire\r\n")


@given(PLAIN.filter(lambda text: not text.startswith("\ufeff")))
def test_utf8_comes_back_unaltered(text: str) -> None:
    assert decode_text(text.encode(), source="a.txt") == text


@given(PLAIN.filter(lambda text: not text.startswith("\ufeff")), st.sampled_from(["le", "be"]))
def test_utf16_with_its_mark_comes_back_unaltered(text: str, order: str) -> None:
    mark = codecs.BOM_UTF16_LE if order == "le" else codecs.BOM_UTF16_BE
    # A first character of U+0000 would make this the mark of UTF-32.
    assert decode_text(mark + text.encode(f"utf-16-{order}"), source="a.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (TURKISH, "cp1254"),
        (
            "The ministry\x92s caf\xe9 \x93quote\x94 in the d\xe9tente.".encode("latin-1").decode(
                "cp1252"
            ),
            "cp1252",
        ),
    ],
)
def test_older_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding), source="a.txt") == text


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01",
        b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n\x00\x01",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xb5\xb4",
    ],
)
def test_a_binary_file_is_no_report(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path, "a.txt", content)
    with pytest.raises(DocumentError, match=r"^below/a\.txt, line \d+: "):
        read_document(path, source="below/a.txt")


def test_the_line_of_the_fault_is_named() -> None:
    with pytest.raises(DocumentError, match=r"^a\.txt, line 3: "):
        decode_text(b"one\ntwo\nthr\x00ee\nfour\n", source="a.txt")


def test_a_broken_utf16_file_is_no_report() -> None:
    with pytest.raises(DocumentError, match="utf-16"):
        decode_text(codecs.BOM_UTF16_LE + b"a\x00b", source="a.txt")


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", codecs.BOM_UTF8])
def test_an_empty_file_is_no_report(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^a\.txt: the file is empty"):
        read_document(write(tmp_path, "a.txt", content), source="a.txt")


def test_a_file_that_is_not_there_is_a_documents_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^a\.txt: cannot be read") as caught:
        read_document(tmp_path / "a.txt", source="a.txt")
    assert isinstance(caught.value, (GeomapError, ValueError))


def test_a_report_without_a_date_has_none(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, "a.txt", b"Shots near Sotk."), source="x/a.txt")
    assert document.published is None
    assert document.published_span is None
    assert document.body_start == 0
    assert document.id == document.source == "x/a.txt"
