"""Colours of the page, for formats that carry a style: Okabe–Ito, no side's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BORDER_COLOUR", "STATUS_COLOURS", "STRETCH_COLOUR"]

STATUS_COLOURS: Final[Mapping[str, str]] = {
    "confirmed_by_both": "#009e73",
    "reported": "#0072b2",
    "claimed": "#e69f00",
    "contested": "#cc79a7",
    "denied": "#5b6570",
}
STRETCH_COLOUR: Final = "#f0c419"
BORDER_COLOUR: Final = "#23282d"
