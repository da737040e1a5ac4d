"""What of the world a map shows, and in which projection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import shapely
from pyproj import Transformer

from geomap.export.columns import GEOMETRY
from geomap.export.formats.qgis.xml_parts import make_element

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from geomap.export.dataset import Dataset

__all__ = ["CANVAS_CRS", "Extent", "fit_extent", "make_crs", "make_extent", "make_view"]

Extent: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top, in metres of `CANVAS_CRS`."""

CANVAS_CRS: Final = "EPSG:3857"
"""True to shape, so that a border looks as it does on other maps; degrees would widen it."""

_CRS_IDS: Final = {"EPSG:4326": 3452, "EPSG:3857": 3857}
"""Their numbers in QGIS's own list, without which it does not look at the code."""
_MARGIN: Final = 0.12
_LEAST_M: Final = 100_000.0
"""What is seen around a single incident, from side to side."""
_WORLD: Final = (-179.0, -60.0, 179.0, 75.0)
_MAX_LATITUDE: Final = 85.0


def make_view(dataset: Dataset) -> Extent:
    """Return where the incidents are, with a margin; where the border is when none has a place."""
    found = (_find_bounds(dataset, name) for name in ("incidents", "border"))
    west, south, east, north = next((bounds for bounds in found if bounds), _WORLD)
    project = Transformer.from_crs("EPSG:4326", CANVAS_CRS, always_xy=True)
    left, bottom = project.transform(west, _clamp(south))
    right, top = project.transform(east, _clamp(north))
    widest = max(right - left, top - bottom)
    margin = max(_MARGIN * widest, (_LEAST_M - widest) / 2)
    return (left - margin, bottom - margin, right + margin, top + margin)


def _find_bounds(dataset: Dataset, name: str) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of a layer in degrees; ``None`` without any geometry."""
    known = dataset.columns[name].column(GEOMETRY).drop_null()
    if not len(known):
        return None
    shapes = shapely.from_wkb(known.to_numpy())
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return west, south, east, north


def _clamp(latitude: float) -> float:
    """Return a latitude that the projection can hold."""
    return max(-_MAX_LATITUDE, min(_MAX_LATITUDE, latitude))


def fit_extent(extent: Extent, *, width: float, height: float) -> Extent:
    """Return the extent widened, about its middle, to the proportions of a frame."""
    left, bottom, right, top = extent
    scale = max((right - left) / width, (top - bottom) / height)
    x, y = (left + right) / 2, (bottom + top) / 2
    return (
        x - scale * width / 2,
        y - scale * height / 2,
        x + scale * width / 2,
        y + scale * height / 2,
    )


def make_crs(name: str) -> ET.Element:
    """Return one of `_CRS_IDS` as QGIS writes it; all else it looks up."""
    return make_element(
        "spatialrefsys",
        make_element("srsid", text=str(_CRS_IDS[name])),
        make_element("srid", text=name.removeprefix("EPSG:")),
        make_element("authid", text=name),
    )


def make_extent(tag: str, extent: Extent) -> ET.Element:
    """Return an extent as an element with one below it for each side."""
    return make_element(
        tag,
        *(
            make_element(side, text=f"{value:.1f}")
            for side, value in zip(("xmin", "ymin", "xmax", "ymax"), extent, strict=True)
        ),
    )
