"""The symbols of incidents in pictures that need no script: those of the map, from one file."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geomap.page.assets import read_symbols
from geomap.page.markup import make_element

if TYPE_CHECKING:
    from collections.abc import Mapping

SYMBOL_PX: Final = 24
"""Edge of the square in which the shapes are drawn."""


@functools.cache
def load_symbols() -> dict[str, Any]:
    """Return shapes, statuses and fillings by their names."""
    symbols: dict[str, Any] = json.loads(read_symbols())
    return symbols


def shape_of(incident: Mapping[str, Any]) -> str:
    """Return the shape that says what happened."""
    symbols = load_symbols()
    by_sub_event, by_event = symbols["shape_of_sub_event"], symbols["shape_of_event"]
    shape = by_sub_event.get(incident["sub_event_type"]) or by_event.get(incident["event_type"])
    return str(shape or "plus")


def draw_symbol(shape: str, status: str | None, *, is_vague: bool = False) -> Markup:
    """Draw a symbol in a square of 24 by 24; without a status as a legend of shapes shows it.

    Parameters
    ----------
    shape, status
        By their names.
    is_vague
        With a broken outline.
    """
    known = load_symbols()["shapes"][shape]
    marks = [
        make_element("path", {"class": "symbol-halo", "d": known["path"]}),
        make_element(
            "path",
            {
                "class": "symbol-shape symbol-vague" if is_vague else "symbol-shape",
                "d": known["path"],
                "fill": f"url(#fill-{status or 'legend'})",
            },
        ),
    ]
    if status == "reported":
        dot = {"class": "symbol-dot", "cx": 12, "cy": known["middle"], "r": 2.6}
        marks.append(make_element("circle", dot))
    if status == "denied":
        marks.append(make_element("path", {"class": "symbol-slash", "d": "M4 20L20 4"}))
    return Markup().join(marks)


def draw_fillings() -> Markup:
    """Draw the fillings that symbols refer to, once for a document."""
    fillings = [
        make_element(
            "linearGradient",
            {"id": f"fill-{status}"} | filling["attributes"],
            *(
                make_element("stop", {"offset": str(offset), "class": f"stop-{name}"})
                for offset, name in filling["stops"]
            ),
        )
        for status, filling in load_symbols()["fillings"].items()
    ]
    return make_element("defs", {}, *fillings)
