"""The nearest point of a line, and the side of it."""

from __future__ import annotations

import csv
import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString

from geomap.borders import (
    Border,
    Section,
    is_near_border,
    load_borders,
    locate_all_on_border,
    locate_on_border,
    which_side,
)
from geomap.borders.lines import GEOD
from geomap.folders import find_gazetteer

BORDER = load_borders(find_gazetteer() / "borders").require("ARM", "AZE")

# Places whose gazetteer point and this line disagree, each with its reason.
EXCEPTIONS = {
    "Karki",  # an enclave that the source of the line lacks
    "Seyidlar (Zangilan)",  # its point is given to a kilometre, half a kilometre from the line
}


def read_places() -> list[dict[str, str]]:
    """Return the curated places that have a point."""
    path = find_gazetteer() / "places" / "armenia-azerbaijan.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["lon"]]


def test_the_foot_on_a_straight_line(equator: Border) -> None:
    found = locate_on_border(equator, 0.5, 0.1)
    assert found.section == "main"
    assert (found.lon, found.lat) == pytest.approx((0.5, 0), abs=1e-6)
    assert found.chainage_km == pytest.approx(55.66, abs=0.01)
    assert found.offset_km == pytest.approx(11.057, abs=0.001)


def test_the_nearest_point_is_not_that_of_degrees() -> None:
    # At 60 north a degree of longitude is half of one of latitude.
    corner = Section(
        name="main", line=LineString([(0, 61), (0, 60), (3, 60)]), left="XXX", right="YYY"
    )
    border = Border(id="XXX-YYY", sides=("XXX", "YYY"), sections=(corner,), divisions={})
    found = locate_on_border(border, 1.0, 60.7)
    assert found.lon == pytest.approx(0, abs=0.01)
    assert found.offset_km < 60


@given(st.floats(44.3, 47.5), st.floats(38.5, 41.6))
def test_no_vertex_is_nearer_than_the_point_found(lon: float, lat: float) -> None:
    found = locate_on_border(BORDER, lon, lat)
    for section in BORDER.sections:
        vertices = section.coordinates
        count = len(vertices)
        metres = GEOD.inv(np.full(count, lon), np.full(count, lat), vertices[:, 0], vertices[:, 1])[
            2
        ]
        assert found.offset_km <= metres.min() / 1000 + 1e-6


def test_offsets_of_known_places(border: Border) -> None:
    # Movses lies a few km from the line in Tavush, Kalbajar's town 7 km, Nakhchivan's city 32 km.
    assert locate_on_border(border, 45.4895, 40.9057).offset_km < 5
    kalbajar = locate_on_border(border, 46.04446, 40.10984)
    assert kalbajar.section == "main"
    assert kalbajar.offset_km == pytest.approx(7.2, abs=0.3)
    assert locate_on_border(border, 45.41222, 39.20889).section == "nakhchivan"


@given(st.lists(st.tuples(st.floats(43, 49), st.floats(37, 43)), min_size=1, max_size=40))
def test_many_points_are_located_as_one_by_one(points: list[tuple[float, float]]) -> None:
    border = dataclasses.replace(BORDER)
    locate_all_on_border(border, points)
    assert border.located == {it: locate_on_border(BORDER, *it) for it in points}


@given(
    lon=st.floats(44, 48), lat=st.floats(38, 42), within_km=st.floats(0, 200), near=st.booleans()
)
def test_what_is_near_is_what_is_located_near(
    lon: float, lat: float, within_km: float, *, near: bool
) -> None:
    off_km = locate_on_border(BORDER, lon, lat).offset_km
    # Also right where the vertices alone cannot tell.
    reach_km = off_km * (1.001 if near else 0.999) if within_km > 100 else within_km
    found = is_near_border(BORDER, lon, lat, within_km=reach_km)
    assert found is (off_km <= reach_km)


def test_a_point_between_far_vertices_is_near(equator: Border) -> None:
    assert is_near_border(equator, 0.5, 0.1, within_km=11.1)
    assert not is_near_border(equator, 0.5, 0.1, within_km=11.0)


def test_the_side_is_left_or_right_of_the_line(equator: Border) -> None:
    assert which_side(equator, 0.5, 0.1) == "XXX"
    assert which_side(equator, 0.5, -0.1) == "YYY"
    assert which_side(equator, 0.5, 2.9) == "YYY"


def test_beyond_an_end_there_is_no_side(equator: Border) -> None:
    assert which_side(equator, 2.5, 0.1) is None
    assert which_side(equator, -0.5, -0.1) is None


def test_an_enclave_is_on_the_side_that_owns_it(equator: Border) -> None:
    assert which_side(equator, 1.1, -0.4) == "XXX"
    assert which_side(equator, 1.3, -0.4) == "YYY"


@pytest.mark.parametrize("turn", [0.5, -0.5])
def test_the_side_at_a_sharp_corner(turn: float) -> None:
    # Beyond the tip the two segments that meet there disagree on the side.
    tip = Section(
        name="main", line=LineString([(0, turn), (1, 0), (0, -turn)]), left="XXX", right="YYY"
    )
    border = Border(id="XXX-YYY", sides=("XXX", "YYY"), sections=(tip,), divisions={})
    outside, inside = ("XXX", "YYY") if turn > 0 else ("YYY", "XXX")
    for lat in (-0.01, 0.0, 0.01):
        assert which_side(border, 1.1, lat) == outside
    assert which_side(border, 0.5, 0.0) == inside


def test_every_place_near_the_line_is_on_its_country_s_side(border: Border) -> None:
    wrong = set()
    checked = 0
    for row in read_places():
        lon, lat = float(row["lon"]), float(row["lat"])
        if row["country"] not in border.sides or locate_on_border(border, lon, lat).offset_km > 50:
            continue
        checked += 1
        if which_side(border, lon, lat) not in {row["country"], None}:
            wrong.add(row["name"])
    assert checked > 180
    assert wrong <= EXCEPTIONS


def test_only_places_beyond_a_tripoint_have_no_side(border: Border) -> None:
    nowhere = {
        row["name"]
        for row in read_places()
        if row["country"] in border.sides
        and which_side(border, float(row["lon"]), float(row["lat"])) is None
        and locate_on_border(border, float(row["lon"]), float(row["lat"])).offset_km < 50
    }
    # Both lie behind a tripoint: the one with Georgia, the one with Turkey.
    assert nowhere <= {"Bagratashen", "Artashat"}
