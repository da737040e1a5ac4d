"""The shipped gazetteer of places: its schema, and the facts that it must hold."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter

import pytest

from geomap.folders import find_gazetteer

PLACES = find_gazetteer() / "places"
CURATED = "armenia-azerbaijan.csv"
COUNTRIES = "countries.csv"
DIVISIONS = "divisions.csv"
REGIONS = "regions.csv"

COLUMNS = {
    CURATED: "id,name,country,admin1,feature_code,lon,lat,radius_km,variants,source,note",
    COUNTRIES: "id,name,country,iso2,feature_code,lon,lat,radius_km,population,capital,variants,"
    "demonyms,source",
    DIVISIONS: "id,name,country,admin1,feature_code,lon,lat,radius_km,population,variants,"
    "abbreviations,demonyms,source",
    REGIONS: "id,name,country,admin1,feature_code,lon,lat,radius_km,population,variants,source,"
    "note",
}

ARMENIAN_CODES = {
    f"AM-{code}" for code in ("AG", "AR", "AV", "ER", "GR", "KT", "LO", "SH", "SU", "TV", "VD")
}
AZERBAIJANI_LIST = (
    "ABS AGA AGC AGM AGS AGU AST BA BAB BAL BAR BEY BIL CAB CAL CUL DAS FUZ GA GAD GOR GOY GYG HAC "
    "IMI ISM KAL KAN KUR LA LAC LAN LER MAS MI NA NEF NV NX OGU ORD QAB QAX QAZ QBA QBI QOB QUS SA "
    "SAB SAD SAH SAK SAL SAR SAT SBN SIY SKR SM SMI SMX SR SUS TAR TOV UCA XA XAC XCI XIZ XVD YAR "
    "YE YEV ZAN ZAQ ZAR"
)
AZERBAIJANI_CODES = {f"AZ-{code}" for code in AZERBAIJANI_LIST.split()}
BORDER_DISTRICTS = "QAZ AGA TOV GAD DAS KAL LAC QBI ZAN NX SAD SAR KAN BAB SAH CUL ORD"
PREFIX_OF_COUNTRY = {"ARM": "AM", "AZE": "AZ", "GEO": "GE", "IRN": "IR", "TUR": "TR"}

# GeoNames feature codes that the curated file uses.
FEATURE_CODES = (
    "PPL PPLA PPLA2 PPLC PPLQ PPLW ADM1 ADM2 RGN RGNE MT MTS PK LK LKS RSV STM PASS MNAU RD BDG"
)

# Words for "district", "province" and the like in the languages of the upstream name lists.
DISTRICT_WORDS = re.compile(
    r"\b(?:district|province|rayon\w*|raion\w*|rajon\w*|rejon\w*|apskrit\w*|distri[ckt]\w*|daerah|"
    r"noh?iya|srjan\w*|shrjan\w*|tumani|bölgesi|boelgesi|piirikunta|járás|mərzi|marz|oblast|"
    r"район\w*|рејон\w*|область|ноҳия\w*|аймаг|շրջան\w*|մարզ\w*)\b",
    re.IGNORECASE,
)

# West, south, east, north in degrees: generous boxes, so that only a gross error falls outside.
BOXES = {
    "ARM": (43.4, 38.8, 46.7, 41.35),
    "AZE": (44.7, 38.3, 50.6, 41.95),
    "GEO": (39.9, 41.0, 46.8, 43.6),
    "IRN": (44.0, 25.0, 63.4, 39.8),
    "TUR": (25.6, 35.8, 44.9, 42.2),
}

Row = dict[str, str]


def read_rows(name: str) -> list[Row]:
    with (PLACES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def names_of(row: Row) -> set[str]:
    return {row["name"], *row["variants"].split("|")} - {""}


def rows_named(name: str, *files: str) -> list[Row]:
    return [row for file in files or (CURATED,) for row in read_rows(file) if name in names_of(row)]


def ids_named(name: str) -> set[str]:
    return {row["id"] for row in rows_named(name)}


@pytest.mark.parametrize("file", COLUMNS)
def test_files_are_utf8_csv_with_their_columns_and_full_rows(file: str) -> None:
    text = (PLACES / file).read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.splitlines()[0] == COLUMNS[file]
    for row in read_rows(file):
        assert None not in row, row
        assert None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row
        assert row["name"], row
        assert row["source"], row


def test_ids_are_unique_over_all_files() -> None:
    ids = [row["id"] for file in COLUMNS for row in read_rows(file)]
    assert [key for key, count in Counter(ids).items() if count > 1] == []
    assert [key for key in ids if not re.fullmatch(r"gn:\d+|wof:\d+|gm:[a-z0-9-]+", key)] == []


@pytest.mark.parametrize("file", COLUMNS)
def test_coordinates_are_degrees_on_earth_or_both_missing(file: str) -> None:
    for row in read_rows(file):
        assert bool(row["lon"]) == bool(row["lat"]), row
        if not row["lon"]:
            assert row.get("note"), f"{row['id']}: no point and no note that says why"
            continue
        lon, lat = float(row["lon"]), float(row["lat"])
        assert math.isfinite(lon), row
        assert math.isfinite(lat), row
        assert -180 <= lon <= 180, row
        assert -90 <= lat <= 90, row
        assert (lon, lat) != (0, 0), row
        assert all(len(row[axis].partition(".")[2]) <= 5 for axis in ("lon", "lat")), row


@pytest.mark.parametrize("file", [CURATED, DIVISIONS])
def test_places_lie_in_the_box_of_their_country(file: str) -> None:
    outside = []
    for row in read_rows(file):
        if row["country"] in BOXES and row["lon"]:
            west, south, east, north = BOXES[row["country"]]
            if not (west <= float(row["lon"]) <= east and south <= float(row["lat"]) <= north):
                outside.append(row["id"])
    assert outside == []


def test_countries_are_those_of_iso_3166_1() -> None:
    rows = read_rows(COUNTRIES)
    codes = {row["country"] for row in rows}
    assert len(rows) == len(codes) == 250
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    assert len({row["iso2"] for row in rows}) == 250
    assert all(re.fullmatch("[A-Z]{2}", row["iso2"]) for row in rows)
    for file in (CURATED, DIVISIONS, REGIONS):
        for row in read_rows(file):
            parts = row["country"].split("|")
            assert set(filter(None, parts)) <= codes, row
            assert parts == sorted(parts), row
            # Only what lies in no country, or in very many, has none.
            assert row["country"] or file == REGIONS, row


def test_first_order_divisions_have_iso_3166_2_codes_of_their_country() -> None:
    for row in read_rows(CURATED):
        code = row["admin1"]
        if not code:
            continue
        prefix = code.partition("-")[0]
        if prefix in ("AM", "AZ"):
            assert code in ARMENIAN_CODES | AZERBAIJANI_CODES, row
        prefixes = {PREFIX_OF_COUNTRY.get(country) for country in row["country"].split("|")}
        if prefixes != {None}:
            assert prefix in prefixes, row


def test_division_codes_are_unique_and_of_their_country() -> None:
    alpha2 = {row["country"]: row["iso2"] for row in read_rows(COUNTRIES)}
    rows = read_rows(DIVISIONS)
    codes = [row["admin1"] for row in rows]
    assert len(codes) == len(set(codes))
    # ISO 3166-2, or GeoNames' own code with its dot where ISO has none.
    assert [it for it in codes if not re.fullmatch(r"[A-Z]{2}(?:-[A-Z0-9]{1,3}|\.\w+)", it)] == []
    assert [row["id"] for row in rows if row["admin1"][:2] != alpha2[row["country"]]] == []
    assert {row["feature_code"] for row in rows} <= {"ADM1", "ADM2"}
    curated = {r["admin1"] for r in read_rows(CURATED) if r["feature_code"] in ("ADM1", "ADM2")}
    assert curated & set(codes) == set()


def test_abbreviations_and_demonyms_of_divisions_have_one_bearer_in_a_country() -> None:
    for column in ("abbreviations", "demonyms"):
        bearers = Counter(
            (row["country"], name)
            for row in read_rows(DIVISIONS)
            for name in filter(None, row[column].split("|"))
        )
        assert [key for key, count in bearers.items() if count > 1] == []


def test_demonyms_of_divisions_are_no_peoples_of_countries() -> None:
    peoples = {d for row in read_rows(COUNTRIES) for d in row["demonyms"].split("|") if d}
    found = {d for row in read_rows(DIVISIONS) for d in row["demonyms"].split("|") if d}
    assert len(found) >= 150
    assert found & peoples == set()


def test_curated_rows_are_many_and_have_real_feature_codes() -> None:
    rows = read_rows(CURATED)
    assert len(rows) >= 170
    assert {row["feature_code"] for row in rows} <= set(FEATURE_CODES.split())
    units = [row for row in rows if row["feature_code"] in ("ADM1", "ADM2", "RGN", "RGNE")]
    assert [row["id"] for row in units if not row["radius_km"]] == []
    points = [row for row in rows if row["feature_code"] in ("PPL", "PPLA", "PPLA2", "PPLQ")]
    assert [row["id"] for row in points if row["radius_km"]] == []


@pytest.mark.parametrize("file", COLUMNS)
def test_radii_are_positive_kilometres(file: str) -> None:
    for row in read_rows(file):
        assert not row["radius_km"] or 0 < float(row["radius_km"]) <= 7500, row


@pytest.mark.parametrize("file", COLUMNS)
def test_variants_are_names_each_once_and_not_the_name_itself(file: str) -> None:
    for row in read_rows(file):
        variants = row["variants"].split("|") if row["variants"] else []
        assert "" not in variants, row
        assert len(variants) == len(set(variants)), row
        assert row["name"] not in variants, row
        assert [name for name in variants if "  " in name or "(" in name] == [], row


def test_curated_variants_hold_no_word_for_district() -> None:
    # Economic regions have the word in their very name.
    rows = [row for row in read_rows(CURATED) if row["feature_code"] != "RGNE"]
    found = [(row["id"], name) for row in rows for name in row["variants"].split("|")]
    assert [pair for pair in found if DISTRICT_WORDS.search(pair[1])] == []


def test_curated_variants_are_in_the_scripts_of_the_reports() -> None:
    script = re.compile(r"[A-Za-zÀ-ɏə '’ʻ.-]+|[\u0400-\u045f -]+|[\u0531-\u0587 -]+")
    found = [name for row in read_rows(CURATED) for name in names_of(row)]
    assert [
        name for name in found if not script.fullmatch(name.replace("(", "").replace(")", ""))
    ] == []


@pytest.mark.parametrize("file", COLUMNS)
def test_variants_are_no_short_codes_and_no_lower_case_words(file: str) -> None:
    codes = {"US", "UK", "РФ"}
    for row in read_rows(file):
        for name in filter(None, row["variants"].split("|")):
            assert len(name) > 2 or name in codes, row
            # Georgian has one case in running text, which Unicode counts as lower.
            assert not name[0].islower() or "\u10d0" <= name[0] <= "\u10ff", row


@pytest.mark.parametrize("word", ["Kazakh", "Moses", "Bert", "Tartar", "Van", "Male", "Mobile"])
def test_common_words_and_peoples_are_no_variants(word: str) -> None:
    for file in COLUMNS:
        assert [r["id"] for r in read_rows(file) if word in r["variants"].split("|")] == []


# --- facts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Karakilise", {"gn:174763", "gn:616530", "gn:309647"}),
        ("Qarakilsə", {"gn:174763", "gn:616530"}),
        ("Garakilsa", {"gn:174763", "gn:616530"}),
        ("Basarkechar", {"gn:616108"}),
        ("Gorus", {"gn:174895"}),
        ("Istisu", {"gn:174884", "gn:147969"}),
        ("Tovuz", {"gn:584861", "gn:584821", "gn:616802"}),
        ("Martuni", {"gn:616438", "gn:616437", "gn:146969", "gn:409423"}),
        ("Aghdam", {"gn:148617", "gn:148619", "wof:1141906147"}),
        ("Vardenis", {"gn:616108", "gn:616107"}),
        ("Shushi", {"gn:147105", "gn:147163"}),
        ("Shusha", {"gn:147105", "gn:147163"}),
        ("Lachin", {"gn:147625", "gn:147626"}),
        ("Kalbajar", {"gn:586268", "gn:586047"}),
        ("Dashkasan", {"gn:586765", "gn:586771"}),
        ("Nakhchivan", {"gn:147429", "gn:147435"}),
        ("Gegharkunik", {"gn:828261"}),
        ("Tigranashen", {"gn:147671"}),
        ("Кельбаджар", {"gn:586268", "gn:586047"}),
        ("Քարվաճառ", {"gn:586268", "gn:586047"}),
        ("Artsakh", {"gm:nagorno-karabakh"}),
        ("Stepanakert", {"gn:146970"}),
    ],
)
def test_names_lead_to_every_place_that_bears_them(name: str, ids: set[str]) -> None:
    assert ids_named(name) == ids


@pytest.mark.parametrize(
    ("name", "country", "admin1", "lon", "lat"),
    [
        ("Sisian", "ARM", "AM-SU", 46.03, 39.52),
        ("Vardenis", "ARM", "AM-GR", 45.73, 40.18),
        ("Jermuk", "ARM", "AM-VD", 45.67, 39.84),
        ("Movses", "ARM", "AM-TV", 45.49, 40.91),
        ("Yeraskh", "ARM", "AM-AR", 44.83, 39.74),
        ("Dashkasan", "AZE", "AZ-DAS", 46.08, 40.52),
        ("Karki", "AZE", "AZ-SAD", 44.95, 39.79),
        ("Shusha", "AZE", "AZ-SUS", 46.75, 39.76),
    ],
)
def test_places_stand_where_they_are(
    name: str, country: str, admin1: str, lon: float, lat: float
) -> None:
    rows = [r for r in read_rows(CURATED) if (r["name"], r["admin1"]) == (name, admin1)]
    assert [row["country"] for row in rows] == [country]
    assert float(rows[0]["lon"]) == pytest.approx(lon, abs=0.01)
    assert float(rows[0]["lat"]) == pytest.approx(lat, abs=0.01)


def test_every_division_along_the_border_has_its_row() -> None:
    units = {r["admin1"] for r in read_rows(CURATED) if r["feature_code"] in ("ADM1", "ADM2")}
    assert {f"AZ-{code}" for code in BORDER_DISTRICTS.split()} <= units
    # Yerevan is a city and a division: its one row is the city's.
    assert units >= ARMENIAN_CODES - {"AM-ER"}


@pytest.mark.parametrize("name", ["Lachin Corridor", "Mets Ishkhanasar", "Hakari Bridge"])
def test_places_without_a_known_point_have_none(name: str) -> None:
    (row,) = [row for row in read_rows(CURATED) if row["name"] == name]
    assert (row["lon"], row["lat"]) == ("", "")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Burma", "MMR"),
        ("Swaziland", "SWZ"),
        ("Czech Republic", "CZE"),
        ("Czechia", "CZE"),
        ("Côte d'Ivoire", "CIV"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("UK", "GBR"),
        ("UAE", "ARE"),
        ("DRC", "COD"),
        ("Azərbaycan", "AZE"),
        ("Հայաստան", "ARM"),
        ("Россия", "RUS"),
        ("საქართველო", "GEO"),
        ("Ελλάδα", "GRC"),
        ("ישראל", "ISR"),
        ("Myanmar", "MMR"),
        ("Eswatini", "SWZ"),
        ("North Macedonia", "MKD"),
        ("Macedonia", "MKD"),
        ("Timor-Leste", "TLS"),
        ("East Timor", "TLS"),
        ("Cabo Verde", "CPV"),
        ("Cape Verde", "CPV"),
        ("Holy See", "VAT"),
        ("Congo-Kinshasa", "COD"),
        ("DR Congo", "COD"),
        ("Zaire", "COD"),
        ("Congo-Brazzaville", "COG"),
        ("Great Britain", "GBR"),
        ("U.K.", "GBR"),
        ("Holland", "NLD"),
        ("Bosnia", "BIH"),
        ("DPRK", "PRK"),
        ("ROK", "KOR"),
        ("PRC", "CHN"),
        ("KSA", "SAU"),
        ("CAR", "CAF"),
        ("PNG", "PNG"),
    ],
)
def test_countries_are_known_by_their_names(name: str, code: str) -> None:
    assert [row["country"] for row in rows_named(name, COUNTRIES)] == [code]


@pytest.mark.parametrize(
    ("demonym", "codes"),
    [
        ("Azerbaijani", ["AZE"]),
        ("Azeris", ["AZE"]),
        ("Armenian", ["ARM"]),
        ("Armenians", ["ARM"]),
        ("Turkish", ["TUR"]),
        ("British", ["GBR"]),
        ("Dutch", ["NLD"]),
        ("French", ["FRA"]),
        ("Indian", ["IND"]),
        ("Norwegian", ["NOR"]),
        ("American", ["USA"]),
        ("Congolese", ["COD", "COG"]),
        ("Brits", ["GBR"]),
        ("Frenchman", ["FRA"]),
        ("Swiss", ["CHE"]),
        ("Thais", ["THA"]),
        ("Filipina", ["PHL"]),
        ("Iraqis", ["IRQ"]),
        ("Kyrgyz", ["KGZ"]),
        ("Uzbeks", ["UZB"]),
        ("Turkmen", ["TKM"]),
        ("Burmese", ["MMR"]),
        ("Ivorian", ["CIV"]),
        ("Emirati", ["ARE"]),
        ("Kosovar", ["XKX"]),
        ("Palestinians", ["PSE"]),
        ("Saudis", ["SAU"]),
        ("Bissau-Guinean", ["GNB"]),
        ("Scottish", []),
    ],
)
def test_demonyms_tell_the_country(demonym: str, codes: list[str]) -> None:
    rows = read_rows(COUNTRIES)
    assert [row["country"] for row in rows if demonym in row["demonyms"].split("|")] == codes


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [("USA", -98.5, 39.76), ("GEO", 43.5, 42.0), ("RUS", 100.0, 60.0), ("ARM", 45.0, 40.25)],
)
def test_countries_stand_where_geonames_puts_them(code: str, lon: float, lat: float) -> None:
    (row,) = [row for row in read_rows(COUNTRIES) if row["country"] == code]
    assert (float(row["lon"]), float(row["lat"])) == (lon, lat)
    assert "point: GeoNames" in row["source"]


def test_few_country_names_and_demonyms_are_shared() -> None:
    rows = read_rows(COUNTRIES)
    names = Counter(name.casefold() for row in rows for name in names_of(row))
    demonyms = Counter(name for row in rows for name in row["demonyms"].split("|") if name)
    assert {name for name, count in names.items() if count > 1} == {"congo"}
    assert {name for name, count in demonyms.items() if count > 1} == {
        "Congolese",
        "Dominican",
        "Dominicans",
        "Virgin Islander",
        "Virgin Islanders",
    }


def test_sovereign_states_have_demonym_and_capital() -> None:
    states = [row for row in read_rows(COUNTRIES) if row["feature_code"] == "PCLI"]
    assert len(states) >= 195
    assert [r["country"] for r in states if not r["demonyms"] and r["country"] != "VAT"] == []
    assert [r["country"] for r in states if not r["capital"]] == []
