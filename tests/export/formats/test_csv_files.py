"""CSV that no spreadsheet runs, under our own names and those of ACLED and UCDP GED."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
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


def test_the_rows_under_acleds_names(result: Result) -> None:
    rows = read_rows(result.dataset, name="acled-csv")
    assert len(rows) == len(result.records)
    for row, known in zip(rows, result.dataset.iter_rows("incidents"), strict=True):
        assert row["event_id_cnty"] == known["id"]
        assert row["event_date"] == (known["date_start"] or known["date_end"] or "")
        assert row["event_type"] == known["event_type"]
        assert row["fatalities"] == ("" if known["killed"] is None else str(known["killed"]))
        assert row["actor1"] == {"ARM": "Armenia", "AZE": "Azerbaijan"}[known["side_a"]]
        # What we do not know is not made up.
        assert row["inter1"] == row["admin1"] == row["tags"] == ""


def test_the_rows_under_geds_names() -> None:
    count = {"side": "ARM", "low": 2, "best": 2, "high": 2, "scope": "event", "as_of": None}
    count |= {"measure": "killed", "category": "military", "claimed_by": None, "history": []}
    dataset = make_incident_dataset(
        geometry={"type": "Point", "coordinates": [45.1, 40.2]},
        date_start="2022-09-13",
        side_a="ARM",
        side_b="AZE",
        country="ARM|AZE",
        killed=5,
        casualties=[
            count,
            count | {"category": "civilian", "best": 1},
            count | {"side": "AZE", "category": "unknown", "best": 2},
            count | {"scope": "cumulative", "best": 100},
            count | {"measure": "wounded", "best": 7},
            count | {"category": "military", "side": "AZE", "best": None},
        ],
    )
    (row,) = read_rows(dataset, name="ged-csv")
    assert (row["side_a"], row["side_b"]) == ("Government of Armenia", "Government of Azerbaijan")
    assert row["dyad_name"] == "Government of Armenia - Government of Azerbaijan"
    assert row["country"] == "Armenia / Azerbaijan"
    assert (row["deaths_a"], row["deaths_b"]) == ("2", "")
    assert (row["deaths_civilians"], row["deaths_unknown"]) == ("1", "2")
    assert (row["best"], row["low"], row["high"]) == ("5", "", "")
    assert row["geom_wkt"] == "POINT (45.1 40.2)"
    assert row["type_of_violence"] == row["conflict_name"] == ""


@pytest.mark.parametrize(
    ("lon", "lat", "cell"),
    [
        # The first and the last cell of the grid, and Yerevan's, by PRIO-GRID's own definition:
        # cells of half a degree, numbered from 1 at 90 S, 180 W, eastwards, then northwards.
        (-180.0, -90.0, 1),
        (180.0, 90.0, 259_200),
        (44.51, 40.18, 260 * 720 + 449 + 1),
    ],
)
def test_the_cell_of_prio_grid(lon: float, lat: float, cell: int) -> None:
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    (row,) = read_rows(make_incident_dataset(geometry=geometry), name="ged-csv")
    assert row["priogrid_gid"] == str(cell)


def test_what_has_no_point_is_in_no_cell() -> None:
    (row,) = read_rows(make_incident_dataset(), name="ged-csv")
    assert row["priogrid_gid"] == row["geom_wkt"] == row["latitude"] == ""
