"""geomap: news reports about clashes along a border, as a map by date and as files for GIS tools.

>>> import geomap
>>> result = geomap.run("corpus/")  # doctest: +SKIP
>>> result.incidents.explore()  # doctest: +SKIP
>>> geomap.read("output/incidents.gpkg").sites  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.pipeline import Result, run
    from geomap.stored import Slice, StoredResult, read

__all__ = ["Result", "Slice", "StoredResult", "__version__", "read", "run"]

__version__ = "0.1.0"

# A library stays silent until the application that uses it asks for its log.
logging.getLogger(__name__).addHandler(logging.NullHandler())

_LAZY = {
    "Result": "geomap.pipeline",
    "Slice": "geomap.stored",
    "StoredResult": "geomap.stored",
    "read": "geomap.stored",
    "run": "geomap.pipeline",
}


def __getattr__(name: str) -> object:
    """Import the pipeline, and with it geopandas, only when it is asked for."""
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    """List the public names, those not yet imported among them."""
    return sorted(__all__)
