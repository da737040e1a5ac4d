"""A border through time: where along the line, and when, in a picture and on a page."""

from geomap.page.chronicle.gather import gather_chronicles
from geomap.page.chronicle.page import render_border_page
from geomap.page.chronicle.plot import BorderPlot, choose_chronicle

__all__ = ["BorderPlot", "choose_chronicle", "gather_chronicles", "render_border_page"]
