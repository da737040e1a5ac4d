"""The shipped base map: its schema, its size, and that it agrees with the border line."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from shapely.geometry import shape

from geomap.folders import find_gazetteer

if TYPE_CHECKING:
    from geomap.borders import Border

FOLDER = find_gazetteer() / "basemap"
KINDS = {"countries": "country", "divisions": "division", "lakes": "lake"}


def read_features(layer: str) -> list[dict[str, Any]]:
    """Return the features of a layer."""
    collection = json.loads((FOLDER / f"{layer}.geojson").read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    assert collection["credit"]
    features: list[dict[str, Any]] = collection["features"]
    return features


@pytest.mark.parametrize("layer", KINDS)
def test_layers_are_valid_and_right_handed(layer: str) -> None:
    for feature in read_features(layer):
        geometry = shape(feature["geometry"])
        assert feature["properties"]["kind"] == KINDS[layer]
        assert {"iso", "name"} <= feature["properties"].keys()
        assert geometry.is_valid
        assert not geometry.is_empty
        assert geometry.equals_exact(shapely.orient_polygons(geometry))
        coordinates = shapely.get_coordinates(geometry)
        assert (abs(coordinates) <= (180, 90)).all()
        assert (coordinates.round(3) == coordinates).all()


def test_the_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 2_000_000


def test_a_country_stands_once() -> None:
    codes = Counter(feature["properties"]["iso"] for feature in read_features("countries"))
    # The source draws an island territory of Australia apart, under the same code.
    assert {code for code, count in codes.items() if code and count > 1} == {"AUS"}
    assert len(codes) > 220
    assert {"ARM", "AZE", "GEO", "IRN", "RUS", "TUR"} <= codes.keys()


def test_lake_sevan_is_there() -> None:
    lakes = {lake["properties"]["name"]: shape(lake["geometry"]) for lake in read_features("lakes")}
    # 1,240 square km, at 40 north.
    assert lakes["Lake Sevan"].area * 111.2 * 85 == pytest.approx(1240, rel=0.05)


def test_both_sides_meet_at_the_border_line(border: Border) -> None:
    lands = {
        feature["properties"]["iso"]: shape(feature["geometry"])
        for feature in read_features("countries")
    }
    line = shapely.union_all([section.line for section in border.sections])
    near = shapely.buffer(line, 0.006)
    for side in border.sides:
        edge = lands[side].boundary
        # What is not drawn within 0.6 km is only where the line crosses a lake.
        assert shapely.difference(line, edge.buffer(0.006)).length < 0.02 * line.length
        assert shapely.intersection(edge, near).length > 0.8 * line.length
    assert lands["ARM"].intersection(lands["AZE"]).area < 0.001


def test_no_land_runs_around_the_world() -> None:
    # A ring that jumps over the 180th meridian is drawn across all of the map.
    features = read_features("countries")
    wide = [
        feature["properties"]["name"]
        for feature in features
        for part in shapely.get_parts(shape(feature["geometry"]))
        if part.bounds[2] - part.bounds[0] > 200
    ]
    assert wide == ["Antarctica"]
