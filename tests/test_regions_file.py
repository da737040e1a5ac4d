"""The shipped regions of the world, and the points where GeoNames puts countries and divisions."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from geomap.borders.geometry import measure_distance_km
from geomap.folders import find_gazetteer
from geomap.places.fold import fold_name

if TYPE_CHECKING:
    from pathlib import Path

GAZETTEER = find_gazetteer()
REGIONS = GAZETTEER / "places" / "regions.csv"
COUNTRIES = GAZETTEER / "places" / "countries.csv"
POINTS = GAZETTEER / "recipes" / "edits" / "geonames_points.csv"

COLUMNS = {
    REGIONS: "id,name,country,admin1,feature_code,lon,lat,radius_km,population,variants,source,"
    "note",
    POINTS: "geonameid,name,country,feature_code,lon,lat,source",
}

# GeoNames feature codes by class: water, land, area.
WATER_CODES = (
    "BAY BGHT CHN CHNM CNL DAM DLTA ESTY FLLS GLCR GULF LGN LK LKS MRSH OCN RF RSV SEA STM STRT "
    "SWMP"
)
LAND_CODES = "ATOL CAPE CNYN DPR DSRT FRST HLLS ISL ISLS ISTH MT MTS PASS PEN PLAT PLN SPIT VAL VLC"
AREA_CODES = "AREA CONT OAS RES RGN RGNE RGNH TERR ZN ZNB"
# Antarctica alone is a continent there.
COUNTRY_CODES = {"CONT", "PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS", "TERR"}

GENERAL_REFERENCE = "position from general reference"
LARGEST_RADIUS_KM = 8000

Row = dict[str, str]


# Recipes and what they edit with are no part of an installed package.
FILES = [pytest.param(REGIONS), pytest.param(POINTS, marks=pytest.mark.checkout)]


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def variants_of(row: Row) -> list[str]:
    return row["variants"].split("|") if row["variants"] else []


def region_named(name: str) -> Row:
    (row,) = [row for row in read_rows(REGIONS) if row["name"] == name]
    return row


def point_of(row: Row) -> tuple[float, float]:
    return float(row["lon"]), float(row["lat"])


# --- both files ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=["regions", "points"])
def test_files_are_utf8_csv_with_their_columns_and_full_rows(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    assert text.splitlines()[0] == COLUMNS[path]
    for row in read_rows(path):
        assert None not in row, row
        assert None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row
        assert row["name"], row
        assert row["source"], row


@pytest.mark.parametrize("path", FILES, ids=["regions", "points"])
def test_every_row_has_a_point_in_degrees_on_earth(path: Path) -> None:
    for row in read_rows(path):
        lon, lat = point_of(row)
        assert -180 <= lon <= 180, row
        assert -90 <= lat <= 90, row
        assert (lon, lat) != (0, 0), row
        assert all(len(row[axis].partition(".")[2]) <= 5 for axis in ("lon", "lat")), row


# --- regions ---------------------------------------------------------------------------------


def test_regions_are_many_and_stand_in_order() -> None:
    rows = read_rows(REGIONS)
    assert len(rows) >= 1900
    keys = [(row["feature_code"], row["name"]) for row in rows]
    assert keys == sorted(keys)


def test_region_ids_are_unique_and_in_no_other_file_of_places() -> None:
    ids = [row["id"] for row in read_rows(REGIONS)]
    assert [key for key, count in Counter(ids).items() if count > 1] == []
    assert [
        key for key in ids if not re.fullmatch(r"gn:\d+|gm:[a-z0-9]+(?:-[a-z0-9]+)*", key)
    ] == []
    for path in sorted(REGIONS.parent.glob("*.csv")):
        if path != REGIONS:
            assert {row["id"] for row in read_rows(path)} & set(ids) == set(), path.name


def test_sources_name_the_geonames_id_of_the_row() -> None:
    for row in read_rows(REGIONS):
        scheme, _, key = row["id"].partition(":")
        expected = f"GeoNames {key}" if scheme == "gn" else GENERAL_REFERENCE
        assert row["source"].startswith(expected), row


def test_feature_codes_are_those_of_waters_landforms_and_areas() -> None:
    codes = {*WATER_CODES.split(), *LAND_CODES.split(), *AREA_CODES.split()}
    found = {row["feature_code"] for row in read_rows(REGIONS)}
    # No town and no first-order division: those have files of their own.
    assert found <= codes
    assert codes <= found


def test_countries_of_regions_are_known_codes_in_order() -> None:
    known = {row["country"] for row in read_rows(COUNTRIES)}
    for row in read_rows(REGIONS):
        codes = row["country"].split("|") if row["country"] else []
        assert set(codes) <= known, row
        assert codes == sorted(set(codes)), row


def test_only_large_regions_lie_in_no_named_country() -> None:
    for row in read_rows(REGIONS):
        if not row["country"]:
            assert float(row["radius_km"]) >= 25, row


def test_every_region_has_a_radius() -> None:
    for row in read_rows(REGIONS):
        assert 0 < float(row["radius_km"]) <= LARGEST_RADIUS_KM, row


def test_region_variants_are_names_each_once_and_not_the_name_itself() -> None:
    for row in read_rows(REGIONS):
        variants = variants_of(row)
        assert "" not in variants, row
        assert len(variants) == len(set(variants)), row
        assert row["name"] not in variants, row
        for name in variants:
            assert name == name.strip(), row
            assert "  " not in name, row
            assert "(" not in name, row
            assert len(name) > 2, row
            # Georgian has one case in running text, which Unicode counts as lower.
            assert not name[0].islower() or "\u10d0" <= name[0] <= "\u10ff", row


def test_region_names_fold_to_words() -> None:
    for row in read_rows(REGIONS):
        for name in (row["name"], *variants_of(row)):
            assert fold_name(name), (row["id"], name)
            assert any(character.isalpha() for character in "".join(fold_name(name))), row


def test_names_of_regions_are_unlike_each_other() -> None:
    names = Counter(row["name"] for row in read_rows(REGIONS))
    assert [name for name, count in names.items() if count > 1] == []


def test_a_name_of_two_regions_has_a_note_on_both() -> None:
    bearers: dict[tuple[str, ...], set[str]] = {}
    rows = {row["id"]: row for row in read_rows(REGIONS)}
    for key, row in rows.items():
        for name in (row["name"], *variants_of(row)):
            bearers.setdefault(tuple(fold_name(name)), set()).add(key)
    shared = {name: ids for name, ids in bearers.items() if len(ids) > 1}
    assert [(name, ids) for name, ids in shared.items() for it in ids if not rows[it]["note"]] == []
    assert len(shared) <= 10


@pytest.mark.parametrize(
    "word",
    ["rest", "lime", "rim", "island", "capital", "border", "front", "line", "sea", "lake", "river"],
)
def test_no_region_is_named_by_a_common_word(word: str) -> None:
    found = [
        row["id"]
        for row in read_rows(REGIONS)
        for name in (row["name"], *variants_of(row))
        if tuple(fold_name(name)) == (word,)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Africa", 21.09, 7.19),
        ("Middle East", 36.0, 33.0),
        ("Mediterranean Sea", 20.0, 35.0),
        ("Black Sea", 34.3, 43.41),
        ("Caspian Sea", 50.0, 42.0),
        ("Sea of Azov", 36.37, 46.03),
        ("Persian Gulf", 51.0, 27.0),
        ("Taiwan Strait", 119.0, 24.0),
        ("Strait of Hormuz", 56.25, 26.6),
        ("Suez Canal", 32.35, 30.6),
        ("Lake Chad", 14.1, 13.1),
        ("Lake Victoria", 33.0, -1.0),
        ("Dead Sea", 35.5, 31.5),
        ("Amu Darya", 59.0, 44.0),
        ("Nile", 31.1, 31.5),
        ("Rio Grande", -97.15, 25.96),
        ("Golan Heights", 35.75, 33.0),
        ("Bekaa Valley", 36.0, 34.0),
        ("Siachen Glacier", 77.1, 35.4),
        ("Khyber Pass", 71.1, 34.1),
        ("Mount Everest", 86.93, 27.99),
        ("Fergana Valley", 71.5, 40.6),
        ("Darfur", 24.5, 13.5),
        ("Donbas", 38.3, 48.2),
        ("Snake Island", 30.2, 45.26),
        ("Spratly Islands", 114.0, 10.0),
        ("Liancourt Rocks", 131.87, 37.24),
        ("Horn of Africa", 45.0, 8.0),
        ("Balkans", 22.0, 43.0),
        ("Sinai Peninsula", 34.0, 29.0),
    ],
)
def test_regions_stand_where_they_are(name: str, lon: float, lat: float) -> None:
    assert measure_distance_km(point_of(region_named(name)), (lon, lat)) < 100


@pytest.mark.parametrize(
    ("name", "countries", "variants"),
    [
        ("Aksai Chin", "CHN|IND", "Аксайчин"),
        ("Abu Musa", "ARE|IRN", "جزيرة أبو موسى|جزیره ابوموسی"),
        ("Golan Heights", "ISR|SYR", "Ramat HaGolan|الجولان"),
        ("Guayana Esequiba", "GUY|VEN", "Essequibo|Esequibo"),
        ("Gulf of Mexico", "CUB|MEX|USA", "Gulf of America|Golfo de México"),
        ("Imia", "GRC|TUR", "Kardak|Ίμια"),
        ("Judea and Samaria", "PSE", "Yehuda VeShomron"),
        ("Kashmir", "CHN|IND|PAK", "کشمیر|كشمير"),
        ("Liancourt Rocks", "JPN|KOR", "Dokdo|Takeshima"),
        ("Northern Cyprus", "CYP", "Turkish Republic of Northern Cyprus|Κατεχόμενα"),
        ("Paracel Islands", "CHN|TWN|VNM", "Xisha Islands|Hoàng Sa"),
        ("Persian Gulf", "ARE|BHR|IRN|IRQ|KWT|OMN|QAT|SAU", "Arabian Gulf|خلیج فارس"),
        ("Scarborough Shoal", "CHN|PHL|TWN", "Huangyan Dao|Panatag Shoal"),
        ("Sea of Japan", "JPN|KOR|PRK|RUS", "East Sea|Donghae"),
        ("Senkaku Islands", "CHN|JPN|TWN", "Diaoyu Islands|Diaoyutai"),
        ("Shebaa Farms", "ISR|LBN|SYR", "مزارع شبعا|חוות שבעא"),
        ("Snake Island", "UKR", "Zmiinyi Island|Острів Зміїний"),
        ("South China Sea", "BRN|CHN|IDN|MYS|PHL|TWN|VNM", "West Philippine Sea|Biển Đông"),
        ("South Ossetia", "GEO", "Tskhinvali region|Samachablo|Южная Осетия|სამხრეთ ოსეთი"),
        ("Southern Kurils", "JPN|RUS", "Hoppo Ryodo|Южные Курилы"),
        ("Spratly Islands", "BRN|CHN|MYS|PHL|TWN|VNM", "Nansha Islands|Trường Sa|Kalayaan"),
    ],
)
def test_contested_places_have_the_names_of_both_sides(
    name: str, countries: str, variants: str
) -> None:
    row = region_named(name)
    assert row["country"] == countries
    assert set(variants.split("|")) <= set(variants_of(row))
    assert row["note"]


@pytest.mark.parametrize(
    "name",
    ["Abkhazia", "Nagorno-Karabakh", "Transnistria", "West Bank", "Gaza Strip", "Ladakh", "Kosovo"],
)
def test_places_of_the_other_files_are_no_regions(name: str) -> None:
    found = [r["id"] for r in read_rows(REGIONS) if name in (r["name"], *variants_of(r))]
    assert found == []


# --- points of countries and divisions -------------------------------------------------------


@pytest.mark.checkout
def test_points_are_those_of_every_country_and_of_many_divisions() -> None:
    rows = read_rows(POINTS)
    ids = [row["geonameid"] for row in rows]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"\d+", key) for key in ids)
    countries = [row for row in rows if row["feature_code"] != "ADM1"]
    assert {row["feature_code"] for row in countries} <= COUNTRY_CODES
    codes = [row["country"] for row in countries]
    assert len(codes) == len(set(codes)) == 250
    assert set(codes) == {row["country"] for row in read_rows(COUNTRIES)}
    divisions = [row for row in rows if row["feature_code"] == "ADM1"]
    assert len(divisions) >= 3200
    assert {row["country"] for row in divisions} <= set(codes)


@pytest.mark.checkout
def test_sources_of_points_name_the_geonames_id() -> None:
    for row in read_rows(POINTS):
        names = (f"GeoNames {row['geonameid']}", f"; {GENERAL_REFERENCE}")
        assert row["source"] in (names[0], "".join(names)), row


@pytest.mark.checkout
@pytest.mark.parametrize(
    ("key", "lon", "lat"),
    [
        ("130758", 53.0, 32.0),
        ("2017370", 100.0, 60.0),
        ("5332921", -119.75126, 37.25022),
        ("6252001", -98.5, 39.76),
        ("174982", 45.0, 40.25),
        ("587116", 47.5, 40.5),
        ("614540", 43.5, 42.0),
        ("298795", 34.91155, 39.05901),
        ("690791", 32.0, 49.0),
        ("6269131", -0.70312, 52.16045),
    ],
)
def test_points_are_where_geonames_puts_them(key: str, lon: float, lat: float) -> None:
    (row,) = [row for row in read_rows(POINTS) if row["geonameid"] == key]
    assert measure_distance_km(point_of(row), (lon, lat)) < 30
