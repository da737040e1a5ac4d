"""What QGIS sees in a file, as JSON: run by QGIS's own Python, not by that of the tests.

python3 qgis_check.py layers FILE           each layer of a GeoPackage with its default style
python3 qgis_check.py project FILE          the project in a GeoPackage
python3 qgis_check.py days FILE DAY ...     how many rows of each layer show on each day
python3 qgis_check.py tips FILE             map tips and labels of all incidents
python3 qgis_check.py open URI PROVIDER     fields and rows of any layer
python3 qgis_check.py picture FILE PNG DPI  the print layout of the project
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

# Before the imports: Qt reads its platform then.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis import core, gui
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, Qt, QTime, QVariant

NAMES = ("incidents", "sites", "stretches", "border", "documents", "claims", "casualties")
PROJECT = "geomap"
PICTURE = QSize(400, 400)


def say_value(value: Any) -> str | None:
    """Return a value of QGIS as its type and its text; null as such."""
    if value == core.NULL or value is None:
        return None
    if isinstance(value, QDate):
        return f"QDate {value.toString(Qt.ISODate)}"
    return f"{type(value).__name__} {value}"


def describe_layer(layer: Any) -> dict[str, Any]:
    temporal = layer.temporalProperties()
    renderer = layer.renderer()
    first = next(layer.getFeatures(), None)
    names = [field.name() for field in layer.fields()]
    return {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "count": layer.featureCount(),
        "geometry": core.QgsWkbTypes.displayString(layer.wkbType()),
        "types": {field.name(): field.typeName() for field in layer.fields()},
        "renderer": renderer.type() if renderer else None,
        "rules": list_rules(renderer),
        "size": find_size(renderer),
        "labels": layer.labelsEnabled(),
        "tip": layer.mapTipTemplate(),
        "display": layer.displayExpression(),
        "opacity": layer.opacity(),
        "temporal": {
            "active": temporal.isActive(),
            "mode": int(temporal.mode()),
            "start": temporal.startExpression(),
            "end": temporal.endExpression(),
            "fields": [temporal.startField(), temporal.endField()],
            "accumulates": temporal.accumulateFeatures(),
        },
        "first": {name: say_value(first[name]) for name in names} if first else None,
    }


def list_rules(renderer: Any) -> list[dict[str, Any]]:
    """Return the rules in use, with the label of what each stands below, and their shapes."""
    if renderer is None:
        return []
    while renderer.type() == "pointDisplacement":
        renderer = renderer.embeddedRenderer()
    if renderer.type() != "RuleRenderer":
        return []
    return [
        {
            "parent": rule.parent().label(),
            "label": rule.label(),
            "filter": rule.parent().filterExpression() + " / " + rule.filterExpression(),
            "valid": rule.isElse()
            or not core.QgsExpression(rule.filterExpression()).hasParserError(),
            "shape": rule.symbol().symbolLayer(1).properties()["name"],
        }
        for rule in renderer.rootRule().descendants()
        if rule.symbol()
    ]


def find_size(renderer: Any) -> list[float] | None:
    """Return the size of the first rule's symbol for nobody, one and very many killed."""
    while renderer is not None and renderer.type() == "pointDisplacement":
        renderer = renderer.embeddedRenderer()
    if renderer is None or renderer.type() != "RuleRenderer":
        return None
    symbol = renderer.symbols(core.QgsRenderContext())[0]
    size = symbol.symbolLayer(1).dataDefinedProperties().property(core.QgsSymbolLayer.PropertySize)
    fields = core.QgsFields()
    fields.append(core.QgsField("killed", QVariant.Int))
    found = []
    for killed in (None, 0, 1, 200, 5000):
        feature = core.QgsFeature(fields)
        feature["killed"] = killed
        context = core.QgsExpressionContext()
        context.setFeature(feature)
        context.setFields(fields)
        found.append(core.QgsExpression(size.expressionString()).evaluate(context))
    return found


def open_layer(path: str, name: str) -> Any:
    return core.QgsVectorLayer(f"{path}|layername={name}", name, "ogr")


def open_project(path: str) -> tuple[Any, Any, Any]:
    project = core.QgsProject.instance()
    uri = f"geopackage:{path}?projectName={PROJECT}"
    canvas = gui.QgsMapCanvas()
    canvas.setObjectName("theMapCanvas")
    # As the application wires them.
    widget = gui.QgsTemporalControllerWidget()
    canvas.setTemporalController(widget.temporalController())
    project.readProject.connect(canvas.readProject)
    if not project.read(uri):
        raise SystemExit(project.error())
    return project, canvas, widget


def check_layers(path: str) -> dict[str, Any]:
    return {name: describe_layer(open_layer(path, name)) for name in NAMES}


def check_sources(path: str) -> dict[str, Any]:
    project, _, _ = open_project(path)
    return {layer.id(): [layer.isValid(), layer.source()] for layer in project.mapLayers().values()}


