"""Border lines as records: sections with their chainage, divisions along them, enclaves.

All coordinates are (lon, lat) in degrees, WGS 84; chainages are geodesic km along a section.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from pyproj import Geod

from geomap.errors import BorderError
from geomap.places.distances import EARTH_RADIUS_KM, to_unit_vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry import LineString, Polygon

    from geomap.borders.locate import BorderLocation
    from geomap.model import Stretch

# One call of pyproj measures from a point to every vertex of a line. geopy solves the same geodesic
# one pair at a time, and is used where there is one pair (`measure_distance_km`).
GEOD: Final = Geod(ellps="WGS84")

Bounds = tuple[float, float, float, float]
"""West, south, east and north in degrees, WGS 84."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Section:
    """One unbroken run of a border, with the chainage of each of its vertices."""

    name: str
    line: LineString
    left: str
    """ISO alpha-3 of the country to the left, looking along growing chainage; empty if unknown."""
    right: str
    start: str = ""
    """What the point of chainage 0 is called."""
    end: str = ""
    coordinates: NDArray[np.float64] = field(init=False, repr=False)
    """Vertices, one row (lon, lat) each."""
    vectors: NDArray[np.float64] = field(init=False, repr=False)
    """The vertices on the sphere of radius 1, one row (x, y, z) each: for quick distances."""
    longest_step_km: float = field(init=False, repr=False)
    """Between two vertices, on the sphere."""
    _measured: list[NDArray[np.float64]] = field(init=False, repr=False)
    """The chainages, once somebody has asked for them."""

    def __post_init__(self) -> None:
        """Lay out the vertices."""
        coordinates = shapely.get_coordinates(self.line)
        vectors = to_unit_vectors(coordinates)
        for array in (coordinates, vectors):
            array.setflags(write=False)
        chords = np.linalg.norm(np.diff(vectors, axis=0), axis=1)
        longest_step_km = 2 * EARTH_RADIUS_KM * math.asin(float(chords.max()) / 2)
        object.__setattr__(self, "coordinates", coordinates)
        object.__setattr__(self, "vectors", vectors)
        object.__setattr__(self, "longest_step_km", longest_step_km)
        object.__setattr__(self, "_measured", [])

    @property
    def chainages_km(self) -> NDArray[np.float64]:
        """Geodesic km from the start to each vertex."""
        # Measured on first use: to tell what is near a border takes none of it.
        if not self._measured:
            steps_m = GEOD.line_lengths(self.coordinates[:, 0], self.coordinates[:, 1])
            chainages_km = np.concatenate([[0.0], np.cumsum(steps_m)]) / 1000
            chainages_km.setflags(write=False)
            self._measured.append(chainages_km)
        return self._measured[0]

    @property
    def length_km(self) -> float:
        """Geodesic length."""
        return float(self.chainages_km[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionStretches:
    """A first-order division or district and the stretches of a border that are its edge."""

    code: str
    """ISO 3166-2."""
    name: str
    country: str
    """ISO 3166-1 alpha-3."""
    stretches: tuple[Stretch, ...]

    @property
    def length_km(self) -> float:
        """Length of all its stretches along the line."""
        return sum(stretch.length_km for stretch in self.stretches)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Enclave:
    """Land of one side that the other side surrounds; its edge is no section of the border."""

    name: str
    country: str
    """ISO alpha-3 of the side that it belongs to."""
    polygon: Polygon


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Border:
    """The line between two countries."""

    id: str
    """ISO alpha-3 codes in alphabetical order: "ARM-AZE"."""
    sides: tuple[str, str]
    sections: Sequence[Section]
    divisions: Mapping[str, DivisionStretches]
    """Divisions along the line, by ISO 3166-2 code."""
    enclaves: tuple[Enclave, ...] = ()
    credit: str = ""
    """Source and licence of the line, to be shown with it."""
    known_bounds: Bounds | None = None
    """Bounds of the line where its file says them, so that it need not be read for that."""
    located: dict[tuple[float, float], BorderLocation] = field(
        default_factory=dict, init=False, repr=False
    )
    """Where on it points (lon, lat) are, for which that was found beforehand."""

    @property
    def bounds(self) -> Bounds:
        """West, south, east and north of all sections in degrees, WGS 84."""
        if self.known_bounds is not None:
            return self.known_bounds
        lines = [section.line for section in self.sections]
        west, south, east, north = shapely.total_bounds(lines).tolist()
        return west, south, east, north

    @property
    def length_km(self) -> float:
        """Length of all sections."""
        return sum(section.length_km for section in self.sections)

    def section(self, name: str) -> Section:
        """Return a section by its name.

        Raises
        ------
        BorderError
            The border has no such section.
        """
        for section in self.sections:
            if section.name == name:
                return section
        names = ", ".join(section.name for section in self.sections)
        msg = f"border {self.id} has no section {name!r}; it has {names}"
        raise BorderError(msg)

    def stretches_of(self, code: str | None) -> tuple[Stretch, ...]:
        """Return the stretches of a division by its ISO 3166-2 code; empty if it has none."""
        division = self.divisions.get(code) if code else None
        return division.stretches if division else ()


class Borders:
    """The border lines at hand, by their pair of countries; read-only."""

    def __init__(self, borders: Iterable[Border]) -> None:
        self._by_pair = {frozenset(border.sides): border for border in borders}

    def __iter__(self) -> Iterator[Border]:
        """Yield the borders in the order of their ids."""
        return iter(sorted(self._by_pair.values(), key=lambda border: border.id))

    def __len__(self) -> int:
        """Return the number of borders."""
        return len(self._by_pair)

    def get(self, one: str, other: str) -> Border | None:
        """Return the border of two countries, ISO alpha-3 in any order; None if it is not here."""
        return self._by_pair.get(frozenset((one, other)))

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Return the countries that share a border with one, ISO alpha-3, in order."""
        return tuple(
            sorted({side for pair in self._by_pair if code in pair for side in pair - {code}})
        )

    def with_border(self, border: Border) -> Borders:
        """Return the same borders with another line for one pair, or with one pair more."""
        others = [it for it in self if frozenset(it.sides) != frozenset(border.sides)]
        return Borders([*others, border])

    def require(self, one: str, other: str) -> Border:
        """Return the border of two countries, ISO alpha-3 in any order.

        Raises
        ------
        BorderError
            There is no line for this pair; the message lists the neighbours of both.
        """
        border = self.get(one, other)
        if border is None:
            known = " ".join(
                f"{code} borders on {', '.join(self.neighbours(code)) or 'no country'}."
                for code in dict.fromkeys((one, other))
            )
            pair = "-".join(sorted((one, other)))
            msg = f"no border line {pair}: {one} and {other} are no neighbours here. {known}"
            raise BorderError(msg)
        return border
