from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from geomap.page import build_map
from geomap.page.payload import collect_names, find_centre, find_least_zoom

if TYPE_CHECKING:
    from tests.browsing import Collections


def test_names_come_from_countries_and_divisions_only() -> None:
    features = [
        {"properties": {"kind": "country", "iso": "ARM", "name": "Armenia"}},
        {"properties": {"kind": "place", "iso": "ARM", "name": "Yerevan"}},
        {"properties": {"kind": "division", "iso": "AM-GR", "name": "Gegharkunik"}},
        {"properties": {"kind": "lake", "iso": None, "name": "Sevan"}},
    ]
    assert collect_names({"features": features}) == {"ARM": "Armenia", "AM-GR": "Gegharkunik"}


def test_the_centre_is_that_of_the_first_collection_with_a_position() -> None:
    empty = {"features": [{"geometry": None}]}
    line = {"geometry": {"type": "LineString", "coordinates": [[44, 38], [46, 42]]}}
    assert find_centre(empty, {"features": [line]}) == (45, 40)
    assert find_centre(empty) == (0, 0)


@pytest.mark.parametrize(
    ("positions", "zoom"),
    [
        ([], 0),
        ([[45.0, 40.0]], 6),
        ([[45.0, 38.8], [46.5, 41.3]], 6),
        ([[60.0, 24.0], [77.0, 40.0]], 4),
        ([[-120.0, 30.0], [140.0, 60.0]], 0),
    ],
)
def test_the_least_zoom_shows_everything(positions: list[list[float]], zoom: int) -> None:
    geometry = {"type": "MultiPoint", "coordinates": positions}
    features = [{"type": "Feature", "geometry": geometry, "properties": {}}] if positions else []
    assert find_least_zoom({"type": "FeatureCollection", "features": features}) == zoom


def test_python_collects_again_after_a_page_also_one_that_failed(collections: Collections) -> None:
    build_map(**collections)
    assert gc.isenabled()
    collections["incidents"]["features"][0]["properties"]["border_km"] = float("nan")
    with pytest.raises(ValueError, match="not JSON compliant"):
        build_map(**collections)
    assert gc.isenabled()
