"""The land of the world as one network: vertices, edges, and the countries that each belongs to.

In the source two neighbours share their vertices exactly, so an edge that two countries run along
in opposite directions, each with its land to the left, is a piece of their border. An edge that
both run along in the same direction bounds land that is drawn for both; it is no border.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from border_weld import cross_edges, weld_edges
from osm_countries import read_countries
from shapely.geometry import MultiPolygon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from border_cells import Flags, Floats, Ints

COUNTRIES: Final = tuple(
    """
    AFG AGO ALB AND ARE ARG ARM AUT AZE BDI BEL BEN BFA BGD BGR BIH BLR BLZ BOL BRA BRN BTN BWA CAF
    CAN CHE CHL CHN CIV CMR COD COG COL CRI CZE DEU DJI DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN
    FRA GAB GBR GEO GHA GIB GIN GMB GNB GNQ GRC GTM GUF GUY HKG HND HRV HTI HUN IDN IND IRL IRN IRQ
    ISR ITA JOR KAZ KEN KGZ KHM KOR KWT LAO LBN LBR LBY LIE LSO LTU LUX LVA MAC MAF MAR MCO MDA MEX
    MKD MLI MMR MNE MNG MOZ MRT MWI MYS NAM NER NGA NIC NLD NOR NPL OMN PAK PAN PER PNG POL PRK PRT
    PRY PSE QAT ROU RUS RWA SAU SDN SEN SLE SLV SMR SOM SRB SSD SUR SVK SVN SWE SWZ SXM SYR TCD TGO
    THA TJK TKM TLS TUN TUR TZA UGA UKR URY USA UZB VAT VEN VNM XKX YEM ZAF ZMB ZWE
    """.split()
)
"""Everyone who has a land border, by ISO alpha-3; Kosovo stands in the source as XKX."""

_PARTS: Final = {
    "CHN": ("HKG", "MAC"),
    "COG": ("AGO",),
    "ESP": ("GIB",),
    "FRA": ("GUF", "MAF"),
    "IDN": ("TLS",),
    "ITA": ("SMR", "VAT"),
    "LUX": ("DEU",),
    "MAR": ("ESH",),
    "NLD": ("SXM",),
    "ZAF": ("LSO",),
}
"""Land that the source draws for the first as well: of others with a code of their own, and strips
along lines that it draws twice, not the same way (Cabinda, the rivers of Luxembourg)."""

# Coordinates of the source have at most this many decimals that tell vertices apart.
_SCALE: Final = 1e7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """Vertices and directed edges of all countries; land lies to the left of each edge."""

    codes: tuple[str, ...]
    vertices: Floats
    """Rows (lon, lat), WGS 84, each place once."""
    edges: Ints
    """Rows (from, to, country): indices of vertices and of ``codes``."""
    shared: Ints
    """Rows (from, to, left, right): edges between two countries, once each, left < right."""
    labels: dict[int, frozenset[int]]
    """Countries of the vertices that have more than one."""
    owner: Ints
    """The first country of each vertex."""


def read_network(packages: Path) -> Network:
    """Read the countries that have a land border, from packages fetched into a folder."""
    return build_network(read_countries(COUNTRIES, packages=packages))


def build_network(countries: Mapping[str, MultiPolygon]) -> Network:
    """Return the network of countries' polygons, (lon, lat), WGS 84."""
    codes = tuple(sorted(countries))
    apart = [_take_out_parts(code, countries) for code in codes]
    lon_lat, ring, country = _list_vertices(apart)
    keys = np.round(lon_lat * _SCALE).astype(np.int64)
    _, first, vertex = np.unique(
        keys[:, 0] * 10**10 + keys[:, 1], return_index=True, return_inverse=True
    )
    inside = ring[:-1] == ring[1:]
    edges = np.column_stack([vertex[:-1], vertex[1:], country[:-1]])[inside]
    edges = edges[edges[:, 0] != edges[:, 1]]
    vertices = lon_lat[first]
    edges = weld_edges(vertices, edges, alone=_find_alone(edges, count=len(vertices)))
    alone = _find_alone(edges, count=len(vertices))
    vertices, edges = cross_edges(vertices, edges, alone=alone)
    owner, labels = _label_vertices(edges, count=len(vertices))
    return Network(
        codes=codes,
        vertices=vertices,
        edges=edges,
        shared=_find_shared(edges, count=len(vertices)),
        labels=labels,
        owner=owner,
    )


def _take_out_parts(code: str, countries: Mapping[str, MultiPolygon]) -> MultiPolygon:
    """Take out of a country's land what the source draws for another as well."""
    land = countries[code]
    for part in _PARTS.get(code, ()):
        if part in countries:
            pieces = np.array(land.geoms)
            hit = shapely.intersects(pieces, shapely.convex_hull(countries[part]))
            cut = shapely.difference(shapely.make_valid(pieces[hit]), countries[part].buffer(0))
            parts = [piece for piece in shapely.get_parts(cut) if piece.geom_type == "Polygon"]
            land = MultiPolygon([*pieces[~hit], *parts])
    return land


def _list_vertices(lands: Sequence[MultiPolygon]) -> tuple[Floats, Ints, Ints]:
    """Return the vertices of all rings, land to the left, with their ring and country."""
    coordinates, rings, countries, count = [], [], [], 0
    for index, land in enumerate(lands):
        loops = shapely.get_rings(shapely.orient_polygons(shapely.get_parts(land)))
        lon_lat, ring = shapely.get_coordinates(loops, return_index=True)
        coordinates.append(lon_lat)
        rings.append(ring + count)
        countries.append(np.full(len(lon_lat), index))
        count += len(loops)
    return np.vstack(coordinates), np.concatenate(rings), np.concatenate(countries)


def _label_vertices(edges: Ints, *, count: int) -> tuple[Ints, dict[int, frozenset[int]]]:
    """Return the first country of each vertex, and all of those that have several."""
    pairs = np.unique(np.vstack([edges[:, [0, 2]], edges[:, [1, 2]]]), axis=0)
    starts = np.searchsorted(pairs[:, 0], np.arange(count))
    sizes = np.diff([*starts, len(pairs)])
    several = np.flatnonzero(sizes > 1)
    labels = {
        int(at): frozenset(pairs[starts[at] : starts[at] + sizes[at], 1].tolist()) for at in several
    }
    return pairs[starts, 1], labels


def _find_shared(edges: Ints, *, count: int) -> Ints:
    """Return the edges that two countries run along in opposite directions, once each."""
    other, both = _match_opposite(edges, count=count)
    found = both & (edges[:, 2] < other)
    return np.unique(np.column_stack([edges[found], other[found]]), axis=0)


def _find_alone(edges: Ints, *, count: int) -> Ints:
    """Return the indices of the edges that no other country runs along."""
    return np.flatnonzero(~_match_opposite(edges, count=count)[1])


def _match_opposite(edges: Ints, *, count: int) -> tuple[Ints, Flags]:
    """Return whose edge runs the other way along each edge, and whether there is another's."""
    forth = edges[:, 0] * count + edges[:, 1]
    back = edges[:, 1] * count + edges[:, 0]
    order = np.argsort(forth, kind="stable")
    at = np.minimum(np.searchsorted(forth[order], back), len(order) - 1)
    other = edges[order[at], 2]
    return other, (forth[order[at]] == back) & (edges[:, 2] != other)
