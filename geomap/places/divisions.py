"""Which first-order division a point lies in, from the shipped polygons of the world.

The polygons are Natural Earth's at 1:10 million, simplified to about a kilometre, so a point near
an edge may get the neighbour. All coordinates are (lon, lat) in degrees, WGS 84 (EPSG:4326).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pyogrio
import shapely

from geomap.errors import GazetteerError
from geomap.model import MAX_LAT, MAX_LON, Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

OFF_COAST_KM: Final = 5.0
"""A point in no polygon belongs to the nearest one up to this far away: coasts are generalised."""

_COLUMNS: Final = ("code", "name", "country", "drawn")
_KM_PER_DEGREE: Final = 111.195
"""Of latitude, on a sphere of 6,371 km: near enough for a few kilometres."""
_LEAST_COSINE: Final = 0.01
"""Keeps a search box near the poles from growing without bound."""


class Division(Record):
    """A first-order division."""

    code: str
    """ISO 3166-2, or GeoNames' own code with its dot ("XK.10097358") where ISO has none."""
    name: str
    country: str
    """ISO 3166-1 alpha-3."""
    is_approximate: bool = False
    """Whether a part of its edge was drawn between the towns of two divisions."""


class Divisions:
    """The divisions of the world by position; the file is read on first use.

    Parameters
    ----------
    path
        FlatGeobuf file with polygons in WGS 84 and the columns code, name, country, drawn.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, lon: float, lat: float, *, country: str | None = None) -> Division | None:
        """Return the division that a point (lon, lat) lies in; see `find_many`."""
        return self.find_many([lon], [lat], countries=None if country is None else [country])[0]

    def find_many(
        self, lons: ArrayLike, lats: ArrayLike, *, countries: Sequence[str] | None = None
    ) -> list[Division | None]:
        """Return the division of each point, None for those at sea or in no division.

        A point in no polygon gets the nearest one within 5 km (`OFF_COAST_KM`), because the
        coasts are generalised; the distance is measured in the plane about the point.

        Parameters
        ----------
        lons, lats
            Columns of degrees, WGS 84.
        countries
            ISO alpha-3 of each point where it is known: only the divisions of that country
            count then, and a town just across a generalised border stays in its own.

        Raises
        ------
        ValueError
            The columns differ in length, or a coordinate is no degree on Earth.
        """
        points = _make_points(lons, lats)
        if countries is not None and len(countries) != len(points):
            msg = f"expected {len(points)} countries, one for each point, got {len(countries)}"
            raise ValueError(msg)
        found = np.full(len(points), -1, dtype=np.intp)
        point, polygon = self._tree.query(points, predicate="intersects")
        # Polygons may overlap by a sliver; the one whose code comes first is taken.
        order = np.argsort(-polygon, kind="stable")
        point, polygon = point[order], polygon[order]
        if countries is not None:
            own = np.asarray(countries, dtype=np.str_)[point] == self._countries[polygon]
            point, polygon = point[own], polygon[own]
        found[point] = polygon
        for index in np.flatnonzero(found < 0).tolist():
            country = None if countries is None else countries[index]
            found[index] = self._find_nearest(points[index], country)
        return [self._records[index] if index >= 0 else None for index in found.tolist()]

    def polygon(self, code: str) -> BaseGeometry | None:
        """Return the polygon (WGS 84) of a division, None where there is none."""
        index = self._index_of.get(code)
        return None if index is None else self._tree.geometries[index]

    def __len__(self) -> int:
        """Return the number of divisions that have a polygon."""
        return len(self._records)

    @cached_property
    def _table(self) -> tuple[tuple[Division, ...], NDArray[np.object_]]:
        try:
            _, _, shapes, columns = pyogrio.raw.read(self._path, columns=list(_COLUMNS))
        except pyogrio.errors.DataSourceError as error:
            msg = f"{self._path}: expected a FlatGeobuf file of divisions, got {error}"
            raise GazetteerError(msg) from error
        if len(columns) != len(_COLUMNS):
            msg = f"{self._path}: expected the columns {', '.join(_COLUMNS)}"
            raise GazetteerError(msg)
        # The file is in the order of its spatial index; codes make a stable one.
        rows = sorted(zip(*(column.tolist() for column in columns), shapes, strict=True))
        records = tuple(
            Division(code=code, name=name, country=country, is_approximate=bool(drawn))
            for code, name, country, drawn, _ in rows
        )
        return records, shapely.from_wkb(np.array([row[-1] for row in rows], dtype=object))

    @property
    def _records(self) -> tuple[Division, ...]:
        return self._table[0]

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._table[1])

    @cached_property
    def _countries(self) -> NDArray[np.str_]:
        return np.array([record.country for record in self._records])

    @cached_property
    def _index_of(self) -> dict[str, int]:
        return {record.code: index for index, record in enumerate(self._records)}

    def _find_nearest(self, point: shapely.Point, country: str | None) -> int:
        """Return the index of the nearest polygon that is near enough, -1 for none."""
        squeeze = max(np.cos(np.radians(point.y)), _LEAST_COSINE)
        reach = OFF_COAST_KM / _KM_PER_DEGREE
        box = shapely.box(
            point.x - reach / squeeze, point.y - reach, point.x + reach / squeeze, point.y + reach
        )
        nearest, least_km = -1, OFF_COAST_KM
        for index in sorted(self._tree.query(box, predicate="intersects").tolist()):
            if country not in (None, self._records[index].country):
                continue
            near = shapely.clip_by_rect(self._tree.geometries[index], *box.bounds)
            km = _measure_km(near, point, squeeze=squeeze)
            if km < least_km:
                nearest, least_km = index, km
        return nearest


def load_divisions(folder: Path) -> Divisions:
    """Return the divisions of a gazetteer folder; their file is read on first use only.

    Raises
    ------
    GazetteerError
        The folder has no ``divisions/divisions.fgb``.
    """
    path = folder / "divisions" / "divisions.fgb"
    if not path.is_file():
        msg = f"{path}: no such file; the gazetteer is incomplete, install geomap again"
        raise GazetteerError(msg)
    return Divisions(path)


def _make_points(lons: ArrayLike, lats: ArrayLike) -> NDArray[np.object_]:
    lon, lat = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
    if lon.shape != lat.shape or lon.ndim != 1:
        msg = f"expected two columns of one length, got shapes {lon.shape} and {lat.shape}"
        raise ValueError(msg)
    bad = np.flatnonzero(~((np.abs(lon) <= MAX_LON) & (np.abs(lat) <= MAX_LAT)))
    if bad.size:
        first = bad[0]
        msg = (
            f"expected degrees (lon, lat) on Earth, got ({lon[first]}, {lat[first]}) "
            f"at position {first}; {bad.size} such points"
        )
        raise ValueError(msg)
    return np.asarray(shapely.points(np.column_stack([lon, lat])), dtype=object)


def _measure_km(shape: BaseGeometry, point: shapely.Point, *, squeeze: float) -> float:
    """Return the distance in the plane that is true to scale about the point."""
    scale = np.array([squeeze, 1.0]) * _KM_PER_DEGREE
    near, at = (shapely.transform(it, lambda lon_lat: lon_lat * scale) for it in (shape, point))
    return float(shapely.distance(near, at))
