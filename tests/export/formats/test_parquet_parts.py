"""GeoParquet by year and border: read back as it was, by slices, and written again only in part."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

import geomap
from geomap import Slice
from geomap.errors import OutputError
from geomap.export import TABLES, Dataset, find_parts, read_parts, select
from geomap.export.formats.parquet_parts import MANIFEST, PARTS, write_parts

if TYPE_CHECKING:
    from pathlib import Path

    from geomap import Result

pytestmark = pytest.mark.checkout


@pytest.fixture
def folder(result: Result, tmp_path: Path) -> Path:
    result.export(tmp_path, to=[PARTS])
    return tmp_path / PARTS


def sort_rows(dataset: Dataset) -> dict[str, list[dict[str, object]]]:
    return {
        table.name: sorted(dataset.iter_rows(table.name), key=lambda row: str(row[table.key]))
        for table in TABLES
    }


def list_files(folder: Path) -> dict[str, int]:
    """Return every file below a folder with what changes when it is written again."""
    return {str(it): it.stat().st_ino for it in folder.rglob("*") if it.is_file()}


def test_it_is_read_back_to_the_last_character(result: Result, folder: Path) -> None:
    for given in (folder, folder.parent, folder / MANIFEST):
        found = geomap.read(given)
        assert sort_rows(found.dataset) == sort_rows(result.dataset)
        assert (found.title, found.run_record) == (result.title, result.dataset.record)
    days = found.dataset.columns["incidents"].column("date_start").to_pylist()
    known = [day for day in days if day]
    assert known == sorted(known)


def test_folders_are_named_as_hive_names_them(result: Result, folder: Path) -> None:
    for table in TABLES:
        read = pq.read_table(folder / table.name)
        assert read.num_rows == result.dataset.columns[table.name].num_rows
        # A report is of no border, and a line of no year.
        lacks = {"documents": {"border"}, "border": {"year"}}.get(table.name, set())
        assert {"year", "border"} - lacks <= set(read.schema.names)
    incidents = pq.read_table(folder / "incidents", filters=[("year", "=", 2022)])
    expected = [row for row in result.dataset.iter_rows("incidents") if "2022" in row["date_end"]]
    assert incidents.num_rows == len(expected)


def test_the_manifest_lists_the_files(result: Result, folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_bytes())
    listed = {part["file"] for part in manifest["parts"]} | {MANIFEST, manifest["record"]}
    assert listed == {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    for name, rows in manifest["rows"].items():
        assert rows == result.dataset.columns[name].num_rows
        assert rows == sum(part["rows"] for part in manifest["parts"] if part["table"] == name)


@pytest.mark.parametrize(
    "part",
    [
        Slice(since=dt.date(2022, 1, 1)),
        Slice(until=dt.date(2021, 12, 31)),
        Slice(since=dt.date(2021, 6, 1), until=dt.date(2021, 11, 16), borders=("ARM-AZE",)),
        Slice(bbox=(44.5, 40.5, 46.0, 42.0)),
        Slice(borders=("GEO-TUR",)),
    ],
)
def test_a_slice_of_the_files_is_that_of_the_whole(
    result: Result, folder: Path, part: Slice
) -> None:
    found = read_parts(folder, part)
    expected = select(result.dataset, part)
    assert sort_rows(found) == sort_rows(expected)
    assert found.record == expected.record


def test_files_outside_a_slice_are_not_opened(folder: Path) -> None:
    for path in (folder / "incidents").glob("year=2020/*/*"):
        path.write_bytes(b"cut")
    assert read_parts(folder, Slice(since=dt.date(2021, 1, 1))).columns["incidents"].num_rows
    with pytest.raises(OutputError, match="year=2020"):
        read_parts(folder)


def test_what_is_there_is_not_made_again(result: Result, folder: Path) -> None:
    before = list_files(folder)
    # As if it had been stopped before the manifest stood.
    (folder / MANIFEST).unlink()
    lost = next((folder / "sites").rglob("*.parquet"))
    lost.unlink()
    write_parts(result.dataset, folder)
    after = list_files(folder)
    assert after.keys() == before.keys()
    changed = {path for path, inode in after.items() if inode != before[path]}
    record = {path for path in after if path.endswith(".json")}
    assert changed <= record | {str(lost)}
    assert (folder / MANIFEST).is_file()


def test_a_change_writes_its_part_and_removes_what_is_no_more(result: Result, folder: Path) -> None:
    before = list_files(folder)
    (folder / "notes.txt").write_text("mine")
    later = select(result.dataset, Slice(since=dt.date(2021, 1, 1)))
    write_parts(later, folder)
    after = list_files(folder)
    assert not [path for path in after if "incidents/year=2020" in path]
    kept = [path for path in before if "incidents/year=2022" in path]
    assert kept
    assert all(after[path] == before[path] for path in kept)
    assert (folder / "notes.txt").read_text() == "mine"
    assert sort_rows(read_parts(folder)) == sort_rows(later)


def test_two_writings_are_equal(result: Result, folder: Path, tmp_path: Path) -> None:
    write_parts(result.dataset, tmp_path / "again")
    for path in folder.rglob("*"):
        if path.is_file():
            assert (tmp_path / "again" / path.relative_to(folder)).read_bytes() == path.read_bytes()


def test_a_broken_folder_is_an_error_that_names_the_file(folder: Path) -> None:
    listed = next((folder / "claims").rglob("*.parquet"))
    content = listed.read_bytes()
    listed.unlink()
    with pytest.raises(OutputError, match=listed.name):
        read_parts(folder)
    listed.write_bytes(content)
    (folder / MANIFEST).write_bytes(b"{")
    with pytest.raises(OutputError, match=MANIFEST):
        read_parts(folder)


def test_other_folders_are_none(tmp_path: Path) -> None:
    assert find_parts(tmp_path) is None
    assert find_parts(tmp_path / "missing") is None
    (tmp_path / MANIFEST).write_text('{"name": "of another program"}')
    assert find_parts(tmp_path) is None
