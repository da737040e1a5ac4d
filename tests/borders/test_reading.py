"""Reading lines from a folder, and what is said of files that are not right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geomap.borders import Borders, load_borders
from geomap.errors import BorderError, GazetteerError
from geomap.folders import find_gazetteer

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "border,section,division,name,country,from_km,to_km\n"


def make_line(**properties: str) -> dict[str, Any]:
    """Return a line of 111 km along the equator, with some properties changed."""
    known = {
        "border": "XXX-YYY",
        "section": "main",
        "a": "XXX",
        "b": "YYY",
        "left": "XXX",
        "right": "YYY",
        "source": "drawn by hand",
    }
    geometry = {"type": "LineString", "coordinates": [[0.0, 0.0], [1.0, 0.0]]}
    return {"type": "Feature", "properties": known | properties, "geometry": geometry}


def write_line(folder: Path, *features: dict[str, Any]) -> Path:
    """Write a line into a folder."""
    path = folder / "XXX-YYY.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_the_pair_is_found_in_any_order() -> None:
    borders = load_borders(find_gazetteer() / "borders")
    border = borders.require("AZE", "ARM")
    assert borders.get("ARM", "AZE") is border
    # The line in full detail, not that of the file of the world.
    assert [section.name for section in border.sections] == ["main", "nakhchivan"]
    assert border.enclaves
    assert "OpenStreetMap" in border.credit


def test_a_pair_without_a_line_is_none_or_an_error_with_the_neighbours() -> None:
    borders = load_borders(find_gazetteer() / "borders")
    assert borders.get("ARM", "RUS") is None
    with pytest.raises(
        BorderError, match=r"ARM-RUS: .*RUS borders on AZE, .*ARM borders on AZE, GEO, IRN"
    ):
        borders.require("RUS", "ARM")
    with pytest.raises(BorderError, match="ARM borders on no country"):
        Borders([]).require("ARM", "AZE")


def test_a_section_that_is_not_there_is_an_error_with_those_that_are() -> None:
    border = load_borders(find_gazetteer() / "borders").require("ARM", "AZE")
    with pytest.raises(BorderError, match="'north'; it has main, nakhchivan"):
        border.section("north")


def test_a_line_alone_is_enough(tmp_path: Path) -> None:
    write_line(tmp_path, make_line())
    border = load_borders(tmp_path).require("XXX", "YYY")
    assert border.length_km == pytest.approx(111.32, abs=0.01)
    assert (border.divisions, border.enclaves) == ({}, ())
    assert border.stretches_of("XX-NO") == border.stretches_of(None) == ()


def test_files_of_another_name_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("about the lines")
    (tmp_path / "notes.geojson").write_text("not a line")
    assert len(load_borders(tmp_path)) == 0


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"lines: expected a folder .* build it again"):
        load_borders(tmp_path / "lines")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{", "XXX-YYY.geojson: expected a GeoJSON FeatureCollection"),
        ('{"type": "Feature"}', "Invalid enum value 'Feature'|missing required"),
        ('{"type": "FeatureCollection", "features": []}', "at least one section, got none"),
    ],
)
def test_a_file_that_is_no_line_is_named(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / "XXX-YYY.geojson").write_text(content)
    with pytest.raises(GazetteerError, match=fault) as caught:
        load_borders(tmp_path)
    assert "build_borders.py" in str(caught.value)


def test_all_faults_of_a_line_are_told_at_once(tmp_path: Path) -> None:
    wrong_side = make_line(left="ZZZ")
    nowhere = make_line()
    nowhere["geometry"]["coordinates"] = [[200.0, 0.0], [200.0, 0.0]]
    write_line(tmp_path, wrong_side, nowhere)
    with pytest.raises(GazetteerError) as caught:
        load_borders(tmp_path)
    message = str(caught.value)
    assert "left ZZZ" in message
    assert "expected once, got again" in message
    assert "at least two different points, got 1" in message
    assert "got 200.0, 0.0" in message


def test_a_polygon_is_no_section(tmp_path: Path) -> None:
    polygon = make_line()
    polygon["geometry"] = {"type": "Polygon", "coordinates": []}
    write_line(tmp_path, polygon)
    with pytest.raises(GazetteerError, match="Invalid value 'Polygon'"):
        load_borders(tmp_path)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            "XXX-YYY,side,XX-NO,North,XXX,0,5",
            r"line 2: expected a section of the line \(main\), got 'side'",
        ),
        ("XXX-YYY,main,XX-NO,North,XXX,5,5", "line 2: expected 0 <= from_km < to_km <= 111.3"),
        ("XXX-YYY,main,XX-NO,North,XXX,0,112", "got 0.0, 112.0"),
        ("XXX-YYY,main,XX-NO,North,XXX,0,nan", "got 0.0, nan"),
        ("XXX-YYY,main,XX-NO,North,XXX,0,far", "as numbers, got '0', 'far'"),
        ("XXX-YYY,main,,North,XXX,0,5", "got an empty field"),
        ("XXX-YYY,main,XX-NO", "line 2: expected"),
    ],
)
def test_a_wrong_row_of_stretches_is_named(tmp_path: Path, row: str, fault: str) -> None:
    write_line(tmp_path, make_line())
    (tmp_path / "XXX-YYY.stretches.csv").write_text(f"{HEADER}{row}\n")
    with pytest.raises(GazetteerError, match=fault):
        load_borders(tmp_path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    write_line(tmp_path, make_line())
    (tmp_path / "XXX-YYY.stretches.csv").write_text("border,section,division,name,country\n")
    with pytest.raises(GazetteerError, match=r"a column from_km, got none; .* a column to_km"):
        load_borders(tmp_path)


def test_a_table_in_another_encoding_is_named(tmp_path: Path) -> None:
    write_line(tmp_path, make_line())
    (tmp_path / "XXX-YYY.stretches.csv").write_bytes(f"{HEADER}Şahbuz\n".encode("cp1254"))
    with pytest.raises(GazetteerError, match=r"stretches.csv: expected a table in UTF-8"):
        load_borders(tmp_path)


def test_an_enclave_without_a_ring_is_named(tmp_path: Path) -> None:
    write_line(tmp_path, make_line())
    enclave = {
        "type": "Feature",
        "properties": {"name": "Inn", "country": "XXX"},
        "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]},
    }
    content = json.dumps({"type": "FeatureCollection", "features": [enclave]})
    (tmp_path / "XXX-YYY.enclaves.geojson").write_text(content)
    with pytest.raises(GazetteerError, match="enclave Inn: expected a ring of four points"):
        load_borders(tmp_path)
