"""The page's own files and Leaflet's, read from the installed packages and made fit to embed."""

from __future__ import annotations

import base64
import functools
import re
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

SCRIPT_FILES: Final = (
    *("words.js", "nodes.js", "unpack.js", "columns.js", "symbols.js", "rows.js", "points.js"),
    *("side.js", "blocks.js", "details.js", "incidents.js"),
    *("showing.js", "dates.js", "facets.js", "filters.js", "fold.js", "spellings.js", "texts.js"),
    "search.js",
    *("bins.js", "period.js", "timeline.js", "strip.js"),
    *("outlines.js", "basemap.js", "labels.js", "tiles.js", "guests.js"),
    *("link.js", "share.js", "story.js"),
    *(
        "stacks.js",
        "grid.js",
        "dots.js",
        "markers.js",
        "selection.js",
        "pointing.js",
        "chain_layout.js",
        "chain_fields.js",
        "chainage.js",
    ),
    *("list.js", "frame.js", "siblings.js", "print.js", "view.js", "page.js"),
)
"""In the order of use; they share one function scope."""

STYLE_FILES: Final = (
    *("colours.css", "frame.css", "symbols.css", "map.css", "panels.css", "story.css", "time.css"),
    *("chainage.css", "phone.css", "print.css"),
)
"""In the order in which they may overrule each other."""

_LAYER_SCRIPT_FILES: Final = (
    *("words.js", "nodes.js", "symbols.js", "rows.js", "points.js", "basemap.js"),
    *("stacks.js", "grid.js", "dots.js", "markers.js"),
    *("share.js", "story.js", "selection.js"),
)
_LAYER_STYLE_FILES: Final = ("frame.css", "symbols.css", "map.css", "panels.css", "story.css")
_OF_LAYER: Final = '[class*="leaflet-geomap"], .geomap-popup'
"""What belongs to the layer on a page of others: its panes, and its popups."""
_ROOT_RULE: Final = re.compile(r"^:root \{(.*?)\n\}", re.DOTALL | re.MULTILINE)

_CSS_IMAGE: Final = re.compile(r"url\((images/[\w.-]+\.png)\)")
_SOURCE_MAP: Final = re.compile(r"\n?//# sourceMappingURL=\S*")


@functools.cache
def read_page_template() -> str:
    """Return the HTML around the map, a Jinja template."""
    return _read(resources.files("geomap.page") / "page.html")


@functools.cache
def read_page_style() -> str:
    """Return the page's own style."""
    return _join("style", STYLE_FILES)


@functools.cache
def read_page_script() -> str:
    """Return the page's own script, all files in one strict function scope."""
    symbols = f"const SYMBOLS = {read_symbols()};"
    return f'(function () {{\n"use strict";\n{symbols}\n{_join("script", SCRIPT_FILES)}}})();'


@functools.cache
def read_popup_script() -> str:
    """Return what popups of folium need of a page."""
    return _read(resources.files("geomap.page") / "layer" / "popups.js")


@functools.cache
def read_layer_style() -> str:
    """Return the style of an `IncidentLayer`, which touches nothing else of a page."""
    colours = _ROOT_RULE.search(_join("style", ("colours.css",)))
    if colours is None:
        msg = "style/colours.css: no rule for :root"
        raise ValueError(msg)
    own = _join("layer", ("layer.css",))
    # The page of a user is not ours to darken, so the colours are those of a light one.
    return f"{_OF_LAYER} {{\n{colours[1]}{_join('style', _LAYER_STYLE_FILES)}{own}}}\n"


@functools.cache
def read_layer_script() -> str:
    """Return the script of an `IncidentLayer`: one function, which makes a layer of Leaflet."""
    symbols = f"const SYMBOLS = {read_symbols()};"
    parts = _join("script", _LAYER_SCRIPT_FILES) + _join("layer", ("layer.js",))
    return (
        f'var geomapIncidentLayer = (function () {{\n"use strict";\n{symbols}\n{parts}'
        "return makeIncidentLayer;\n})();\n"
    )


@functools.cache
def read_symbols() -> str:
    """Return shapes, statuses and fillings of the symbols of incidents, as JSON."""
    return _read(resources.files("geomap.page") / "symbols.json").strip()


@functools.cache
def read_leaflet_script() -> str:
    """Return Leaflet, without the reference to its source map, which a browser would ask for."""
    return _SOURCE_MAP.sub("", _read(_leaflet() / "leaflet.js"))


@functools.cache
def read_leaflet_style() -> str:
    """Return Leaflet's style with its images as data URIs."""
    folder = _leaflet()

    def embed_image(match: re.Match[str]) -> str:
        content = (folder / match[1]).read_bytes()
        return f"url(data:image/png;base64,{base64.b64encode(content).decode()})"

    return _CSS_IMAGE.sub(embed_image, _read(folder / "leaflet.css"))


def _leaflet() -> Traversable:
    """Return the folder of Leaflet's files."""
    return resources.files("xstatic.pkg.leaflet") / "data"


def _join(folder: str, names: Iterable[str]) -> str:
    """Return the texts of some files of a folder beside this module."""
    return "\n".join(_read(resources.files("geomap.page") / folder / name) for name in names)


def _read(file: Traversable) -> str:
    """Return a text with line feeds only, as browsers hash it."""
    return file.read_text(encoding="utf-8").replace("\r\n", "\n")
