"""How QGIS draws each layer: symbols, labels, map tips and what a layer's time is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.export.fields import TABLES
from geomap.export.formats.qgis.colours import BORDER, HALO, INK, PAPER, QUIET, STRETCH
from geomap.export.formats.qgis.expressions import DATE_AND_PLACE, MAP_TIPS, make_lookup
from geomap.export.formats.qgis.incident_symbols import make_incident_renderer
from geomap.export.formats.qgis.labels import Label, make_labeling
from geomap.export.formats.qgis.xml_parts import (
    dump_xml,
    make_element,
    make_symbol,
    make_symbol_layer,
)

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Callable, Mapping

    from geomap.export.dataset import Dataset

__all__ = ["STYLED", "VERSION", "make_qml", "make_style"]

VERSION: Final = "3.22.0"
"""The QGIS in whose form everything is written; later ones read it."""

STYLED: Final = ("incidents", "sites", "border", "stretches")
"""Layers with a style, the uppermost first."""

_HAS_DAYS: Final = {
    table.name
    for table in TABLES
    if table.geometry and {"date_start", "date_end"} <= {field.name for field in table.fields}
}
_DISPLAY: Final = {
    "incidents": '"summary"',
    "sites": '"place"',
    "stretches": '"place"',
    "border": '"id"',
    "documents": 'coalesce("title", "id")',
    "claims": '"quote"',
    "casualties": '"id"',
}
"""What stands for a row in lists and forms."""

_BY_EXPRESSIONS: Final = "4"
_INCIDENT_LABELS_FROM: Final = 3_000_000
_SITE_LABELS_FROM: Final = 700_000
_PLACE_POINT: Final = 'make_point("place_lon", "place_lat")'
_TIED_PLACE: Final = f"if(\"border_method\" = 'nearest_point', {_PLACE_POINT}, NULL)"
"""The place itself, where the point on the border stands for it and not for a whole stretch."""


def make_qml(dataset: Dataset, name: str) -> str:
    """Return the style of a layer as QGIS keeps it in ``layer_styles``."""
    root = make_element(
        "qgis",
        *make_style(dataset, name),
        attributes={
            "version": VERSION,
            "styleCategories": "Symbology|Labeling|MapTips|Temporal|Rendering|Fields",
            **make_style_attributes(name),
        },
    )
    return dump_xml(root)


def make_style_attributes(name: str) -> dict[str, str]:
    """Return the attributes that stand beside a layer's style, on the element that holds it."""
    return {
        "labelsEnabled": "1" if name in {"incidents", "sites", "border"} else "0",
        "hasScaleBasedVisibilityFlag": "0",
        "simplifyDrawingHints": "1" if name in {"border", "stretches"} else "0",
        "simplifyDrawingTol": "1",
        "simplifyLocal": "1",
        "simplifyMaxScale": "1",
    }


def make_style(dataset: Dataset, name: str) -> list[ET.Element]:
    """Return what makes up the style of a layer; of a table, what its rows are called."""
    style = [make_element("previewExpression", text=_DISPLAY[name])]
    if name in _HAS_DAYS:
        style.append(_make_temporal())
    if name not in STYLED:
        return style
    style.append(_RENDERERS[name](dataset))
    if labels := _make_labels(dataset, name):
        style.append(make_labeling(labels))
    # The layer is translucent, not the line, so that stretches over each other look like one.
    opacity = "0.5" if name == "stretches" else "1"
    style += [
        make_element("layerOpacity", text=opacity),
        make_element("blendMode", text="0"),
        make_element("featureBlendMode", text="0"),
        make_element("legend", attributes={"type": "default-vector", "showLabelLegend": "0"}),
        make_element("mapTip", text=MAP_TIPS[name]),
    ]
    return style


def _make_temporal() -> ET.Element:
    """Return a layer's time: a row lasts from its first day to the end of its last one.

    Two expressions, though QGIS can take two fields: of fields that are days it compares the text
    with that of a time, and misses the first day or the last. What is dated by an upper bound alone
    shows on that day; what has no date at all shows on none, and always when time is off.
    """
    return make_element(
        "temporal",
        attributes={
            "enabled": "1",
            "mode": _BY_EXPRESSIONS,
            "startExpression": f"to_datetime({_say_known_day('date_start', 'date_end')})",
            "endExpression": f"to_datetime({_say_known_day('date_end', 'date_start')}) "
            "+ to_interval('1 day')",
            "startField": "date_start",
            "endField": "date_end",
            # The end is the midnight after, and no longer part of it.
            "limitMode": "0",
            "accumulate": "0",
            "fixedDuration": "0",
            "durationUnit": "d",
        },
    )


def _say_known_day(field: str, other: str) -> str:
    return f'coalesce("{field}", "{other}", make_date(1, 1, 1))'


def _make_single(symbol: ET.Element) -> ET.Element:
    return make_element(
        "renderer-v2",
        make_element("symbols", symbol),
        attributes={"type": "singleSymbol", "symbollevels": "0", "enableorderby": "0"},
    )


