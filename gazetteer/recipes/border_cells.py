"""Where two countries come near to each other, by cells about 11 km wide and high."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_CELL_DEGREES: Final = 0.1
# No two countries meet nearer to a pole, where the cells would be slivers.
_MAX_LAT: Final = 80.0
_BAND_FACTOR: Final = 10**6


def find_near_two(lon_lat: Floats, country: Ints, at: Floats) -> Flags:
    """Tell which places have points of two countries in the cell around them or one beside it.

    Parameters
    ----------
    lon_lat, country
        Points in degrees, WGS 84, and the country of each.
    at
        Places asked about.
    """
    band, column = _find_cells(lon_lat)
    inside = np.abs(lon_lat[:, 1]) < _MAX_LAT
    cells = np.unique(np.column_stack([band, column, country])[inside], axis=0)
    middle = (cells[:, 1] + 0.5) / _cells_per_degree(cells[:, 0])
    around = []
    for up in (-1, 0, 1):
        near = cells[:, 0] + up
        beside = np.floor(middle * _cells_per_degree(near)).astype(np.int64)
        around.extend(
            np.column_stack([near * _BAND_FACTOR + beside + aside, cells[:, 2]])
            for aside in (-1, 0, 1)
        )
    met = np.unique(np.vstack(around), axis=0)
    two = met[1:, 0][met[1:, 0] == met[:-1, 0]]
    band, column = _find_cells(at)
    return np.isin(band * _BAND_FACTOR + column, two)


def _find_cells(lon_lat: Floats) -> tuple[Ints, Ints]:
    band = np.floor(lon_lat[:, 1] / _CELL_DEGREES).astype(np.int64)
    column = np.floor(lon_lat[:, 0] * _cells_per_degree(band)).astype(np.int64)
    return band, column


def _cells_per_degree(band: Ints) -> Floats:
    """Return how many cells, as wide as high, a degree of longitude has in bands of latitude."""
    lat = np.radians((band + 0.5) * _CELL_DEGREES)
    return np.maximum(np.cos(lat), 0.05) / _CELL_DEGREES
