"""Pieces of QGIS's XML: elements, options, properties with an expression, symbols.

Only what differs from QGIS's own defaults is written, in the form that 3.22 and later read.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "DOCTYPE",
    "dump_xml",
    "make_dynamic",
    "make_element",
    "make_options",
    "make_symbol",
    "make_symbol_layer",
    "quote_text",
]

DOCTYPE: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_EXPRESSION: Final = "3"
"""The type of a QgsProperty that is an expression."""


def make_element(
    tag: str,
    *children: ET.Element,
    text: str | None = None,
    attributes: Mapping[str, str | float] | None = None,
) -> ET.Element:
    """Return an element with its children, text and attributes."""
    element = ET.Element(tag, {name: _say(value) for name, value in (attributes or {}).items()})
    element.text = None if text is None else _strip_control(text)
    element.extend(children)
    return element


def dump_xml(root: ET.Element) -> str:
    """Return a document as QGIS keeps it, one blank for each level."""
    ET.indent(root, " ")
    return f"{DOCTYPE}{ET.tostring(root, encoding='unicode')}\n"


def quote_text(text: str) -> str:
    r"""Return a text as a string of QGIS's expressions.

    >>> quote_text("Xankəndi's \\")
    "'Xankəndi\\'s \\\\'"
    """
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def make_dynamic(
    expressions: Mapping[str, str], *, tag: str = "data_defined_properties"
) -> ET.Element:
    """Return properties that an expression decides for each feature."""
    properties = [
        _make_map(
            name,
            _make_option("active", "true", kind="bool"),
            _make_option("expression", expression),
            _make_option("type", _EXPRESSION, kind="int"),
        )
        for name, expression in expressions.items()
    ]
    return make_element(
        tag,
        _make_map(
            None,
            _make_option("name", ""),
            _make_map("properties", *properties),
            _make_option("type", "collection"),
        ),
    )


def make_options(options: Mapping[str, str | float]) -> ET.Element:
    """Return settings by their names."""
    return _make_map(None, *(_make_option(name, _say(value)) for name, value in options.items()))


def make_symbol_layer(
    kind: str,
    options: Mapping[str, str | float],
    *,
    dynamic: Mapping[str, str] | None = None,
    inner: ET.Element | None = None,
) -> ET.Element:
    """Return one layer of a symbol.

    Parameters
    ----------
    kind
        QGIS's name of its class, such as ``SimpleMarker``.
    options
        Its settings; lengths are in mm.
    dynamic
        Settings that an expression decides for each feature.
    inner
        The symbol that it is made of, where it is made of one.
    """
    layer = make_element(
        "layer",
        make_options(options),
        attributes={"class": kind, "enabled": "1", "locked": "0", "pass": "0"},
    )
    if dynamic:
        layer.append(make_dynamic(dynamic))
    if inner is not None:
        layer.append(inner)
    return layer


def make_symbol(kind: str, *layers: ET.Element, name: str = "0") -> ET.Element:
    """Return a symbol: a ``marker``, ``line`` or ``fill``, its lowest layer first."""
    return make_element(
        "symbol",
        *layers,
        attributes={"type": kind, "name": name, "alpha": "1", "clip_to_extent": "1"},
    )


def _make_map(name: str | None, *options: ET.Element) -> ET.Element:
    attributes = {"type": "Map"} if name is None else {"name": name, "type": "Map"}
    return make_element("Option", *options, attributes=attributes)


def _make_option(name: str, value: str, *, kind: str = "QString") -> ET.Element:
    return make_element("Option", attributes={"name": name, "value": value, "type": kind})


def _say(value: str | float) -> str:
    return _strip_control(value) if isinstance(value, str) else f"{value:.10g}"


def _strip_control(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
