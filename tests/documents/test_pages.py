"""Pages: their text, and what they say of themselves."""

from __future__ import annotations

import builtins
import datetime as dt
import importlib
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import ReadOptions, RemarkKind
from geomap.documents.pages import read_page
from geomap.errors import MissingPackageError
from tests.documents.corpora import make_page, read, write

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2021, 7, 28)
BODY = (
    "<h1>Two wounded near Yeraskh</h1><p>Two soldiers were wounded near <b>Yeraskh</b> on "
    "Wednesday, the defence ministry of Armenia said in a statement.</p>"
    "<p>The fire came from across the border &amp; lasted an hour, the ministry said.</p>"
)
PARAGRAPHS = re.findall("<p>(.*?)</p>", BODY.replace("<b>", "").replace("</b>", ""))
PARAGRAPHS = [unescape(it) for it in PARAGRAPHS]
BEST = ReadOptions(is_best_html=True)


def linked(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


def read_days(head: str, body: str = BODY) -> dt.date | None:
    page = read_page(make_page(body, head=head), url=None, source="a.html", is_best=False)
    return page.metadata.published


@pytest.mark.parametrize("options", [ReadOptions(), BEST], ids=["fast", "best"])
def test_the_text_is_that_of_the_article(tmp_path: Path, options: ReadOptions) -> None:
    found = read(write(tmp_path / "a.html", make_page(BODY)), options=options)
    (document,) = found.documents
    assert document.id == "a.html"
    assert document.text.split("\n\n")[-2:] == PARAGRAPHS
    assert "Home" not in document.text
    assert document.language == "en"
    start = document.text.index("Yeraskh on")
    assert document.text[start : start + 7] == "Yeraskh"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-07-28T10:00:00+04:00">',
        '<meta name="Date" content="28 July 2021">',
        '<meta itemprop="datePublished" content="2021-07-28">',
        '<meta name="pubdate" content="20210728">',
        '<meta name="DC.date.issued" content="2021-07-28">',
        linked('{"@type": "NewsArticle", "datePublished": "2021-07-28T23:00:00Z"}'),
        linked(
            '[{"@type": "Organization"}, {"@type": ["NewsArticle"], "datePublished": "2021-07-28"}]'
        ),
        linked(
            '{"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"}, '
            '{"@type": "ReportageNewsArticle", "datePublished": "2021-07-28"}]}'
        ),
        linked("not JSON") + linked('{"@type": "BlogPosting", "datePublished": "2021-07-28"}'),
        linked('{"@type": "Article", "datePublished": "2021-07-28"}')
        + '<meta name="date" content="2022-01-01">',
    ],
)
def test_the_day_is_that_of_the_metadata(head: str) -> None:
    assert read_days(head) == DAY


@pytest.mark.parametrize(
    "body",
    [
        '<time itemprop="datePublished" datetime="2021-07-28"></time><time datetime="2020-01-01">',
        '<time datetime="2021-07-28T10:00">10:00</time> <time datetime="2021-07-28">again</time>',
        '<time pubdate datetime="2021-07-28">x</time>',
        '<span itemprop="datePublished">July 28, 2021</span>',
    ],
)
def test_the_day_is_that_of_an_element(body: str) -> None:
    assert read_days("", body + BODY) == DAY


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", '<time datetime="2021-07-28">x</time><time datetime="2020-01-01">y</time>'),
        ('<meta name="date" content="05/07/2021">', ""),
        ('<meta property="article:modified_time" content="2021-07-28">', ""),
        (linked('{"@type": "Organization", "datePublished": "2021-07-28"}'), ""),
        (linked("[" * 5000), ""),
        ("", "<p>It began on 28 July 2021.</p>"),
    ],
)
def test_a_page_that_does_not_say_its_day_has_none(head: str, body: str) -> None:
    assert read_days(head, body) is None


def test_title_publisher_and_address_are_filled(tmp_path: Path) -> None:
    head = (
        linked(
            '{"@type": "NewsArticle", "headline": "Two  wounded", "publisher": '
            '{"name": "Valley Herald"}, "mainEntityOfPage": {"@id": "https://example.org/m"}}'
        )
        + '<link rel="canonical" href="https://example.org/a">'
    )
    (document,) = read(write(tmp_path / "a.html", make_page(BODY, head=head))).documents
    assert document.title == "Two wounded"
    assert document.publisher == "Valley Herald"
    assert document.url == "https://example.org/a"


