"""Outlines of countries: none beside a border that is drawn itself, none along the page's frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.browsing import read

if TYPE_CHECKING:
    from tests.browsing import Collections, OpenedPage, Opener

_LINE = [[45.0, 39.0], [45.1, 40.0], [45.0, 41.0]]


def _country(iso: str, ring: list[list[float]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kind": "country", "iso": iso, "name": iso},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


def _make(collections: Collections, line: list[list[float]]) -> Collections:
    """Return two countries that meet in `_LINE`, a third beside them, and a border of the two."""
    west = [[44.0, 41.0], [44.0, 39.0], *_LINE]
    east = [*_LINE, [46.0, 41.0], [46.0, 39.0]]
    third = [[46.0, 39.0], [46.0, 41.0], [47.0, 40.0]]
    features = [_country("ARM", west), _country("AZE", east), _country("IRN", third)]
    collections["basemap"] = {"type": "FeatureCollection", "features": features}
    border = collections["borders"]["features"][0]
    border["geometry"] = {"type": "LineString", "coordinates": line}
    collections["borders"] = {"type": "FeatureCollection", "features": [border]}
    return collections


def _count_edges(opened: OpenedPage) -> int:
    paths = [read(path, "d") for path in opened.page.locator(".base-outline").all()]
    return sum(len(re.findall("L", path)) for path in paths)


def test_where_the_border_is_drawn_the_coarser_outlines_are_not(
    open_page: Opener, collections: Collections
) -> None:
    finer = [[45.0, 39.0], [45.06, 39.3], [45.12, 39.6], [45.1, 40.0], [45.03, 40.5], [45.0, 41.0]]
    everything = 5 + 5 + 3
    opened = open_page(_make(collections, finer))
    assert _count_edges(opened) == everything - 2 * 2
    assert opened.faults == []


def test_where_a_line_of_ones_own_leads_elsewhere_they_stay(
    open_page: Opener, collections: Collections
) -> None:
    front = [[45.0, 39.0], [45.02, 39.2], [45.3, 39.4]]
    opened = open_page(_make(collections, front))
    # The southern half of the meeting line is near it, the northern is not.
    assert _count_edges(opened) == 5 + 5 + 3 - 2
    assert opened.faults == []
