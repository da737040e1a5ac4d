"""Counting the names of a text that have a place near one another."""

from __future__ import annotations

import pytest

from geomap.model import Place
from geomap.places import neighbours
from geomap.places.bearers import Bearer, bearer_of
from geomap.places.neighbours import count_neighbours


def place(place_id: str, lon: float | None, lat: float | None, code: str = "PPL") -> Bearer:
    return bearer_of(Place(id=place_id, name=place_id, lon=lon, lat=lat, feature_code=code))


# About 11 km lie between 0 and 0.1 degrees on the equator; the second name has two bearers.
NAMES = (
    (place("a", 0.0, 0.0), place("far", 90.0, 40.0)),
    (place("b", 0.1, 0.0), place("c", 179.95, -5.0)),
    (place("d", -179.95, -5.0),),
    (place("state", 0.0, 0.0, "ADM1"), place("country", 0.0, 0.0, "PCLI")),
    (place("nowhere", None, None),),
)
COUNTS = {"a": 0.5, "far": 0.0, "b": 0.5, "c": 1.0, "d": 0.5}


@pytest.mark.parametrize("rows", [1, 2, 500])
def test_other_names_count_by_their_bearers(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(neighbours, "_ROWS_AT_ONCE", rows)
    assert count_neighbours(NAMES) == COUNTS


def test_bearers_of_one_name_are_no_company() -> None:
    assert count_neighbours([(place("a", 0.0, 0.0), place("b", 0.0, 0.0))]) == {}
