"""The colours of the page, as QGIS writes them: red, green, blue and opacity to 255."""

from __future__ import annotations

from typing import Final

__all__ = ["BORDER", "EMPTY", "HALO", "INK", "LEGEND_FILL", "PAPER", "QUIET", "STATUSES", "STRETCH"]

# Those of geomap/page/style/colours.css, light; the statuses are Okabe and Ito's.
PAPER: Final = "248,246,241,255"
INK: Final = "28,33,38,255"
QUIET: Final = "91,101,112,255"
HALO: Final = "255,255,255,255"
EMPTY: Final = "255,255,255,255"
BORDER: Final = "35,40,45,255"
STRETCH: Final = "240,196,25,255"
LEGEND_FILL: Final = "185,180,170,255"
STATUSES: Final = {
    "confirmed_by_both": "0,158,115,255",
    "reported": "0,114,178,255",
    "claimed": "230,159,0,255",
    "contested": "204,121,167,255",
    "denied": "255,255,255,255",
}
"""The filling of each status; a denied incident has none."""
