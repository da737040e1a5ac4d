"""Counting the names of a text that have a place near one another."""

from __future__ import annotations

import math

import numpy as np
import pytest

from geomap.model import Place
from geomap.places import neighbours
from geomap.places.bearers import Bearer, Bearers, bearer_of
from geomap.places.neighbours import Neighbours, sum_shared


def place(place_id: str, lon: float | None, lat: float | None, code: str = "PPL") -> Bearer:
    return bearer_of(Place(id=place_id, name=place_id, lon=lon, lat=lat, feature_code=code))


# About 11 km lie between 0 and 0.1 degrees on the equator; the second name has two bearers.
MEANT = (
    (place("a", 0.0, 0.0), place("far", 90.0, 40.0)),
    (place("b", 0.1, 0.0), place("c", 179.95, -5.0)),
    (place("d", -179.95, -5.0),),
    (place("state", 0.0, 0.0, "ADM1"), place("country", 0.0, 0.0, "PCLI")),
    (place("nowhere", None, None),),
)
NAMES = tuple(map(Bearers, MEANT))
COUNTS = {"a": 0.5, "b": 0.5, "c": 1.0, "d": 0.5}


@pytest.mark.parametrize("rows", [1, 2, 500])
def test_other_names_count_by_their_bearers(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(neighbours, "_ROWS_AT_ONCE", rows)
    assert Neighbours(NAMES).count() == COUNTS


def test_bearers_of_one_name_are_no_company() -> None:
    assert Neighbours([Bearers([place("a", 0.0, 0.0), place("b", 0.0, 0.0)])]).count() == {}


@pytest.mark.parametrize("rows", [1, 2, 500])
def test_likely_places_count_by_their_distance(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(neighbours, "_ROWS_AT_ONCE", rows)
    # Of the bearers in the order of the names: "b" is likely, its namesake "c" is not.
    sums = Neighbours(NAMES).sum_likely(np.array([0.5, 0.5, 0.9, 0.1, 1.0, 1.0, 1.0, 1.0]))
    nearness = math.exp(-11.12 / 60.0)
    expected = [0.9 * nearness, 0.0, 0.5 * nearness, nearness, 0.1 * nearness, 0.0, 0.0, 0.0]
    assert sums == pytest.approx(expected, rel=1e-3)


def test_other_names_in_the_division_count_by_their_chances() -> None:
    codes = ["US-KY", "US-TX", "US-KY", None, None]
    owner = np.array([0, 0, 1, 1, 2])
    sums = sum_shared(codes, owner, np.array([0.8, 0.2, 0.7, 0.3, 1.0]))
    assert sums == pytest.approx([0.7, 0.0, 0.8, 0.0, 0.0])
