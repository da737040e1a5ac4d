"""What every recipe does with the files that it builds: say what changed, write or only check."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from debian_packages import find_package_folder
from place_tables import describe_changes, read_table
from registry_packages import PackageError

from geomap.errors import GeomapError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Build = Callable[[Path], Mapping[Path, bytes]]


def run_recipe(build: Build, *, description: str) -> int:
    """Build files, report what changed, and write them unless only asked to check.

    Parameters
    ----------
    build
        Returns the bytes of each file, from packages that are fetched into a folder.
    description
        What the recipe builds, for ``--help``.

    Returns
    -------
    int
        Exit code: 0 done, 1 when asked to check and a file would change, 2 when a package cannot be
        had or a table is malformed.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--packages", type=Path, help="folder to keep fetched packages in")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on a change")
    options = parser.parse_args()
    try:
        files = build(options.packages or find_package_folder())
    except (PackageError, LookupError, GeomapError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    changed = {path for path, content in files.items() if not _holds(path, content)}
    for path, content in files.items():
        state = describe_change(path, content) if path in changed else "unchanged"
        print(f"{path.name}: {len(content):,} bytes, {state}")
        if path in changed and not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.part")
            part.write_bytes(content)
            part.replace(path)
    return 1 if options.check and changed else 0


def describe_change(path: Path, content: bytes) -> str:
    """Say what is new and what is gone: rows of a table by their ids, else lines."""
    if not path.exists():
        return "new"
    part = path.with_name(f"{path.name}.new")
    part.write_bytes(content)
    try:
        if path.suffix == ".csv" and "id" in next(iter(read_table(part)), {}):
            return describe_changes(read_table(path), read_table(part))
    finally:
        part.unlink()
    if b"\0" in content:
        return f"changed from {path.stat().st_size:,} bytes"
    old, new = set(path.read_bytes().splitlines()), set(content.splitlines())
    return f"{len(new - old)} lines new, {len(old - new)} lines gone"


def _holds(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() == content
