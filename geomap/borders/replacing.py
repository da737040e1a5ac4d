"""Putting a user's own lines in the place of those at hand, with what is known of these."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from shapely.geometry import LineString

from geomap.borders.geometry import interpolate_on_border
from geomap.borders.importing import read_border_file
from geomap.borders.lines import Border, Section
from geomap.borders.locate import locate_on_border
from geomap.borders.stretches import merge_stretches
from geomap.model import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from geomap.borders.lines import Borders, DivisionStretches

_SAME_LENGTH_KM: Final = 0.1

SAME_PLACE_KM: Final = 10.0
"""How far the end of a division's stretch may lie from the new line to be carried over to it."""


def replace_borders(borders: Borders, files: Mapping[Path, tuple[str, str] | None]) -> Borders:
    """Return borders in which lines from files take the place of those of their pairs.

    Parameters
    ----------
    borders
        The lines at hand.
    files
        For each file the ISO alpha-3 codes of its two sides; ``None`` where its columns tell them.

    Returns
    -------
    Borders
        A new line takes over which side is whose, where its file does not say, and the stretches
        of divisions, whose ends are looked for on it.

    Raises
    ------
    GazetteerError
        A file cannot be read, or does not hold the border of one pair.
    """
    for path, sides in files.items():
        border = read_border_file(path, sides=sides)
        known = borders.get(*border.sides)
        if known is not None:
            border = read_border_file(path, sides=border.sides, known=known)
            border = dataclasses.replace(border, divisions=dict(_carry_divisions(known, border)))
        borders = borders.with_border(border)
    return borders


def restore_borders(borders: Borders, features: Iterable[Mapping[str, Any]]) -> Borders:
    """Return borders with the lines that an earlier run was measured along.

    Parameters
    ----------
    borders
        The lines at hand now.
    features
        The sections of the lines of the run, as GeoJSON features: its own, where a file had them
        in place of those at hand.

    Returns
    -------
    Borders
        A line that is still the same is that at hand; another one has its sections, and the
        stretches of divisions looked for on it.
    """
    sections: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for feature in features:
        sections[feature["properties"]["border"]].append(feature)
    for border_id, own in sections.items():
        one, other = border_id.split("-")
        known = borders.get(one, other)
        if known is None or not _is_same(known, own):
            borders = borders.with_border(_restore_border(border_id, own, known))
    return borders


def _is_same(known: Border, sections: Iterable[Mapping[str, Any]]) -> bool:
    lengths = {it["properties"]["section"]: it["properties"]["length_km"] for it in sections}
    return lengths.keys() == {section.name for section in known.sections} and all(
        abs(lengths[section.name] - section.length_km) < _SAME_LENGTH_KM
        for section in known.sections
    )


def _restore_border(
    border_id: str, sections: Iterable[Mapping[str, Any]], known: Border | None
) -> Border:
    one, other = border_id.split("-")
    border = Border(
        id=border_id,
        sides=(one, other),
        sections=tuple(
            Section(
                name=section["properties"]["section"],
                line=LineString(section["geometry"]["coordinates"]),
                # Which side is whose is not told.
                left="",
                right="",
            )
            for section in sections
        ),
        divisions={},
    )
    if known is None:
        return border
    return dataclasses.replace(border, divisions=dict(_carry_divisions(known, border)))


def _carry_divisions(known: Border, border: Border) -> Iterator[tuple[str, DivisionStretches]]:
    """Yield the divisions along a known line with their stretches on a new one."""
    for code, division in known.divisions.items():
        found = [_carry(known, border, stretch) for stretch in division.stretches]
        stretches = merge_stretches(stretch for stretch in found if stretch is not None)
        if stretches:
            yield code, dataclasses.replace(division, stretches=stretches)


def _carry(known: Border, border: Border, stretch: Stretch) -> Stretch | None:
    """Return a stretch on a new line; ``None`` where its ends are not near one section of it."""
    ends = [
        locate_on_border(border, *interpolate_on_border(known, stretch.section, km))
        for km in (stretch.from_km, stretch.to_km)
    ]
    if ends[0].section != ends[1].section or max(end.offset_km for end in ends) > SAME_PLACE_KM:
        return None
    start, end = sorted(end.chainage_km for end in ends)
    if start == end:
        return None
    return Stretch(section=ends[0].section, from_km=start, to_km=end)
