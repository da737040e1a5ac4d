"""The file of many borders: what is read when, and what is said of a file that is not right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from geomap.borders import load_borders
from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "border,section,division,name,country,from_km,to_km\n"


def make_metadata(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    section = {"name": "main", "left": "XXX", "right": "YYY", "start": "sea", "end": "tripoint"}
    border = {"id": "XXX-YYY", "bounds": [0, 0, 2, 0], "sections": [section]}
    other = {
        "id": "XXX-ZZZ",
        "bounds": [5, 5, 6, 7],
        "sections": [section | {"right": "ZZZ"}, section | {"name": "spur", "right": "ZZZ"}],
    }
    known = {"version": 1, "unit_degrees": 1e-5, "credit": "by hand", "borders": [border, other]}
    return known | changes


def write_world(folder: Path, **changes: Any) -> Path:  # noqa: ANN401 - JSON
    """Write two borders: one of two segments, one of two sections."""
    steps = [[0, 0], [100000, 0], [100000, 0], [500000, 500000], [100000, 0], [0, 0], [0, 200000]]
    arrays: dict[str, Any] = {
        "coordinates": np.array(steps, dtype=np.int32),
        "offsets": np.array([0, 3, 5, 7], dtype=np.int32),
        "metadata": np.frombuffer(json.dumps(make_metadata(**changes)).encode(), dtype=np.uint8),
    }
    path = folder / "world.npz"
    np.savez_compressed(path, **arrays)
    return path


def test_lines_are_the_sums_of_their_steps(tmp_path: Path) -> None:
    write_world(tmp_path)
    borders = load_borders(tmp_path)
    first = borders.require("XXX", "YYY")
    assert first.section("main").coordinates.tolist() == [[0, 0], [1, 0], [2, 0]]
    assert (first.section("main").left, first.section("main").end) == ("XXX", "tripoint")
    assert first.credit == "by hand"
    second = borders.require("ZZZ", "XXX")
    assert [section.name for section in second.sections] == ["main", "spur"]
    assert second.section("main").coordinates.ravel() == pytest.approx([5, 5, 6, 5])
    assert second.section("spur").coordinates.tolist() == [[0, 0], [0, 2]]


def test_no_line_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    path = write_world(tmp_path)
    borders = load_borders(tmp_path)
    path.unlink()
    assert [border.sides for border in borders] == [("XXX", "YYY"), ("XXX", "ZZZ")]
    assert borders.neighbours("XXX") == ("YYY", "ZZZ")
    assert borders.require("XXX", "YYY").bounds == (0, 0, 2, 0)
    with pytest.raises(GazetteerError, match=r"world\.npz"):
        _ = borders.require("XXX", "YYY").length_km


def test_a_line_is_read_once(tmp_path: Path) -> None:
    path = write_world(tmp_path)
    border = load_borders(tmp_path).require("XXX", "YYY")
    line = border.section("main")
    path.unlink()
    assert border.section("main") is line


def test_a_line_with_a_file_of_its_own_wins(tmp_path: Path) -> None:
    write_world(tmp_path)
    properties = {"border": "XXX-YYY", "section": "own", "a": "XXX", "b": "YYY"}
    properties |= {"left": "XXX", "right": "YYY", "source": "by hand"}
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "LineString", "coordinates": [[0, 0], [3, 0]]},
    }
    (tmp_path / "XXX-YYY.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]})
    )
    borders = load_borders(tmp_path)
    assert len(borders) == 2
    assert [it.name for it in borders.require("XXX", "YYY").sections] == ["own"]


def test_stretches_of_each_border(tmp_path: Path) -> None:
    write_world(tmp_path)
    (tmp_path / "world.stretches.csv").write_text(
        HEADER
        + "XXX-YYY,main,XX-A,A,XXX,0.0,100.0\nXXX-YYY,main,YY-B,B,YYY,0.0,222.6\n"
        + "XXX-ZZZ,spur,XX-A,A,XXX,1.0,9.0\n"
    )
    borders = load_borders(tmp_path)
    first = borders.require("XXX", "YYY")
    assert set(first.divisions) == {"XX-A", "YY-B"}
    assert first.divisions["XX-A"].length_km == 100
    assert first.stretches_of("XX-C") == ()
    assert borders.require("XXX", "ZZZ").stretches_of("XX-A")[0].section == "spur"


def test_no_stretches_without_their_file(tmp_path: Path) -> None:
    write_world(tmp_path)
    assert dict(load_borders(tmp_path).require("XXX", "YYY").divisions) == {}


def test_a_faulty_stretch_is_named_with_its_line(tmp_path: Path) -> None:
    write_world(tmp_path)
    (tmp_path / "world.stretches.csv").write_text(
        HEADER + "XXX-YYY,main,XX-A,A,XXX,0.0,100.0\nXXX-ZZZ,spur,XX-A,A,XXX,9.0,1.0\n"
    )
    borders = load_borders(tmp_path)
    assert len(borders.require("XXX", "YYY").divisions) == 1
    with pytest.raises(GazetteerError, match=r"world\.stretches\.csv: line 3: expected 0 <="):
        len(borders.require("XXX", "ZZZ").divisions)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"version": 2}, "expected format version 1, got 2"),
        ({"borders": 3}, "expected the metadata of border lines as JSON"),
    ],
)
def test_metadata_that_are_not_right(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    write_world(tmp_path, **changes)
    with pytest.raises(GazetteerError, match=words):
        load_borders(tmp_path)


def test_a_file_that_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "world.npz").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(GazetteerError, match=r"world\.npz: expected arrays metadata"):
        load_borders(tmp_path)


def test_offsets_that_do_not_fit(tmp_path: Path) -> None:
    write_world(tmp_path, borders=make_metadata()["borders"][:1])
    border = load_borders(tmp_path).require("XXX", "YYY")
    with pytest.raises(GazetteerError, match="expected 2 offsets up to 7, got 4"):
        _ = border.length_km
