"""A QGIS project of all layers and tables: order, relations, time, view and a print layout."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Final

import pyarrow.compute as pc

from geomap.export.fields import TABLES, Table
from geomap.export.formats.gpkg_existing import OWNER
from geomap.export.formats.qgis.colours import PAPER
from geomap.export.formats.qgis.incident_symbols import list_legend
from geomap.export.formats.qgis.layout import LegendEntry, make_layout
from geomap.export.formats.qgis.styles import STYLED, VERSION, make_style, make_style_attributes
from geomap.export.formats.qgis.view import (
    CANVAS_CRS,
    Extent,
    make_crs,
    make_extent,
    make_view,
)
from geomap.export.formats.qgis.xml_parts import dump_xml, make_element
from geomap.incidents import describe_date
from geomap.model import DateInterval

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator

    from geomap.export.dataset import Dataset

__all__ = ["make_project"]


_LONGEST_IN_DAYS: Final = 180
"""A longer time is stepped through by months."""
_TABLES: Final = {table.name: table for table in TABLES}
_GROUPS: Final = (
    ("Map", STYLED),
    ("Tables", tuple(table.name for table in TABLES if not table.geometry)),
)
_LEGEND_LABELS: Final = {
    "sites": "Place of an incident",
    "border": "Border",
    "stretches": "Stretch meant by a direction or district",
}
_FRAMES_A_SECOND: Final = 2
_ANIMATED: Final = "1"


def make_project(dataset: Dataset, file_name: str, *, when: dt.datetime) -> bytes:
    """Return a QGIS project (qgz) over the layers of a GeoPackage beside which it is opened.

    Parameters
    ----------
    dataset
        What the GeoPackage holds.
    file_name
        Name of the GeoPackage, without folder: the project finds it in its own folder.
    when
        Time of the project; the same gives the same bytes.
    """
    archive = io.BytesIO()
    entry = zipfile.ZipInfo(f"{OWNER}.qgs", max(when.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(entry, dump_xml(_make_root(dataset, file_name, when)))
    return archive.getvalue()


def _make_root(dataset: Dataset, file_name: str, when: dt.datetime) -> ET.Element:
    view = make_view(dataset)
    return make_element(
        "qgis",
        make_element("homePath", attributes={"path": ""}),
        make_element("title", text=dataset.title),
        make_element("projectCrs", make_crs(CANVAS_CRS)),
        _make_tree(file_name),
        make_element("relations", *_make_relations()),
        _make_canvas(view),
        make_element(
            "projectlayers",
            *(_make_layer(dataset, name, file_name) for _, names in _GROUPS for name in names),
        ),
        _make_properties(dataset),
        _make_metadata(dataset, when),
        make_element(
            "Layouts",
            make_layout(view, name=OWNER, legend=list(_list_legend(dataset))),
        ),
        make_element(
            "ProjectViewSettings",
            make_element(
                "DefaultViewExtent",
                make_crs(CANVAS_CRS),
                attributes=dict(zip(("xmin", "ymin", "xmax", "ymax"), view, strict=True)),
            ),
            attributes={"UseProjectScales": "0", "rotation": "0"},
        ),
        *_make_time(dataset),
        attributes={
            "version": VERSION,
            "projectname": dataset.title,
            "saveDateTime": when.strftime("%Y-%m-%dT%H:%M:%S"),
        },
    )


def _make_canvas(view: Extent) -> ET.Element:
    return make_element(
        "mapcanvas",
        make_element("units", text="meters"),
        make_extent("extent", view),
        make_element("rotation", text="0"),
        make_element("destinationsrs", make_crs(CANVAS_CRS)),
        attributes={"name": "theMapCanvas", "annotationsVisible": "1"},
    )


def _make_id(name: str) -> str:
    return f"geomap_{name}"


def _make_source(file_name: str, name: str) -> str:
    return f"./{file_name}|layername={name}"


def _make_tree(file_name: str) -> ET.Element:
    """Return the layers in their groups, the uppermost first."""
    groups = [
        make_element(
            "layer-tree-group",
            *(
                make_element(
                    "layer-tree-layer",
                    attributes={
                        "id": _make_id(name),
                        "name": _TABLES[name].title,
                        "source": _make_source(file_name, name),
                        "providerKey": "ogr",
                        "checked": "Qt::Checked",
                        "expanded": "1" if name == "incidents" else "0",
                    },
                )
                for name in names
            ),
            attributes={
                "name": title,
                "checked": "Qt::Checked",
                "expanded": "1" if title == "Map" else "0",
            },
        )
        for title, names in _GROUPS
    ]
    return make_element("layer-tree-group", *groups)


def _list_legend(dataset: Dataset) -> Iterator[LegendEntry]:
    """Yield what the print layout's legend explains: kinds of incidents, then the other layers."""
    for title, nodes in list_legend(dataset).items():
        yield LegendEntry(_make_id("incidents"), title, nodes=nodes)
    heading = "On the map"
    for name, label in _LEGEND_LABELS.items():
        if dataset.columns[name].num_rows:
            yield LegendEntry(_make_id(name), heading, nodes=(0,), labels={0: label})
            heading = ""


