"""Build gazetteer/basemap/: the vectors that a page draws under its incidents.

Run as ``python gazetteer/recipes/build_basemap.py``. It fetches the packages by name, checks their
hashes, builds the files, says what changed against those in place, and writes them. With
``--check`` it writes nothing and exits with 1 if a file would change.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import caucasus_window
from build_borders import describe_change
from debian_packages import find_package_folder
from geojson_text import format_features, make_feature
from place_tables import write_whole
from registry_packages import PackageError
from world_atlas import CREDIT as WORLD_CREDIT
from world_atlas import read_world

if TYPE_CHECKING:
    from collections.abc import Sequence

BASEMAP: Final = Path(__file__).resolve().parent.parent / "basemap"

# The world is seen at small scales only: a hundredth of a degree is under a pixel up to zoom 7.
WORLD_TOLERANCE: Final = 0.01
WORLD_DECIMALS: Final = 3


def build_files(packages: Path) -> dict[Path, str]:
    """Return the text of each file, from packages fetched into a folder."""
    world = [
        make_feature(land, decimals=WORLD_DECIMALS, iso=iso, name=name)
        for iso, name, land in read_world(packages=packages, tolerance=WORLD_TOLERANCE)
    ]
    window = caucasus_window.build_window(packages)
    return {
        BASEMAP / "world.countries.geojson": format_features(world, credit=WORLD_CREDIT),
        **{BASEMAP / f"south-caucasus.{layer}.geojson": text for layer, text in window.items()},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the files, report what changed, and write them unless only asked to check."""
    parser = argparse.ArgumentParser(description="Build the vectors of the base map.")
    parser.add_argument("--packages", type=Path, help="folder to keep fetched packages in")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a change")
    options = parser.parse_args(arguments)
    try:
        files = build_files(options.packages or find_package_folder())
    except PackageError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    is_changed = False
    for path, text in files.items():
        change = describe_change(path, text)
        print(f"{path.name}: {len(text.encode()):,} bytes, {change}")
        if change != "unchanged":
            is_changed = True
            if not options.check:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, text)
    return 1 if options.check and is_changed else 0


if __name__ == "__main__":
    sys.exit(main())
