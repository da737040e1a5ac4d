"""The incidents as the page reads them: what map and list need at once, and details in blocks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from geomap.page.columns import (
    UNITS_A_DEGREE,
    check_numbers,
    encode_column,
    encode_ids,
    encode_lists,
    read_properties,
    to_columns,
    to_units,
)
from geomap.page.details import make_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.page.columns import FeatureCollection

CODED: Final = (
    *("date_start", "date_end", "date_edtf", "event_type", "sub_event_type", "status"),
    *("side_a", "side_b", "place", "place_named", "border", "border_section"),
)
"""Properties that are read at the start, whose values repeat."""
PLAIN: Final = ("border_km",)
"""Properties that are read at the start, different for each incident."""
LISTED: Final = ("sources",)
"""Properties that are read at the start and are lists."""
BLOCK_SIZE: Final = 256
"""Incidents whose details are opened together."""

_EAGER: Final = frozenset(("id", *CODED, *PLAIN, *LISTED))
_STRETCH_DECIMALS: Final = 5
_STRETCH_NAMES: Final = ("border", "section", "from_km", "to_km", "place")


class IncidentTable:
    """Incidents in the order of time, as the page lists them; what has no date comes last.

    Parameters
    ----------
    incidents, sites, stretches
        GeoJSON FeatureCollections; (lon, lat) in degrees, WGS 84. Features of incidents are asked
        for by their number, twice each, so that not all need to be there at once.
    """

    def __init__(
        self,
        incidents: FeatureCollection,
        sites: FeatureCollection,
        stretches: FeatureCollection,
    ) -> None:
        self._features: Sequence[Mapping[str, Any]] = incidents["features"]
        self._sites = _group_by_incident(sites["features"])
        self._stretches = _group_by_incident(
            feature for feature in stretches["features"] if feature.get("geometry")
        )
        self._columns, self._points = self._read_columns()
        keys = list(map(_key_of, self._columns["date_start"], self._columns["date_end"]))
        self._order = sorted(range(len(keys)), key=keys.__getitem__)

    def __len__(self) -> int:
        """Return the number of incidents."""
        return len(self._order)

    def make_start(self) -> dict[str, Any]:
        """Return the columns that map, list and filters need; lon, lat in 1e-6 degrees."""
        columns = {
            name: [values[number] for number in self._order]
            for name, values in self._columns.items()
        }
        points = [self._points[number] for number in self._order]
        shapes, stretches_of = self._number_stretches(columns["id"])
        return {
            "count": len(self),
            "names": self._names,
            "lon": [lon for lon, _ in points],
            "lat": [lat for _, lat in points],
            "attached": encode_column(columns["attached"]),
            "columns": {
                "id": encode_ids(columns["id"]),
                **{name: {"each": check_numbers(columns[name])} for name in PLAIN},
                **{name: encode_column(columns[name]) for name in CODED},
                **{name: encode_lists(columns[name]) for name in LISTED},
            },
            "stretches": to_columns({"features": shapes}, decimals=_STRETCH_DECIMALS),
            "stretches_of": stretches_of,
            "block_size": BLOCK_SIZE,
        }

    @property
    def extent(self) -> FeatureCollection:
        """The box of all points, as a collection of its corners; empty without a point."""
        lons = [lon / UNITS_A_DEGREE for lon, _ in self._points if lon is not None]
        lats = [lat / UNITS_A_DEGREE for _, lat in self._points if lat is not None]
        corners = [[edge(lons), edge(lats)] for edge in (min, max)] if lons else []
        return {"features": [{"geometry": {"type": "MultiPoint", "coordinates": corners}}]}

    def iter_blocks(self) -> Iterator[dict[str, Any]]:
        """Yield all that the start does not hold, for some incidents at a time."""
        names = [name for name in self._names if name not in _EAGER]
        for first in range(0, len(self), BLOCK_SIZE):
            features = [self._features[n] for n in self._order[first : first + BLOCK_SIZE]]
            sites = [self._sites_of(read_properties(feature)) for feature in features]
            yield make_block(features, names, sites)

    def _read_columns(
        self,
    ) -> tuple[dict[str, list[Any]], list[tuple[int, int] | tuple[None, None]]]:
        """Read each feature once for all that the start holds of it."""
        columns: dict[str, list[Any]] = {name: [] for name in ("id", *CODED, *PLAIN, *LISTED)}
        columns["attached"] = []
        points: list[tuple[int, int] | tuple[None, None]] = []
        names: dict[str, None] = {}
        for feature in self._features:
            row = read_properties(feature)
            if not row.keys() <= names.keys():
                names.update(dict.fromkeys(row))
            for name in CODED:
                columns[name].append(row.get(name))
            for name in ("id", *PLAIN):
                columns[name].append(row.get(name))
            for name in LISTED:
                columns[name].append(row.get(name) or ())
            columns["attached"].append(int(self._is_attached(row)))
            points.append(to_units(feature.get("geometry")))
        self._names = list(names)
        return columns, points

    def _sites_of(self, row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return self._sites.get(row.get("id"), ())

    def _is_attached(self, row: Mapping[str, Any]) -> bool:
        """Tell whether an incident is anywhere on a border line."""
        return (
            row.get("border_km") is not None
            or row.get("id") in self._stretches
            or any(site["properties"].get("border_km") is not None for site in self._sites_of(row))
        )

    def _number_stretches(self, ids: Iterable[Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Return each stretch once, however many incidents mean it, and the numbers of each's."""
        numbers: dict[tuple[Any, ...], int] = {}
        shapes: list[dict[str, Any]] = []
        lists: list[list[int]] = []
        for key in ids:
            lists.append([])
            for feature in self._stretches.get(key, ()):
                properties = {name: feature["properties"].get(name) for name in _STRETCH_NAMES}
                kind = tuple(properties.values())
                if kind not in numbers:
                    numbers[kind] = len(shapes)
                    shapes.append({"geometry": feature["geometry"], "properties": properties})
                lists[-1].append(numbers[kind])
        return shapes, {
            "lengths": [len(row) for row in lists] if shapes else [],
            "codes": [number for row in lists for number in row],
        }


def _group_by_incident(features: Iterable[Mapping[str, Any]]) -> dict[Any, list[Mapping[str, Any]]]:
    groups: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for feature in features:
        groups[feature["properties"].get("incident_id")].append(feature)
    # No look-up adds to it.
    return dict(groups)


def _key_of(start: str | None, end: str | None) -> str:
    """Return what the layers of dates are sorted by, as the page names them."""
    if start:
        return start
    return f"{end}-" if end else "undated"
