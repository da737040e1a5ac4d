"""From GeoJSON collections to a folium map, and from that to the bytes of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.page.document import IncidentPage, OfflineMap
from geomap.page.payload import build_payload, find_centre, find_least_zoom

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import folium

    from geomap.page.columns import FeatureCollection
    from geomap.page.tiles import Tiles


def build_map(  # noqa: PLR0913 - one collection for each layer of the map
    *,
    incidents: FeatureCollection,
    sites: FeatureCollection,
    stretches: FeatureCollection,
    borders: FeatureCollection,
    basemap: FeatureCollection,
    title: str,
    credits: Sequence[str],  # noqa: A002 - the word for it
    tiles: Tiles | None = None,
    extras: Mapping[str, object] | None = None,
    side_folder: str | None = None,
) -> folium.Map:
    """Build the map of incidents, a layer for each date, that also shows in a notebook.

    Parameters
    ----------
    incidents, sites, stretches, borders, basemap : mapping
        GeoJSON FeatureCollections; (lon, lat) in degrees, WGS 84; null geometry where no point is
        known. Kilometres wherever a property ends in ``_km``.
    title : str
        Heading of the page, in plain text.
    credits : sequence of str
        Who made what the map is drawn from, in plain text, in the order to be shown.
    tiles : Tiles, optional
        An online base map, from `choose_tiles`; without it the page asks for nothing.
    extras : mapping, optional
        What else the page is told: "spellings", the names of a place in all languages, and
        "siblings", links to pages beside this one, each an ``href`` and its ``words``.
    side_folder : str, optional
        Folder, beside the page, of files for the details of more than 50,000 incidents, which
        `list_side_files` returns; without it they stand in the page.

    Returns
    -------
    folium.Map
        Its figure is the whole page; see `render_page`.

    Raises
    ------
    ValueError
        A coordinate or property is NaN or infinite.
    """
    layers = {
        "incidents": incidents,
        "sites": sites,
        "stretches": stretches,
        "borders": borders,
        "basemap": basemap,
    }
    made_by = [tiles.credit, *credits] if tiles else credits
    told = dict(extras or {})
    if tiles:
        told["tiles"] = {name: getattr(tiles, name) for name in ("url", "subdomains", "max_zoom")}
    payload = build_payload(
        layers, title=title, credits=made_by, extras=told, side_folder=side_folder
    )
    page_map = OfflineMap(
        centre=find_centre(borders, payload.extent),
        least_zoom=find_least_zoom(borders, payload.extent),
        title=title,
        tiles=tiles,
    )
    page_map.add_child(IncidentPage(payload))
    return page_map


def render_page(page_map: folium.Map) -> str:
    """Return the whole HTML of a map from `build_map`; equal input gives equal text."""
    return str(page_map.get_root().render())


def list_side_files(page_map: folium.Map) -> dict[str, bytes]:
    """Return the files that must lie beside a page from `build_map`: paths from it to contents."""
    pages = [child for child in page_map._children.values() if isinstance(child, IncidentPage)]  # noqa: SLF001 - branca has no other door
    return {file.name: file.content for page in pages for file in page.payload.side_files}
