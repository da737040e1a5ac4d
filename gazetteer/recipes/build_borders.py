"""Build gazetteer/borders/: the land borders of the world, and who lies along them.

Run as ``python gazetteer/recipes/build_borders.py``. It fetches the packages by name, checks their
hashes, builds the files, says what changed against those in place, compares the lengths with
reference ones, and writes the files. With ``--check`` it writes nothing and exits with 1 if a file
would change. It takes about eight minutes and a few GB.

The line between Armenia and Azerbaijan has files of its own in full detail; all borders together,
that one too, are in ``world.npz``, thinned out.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import border_line
from border_archive import format_archive
from border_divisions import divide_world, pick_divisions
from border_join import join_runs
from border_line import BORDER
from border_network import COUNTRIES, build_network
from border_stretches import COLUMNS, MeasuredSection, build_stretches, sum_lengths
from border_waters import Water, find_middle_lines
from border_world import build_world
from division_sources import read_areas
from osm_countries import read_countries
from place_tables import format_table, read_table
from recipe import run_recipe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from border_line import BorderSection
    from border_stretches import Row
    from border_world import WorldSection
    from division_sources import Area
    from shapely.geometry import MultiPolygon

RECIPES: Final = Path(__file__).resolve().parent
BORDERS: Final = RECIPES.parent / "borders"
PLACES: Final = RECIPES.parent / "places"
EDITS: Final = RECIPES / "edits"

_BOUNDS: Final = ("west", "south", "east", "north")


def build_files(packages: Path) -> dict[Path, bytes]:
    """Return the bytes of each file, from packages fetched into a folder."""
    countries = read_countries(COUNTRIES, packages=packages)
    areas = read_areas(packages)
    names = _read_division_names()
    files = _build_detailed(countries, areas, names)
    world = _build_world(countries)
    divisions = divide_world(areas, packages=packages, edits=EDITS)
    stretches = build_stretches(
        [MeasuredSection(it.border, it.name, it.coordinates) for it in world], divisions, names
    )
    _report_world(world, stretches)
    files[BORDERS / "world.npz"] = format_archive(world)
    files[BORDERS / "world.stretches.csv"] = format_table(stretches, columns=COLUMNS).encode()
    return files


def _build_detailed(
    countries: Mapping[str, MultiPolygon], areas: Sequence[Area], names: Mapping[str, str]
) -> dict[Path, bytes]:
    """Return the files of the line between Armenia and Azerbaijan."""
    sections = border_line.build_sections(
        {code: countries[code] for code in ("ARM", "AZE", "GEO", "IRN", "TUR")}
    )
    divisions = pick_divisions(areas, read_table(EDITS / "border_divisions.csv"))
    stretches = build_stretches(
        [MeasuredSection(BORDER, it.name, it.coordinates) for it in sections], divisions, names
    )
    _report_detailed(sections, stretches)
    texts = {
        f"{BORDER}.geojson": border_line.format_sections(sections),
        f"{BORDER}.stretches.csv": format_table(stretches, columns=COLUMNS),
        f"{BORDER}.enclaves.geojson": border_line.format_enclaves(countries),
    }
    return {BORDERS / name: text.encode() for name, text in texts.items()}


def _build_world(countries: Mapping[str, MultiPolygon]) -> list[WorldSection]:
    network = build_network(countries)
    waters = [
        Water(
            sides=(row["border"][:3], row["border"][4:]),
            width_km=float(row["width_km"]),
            bounds=(*(float(row[side]) for side in _BOUNDS),),
        )
        for row in read_table(EDITS / "border_waters.csv")
    ]
    runs = join_runs(network, find_middle_lines(network, waters), waters)
    names = {row["country"]: row["name"] for row in read_table(PLACES / "countries.csv")}
    return build_world(
        network.codes,
        runs,
        names=names,
        section_names=read_table(EDITS / "border_sections.csv"),
    )


def _read_division_names() -> dict[str, str]:
    """Return the names of divisions by ISO 3166-2; curated rows win."""
    rows = [
        *read_table(PLACES / "divisions.csv"),
        *read_table(PLACES / "armenia-azerbaijan.csv"),
    ]
    return {row["admin1"]: row["name"] for row in rows if row["feature_code"].startswith("ADM")}


def _report_detailed(sections: Sequence[BorderSection], stretches: Sequence[Row]) -> None:
    """Print the sections, the waters they are drawn across, and lengths beside reference ones."""
    for section in sections:
        gaps = ", ".join(f"{gap:.2f}" for gap in section.gaps_km) or "none"
        points = len(section.coordinates)
        print(f"{section.name}: {section.length_km:.1f} km, {points} points; across water: {gaps}")
    lengths = sum_lengths(stretches)
    reference = read_table(EDITS / "border_lengths.csv")
    for row in sorted(reference, key=lambda row: -float(row["length_km"])):
        expected, found = float(row["length_km"]), lengths.get(row["division"], 0.0)
        print(
            f"{row['division']:7}{found:8.1f} km, reference {expected:6.1f}, {found / expected:.2f}"
        )


def _report_world(world: Sequence[WorldSection], stretches: Sequence[Row]) -> None:
    borders = {section.border for section in world}
    points = sum(len(section.coordinates) for section in world)
    length_km = sum(section.length_km for section in world)
    print(
        f"world: {len(borders)} borders, {len(world)} sections, {points:,} points, "
        f"{length_km:,.0f} km; {len(stretches)} stretches"
    )


if __name__ == "__main__":
    sys.exit(run_recipe(build_files, description="Build the border lines of the gazetteer."))
