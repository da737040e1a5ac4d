"""Folders of reports: which files are read, in which order, under which names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.documents import read_corpus
from geomap.errors import CorpusError

if TYPE_CHECKING:
    from pathlib import Path


def fill(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_txt", ".txt").replace("_pdf", ".pdf")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nowhere") as caught:
        read_corpus([tmp_path / "nowhere"])
    assert isinstance(caught.value, FileNotFoundError)


def test_a_missing_second_folder_is_named(tmp_path: Path) -> None:
    fill(tmp_path / "a", one_txt="One.")
    with pytest.raises(CorpusError, match="nowhere"):
        read_corpus([tmp_path / "a", tmp_path / "nowhere"])


def test_an_empty_folder_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no report") as caught:
        read_corpus([tmp_path])
    assert str(tmp_path) in str(caught.value)


def test_a_folder_of_other_files_is_no_corpus(tmp_path: Path) -> None:
    fill(tmp_path, page_pdf="%PDF-1.7")
    with pytest.raises(CorpusError, match="no report"):
        read_corpus([tmp_path])


def test_nested_folders_in_the_order_of_names(tmp_path: Path) -> None:
    fill(tmp_path, z_txt="Z.", b__a_txt="A.", a_txt="A.", b__c__d_txt="D.")
    corpus = read_corpus([tmp_path])
    assert [document.source for document in corpus.documents] == [
        "a.txt",
        "b/a.txt",
        "b/c/d.txt",
        "z.txt",
    ]


def test_the_order_does_not_depend_on_that_of_the_paths(tmp_path: Path) -> None:
    paths = [fill(tmp_path / name, **{f"{name}_txt": "Text."}) for name in "cab"]
    forwards, backwards = read_corpus(paths), read_corpus(paths[::-1])
    assert [d.source for d in forwards.documents] == ["a.txt", "b.txt", "c.txt"]
    assert forwards == backwards


def test_other_files_are_left_aside_and_listed(tmp_path: Path) -> None:
    fill(tmp_path, a_txt="A.", page_pdf="B", sub__other_pdf="C")
    (tmp_path / ".hidden.txt").write_text("Not a report.", encoding="utf-8")
    (tmp_path / "UPPER.TXT").write_text("Upper.", encoding="utf-8")
    corpus = read_corpus([tmp_path])
    assert {document.source for document in corpus.documents} == {"a.txt", "UPPER.TXT"}
    assert corpus.ignored == ("page.pdf", "sub/other.pdf")


def test_same_names_in_two_corpora_stay_apart(tmp_path: Path) -> None:
    first = fill(tmp_path / "first", a_txt="From the first.")
    second = fill(tmp_path / "second", a_txt="From the second.")
    corpus = read_corpus([first, second])
    assert {document.source: document.text for document in corpus.documents} == {
        "a.txt": "From the first.",
        "second/a.txt": "From the second.",
    }


def test_same_names_in_three_corpora_of_one_name_stay_apart(tmp_path: Path) -> None:
    roots = [fill(tmp_path / str(n) / "news", a_txt=f"Number {n}.") for n in range(3)]
    corpus = read_corpus(roots)
    assert {document.text for document in corpus.documents} == {
        "Number 0.",
        "Number 1.",
        "Number 2.",
    }
    assert len({document.source for document in corpus.documents}) == 3


def test_the_same_folder_twice_is_read_once(tmp_path: Path) -> None:
    fill(tmp_path, a_txt="A.", b_txt="B.")
    corpus = read_corpus([tmp_path, tmp_path])
    assert [document.source for document in corpus.documents] == ["a.txt", "b.txt"]


def test_a_single_file_is_a_corpus_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "report.news"
    path.write_text("Shots near Sotk.", encoding="utf-8")
    (document,) = read_corpus([path]).documents
    assert document.source == "report.news"


def test_a_failing_file_does_not_stop_the_others(tmp_path: Path) -> None:
    fill(tmp_path, a_txt="A.", c_txt="C.")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "d.txt").write_bytes(b"")
    corpus = read_corpus([tmp_path])
    assert [document.source for document in corpus.documents] == ["a.txt", "c.txt"]
    assert [failure.source for failure in corpus.failures] == ["b.txt", "d.txt"]
    assert all(failure.source in failure.reason for failure in corpus.failures)
