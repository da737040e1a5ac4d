"""Places on the line: districts, seats, villages, areas, and what is left off it."""

from __future__ import annotations

import pytest

from geomap.borders import Border, attach_place, interpolate_on_border, locate_on_border
from geomap.model import Place, SiteRole

LACHIN = Place(
    id="lachin", name="Lachin", lon=46.54977, lat=39.63742, country="AZE", admin1="AZ-LAC",
    feature_code="PPLA",
)  # fmt: skip
KALBAJAR_DISTRICT = Place(
    id="kalbajar-district", name="Kalbajar District", lon=46.20075, lat=40.10474, country="AZE",
    admin1="AZ-KAL", feature_code="ADM1", radius_km=31.2,
)  # fmt: skip
GEGHARKUNIK = Place(
    id="gegharkunik", name="Gegharkunik Province", lon=45.29547, lat=40.26138, country="ARM",
    admin1="AM-GR", feature_code="ADM1",
)  # fmt: skip
VARDENIS = Place(
    id="vardenis", name="Vardenis", lon=45.73, lat=40.183, country="ARM", admin1="AM-GR",
    feature_code="PPL",
)  # fmt: skip
MOVSES = Place(
    id="movses", name="Movses", lon=45.4895, lat=40.9057, country="ARM", admin1="AM-TV",
    feature_code="PPL",
)  # fmt: skip
KAPAN = Place(
    id="kapan", name="Kapan", lon=46.4058, lat=39.2076, country="ARM", admin1="AM-SU",
    feature_code="PPLA",
)  # fmt: skip


@pytest.mark.parametrize("role", list(SiteRole))
def test_a_district_is_its_stretch_whatever_its_role(border: Border, role: SiteRole) -> None:
    point = attach_place(border, KALBAJAR_DISTRICT, role=role)
    assert point is not None
    (stretch,) = point.stretches
    assert (point.method, point.section, point.side) == ("stretch", "main", "AZE")
    assert point.chainage_km == pytest.approx((stretch.from_km + stretch.to_km) / 2)
    assert stretch.length_km == pytest.approx(120, rel=0.2)
    # No end of the stretch is further from the point than half its length along the line.
    assert point.uncertainty_km is not None
    assert 20 < point.uncertainty_km < stretch.length_km / 2
    expected = interpolate_on_border(border, "main", point.chainage_km)
    assert (point.lon, point.lat) == expected
    assert point.offset_km == pytest.approx(18, abs=5)


def test_the_direction_of_a_district_s_seat_is_the_district_s_stretch(border: Border) -> None:
    point = attach_place(border, LACHIN, role=SiteRole.DIRECTION)
    assert point is not None
    assert point.method == "stretch"
    assert point.stretches == border.stretches_of("AZ-LAC")
    assert point.offset_km == pytest.approx(6.4, abs=0.3)


def test_at_a_district_s_seat_is_the_town(border: Border) -> None:
    point = attach_place(border, LACHIN, role=SiteRole.AT)
    assert point is not None
    assert (point.method, point.stretches, point.uncertainty_km) == ("nearest_point", (), 1.0)
    found = locate_on_border(border, 46.54977, 39.63742)
    assert (point.lon, point.lat, point.chainage_km) == (found.lon, found.lat, found.chainage_km)


def test_the_seat_of_a_province_of_another_name_is_not_the_province(border: Border) -> None:
    point = attach_place(border, KAPAN, role=SiteRole.DIRECTION)
    assert point is not None
    (stretch,) = point.stretches
    assert stretch.length_km == pytest.approx(10)
    assert stretch.from_km + 5 == pytest.approx(point.chainage_km)
    assert point.uncertainty_km == 5


def test_a_village(border: Border) -> None:
    point = attach_place(border, MOVSES, role=SiteRole.AT)
    assert point is not None
    assert (point.border, point.section, point.side) == ("ARM-AZE", "main", "ARM")
    assert (point.stretches, point.uncertainty_km) == ((), 1.0)


def test_a_radius_is_the_uncertainty(equator: Border) -> None:
    lake = Place(id="lake", name="Lake", lon=1.0, lat=0.1, radius_km=12.5)
    point = attach_place(equator, lake, role=SiteRole.AT)
    assert point is not None
    assert point.uncertainty_km == 12.5


def test_within_a_kilometre_is_on_the_line(equator: Border) -> None:
    post = Place(id="post", name="Post", lon=1.0, lat=0.005)
    point = attach_place(equator, post, role=SiteRole.AT)
    assert point is not None
    assert point.method == "on_line"
    assert point.offset_km == pytest.approx(0.553, abs=0.001)


def test_a_direction_ends_where_the_section_does(equator: Border) -> None:
    post = Place(id="post", name="Post", lon=0.02, lat=0.05)
    point = attach_place(equator, post, role=SiteRole.DIRECTION)
    assert point is not None
    (stretch,) = point.stretches
    assert stretch.from_km == 0
    assert stretch.to_km == pytest.approx(2.226 + 5, abs=0.01)


@pytest.mark.parametrize("within", [GEGHARKUNIK, None])
def test_the_area_around_a_town_is_the_near_part_of_its_province(
    border: Border, within: Place | None
) -> None:
    point = attach_place(border, VARDENIS, role=SiteRole.AT, within=within, is_area=True)
    assert point is not None
    (stretch,) = point.stretches
    (province,) = border.stretches_of("AM-GR")
    assert stretch.length_km == pytest.approx(50)
    assert province.from_km <= stretch.from_km < point.chainage_km
    assert point.chainage_km < stretch.to_km <= province.to_km
    assert point.method == "nearest_point"
    assert point.uncertainty_km is not None
    assert 10 < point.uncertainty_km <= 25


