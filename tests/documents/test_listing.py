"""Which files a corpus has, in which order and under which names."""

from __future__ import annotations

import io
import os
import sys
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import Failure, ReadOptions, RemarkKind, iter_sources
from geomap.documents.records import ignore_remark
from geomap.errors import CorpusError, ReadOptionError
from tests.documents.corpora import PLAIN, read, write

if TYPE_CHECKING:
    from pathlib import Path

NAMES = st.text("ab.-~! é0", min_size=1, max_size=4).filter(lambda it: it.strip("."))


def list_names(*paths: Path | str, options: ReadOptions = PLAIN) -> list[str]:
    found = iter_sources(paths, options=options, report=ignore_remark)
    return [it.source if isinstance(it, Failure) else it.name for it in found]


@given(st.lists(st.lists(NAMES.filter(lambda it: not it.startswith(".")), max_size=3), max_size=9))
def test_a_folder_is_listed_in_the_order_of_whole_paths(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    for names in parts:
        write(folder.joinpath(*names, "x.txt"), "Text.")
        write(folder.joinpath(*names, "x-.txt"), "Text.")
    expected = sorted(it.relative_to(folder).as_posix() for it in folder.rglob("*.txt"))
    if expected:
        assert list_names(folder) == expected


def test_a_folder_is_not_listed_before_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.txt", "Text.")
    late = write(tmp_path / "b" / "2.txt", "Text.")
    sources = iter_sources([tmp_path], options=PLAIN, report=ignore_remark)
    assert [it.name for it in islice(sources, 1) if not isinstance(it, Failure)] == ["a/1.txt"]
    late.rename(tmp_path / "b" / "3.txt")
    assert [it.name for it in sources if not isinstance(it, Failure)] == ["b/3.txt"]


def test_every_format_is_read_and_what_stands_beside_reports_is_not(tmp_path: Path) -> None:
    kept = "a.txt b.HTML c.htm d.md e.eml f.jsonl g.ndjson h.json i.csv j.tsv k.parquet l.zip"
    packed = "m.warc.gz n.txt.zst o.csv.gz p.warc"
    aside = "README.md picture.png q.gz r.txt.bak"
    for name in f"{kept} {packed} {aside}".split():
        write(tmp_path / name, "x")
    remarks = read(tmp_path).remarks
    assert list_names(tmp_path) == f"{kept} {packed}".split()
    left = [it.source for it in remarks if it.kind is RemarkKind.LEFT_ASIDE]
    assert left == aside.split()


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "a" / "x.txt", "Text.")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "y.txt").symlink_to(tmp_path / "a" / "x.txt")
    assert list_names(tmp_path) == ["a/x.txt", "a/y.txt"]


def test_a_folder_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.txt", "Text.")
    (tmp_path / "closed").mkdir()
    scan = os.scandir

    def refuse(folder: str) -> object:
        if folder.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert [it.rpartition("/")[2] for it in list_names(tmp_path)] == ["a.txt", "closed"]


def test_a_pattern_names_files_below_its_folder(tmp_path: Path) -> None:
    for name in ("2021/a.html", "2021/07/a.html", "2021/07/b.txt", "2022/a.html"):
        write(tmp_path / name, "x")
    assert list_names(f"{tmp_path}/2021/**/*.html") == ["07/a.html", "a.html"]
    assert list_names(f"{tmp_path}/202?/a.html") == ["2021/a.html", "2022/a.html"]
    with pytest.raises(CorpusError, match="no file has a name of this pattern"):
        list_names(f"{tmp_path}/*.csv")


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a[1].txt", "Text.")
    assert list_names(path) == ["a[1].txt"]


@pytest.mark.parametrize("divider", ["\n", "\r\n", "\0"])
def test_a_list_names_files(tmp_path: Path, divider: str) -> None:
    paths = [write(tmp_path / name, "Text.") for name in ("b.txt", "sub/a.txt")]
    listed = write(tmp_path / "list", divider.join([*map(str, paths), "", f"{tmp_path}/no.txt"]))
    failure, *names = list_names(f"@{listed}")
    assert failure == f"{tmp_path}/no.txt"
    assert names == ["a.txt", "b.txt"]
    (found,) = read(f"@{listed}").reasons
    assert found.startswith(f"{listed}, line 4: {tmp_path}/no.txt: no such file")


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="the list of files cannot be read"):
        list_names(f"@{tmp_path}/none")


def test_the_same_names_of_a_list_stay_apart(tmp_path: Path) -> None:
    paths = [write(tmp_path / name / "a.txt", name) for name in ("x", "y")]
    listed = write(tmp_path / "list", "\n".join(map(str, [*paths, *paths])))
    assert list_names(f"@{listed}") == ["a.txt", "y/a.txt"]


def test_a_list_may_come_by_the_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.txt", "Text.")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(str(path).encode())))
    assert list_names("@-") == ["a.txt"]


def test_a_path_that_is_not_there_is_wrong_at_once(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such file or folder"):
        iter_sources([tmp_path / "none"], options=PLAIN, report=ignore_remark)


def test_a_format_that_is_none_is_wrong_at_once(tmp_path: Path) -> None:
    with pytest.raises(ReadOptionError, match="expected one of txt, html,"):
        list_names(tmp_path, options=ReadOptions(format="docx"))


def test_a_column_of_no_field_is_wrong_at_once(tmp_path: Path) -> None:
    with pytest.raises(ReadOptionError, match="expected a field of text, html,"):
        list_names(tmp_path, options=ReadOptions(columns=(("colour", "red"),)))


def test_with_a_format_all_files_of_a_folder_are_read(tmp_path: Path) -> None:
    write(tmp_path / "part-0000", '{"text": "One report."}')
    write(tmp_path / "part-0001", '{"text": "Another report."}')
    assert read(tmp_path, options=ReadOptions(format="jsonl")).ids == ["part-0000:1", "part-0001:1"]
