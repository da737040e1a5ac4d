"""The colours of files are those of the page."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from geomap.export.formats import symbols

NAMES = {
    "confirmed": symbols.STATUS_COLOURS["confirmed_by_both"],
    "reported": symbols.STATUS_COLOURS["reported"],
    "claimed": symbols.STATUS_COLOURS["claimed"],
    "contested": symbols.STATUS_COLOURS["contested"],
    "denied": symbols.STATUS_COLOURS["denied"],
    "stretch": symbols.STRETCH_COLOUR,
    "border": symbols.BORDER_COLOUR,
    "side": symbols.PAPER_COLOUR,
    "ink": symbols.INK_COLOUR,
    "quiet": symbols.QUIET_COLOUR,
    "legend-fill": symbols.LEGEND_COLOUR,
}


@pytest.mark.parametrize("name", list(NAMES))
def test_a_colour_is_the_pages(name: str) -> None:
    style = (resources.files("geomap.page") / "style" / "colours.css").read_text(encoding="utf-8")
    # The light scheme stands first.
    (colour, *_) = re.findall(rf"--{name}: (#[0-9a-f]{{6}});", style)
    assert NAMES[name] == colour
