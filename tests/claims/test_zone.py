"""Which places of a text can be meant at the border that its report is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from geomap.claims.zone import BorderZone
from geomap.model import Place

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
