"""The colours of the page, as QGIS writes them: red, green, blue and opacity to 255."""

from __future__ import annotations

from typing import Final

from geomap.export.formats.symbols import (
    BORDER_COLOUR,
    INK_COLOUR,
    LEGEND_COLOUR,
    PAPER_COLOUR,
    QUIET_COLOUR,
    STATUS_COLOURS,
    STRETCH_COLOUR,
)

__all__ = ["BORDER", "EMPTY", "HALO", "INK", "LEGEND_FILL", "PAPER", "QUIET", "STATUSES", "STRETCH"]


def _write(colour: str) -> str:
    """Return "#rrggbb" as QGIS writes it."""
    return ",".join([*(str(part) for part in bytes.fromhex(colour[1:])), "255"])


PAPER: Final = _write(PAPER_COLOUR)
INK: Final = _write(INK_COLOUR)
QUIET: Final = _write(QUIET_COLOUR)
HALO: Final = _write("#ffffff")
EMPTY: Final = HALO
BORDER: Final = _write(BORDER_COLOUR)
STRETCH: Final = _write(STRETCH_COLOUR)
LEGEND_FILL: Final = _write(LEGEND_COLOUR)
STATUSES: Final = {status: _write(colour) for status, colour in STATUS_COLOURS.items()} | {
    "denied": EMPTY
}
"""The filling of each status; a denied incident has none."""
