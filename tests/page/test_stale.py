"""What an earlier run wrote beside the map goes when it is not written again, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.errors import OutputError
from geomap.page import remove_stale_pages

MADE_BY_US = '<!DOCTYPE html>\n<meta name="generator" content="geomap">\n'


def test_only_pages_that_we_wrote_and_need_no_more_are_removed(tmp_path: Path) -> None:
    texts = {
        "days/2020-01-01.html": MADE_BY_US,
        "days/2020-01-02.html": MADE_BY_US,
        "days/undated.html": MADE_BY_US,
        "days/2020-01-03.html": "<p>written by hand",
        "days/notes.html": MADE_BY_US,
        "days/2020-01-04.txt": MADE_BY_US,
        "map-details/0000.html": MADE_BY_US,
        "map-details/0001.html": MADE_BY_US,
        "map-details/0002.html": "<p>written by hand",
        "map-details/notes.html": MADE_BY_US,
        "map-details/days/0003.html": MADE_BY_US,
        "other/0000.html": MADE_BY_US,
        "0000.html": MADE_BY_US,
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "days" / "2020-01-05.html").mkdir()
    (tmp_path / "days" / "2020-01-06.html").symlink_to(tmp_path / "days" / "notes.html")
    before = set(tmp_path.rglob("*"))
    keep = {tmp_path / "days" / "2020-01-02.html", tmp_path / "map-details" / "0000.html"}
    removed = remove_stale_pages(tmp_path, keep=keep)
    assert [path.relative_to(tmp_path).as_posix() for path in removed] == [
        "days/2020-01-01.html",
        "days/undated.html",
        "map-details/0001.html",
    ]
    assert before - set(tmp_path.rglob("*")) == set(removed)
    assert remove_stale_pages(tmp_path / "not there", keep=()) == []


def test_a_folder_of_nothing_but_stale_pages_goes_too(tmp_path: Path) -> None:
    for name in ("days", "map-details"):
        (tmp_path / name).mkdir()
    (tmp_path / "days" / "index.html").write_text(MADE_BY_US, encoding="utf-8")
    remove_stale_pages(tmp_path, keep=())
    assert [path.name for path in tmp_path.iterdir()] == ["map-details"]


def test_a_stale_page_that_cannot_be_removed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "days").mkdir()
    (tmp_path / "days" / "2020-01-01.html").write_text(MADE_BY_US, encoding="utf-8")

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(OutputError, match=r"2020-01-01\.html: a page of an earlier run"):
        remove_stale_pages(tmp_path, keep=())
