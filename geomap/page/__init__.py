"""Incident -> HTML: pages and pictures, each in one file that makes no network request.

The only part of geomap that imports folium. What the page does in the browser stands in
``script/`` and ``style/``; the texts of reports reach it as JSON and become text nodes.
"""

from geomap.page.build import build_map, list_side_files, render_page
from geomap.page.chronicle import (
    BorderPlot,
    choose_chronicle,
    gather_chronicles,
    render_border_page,
)
from geomap.page.days import make_day_files
from geomap.page.incident_layer import IncidentLayer
from geomap.page.stale import SIDE_FOLDER, remove_stale_pages
from geomap.page.tiles import Tiles, choose_tiles

__all__ = [
    "SIDE_FOLDER",
    "BorderPlot",
    "IncidentLayer",
    "Tiles",
    "build_map",
    "choose_chronicle",
    "choose_tiles",
    "gather_chronicles",
    "list_side_files",
    "make_day_files",
    "remove_stale_pages",
    "render_border_page",
    "render_page",
]
