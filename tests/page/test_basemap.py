from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geomap.errors import GazetteerError
from geomap.page.basemap import load_basemap
from geomap.places import load_gazetteer

if TYPE_CHECKING:
    from pathlib import Path

PLACES = """id,name,country,admin1,feature_code,lon,lat,population,variants,source
1,Yerevan,ARM,AM-ER,PPLC,44.51,40.18,1090000,,here
2,Martuni (Chambarak),ARM,AM-GR,PPL,45.25,40.66,,,here
3,Gegharkunik Province,ARM,AM-GR,ADM1,45.3,40.26,,,here
4,Lima,PER,,PPLC,-77.03,-12.04,7700000,,here
5,Unknown Height,ARM,,MT,,,,,here
"""
COUNTRIES = """id,name,country,feature_code,lon,lat,population,capital,variants,demonyms,source
9,Armenia,ARM,PCLI,45,40,3000000,Yerevan,,Armenian,here
"""


def _square(west: float, south: float, size: float, **properties: object) -> dict[str, Any]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _at(lon: float, lat: float) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [lon, lat]}
    return {"features": [{"type": "Feature", "geometry": point, "properties": {}}]}


def _load(folder: Path, collection: dict[str, Any]) -> dict[str, Any]:
    gazetteer = load_gazetteer(folder, cache=folder)
    return load_basemap(folder, [collection], gazetteer=gazetteer)


@pytest.fixture
def gazetteer(tmp_path: Path) -> Path:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "places.csv").write_text(PLACES, encoding="utf-8")
    (tmp_path / "places" / "countries.csv").write_text(COUNTRIES, encoding="utf-8")
    (tmp_path / "basemap").mkdir()
    countries = [
        _square(40, 35, 40, kind="country", iso="AAA", name="Far"),
        _square(-80, -20, 10, kind="country", iso="PER", name="Peru"),
    ]
    collection = {"type": "FeatureCollection", "features": countries}
    (tmp_path / "basemap" / "countries.geojson").write_text(json.dumps(collection))
    return tmp_path


def _named(basemap: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {feature["properties"]["name"]: feature for feature in basemap["features"]}


def test_land_is_cut_to_the_surroundings_of_the_incidents(gazetteer: Path) -> None:
    basemap = _load(gazetteer, _at(45, 40))
    assert basemap["frame"] == [33.0, 28.0, 57.0, 52.0]
    far = _named(basemap)["Far"]
    assert far["properties"] == {"kind": "country", "iso": "AAA", "name": "Far"}
    ring = far["geometry"]["coordinates"][0]
    assert {tuple(position) for position in ring} == {(40, 35), (57, 35), (57, 52), (40, 52)}
    assert "Peru" not in _named(basemap)


def test_places_in_reach_are_labels_ranked_by_weight(gazetteer: Path) -> None:
    named = _named(_load(gazetteer, _at(45, 40)))
    assert named["Yerevan"]["properties"] == {
        "kind": "place", "iso": "ARM", "name": "Yerevan", "rank": 0,
    }  # fmt: skip
    assert named["Martuni"]["properties"]["rank"] == 3
    assert named["Gegharkunik Province"]["properties"]["iso"] == "AM-GR"
    assert named["Gegharkunik Province"]["properties"]["kind"] == "division"
    assert not {"Lima", "Unknown Height", "Armenia"} & set(named)


def test_without_a_position_the_whole_world_is_in_view(gazetteer: Path) -> None:
    basemap = _load(gazetteer, {"features": [{"geometry": None}]})
    assert basemap["frame"] == [-180.0, -90.0, 180.0, 90.0]
    assert {"Far", "Peru", "Lima"} <= set(_named(basemap))


def test_a_wide_view_labels_the_largest_towns_around_its_incidents(gazetteer: Path) -> None:
    towns = [f"t{n},Town {n},ARM,,PPLA2,45.{n:02},40.5,{30_000 + n},,here\n" for n in range(20)]
    towns.append("far,Elsewhere,ARM,,PPLA2,20.0,10.0,90000,,here\n")
    table = gazetteer / "places" / "places.csv"
    table.write_text(PLACES + "".join(towns), encoding="utf-8")
    wide = {"features": _at(45, 40)["features"] + _at(-77, -12)["features"]}
    named = set(_named(_load(gazetteer, wide)))
    assert {"Yerevan", "Town 19"} <= named
    # Twelve in a cell, of which Yerevan is one; further off there is none.
    assert len([name for name in named if name.startswith("Town")]) == 11
    assert "Elsewhere" not in named


def test_a_malformed_file_is_named(gazetteer: Path) -> None:
    (gazetteer / "basemap" / "lakes.geojson").write_text("[]")
    with pytest.raises(GazetteerError, match=r"lakes\.geojson: not a GeoJSON"):
        _load(gazetteer, _at(45, 40))
