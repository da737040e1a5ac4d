"""Which border an incident of one named side is on."""

from __future__ import annotations

import pytest
from shapely.geometry import LineString

from geomap.borders import Border, Borders, DivisionStretches, Section
from geomap.incidents.attach import find_border
from geomap.model import Place, Stretch


def make_border(one: str, other: str, lat: float, **divisions: float) -> Border:
    """Return a border along a parallel, with divisions of some length from its start."""
    line = LineString([(0, lat), (2, lat)])
    section = Section(name="main", line=line, left=one, right=other)
    return Border(
        id=f"{one}-{other}",
        sides=(one, other),
        sections=(section,),
        divisions={
            f"AA-{code}": DivisionStretches(
                code=f"AA-{code}",
                name=code,
                country=one,
                stretches=(Stretch(section="main", from_km=0, to_km=length_km),),
            )
            for code, length_km in divisions.items()
        },
    )


@pytest.fixture
def borders() -> Borders:
    """AAA between two neighbours, 111 km apart."""
    return Borders(
        [make_border("AAA", "BBB", 0, LOW=50, MID=20), make_border("AAA", "CCC", 1, MID=20)]
    )


def make_place(lat: float | None, *, feature_code: str = "PPL", admin1: str | None = None) -> Place:
    return Place(
        id="gm:here",
        name="Here",
        names=("Here",),
        lon=None if lat is None else 1.0,
        lat=lat,
        country="AAA",
        admin1=admin1,
        feature_code=feature_code,
    )


def find(borders: Borders, *places: Place, within_km: float = 50.0) -> str | None:
    border = find_border(("AAA",), borders, places=places, within_km=within_km)
    return border.id if border else None


def test_two_sides_need_no_place(borders: Borders) -> None:
    border = find_border(("CCC", "AAA"), borders)
    assert border is not None
    assert border.id == "AAA-CCC"
    assert find_border(("BBB", "CCC"), borders) is None
    assert find_border((), borders) is None


def test_a_side_with_one_neighbour_has_one_border(borders: Borders) -> None:
    border = find_border(("CCC",), borders)
    assert border is not None
    assert border.id == "AAA-CCC"


def test_the_border_that_a_place_is_on(borders: Borders) -> None:
    assert find(borders, make_place(0.1)) == "AAA-BBB"
    assert find(borders, make_place(0.9)) == "AAA-CCC"


def test_a_place_between_two_borders_decides_nothing(borders: Borders) -> None:
    assert find(borders, make_place(0.5), within_km=100) is None
    # 45 and 66 km: less than twice as far.
    assert find(borders, make_place(0.4), within_km=100) is None


def test_a_place_that_lies_too_far_off_decides_nothing(borders: Borders) -> None:
    assert find(borders, make_place(0.1), within_km=5) is None
    assert find(borders, make_place(-3)) is None


def test_near_a_tripoint_there_must_be_10_km_between() -> None:
    near = Borders([make_border("AAA", "BBB", 0), make_border("AAA", "CCC", 0.08)])
    # 1.1 and 7.7 km: seven times as far, but either may be meant.
    assert find(near, make_place(0.01)) is None


def test_without_a_place_nothing_is_guessed(borders: Borders) -> None:
    assert find(borders) is None
    assert find(borders, make_place(None)) is None
    assert find(borders, make_place(0.1, feature_code="PCLI")) is None


def test_a_division_is_on_the_border_along_which_it_lies(borders: Borders) -> None:
    assert find(borders, make_place(0.5, feature_code="ADM1", admin1="AA-LOW")) == "AAA-BBB"
    assert find(borders, make_place(None, feature_code="ADM1", admin1="AA-LOW")) == "AAA-BBB"
    assert find(borders, make_place(0.5, feature_code="ADM1", admin1="AA-MID")) is None


def test_places_must_agree(borders: Borders) -> None:
    assert find(borders, make_place(0.1), make_place(0.05)) == "AAA-BBB"
    assert find(borders, make_place(0.1), make_place(0.5)) == "AAA-BBB"
    assert find(borders, make_place(0.1), make_place(0.9)) is None
