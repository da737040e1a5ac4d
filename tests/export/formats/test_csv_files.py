"""CSV that no spreadsheet runs, under our own names and those of ACLED and UCDP GED."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from geomap.export import FORMATS, INCIDENT_FIELDS, iter_incident_features
from geomap.export.formats.csv_files import read_cell
from tests.export.samples import make_incident_dataset

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.export import Dataset
    from geomap.model import Document, Incident
    from geomap.result import Result


def read_rows(dataset: Dataset, *, name: str = "csv") -> list[dict[str, str]]:
    content = next(iter(FORMATS[name].make_files(dataset).values()))
    assert isinstance(content, bytes)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_csv_has_the_contracts_columns_first(result: Result) -> None:
    header = list(read_rows(result.dataset)[0])
    names = [field.name for field in INCIDENT_FIELDS]
    assert header[: len(names)] == names
    assert len(set(header)) == len(header)
    assert {"longitude", "latitude", "event_date", "fatalities", "where_prec"} <= set(header)


def test_the_csv_has_the_rows_of_the_geojson(result: Result) -> None:
    rows = read_rows(result.dataset)
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
    place = first + rest
    (row,) = read_rows(make_incident_dataset(place=place))
    assert not row["place"].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert read_cell(row["place"]) == place


def test_a_name_that_looks_like_a_formula_stays_a_name(
    make_incident: Callable[..., Incident], document: Document
) -> None:
    incident = make_incident(claimed_by=("=cmd()",))
    (feature,) = iter_incident_features([incident], {"a": document}, {})
    (row,) = read_rows(make_incident_dataset(**feature["properties"]))
    assert json.loads(row["claimed_by"]) == ["=cmd()"]
    assert not row["claimed_by"].startswith("=")
    assert json.loads(row["sources"]) == ["below/=a.txt"]
