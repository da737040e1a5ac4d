"""A user's own border line out of any GIS file: lines, or the polygons of two countries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString

from geomap.borders.gis_layers import Layer, read_layer
from geomap.borders.lines import GEOD, Border, Section
from geomap.borders.locate import locate_on_border
from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

Sides = tuple[str, str]
Piece = tuple[LineString, str, str]
"""A line with the countries to its left and right; empty where they are not known."""

PAIR_COLUMNS: Final = (
    ("left", "right"),
    ("a", "b"),
    ("side_a", "side_b"),
    ("iso_a", "iso_b"),
    ("iso3_a", "iso3_b"),
    ("country_a", "country_b"),
)
"""Columns of a line layer that say whose border it is, by ISO alpha-3."""

COUNTRY_COLUMNS: Final = ("iso_a3", "iso3", "adm0_a3", "a3", "iso", "country", "code", "shapegroup")
"""Columns of a polygon layer that say whose land it is, by ISO alpha-3."""

_CODE: Final = re.compile(r"[A-Z]{3}")
_NEAR_M: Final = 200.0


def read_border_file(
    path: Path, *, sides: Sides | None = None, layer: str | None = None, known: Border | None = None
) -> Border:
    """Read the border of two countries from a file of any GIS format.

    Parameters
    ----------
    path
        Lines, or polygons of two countries, of which the edge that they share is taken; in any
        CRS, which the file must state.
    sides
        ISO alpha-3 of the two countries. Needed where no columns say so: for lines one of
        `PAIR_COLUMNS`, for polygons one of `COUNTRY_COLUMNS`.
    layer
        Layer of a file of several; the first of lines or polygons where it is not given.
    known
        A line of the same border that tells which side of the new line is whose, where the file
        does not. Without it the sides of places are left open.

    Returns
    -------
    Border
        With one section for each unbroken run, the longest named ``main``, in WGS 84. It has no
        divisions and no enclaves.

    Raises
    ------
    GazetteerError
        The file cannot be read, has no CRS, or does not hold the border of one pair; the message
        says file and layer, what was expected, and how to mend it.
    """
    pair = None if sides is None else _check_sides(sides)
    table = read_layer(path, layer=layer)
    pair, pieces = _take_polygons(table, pair) if table.holds_polygons else _take_lines(table, pair)
    sections = list(_name_sections(_merge_pieces(pieces)))
    if not sections:
        table.refuse("no line of any length", expected="a line of two points or more")
    if known is not None:
        sections = [_find_sides(section, known) for section in sections]
    return Border(
        id="-".join(pair),
        sides=pair,
        sections=tuple(sections),
        divisions={},
        credit=f"line of {path.name}",
    )


def _check_sides(sides: Sequence[str]) -> Sides:
    """Return two codes in alphabetical order."""
    least = 2
    if len(set(sides)) != least or not all(_CODE.fullmatch(side) for side in sides):
        msg = f"expected two different ISO 3166-1 alpha-3 codes as sides, got {', '.join(sides)}"
        raise GazetteerError(msg)
    one, other = sorted(sides)
    return one, other


def _take_lines(table: Layer, pair: Sides | None) -> tuple[Sides, list[Piece]]:
    """Return the pieces of the line of one pair, with left and right where columns say so."""
    columns = next(
        (names for names in PAIR_COLUMNS if all(name in table.columns for name in names)), None
    )
    if columns is None:
        if pair is None:
            wanted = ", ".join("/".join(names) for names in PAIR_COLUMNS)
            table.refuse(
                f"columns {', '.join(table.columns) or 'none'}",
                expected=f"two columns of ISO alpha-3 codes ({wanted})",
                fix="add them, or name the two countries",
            )
        return pair, [(line, "", "") for line in _iter_lines(table.geometries)]
    rows = list(zip(*(table.columns[name] for name in columns), table.geometries, strict=True))
    found = {
        _check_sides((left, right))
        for left, right, _ in rows
        if left != right and _CODE.fullmatch(left) and _CODE.fullmatch(right)
    }
    pair = _choose_pair(table, found, pair)
    tells_sides = columns == PAIR_COLUMNS[0]
    return pair, [
        (line, *((left, right) if tells_sides else ("", "")))
        for left, right, geometry in rows
        if {left, right} == set(pair)
        for line in _iter_lines([geometry])
    ]


def _choose_pair(table: Layer, found: set[Sides], pair: Sides | None) -> Sides:
    """Return the pair asked for, or the only one there is."""
    if not (pair in found if pair else len(found) == 1):
        got = ", ".join("-".join(it) for it in sorted(found)) or "none"
        expected = f"the border {'-'.join(pair)}" if pair else "the border of one pair of countries"
        table.refuse(f"borders: {got}", expected=expected, fix="name the two countries")
    return pair or next(iter(found))


def _take_polygons(table: Layer, pair: Sides | None) -> tuple[Sides, list[Piece]]:
    """Return the edge that the polygons of two countries share."""
    column = next(
        (
            name
            for name in COUNTRY_COLUMNS
            if name in table.columns and _holds_pair(table.columns[name], pair)
        ),
        None,
    )
    if column is None:
        wanted = f"{' and '.join(pair)}" if pair else "exactly two countries"
        table.refuse(
            f"columns {', '.join(table.columns) or 'none'}",
            expected=f"a column of ISO alpha-3 codes ({', '.join(COUNTRY_COLUMNS)}) with {wanted}",
            fix="add or rename one, or name the two countries",
        )
    codes = table.columns[column]
    one, other = pair or _check_sides(sorted(set(codes)))
    lands = {
        side: shapely.union_all(
            [
                shapely.make_valid(geometry)
                for code, geometry in zip(codes, table.geometries, strict=True)
                if code == side
            ]
        )
        for side in (one, other)
    }
    shared = shapely.intersection(lands[one].boundary, lands[other].boundary)
    lines = list(_iter_lines(shapely.get_parts(shared)))
    if not lines:
        table.refuse(
            "polygons that share no edge",
            expected=f"land of {one} and {other} with common vertices along the border",
            fix="snap the two to each other, or give the border as a line",
        )
    return (one, other), [
        (line, *_sides_of_land(line, lands[one], one, other)) for line in _merge_lines(lines)
    ]


def _holds_pair(codes: Sequence[str], pair: Sides | None) -> bool:
    present = {code for code in codes if _CODE.fullmatch(code)}
    return set(pair) <= present if pair else len(present) == len(set(codes)) == len(("a", "b"))


def _sides_of_land(line: LineString, land: BaseGeometry, one: str, other: str) -> Sides:
    """Return the countries to the left and right of a line, given the land of the first."""
    lon, lat = _step_left(line)
    return (one, other) if land.contains(shapely.Point(lon, lat)) else (other, one)


def _step_left(line: LineString) -> tuple[float, float]:
    """Return a point a little to the left of the middle of the longest edge of a line."""
    coordinates = shapely.get_coordinates(line)
    lengths = GEOD.line_lengths(coordinates[:, 0], coordinates[:, 1])
    at = int(np.argmax(lengths))
    (lon, lat), (next_lon, next_lat) = coordinates[at : at + 2].tolist()
    azimuth, _, length = GEOD.inv(lon, lat, next_lon, next_lat)
    lon, lat, _ = GEOD.fwd(lon, lat, azimuth, length / 2)
    lon, lat, _ = GEOD.fwd(lon, lat, azimuth - 90, min(_NEAR_M, length / 20))
    return float(lon), float(lat)


def _iter_lines(geometries: Iterable[BaseGeometry]) -> Iterator[LineString]:
    for part in shapely.get_parts(list(geometries)):
        for line in shapely.get_parts(part):
            if isinstance(line, LineString) and line.length > 0:
                yield LineString(shapely.get_coordinates(line))


def _merge_lines(lines: Sequence[LineString], *, directed: bool = False) -> list[LineString]:
    merged = shapely.line_merge(MultiLineString(list(lines)), directed=directed)
    return [line for line in shapely.get_parts(merged) if isinstance(line, LineString)]


def _merge_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """Join pieces end to end; where their sides are known, without turning any."""
    merged: list[Piece] = []
    for sides in dict.fromkeys((left, right) for _, left, right in pieces):
        own = [line for line, *known in pieces if tuple(known) == sides]
        merged.extend((line, *sides) for line in _merge_lines(own, directed=sides != ("", "")))
    return merged


def _name_sections(pieces: Sequence[Piece]) -> Iterator[Section]:
    """Yield sections, the longest first."""
    sections = [Section(name="", line=line, left=left, right=right) for line, left, right in pieces]
    ordered = sorted(sections, key=lambda it: -it.length_km)
    for number, it in enumerate(ordered, start=1):
        name = "main" if number == 1 else f"part-{number}"
        yield Section(name=name, line=it.line, left=it.left, right=it.right)


def _find_sides(section: Section, known: Border) -> Section:
    """Return a section with its sides, if it has none, as a known line tells them.

    The two may lie kilometres apart, but they run the same way or the other.
    """
    if section.left:
        return section
    start, end = (locate_on_border(known, *section.coordinates[at].tolist()) for at in (0, -1))
    if start.section != end.section or start.chainage_km == end.chainage_km:
        return section
    old = known.section(start.section)
    is_same_way = start.chainage_km < end.chainage_km
    left, right = (old.left, old.right) if is_same_way else (old.right, old.left)
    return Section(name=section.name, line=section.line, left=left, right=right)
