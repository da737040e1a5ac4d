"""A print layout: the map with title, legend, scale and credits on a sheet of A4."""

from __future__ import annotations

import itertools
import uuid
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.export.formats.qgis.colours import INK, QUIET
from geomap.export.formats.qgis.labels import describe_font, make_text_style
from geomap.export.formats.qgis.view import Extent, fit_extent
from geomap.export.formats.qgis.xml_parts import make_element, make_options

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Mapping, Sequence

__all__ = ["LegendEntry", "make_layout"]

_PAGE: Final = (0.0, 0.0, 297.0, 210.0)
_TITLE: Final = (12.0, 8.0, 273.0, 9.0)
_ABOUT: Final = (12.0, 17.0, 273.0, 6.0)
_MAP: Final = (12.0, 26.0, 207.0, 172.0)
_LEGEND: Final = (224.0, 26.0, 61.0, 100.0)
_SCALE: Final = (15.0, 183.0, 60.0, 12.0)
_CREDITS: Final = (12.0, 200.5, 273.0, 5.0)
"""Left, top, width and height of each item, mm."""


_LEGEND_STYLES: Final = (
    ("title", describe_font(11, is_bold=True), {"marginBottom": 2.0}),
    ("group", describe_font(10, is_bold=True), {"marginTop": 3.0}),
    ("subgroup", describe_font(9, is_bold=True), {"marginTop": 3.0}),
    ("symbol", describe_font(8), {"marginTop": 1.6}),
    ("symbolLabel", describe_font(8), {"marginTop": 1.6, "marginLeft": 2.0}),
)
"""Name, font, and margins in mm."""


class LegendEntry(NamedTuple):
    """Entries of a layer in the legend, below a heading of their own."""

    layer_id: str
    heading: str
    """None where it is empty."""
    nodes: Sequence[int]
    """Numbers of those of the layer's own entries that are meant."""
    labels: Mapping[int, str] = {}
    """Words in place of the layer's own, by these numbers."""


def make_layout(view: Extent, *, name: str, legend: Sequence[LegendEntry]) -> ET.Element:
    """Return the layout.

    Parameters
    ----------
    view
        What must be on the map.
    name
        Name of the layout.
    legend
        What the legend explains, from top to bottom.
    """
    return make_element(
        "Layout",
        make_element(
            "PageCollection", _make_item("page", 65638, _PAGE, attributes={"background": "true"})
        ),
        _make_map(view),
        # Texts of the project are named, not spelt out: a title may hold what reads as expression.
        _make_label("title", "[% @project_title %]", _TITLE, size=17, is_bold=True),
        _make_label("about", "[% @about %]", _ABOUT, size=9),
        _make_legend(legend),
        _make_scale(),
        _make_label("credits", "[% @credits %]", _CREDITS, size=7),
        make_element("Atlas", attributes={"enabled": "0"}),
        attributes={"name": name, "units": "mm", "printResolution": "300"},
    )


def _make_uuid(name: str) -> str:
    return f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'geomap/layout/{name}')}}}"


def _make_item(
    name: str,
    kind: int,
    box: tuple[float, float, float, float],
    *children: ET.Element,
    attributes: Mapping[str, str | float],
) -> ET.Element:
    left, top, width, height = box
    return make_element(
        "LayoutItem",
        *children,
        attributes={
            "type": kind,
            "id": name,
            "uuid": _make_uuid(name),
            "templateUuid": _make_uuid(name),
            "position": f"{left:g},{top:g},mm",
            "positionOnPage": f"{left:g},{top:g},mm",
            "size": f"{width:g},{height:g},mm",
            "referencePoint": "0",
            "visibility": "1",
            "opacity": "1",
            "frame": "false",
            "background": "false",
            **attributes,
        },
    )


def _make_colour(tag: str, colour: str) -> ET.Element:
    parts = dict(zip(("red", "green", "blue", "alpha"), colour.split(","), strict=True))
    return make_element(tag, attributes=parts)


