"""Which places of a text can be meant at the border that its report is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from geomap.claims.zone import BorderZone
from geomap.model import Mention, MentionKind, Place, Resolution

if TYPE_CHECKING:
    from geomap.places import Gazetteer

AT_120_KM = Place(id="a", name="Farvillage", lon=43.6, lat=40.95, country="ARM", feature_code="PPL")
"""In the north-west of Armenia: near no place of Azerbaijan."""


def zone(gazetteer: Gazetteer, *, named: frozenset[str] = frozenset()) -> BorderZone:
    return BorderZone(("ARM", "AZE"), gazetteer=gazetteer, named={"ARM", "AZE", *named})


def test_a_far_village_is_doubted_where_others_bear_its_name(gazetteer: Gazetteer) -> None:
    assert zone(gazetteer).doubts(AT_120_KM, bearers=2)


def test_the_only_bearer_of_a_name_is_believed_further_off(gazetteer: Gazetteer) -> None:
    assert not zone(gazetteer).doubts(AT_120_KM, bearers=1)


def test_a_far_village_is_believed_that_is_named_with_others_near_it(gazetteer: Gazetteer) -> None:
    near = [
        msgspec.structs.replace(AT_120_KM, id=name, name=name, lat=lat)
        for name, lat in (("Nextvillage", 40.8), ("Thirdvillage", 41.1))
    ]
    pair = ("ARM", "AZE")
    together = BorderZone(pair, gazetteer=gazetteer, named={*pair}, company=[AT_120_KM, *near])
    assert not together.doubts(AT_120_KM, bearers=3)
    with_one = BorderZone(pair, gazetteer=gazetteer, named={*pair}, company=[AT_120_KM, near[0]])
    assert with_one.doubts(AT_120_KM, bearers=3)


def test_so_is_one_whose_province_is_named_unless_many_bear_its_name(gazetteer: Gazetteer) -> None:
    village = msgspec.structs.replace(AT_120_KM, admin1="ARM.1")
    province = Place(
        id="f", name="Province", lon=45.0, lat=39.5, country="ARM", feature_code="ADM1"
    )
    province = msgspec.structs.replace(province, admin1="ARM.1")
    pair = ("ARM", "AZE")
    within = BorderZone(pair, gazetteer=gazetteer, named={*pair}, company=[province])
    assert not within.doubts(village, bearers=2)
    assert within.doubts(village, bearers=3)


def test_a_district_named_by_its_town_is(gazetteer: Gazetteer) -> None:
    assert not zone(gazetteer).doubts(AT_120_KM, bearers=2, is_area=True)


def test_no_village_is_believed_in_a_country_that_is_not_named(gazetteer: Gazetteer) -> None:
    village = msgspec.structs.replace(AT_120_KM, country="BRA", lon=-50.0, lat=0.0)
    assert zone(gazetteer).doubts(village)
    assert not zone(gazetteer, named=frozenset({"BRA"})).doubts(village)


def test_all_of_the_only_state_named_may_be_at_its_border(gazetteer: Gazetteer) -> None:
    alone = BorderZone(("ARM",), gazetteer=gazetteer, named={"ARM"})
    assert alone.holds(AT_120_KM)
    assert not alone.holds(msgspec.structs.replace(AT_120_KM, id="b", country="AZE"))


def test_a_line_through_the_land_of_one_is_near_all_of_it(gazetteer: Gazetteer) -> None:
    crossing = Place(id="b", name="Crossing", lon=-16.96, lat=21.42, country="ESH")
    sahara = BorderZone(("ESH", "MAR"), gazetteer=gazetteer, named={"ESH", "MAR"})
    assert sahara.holds(crossing)
    assert not sahara.holds(msgspec.structs.replace(crossing, id="c", country="MAR", lat=33.0))


def test_what_another_state_held_when_two_fought_over_it_is_at_their_border(
    gazetteer: Gazetteer,
) -> None:
    village = Place(id="d", name="Village", lon=35.07, lat=31.4, country="PSE", feature_code="PPL")
    assert BorderZone(("ISR", "JOR"), gazetteer=gazetteer).holds(village)
    assert not BorderZone(("ISR", "LBN"), gazetteer=gazetteer).holds(village)


def test_only_a_name_in_its_countries_can_be_at_a_border(gazetteer: Gazetteer) -> None:
    far = msgspec.structs.replace(AT_120_KM, id="e", country="FRA")
    named = [_name(far, start=3), _name(AT_120_KM, start=30), _name(None, start=60)]
    border = zone(gazetteer)
    assert not border.may_be_named(named, 0, 30)
    assert border.may_be_named(named, 20, 50)
    # What is named only in part is not named.
    assert not border.may_be_named(named, 20, 32)
    assert not border.may_be_named(named, 50, 90)


def test_so_can_a_name_in_a_land_that_the_two_fought_over(gazetteer: Gazetteer) -> None:
    village = msgspec.structs.replace(AT_120_KM, id="f", country="PSE")
    named = [_name(village, start=0)]
    assert BorderZone(("ISR", "JOR"), gazetteer=gazetteer).may_be_named(named, 0, 20)
    assert not BorderZone(("ISR", "LBN"), gazetteer=gazetteer).may_be_named(named, 0, 20)


def _name(place: Place | None, *, start: int) -> Resolution:
    mention = Mention(
        document_id="a", start=start, end=start + 5, text="Place", kind=MentionKind.PLACE
    )
    return Resolution(mention=mention, place=place, reason="told")
