"""The shipped places of borders that no package of names has."""

from __future__ import annotations

import csv
import re
from collections import Counter

import geopandas
import shapely

from geomap.folders import find_gazetteer
from geomap.places.fold import fold_name

GAZETTEER = find_gazetteer()
PLACES = GAZETTEER / "places" / "border-places.csv"
COLUMNS = "id,name,country,admin1,feature_code,lon,lat,radius_km,population,variants,source,note"
SOURCE = re.compile(r"position from general reference(, two readings within \d+ km)?")
LARGEST_RADIUS_KM = 80
POLYGONS_OFF_KM = 6.0
KM_A_DEGREE = 111.0
LAND_CODES = {"PPL", "PSTB", "BDG", "PASS", "CMPRF", "FT", "PS"}

Row = dict[str, str]


def read_rows() -> list[Row]:
    with PLACES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def names_of(row: Row) -> list[str]:
    return [row["name"], *filter(None, row["variants"].split("|"))]


def test_the_file_has_its_columns_and_full_rows_in_order() -> None:
    text = PLACES.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.splitlines()[0] == COLUMNS
    rows = read_rows()
    assert len(rows) > 1900
    keys = [(row["country"], row["name"], row["id"]) for row in rows]
    assert keys == sorted(keys)
    for row in rows:
        assert None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row
        assert re.fullmatch(r"[A-Z]{3}(\|[A-Z]{3})*", row["country"]), row
        assert re.fullmatch(r"[A-Z]{2,5}\d?", row["feature_code"]), row
        assert row["population"] == "", row


def test_ids_are_in_no_other_file_of_places() -> None:
    ids = [row["id"] for row in read_rows()]
    assert [key for key, count in Counter(ids).items() if count > 1] == []
    assert all(re.fullmatch(r"gm:[a-z0-9]+(?:-[a-z0-9]+)*", key) for key in ids)
    for path in sorted(PLACES.parent.glob("*.csv")):
        if path != PLACES:
            with path.open(encoding="utf-8", newline="") as stream:
                assert not {row["id"] for row in csv.DictReader(stream)} & set(ids), path.name


def test_every_point_says_how_sure_it_is() -> None:
    for row in read_rows():
        assert SOURCE.fullmatch(row["source"]), row
        radius = float(row["radius_km"])
        assert 1 <= radius <= LARGEST_RADIUS_KM, row
        apart = re.search(r"within (\d+) km", row["source"])
        if apart:
            # Two who did not know of each other put it there: it may be as far off as they differ.
            assert radius >= int(apart[1]), row
        else:
            assert radius >= 5, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert -90 <= float(row["lat"]) <= 90, row
        assert all(len(row[axis].partition(".")[2]) <= 4 for axis in ("lon", "lat")), row


def test_names_are_no_lists_and_each_stands_once_in_a_country() -> None:
    rows = read_rows()
    counts = Counter(
        (country, words, row["feature_code"] == "ADM2")
        for row in rows
        for country in row["country"].split("|")
        for words in {fold_name(name) for name in names_of(row)}
    )
    assert [key for key, count in counts.items() if count > 1] == []
    assert not [name for row in rows for name in names_of(row) if set(",;/()") & set(name)]


def test_on_land_they_lie_in_their_country_as_well_as_they_are_known() -> None:
    """Polygons of divisions are some kilometres off themselves, and leave out small islands."""
    rows = [row for row in read_rows() if row["feature_code"] in LAND_CODES]
    divisions = geopandas.read_file(GAZETTEER / "divisions" / "divisions.fgb")
    countries = divisions.dissolve("country").geometry
    far = []
    for row in rows:
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
        off_deg = min(
            (countries[it].distance(point) for it in row["country"].split("|") if it in countries),
            default=0.0,
        )
        if off_deg * KM_A_DEGREE > float(row["radius_km"]) + POLYGONS_OFF_KM:
            far.append((row["name"], row["country"], round(off_deg * KM_A_DEGREE)))
    assert far == []


def test_what_news_named_has_its_point() -> None:
    named = {name: row for row in read_rows() for name in names_of(row)}
    for name, lon, lat in (
        ("Ta Muen Tot", 103.263, 14.357),
        ("Rezang La", 78.83, 33.42),
        ("Maroun al-Ras", 35.447, 33.105),
        ("Zalambessa", 39.38, 14.52),
    ):
        row = named[name]
        off = max(abs(float(row["lon"]) - lon), abs(float(row["lat"]) - lat))
        assert off < 0.06, row