def _make_map(view: Extent) -> ET.Element:
    _, _, width, height = _MAP
    sides = zip(
        ("xmin", "ymin", "xmax", "ymax"),
        fit_extent(view, width=width, height=height),
        strict=True,
    )
    return _make_item(
        "map",
        65639,
        _MAP,
        make_element("Extent", attributes=dict(sides)),
        _make_colour("FrameColor", "196,188,173,255"),
        _make_colour("BackgroundColor", "248,246,241,255"),
        attributes={
            "zValue": "1",
            "frame": "true",
            "background": "true",
            "outlineWidthM": "0.2,mm",
            "keepLayerSet": "false",
            "isTemporal": "0",
            "drawCanvasItems": "true",
            "mapRotation": "0",
        },
    )


def _make_label(
    name: str,
    text: str,
    box: tuple[float, float, float, float],
    *,
    size: float,
    is_bold: bool = False,
) -> ET.Element:
    colour = INK if is_bold else QUIET
    return _make_item(
        name,
        65641,
        box,
        # The first two are read by 3.22, the third by later ones.
        make_element(
            "LabelFont",
            attributes={"description": describe_font(size, is_bold=is_bold)},
        ),
        _make_colour("FontColor", colour),
        make_text_style(size=size, colour=colour, is_bold=is_bold),
        attributes={
            "zValue": "3",
            "labelText": text,
            "htmlState": "0",
            "halign": "1",
            "valign": "32",
            "marginX": "0",
            "marginY": "0",
        },
    )


def _make_legend(entries: Sequence[LegendEntry]) -> ET.Element:
    tree = make_element("layer-tree-group", *map(_make_legend_entry, entries))
    styles = make_element("styles", *itertools.starmap(_make_legend_style, _LEGEND_STYLES))
    return _make_item(
        "legend",
        65642,
        _LEGEND,
        styles,
        tree,
        attributes={
            "zValue": "2",
            "map_uuid": _make_uuid("map"),
            # Only what is on the map.
            "legendFilterByMap": "1",
            "resizeToContents": "1",
            "columnCount": "1",
            "columnSpace": "2",
            "boxSpace": "0",
            "symbolWidth": "6",
            "symbolHeight": "4",
            "symbolAlignment": "1",
            "titleAlignment": "1",
            "lineSpacing": "1",
            "wrapChar": "",
            "title": "",
            "fontColor": "#1c2126",
        },
    )


def _make_legend_style(name: str, font: str, margins: Mapping[str, float]) -> ET.Element:
    return make_element(
        "style",
        make_element("styleFont", attributes={"description": font}),
        attributes={"name": name, "alignment": "1", "indent": "0", **margins},
    )


def _make_legend_entry(entry: LegendEntry) -> ET.Element:
    options = {
        "legend/title-label": entry.heading,
        "legend/title-style": "subgroup" if entry.heading else "hidden",
        "legend/node-order": ",".join(map(str, entry.nodes)),
        **{f"legend/label-{number}": label for number, label in entry.labels.items()},
    }
    return make_element(
        "layer-tree-layer",
        make_element("customproperties", make_options(options)),
        attributes={"id": entry.layer_id, "name": entry.heading, "checked": "Qt::Checked"},
    )


def _make_scale() -> ET.Element:
    return _make_item(
        "scale",
        65646,
        _SCALE,
        make_text_style(size=7.5, colour=INK),
        _make_colour("fillColor", INK),
        _make_colour("fillColor2", "255,255,255,255"),
        _make_colour("strokeColor", INK),
        attributes={
            "zValue": "4",
            "mapUuid": _make_uuid("map"),
            "style": "Single Box",
            "unitType": "km",
            "unitLabel": "km",
            "numMapUnitsPerScaleBarUnit": "1",
            "numSegments": "2",
            "numSegmentsLeft": "0",
            # As many round km as make a bar of this length.
            "segmentSizeMode": "1",
            "minBarWidth": "25",
            "maxBarWidth": "45",
            "numUnitsPerSegment": "25",
            "height": "1.2",
            "outlineWidth": "0.2",
            "boxContentSpace": "1",
            "labelBarSpace": "1.2",
            "alignment": "0",
        },
    )
