"""Files: whole or not at all; CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import OutputError
from geomap.export import (
    INCIDENT_FIELDS,
    dump_json,
    make_csv,
    make_incident_features,
    write_files,
)
from geomap.model import Document, Incident, Place, Site, SiteRole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.result import Result

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


def read_rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_csv_has_the_contracts_columns_first(result: Result) -> None:
    content = make_csv(result.incident_features)
    header = content.decode("utf-8-sig").splitlines()[0].split(",")
    names = [field.name for field in INCIDENT_FIELDS]
    assert header[: len(names)] == names
    assert len(set(header)) == len(header)
    assert {"longitude", "latitude", "event_date", "fatalities", "where_prec"} <= set(header)


def test_the_csv_has_the_rows_of_the_geojson(result: Result) -> None:
    rows = read_rows(make_csv(result.incident_features))
    features = result.incident_features["features"]
    assert [row["id"] for row in rows] == [feature["id"] for feature in features]
    for row, feature in zip(rows, features, strict=True):
        known = feature["properties"]
        assert row["killed"] == ("" if known["killed"] is None else str(known["killed"]))
        assert row["fatalities"] == row["killed"]
        assert row["event_date"] == (known["date_end"] or "")
        assert json.loads(row["sources"]) == known["sources"]
        assert json.loads(row["evidence"]) == known["evidence"]
        if feature["geometry"]:
            assert [float(row["longitude"]), float(row["latitude"])] == (
                feature["geometry"]["coordinates"]
            )
        else:
            assert row["longitude"] == row["latitude"] == ""


@given(st.sampled_from("=+-@\t\r|%"), st.text(max_size=10))
def test_no_text_starts_a_formula(first: str, rest: str) -> None:
    site = Site(
        place=Place(id="p:1", name=first + rest),
        place_named=first + rest,
        role=SiteRole.AT,
        where_precision=1,
        document_count=1,
    )
    row = _row_of(site)
    for name in ("place", "place_named"):
        assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r"))
        assert row[name].endswith(rest)


def _row_of(site: Site) -> dict[str, str]:
    properties = dict.fromkeys(field.name for field in INCIDENT_FIELDS)
    properties |= {"place": site.place.name, "place_named": site.place_named}
    feature = {"properties": properties, "geometry": None}
    (row,) = read_rows(make_csv({"features": [feature]}))
    return row


def test_a_name_that_looks_like_a_formula_stays_a_name(
    make_incident: Callable[..., Incident], document: Document
) -> None:
    incident = make_incident(claimed_by=("=cmd()",))
    collection = make_incident_features([incident], {"a": document}, {})
    (row,) = read_rows(make_csv(collection))
    assert json.loads(row["claimed_by"]) == ["=cmd()"]
    assert not row["claimed_by"].startswith("=")
    assert json.loads(row["sources"]) == ["below/=a.txt"]
