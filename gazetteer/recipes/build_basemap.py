"""Build gazetteer/basemap/: the vectors that a page draws under its incidents.

Run as ``python gazetteer/recipes/build_basemap.py``. It fetches the packages by name, checks their
hashes, builds the files, says what changed against those in place, and writes them. With
``--check`` it writes nothing and exits with 1 if a file would change.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import caucasus_window
import natural_earth
import osm_countries
import shapely
import world_atlas
from caucasus_window import WINDOW, Window
from geojson_text import format_features, make_feature
from place_tables import read_table
from recipe import run_recipe
from shapely.geometry import MultiPolygon, Polygon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

RECIPES: Final = Path(__file__).resolve().parent
BASEMAP: Final = RECIPES.parent / "basemap"
EDITS: Final = RECIPES / "edits"

# Outside the window a country is seen at small scales only: a hundredth of a degree is less than
# two pixels up to zoom 7.
WORLD_TOLERANCE_DEG: Final = 0.01
SEAM_DEG: Final = 0.1

CREDIT: Final = f"{natural_earth.CREDIT}; {world_atlas.CREDIT}; {osm_countries.CREDIT}"


def build_files(packages: Path) -> dict[Path, bytes]:
    """Return the bytes of each file, from packages fetched into a folder."""
    window = caucasus_window.build_window(packages)
    world = world_atlas.read_world(packages=packages, tolerance=WORLD_TOLERANCE_DEG)
    layers = {
        "countries": [
            make_feature(_join(land, window, iso), decimals=3, kind="country", iso=iso, name=name)
            for iso, name, land in world
        ],
        "divisions": [
            make_feature(lines, decimals=3, kind="division", iso=None, name=None, country=iso)
            for iso, lines in window.divisions.items()
        ],
        "lakes": [
            make_feature(lake, decimals=3, kind="lake", iso=None, name=name)
            for lake, name in _name_lakes(window.lakes)
        ],
    }
    return {
        BASEMAP / f"{layer}.geojson": format_features(features, credit=CREDIT).encode()
        for layer, features in layers.items()
    }


def _join(land: BaseGeometry, window: Window, iso: str | None) -> BaseGeometry:
    """Put the detail of the window into a country; the seam along the window dissolves."""
    if not land.intersects(WINDOW):
        return land
    outside = shapely.make_valid(land).difference(WINDOW)
    inside = window.countries.get(iso or "")
    return outside if inside is None else _close_seam(outside.union(inside))


def _close_seam(land: BaseGeometry) -> MultiPolygon:
    """Fill the slits that two sources leave along the edge of the window."""
    seam = WINDOW.exterior.buffer(SEAM_DEG)
    return MultiPolygon(
        [
            Polygon(part.exterior, [hole for hole in part.interiors if not seam.covers(hole)])
            for part in getattr(land, "geoms", [land])
        ]
    )


def _name_lakes(lakes: Sequence[Polygon]) -> Iterator[tuple[Polygon, str | None]]:
    """Yield lakes with their names, told apart by a point in the water."""
    names = {
        shapely.Point(float(row["lon"]), float(row["lat"])): row["name"]
        for row in read_table(EDITS / "lake_names.csv")
    }
    for lake in lakes:
        yield lake, next((name for point, name in names.items() if lake.contains(point)), None)


if __name__ == "__main__":
    sys.exit(run_recipe(build_files, description="Build the vectors of the base map."))
