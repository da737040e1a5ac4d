"""A user's own line: lines and polygons, in any format and reference system."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from geomap.borders import Border, Borders, Section, locate_on_border, which_side
from geomap.borders.importing import read_border_file
from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

LINE = LineString([(10, 50), (10.5, 50.1), (11, 50)])
SPUR = LineString([(12, 50), (12.2, 50)])
NORTH = Polygon([(10, 50), (10.5, 50.1), (11, 50), (11, 51), (10, 51)])
SOUTH = Polygon([(10, 49), (11, 49), (11, 50), (10.5, 50.1), (10, 50)])


def write(
    path: Path,
    geometries: Sequence[BaseGeometry],
    *,
    crs: str | None = "EPSG:4326",
    **columns: list[str],
) -> Path:
    known = None if crs is None else "EPSG:4326"
    table = gpd.GeoDataFrame(columns, geometry=list(geometries), crs=known)
    if crs is not None:
        table = table.to_crs(crs)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="'crs' was not provided")
        table.to_file(path, engine="pyogrio")
    return path


@pytest.mark.parametrize("name", ["line.gpkg", "line.geojson", "line.shp"])
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32632"])
def test_lines_of_any_format_and_system(tmp_path: Path, name: str, crs: str) -> None:
    path = write(tmp_path / name, [LINE, SPUR], crs=crs, left=["CZE", "CZE"], right=["DEU", "DEU"])
    border = read_border_file(path)
    assert (border.id, border.sides) == ("CZE-DEU", ("CZE", "DEU"))
    assert [section.name for section in border.sections] == ["main", "part-2"]
    main = border.section("main")
    assert main.coordinates.ravel() == pytest.approx([10, 50, 10.5, 50.1, 11, 50], abs=1e-6)
    # Two legs of 37.4 km each on the ellipsoid.
    assert main.length_km == pytest.approx(75.1, abs=0.2)
    assert (main.left, main.right) == ("CZE", "DEU")
    assert (dict(border.divisions), border.enclaves) == ({}, ())
    assert name in border.credit


@pytest.mark.parametrize("name", ["land.gpkg", "land.geojson", "land.shp"])
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_polygons_give_the_edge_they_share(tmp_path: Path, name: str, crs: str) -> None:
    path = write(tmp_path / name, [NORTH, SOUTH], crs=crs, iso_a3=["DEU", "CZE"])
    border = read_border_file(path)
    assert border.sides == ("CZE", "DEU")
    (main,) = border.sections
    assert main.length_km == pytest.approx(75.1, abs=0.2)
    assert which_side(border, 10.5, 50.3) == "DEU"
    assert which_side(border, 10.5, 49.8) == "CZE"


def test_pieces_are_joined(tmp_path: Path) -> None:
    pieces = [LineString([(10, 50), (10.5, 50.1)]), LineString([(10.5, 50.1), (11, 50)])]
    path = write(tmp_path / "line.gpkg", pieces, left=["CZE"] * 2, right=["DEU"] * 2)
    assert len(read_border_file(path).sections) == 1


def test_the_sides_can_be_given(tmp_path: Path) -> None:
    path = write(tmp_path / "line.geojson", [LINE], name=["front"])
    border = read_border_file(path, sides=("DEU", "CZE"))
    assert border.id == "CZE-DEU"
    # Whose side is whose, nobody said: a place is found on the line all the same.
    assert (border.sections[0].left, border.sections[0].right) == ("", "")
    assert which_side(border, 10.5, 50.3) is None
    assert locate_on_border(border, 10.5, 50.1).offset_km == pytest.approx(0, abs=0.001)


def test_a_known_line_tells_whose_the_sides_are(tmp_path: Path) -> None:
    old = Section(name="main", line=LineString([(9, 49.9), (12, 49.9)]), left="DEU", right="CZE")
    known = Border(id="CZE-DEU", sides=("CZE", "DEU"), sections=(old,), divisions={})
    path = write(tmp_path / "line.geojson", [LINE.reverse()], name=["front"])
    border = read_border_file(path, sides=("CZE", "DEU"), known=known)
    assert (border.sections[0].left, border.sections[0].right) == ("CZE", "DEU")


def test_one_pair_out_of_a_file_of_many(tmp_path: Path) -> None:
    path = write(tmp_path / "lines.gpkg", [LINE, SPUR], a=["CZE", "CZE"], b=["DEU", "POL"])
    assert read_border_file(path, sides=("CZE", "POL")).length_km < 20
    with pytest.raises(GazetteerError, match="one pair of countries, got borders: CZE-DEU, CZE-PO"):
        read_border_file(path)
    with pytest.raises(GazetteerError, match="expected the border AUT-CZE"):
        read_border_file(path, sides=("AUT", "CZE"))


def test_a_layer_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    for name, line in (("old", SPUR), ("new", LINE)):
        table = gpd.GeoDataFrame({"a": ["CZE"], "b": ["DEU"]}, geometry=[line], crs="EPSG:4326")
        table.to_file(path, layer=name, engine="pyogrio")
    assert read_border_file(path, layer="new").length_km == pytest.approx(75.1, abs=0.2)
    assert read_border_file(path).length_km < 20
    with pytest.raises(GazetteerError, match="expected a layer mine, got old, new; name one"):
        read_border_file(path, layer="mine")


# --- what goes wrong ---------------------------------------------------------------------------


def test_no_reference_system(tmp_path: Path) -> None:
    path = write(tmp_path / "line.shp", [LINE], crs=None, a=["CZE"], b=["DEU"])
    with pytest.raises(
        GazetteerError, match=r"line\.shp, layer line: expected a coordinate reference.*a_srs"
    ):
        read_border_file(path)


def test_no_sides(tmp_path: Path) -> None:
    path = write(tmp_path / "line.geojson", [LINE], name=["front"])
    with pytest.raises(GazetteerError, match=r"layer line: expected two columns.*left/right.*got"):
        read_border_file(path)


def test_points(tmp_path: Path) -> None:
    path = write(tmp_path / "points.geojson", [Point(1, 1)], a=["CZE"], b=["DEU"])
    with pytest.raises(GazetteerError, match="expected lines only or polygons only, got Point"):
        read_border_file(path)


def test_polygons_that_do_not_touch(tmp_path: Path) -> None:
    path = write(tmp_path / "land.gpkg", [NORTH, box(0, 0, 1, 1)], iso_a3=["DEU", "CZE"])
    with pytest.raises(GazetteerError, match="got polygons that share no edge; snap"):
        read_border_file(path)


def test_polygons_of_more_countries_than_two(tmp_path: Path) -> None:
    lands = [NORTH, SOUTH, box(0, 0, 1, 1)]
    path = write(tmp_path / "land.gpkg", lands, iso_a3=["DEU", "CZE", "GAB"])
    assert read_border_file(path, sides=("DEU", "CZE")).id == "CZE-DEU"
    with pytest.raises(GazetteerError, match="with exactly two countries"):
        read_border_file(path)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"nowhere\.gpkg: expected a file of lines"):
        read_border_file(tmp_path / "nowhere.gpkg")
    (tmp_path / "text.gpkg").write_text("no database")
    with pytest.raises(GazetteerError, match=r"text\.gpkg: expected a file of lines"):
        read_border_file(tmp_path / "text.gpkg")


def test_a_wrong_system_shows_in_the_degrees(tmp_path: Path) -> None:
    path = tmp_path / "line.gpkg"
    table = gpd.GeoDataFrame({"a": ["CZE"], "b": ["DEU"]}, geometry=[LINE], crs="EPSG:32632")
    table = table.set_geometry(gpd.GeoSeries([LineString([(5e5, 5e6), (6e5, 5e6)])]))
    table.set_crs("EPSG:4326", allow_override=True).to_file(path, engine="pyogrio")
    with pytest.raises(GazetteerError, match="within 180 and 90 degrees, got 600000, 5e"):
        read_border_file(path)


@pytest.mark.parametrize("sides", [("CZE", "CZE"), ("CZ", "DEU"), ("cze", "deu")])
def test_sides_that_are_no_codes(tmp_path: Path, sides: tuple[str, str]) -> None:
    with pytest.raises(GazetteerError, match="two different ISO 3166-1 alpha-3 codes"):
        read_border_file(tmp_path / "line.gpkg", sides=sides)


def test_the_line_takes_the_place_of_its_pair() -> None:
    old = Section(name="main", line=LINE, left="CZE", right="DEU")
    borders = Borders(
        [
            Border(id="CZE-DEU", sides=("CZE", "DEU"), sections=(old,), divisions={}),
            Border(id="CZE-POL", sides=("CZE", "POL"), sections=(old,), divisions={}),
        ]
    )
    own = Border(id="CZE-DEU", sides=("CZE", "DEU"), sections=(), divisions={}, credit="mine")
    more = borders.with_border(own)
    assert more.require("DEU", "CZE") is own
    assert len(more) == 2
    assert borders.require("DEU", "CZE").credit == ""
    new = Border(id="AUT-CZE", sides=("AUT", "CZE"), sections=(), divisions={})
    assert more.with_border(new).neighbours("CZE") == ("AUT", "DEU", "POL")
