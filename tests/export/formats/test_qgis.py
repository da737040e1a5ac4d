"""The XML for QGIS, without QGIS; what it makes of it is in tests/export/test_qgis.py."""

from __future__ import annotations

import datetime as dt
import io
import json
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.export.formats.qgis import add_project, add_styles, make_project
from geomap.export.formats.qgis.view import fit_extent, make_view
from tests.export.samples import make_incident_dataset

if TYPE_CHECKING:
    from geomap.export import Dataset
    from geomap.result import Result

WHEN: Final = dt.datetime(2024, 5, 1, 12, 30, tzinfo=dt.UTC)
STYLED: Final = {"incidents", "sites", "stretches", "border"}
POINT: Final = {"type": "Point", "coordinates": [45.5, 40.1]}
METRES: Final = st.floats(-2e7, 2e7)


def read_project(content: bytes) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["geomap.qgs"]
        return ET.fromstring(archive.read("geomap.qgs"))  # noqa: S314 - it is our own


def store(dataset: Dataset) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of styles and of projects that a GeoPackage gets; written twice."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute(
            "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, "
            "data_type TEXT NOT NULL, identifier TEXT UNIQUE, last_change DATETIME NOT NULL)"
        )
        for _ in range(2):
            add_styles(connection, dataset, when=WHEN)
            add_project(connection, dataset, "incidents.gpkg", when=WHEN)
        styles, projects = (
            [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608
            for table in ("layer_styles", "qgis_projects")
        )
    return styles, projects


def test_a_style_for_each_layer_is_its_default(result: Result) -> None:
    styles, _ = store(result.dataset)
    assert {row["f_table_name"] for row in styles} == STYLED
    assert len(styles) == len(STYLED)
    for row in styles:
        assert row["useAsDefault"] == 1
        assert row["f_geometry_column"] == "geom"
        assert row["owner"] == "geomap"
        assert row["update_time"] == "2024-05-01T12:30:00.000Z"
        assert ET.fromstring(row["styleQML"]).tag == "qgis"  # noqa: S314 - it is our own


def test_the_project_is_kept_as_the_digits_of_its_archive(result: Result) -> None:
    _, (row,) = store(result.dataset)
    assert row["name"] == "geomap"
    assert json.loads(row["metadata"])["last_modified_time"] == "2024-05-01T12:30:00"
    content = bytes.fromhex(row["content"])
    assert content == make_project(result.dataset, "incidents.gpkg", when=WHEN)
    assert read_project(content).findtext("title") == result.title


def test_sources_are_beside_the_project(result: Result) -> None:
    root = read_project(make_project(result.dataset, "other name.gpkg", when=WHEN))
    sources = [layer.findtext("datasource") or "" for layer in root.iter("maplayer")]
    assert len(sources) == len(result.dataset.columns)
    assert all(source.startswith("./other name.gpkg|layername=") for source in sources)


def test_no_side_has_a_colour_of_its_own(result: Result) -> None:
    (border,) = (r for r in store(result.dataset)[0] if r["f_table_name"] == "border")
    root = ET.fromstring(border["styleQML"])  # noqa: S314 - it is our own
    dresses = {
        (style.get("textColor"), style.get("fontSize"), style.get("fontWeight"))
        for rule in root.iter("rule")
        if rule.get("filter")
        for style in rule.iter("text-style")
    }
    assert len(dresses) == 1
    assert border["styleQML"].count("Armenia") == border["styleQML"].count("Azerbaijan") == 2


def test_a_time_before_that_of_archives_is_no_fault() -> None:
    when = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    assert read_project(make_project(make_incident_dataset(), "a.gpkg", when=when)) is not None


def test_without_dates_there_is_no_time_to_step_through() -> None:
    root = read_project(make_project(make_incident_dataset(), "a.gpkg", when=WHEN))
    assert root.find("ProjectTimeSettings") is None


def test_without_places_the_world_is_seen() -> None:
    left, bottom, right, top = make_view(make_incident_dataset())
    assert left < -1.9e7
    assert right > 1.9e7
    assert bottom < 0 < top


@pytest.mark.parametrize("geometry", [POINT, {"type": "Point", "coordinates": [0.0, 90.0]}])
def test_around_one_incident_something_is_seen(geometry: dict[str, Any]) -> None:
    left, bottom, right, top = make_view(make_incident_dataset(geometry=geometry))
    assert right - left > 50_000
    assert top - bottom > 50_000


@given(st.text(max_size=30))
def test_any_text_makes_a_document(text: str) -> None:
    dataset = make_incident_dataset(
        geometry=POINT, status="denied", sub_event_type="Attack", border_method="on_line"
    )
    dataset.title = text
    dataset.record["credits"] = [text]
    dataset.record["parties"] = {"ARM": text}
    _, (row,) = store(dataset)
    title = read_project(bytes.fromhex(row["content"])).findtext("title") or ""
    # What XML cannot hold is left out, and it has one kind of line end.
    kept = "".join(c for c in text if c.isprintable())
    assert "".join(c for c in title if c.isprintable()) == kept


@given(left=METRES, bottom=METRES, width=st.floats(1, 2e7), height=st.floats(1, 2e7))
def test_a_view_fits_into_a_frame_of_other_proportions(
    left: float, bottom: float, width: float, height: float
) -> None:
    west, south, east, north = fit_extent(
        (left, bottom, left + width, bottom + height), width=207, height=172
    )
    assert west <= left + 1
    assert south <= bottom + 1
    assert east >= left + width - 1
    assert north >= bottom + height - 1
    assert (east - west) / (north - south) == pytest.approx(207 / 172, rel=1e-3)
