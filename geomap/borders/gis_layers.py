"""One layer of lines or polygons out of a file of any GIS format, in WGS 84."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from pyproj.exceptions import ProjError

from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_LINES: Final = ("LineString", "MultiLineString", "LinearRing")
_POLYGONS: Final = ("Polygon", "MultiPolygon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Geometries of one kind, (lon, lat), WGS 84, with the columns of text beside them."""

    path: Path
    name: str
    holds_polygons: bool
    geometries: tuple[BaseGeometry, ...]
    columns: dict[str, tuple[str, ...]]
    """By lower-case name; a missing value is an empty text."""

    def refuse(self, got: str, *, expected: str, fix: str = "mend the file") -> NoReturn:
        """Raise the error that names file and layer, what was expected, got, and how to mend it.

        Raises
        ------
        GazetteerError
            Always.
        """
        raise make_fault(self.path, self.name, got, expected=expected, fix=fix)


def make_fault(
    path: Path, layer: str | None, got: str, *, expected: str, fix: str
) -> GazetteerError:
    """Return an error that names file and layer, what was expected, got, and how to mend it."""
    where = f"{path}, layer {layer}" if layer else str(path)
    return GazetteerError(f"{where}: expected {expected}, got {got}; {fix}")


def read_layer(path: Path, *, layer: str | None = None) -> Layer:
    """Read a layer of lines or polygons.

    Parameters
    ----------
    path
        A file, or a folder of a format that is a folder.
    layer
        Name of the layer; the first of lines or polygons where it is not given.

    Raises
    ------
    GazetteerError
        There is no such file or layer, it has no CRS, or it holds anything but lines or polygons.
    """
    name = _choose_layer(path, layer)
    table = gpd.read_file(path, layer=name, engine="pyogrio")
    table = table[table.geometry.notna() & ~table.geometry.is_empty]
    kinds = set(table.geometry.geom_type)
    if not kinds or not (kinds <= set(_LINES) or kinds <= set(_POLYGONS)):
        got = ", ".join(sorted(kinds)) or "no geometries"
        raise make_fault(
            path, name, got, expected="lines only or polygons only", fix="keep one of them"
        )
    if table.crs is None:
        raise make_fault(
            path,
            name,
            "none",
            expected="a coordinate reference system",
            fix="assign the one it was drawn in, for example with ogr2ogr -a_srs EPSG:4326",
        )
    try:
        table = table.to_crs("EPSG:4326")
    except ProjError as error:
        fix = "assign the right reference system"
        expected = "coordinates that can be turned into WGS 84"
        raise make_fault(path, name, str(error), expected=expected, fix=fix) from error
    geometries = shapely.force_2d(table.geometry.to_numpy())
    _check_degrees(path, name, geometries)
    return Layer(
        path=path,
        name=name,
        holds_polygons=kinds <= set(_POLYGONS),
        geometries=tuple(geometries),
        columns={
            str(column).casefold(): tuple(table[column].fillna("").astype(str).str.strip())
            for column in table.columns
            if column != table.geometry.name
        },
    )


def _choose_layer(path: Path, layer: str | None) -> str:
    try:
        layers = {str(name): str(kind) for name, kind in pyogrio.list_layers(path)}
    except pyogrio.errors.DataSourceError as error:
        raise make_fault(
            path,
            None,
            str(error).splitlines()[0],
            expected="a file of lines or polygons that GDAL reads",
            fix="give a GeoPackage, GeoJSON, Shapefile or the like",
        ) from error
    if layer is not None and layer not in layers:
        got = ", ".join(layers)
        raise make_fault(path, None, got, expected=f"a layer {layer}", fix="name one of these")
    usable = [name for name, kind in layers.items() if "Line" in kind or "Polygon" in kind]
    return layer or next(iter([*usable, *layers]))


def _check_degrees(path: Path, name: str, geometries: NDArray[Any]) -> None:
    lon, lat = shapely.get_coordinates(geometries).T
    if not (np.isfinite(lon) & np.isfinite(lat) & (abs(lon) <= 180) & (abs(lat) <= 90)).all():  # noqa: PLR2004 - degrees
        raise make_fault(
            path,
            name,
            f"{np.nanmax(abs(lon)):g}, {np.nanmax(abs(lat)):g}",
            expected="coordinates within 180 and 90 degrees",
            fix="assign the reference system that it was drawn in",
        )
