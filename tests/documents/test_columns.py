"""Which column holds what."""

from __future__ import annotations

import pytest

from geomap.documents import ReadOptions, Remark, RemarkKind, parse_columns
from geomap.documents.columns import choose_columns
from geomap.errors import DocumentError, ReadOptionError


def choose(*names: str, columns: str = "") -> tuple[dict[str, str], list[Remark]]:
    remarks: list[Remark] = []
    options = ReadOptions(columns=parse_columns([columns]))
    chosen = choose_columns(names, source="a.csv", options=options, report=remarks.append)
    return chosen, remarks


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("text", {"text": "text"}),
        ("Body title", {"text": "Body", "title": "title"}),
        ("content headline url", {"text": "content", "title": "headline", "url": "url"}),
        ("article_text Date-Published", {"text": "article_text", "published": "Date-Published"}),
        ("maintext date_publish", {"text": "maintext", "published": "date_publish"}),
        ("text publishedAt link", {"text": "text", "published": "publishedAt", "url": "link"}),
        ("body domain LANG", {"text": "body", "publisher": "domain", "language": "LANG"}),
        ("body date pubdate", {"text": "body", "published": "pubdate"}),
        ("content text", {"text": "text"}),
        ("raw_html title", {"html": "raw_html", "title": "title"}),
        ("html text", {"text": "text"}),
        ("text description timestamp", {"text": "text"}),
    ],
)
def test_usual_names_are_guessed(names: str, expected: dict[str, str]) -> None:
    chosen, remarks = choose(*names.split())
    assert chosen == expected
    (remark,) = remarks
    assert remark.kind is RemarkKind.COLUMNS
    assert all(f"{field}={name}" in remark.text for field, name in expected.items())
    assert "guessed" in remark.text


def test_what_is_named_is_not_guessed() -> None:
    chosen, remarks = choose("text", "body", "date", "seen", columns="text=body,date=seen")
    assert chosen == {"text": "body", "published": "seen"}
    assert remarks == []


def test_a_guess_can_be_switched_off() -> None:
    assert choose("text", "date", columns="date=")[0] == {"text": "text"}


def test_markup_is_read_where_it_is_asked_for() -> None:
    assert choose("text", "page", columns="html=page")[0] == {"html": "page"}


def test_a_member_of_a_member_can_be_named() -> None:
    chosen, _ = choose("text", "source", columns="publisher=source.title")
    assert chosen["publisher"] == "source.title"


@pytest.mark.parametrize("columns", ["", "title=b"])
def test_without_a_text_the_columns_are_listed(columns: str) -> None:
    with pytest.raises(DocumentError, match="its columns are 'a', 'b'; say which it is: --columns"):
        choose("a", "b", columns=columns)


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(DocumentError, match=r"expected a column 'c'; its columns are 'a', 'b'"):
        choose("a", "b", columns="text=c")


def test_of_many_columns_some_are_listed() -> None:
    with pytest.raises(DocumentError, match=r"'c29' and 70 more"):
        choose(*(f"c{number}" for number in range(100)))


@pytest.mark.parametrize("columns", ["text", "colour=a", "=a", "text:a"])
def test_what_is_no_pair_is_refused(columns: str) -> None:
    with pytest.raises(ReadOptionError, match="expected FIELD=COLUMN"):
        parse_columns([columns])
