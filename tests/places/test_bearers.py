"""What the rules ask of those who bear a name, read from an index or taken from a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geomap.model import Place
from geomap.places.bearers import TRAITS, Bearers, bearer_of
from geomap.places.gazetteer import Gazetteer
from geomap.places.index import PlaceIndex
from geomap.places.index_building import IndexBuilder

if TYPE_CHECKING:
    from pathlib import Path


CITY = Place(
    id="gn:1",
    name="New York City",
    names=("New York", "Нью-Йорк"),
    lon=-74.0,
    lat=40.7,
    country="USA",
    admin1="US-NY",
    feature_code="PPL",
    population=8_000_000,
)
STATE = Place(id="gn:2", name="New York", country="USA", admin1="US-NY", feature_code="ADM1")
VILLAGE = Place(id="gn:3", name="Nyborg", names=("New York",), country="DNK", feature_code="PPL")


def open_index(path: Path, *places: Place) -> PlaceIndex:
    builder = IndexBuilder()
    for place in places:
        builder.add(place)
    builder.write(path, facts={})
    return PlaceIndex(path)


def test_an_index_and_a_place_tell_the_same(tmp_path: Path) -> None:
    places = (CITY, STATE, VILLAGE)
    index = open_index(tmp_path / "a.places", *places)
    assert [index.bearer(row) for row in range(3)] == list(map(bearer_of, places))


def test_all_shipped_places_tell_the_same(gazetteer: Gazetteer) -> None:
    (index,) = gazetteer.layers
    for row in range(0, len(index), 500):
        assert index.bearer(row) == bearer_of(index.place(row))


def test_a_name_knows_whose_own_it_is(tmp_path: Path) -> None:
    gazetteer = Gazetteer([open_index(tmp_path / "a.places", CITY, STATE, VILLAGE)])
    bearers = gazetteer.bearers("New York")
    assert bearers.main == {"gn:2"}
    assert bearers.nearly_main == {"gn:1", "gn:2"}
    assert gazetteer.bearers("New York City").main == {"gn:1"}
    assert [it.id for it in gazetteer.bearers("Нью-Йорк")] == ["gn:1"]


def test_the_upper_layer_says_what_the_own_name_is(tmp_path: Path) -> None:
    renamed = Place(id="gn:3", name="New York", names=("Nyborg",), population=500_000)
    gazetteer = Gazetteer(
        [
            open_index(tmp_path / "own.places", renamed),
            open_index(tmp_path / "world.places", CITY, STATE, VILLAGE),
        ]
    )
    bearers = gazetteer.bearers("New York")
    assert bearers.main == {"gn:2", "gn:3"}
    (village,) = (it for it in bearers if it.id == "gn:3")
    assert (village.country, village.population, village.is_prominent) == ("DNK", 500_000, True)


def test_traits_are_those_of_each_bearer() -> None:
    bearers = Bearers(map(bearer_of, (CITY, STATE)), nearly_main=frozenset({"gn:2"}))
    assert bearers.has_division
    assert not bearers.has_country
    assert bearers.only_division_of == {"USA"}
    assert bearers.traits[TRAITS.is_town].tolist() == [1.0, 0.0]
    assert bearers.traits[TRAITS.has_own_point].tolist() == [True, False]
    assert bearers.traits[TRAITS.has_point].tolist() == [it.lon is not None for it in bearers]
    assert np.isclose(np.linalg.norm(bearers.traits[TRAITS.vector], axis=0), 1.0).all()
    assert bearers.traits[TRAITS.is_nearly_main].tolist() == [0.0, 1.0]
    assert np.isclose(bearers.traits[TRAITS.power], [6.903, 6.0], atol=1e-3).all()


def test_a_division_a_state_and_the_towns_in_them_are_one_family() -> None:
    state, capital, elsewhere = (
        Place(id="gn:4", name="Luxembourg", country="LUX", feature_code="PCLI"),
        Place(id="gn:5", name="Luxembourg", country="LUX", admin1="LU-LU", feature_code="PPLC"),
        Place(id="gn:6", name="Luxembourg", country="BEL", admin1="BE-WLX", feature_code="ADM2"),
    )
    places = (CITY, VILLAGE, STATE, capital, elsewhere, state)
    families = Bearers(map(bearer_of, places)).families
    assert [it.tolist() for it in families] == [[0, 2], [3, 5]]


def test_a_small_division_holds_what_is_near_its_point() -> None:
    def make(place_id: str, lon: float, code: str) -> Place:
        return Place(
            id=place_id,
            name="A",
            lon=lon,
            lat=40.0,
            country="USA",
            admin1="US-NY",
            feature_code=code,
        )

    places = make("gn:7", -74.0, "ADM2"), make("gn:8", -74.1, "PPL"), make("gn:9", -76.0, "PPL")
    (family,) = Bearers(map(bearer_of, places)).families
    assert family.tolist() == [0, 1]
