"""Chainage: a point from it, a line between two of them."""

from __future__ import annotations

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from geomap.borders import (
    Border,
    Section,
    cut_border,
    find_reach,
    interpolate_on_border,
    load_borders,
    locate_on_border,
)
from geomap.borders.geometry import measure_distance_km
from geomap.borders.lines import GEOD
from geomap.errors import BorderError
from geomap.folders import find_gazetteer
from geomap.model import Stretch

BORDER = load_borders(find_gazetteer() / "borders").require("ARM", "AZE")
PLACES_ON_IT = st.tuples(st.sampled_from(BORDER.sections), st.floats(0, 1))


@given(PLACES_ON_IT)
def test_a_point_at_a_chainage_is_located_at_that_chainage(at: tuple[Section, float]) -> None:
    section, share = at
    km = share * section.length_km
    lon, lat = interpolate_on_border(BORDER, section.name, km)
    found = locate_on_border(BORDER, lon, lat)
    assert found.section == section.name
    assert found.chainage_km == pytest.approx(km, abs=0.001)
    assert found.offset_km == pytest.approx(0, abs=0.0001)


@given(st.sampled_from(BORDER.sections), st.floats(0, 1), st.floats(0, 1))
def test_a_cut_is_as_long_as_its_stretch(section: Section, one: float, other: float) -> None:
    length_km = section.length_km
    start, end = sorted((one * length_km, other * length_km))
    line = cut_border(BORDER, Stretch(section=section.name, from_km=start, to_km=end))
    assert GEOD.geometry_length(line) / 1000 == pytest.approx(end - start, abs=0.001)


def test_the_whole_section_is_cut_whole(border: Border) -> None:
    section = border.section("main")
    whole = Stretch(section="main", from_km=0, to_km=section.length_km)
    assert cut_border(border, whole).equals(section.line)


def test_beyond_its_ends_a_section_has_its_ends(equator: Border) -> None:
    assert interpolate_on_border(equator, "main", -5) == (0, 0)
    assert interpolate_on_border(equator, "main", 500) == (2, 0)


def test_a_section_that_is_not_there(equator: Border) -> None:
    with pytest.raises(BorderError, match="no section 'west'"):
        interpolate_on_border(equator, "west", 1)
    with pytest.raises(BorderError, match="no section 'west'"):
        cut_border(equator, Stretch(section="west", from_km=0, to_km=1))


def test_distance_takes_lon_first() -> None:
    # Lachin to Goris, by geopy, which takes latitude first.
    expected = geodesic((39.63742, 46.54977), (39.51111, 46.34167)).km
    assert measure_distance_km((46.54977, 39.63742), (46.34167, 39.51111)) == expected
    metres = GEOD.inv(46.54977, 39.63742, 46.34167, 39.51111)[2]
    assert expected == pytest.approx(metres / 1000, abs=1e-6)


@given(PLACES_ON_IT, st.floats(0.01, 60))
def test_a_reach_holds_its_point_and_every_vertex_that_is_near(
    at: tuple[Section, float], radius_km: float
) -> None:
    section, share = at
    km = share * section.length_km
    first, last = find_reach(section, km, radius_km=radius_km)
    assert 0 <= first <= km + 1e-6
    assert km - 1e-6 <= last <= section.length_km
    here = interpolate_on_border(BORDER, section.name, km)
    # The sphere is off by half a percent.
    near_km = radius_km * 0.99
    for vertex, chainage in zip(section.coordinates[::20], section.chainages_km[::20], strict=True):
        if measure_distance_km(here, tuple(vertex.tolist())) < near_km:
            assert first <= chainage <= last
