"""What is written can be read back, to the last character, whatever the texts hold."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import openpyxl
import pyogrio
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl.utils.escape import unescape

from geomap.errors import OutputError
from geomap.export import FORMATS, TABLES, Dataset, read_dataset, write_files
from geomap.export.formats.csv_files import read_cell
from tests.export.hostile import datasets, make_hostile_dataset
from tests.export.samples import make_empty_dataset, make_incident_dataset

if TYPE_CHECKING:
    from geomap.result import Result

NUL: Final = "\0"
"""What GDAL and XML cannot hold."""
LONG: Final = "Կրակոց, “fire”; " * 650_000
"""More than ten megabytes."""

# A few examples each time: a file is written for each of them.
few = settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def write(dataset: Dataset, folder: Path, *names: str) -> list[Path]:
    contents: dict[str, Any] = {}
    for name in names:
        contents |= FORMATS[name].make_files(dataset)
    return write_files(folder, contents)


def read_again(dataset: Dataset, name: str) -> Dataset:
    with tempfile.TemporaryDirectory() as folder:
        write(dataset, Path(folder), name)
        return read_dataset(Path(folder))


@few
@given(datasets(without=NUL))
def test_a_geopackage_gives_back_what_was_written(dataset: Dataset) -> None:
    assert read_again(dataset, "gpkg") == dataset


@few
@given(datasets())
def test_geoparquet_gives_back_what_was_written(dataset: Dataset) -> None:
    assert read_again(dataset, "geoparquet") == dataset


@pytest.mark.parametrize("name", ["gpkg", "geoparquet"])
def test_hostile_texts_come_back(name: str) -> None:
    dataset = make_hostile_dataset()
    assert read_again(dataset, name) == dataset


@pytest.mark.parametrize("name", ["gpkg", "geoparquet"])
def test_nothing_comes_back_as_nothing(name: str) -> None:
    assert read_again(make_empty_dataset(), name) == make_empty_dataset()


@pytest.mark.parametrize("name", ["gpkg", "geoparquet"])
def test_a_text_of_ten_megabytes_comes_back(name: str) -> None:
    dataset = make_incident_dataset(
        summary=LONG,
        evidence=[{"source": "a", "start": 0, "end": 1, "quote": LONG, "field": "event"}],
    )
    assert len(LONG.encode()) > 10_000_000
    assert read_again(dataset, name) == dataset


def test_the_tables_of_a_run_come_back(result: Result, tmp_path: Path) -> None:
    result.export(tmp_path, to=["gpkg", "geoparquet"])
    assert read_dataset(tmp_path / "incidents.gpkg") == result.dataset
    assert read_dataset(tmp_path / "geoparquet") == result.dataset
    assert read_dataset(tmp_path / "geoparquet" / "sites.parquet") == result.dataset
    assert read_dataset(tmp_path) == result.dataset


def test_a_nul_in_a_geopackage_is_a_replacement_character() -> None:
    read = read_again(make_incident_dataset(place=f"a{NUL}b", sources=[f"a{NUL}b"]), "gpkg")
    (row,) = read.iter_rows("incidents")
    assert row["place"] == "a\ufffdb"
    assert row["sources"] == [f"a{NUL}b"]


@few
@given(datasets())
def test_geojson_holds_every_value(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(dataset, Path(folder), "geojson", "geojsonl")
        for name in ("incidents", "sites"):
            expected = dataset.make_features(name)
            collection = json.loads((Path(folder) / f"{name}.geojson").read_bytes())
            assert collection == expected
            lines = (Path(folder) / f"{name}.geojsonl").read_bytes().split(b"\n")
            assert lines.pop() == b""
            assert [json.loads(line) for line in lines] == expected["features"]


@pytest.mark.parametrize("make", [make_hostile_dataset, make_empty_dataset])
def test_geojson_of_hostile_texts_and_of_nothing(make: Any, tmp_path: Path) -> None:  # noqa: ANN401
    dataset = make()
    write(dataset, tmp_path, "geojson")
    for name in ("incidents", "sites"):
        read = json.loads((tmp_path / f"{name}.geojson").read_bytes())
        assert read == dataset.make_features(name)


@few
@given(datasets(without=NUL))
def test_csv_holds_every_text(dataset: Dataset) -> None:
    content = FORMATS["csv"].make_files(dataset)["incidents.csv"]
    assert isinstance(content, bytes)
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    for row, known in zip(rows, dataset.iter_rows("incidents"), strict=True):
        for field in TABLES[0].fields:
            value = known[field.name]
            if field.type in {"strings", "objects"}:
                assert json.loads(row[field.name] or "[]") == (value or [])
            elif field.type == "string":
                assert read_cell(row[field.name]) == (value or "")
            elif value is not None:
                assert row[field.name] == str(value)


@few
@given(datasets(without=NUL))
def test_flatgeobuf_holds_every_value(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(dataset, Path(folder), "flatgeobuf")
        for name in ("incidents", "sites"):
            _, read = pyogrio.read_arrow(Path(folder) / f"{name}.fgb", read_geometry=False)
            columns = dataset.columns[name]
            assert read.num_rows == columns.num_rows
            # Its index puts the rows into an order of its own.
            by_id = {row["id"]: row for row in read.to_pylist()}
            for row in columns.drop_columns(["geometry"]).to_pylist():
                found = by_id[row["id"]]
                # FlatGeobuf has times of the day only; a day is its midnight.
                assert {
                    key: value.date() if isinstance(value, dt.datetime) else value
                    for key, value in found.items()
                    if key in row
                } == row


def test_a_workbook_holds_every_text(tmp_path: Path) -> None:
    dataset = make_hostile_dataset()
    (path,) = write(dataset, tmp_path, "xlsx")
    book = openpyxl.load_workbook(path)
    for table in TABLES:
        if table.geometry == "LineString":
            continue
        header, *rows = book[table.title].iter_rows()
        names = [cell.value for cell in header]
        for cells, known in zip(rows, dataset.iter_rows(table.name), strict=True):
            found = dict(zip(names, cells, strict=True))
            for field in table.fields:
                cell, value = found[field.name], known[field.name]
                if field.type == "string":
                    assert cell.data_type != "f"
                    assert unescape(cell.value or "") == value
                elif field.type == "date":
                    assert cell.value.date().isoformat() == value
                elif field.type in {"strings", "objects"}:
                    assert json.loads(unescape(cell.value)) == value
                else:
                    assert cell.value == value


def test_a_workbook_cuts_what_no_cell_holds_and_says_so(tmp_path: Path) -> None:
    (path,) = write(make_incident_dataset(summary="a" * 40_000), tmp_path, "xlsx")
    (cell,) = [
        cell
        for row in openpyxl.load_workbook(path)["Incidents"].iter_rows(min_row=2)
        for cell in row
        if cell.value and str(cell.value).startswith("aaa")
    ]
    assert len(cell.value) == 32_767
    assert cell.value.endswith("[cut: a cell holds no more]")


def test_kml_holds_every_text_that_xml_can(tmp_path: Path) -> None:
    dataset = make_hostile_dataset()
    (path,) = write(dataset, tmp_path, "kml")
    kml = "{http://www.opengis.net/kml/2.2}"
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    placemarks = root.findall(f".//{kml}Folder/{kml}Placemark")
    incidents = [p for p in placemarks if p.find(f"{kml}ExtendedData") is not None]
    for placemark, known in zip(incidents, dataset.iter_rows("incidents"), strict=True):
        found = {
            entry.get("name"): entry.text or "" for entry in placemark.iter(f"{kml}SimpleData")
        }
        expected = (
            "".join(
                letter if letter in "\t\n\r" or letter >= " " else "\ufffd"
                for letter in known["place"]
            )
            .replace("\r\n", "\n")
            .replace("\r", "\n")
        )
        assert found["place"] == expected
        description = placemark.findtext(f"{kml}description") or ""
        assert "<script" not in description
    assert len({p.get("id") for p in placemarks}) == len(placemarks)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nothing.gpkg", "is not there"),
        ("a.gpkg", "cannot be read as the result of a run"),
        ("folder", "incidents.parquet: is not there"),
    ],
)
def test_what_is_no_result_is_an_error_that_says_so(tmp_path: Path, path: str, words: str) -> None:
    (tmp_path / "a.gpkg").write_bytes(b"no database")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match=words):
        read_dataset(tmp_path / path)
