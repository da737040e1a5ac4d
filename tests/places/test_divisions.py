"""The division that a point lies in: the look-up, and facts that the shipped files must hold."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from geomap.errors import GazetteerError
from geomap.places.divisions import Division, Divisions, load_divisions

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, str]

# At the equator a degree is 111 km: two squares that share an edge, and one far off at 60 north,
# where a degree of longitude is half as long.
SQUARES = {
    ("AA-1", "AAA", ""): shapely.box(0, 0, 1, 1),
    ("AA-2", "AAA", "by towns"): shapely.box(1, 0, 2, 1),
    ("BB-1", "BBB", ""): shapely.box(10, 60, 11, 61),
}


def write_squares(path: Path, **columns: list[str]) -> Path:
    table = {
        "code": [code for code, _, _ in SQUARES],
        "name": [f"Name of {code}" for code, _, _ in SQUARES],
        "country": [country for _, country, _ in SQUARES],
        "drawn": [drawn for _, _, drawn in SQUARES],
    } | columns
    path.parent.mkdir(parents=True, exist_ok=True)
    frame = gpd.GeoDataFrame(table, geometry=list(SQUARES.values()), crs="EPSG:4326")
    frame.to_file(path, driver="FlatGeobuf")
    return path


@pytest.fixture
def squares(tmp_path: Path) -> Divisions:
    write_squares(tmp_path / "divisions" / "divisions.fgb")
    return load_divisions(tmp_path)


def code_at(divisions: Divisions, lon: float, lat: float, country: str | None = None) -> str | None:
    found = divisions.find(lon, lat, country=country)
    return found.code if found else None


def test_a_point_gets_the_division_it_lies_in(squares: Divisions) -> None:
    assert squares.find(0.5, 0.5) == Division(code="AA-1", name="Name of AA-1", country="AAA")
    assert squares.find(1.5, 0.5) == Division(
        code="AA-2", name="Name of AA-2", country="AAA", is_approximate=True
    )


def test_many_points_keep_their_order(squares: Divisions) -> None:
    found = squares.find_many([1.5, 5.0, 0.5, 10.5], [0.5, 5.0, 0.5, 60.5])
    assert [it and it.code for it in found] == ["AA-2", None, "AA-1", "BB-1"]
    assert squares.find_many([], []) == []


def test_a_point_on_a_shared_edge_gets_the_first_code(squares: Divisions) -> None:
    assert code_at(squares, 1.0, 0.5) == "AA-1"


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (-0.04, 0.5, "AA-1"),  # 4.4 km off the coast
        (-0.05, 0.5, None),  # 5.6 km
        (0.5, 1.04, "AA-1"),
        (0.5, 1.05, None),
        (9.92, 60.5, "BB-1"),  # 4.4 km, because a degree is half as long here
        (9.90, 60.5, None),  # 5.5 km
        (2.01, 1.01, "AA-2"),
    ],
)
def test_a_point_just_off_the_coast_gets_the_nearest_division(
    squares: Divisions, lon: float, lat: float, code: str | None
) -> None:
    assert code_at(squares, lon, lat) == code


def test_a_known_country_keeps_a_point_out_of_its_neighbours(tmp_path: Path) -> None:
    write_squares(tmp_path / "divisions" / "divisions.fgb", country=["AAA", "CCC", "BBB"])
    divisions = load_divisions(tmp_path)
    assert code_at(divisions, 1.02, 0.5) == "AA-2"
    assert code_at(divisions, 1.02, 0.5, country="AAA") == "AA-1"
    assert code_at(divisions, 1.02, 0.5, country="BBB") is None
    assert code_at(divisions, 1.5, 0.5, country="AAA") is None


def test_polygons_are_found_by_code(squares: Divisions) -> None:
    polygon = squares.polygon("BB-1")
    assert polygon is not None
    assert polygon.equals(shapely.box(10, 60, 11, 61))
    assert squares.polygon("XX-1") is None
    assert len(squares) == 3


@pytest.mark.parametrize(
    ("lon", "lat"), [(181.0, 0.0), (0.0, 90.5), (float("nan"), 0.0), (0.0, float("inf"))]
)
def test_what_is_no_point_on_earth_is_refused(squares: Divisions, lon: float, lat: float) -> None:
    with pytest.raises(ValueError, match=r"expected degrees .* at position 1; 1 such"):
        squares.find_many([0.5, lon], [0.5, lat])


def test_columns_of_different_length_are_refused(squares: Divisions) -> None:
    with pytest.raises(ValueError, match="one length"):
        squares.find_many([1.0, 2.0], [1.0])
    with pytest.raises(ValueError, match="expected 2 countries"):
        squares.find_many([1.0, 2.0], [1.0, 2.0], countries=["AAA"])


def test_a_missing_file_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"divisions\.fgb: no such file"):
        load_divisions(tmp_path)


def test_nothing_is_read_until_asked(tmp_path: Path) -> None:
    path = tmp_path / "divisions" / "divisions.fgb"
    path.parent.mkdir()
    path.write_bytes(b"no polygons")
    divisions = load_divisions(tmp_path)
    with pytest.raises(GazetteerError, match="expected a FlatGeobuf file"):
        divisions.find(0.5, 0.5)


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "squares.fgb"
    frame = gpd.GeoDataFrame({"code": ["A"]}, geometry=[shapely.box(0, 0, 1, 1)], crs="EPSG:4326")
    frame.to_file(path, driver="FlatGeobuf")
    with pytest.raises(GazetteerError, match="expected the columns code, name, country, drawn"):
        Divisions(path).find(0.5, 0.5)


# --- the shipped files -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(gazetteer_folder: Path) -> Divisions:
    return load_divisions(gazetteer_folder)


@pytest.fixture(scope="module")
def rows(gazetteer_folder: Path) -> dict[str, Row]:
    """Rows of divisions.csv by code."""
    path = gazetteer_folder / "places" / "divisions.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["admin1"]: row for row in csv.DictReader(stream)}


# Divisions whose point in GeoNames lies further off their polygon than this, and why.
FARTHEST_KM = 30.0
FAR_POINTS = {
    # The middle of what the division was before parts of it became divisions of their own.
    "CD-KE",
    "DZ-47",
    "ID-PA",
    "IN-JK",
    "KZ-19",
    "KZ-63",
    "ML-6",
    "ML-7",
    "OM-BJ",
    # The middle of islands, or of land and the water about it.
    "CA-NU",
    "ID-KR",
    "JP-47",
    "MH-KWA",
    "NZ-BOP",
    # A point in a neighbour.
    "RO-GJ",
}


def test_every_row_stands_in_or_near_its_own_polygon(
    shipped: Divisions, rows: dict[str, Row]
) -> None:
    far = {}
    for code, row in rows.items():
        polygon = shipped.polygon(code)
        if polygon is not None:
            point = shapely.Point(float(row["lon"]), float(row["lat"]))
            # Degrees of longitude are never longer than those of latitude: an upper bound.
            km = float(shapely.distance(polygon, point)) * 111.2
            if km > FARTHEST_KM:
                far[code] = round(km)
    assert far.keys() == FAR_POINTS, far


def test_nearly_every_division_has_a_polygon_and_the_other_way_round(
    shipped: Divisions, rows: dict[str, Row]
) -> None:
    with_polygon = [code for code in rows if shipped.polygon(code) is not None]
    assert len(rows) >= 3500
    assert len(with_polygon) >= 0.98 * len(rows)
    # The curated file has the rows of Armenia and a part of Azerbaijan.
    drawn = {division.code for division in shipped._records} - rows.keys()
    assert {code[:2] for code in drawn} == {"AM", "AZ"}


def test_polygons_are_valid_and_hardly_overlap(shipped: Divisions) -> None:
    polygons = shipped._tree.geometries
    assert shapely.is_valid(polygons).all()
    assert not shapely.is_empty(polygons).any()
    one, other = shipped._tree.query(polygons, predicate="overlaps")
    shared = shapely.area(shapely.intersection(polygons[one], polygons[other]))
    assert shared.max(initial=0.0) < 0.002  # square degrees, about 20 square kilometres


@pytest.mark.parametrize(
    ("country", "count"),
    [
        ("AFG", 34),
        ("ARG", 24),
        ("AUS", 8),
        ("AUT", 9),
        ("BEL", 3),
        ("BRA", 27),
        ("CAN", 13),
        ("CHE", 26),
        ("CHN", 31),
        ("COD", 26),
        ("COL", 33),
        ("DEU", 16),
        ("EGY", 27),
        ("ESP", 19),
        ("FRA", 13),
        ("GBR", 4),
        ("GEO", 12),
        ("IDN", 38),
        ("IND", 36),
        ("IRN", 31),
        ("IRQ", 19),
        ("ITA", 20),
        ("JPN", 47),
        ("KEN", 47),
        ("MEX", 32),
        ("NGA", 37),
        ("NLD", 12),
        ("PAK", 7),
        ("POL", 16),
        ("RUS", 83),
        ("SAU", 13),
        ("SYR", 14),
        ("TUR", 81),
        ("UKR", 27),
        ("USA", 51),
        ("VEN", 25),
        ("YEM", 22),
    ],
)
def test_countries_have_as_many_divisions_as_they_have(
    rows: dict[str, Row], country: str, count: int
) -> None:
    of_first_order = [row for row in rows.values() if row["feature_code"].startswith("ADM1")]
    assert Counter(row["country"] for row in of_first_order)[country] == count


@pytest.mark.parametrize(
    ("code", "id_", "name"),
    [
        ("US-TX", "gn:4736286", "Texas"),
        ("US-GA", "gn:4197000", "Georgia"),
        ("US-DC", "gn:4138106", "District of Columbia"),
        ("CA-BC", "gn:5909050", "British Columbia"),
        ("AU-NSW", "gn:2155400", "New South Wales"),
        ("GB-ENG", "gn:6269131", "England"),
        ("GB-SCT", "gn:2638360", "Scotland"),
        ("GB-WLS", "gn:2634895", "Wales"),
        ("GB-NIR", "gn:2641364", "Northern Ireland"),
        ("UA-14", "gn:709716", "Donetsk Oblast"),
        ("UA-43", "gn:703883", "Crimea"),
        ("RU-CE", "gn:569665", "Chechnya"),
        ("IN-JK", "gn:1269320", "Jammu and Kashmir"),
        ("IN-LA", "gn:12096464", "Ladakh"),
        ("PK-KP", "gn:1168873", "Khyber Pakhtunkhwa"),
        ("PK-JK", "gn:1184196", "Azad Kashmir"),
        ("CN-XJ", "gn:1529047", "Xinjiang"),
        ("CN-XZ", "gn:1279685", "Tibet"),
        ("GE-AB", "gn:6643410", "Abkhazia"),
        ("MD-SN", "gn:858889", "Transnistria"),
        ("PS.GZ", "gn:281132", "Gaza Strip"),
        ("PS.WE", "gn:285153", "West Bank"),
        ("SY-ID", "gn:169387", "Idlib Governorate"),
        ("NG-NI", "gn:2328925", "Niger State"),
        ("SY-RA", "gn:172957", "Raqqa Governorate"),
        ("IQ-AN", "gn:99592", "Anbar"),
        ("IQ-NI", "gn:92877", "Nineveh"),
        ("AF-HEL", "gn:1140043", "Helmand"),
        ("SD-DN", "gn:408666", "North Darfur"),
        ("ET-TI", "gn:444187", "Tigray"),
        ("XK.10097358", "gn:10097358", "Mitrovica District"),
    ],
)
def test_well_known_divisions_have_their_code_id_and_name(
    rows: dict[str, Row], code: str, id_: str, name: str
) -> None:
    assert (rows[code]["id"], rows[code]["name"]) == (id_, name)


@pytest.mark.parametrize(
    ("code", "column", "value"),
    [
        ("US-TX", "abbreviations", "TX"),
        ("US-TX", "abbreviations", "Tex."),
        ("US-CA", "abbreviations", "Calif."),
        ("US-WV", "abbreviations", "W.Va."),
        ("US-DC", "abbreviations", "D.C."),
        ("CA-BC", "abbreviations", "B.C."),
        ("CA-QC", "abbreviations", "Que."),
        ("AU-NSW", "abbreviations", "N.S.W."),
        ("AU-QLD", "abbreviations", "Qld."),
        ("GB-SCT", "demonyms", "Scots"),
        ("GB-WLS", "demonyms", "Welsh"),
        ("US-TX", "demonyms", "Texans"),
        ("ES-CT", "demonyms", "Catalan"),
        ("RU-CE", "demonyms", "Chechen"),
        ("PS.GZ", "demonyms", "Gazan"),
        ("UA-51", "variants", "Odessa"),
        ("UA-63", "variants", "Харківська область"),
        ("UA-43", "variants", "Крым"),
        ("SY-HL", "variants", "Aleppo"),
        ("IR-12", "variants", "Kordestan"),
        ("XK.10097359", "variants", "Peć"),
        ("XK.10097359", "variants", "Pejë"),
    ],
)
def test_divisions_bear_the_names_that_reports_use(
    rows: dict[str, Row], code: str, column: str, value: str
) -> None:
    assert value in rows[code][column].split("|")


def test_us_states_have_their_postal_code_for_abbreviation(rows: dict[str, Row]) -> None:
    states = [code for code in rows if code.startswith("US-")]
    missing = [c for c in states if c[3:] not in rows[c]["abbreviations"].split("|")]
    assert missing == []


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (46.40, 39.65, "AZ-LAC"),  # Natural Earth calls this polygon Lankaran
        (48.70, 38.75, "AZ-LAN"),
        (45.74, 40.18, "AM-GR"),
        (-96.80, 32.78, "US-TX"),
        (-84.39, 33.75, "US-GA"),
        (-123.12, 49.26, "CA-BC"),
        (-3.19, 55.95, "GB-SCT"),
        (-5.93, 54.60, "GB-NIR"),
        (-3.18, 51.48, "GB-WLS"),
        (2.35, 48.86, "FR-IDF"),  # dissolved out of departments
        (7.26, 43.70, "FR-PAC"),
        (12.50, 41.90, "IT-62"),
        (-5.98, 37.39, "ES-AN"),
        (120.98, 14.60, "PH-00"),
        (38.93, 15.33, "ER-MA"),  # the names of Natural Earth are mixed up in Eritrea
        (-58.15, 6.80, "GY-DE"),  # and in Guyana
        (37.80, 48.00, "UA-14"),
        (34.10, 44.95, "UA-43"),
        (45.70, 43.32, "RU-CE"),
        (74.80, 34.08, "IN-JK"),
        (77.58, 34.16, "IN-LA"),
        (71.52, 34.01, "PK-KP"),
        (87.60, 43.80, "CN-XJ"),
        (36.63, 35.93, "SY-ID"),
        (43.13, 36.34, "IQ-NI"),
        (34.45, 31.50, "PS.GZ"),
        (35.26, 32.22, "PS.WE"),
        (30.25, 1.57, "CD-IT"),  # cut out of the former Orientale
        (36.82, -1.29, "KE-30"),
        (44.06, 9.56, "SO-WO"),
        (20.87, 42.89, "XK.10097358"),
        (18.42, 43.85, "BA-BIH"),
    ],
)
def test_known_points_lie_in_their_division(
    shipped: Divisions, lon: float, lat: float, code: str
) -> None:
    assert code_at(shipped, lon, lat) == code


@pytest.mark.parametrize(("lon", "lat"), [(-30.0, 30.0), (3.0, 56.5), (0.0, -80.0)])
def test_points_at_sea_or_outside_all_divisions_have_none(
    shipped: Divisions, lon: float, lat: float
) -> None:
    assert shipped.find(lon, lat) is None


def test_a_border_town_stays_in_its_country(shipped: Divisions) -> None:
    # Goma touches the border of Rwanda, which the polygons draw a kilometre off.
    assert code_at(shipped, 29.23, -1.68, country="COD") == "CD-NK"
