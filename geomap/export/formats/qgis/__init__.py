"""What QGIS shows on opening: styles of the layers, and a project, both inside the GeoPackage."""

from __future__ import annotations

from geomap.export.formats.qgis.project import make_project
from geomap.export.formats.qgis.storing import add_project, add_styles

__all__ = ["add_project", "add_styles", "make_project"]
