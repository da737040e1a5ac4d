"""Entries to documents, in this process or in another."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import pickle
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from geomap.documents import (
    Failure,
    ReadOptions,
    RemarkKind,
    iter_documents,
    iter_entries,
    read_entry,
)
from tests.documents.corpora import (
    PLAIN,
    ROWS,
    dump_csv,
    dump_lines,
    dump_parquet,
    make_page,
    read,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

RUSSIAN = (
    "Министерство обороны Азербайджана сообщило, что вооруженные силы Армении обстреляли позиции "
    "в Кельбаджарском направлении. Потерь нет, заявили в ведомстве.\n"
)
MARKDOWN = (
    '---\ntitle: "Fire near Sotk"\ndate: 2021-07-28\nsource: Herald\nurl: https://example.org/1\n'
    "---\n\n# Fire near Sotk\n\nTwo soldiers were **wounded** near Sotk.\n"
)


def test_markdown_is_read_as_it_is_behind_its_front_matter(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path / "a.md", MARKDOWN)).documents
    assert document.text == MARKDOWN
    assert document.text[document.body_start :].startswith("\n# Fire near Sotk")
    assert (document.title, document.publisher) == ("Fire near Sotk", "Herald")
    assert (document.published, document.url) == (dt.date(2021, 7, 28), "https://example.org/1")


@pytest.mark.parametrize("content", ["No front matter.\n", "---\nno end\n", "--- a rule\nText."])
def test_markdown_without_front_matter_is_all_text(tmp_path: Path, content: str) -> None:
    (document,) = read(write(tmp_path / "a.md", content)).documents
    assert (document.text, document.body_start) == (content, 0)


def test_front_matter_alone_is_no_report(tmp_path: Path) -> None:
    assert "empty" in read(write(tmp_path / "a.md", "---\ntitle: a\n---\n")).reasons[0]


def test_a_row_with_markup_becomes_text(tmp_path: Path) -> None:
    page = make_page("<p>Shots near Sotk.</p>", head='<meta name="date" content="2020-01-01">')
    rows = [{"raw_html": page, "title": "Mine", "date": "2021-07-28"}]
    (document,) = read(write(tmp_path / "a.jsonl", json.dumps(rows[0]))).documents
    assert document.text == "Shots near Sotk."
    # What the table says comes before what the page says.
    assert (document.title, document.published) == ("Mine", dt.date(2021, 7, 28))


def test_the_home_of_all_can_be_given(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"text": "One.", "home": "Goris"}, {"text": "Two."}]
    found = read(write(tmp_path / "a.jsonl", dump_lines(rows)), options=ReadOptions(home="Kapan"))
    assert [document.home for document in found.documents] == ["Goris", "Kapan"]


def test_another_process_reads_the_same(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", " date 2021-07-28 Fire\n\nTwo soldiers were wounded near Sotk.")
    write(tmp_path / "b.html", make_page("<p>Shots near Sotk, the ministry said.</p>"))
    write(tmp_path / "c.csv", dump_csv(ROWS))
    write(tmp_path / "d.parquet", dump_parquet(ROWS))
    write(tmp_path / "e.txt", b"\x00\x01")
    write(tmp_path / "f.md", MARKDOWN)
    entries = [it for it in iter_entries([tmp_path]) if not isinstance(it, Failure)]
    assert len(entries) == 8
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.map(partial(read_entry, options=PLAIN), entries)
    assert found == list(iter_documents([tmp_path]))


def test_plain_texts_need_no_parser_of_other_formats(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Two soldiers were wounded near the village of Sotk, it said.")
    code = (
        "import sys; from geomap.documents import read_corpus; "
        f"assert read_corpus([{str(tmp_path)!r}]).documents; "
        "heavy = {'charset_normalizer', 'fastwarc', 'lxml', 'pyarrow', 'resiliparse'}; "
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_entry_of_a_file_is_small_whatever_its_size(tmp_path: Path) -> None:
    write(tmp_path / "a.html", make_page("<p>Shots near Sotk.</p>" * 10_000))
    (entry,) = iter_entries([tmp_path])
    assert len(pickle.dumps(entry)) < 1000


def test_a_text_in_another_encoding_is_reported_where_it_is_not_sure(tmp_path: Path) -> None:
    write(tmp_path / "sure.txt", RUSSIAN.encode("cp1251"))
    write(tmp_path / "unsure.txt", "Wójt powiedział, że żołnierze byli tam.".encode("cp1250"))
    remarks = read(tmp_path).remarks
    assert [(it.source, it.kind) for it in remarks] == [("unsure.txt", RemarkKind.ENCODING)]
