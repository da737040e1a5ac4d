"""The line that two countries' polygons share: its pieces joined into sections, as GeoJSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import shapely
from osm_countries import CREDIT
from pyproj import Geod
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.ops import linemerge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LonLat = tuple[float, float]

BORDER: Final = "ARM-AZE"
SIDES: Final = ("ARM", "AZE")
GEOD: Final = Geod(ellps="WGS84")

SECTIONS: Final = {
    "main": ("GEO", "IRN", "Georgian tripoint", "Iranian tripoint (Meghri and Zangilan)"),
    "nakhchivan": ("TUR", "IRN", "Turkish tripoint", "Iranian tripoint (Meghri and Ordubad)"),
}
"""Third countries at the start and at the end of each section, and what these points are called."""

ENCLAVES: Final = {
    "Yukhari Askipara": ("AZE", 45.004, 41.067),
    "Barkhudarli and Sofulu": ("AZE", 45.211, 40.998),
    "Artsvashen": ("ARM", 45.517, 40.634),
}
"""Whose territory each enclave is, and a point in it. Karki is not in the source."""

# Widest water that the line is drawn across: a reservoir or lake that the border runs through.
_MAX_GAP_KM: Final = 2.5
_DECIMALS: Final = 6
_STEP_M: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderSection:
    """One run of a border from its start to its end; (lon, lat) in degrees, WGS 84."""

    name: str
    coordinates: tuple[LonLat, ...]
    left: str
    """ISO alpha-3 of the country to the left, looking along growing chainage."""
    right: str
    gaps_km: tuple[float, ...]

    @property
    def line(self) -> LineString:
        """The section as a line."""
        return LineString(self.coordinates)

    @property
    def length_km(self) -> float:
        """Geodesic length."""
        return GEOD.geometry_length(self.line) / 1000


def build_sections(countries: Mapping[str, MultiPolygon]) -> list[BorderSection]:
    """Join the edges that both sides share into sections, each from its start to its end."""
    pieces = _find_shared_pieces(*(countries[side] for side in SIDES))
    chains = _join_pieces(pieces)
    corners = {code: _vertices(land) for code, land in countries.items()}
    return [_build_section(name, chains, corners, countries) for name in SECTIONS]


def format_sections(sections: Iterable[BorderSection]) -> str:
    """Return sections as an RFC 7946 FeatureCollection, one LineString a line of text."""
    return _format_collection(_section_feature(section) for section in sections)


def format_enclaves(countries: Mapping[str, MultiPolygon]) -> str:
    """Return the enclaves as an RFC 7946 FeatureCollection of polygons."""
    return _format_collection(
        _enclave_feature(name, owner, _piece_at(countries[owner], lon, lat))
        for name, (owner, lon, lat) in ENCLAVES.items()
    )


def _find_shared_pieces(one: MultiPolygon, other: MultiPolygon) -> list[list[LonLat]]:
    """Return the runs of edges that lie on the boundary of both."""
    edges_of_other = {frozenset(edge) for edge in _edges(other)}
    shared = [edge for edge in _edges(one) if frozenset(edge) in edges_of_other]
    merged = linemerge(MultiLineString(shared))
    lines = merged.geoms if isinstance(merged, MultiLineString) else [merged]
    return [list(line.coords) for line in lines]


def _edges(land: MultiPolygon) -> Iterable[tuple[LonLat, LonLat]]:
    for polygon in land.geoms:
        for ring in (polygon.exterior, *polygon.interiors):
            yield from pairwise(ring.coords)


def _vertices(land: MultiPolygon) -> set[LonLat]:
    return {(lon, lat) for lon, lat in shapely.get_coordinates(land)}


def _join_pieces(pieces: list[list[LonLat]]) -> list[tuple[list[LonLat], list[float]]]:
    """Join pieces end to end across gaps, the narrowest first; return each chain with its gaps."""
    chains = [(piece, list[float]()) for piece in pieces]
    while True:
        candidates = [
            (_distance_km(one[0][-end], other[0][-start]), i, j, end, start)
            for i, one in enumerate(chains)
            for j, other in enumerate(chains[:i])
            for end in (0, 1)
            for start in (0, 1)
        ]
        gap, i, j, end, start = min(candidates, default=(_MAX_GAP_KM + 1, 0, 0, 0, 0))
        if gap > _MAX_GAP_KM:
            return chains
        (one, gaps), (other, more_gaps) = chains.pop(i), chains.pop(j)
        head = one if end else one[::-1]
        tail = other[::-1] if start else other
        chains.append((head + tail, [*gaps, gap, *more_gaps]))


def _distance_km(one: LonLat, other: LonLat) -> float:
    return float(GEOD.inv(*one, *other)[2]) / 1000


def _build_section(
    name: str,
    chains: Iterable[tuple[list[LonLat], list[float]]],
    corners: Mapping[str, set[LonLat]],
    countries: Mapping[str, MultiPolygon],
) -> BorderSection:
    """Pick the chain between two third countries, and turn it so that it starts at the first."""
    start, end, *_ = SECTIONS[name]
    for chain, gaps in chains:
        for line in (chain, chain[::-1]):
            if line[0] in corners[start] and line[-1] in corners[end]:
                left, right = _find_sides(line, countries)
                rounded = tuple((round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in line)
                return BorderSection(
                    name=name, coordinates=rounded, left=left, right=right, gaps_km=tuple(gaps)
                )
    msg = f"no line of {BORDER} runs from {start} to {end}: has the source changed?"
    raise LookupError(msg)


def _find_sides(line: Sequence[LonLat], countries: Mapping[str, MultiPolygon]) -> tuple[str, str]:
    """Return whose land lies 20 m to the left and to the right of the middle of a line."""
    middle = len(line) // 2
    (lon, lat), (next_lon, next_lat) = line[middle], line[middle + 1]
    azimuth, _, length = GEOD.inv(lon, lat, next_lon, next_lat)
    lon, lat, _ = GEOD.fwd(lon, lat, azimuth, length / 2)
    found = []
    for turn in (-90, 90):
        side_lon, side_lat, _ = GEOD.fwd(lon, lat, azimuth + turn, _STEP_M)
        point = shapely.Point(side_lon, side_lat)
        found.append(next(side for side in SIDES if countries[side].buffer(0).contains(point)))
    return found[0], found[1]


def _piece_at(land: MultiPolygon, lon: float, lat: float) -> Polygon:
    point = shapely.Point(lon, lat)
    return next(piece for piece in land.geoms if Polygon(piece.exterior).contains(point))


def _section_feature(section: BorderSection) -> dict[str, Any]:
    *_, start, end = SECTIONS[section.name]
    properties = {
        "border": BORDER,
        "section": section.name,
        "a": SIDES[0],
        "b": SIDES[1],
        "left": section.left,
        "right": section.right,
        "length_km": round(section.length_km, 3),
        "from": start,
        "to": end,
        "source": CREDIT,
    }
    geometry = {"type": "LineString", "coordinates": section.coordinates}
    return {"type": "Feature", "id": section.name, "properties": properties, "geometry": geometry}


def _enclave_feature(name: str, owner: str, piece: Polygon) -> dict[str, Any]:
    ring = shapely.orient_polygons(Polygon(piece.exterior)).exterior.coords
    rounded = [(round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in ring]
    properties = {"border": BORDER, "name": name, "country": owner, "source": CREDIT}
    geometry = {"type": "Polygon", "coordinates": [rounded]}
    return {"type": "Feature", "id": name, "properties": properties, "geometry": geometry}


def _format_collection(features: Iterable[dict[str, Any]]) -> str:
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features
    )
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
