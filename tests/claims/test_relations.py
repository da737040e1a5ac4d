"""Places told by their distance from a name, and by the two ends of a road."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.relations import find_middle, find_relation, move_place
from geomap.model import Claim, Place
from geomap.places.distances import distance_km

ReadClaims = Callable[..., list[Claim]]
ANCHOR = Place(id="a", name="Anchor", lon=45.0, lat=40.0, country="ARM", feature_code="PPL")

PHRASES = [
    ("a post 12 km south of ", "12 km south of Anchor", 12.0),
    ("a position 3km NW of ", "3km NW of Anchor", 3.0),
    ("a position 4 km E of ", "4 km E of Anchor", 4.0),
    ("a post some twelve kilometres to the south-east of the town of ", None, 12.0),
    ("a post 10 miles north of ", None, 16.09344),
    ("a post 1.5 km (0.9 miles) west of ", None, 1.5),
    ("a post several kilometres east of ", None, 5.0),
]


@pytest.mark.parametrize(("before", "name", "km"), PHRASES)
def test_a_distance_and_a_bearing_move_the_point(before: str, name: str | None, km: float) -> None:
    found = find_relation(before, ANCHOR)
    assert found is not None
    assert distance_km(ANCHOR, found.place) == pytest.approx(km, rel=1e-3)
    assert found.place.radius_km is not None
    assert name in {None, found.place.name}
    assert found.place.id != ANCHOR.id


def test_a_distance_alone_is_the_radius_around_the_name() -> None:
    found = find_relation("a post 8 km from ", ANCHOR)
    assert found is not None
    assert (found.place.lon, found.place.lat) == (ANCHOR.lon, ANCHOR.lat)
    assert found.place.radius_km == 8


@pytest.mark.parametrize("before", ["a post near ", "in the south of ", "12 men from "])
def test_without_a_distance_there_is_none(before: str) -> None:
    assert find_relation(before, ANCHOR) is None


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-80, 80),
    km=st.floats(0.1, 120),
    bearing=st.floats(0, 359),
)
def test_a_moved_place_is_as_far_as_it_was_moved(
    lon: float, lat: float, km: float, bearing: float
) -> None:
    anchor = Place(id="a", name="A", lon=lon, lat=lat)
    assert distance_km(anchor, move_place(anchor, km=km, bearing=bearing)) == pytest.approx(
        km, abs=0.01
    )


def test_the_middle_of_a_road_is_as_far_from_both_ends() -> None:
    other = Place(id="b", name="Other", lon=45.5, lat=40.0, country="AZE")
    middle = find_middle(ANCHOR, other)
    assert middle is not None
    assert distance_km(ANCHOR, middle) == pytest.approx(distance_km(other, middle), abs=0.01)
    assert middle.country == "ARM|AZE"


def test_a_sentence_tells_a_point_of_its_own(read_claims: ReadClaims) -> None:
    text = "Armenian and Azerbaijani troops clashed on Tuesday 12 km south of Yeraskh.\n"
    (claim,) = read_claims(text)
    (site,) = claim.sites
    assert text[site.span.start : site.span.end] == "12 km south of Yeraskh"
    assert site.is_near


def test_a_part_of_a_province_is_a_point_in_it() -> None:
    province = Place(
        id="p", name="Province", lon=45.0, lat=40.0, feature_code="ADM1", radius_km=80.0
    )
    found = find_relation("a post in the south of ", province)
    assert found is not None
    assert distance_km(province, found.place) == pytest.approx(40.0, rel=1e-3)
    assert found.place.lat is not None
    assert found.place.lat < 40
    assert found.place.radius_km == pytest.approx(48.0)
    assert find_relation("a post in the south of ", ANCHOR) is None
