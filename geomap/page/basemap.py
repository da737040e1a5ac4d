"""The base map of a page: the gazetteer's vectors around the incidents, and names on them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import msgspec
import shapely
from shapely.geometry import box, mapping, shape

from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geomap.model import Place
    from geomap.places import Gazetteer

Feature = dict[str, Any]

_VIEW_MARGIN_DEG: Final = 12.0
"""As far as a wide screen shows land around a border."""
_LABEL_MARGIN_DEG: Final = 3.0
_VILLAGE_MARGIN_DEG: Final = 1.0
"""Around the incidents; further off, small places are not labelled."""
_LEAST_PEOPLE: Final = ((8.0, 0), (20.0, 20_000), (60.0, 100_000), (360.0, 1_000_000))
"""Width of the view in degrees, and the people of the smallest towns that are labelled in it."""
_CELL_DEG: Final = 2.0
_CELL_MARGIN_DEG: Final = 0.5
_MOST_CELLS: Final = 300
_TOWNS_A_CELL: Final = 12
"""In a wide view the largest towns around the incidents are labelled too, for when one zooms in."""
_DIGITS: Final = 4

_CITY_POPULATION: Final = 100_000
_TOWN_POPULATION: Final = 20_000
_TOWN_CODES: Final = frozenset({"PPLA", "PPLA2", "PPLA3"})
_VILLAGE_CODES: Final = frozenset({"PPL", "PPLL"})


def load_basemap(folder: Path, collections: Sequence[Feature], *, gazetteer: Gazetteer) -> Feature:
    """Load the base map around some features.

    Parameters
    ----------
    folder
        The gazetteer's files; ``basemap/*.geojson`` are read.
    collections
        FeatureCollections, (lon, lat) in degrees, WGS 84, whose extent is to be covered.
    gazetteer
        The places that are labelled.

    Returns
    -------
    dict
        A FeatureCollection whose features carry ``kind`` (country, division, lake, place), ``iso``
        and ``name``; those that are points are labels. Its member ``frame`` is the box (west,
        south, east, north) to which countries are cut: an outline along it is not real.

    Raises
    ------
    GazetteerError
        When a file is malformed.
    """
    geometries = _read_geometries(collections)
    extent = _find_extent(geometries)
    west, south, east, north = _find_bounds(geometries)
    # The wider the view, the further a screen shows beyond it.
    view = _widen(extent, max(_VIEW_MARGIN_DEG, 1.5 * max(east - west, north - south)))
    layers = [_read_layer(path) for path in sorted((folder / "basemap").glob("*.geojson"))]
    return {
        "type": "FeatureCollection",
        "features": [
            *(cut for layer in layers for cut in _cut_to(view, layer)),
            *_iter_labels(gazetteer, extent, _find_cells(collections)),
        ],
        "frame": list(view.bounds),
    }


def _find_bounds(geometries: Sequence[BaseGeometry]) -> tuple[float, float, float, float]:
    """Return west, south, east and north of all that has a position; zeros when nothing has."""
    if not geometries:
        return 0.0, 0.0, 0.0, 0.0
    west, south, east, north = shapely.GeometryCollection(geometries).bounds
    return west, south, east, north


def _read_geometries(collections: Iterable[Feature]) -> list[BaseGeometry]:
    return [
        shape(feature["geometry"])
        for collection in collections
        for feature in collection["features"]
        if feature["geometry"]
    ]


def _find_extent(geometries: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the box around all points, else around all lines, else the whole world."""
    points = [geometry for geometry in geometries if geometry.geom_type == "Point"]
    shown = points or geometries
    return box(*shapely.GeometryCollection(shown).bounds) if shown else box(-180, -90, 180, 90)


