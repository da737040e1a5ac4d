"""Where geomap finds its data, and where it keeps what belongs to the user.

No function here makes a folder: that is done by what writes into it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import platformdirs

from geomap.errors import GazetteerError

DATA_VARIABLE: Final = "GEOMAP_DATA_DIR"
CACHE_VARIABLE: Final = "GEOMAP_CACHE_DIR"
"""Environment variables that put the two folders elsewhere."""


def find_gazetteer() -> Path:
    """Return the folder of gazetteer data: inside the installed package, or beside a checkout.

    Raises
    ------
    GazetteerError
        When neither is there.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_gazetteer", package.parent / "gazetteer"):
        if (folder / "places").is_dir():
            return folder
    msg = (
        f"no gazetteer beside {package}: expected geomap/_gazetteer (installed) or gazetteer/ "
        "(checkout); install geomap again"
    )
    raise GazetteerError(msg)


def find_data_folder() -> Path:
    """Return the user's data folder, which holds the places that they imported."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given) if given else platformdirs.user_data_path("geomap", appauthor=False)


def find_cache_folder() -> Path:
    """Return the user's cache folder; what is in it can be made again."""
    given = os.environ.get(CACHE_VARIABLE)
    return Path(given) if given else platformdirs.user_cache_path("geomap", appauthor=False)
