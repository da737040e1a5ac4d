"""A line of one's own: it keeps what is known of the line that it replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely import LineString

from geomap.borders import load_borders
from geomap.borders.replacing import replace_borders, restore_borders
from geomap.export import iter_border_features
from geomap.folders import find_gazetteer

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.borders import Borders


@pytest.fixture(scope="module")
def borders() -> Borders:
    return load_borders(find_gazetteer() / "borders")


@pytest.fixture
def own_line(borders: Borders, tmp_path: Path) -> Path:
    """The main section, turned round, a hundredth of a degree to the north, in metres."""
    section = borders.require("ARM", "AZE").section("main")
    moved = LineString([(lon, lat + 0.01) for lon, lat in section.coordinates[::-1].tolist()])
    path = tmp_path / "line.gpkg"
    table = gpd.GeoDataFrame({"label": ["line"]}, geometry=[moved], crs="EPSG:4326")
    table.to_crs("EPSG:32638").to_file(path)
    return path


def test_a_line_of_ones_own_takes_over_sides_and_divisions(
    borders: Borders, own_line: Path
) -> None:
    known = borders.require("ARM", "AZE")
    replaced = replace_borders(borders, {own_line: ("AZE", "ARM")}).require("ARM", "AZE")
    assert replaced.credit == "line of line.gpkg"
    (section,) = replaced.sections
    old = known.section("main")
    assert (section.left, section.right) == (old.right, old.left)
    assert section.length_km == pytest.approx(old.length_km, rel=0.01)
    for code in ("AZ-KAL", "AZ-LAC", "AM-GR", "AZ-DAS"):
        lengths = [border.divisions[code].length_km for border in (known, replaced)]
        assert lengths[1] == pytest.approx(lengths[0], rel=0.1), code
    # Nakhchivan's section is not on the new line, so nothing of it is carried over.
    assert "AZ-SAD" not in replaced.divisions


def test_other_borders_stay_as_they_are(borders: Borders, own_line: Path) -> None:
    replaced = replace_borders(borders, {own_line: ("ARM", "AZE")})
    assert len(replaced) == len(borders)
    assert replaced.require("GEO", "ARM").length_km == borders.require("GEO", "ARM").length_km
    assert borders.require("ARM", "AZE").credit != "line of line.gpkg"


def test_a_border_that_nobody_has_is_added(borders: Borders, own_line: Path) -> None:
    replaced = replace_borders(borders, {own_line: ("ARM", "FJI")})
    assert len(replaced) == len(borders) + 1
    assert replaced.require("ARM", "FJI").divisions == {}


def test_the_lines_of_a_run_are_those_at_hand_or_its_own(borders: Borders, own_line: Path) -> None:
    at_hand = borders.require("ARM", "AZE")
    shipped = list(iter_border_features([at_hand]))
    assert restore_borders(borders, shipped).require("ARM", "AZE") is at_hand
    own = replace_borders(borders, {own_line: ("ARM", "AZE")}).require("ARM", "AZE")
    restored = restore_borders(borders, iter_border_features([own])).require("ARM", "AZE")
    assert [it.name for it in restored.sections] == [it.name for it in own.sections]
    assert restored.length_km == pytest.approx(own.length_km, abs=0.01)
    assert restored.divisions.keys() == own.divisions.keys()
    assert [(it.left, it.right) for it in restored.sections] == [("", "")]
    unknown = [
        feature | {"properties": feature["properties"] | {"border": "AAA-BBB"}}
        for feature in iter_border_features([own])
    ]
    assert restore_borders(borders, unknown).require("BBB", "AAA").divisions == {}
