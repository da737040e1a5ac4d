"""Names of places in other spellings, which ride along for the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geomap.page.spellings import collect_spellings
from geomap.places import load_gazetteer

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.places import Gazetteer


@pytest.fixture(scope="module")
def gazetteer(gazetteer_folder: Path) -> Gazetteer:
    return load_gazetteer(gazetteer_folder)


def _sites(*rows: tuple[str, float | None, float | None]) -> dict[str, Any]:
    features = [
        {"properties": {"place": name, "place_lon": lon, "place_lat": lat}}
        for name, lon, lat in rows
    ]
    return {"type": "FeatureCollection", "features": features}


def test_names_come_from_the_place_itself_and_from_no_namesake(gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup(("jermuk",))[0]
    found = collect_spellings(_sites((place.name, place.lon, place.lat)), gazetteer=gazetteer)
    assert "Istisu" in found["Jermuk"]
    assert "Jermuk" not in found["Jermuk"]
    assert found["Jermuk"] == sorted(found["Jermuk"])
    assert collect_spellings(_sites((place.name, 0.0, 0.0)), gazetteer=gazetteer) == {}


def test_a_place_without_a_point_is_found_by_its_name(gazetteer: Gazetteer) -> None:
    found = collect_spellings(_sites(("Hakari", None, None)), gazetteer=gazetteer)
    assert "Həkəriçay" in found["Hakari"]


def test_a_place_that_the_gazetteer_lacks_has_none(gazetteer: Gazetteer) -> None:
    sites = _sites(("Height 2461", None, None), ("", None, None), ("Nowhere", 45.0, 40.0))
    assert collect_spellings(sites, gazetteer=gazetteer) == {}
