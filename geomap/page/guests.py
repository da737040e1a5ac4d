"""Layers that a user puts beside ours on a page that loads nothing: which ones can work there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
from branca.element import CssLink, Element, JavascriptLink
from folium.raster_layers import TileLayer, WmsTileLayer

from geomap.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from branca.element import Figure

_OWN_MAP = "put geomap.page.IncidentLayer on a folium.Map of your own, which may load files"


def check_guests(figure: Figure) -> None:
    """Refuse layers that would only show as a fault in the browser.

    Parameters
    ----------
    figure
        Whose elements have been rendered: only then are the files known that they load.

    Raises
    ------
    PageError
        One of them loads files or tiles; the message says what to do instead.
    """
    for element in iter_elements(figure):
        if isinstance(element, folium.Icon):
            msg = (
                f"{element.get_name()}: folium.Icon loads fonts, and this page loads nothing; "
                f"leave the icon out, or use folium.DivIcon or folium.CircleMarker; or {_OWN_MAP}"
            )
            raise PageError(msg)
        if isinstance(element, (TileLayer, WmsTileLayer)):
            msg = (
                f"{element.get_name()}: the policy of this page lets no tiles in; name them where "
                f"the map is made: result.map(tiles=...); or {_OWN_MAP}"
            )
            raise PageError(msg)
    for link in iter_elements(figure.header):
        if isinstance(link, (JavascriptLink, CssLink)):
            msg = f"{link.url}: a layer loads this file, and this page loads nothing; {_OWN_MAP}"
            raise PageError(msg)


def iter_elements(element: Element) -> Iterator[Element]:
    """Yield an element and all below it."""
    pending = [element]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(current._children.values())  # noqa: SLF001 - branca has no other door
