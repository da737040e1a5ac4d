"""The shipped places of borders that no package of names has."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from geomap.borders import Borders, load_borders, locate_on_border
from geomap.folders import find_gazetteer
from geomap.places.fold import fold_name

GAZETTEER = find_gazetteer()
PLACES = GAZETTEER / "places" / "border-places.csv"
COLUMNS = "id,name,country,admin1,feature_code,lon,lat,radius_km,population,variants,source,note"
CODES = "ADM2 AREA HLLS ISL LK MT PASS PLN PPL RF VAL"
SEA_CODES = {"ISL", "RF"}
FARTHEST_KM = 200.0
"""From a border of its country: further off nothing is a border's place."""
# Airports and posts far behind the line that were struck all the same.
BEHIND = {"gm:ouadi-doum", "gm:toncontin"}

Row = dict[str, str]


def read_rows() -> list[Row]:
    with PLACES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def names_of(row: Row) -> list[str]:
    return [row["name"], *filter(None, row["variants"].split("|"))]


@pytest.fixture(scope="module")
def borders() -> Borders:
    return load_borders(GAZETTEER / "borders")


def test_the_file_has_its_columns_and_full_rows_in_order() -> None:
    text = PLACES.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.splitlines()[0] == COLUMNS
    rows = read_rows()
    assert len(rows) > 450
    assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})
    for row in rows:
        assert all(value == value.strip() for value in row.values()), row
        assert row["source"].startswith("position from general reference"), row
        assert row["feature_code"] in CODES.split(), row


def test_ids_are_in_no_other_file_of_places() -> None:
    ids = {row["id"] for row in read_rows()}
    assert all(re.fullmatch(r"gm:[a-z0-9]+(?:-[a-z0-9]+)*", key) for key in ids)
    for path in sorted(PLACES.parent.glob("*.csv")):
        if path != PLACES:
            with path.open(encoding="utf-8", newline="") as stream:
                assert not {row["id"] for row in csv.DictReader(stream)} & ids, path.name


def test_every_point_says_how_sure_it_is() -> None:
    for row in read_rows():
        # None is taken down from a survey: no village's point is better than 5 km.
        assert 5 <= float(row["radius_km"]) <= 80, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert -90 <= float(row["lat"]) <= 90, row


def test_names_are_no_lists_and_each_stands_once_in_a_country() -> None:
    rows = read_rows()
    counts = Counter(
        (country, fold_name(name), row["feature_code"] == "ADM2")
        for row in rows
        for country in row["country"].split("|")
        for name in names_of(row)
    )
    assert [key for key, count in counts.items() if count > 1] == []
    assert not [name for row in rows for name in names_of(row) if set(",;/()") & set(name)]


def test_they_lie_at_a_border_of_their_country(borders: Borders) -> None:
    for row in read_rows():
        if row["feature_code"] in SEA_CODES or row["id"] in BEHIND:
            continue
        lon, lat = float(row["lon"]), float(row["lat"])
        offsets = [
            locate_on_border(borders.require(country, other), lon, lat).offset_km
            for country in row["country"].split("|")
            for other in borders.neighbours(country)
        ]
        assert min(offsets) <= FARTHEST_KM, row
