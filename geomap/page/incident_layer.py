"""Incidents as one layer of a folium map that a user has made."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Final, Protocol

import geopandas as gpd
from branca.element import Figure
from folium.map import Layer
from folium.template import Template

from geomap.errors import PageError
from geomap.page import assets
from geomap.page.columns import to_columns
from geomap.page.document import Verbatim
from geomap.page.frames import read_frame
from geomap.page.markup import show_unseen
from geomap.page.packing import dump_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.page.columns import FeatureCollection

_DECIMALS: Final = {"incidents": 6, "sites": 6, "stretches": 5}
"""Decimals of a degree."""
_NAME: Final = "geomap_incident_layer"
_NOTHING: Final[FeatureCollection] = {"type": "FeatureCollection", "features": []}


class Mapped(Protocol):
    """What can be drawn with sites, stretches and names: a `Result`, also one read back."""

    @property
    def incident_features(self) -> FeatureCollection:
        """Incidents, as GeoJSON."""

    @property
    def site_features(self) -> FeatureCollection:
        """Their sites."""

    @property
    def stretch_features(self) -> FeatureCollection:
        """The parts of the border that are meant."""

    @property
    def names(self) -> Mapping[str, str]:
        """ISO alpha-3 to English name."""


class IncidentLayer(Layer):
    """Incidents as a layer of any folium map, with their stories in popups.

    Parameters
    ----------
    incidents
        A `Result`, or a table of incidents: `Result.incidents`, some of its rows, or what GeoPandas
        reads of an exported file.
    result
        With a table, where the sites, stretches and names of its incidents come from; without it
        the layer has markers alone and tells countries by their codes.
    name
        What a `folium.LayerControl` calls the layer.
    show
        Whether it is on the map from the start.

    Raises
    ------
    PageError
        The table lacks columns, or has other geometries than points.

    Notes
    -----
    What reports say goes into the page as JSON and becomes text nodes there; it passes through no
    popup, tooltip or template of folium. A page that folium makes loads its files from content
    networks, as all its maps do.

    Examples
    --------
    >>> import folium, geomap
    >>> from geomap.page import IncidentLayer
    >>> m = folium.Map((40, 45.5), zoom_start=8)
    >>> result = geomap.run("corpus/")  # doctest: +SKIP
    >>> IncidentLayer(result).add_to(m)  # doctest: +SKIP
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = geomapIncidentLayer({{ this.get_name()|tojson }} + "_payload");
        {% endmacro %}
        """
    )

    def __init__(
        self,
        incidents: gpd.GeoDataFrame | Mapped,
        *,
        result: Mapped | None = None,
        name: str = "Incidents",
        show: bool = True,
    ) -> None:
        # Leaflet takes the names of layers for markup, and folium takes them for templates.
        words = html.escape(str(show_unseen(name))).replace("{", "&#123;").replace("}", "&#125;")
        super().__init__(name=words, overlay=True, control=True, show=show)
        self._name = "IncidentLayer"
        features, source = _gather(incidents, result)
        layers = {
            "incidents": features,
            "sites": source.site_features if source else _NOTHING,
            "stretches": source.stretch_features if source else _NOTHING,
        }
        self.payload = _write_payload(layers, dict(source.names) if source else {})
        self._positions = [
            feature["geometry"]["coordinates"][1::-1]
            for feature in features["features"]
            if feature["geometry"]
        ]

    def render(self, **kwargs: object) -> str:
        """Put style, payload and script into the figure of the map; nothing stands where it is."""
        figure = self.get_root()
        if not isinstance(figure, Figure):
            msg = "an IncidentLayer is rendered as part of a map; add it to one: .add_to(m)"
            raise PageError(msg)
        style = f"<style>{assets.read_layer_style()}</style>"
        figure.header.add_child(Verbatim(style), name=f"{_NAME}_style")
        key = f"{self.get_name()}_payload"
        block = f'<script type="application/json" id="{key}">{self.payload}</script>'
        figure.html.add_child(Verbatim(block), name=key)
        figure.script.add_child(Verbatim(assets.read_layer_script()), name=f"{_NAME}_script")
        super().render(**kwargs)  # type: ignore[no-untyped-call] # folium's
        return ""

    def _get_self_bounds(self) -> list[list[float | None]]:
        """Return the south-west and the north-east corner, (lat, lon), for `folium.FitOverlays`."""
        if not self._positions:
            return [[None, None], [None, None]]
        lats, lons = zip(*self._positions, strict=True)
        return [[min(lats), min(lons)], [max(lats), max(lons)]]


def _gather(
    incidents: gpd.GeoDataFrame | Mapped, result: Mapped | None
) -> tuple[FeatureCollection, Mapped | None]:
    """Return the features of incidents, and what else is known of them."""
    if isinstance(incidents, gpd.GeoDataFrame):
        return read_frame(incidents), result
    if hasattr(incidents, "incident_features"):
        return incidents.incident_features, incidents
    msg = (
        f"expected a Result or a GeoDataFrame of incidents, got {type(incidents).__name__}; give "
        "what geomap.run returns, or its .incidents"
    )
    raise PageError(msg)


def _write_payload(layers: Mapping[str, FeatureCollection], names: dict[str, str]) -> str:
    """Return the JSON of a layer; of sites and stretches, those of its incidents."""
    ids = {feature["properties"]["id"] for feature in layers["incidents"]["features"]}

    def keep(layer: FeatureCollection) -> dict[str, Any]:
        own = [it for it in layer["features"] if it["properties"]["incident_id"] in ids]
        return {"type": "FeatureCollection", "features": own}

    shown = {
        "incidents": layers["incidents"],
        "sites": keep(layers["sites"]),
        "stretches": keep(layers["stretches"]),
    }
    columns = {name: to_columns(layer, decimals=_DECIMALS[name]) for name, layer in shown.items()}
    return dump_json({"names": names, **columns})
