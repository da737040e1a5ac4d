"""Files that hold more than one article."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import Failure, iter_documents
from geomap.documents.stitched import find_articles
from tests.documents.corpora import dump_lines, write

if TYPE_CHECKING:
    from geomap.model import Document

REPORTS = Path(__file__).resolve().parents[1] / "reports"
FIRST = """Two hurt as shots ring out at the river

By Anna Berg
3 May 2021

Two farmers were hurt on Sunday when shots were fired across the river near the mill, it was said.

He said nobody knew who had fired. The fields had been sown the week before, and the men had gone
to see whether the water stood too high. The border guards on the other bank did not answer calls.
"""
BODY = """The customs office at the bridge opened again on Monday after a week, and lorries stood in
a line of two kilometres, drivers said. The first to cross carried onions and cement.

An official said that the night shift would be doubled until the line was gone, which may take days.
"""
HEADS = {
    "byline": "Bridge Opens Again After a Week\n\nBy Jon Dahl and Mia Rask\n\n",
    "date": "Bridge Opens Again After a Week\nMonday, 10 May 2021\n\n",
    "dateline": "Bridge Opens Again After a Week\n\nRIVERTOWN, May 10 (Agency) - ",
    "said again": "Customs office at the bridge opened for lorries\n\n",
    "header": " date 2021-05-10 Bridge opens\n\n",
    "rule": "-----\nBridge opens again after a week\n\nRIVERTOWN, 10 May 2021 - ",
}
CROSSHEADS = [
    "What the Mayor Says\n\n",
    "Read more: Bridge Opens Again After a Week\n\n",
    "10:45 The Mayor Speaks\n\n",
    "Anna Berg is the paper's correspondent in Rivertown\n\n",
    "'There is no other way to the fields'\n\n",
    "How the river became a border between farmers\n\n",
    "* * *\n\n",
    "",
]


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_second_headline_with_the_head_of_an_article_begins_another(head: str) -> None:
    text = f"{FIRST}\n{head}{BODY}"
    start = text.index(head.removeprefix("-----\n"))
    assert find_articles(text) == [(0, start), (start, len(text))]


@pytest.mark.parametrize("between", CROSSHEADS)
def test_a_crosshead_begins_none(between: str) -> None:
    text = f"{FIRST}\n{between}{BODY}"
    assert find_articles(text) == [(0, len(text))]


def test_several_lines_that_say_what_follows_are_crossheads() -> None:
    text = f"{FIRST}\n{HEADS['said again']}{BODY}\n{HEADS['said again']}{BODY}"
    assert find_articles(text) == [(0, len(text))]


def test_a_head_without_an_article_behind_it_begins_none() -> None:
    text = f"{FIRST}\nBridge Opens Again After a Week\nBy Jon Dahl\n"
    assert find_articles(text) == [(0, len(text))]


@given(st.lists(st.sampled_from([FIRST, BODY, *HEADS.values(), "\n", "Title Without End\n"])))
def test_the_articles_cover_the_whole_text(parts: list[str]) -> None:
    text = "".join(parts)
    ranges = find_articles(text)
    assert "".join(text[start:end] for start, end in ranges) == text
    assert ranges[0][0] == 0
    assert all(a[1] == b[0] for a, b in itertools.pairwise(ranges))


@given(st.lists(st.sampled_from([BODY, "\n", *CROSSHEADS])))
def test_an_article_is_never_cut_whatever_its_crossheads(parts: list[str]) -> None:
    text = FIRST + "\n" + "\n".join(parts)
    assert find_articles(text) == [(0, len(text))]


@pytest.mark.checkout
@pytest.mark.parametrize("folder", ["borders", "linking_dev", "development", "structure"])
def test_no_report_that_is_one_article_is_cut(folder: str) -> None:
    for path in sorted((REPORTS / folder).glob("*.txt")):
        assert len(find_articles(path.read_text(encoding="utf-8"))) == 1, path.name


def read(path: Path) -> list[Document]:
    return [it for it in iter_documents([path]) if not isinstance(it, Failure)]


def test_each_article_is_a_document_that_stands_where_it_stands_in_the_file(tmp_path: Path) -> None:
    text = f"{FIRST}\n{HEADS['date']}{BODY}"
    one, other = read(write(tmp_path / "a.txt", text))
    assert (one.id, one.source, one.published) == ("a.txt", "a.txt", dt.date(2021, 5, 3))
    assert (other.id, other.source, other.published) == ("a.txt:2", "a.txt", dt.date(2021, 5, 10))
    assert one.title == "Two hurt as shots ring out at the river"
    assert other.title == "Bridge Opens Again After a Week"
    assert text.startswith(one.text)
    assert other.text.strip() == text[len(one.text) :].strip()
    assert text[other.body_start :] == other.text[other.body_start :]
    assert other.text.count("\n") == text.count("\n"), "a line has the number that it has there"
    span = other.published_span
    assert span is not None
    assert text[span.start : span.end] == "10 May 2021"
    assert span.document_id == other.id


def test_the_header_of_a_file_dates_all_its_articles(tmp_path: Path) -> None:
    header = " date 2021-05-11 Two hurt at the river\n\n"
    body = FIRST.partition("2021\n\n")[2]
    text = f"{header}{body}\n{HEADS['said again']}{BODY}"
    found = read(write(tmp_path / "a.txt", text))
    assert [it.published for it in found] == [dt.date(2021, 5, 11)] * 2


def test_what_is_dated_only_as_a_whole_is_one_document(tmp_path: Path) -> None:
    text = f"{FIRST}\n{HEADS['byline']}{BODY}"
    assert len(find_articles(text)) == 2
    assert len(read(write(tmp_path / "a.txt", text))) == 1


def test_a_row_of_a_table_is_one_document(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": "1", "text": f"{FIRST}\n{HEADS['date']}{BODY}", "date": "2021-05-01"}
    ]
    (document,) = read(write(tmp_path / "a.jsonl", dump_lines(rows)))
    assert document.published == dt.date(2021, 5, 1)
