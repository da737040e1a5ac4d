"""Draw the print layout of the project in a GeoPackage, with QGIS's own Python.

python3 docs/make_qgis_picture.py output/incidents.gpkg docs/images/qgis.png
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Before the imports: Qt reads its platform then.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis import core

DPI = 120
BEST_COMPRESSION = 0


def main(geopackage: str, picture: str) -> None:
    """Draw the picture."""
    application = core.QgsApplication([], False)
    application.initQgis()
    project = core.QgsProject.instance()
    if not project.read(f"geopackage:{Path(geopackage).resolve()}?projectName=geomap"):
        sys.exit(f"{geopackage}: holds no project that QGIS can read ({project.error()})")
    exporter = core.QgsLayoutExporter(project.layoutManager().layoutByName("geomap"))
    image = exporter.renderPageToImage(0, dpi=DPI)
    if not image.save(picture, "PNG", BEST_COMPRESSION):
        sys.exit(f"{picture}: cannot be written")
    # QGIS's own clearing up falls over objects that Python has freed already.
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