def check_project(path: str) -> dict[str, Any]:
    project, canvas, widget = open_project(path)
    span = project.timeSettings().temporalRange()
    controller = widget.temporalController()
    layout = project.layoutManager().layoutByName(PROJECT)
    extent = canvas.extent()
    to_degrees = core.QgsCoordinateTransform(
        project.crs(), core.QgsCoordinateReferenceSystem("EPSG:4326"), project
    )
    box = to_degrees.transformBoundingBox(extent)
    return {
        "title": project.title(),
        "abstract": project.metadata().abstract(),
        "rights": project.mapLayersByName("Border")[0].metadata().rights(),
        "crs": project.crs().authid(),
        "extent": [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()],
        "tree": [
            [group.name(), [child.layerId() for child in group.children()]]
            for group in project.layerTreeRoot().children()
        ],
        "details": {layer.id(): describe_layer(layer) for layer in project.mapLayers().values()},
        "relations": {
            relation.id(): [
                relation.referencedLayer().name(),
                relation.referencingLayer().name(),
                relation.isValid(),
            ]
            for relation in project.relationManager().relations().values()
        },
        "related": count_related(project),
        "range": [span.begin().toString(Qt.ISODate), span.end().toString(Qt.ISODate)],
        "step": [project.timeSettings().timeStep(), int(project.timeSettings().timeStepUnit())],
        "animated": controller.navigationMode() == core.QgsTemporalNavigationObject.Animated,
        "frames": list_frames(project, controller),
        "layout": sorted(
            item.id() for item in layout.items() if isinstance(item, core.QgsLayoutItem)
        ),
    }


def count_related(project: Any) -> list[Any]:
    """Return how many sites the first incident has."""
    relation = project.relationManager().relation("sites_incident_id")
    incident = next(relation.referencedLayer().getFeatures())
    return [say_value(incident["site_count"]), len(list(relation.getRelatedFeatures(incident)))]


def list_frames(project: Any, controller: Any) -> list[list[Any]]:
    """Return each frame of the animation that shows incidents, with how many."""
    layer = project.mapLayer("geomap_incidents")
    frames = []
    for number in range(controller.totalFrameCount()):
        span = controller.dateTimeRangeForFrameNumber(number)
        count = count_shown(layer, span)
        if count:
            frames.append([span.begin().toString(Qt.ISODate), count])
    return frames


def count_shown(layer: Any, span: Any) -> int:
    """Return how many rows of a layer are drawn in a time."""
    temporal = layer.temporalProperties()
    if not temporal.isActive():
        return int(layer.featureCount())
    context = core.QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    request = core.QgsFeatureRequest()
    condition = temporal.createFilterString(context, span)
    if condition:
        request.setFilterExpression(condition)
    return sum(1 for _ in layer.getFeatures(request))


def check_days(path: str, *days: str) -> dict[str, Any]:
    project, _, _ = open_project(path)
    found = {}
    for day in days:
        begin = QDateTime(QDate.fromString(day, Qt.ISODate), QTime(0, 0), Qt.UTC)
        span = core.QgsDateTimeRange(begin, begin.addDays(1), True, False)
        found[day] = {
            layer.id(): [count_shown(layer, span), count_coloured(project, layer, span)]
            for layer in project.mapLayers().values()
            if layer.isSpatial()
        }
    return found


def count_coloured(project: Any, layer: Any, span: Any) -> int:
    """Return how many pixels of a picture of one layer are not of its background."""
    settings = core.QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(project.crs())
    view = project.viewSettings().defaultViewExtent()
    settings.setExtent(view)
    settings.setOutputSize(PICTURE)
    settings.setFlag(core.QgsMapSettings.DrawLabeling, False)
    settings.setIsTemporal(True)
    settings.setTemporalRange(span)
    job = core.QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    background = image.pixel(0, 0)
    return sum(
        image.pixel(x, y) != background for x in range(image.width()) for y in range(image.height())
    )


def check_tips(path: str) -> list[dict[str, Any]]:
    layer = open_layer(path, "incidents")
    label = core.QgsExpression(layer.labeling().settings().fieldName)
    found = []
    for feature in layer.getFeatures():
        scopes = core.QgsExpressionContextUtils.globalProjectLayerScopes(layer)
        context = core.QgsExpressionContext(scopes)
        context.setFeature(feature)
        found.append(
            {
                "id": feature["id"],
                "html": core.QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context),
                "label": label.evaluate(context),
                "error": label.evalErrorString(),
            }
        )
    return found


def check_open(uri: str, provider: str) -> dict[str, Any]:
    return describe_layer(core.QgsVectorLayer(uri, "opened", provider))


def draw_picture(path: str, picture: str, dpi: str) -> dict[str, Any]:
    project, _, _ = open_project(path)
    layout = project.layoutManager().layoutByName(PROJECT)
    settings = core.QgsLayoutExporter.ImageExportSettings()
    settings.dpi = float(dpi)
    settings.generateWorldFile = False
    settings.exportMetadata = False
    exporter = core.QgsLayoutExporter(layout)
    return {
        "title": project.title(),
        "result": int(exporter.exportToImage(picture, settings)),
        "texts": {
            item.id(): item.currentText()
            for item in layout.items()
            if isinstance(item, core.QgsLayoutItemLabel)
        },
    }


CHECKS: dict[str, Any] = {
    "layers": check_layers,
    "sources": check_sources,
    "project": check_project,
    "days": check_days,
    "tips": check_tips,
    "open": check_open,
    "picture": draw_picture,
}


def main() -> None:
    application = core.QgsApplication([], True)
    application.initQgis()
    complaints: list[str] = []
    application.messageLog().messageReceived.connect(
        lambda text, tag, _level: complaints.append(f"{tag}: {text}")
    )
    found = CHECKS[sys.argv[1]](*sys.argv[2:])
    print(json.dumps({"found": found, "complaints": complaints}))
    sys.stdout.flush()
    # QGIS's own clearing up is slow, and falls over objects that Python has freed already.
    os._exit(0)


if __name__ == "__main__":
    main()