def _find_cells(collections: Iterable[Feature]) -> list[tuple[float, float, float, float]]:
    """Return boxes around the points, those with most points first."""
    points = (it for it in _read_geometries(collections) if isinstance(it, shapely.Point))
    cells = Counter((it.x // _CELL_DEG * _CELL_DEG, it.y // _CELL_DEG * _CELL_DEG) for it in points)
    return [
        _widen(box(west, south, west + _CELL_DEG, south + _CELL_DEG), _CELL_MARGIN_DEG).bounds
        for (west, south), _ in cells.most_common(_MOST_CELLS)
    ]


def _widen(extent: BaseGeometry, margin_deg: float) -> shapely.Polygon:
    """Return a box with a margin around it, within the world."""
    west, south, east, north = extent.bounds
    return box(
        max(west - margin_deg, -180.0),
        max(south - margin_deg, -90.0),
        min(east + margin_deg, 180.0),
        min(north + margin_deg, 90.0),
    )


def _read_layer(path: Path) -> list[Feature]:
    """Read the features of one file."""
    try:
        features: list[Feature] = msgspec.json.decode(path.read_bytes())["features"]
        return [
            _make_feature(shape(feature["geometry"]), **feature["properties"])
            for feature in features
        ]
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError) as error:
        msg = f"{path}: not a GeoJSON FeatureCollection ({error}); install geomap again"
        raise GazetteerError(msg) from error


def _cut_to(view: BaseGeometry, layer: Iterable[Feature]) -> Iterator[Feature]:
    """Yield what of each feature lies in the view, rounded."""
    for feature in layer:
        geometry = feature["geometry"]
        if not geometry.intersects(view):
            continue
        if not view.contains(geometry):
            geometry = _parts_alike(shapely.make_valid(geometry) & view, geometry)
        rounded = shapely.set_precision(geometry, 10.0**-_DIGITS, mode="pointwise")
        if not rounded.is_empty:
            yield {**feature, "geometry": mapping(rounded)}


def _parts_alike(cut: BaseGeometry, whole: BaseGeometry) -> BaseGeometry:
    """Return the parts of a cut geometry of the dimension of the whole: a touch is no land."""
    dimension = shapely.get_dimensions(whole)
    parts = [p for p in shapely.get_parts(cut) if shapely.get_dimensions(p) == dimension]
    return shapely.union_all(parts)


def _iter_labels(
    gazetteer: Gazetteer, extent: BaseGeometry, cells: Iterable[tuple[float, float, float, float]]
) -> Iterator[Feature]:
    """Yield towns, villages and first-order divisions as points to be labelled."""
    wide = _widen(extent, _LABEL_MARGIN_DEG).bounds
    near = _widen(extent, _VILLAGE_MARGIN_DEG).bounds
    width = max(near[2] - near[0], near[3] - near[1])
    least = next(people for reach, people in _LEAST_PEOPLE if width <= reach)
    places = {
        place.id: place
        for place in (
            *gazetteer.places_within(wide, feature_codes=("ADM1", "PPLC")),
            *gazetteer.places_within(wide, least_population=max(least, _TOWN_POPULATION)),
            *gazetteer.places_within(near, least_population=least),
            *(_iter_towns(gazetteer, cells) if least > _TOWN_POPULATION else ()),
        )
    }
    for place in places.values():
        kind = _label_kind(place)
        if kind and place.lon is not None and place.lat is not None:
            yield _make_feature(
                mapping(shapely.Point(place.lon, place.lat)),
                kind=kind,
                iso=place.admin1 if kind == "division" else place.country,
                # A name that is told apart by what it lies in, "Martuni (Chambarak)".
                name=place.name.partition(" (")[0],
                rank=_rank(place),
            )


def _iter_towns(
    gazetteer: Gazetteer, cells: Iterable[tuple[float, float, float, float]]
) -> Iterator[Place]:
    """Yield the largest towns of each cell."""
    for cell in cells:
        found = gazetteer.places_within(cell, least_population=_TOWN_POPULATION)
        towns = [it for it in found if _label_kind(it) == "place"]
        yield from sorted(towns, key=lambda it: -(it.population or 0))[:_TOWNS_A_CELL]


def _label_kind(place: Place) -> str | None:
    code = place.feature_code or ""
    if code == "ADM1":
        return "division"
    return "place" if code == "PPLC" or code in _TOWN_CODES | _VILLAGE_CODES else None


def _rank(place: Place) -> int:
    """Return how early a label appears: 0 capitals, 1 cities, 2 towns, 3 villages."""
    population = place.population or 0
    if place.feature_code == "PPLC":
        return 0
    if population >= _CITY_POPULATION:
        return 1
    return 2 if place.feature_code in _TOWN_CODES or population >= _TOWN_POPULATION else 3


def _make_feature(geometry: object, **properties: object) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
