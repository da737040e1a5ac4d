"""Tables of places as CSV files: what a row must be, and clear words where one is not."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from geomap.model import Place, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COLUMNS: Final = ("id", "name", "country", "feature_code", "lon", "lat", "variants", "source")
"""Columns that every table of the gazetteer has.

``admin1``, ``radius_km``, ``population``, ``demonyms``, ``abbreviations`` and ``capital`` may be
there.
"""


class PlaceRow(Record):
    """A row of a table: the place, and the names that are not its own."""

    place: Place
    demonyms: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    capital: str | None = None


def iter_place_rows(path: Path, faults: list[str]) -> Iterator[PlaceRow]:
    """Yield the rows of a table, and add what is wrong with the others to ``faults``.

    Each fault names the file, its line, what was expected and what stands there.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            faults.append(f"{path.name}, line 1: no column {', '.join(missing)}")
            return
        for row in reader:
            if None in row or None in row.values():
                count = len(reader.fieldnames or ())
                faults.append(f"{path.name}, line {reader.line_num}: expected {count} columns")
                continue
            try:
                yield _parse_row(row)
            except (ValueError, TypeError) as error:
                faults.append(f"{path.name}, line {reader.line_num}: {error}")


def split_names(names: str | None) -> tuple[str, ...]:
    """Split a column of names, which a vertical bar parts."""
    return tuple(name.strip() for name in (names or "").split("|") if name.strip())


def _parse_row(row: Mapping[str, str]) -> PlaceRow:
    place = Place(
        id=row["id"],
        name=row["name"],
        names=split_names(row["variants"]),
        lon=float(row["lon"]) if row["lon"] else None,
        lat=float(row["lat"]) if row["lat"] else None,
        country=row["country"] or None,
        admin1=row.get("admin1") or None,
        feature_code=row["feature_code"] or None,
        population=int(row["population"]) if row.get("population") else None,
        radius_km=float(row["radius_km"]) if row.get("radius_km") else None,
    )
    return PlaceRow(
        place=place,
        demonyms=split_names(row.get("demonyms")),
        abbreviations=split_names(row.get("abbreviations")),
        capital=row.get("capital") or None,
    )
