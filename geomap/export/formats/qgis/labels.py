"""Labels: their text, where they may stand, and from which scale on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.export.formats.qgis.colours import HALO, INK
from geomap.export.formats.qgis.xml_parts import make_dynamic, make_element

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Mapping, Sequence

__all__ = ["Label", "describe_font", "make_labeling", "make_text_style"]

_FONTS: Final = (
    "Open Sans",
    "Noto Sans",
    "Liberation Sans",
    "Segoe UI",
    "Helvetica",
    "DejaVu Sans",
)
"""Families of which QGIS takes the first that is there."""


class Label(NamedTuple):
    """A label: what it says, how it looks, and how it is placed."""

    expression: str
    size: float
    """Points."""
    placement: Mapping[str, str | float]
    """QGIS's own settings of the placement."""
    colour: str = INK
    is_bold: bool = False
    is_capitals: bool = False
    min_scale: int = 0
    """Denominator of the smallest scale at which it shows; 0 for any."""
    geometry: tuple[str, str] | None = None
    """Expression of where it stands, and the type of that, in place of the feature itself."""
    dynamic: Mapping[str, str] = {}
    rendering: Mapping[str, str | float] = {}
    filter: str = ""


def make_labeling(labels: Sequence[Label]) -> ET.Element:
    """Return the labels of a layer: one for all features, or one for each rule."""
    if len(labels) == 1 and not labels[0].filter:
        return make_element("labeling", _make_settings(labels[0]), attributes={"type": "simple"})
    rules = [
        make_element(
            "rule",
            _make_settings(label),
            attributes={"key": f"label-{number}", "filter": label.filter},
        )
        for number, label in enumerate(labels)
    ]
    return make_element(
        "labeling",
        make_element("rules", *rules, attributes={"key": "labels"}),
        attributes={"type": "rule-based"},
    )


def make_text_style(
    *, size: float, colour: str = INK, is_bold: bool = False, **attributes: str
) -> ET.Element:
    """Return how a text looks; ``size`` in points, other attributes as QGIS names them."""
    families = [make_element("family", attributes={"name": name}) for name in _FONTS]
    return make_element(
        "text-style",
        make_element("families", *families),
        attributes={
            "fontFamily": _FONTS[0],
            "fontSize": size,
            "fontSizeUnit": "Point",
            "fontWeight": "75" if is_bold else "50",
            "namedStyle": "Bold" if is_bold else "Regular",
            "textColor": colour,
            "textOpacity": "1",
            "blendMode": "0",
            "multilineHeight": "0.95",
            **attributes,
        },
    )


def describe_font(size: float, *, is_bold: bool = False) -> str:
    """Return a font in Qt's words; ``size`` in points."""
    return f"{_FONTS[0]},{size:g},-1,5,{75 if is_bold else 50},0,0,0,0,0"


def _make_settings(label: Label) -> ET.Element:
    style = make_text_style(
        size=label.size,
        colour=label.colour,
        is_bold=label.is_bold,
        fieldName=label.expression,
        isExpression="1",
        capitalization="1" if label.is_capitals else "0",
        fontLetterSpacing="2" if label.is_capitals else "0",
    )
    style.append(
        make_element(
            "text-buffer",
            attributes={
                "bufferDraw": "1",
                "bufferSize": "0.8",
                "bufferSizeUnits": "MM",
                "bufferColor": HALO,
                "bufferOpacity": "0.85",
                "bufferNoFill": "1",
                "bufferJoinStyle": "128",
            },
        )
    )
    settings = make_element(
        "settings",
        style,
        make_element("text-format", attributes={"multilineAlign": "3", "addDirectionSymbol": "0"}),
        make_element("placement", attributes=_make_placement(label)),
        make_element("rendering", attributes=_make_rendering(label)),
        attributes={"calloutType": "simple"},
    )
    if label.dynamic:
        settings.append(make_dynamic(label.dynamic, tag="dd_properties"))
    return settings


def _make_placement(label: Label) -> dict[str, str | float]:
    placement: dict[str, str | float] = {
        "priority": "5",
        "distUnits": "MM",
        "offsetUnits": "MM",
        "repeatDistanceUnits": "MM",
        "rotationUnit": "AngleDegrees",
        "preserveRotation": "1",
        "lineAnchorPercent": "0.5",
    }
    if label.geometry:
        expression, kind = label.geometry
        placement |= {
            "geometryGenerator": expression,
            "geometryGeneratorType": kind,
            "geometryGeneratorEnabled": "1",
        }
    return placement | dict(label.placement)


def _make_rendering(label: Label) -> dict[str, str | float]:
    return {
        "drawLabels": "1",
        # No label over another: those that find no room are left out until one zooms in.
        "displayAll": "0",
        "unplacedVisibility": "0",
        "obstacle": "1",
        "obstacleFactor": "1",
        "obstacleType": "1",
        "scaleVisibility": "1" if label.min_scale else "0",
        # QGIS 3 has the larger denominator in scaleMax.
        "scaleMin": "1",
        "scaleMax": label.min_scale,
        "fontMaxPixelSize": "10000",
        "maxNumLabels": "2000",
        **label.rendering,
    }