def test_meta_elements_fill_what_json_does_not(tmp_path: Path) -> None:
    head = (
        '<meta property="og:title" content="Two wounded"><meta property="og:site_name" '
        'content="Herald"><meta property="og:url" content="https://example.org/o">'
        '<link rel="canonical" href="javascript:alert(1)">'
    )
    (document,) = read(write(tmp_path / "a.html", make_page(BODY, head=head))).documents
    assert (document.title, document.publisher) == ("Two wounded", "Herald")
    assert document.url == "https://example.org/o"


def test_the_title_element_comes_last(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path / "a.html", make_page(BODY))).documents
    assert document.title == "Fire near Sotk | Herald"


def test_a_day_in_the_address_is_the_last_resort(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://example.org/2021/07/28/two-wounded.html">'
    path = write(tmp_path / "a.html", make_page(BODY, head=head))
    assert read(path).documents[0].published == DAY
    told = make_page(f"<p>Published: 27 July 2021</p>{BODY}", head=head)
    assert read(write(path, told)).documents[0].published == dt.date(2021, 7, 27)


def test_the_text_bears_witness_to_its_day(tmp_path: Path) -> None:
    head = '<meta name="date" content="2021-07-28">'
    body = f"<h1>Two wounded</h1><p>Published: 28 July 2021</p>{BODY}"
    (document,) = read(write(tmp_path / "a.html", make_page(body, head=head))).documents
    span = document.published_span
    assert span
    assert document.text[span.start : span.end] == "28 July 2021"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8_r"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
        ('<meta charset="utf-16">', "utf-8"),
        ("", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_declared_encodings(tmp_path: Path, declared: str, encoding: str) -> None:
    raw = f"{declared}<html><body><p>Обстрел села</p></body></html>".encode(encoding)
    found = read(write(tmp_path / "a.html", raw))
    assert [it.text for it in found.documents] == ["Обстрел села"]
    assert not [it for it in found.remarks if it.kind is RemarkKind.ENCODING]


def test_a_wrong_declaration_is_reported(tmp_path: Path) -> None:
    raw = '<meta charset="windows-1251"><p>Сотк и Ерасх</p>'.encode()
    found = read(write(tmp_path / "a.html", raw))
    assert [it.text for it in found.documents] == ["Сотк и Ерасх"]
    (remark,) = found.remarks
    assert remark.kind is RemarkKind.ENCODING
    assert remark.text == "declared as windows-1251, but it is UTF-8"


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"<script>x</script>"])
def test_a_page_without_text_is_no_report(tmp_path: Path, content: bytes) -> None:
    assert "empty" in read(write(tmp_path / "a.html", content)).reasons[0]


def test_a_binary_file_is_no_page(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))
    assert found.documents == []
    assert "a.html" in found.reasons[0]


@pytest.mark.parametrize("is_best", [False, True])
@given(content=st.text())
def test_nothing_breaks_it(content: str, *, is_best: bool) -> None:
    read_page(content, url=None, source="a.html", is_best=is_best)


@pytest.mark.parametrize("is_best", [False, True])
@pytest.mark.parametrize("content", ["<div>" * 20_000, "http://127.0.0.1:9/x", "<" * 1000])
def test_strange_pages(content: str, *, is_best: bool) -> None:
    read_page(content, url=None, source="a.html", is_best=is_best)


def test_the_best_finds_a_day_where_the_page_marks_it_up_otherwise(tmp_path: Path) -> None:
    body = f'<div class="post-date">28 July 2021</div>{BODY}'
    path = write(tmp_path / "a.html", make_page(body))
    assert read(path, options=BEST).documents[0].published == DAY


def test_without_the_packages_the_best_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str, package: str | None = None) -> object:
        if name in {"trafilatura", "htmldate"}:
            raise ImportError(name)
        return builtins.__import__(name, fromlist=[package or ""])

    monkeypatch.setattr(importlib, "import_module", refuse)
    path = write(tmp_path / "a.txt", "Text.")
    with pytest.raises(MissingPackageError, match=r"pip install 'geomap\[html\]'"):
        read(path, options=BEST)