def _make_layer(dataset: Dataset, name: str, file_name: str) -> ET.Element:
    table = _TABLES[name]
    layer = make_element(
        "maplayer",
        make_element("id", text=_make_id(name)),
        make_element("datasource", text=_make_source(file_name, name)),
        make_element("layername", text=table.title),
        make_element("provider", text="ogr", attributes={"encoding": "UTF-8"}),
        _describe(dataset, table),
        *make_style(dataset, name),
        attributes={
            "type": "vector",
            "geometry": (table.geometry or "No geometry").removesuffix("String"),
            "wkbType": table.geometry or "NoGeometry",
            "styleCategories": "AllStyleCategories",
            **make_style_attributes(name),
        },
    )
    if table.geometry:
        layer.append(make_element("srs", make_crs("EPSG:4326")))
    return layer


def _describe(dataset: Dataset, table: Table) -> ET.Element:
    """Return a layer's metadata: what it is, and whose data it is made from."""
    return make_element(
        "resourceMetadata",
        make_element("type", text="dataset"),
        make_element("title", text=table.title),
        make_element("abstract", text=table.description),
        *(make_element("rights", text=credit) for credit in dataset.record.get("credits", ())),
    )


def _make_relations() -> Iterator[ET.Element]:
    """Yield which rows belong to which, so that a form shows them below each other."""
    for table in TABLES:
        for column, parent in table.references:
            yield make_element(
                "relation",
                make_element(
                    "fieldRef",
                    attributes={
                        "referencedField": _TABLES[parent].key,
                        "referencingField": column,
                    },
                ),
                attributes={
                    "id": f"{table.name}_{column}",
                    "name": table.title,
                    "referencedLayer": _make_id(parent),
                    "referencingLayer": _make_id(table.name),
                    "strength": "Association",
                },
            )


def _make_properties(dataset: Dataset) -> ET.Element:
    red, green, blue, _ = PAPER.split(",")
    credit = " | ".join(dataset.record.get("credits", ()))
    variables = {"about": _say_contents(dataset), "credits": credit}
    return make_element(
        "properties",
        _make_entries(
            "Gui",
            "int",
            CanvasColorRedPart=red,
            CanvasColorGreenPart=green,
            CanvasColorBluePart=blue,
        ),
        _make_entries("Measure", "QString", Ellipsoid="EPSG:7030"),
        _make_entries("Measurement", "QString", DistanceUnits="km", AreaUnits="km2"),
        _make_entries("Paths", "bool", Absolute="false"),
        # Without this, QGIS does not look at the project's reference system.
        _make_entries("SpatialRefSys", "int", ProjectionsEnabled="1"),
        _make_entries("TemporalControllerWidget", "int", NavigationMode=_ANIMATED),
        make_element(
            "Variables",
            *(
                make_element(
                    tag,
                    *(make_element("value", text=text) for text in texts),
                    attributes={"type": "QStringList"},
                )
                for tag, texts in (
                    ("variableNames", variables),
                    ("variableValues", variables.values()),
                )
            ),
        ),
    )


def _make_entries(scope: str, kind: str, **entries: str) -> ET.Element:
    return make_element(
        scope,
        *(
            make_element(name, text=text, attributes={"type": kind})
            for name, text in entries.items()
        ),
    )


def _make_metadata(dataset: Dataset, when: dt.datetime) -> ET.Element:
    credit = "; ".join(dataset.record.get("credits", ()))
    about = [_say_contents(dataset), *([f"Made from: {credit}."] if credit else [])]
    return make_element(
        "projectMetadata",
        make_element("type", text="dataset"),
        make_element("title", text=dataset.title),
        make_element("abstract", text="\n".join(about)),
        make_element("creation", text=when.strftime("%Y-%m-%dT%H:%M:%S")),
    )


def _say_contents(dataset: Dataset) -> str:
    """Say how much there is, and of which time."""
    incidents, reports = (dataset.columns[name].num_rows for name in ("incidents", "documents"))
    days = _find_days(dataset)
    when = f", {describe_date(DateInterval(start=days[0], end=days[1]))}" if days else ""
    return (
        f"{incidents:,} incident{'' if incidents == 1 else 's'}{when}, "
        f"from {reports:,} report{'' if reports == 1 else 's'}. "
        "Larger symbols: more people killed; small where no count is known."
    )


def _find_days(dataset: Dataset) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of the incidents; ``None`` where none has a date."""
    incidents = dataset.columns["incidents"]
    known = [
        day
        for name in ("date_start", "date_end")
        for day in pc.min_max(incidents.column(name)).as_py().values()
        if day is not None
    ]
    return (min(known), max(known)) if known else None


def _make_time(dataset: Dataset) -> Iterator[ET.Element]:
    """Yield the time that is stepped through: by days, or by calendar months when it is long."""
    days = _find_days(dataset)
    if days is None:
        return
    first, last = days
    is_long = (last - first).days > _LONGEST_IN_DAYS
    if is_long:
        first = first.replace(day=1)
        last = (last.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    yield make_element(
        "ProjectTimeSettings",
        make_element(
            "TemporalRange",
            make_element("start", text=f"{first}T00:00:00Z"),
            make_element("end", text=f"{last}T23:59:59Z"),
        ),
        attributes={
            "timeStep": "1",
            "timeStepUnit": "mon" if is_long else "d",
            "frameRate": _FRAMES_A_SECOND,
            "cumulativeTemporalRange": "0",
        },
    )
