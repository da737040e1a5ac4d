"""Mails: the part that is read, and what the header says."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents.mails import read_mail
from geomap.errors import DocumentError
from tests.documents.corpora import make_page, read, write

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Two soldiers were wounded near Yeraskh, the ministry said.\n"
HEAD = "From: Valley Herald <desk@example.org>\nSubject: Two wounded\n"


def make_mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Valley Herald <desk@example.org>"
    message["Subject"] = "Обстрел села"
    message["Date"] = "Wed, 28 Jul 2021 23:30:00 +0400"
    for name, value in headers.items():
        message[name] = value
    return message


def test_a_mail_becomes_a_document(tmp_path: Path) -> None:
    message = make_mail()
    message.set_content(TEXT)
    (document,) = read(write(tmp_path / "a.eml", message.as_bytes())).documents
    assert (document.id, document.text) == ("a.eml", TEXT)
    assert document.title == "Обстрел села"
    assert document.published == dt.date(2021, 7, 28)
    assert document.publisher == "Valley Herald"


def test_the_plain_part_is_read_and_attachments_are_not(tmp_path: Path) -> None:
    message = make_mail()
    message.set_content(TEXT)
    message.add_alternative(make_page("<p>Another wording.</p>"), subtype="html")
    message.add_attachment("An attachment.", filename="a.txt")
    assert [it.text for it in read(write(tmp_path / "a.eml", bytes(message))).documents] == [TEXT]


def test_a_page_is_read_where_there_is_no_plain_part(tmp_path: Path) -> None:
    message = make_mail()
    message.set_content(make_page(f"<p>{TEXT}</p>"), subtype="html")
    (document,) = read(write(tmp_path / "a.eml", bytes(message))).documents
    assert document.text == TEXT.strip()
    assert document.title == "Обстрел села"


@pytest.mark.parametrize(
    ("encoding", "transfer"),
    [
        ("utf-8", "8bit"),
        ("utf-8", "quoted-printable"),
        ("windows-1251", "8bit"),
        ("koi8-r", "base64"),
        ("utf-16", "base64"),
    ],
)
def test_declared_encodings(tmp_path: Path, encoding: str, transfer: str) -> None:
    text = "Министерство сообщило об обстреле.\n"
    raw = text.encode(encoding)
    if transfer == "8bit":
        head = f"{HEAD}Content-Type: text/plain; charset={encoding}\n"
        content = f"{head}Content-Transfer-Encoding: 8bit\n\n".encode() + raw
    else:
        message = make_mail()
        message.set_content(raw, maintype="text", subtype="plain", cte=transfer)
        message.set_param("charset", encoding)
        content = bytes(message)
    found = read(write(tmp_path / "a.eml", content))
    assert [it.text.replace("\r", "") for it in found.documents] == [text]
    assert found.remarks == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("A letter without a header.\n", "no header of a mail"),
        ("", "no header of a mail"),
        (f"{HEAD}Content-Type: image/png\n\nx", "no part with text"),
        (f"{HEAD}\n", "empty"),
    ],
)
def test_what_is_no_mail_is_named(tmp_path: Path, content: str, reason: str) -> None:
    (found,) = read(write(tmp_path / "a.eml", content)).reasons
    assert found.startswith("a.eml: ")
    assert reason in found


@pytest.mark.parametrize("date", ["yesterday", "Wed, 99 Jul 2021", ""])
def test_a_date_that_is_none_is_none(tmp_path: Path, date: str) -> None:
    path = write(tmp_path / "a.eml", f"{HEAD}Date: {date}\n\n{TEXT}")
    assert read(path).documents[0].published is None


@given(
    st.binary() | st.binary().map(lambda it: b"Subject: " + it + b"\nFrom: " + it + b"\n\n" + it)
)
def test_nothing_else_is_raised(content: bytes) -> None:
    with suppress(DocumentError):
        read_mail(content, source="a.eml")
