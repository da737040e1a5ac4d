"""Files: whole or not at all; CSV that no spreadsheet runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geomap.errors import OutputError
from geomap.export import (
    dump_json,
    write_files,
)

if TYPE_CHECKING:
    from pathlib import Path


FILES = {"a.json": b"{}\n", "b.csv": b"x\r\n", "c.html": b"<p>"}


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_written_into_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "output"
    written = write_files(folder, FILES)
    assert [path.name for path in written] == list(FILES)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES


def test_files_can_be_read_by_others(tmp_path: Path) -> None:
    (path, *_) = write_files(tmp_path, FILES)
    assert path.stat().st_mode & 0o444 == 0o444


def test_files_of_an_earlier_run_are_replaced_and_others_stay(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    write_files(tmp_path, {"a.json": b"[]\n"})
    assert (tmp_path / "a.json").read_bytes() == b"[]\n"
    assert (tmp_path / "b.csv").read_bytes() == FILES["b.csv"]
    assert listing(tmp_path) == ["README.md", "a.json", "b.csv", "c.html"]


def test_a_folder_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="taken"):
        write_files(tmp_path / "taken" / "output", FILES)
    with pytest.raises(OutputError, match="taken"):
        write_files(tmp_path / "taken", FILES)
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "a file"
    assert listing(tmp_path) == ["taken"]


@pytest.mark.parametrize("blocked", list(FILES))
def test_all_or_nothing_when_a_target_is_a_folder(tmp_path: Path, blocked: str) -> None:
    for name in FILES:
        if name != blocked:
            (tmp_path / name).write_bytes(b"old")
    (tmp_path / blocked).mkdir()
    with pytest.raises(OutputError, match=blocked) as caught:
        write_files(tmp_path, FILES)
    assert isinstance(caught.value, OSError)
    assert listing(tmp_path) == sorted(FILES)
    assert {p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == {b"old"}


def test_all_or_nothing_when_a_name_is_too_long(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"old")
    with pytest.raises(OutputError):
        write_files(tmp_path, {"a.json": b"new", "n" * 300: b"new"})
    assert (tmp_path / "a.json").read_bytes() == b"old"
    assert listing(tmp_path) == ["a.json"]


def test_json_is_utf8_with_a_line_end() -> None:
    content = {"name": "Kəlbəcər", "none": None, "text": "a\u2028b</script>", "n": [1, 2.5]}
    written = dump_json(content)
    assert written.endswith(b"\n")
    assert "Kəlbəcər".encode() in written
    assert json.loads(written) == content
    assert list(json.loads(written)) == list(content)
