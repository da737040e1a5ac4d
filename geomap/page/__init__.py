"""Incident -> HTML: one page with a map, in one file that makes no network request.

The only part of geomap that imports folium. What the page does in the browser stands in
``script/`` and ``style/``; the texts of reports reach it as JSON and become text nodes.
"""

from geomap.page.build import build_map, render_page

__all__ = ["build_map", "render_page"]
