"""Places as a person names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.errors import CorrectionError
from geomap.places import load_gazetteer
from geomap.places.corrected import add_names, choose_place

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.places import Gazetteer


@pytest.fixture(scope="module")
def gazetteer(gazetteer_folder: Path) -> Gazetteer:
    return load_gazetteer(gazetteer_folder)


@pytest.mark.parametrize("text", ["gm:al-lakes", "Al Lakes = gm:al-lakes", "Alagöllər"])
def test_an_id_a_suggestion_or_a_name_mean_a_place(gazetteer: Gazetteer, text: str) -> None:
    assert choose_place(text, gazetteer).id == "gm:al-lakes"


def test_of_several_those_of_the_countries_count(gazetteer: Gazetteer) -> None:
    with pytest.raises(CorrectionError, match="write the id"):
        choose_place("Aghdam", gazetteer, countries=["AZE"])
    assert choose_place("Paris", gazetteer, countries=["FRA"]).country == "FRA"


def test_what_is_spelt_alike_is_offered(gazetteer: Gazetteer) -> None:
    with pytest.raises(CorrectionError, match=r"there is .*Alagöllər = gm:al-lakes"):
        choose_place("Alagollar", gazetteer, countries=["AZE"])


def test_a_point_makes_a_spot_of_a_place(gazetteer: Gazetteer) -> None:
    place = choose_place("gm:al-lakes", gazetteer, point=(45.5, 40.1))
    assert (place.lon, place.lat, place.feature_code) == (45.5, 40.1, None)
    own = choose_place("Height 2,500", gazetteer, point=(45.5, 40.1))
    assert own.id == "corrected:45.50000,40.10000"
    assert own.country is None


def test_names_are_read_over_the_gazetteer(gazetteer: Gazetteer, tmp_path: Path) -> None:
    known = choose_place("gm:al-lakes", gazetteer)
    own = choose_place("Qwxlty", gazetteer, point=(45.5, 40.1))
    names = {"Alagollar": known, "Zzlakes": known, "Qwxlty": own}
    more = add_names(gazetteer, names, cache_folder=tmp_path)
    for name, place in names.items():
        assert [it.id for it in more.bearers(name)] == [place.id]
        assert not gazetteer.bearers(name)
    assert set(known.names) <= set(more.place(known.id).names)
    # The index is made once.
    again = add_names(gazetteer, names, cache_folder=tmp_path)
    assert again.layers[0].path == more.layers[0].path
    assert add_names(gazetteer, {}, cache_folder=tmp_path) is gazetteer