def test_an_area_ends_where_its_province_does(equator: Border) -> None:
    town = Place(id="town", name="Town", lon=0.2, lat=0.1, admin1="XX-NO")
    point = attach_place(equator, town, role=SiteRole.AREA)
    assert point is not None
    (stretch,) = point.stretches
    assert stretch.from_km == 20
    assert stretch.to_km == pytest.approx(22.26 + 25, abs=0.02)


def test_an_area_of_an_unknown_division_is_what_lies_near(equator: Border) -> None:
    town = Place(id="town", name="Town", lon=1.0, lat=0.1)
    point = attach_place(equator, town, role=SiteRole.AREA)
    assert point is not None
    (stretch,) = point.stretches
    assert stretch.length_km == pytest.approx(50)


def test_a_division_with_stretches_on_two_sections(equator: Border) -> None:
    north = Place(
        id="north", name="North District", lon=1.0, lat=0.5, country="XXX", admin1="XX-NO",
        feature_code="ADM1",
    )  # fmt: skip
    point = attach_place(equator, north, role=SiteRole.AREA)
    assert point is not None
    assert (point.section, point.chainage_km) == ("main", 100)
    assert [stretch.section for stretch in point.stretches] == ["main", "spur"]
    # The far end lies on the other section, three degrees of latitude away.
    assert point.uncertainty_km == pytest.approx(345, abs=5)


def test_too_far_is_not_attached(border: Border) -> None:
    yerevan = Place(id="yerevan", name="Yerevan", lon=44.51361, lat=40.17765, country="ARM")
    assert attach_place(border, yerevan, role=SiteRole.AT) is None
    assert attach_place(border, yerevan, role=SiteRole.AT, within_km=100) is not None
    assert attach_place(border, LACHIN, role=SiteRole.AT, within_km=5) is None
    assert attach_place(border, LACHIN, role=SiteRole.DIRECTION, within_km=5) is None


def test_a_division_is_never_too_far(border: Border) -> None:
    point = attach_place(border, KALBAJAR_DISTRICT, role=SiteRole.AT, within_km=5)
    assert point is not None


def test_a_division_off_the_line_is_taken_for_its_point(border: Border) -> None:
    shusha = Place(
        id="shusha", name="Shusha District", lon=46.66398, lat=39.67773, country="AZE",
        admin1="AZ-SUS", feature_code="ADM1", radius_km=9.6,
    )  # fmt: skip
    point = attach_place(border, shusha, role=SiteRole.AREA, within_km=20)
    assert point is not None
    assert point.method == "nearest_point"


def test_without_a_point_the_division_is_what_is_known(border: Border) -> None:
    corridor = Place(id="corridor", name="Corridor", country="AZE", admin1="AZ-LAC")
    point = attach_place(border, corridor, role=SiteRole.AT)
    assert point is not None
    assert (point.method, point.offset_km, point.side) == ("stretch", 0.0, "AZE")
    assert point.stretches == border.stretches_of("AZ-LAC")


def test_without_a_point_the_larger_unit_helps(border: Border) -> None:
    height = Place(id="height", name="Height", country="ARM|AZE")
    assert attach_place(border, height, role=SiteRole.AT) is None
    point = attach_place(border, height, role=SiteRole.AT, within=GEGHARKUNIK)
    assert point is not None
    assert point.stretches == border.stretches_of("AM-GR")
    assert point.side is None


def test_a_country_is_not_attached(border: Border) -> None:
    armenia = Place(
        id="armenia", name="Armenia", lon=45.0, lat=40.2, country="ARM", feature_code="PCLI"
    )
    assert attach_place(border, armenia, role=SiteRole.AT, within_km=500) is None


def test_the_side_of_a_feature_on_the_border_is_measured(equator: Border) -> None:
    pass_ = Place(id="pass", name="Pass", lon=1.0, lat=-0.001, country="XXX|YYY")
    point = attach_place(equator, pass_, role=SiteRole.AT)
    assert point is not None
    assert point.side == "YYY"


def test_the_country_of_a_place_outweighs_the_line(equator: Border) -> None:
    # Its point is a few metres on the wrong side.
    village = Place(id="village", name="Village", lon=1.0, lat=-0.001, country="XXX")
    point = attach_place(equator, village, role=SiteRole.AT)
    assert point is not None
    assert point.side == "XXX"


def test_a_place_of_a_third_country_is_on_neither_side(equator: Border) -> None:
    village = Place(id="village", name="Village", lon=1.0, lat=0.1, country="ZZZ")
    point = attach_place(equator, village, role=SiteRole.AT)
    assert point is not None
    assert point.side is None


def test_a_district_is_at_its_own_part_of_its_province(border: Border) -> None:
    # Vardenis lies at the southern end of Gegharkunik's part of the line.
    district = Place(
        id="vardenis-district",
        name="Vardenis district",
        lon=45.9,
        lat=40.1,
        country="ARM",
        admin1="AM-GR",
        feature_code="ADM2",
        radius_km=20.0,
    )
    whole = attach_place(border, GEGHARKUNIK, role=SiteRole.AREA)
    point = attach_place(border, district, role=SiteRole.AREA)
    assert whole is not None
    assert point is not None
    nearest = locate_on_border(border, 45.9, 40.1)
    assert point.chainage_km == nearest.chainage_km != whole.chainage_km
    assert point.uncertainty_km == 20.0
    assert point.stretches == whole.stretches
