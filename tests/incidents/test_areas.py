"""The areas that places touch: two within reach share one."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.incidents.areas import find_areas
from geomap.model import BorderPoint, Place, Stretch
from geomap.places.distances import distance_km

REACH_KM = 50.0


def make_place(lon: float | None, lat: float | None, *, name: str = "a") -> Place:
    return Place(id=name, name=name, lon=lon, lat=lat)


def make_point(first_km: float, last_km: float, *, section: str = "main") -> BorderPoint:
    stretch = Stretch(section=section, from_km=first_km, to_km=last_km)
    return BorderPoint(
        border="ARM-AZE",
        section=section,
        lon=46.0,
        lat=40.0,
        chainage_km=first_km,
        offset_km=0.0,
        method="stretch",
        stretches=(stretch,) if last_km > first_km else (),
    )


def share(
    a: Place, b: Place, first: BorderPoint | None = None, second: BorderPoint | None = None
) -> bool:
    ours, theirs = find_areas([a, b], [first, second], reach_km=REACH_KM).to_lists()
    return bool(set(ours) & set(theirs))


@settings(deadline=None)
@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    east=st.floats(-1, 1),
    north=st.floats(-0.6, 0.6),
)
def test_two_places_within_reach_share_an_area(
    lon: float, lat: float, east: float, north: float
) -> None:
    # Near the poles and across the date line too.
    other_lat = min(max(lat + north, -90.0), 90.0)
    step = east / max(math.cos(math.radians(lat)), 0.01)
    other_lon = (lon + step + 540) % 360 - 180
    a, b = make_place(lon, lat), make_place(other_lon, other_lat, name="b")
    gap = distance_km(a, b)
    assert gap is not None
    if gap <= REACH_KM:
        assert share(a, b)
    if gap > 4 * REACH_KM:
        assert not share(a, b)


@settings(deadline=None)
@given(
    start=st.floats(0, 400), length=st.floats(0, 300), other=st.floats(0, 400), more=st.floats(0, 9)
)
def test_two_parts_of_a_line_within_reach_share_an_area(
    start: float, length: float, other: float, more: float
) -> None:
    a, b = make_place(0.0, 0.0), make_place(90.0, 0.0, name="b")
    gap = max(other - start - length, start - other - more, 0.0)
    if gap <= REACH_KM:
        assert share(a, b, make_point(start, start + length), make_point(other, other + more))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (make_place(None, None), make_place(None, None), True),
        (make_place(None, None), make_place(None, None, name="b"), False),
        (make_place(0, 0), make_place(1, 1, name="b"), False),
    ],
)
def test_a_place_without_a_point_is_near_itself_alone(
    a: Place, b: Place, *, expected: bool
) -> None:
    assert share(a, b) == expected


def test_sections_of_a_line_are_not_near_each_other() -> None:
    a, b = make_place(0.0, 0.0), make_place(90.0, 0.0, name="b")
    assert not share(a, b, make_point(0, 9), make_point(0, 9, section="Nakhchivan"))
