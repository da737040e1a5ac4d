from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.page.payload import (
    collect_names,
    dump_json,
    find_centre,
    find_least_zoom,
    to_columns,
)

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(JSON_VALUES)
def test_json_in_a_script_holds_no_markup_and_reads_back(value: object) -> None:
    text = dump_json(value)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value


def test_a_lone_surrogate_can_be_written_to_a_file() -> None:
    assert dump_json("\ud800").encode() == b'"\\ud800"'


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_json_cannot_say_are_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump_json({"lon": number})


def test_columns_keep_what_is_missing_apart_from_zero() -> None:
    features = [
        {"id": "a", "geometry": None, "properties": {"killed": 0}},
        {"id": "b", "geometry": {"type": "Point", "coordinates": [45.1234567, 40]},
         "properties": {"place": "Sotk"}},
    ]  # fmt: skip
    table = to_columns({"features": features}, decimals=4)
    assert table == {
        "count": 2,
        "geometry": [None, {"type": "Point", "coordinates": [45.1235, 40.0]}],
        "properties": {"killed": [0, None], "id": ["a", "b"], "place": [None, "Sotk"]},
    }


def test_an_empty_geometry_is_no_geometry() -> None:
    feature = {"geometry": {"type": "LineString", "coordinates": []}, "properties": None}
    assert to_columns({"features": [feature]}, decimals=1)["geometry"] == [None]


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
        ([], 2),
        ([[45.0, 40.0]], 6),
        ([[45.0, 38.8], [46.5, 41.3]], 6),
        ([[60.0, 24.0], [77.0, 40.0]], 4),
        ([[-120.0, 30.0], [140.0, 60.0]], 2),
    ],
)
def test_the_least_zoom_shows_everything(positions: list[list[float]], zoom: int) -> None:
    geometry = {"type": "MultiPoint", "coordinates": positions}
    features = [{"type": "Feature", "geometry": geometry, "properties": {}}] if positions else []
    assert find_least_zoom({"type": "FeatureCollection", "features": features}) == zoom
