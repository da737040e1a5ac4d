"""What every source of places gives: rows, and faults that name file, line and mend."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from geomap.model import MAX_LAT, MAX_LON, Place, Record
from geomap.places.fold import fold_name


class SourceRow(NamedTuple):
    """A place read from a file."""

    line: int
    """Line of the file, or number of the feature in its layer, from 1."""
    place: Place


class Fault(NamedTuple):
    """A row that cannot be used, and why."""

    file: str
    line: int
    message: str
    """What was expected, what was found."""

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.file}, line {self.line}: {self.message}"


class ColumnNames(Record):
    """Which columns of a table hold what, where their names do not tell."""

    name: str | None = None
    lon: str | None = None
    lat: str | None = None


class Codes(Record):
    """Codes of countries and divisions in the forms that files use."""

    alpha3: Mapping[str, str]
    """ISO 3166-1 alpha-3 by alpha-2."""
    admin1: Mapping[str, str]
    """ISO 3166-2 by alpha-2 country and GeoNames code, joined by a point: ``"AM.08"``."""
    names: Mapping[tuple[str, ...], str]
    """ISO 3166-1 alpha-3 by the folded words of a country's names."""

    def country(self, text: str) -> str | None:
        """Return the alpha-3 code of a country given as a code or a name; ``None`` for neither."""
        code = text.strip().upper()
        if code in self.alpha3:
            return self.alpha3[code]
        if code in self.alpha3.values():
            return code
        return self.names.get(fold_name(text))


def read_degrees(lon_text: str, lat_text: str) -> tuple[float, float] | str:
    """Return (lon, lat) in degrees from two texts, or what is wrong with them.

    A decimal comma is read as a point.
    """
    got = f"got {lon_text!r}, {lat_text!r}"
    try:
        lon, lat = float(lon_text.replace(",", ".")), float(lat_text.replace(",", "."))
    except ValueError:
        return f"expected longitude and latitude in degrees, {got}"
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return f"expected finite degrees, {got}"
    if abs(lat) > MAX_LAT >= abs(lon):
        return f"expected a latitude within 90 degrees, {got}; are the two columns swapped?"
    if abs(lon) > MAX_LON or abs(lat) > MAX_LAT:
        return f"expected lon in [-180, 180] and lat in [-90, 90], {got}"
    return lon, lat
