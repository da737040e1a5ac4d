"""Colours of the page, for formats that carry a style: Okabe–Ito, no side's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BORDER_COLOUR",
    "INK_COLOUR",
    "LEGEND_COLOUR",
    "PAPER_COLOUR",
    "QUIET_COLOUR",
    "STATUS_COLOURS",
    "STRETCH_COLOUR",
]

# Those of geomap/page/style/colours.css, light.
STATUS_COLOURS: Final[Mapping[str, str]] = {
    "confirmed_by_both": "#009e73",
    "reported": "#0072b2",
    "claimed": "#e69f00",
    "contested": "#cc79a7",
    "denied": "#5b6570",
}
STRETCH_COLOUR: Final = "#f0c419"
BORDER_COLOUR: Final = "#23282d"
PAPER_COLOUR: Final = "#f8f6f1"
INK_COLOUR: Final = "#1c2126"
QUIET_COLOUR: Final = "#5b6570"
LEGEND_COLOUR: Final = "#b9b4aa"
