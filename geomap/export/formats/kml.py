"""KML for Google Earth: a placemark for each incident, with its time, and the border line."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from geomap.export.checked import describe_checks
from geomap.export.fields import INCIDENT_FIELDS
from geomap.export.formats.symbols import BORDER_COLOUR, STATUS_COLOURS, STRETCH_COLOUR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geomap.export.dataset import Dataset
    from geomap.export.writers import Content

__all__ = ["make_kml"]

_NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
_TYPES: Final[Mapping[str, str]] = {"integer": "int", "number": "double", "boolean": "bool"}
_PLAIN: Final = tuple(
    field for field in INCIDENT_FIELDS if field.type not in {"strings", "objects"}
)
# What XML 1.0 cannot hold, not even escaped.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_WIDTH: Final = "2"
_STRETCH_WIDTH: Final = "8"


def make_kml(dataset: Dataset) -> Mapping[str, Content]:
    """Return incidents, stretches and border as KML; characters that XML lacks become U+FFFD."""

    def write(path: Path, _target: Path) -> None:
        # The default namespace: Google Earth does not care, but people read these files.
        root = ET.Element("kml", xmlns=_NAMESPACE)
        document = _add(root, "Document")
        _add(document, "name", dataset.title)
        _add(document, "description", "\n".join(dataset.record.get("credits", ())))
        _add_styles(document)
        _add_schema(document)
        _add_incidents(document, dataset)
        _add_lines(document, dataset, "stretches", title="Stretches of the border")
        _add_lines(document, dataset, "border", title="Border")
        ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)

    return {"incidents.kml": write}


def _add_incidents(document: ET.Element, dataset: Dataset) -> None:
    folder = _add(document, "Folder")
    _add(folder, "name", "Incidents")
    for feature in dataset.iter_features("incidents"):
        row = feature["properties"]
        placemark = _add(folder, "Placemark", id=_xml_id("incident", row["id"]))
        _add(placemark, "name", _name(row))
        # Google Earth takes a description for HTML.
        _add(placemark, "description", html.escape(_describe(row)).replace("\n", "<br>"))
        _add_time(placemark, row)
        _add(placemark, "styleUrl", f"#{row['status']}")
        extended = _add(_add(placemark, "ExtendedData"), "SchemaData", schemaUrl="#incident")
        for field in _PLAIN:
            value = row[field.name]
            if value is not None:
                _add(extended, "SimpleData", str(value), name=field.name)
        if feature["geometry"]:
            point = _add(placemark, "Point")
            _add(point, "coordinates", _join([feature["geometry"]["coordinates"]]))


def _add_lines(document: ET.Element, dataset: Dataset, name: str, *, title: str) -> None:
    folder = _add(document, "Folder")
    _add(folder, "name", title)
    for feature in dataset.iter_features(name):
        row = feature["properties"]
        placemark = _add(folder, "Placemark", id=_xml_id(name, row["id"]))
        _add(placemark, "name", row.get("place") or f"{row['border']}, {row['section']}")
        _add(placemark, "styleUrl", f"#{name}")
        line = _add(placemark, "LineString")
        _add(line, "tessellate", "1")
        _add(line, "coordinates", _join(feature["geometry"]["coordinates"]))


def _add_styles(document: ET.Element) -> None:
    for status, colour in STATUS_COLOURS.items():
        _add(_add(_add(document, "Style", id=status), "IconStyle"), "color", _kml_colour(colour))
    for name, colour, width, alpha in (
        ("border", BORDER_COLOUR, _LINE_WIDTH, "ff"),
        ("stretches", STRETCH_COLOUR, _STRETCH_WIDTH, "b0"),
    ):
        style = _add(_add(document, "Style", id=name), "LineStyle")
        _add(style, "color", _kml_colour(colour, alpha=alpha))
        _add(style, "width", width)


def _add_schema(document: ET.Element) -> None:
    schema = _add(document, "Schema", name="incident", id="incident")
    for field in _PLAIN:
        entry = _add(schema, "SimpleField", type=_TYPES.get(field.type, "string"), name=field.name)
        _add(entry, "displayName", field.description)


def _add_time(placemark: ET.Element, row: Mapping[str, Any]) -> None:
    """Say when: from the first day to the last, each where it is known."""
    if row["date_start"] or row["date_end"]:
        span = _add(placemark, "TimeSpan")
        for name, day in (("begin", row["date_start"]), ("end", row["date_end"])):
            if day:
                _add(span, name, day)


def _name(row: Mapping[str, Any]) -> str:
    return (
        ", ".join(
            filter(None, (row["date_start"] or row["date_end"] or row["date_edtf"], row["place"]))
        )
        or row["id"]
    )


def _describe(row: Mapping[str, Any]) -> str:
    lines = [row["summary"] or ""]
    for title, names in (
        ("Claimed by", row["claimed_by"]),
        ("Denied by", row["denied_by"]),
        ("Confirmed by", row["confirmed_by"]),
        ("Reports", row["sources"]),
    ):
        if names:
            lines.append(f"{title}: {', '.join(names)}")
    return "\n".join([*lines, *describe_checks(row["checked"])])


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(
        parent, tag, {name: _NOT_XML.sub("\ufffd", value) for name, value in attributes.items()}
    )
    if text is not None:
        element.text = _NOT_XML.sub("\ufffd", text)
    return element


def _xml_id(kind: str, text: str) -> str:
    """Return a text as an XML id: no blank or slash, and a letter first."""
    return f"{kind}-{re.sub(r'[^a-zA-Z0-9.-]', '-', text)}"


def _join(positions: Sequence[Sequence[float]]) -> str:
    return " ".join(f"{lon},{lat}" for lon, lat in positions)


def _kml_colour(colour: str, *, alpha: str = "ff") -> str:
    """Return "#rrggbb" as KML's aabbggrr."""
    return f"{alpha}{colour[5:7]}{colour[3:5]}{colour[1:3]}"
