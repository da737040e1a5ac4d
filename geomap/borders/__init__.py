"""`Place` to `BorderPoint`: lines between countries, chainage along them, and what lies on them."""

from geomap.borders.attach import attach_place
from geomap.borders.geometry import cut_border, find_reach, interpolate_on_border
from geomap.borders.lines import Border, Borders, DivisionStretches, Enclave, Section
from geomap.borders.locate import (
    BorderLocation,
    is_near_border,
    locate_all_on_border,
    locate_on_border,
    which_side,
)
from geomap.borders.reading import load_borders
from geomap.borders.stretches import merge_stretches

__all__ = [
    "Border",
    "BorderLocation",
    "Borders",
    "DivisionStretches",
    "Enclave",
    "Section",
    "attach_place",
    "cut_border",
    "find_reach",
    "interpolate_on_border",
    "is_near_border",
    "load_borders",
    "locate_all_on_border",
    "locate_on_border",
    "merge_stretches",
    "which_side",
]
