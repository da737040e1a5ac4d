"""How an incident is drawn: its shape says what happened, its filling who says so, as on the page.

A renderer of rules, so that each kind and status can be switched off; around it one that draws
incidents of one point side by side, since none may hide another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.export.formats.qgis.colours import EMPTY, HALO, INK, LEGEND_FILL, QUIET, STATUSES
from geomap.export.formats.qgis.expressions import make_size
from geomap.export.formats.qgis.labels import describe_font
from geomap.export.formats.qgis.xml_parts import (
    make_element,
    make_symbol,
    make_symbol_layer,
    quote_text,
)
from geomap.model import EVENT_TYPES, SubEventType

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator, Mapping

    from geomap.export.dataset import Dataset

__all__ = ["list_legend", "make_incident_renderer"]

_LEGEND_MM: Final = 3.8
_OUTLINE_MM: Final = 0.3
_SIDE_BY_SIDE_MM: Final = 1.2
"""Incidents nearer to each other than this, on the screen or on paper, are drawn side by side."""


class _Kind(NamedTuple):
    """What happened: its shape, the shape's size beside the circle's, and its types."""

    label: str
    shape: str
    factor: float
    types: tuple[SubEventType, ...]
    angle: int = 0


_NO_VIOLENCE: Final = tuple(
    kind for kind, event in EVENT_TYPES.items() if event == "Strategic developments"
)
_KINDS: Final = (
    _Kind("Armed clash", "circle", 1.0, (SubEventType.ARMED_CLASH,)),
    _Kind("Shelling, artillery, missiles", "diamond", 1.22, (SubEventType.SHELLING,)),
    _Kind("Air or drone strike", "triangle", 1.2, (SubEventType.AIR_STRIKE,)),
    _Kind("Mine or other explosive device", "triangle", 1.2, (SubEventType.MINE,), 180),
    _Kind(
        "Attack on civilians, abduction",
        "square",
        0.95,
        (SubEventType.ATTACK, SubEventType.ABDUCTION),
    ),
    _Kind("No violence: agreement, transfer, other", "cross_fill", 1.13, _NO_VIOLENCE),
)
_STATUS_LABELS: Final = {
    "confirmed_by_both": "confirmed by both sides",
    "reported": "reported by a third party",
    "claimed": "claimed by one side",
    "contested": "contested",
    "denied": "denied",
}


def make_incident_renderer(dataset: Dataset) -> ET.Element:
    """Return the renderer of incidents, with rules for the kinds and statuses that there are."""
    symbols: list[ET.Element] = []
    rules = [
        *_make_rules(_find_present(dataset, attached=True), symbols, attached=True),
        *_make_rules(_find_present(dataset, attached=False), symbols, attached=False),
    ]
    # Whatever a user's own edits make of an incident, it is drawn.
    rules.append(_make_rule("other", "Other", "ELSE", symbol=len(symbols)))
    symbols.append(_make_marker(_KINDS[-1], "", name=str(len(symbols)), attached=True))
    order = make_element(
        "orderby",
        make_element("orderByClause", text='"killed"', attributes={"asc": "0", "nullsFirst": "0"}),
    )
    renderer = make_element(
        "renderer-v2",
        make_element("rules", *rules, attributes={"key": "incidents"}),
        make_element("symbols", *symbols),
        order,
        attributes={"type": "RuleRenderer", "enableorderby": "1", "symbollevels": "0"},
    )
    return _set_side_by_side(renderer)


def list_legend(dataset: Dataset) -> Mapping[str, list[int]]:
    """Return the heading of each kind to the numbers of its entries in the layer's legend.

    QGIS counts headings too; those of a print layout are set by their own style.
    """
    legend: dict[str, list[int]] = {}
    number = 0
    for attached in (True, False):
        for kind, statuses in _find_present(dataset, attached=attached).items():
            legend[_name_kind(kind, attached=attached)] = [
                number + entry for entry in range(1, len(statuses) + 1)
            ]
            number += 1 + len(statuses)
    return legend


def _name_kind(kind: _Kind, *, attached: bool) -> str:
    return kind.label if attached else f"{kind.label}, not on the border"


def _find_present(dataset: Dataset, *, attached: bool) -> Mapping[_Kind, list[str]]:
    """Return the kinds of which there are incidents, with their statuses, both in fixed order."""
    incidents = dataset.columns["incidents"]
    types, statuses, methods = (
        incidents.column(name).to_pylist() for name in ("sub_event_type", "status", "border_method")
    )
    found = {
        (type_, status)
        for type_, status, method in zip(types, statuses, methods, strict=True)
        if (method is not None) == attached
    }
    present = {
        kind: [s for s in STATUSES if any((type_, s) in found for type_ in kind.types)]
        for kind in _KINDS
    }
    return {kind: statuses for kind, statuses in present.items() if statuses}


def _make_rules(
    present: Mapping[_Kind, list[str]], symbols: list[ET.Element], *, attached: bool
) -> Iterator[ET.Element]:
    """Yield a rule for each kind, with one for each status below it, and append their symbols."""
    word = "NOT " if attached else ""
    for kind in present:
        key = _name_kind(kind, attached=attached)
        types = ", ".join(quote_text(type_.value) for type_ in kind.types)
        rule = _make_rule(
            key, key, f'"sub_event_type" IN ({types}) AND "border_method" IS {word}NULL'
        )
        for status in present[kind]:
            rule.append(
                _make_rule(
                    f"{key}/{status}",
                    _STATUS_LABELS[status],
                    f'"status" = {quote_text(status)}',
                    symbol=len(symbols),
                )
            )
            symbols.append(_make_marker(kind, status, name=str(len(symbols)), attached=attached))
        yield rule


def _make_rule(key: str, label: str, condition: str, *, symbol: int | None = None) -> ET.Element:
    attributes: dict[str, str | float] = {"key": key, "label": label, "filter": condition}
    if symbol is not None:
        attributes["symbol"] = symbol
    return make_element("rule", attributes=attributes)


def _make_marker(kind: _Kind, status: str, *, name: str, attached: bool) -> ET.Element:
    """Return the symbol of a kind and a status; outlined by dots where it is not on the border."""
    layers = [
        _make_shape(kind, color=HALO, outline_color=HALO, outline_width=_OUTLINE_MM + 0.9),
        _make_filled_shape(kind, _make_fill(status, attached=attached)),
    ]
    if status == "reported":
        layers.append(_make_mark("circle", 0.36, color=EMPTY, outline_style="no"))
    if status == "denied":
        layers.append(_make_mark("line", 1.5, angle=45, outline_color=INK, outline_width=0.4))
    return make_symbol("marker", *layers, name=name)


def _make_shape(kind: _Kind, **options: str | float) -> ET.Element:
    return _make_mark(kind.shape, kind.factor, angle=kind.angle, **options)


def _make_mark(shape: str, factor: float, **options: str | float) -> ET.Element:
    return make_symbol_layer(
        "SimpleMarker",
        {"name": shape, "size": factor * _LEGEND_MM, "joinstyle": "miter", **options},
        dynamic={"size": make_size(factor)},
    )


def _make_filled_shape(kind: _Kind, fill: ET.Element) -> ET.Element:
    return make_symbol_layer(
        "FilledMarker",
        {"name": kind.shape, "size": kind.factor * _LEGEND_MM, "angle": kind.angle},
        dynamic={"size": make_size(kind.factor)},
        inner=fill,
    )


def _make_fill(status: str, *, attached: bool) -> ET.Element:
    """Return the filling of a status: full, half, striped or empty; never its colour alone."""
    colour = STATUSES.get(status, LEGEND_FILL)
    is_partly = status in {"claimed", "contested"}
    layers = [_make_even_fill(EMPTY if is_partly else colour, "no")]
    if status == "claimed":
        layers.append(_make_half_fill(colour))
    if status == "contested":
        layers.append(_make_stripes(colour))
    layers.append(_make_even_fill(None, "solid" if attached else "dot"))
    return make_symbol("fill", *layers, name="@0")


def _make_even_fill(colour: str | None, outline: str) -> ET.Element:
    return make_symbol_layer(
        "SimpleFill",
        {
            "color": colour or EMPTY,
            "style": "solid" if colour else "no",
            "outline_style": outline,
            "outline_color": INK,
            "outline_width": _OUTLINE_MM,
            "joinstyle": "miter",
        },
    )


def _make_half_fill(colour: str) -> ET.Element:
    """Return a gradient that jumps from empty to the colour half-way down."""
    return make_symbol_layer(
        "GradientFill",
        {
            "color_type": "1",
            "rampType": "gradient",
            "color1": EMPTY,
            "color2": colour,
            "stops": f"0.499;{EMPTY}:0.501;{colour}",
            "type": "0",
            "coordinate_mode": "0",
            "reference_point1": "0.5,0",
            "reference_point2": "0.5,1",
        },
    )


def _make_stripes(colour: str) -> ET.Element:
    line = make_symbol_layer(
        "SimpleLine", {"line_color": colour, "line_width": 0.55, "capstyle": "flat"}
    )
    return make_symbol_layer(
        "LinePatternFill",
        {"angle": 45, "distance": 0.9, "color": colour, "line_width": 0.55},
        inner=make_symbol("line", line, name="@1"),
    )


def _set_side_by_side(renderer: ET.Element) -> ET.Element:
    dot = make_symbol_layer("SimpleMarker", {"name": "circle", "size": 1, "color": INK})
    return make_element(
        "renderer-v2",
        # There are no labels of it; QGIS asks for their font all the same.
        make_element("labelFontProperties", attributes={"description": describe_font(8)}),
        renderer,
        make_symbol("marker", dot, name="centerSymbol"),
        attributes={
            "type": "pointDisplacement",
            "tolerance": _SIDE_BY_SIDE_MM,
            "toleranceUnit": "MM",
            "placement": "0",
            "circleWidth": 0.2,
            "circleColor": QUIET,
            "circleRadiusAddition": 0,
            "labelAttributeName": "",
            "labelColor": INK,
        },
    )