def _make_line(colour: str, width_mm: float, **options: str | float) -> ET.Element:
    return make_symbol_layer(
        "SimpleLine",
        {
            "line_color": colour,
            "line_width": width_mm,
            "capstyle": "round",
            "joinstyle": "round",
            **options,
        },
    )


def _make_border_renderer(_dataset: Dataset) -> ET.Element:
    return _make_single(make_symbol("line", _make_line(HALO, 1.7), _make_line(BORDER, 0.55)))


def _make_stretch_renderer(_dataset: Dataset) -> ET.Element:
    return _make_single(make_symbol("line", _make_line(STRETCH, 3.2, capstyle="flat")))


def _make_site_renderer(_dataset: Dataset) -> ET.Element:
    """Return a small ring at the place, tied to its point on the border by a line of dots."""
    tie = make_symbol_layer(
        "GeometryGenerator",
        {
            "SymbolType": "Line",
            "units": "MapUnit",
            "geometryModifier": f"make_line($geometry, {_TIED_PLACE})",
        },
        inner=make_symbol("line", _make_line(QUIET, 0.2, line_style="dot"), name="@0@0"),
    )
    ring = make_symbol_layer(
        "GeometryGenerator",
        {"SymbolType": "Marker", "units": "MapUnit", "geometryModifier": _TIED_PLACE},
        inner=make_symbol("marker", _make_dot(1.5, PAPER), name="@0@1"),
    )
    return _make_single(make_symbol("marker", tie, ring, _make_dot(1.1, STRETCH)))


_RENDERERS: Final[Mapping[str, Callable[[Dataset], ET.Element]]] = {
    "incidents": make_incident_renderer,
    "sites": _make_site_renderer,
    "stretches": _make_stretch_renderer,
    "border": _make_border_renderer,
}


def _make_dot(size_mm: float, colour: str) -> ET.Element:
    return make_symbol_layer(
        "SimpleMarker",
        {
            "name": "circle",
            "size": size_mm,
            "color": colour,
            "outline_color": INK,
            "outline_width": 0.25,
        },
    )


def _make_labels(dataset: Dataset, name: str) -> list[Label]:
    if name == "incidents":
        return [_INCIDENT_LABEL]
    if name == "sites":
        return [_SITE_LABEL]
    return _make_border_labels(dataset) if name == "border" else []


_AROUND_POINT: Final[Mapping[str, str | float]] = {
    "placement": "6",
    "predefinedPositionOrder": "R,L,TR,BR,TL,BL,TSR,BSR,TSL,BSL,T,B",
    "dist": 2.2,
    "offsetType": "1",
}
_INCIDENT_LABEL: Final = Label(
    DATE_AND_PLACE,
    size=8,
    placement=_AROUND_POINT,
    min_scale=_INCIDENT_LABELS_FROM,
    # Where there is no room for all, those with the most killed are named.
    dynamic={"Priority": 'scale_linear(coalesce("killed", 0), 0, 20, 4, 10)'},
)
_UNSEEN: Final[Mapping[str, str | float]] = {"drawLabels": "0", "obstacleFactor": "2"}
_SITE_LABEL: Final = Label(
    '"place"',
    size=7,
    # One position alone, so that a place of several incidents is named once.
    placement={"placement": "1", "quadOffset": "5", "xOffset": 1.4, "priority": "1"},
    colour=QUIET,
    min_scale=_SITE_LABELS_FROM,
    geometry=(_PLACE_POINT, "PointGeometry"),
    rendering={"obstacle": "0"},
)


def _make_border_labels(dataset: Dataset) -> list[Label]:
    """Return the names of the two sides, each along its own side of the line, in one dress."""
    names: Mapping[str, str] = dataset.record.get("parties", {})
    # No label of its own: what keeps the other labels off the line.
    line = Label(
        '"id"',
        size=9,
        placement={"placement": "2"},
        rendering={"drawLabels": "0", "obstacleFactor": "2"},
    )
    return [
        line,
        *(_make_side_label(side, sign, names) for side, sign in (("left", 1), ("right", -1))),
    ]


def _make_side_label(side: str, sign: int, names: Mapping[str, str]) -> Label:
    return Label(
        make_lookup(side, names),
        size=9,
        placement={
            "placement": "3",
            "placementFlags": "1",
            "repeatDistance": 130,
            "maxCurvedCharAngleIn": 25,
            "maxCurvedCharAngleOut": -25,
            "priority": "8",
        },
        colour=QUIET,
        is_bold=True,
        is_capitals=True,
        geometry=(_beside_line(sign), "LineGeometry"),
        rendering={"mergeLines": "1", "obstacle": "0"},
        filter=f'"{side}" IS NOT NULL',
    )


def _beside_line(sign: int) -> str:
    """Return the expression of a smooth line beside the border, some mm off at any scale."""
    # Degrees of latitude for a mm of the map.
    mm = "@map_scale / 111320000"
    return f"offset_curve(simplify($geometry, 5 * {mm}), {sign} * 6 * {mm})"
