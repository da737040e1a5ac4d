"""What the page's script reads: columns of properties, rounded coordinates, names of countries."""

from __future__ import annotations

import gc
import math
from collections.abc import Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import msgspec

from geomap.page.columns import FeatureCollection, to_columns
from geomap.page.incident_table import IncidentTable
from geomap.page.packing import pack_value, pack_values
from geomap.page.side_files import SPLIT_FROM, SideFile, describe_side_files, make_side_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LAYER_DECIMALS: Final = {"borders": 5, "basemap": 4}
"""Decimals of a degree: 5 is about a metre, finer than any source of a border line."""

_WIDEST_ZOOM: Final = 0
_CLOSEST_LEAST_ZOOM: Final = 6
_PHONE_PX: Final = 360
"""Pixels of the narrowest map."""
_TILE_PX: Final = 256
"""Pixels of the whole world at zoom 0."""


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """The JSON of a page, each text safe to stand inside a script element."""

    head: str
    """What the page starts with."""
    blocks: Sequence[str] = ()
    """Details, one text for each block of incidents; none where they lie in side files."""
    extent: FeatureCollection
    """The box in which the incidents lie, as a collection of its corners."""
    side_files: Sequence[SideFile] = ()
    """Files beside the page that hold the details."""


def build_payload(
    layers: Mapping[str, FeatureCollection],
    *,
    title: str,
    credits: Sequence[str],  # noqa: A002
    extras: Mapping[str, object] | None = None,
    side_folder: str | None = None,
) -> Payload:
    """Return what the page's script reads.

    Parameters
    ----------
    layers
        The collections incidents, sites, stretches, borders and basemap.
    title, credits
        Plain text.
    extras
        What else the page is told, by names that no layer has.
    side_folder
        Folder, beside the page, of files for the details of more incidents than
        `geomap.page.side_files.SPLIT_FROM`; ``None`` keeps them in the page.

    Raises
    ------
    ValueError
        A number is NaN or infinite, which JSON cannot say.
    """
    with _no_collection():
        return _build_payload(
            layers, title=title, credits=credits, extras=extras or {}, side_folder=side_folder
        )


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python from looking for circles of references.

    Nothing that is made here is in one, and each search goes through all that the features hold:
    with many of them that was a third of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _build_payload(
    layers: Mapping[str, FeatureCollection],
    *,
    title: str,
    credits: Sequence[str],  # noqa: A002
    extras: Mapping[str, object],
    side_folder: str | None,
) -> Payload:
    table = IncidentTable(layers["incidents"], layers["sites"], layers["stretches"])
    start = {
        "title": title,
        "credits": list(credits),
        "names": collect_names(layers["basemap"]),
        "frame": layers["basemap"].get("frame"),
        **extras,
        **{name: to_columns(layers[name], decimals=n) for name, n in LAYER_DECIMALS.items()},
        "incidents": table.make_start(),
    }
    if side_folder is not None and len(table) > SPLIT_FROM:
        side_files = make_side_files(map(pack_value, table.iter_blocks()), folder=side_folder)
        [head] = pack_values([start | {"side": describe_side_files(side_files)}])
        return Payload(head=head, extent=table.extent, side_files=side_files)
    head, *blocks = pack_values(chain([start], table.iter_blocks()))
    return Payload(head=head, extent=table.extent, blocks=blocks)


def collect_names(basemap: FeatureCollection) -> dict[str, str]:
    """Return the names of countries and divisions by their ISO code."""
    names: dict[str, str] = {}
    for feature in basemap["features"]:
        properties = feature.get("properties") or {}
        code, name = properties.get("iso"), properties.get("name")
        if code and name and properties.get("kind") in {"country", "division"}:
            names.setdefault(code, name)
    return names


def find_least_zoom(*collections: FeatureCollection) -> int:
    """Return the zoom at which a phone shows everything that has a position, at most 6.

    A border fits at 6; an incident far from it, or two borders, need a wider view.
    """
    positions = [
        position
        for collection in collections
        for feature in collection["features"]
        for position in _iter_positions(feature.get("geometry"))
    ]
    if not positions:
        return _WIDEST_ZOOM
    lons, lats = zip(*positions, strict=True)
    span_deg = max(max(lons) - min(lons), max(lats) - min(lats), 1.0)
    zoom = math.floor(math.log2(360 * _PHONE_PX / (_TILE_PX * span_deg)))
    return max(_WIDEST_ZOOM, min(_CLOSEST_LEAST_ZOOM, zoom))


def find_centre(*collections: FeatureCollection) -> tuple[float, float]:
    """Return the middle (lon, lat) of the first collection that has any position, or (0, 0).

    Only where the map starts before its script fits it to the border.
    """
    for collection in collections:
        positions = [p for f in collection["features"] for p in _iter_positions(f.get("geometry"))]
        if positions:
            lons, lats = zip(*positions, strict=True)
            return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    return 0.0, 0.0


def _iter_positions(geometry: Mapping[str, Any] | None) -> Iterator[tuple[float, float]]:
    """Yield each (lon, lat) of a geometry."""
    pending = [geometry["coordinates"]] if geometry and geometry.get("coordinates") else []
    while pending:
        coordinates = pending.pop()
        if isinstance(coordinates[0], (list, tuple)):
            pending.extend(part for part in coordinates if part)
        else:
            yield float(coordinates[0]), float(coordinates[1])
