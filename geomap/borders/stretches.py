"""Stretches of a border: their union, their common part, their middle and their reach."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from geomap.borders.geometry import interpolate_on_border, measure_distance_km
from geomap.model import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.borders.geometry import LonLat
    from geomap.borders.lines import Border


def merge_stretches(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the union of stretches: those that touch or overlap joined, sorted by section."""
    merged: list[Stretch] = []
    ordered = sorted(stretches, key=lambda it: (it.section, it.from_km, it.to_km))
    for _, group in groupby(ordered, key=lambda it: it.section):
        merged.extend(_merge_section(group))
    return tuple(merged)


def clip_stretches(stretches: Iterable[Stretch], window: Stretch) -> tuple[Stretch, ...]:
    """Return the parts of stretches that lie in a window of the same section."""
    clipped = (
        Stretch(
            section=window.section,
            from_km=max(stretch.from_km, window.from_km),
            to_km=min(stretch.to_km, window.to_km),
        )
        for stretch in stretches
        if stretch.section == window.section
    )
    return tuple(stretch for stretch in clipped if stretch.from_km < stretch.to_km)


def stretch_around(border: Border, section: str, km: float, *, reach_km: float) -> Stretch:
    """Return the stretch that reaches so far along the line on both sides of a chainage."""
    length_km = border.section(section).length_km
    return Stretch(
        section=section,
        from_km=max(0.0, km - reach_km),
        to_km=min(length_km, km + reach_km),
    )


def find_longest(stretches: Sequence[Stretch]) -> Stretch:
    """Return the longest stretch, the first of equals."""
    return max(stretches, key=lambda stretch: stretch.length_km)


def measure_reach_km(border: Border, stretches: Iterable[Stretch], point: LonLat) -> float:
    """Return the greatest straight distance from a point (lon, lat) to the ends of stretches."""
    ends = (
        interpolate_on_border(border, stretch.section, km)
        for stretch in stretches
        for km in (stretch.from_km, stretch.to_km)
    )
    return max(measure_distance_km(point, end) for end in ends)


def _merge_section(stretches: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for stretch in stretches:
        if merged and stretch.from_km <= merged[-1].to_km:
            last = merged[-1]
            to_km = max(last.to_km, stretch.to_km)
            merged[-1] = Stretch(section=last.section, from_km=last.from_km, to_km=to_km)
        else:
            merged.append(stretch)
    return merged
