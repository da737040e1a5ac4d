"""What a person corrected is in every format that can hold a word of it."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyogrio
import pytest

from geomap.export import choose_formats, describe_checks, make_files
from tests.export.samples import make_incident_dataset

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.export import Dataset

CHECKED: list[dict[str, str | None]] = [
    {"field": "killed_a", "author": "A. <b>", "reason": "=seen", "was": "3"},
    {"field": "missing_b", "author": "A. <b>", "reason": "seen", "was": None},
]
WORDS = [
    "killed_a checked by A. <b>: =seen (was 3)",
    "missing_b checked by A. <b>: seen (was not known)",
]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    point = {"type": "Point", "coordinates": [45.0, 40.0]}
    return make_incident_dataset(geometry=point, checked=CHECKED, summary="Fire.", status="claimed")


def _write(dataset: Dataset, name: str) -> dict[str, Any]:
    return dict(make_files(dataset, choose_formats([name])))


def test_in_words() -> None:
    assert describe_checks(CHECKED) == WORDS
    assert describe_checks([]) == []


def test_in_csv_and_in_acled_notes(dataset: Dataset) -> None:
    text = _write(dataset, "csv")["incidents.csv"].decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert '"author":"A. <b>"' in row["checked"]
    text = _write(dataset, "acled-csv")["incidents-acled.csv"].decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["notes"] == " ".join(["Fire.", *WORDS])


@pytest.mark.parametrize(
    ("name", "file"), [("kml", "incidents.kml"), ("shapefile", "incidents.shp.zip")]
)
def test_in_formats_without_records(dataset: Dataset, name: str, file: str) -> None:
    write = cast("Callable[[Path, Path], None]", _write(dataset, name)[file])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        write(path, path)
        if name == "kml":
            # Escaped twice: Google Earth takes a description for HTML.
            assert "checked by A. &amp;lt;b&amp;gt;: =seen (was 3)" in path.read_text("utf-8")
        else:
            frame = pyogrio.read_dataframe(path, layer="incidents")
            assert frame["checked"].tolist() == ["; ".join(WORDS)]
