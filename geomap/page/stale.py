"""Pages beside the map that an earlier run wrote and that no run writes any more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

SIDE_FOLDER: Final = "map-details"
"""Where the files lie that belong beside a map that is split."""

_PAGES: Final = {
    "days": re.compile(r"(\d{4}-\d{2}-\d{2}|undated|index)\.html"),
    SIDE_FOLDER: re.compile(r"\d{4,}\.html"),
}
"""The names that pages of ours have, by their folders."""
_MADE_BY: Final = b'<meta name="generator" content="geomap">'
"""Stands near the beginning of every page of ours; a file without it is somebody else's."""
_HEAD_BYTES: Final = 4096


def remove_stale_pages(folder: Path, *, keep: Collection[Path]) -> list[Path]:
    """Remove the pages of days and the files of details that are not of this run.

    Parameters
    ----------
    folder
        Of the map.
    keep
        The files of this run.

    Returns
    -------
    list of Path
        What was removed. A file that geomap did not write stays, whatever it is called.

    Raises
    ------
    OutputError
        When one cannot be read or removed.
    """
    removed = []
    for name, pattern in _PAGES.items():
        for path in sorted((folder / name).glob("*.html")):
            if path in keep or not pattern.fullmatch(path.name) or path.is_symlink():
                continue
            if _remove_if_ours(path):
                removed.append(path)
    for parent in {path.parent for path in removed}:
        # A folder that we emptied was ours.
        if not any(parent.iterdir()) and not parent.is_symlink():
            parent.rmdir()
    return removed


def _remove_if_ours(path: Path) -> bool:
    try:
        is_ours = path.is_file() and _is_ours(path)
        if is_ours:
            path.unlink()
    except OSError as error:
        msg = (
            f"{path}: a page of an earlier run that cannot be removed "
            f"({error.strerror or error}); remove it by hand, the new pages are written"
        )
        raise OutputError(msg) from error
    return is_ours


def _is_ours(path: Path) -> bool:
    with path.open("rb") as stream:
        return _MADE_BY in stream.read(_HEAD_BYTES)
