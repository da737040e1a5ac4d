"""How far apart two events' places are: along the border where they face it, else over land."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.places.distances import distance_km
from geomap.places.features import VAST_KM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geomap.model import BorderPoint, ClaimSite, Place, SiteRole

SiteKey = tuple[tuple[str, ...], str, "SiteRole", str | None, bool]
"""What decides where on a border a site is, equal for all that tell it: the states that its event
is about, place, role, the unit around it, and whether an area is meant."""

_SAME_STRETCH_KM: Final = 2.0
"""Stretches that share less only touch."""


def make_site_key(parties: tuple[str, ...], site: ClaimSite) -> SiteKey:
    """Return what tells a site from others."""
    within = site.within.id if site.within else None
    return parties, site.place.id, site.role, within, site.is_area


def index_sites(parties: tuple[str, ...], sites: Iterable[ClaimSite]) -> dict[SiteKey, ClaimSite]:
    """Return the sites of an event by their keys; of two that have the same, the first."""
    found: dict[SiteKey, ClaimSite] = {}
    for site in sites:
        found.setdefault(make_site_key(parties, site), site)
    return found


class Nearness:
    """Distances between sites; remembers how each is attached to the border.

    A site is on the border of the states that its event is about: a digest tells of several.

    Parameters
    ----------
    attach
        Claims' sites, each with the states that it is about, to their points and stretches on the
        border, ``None`` for what is on none.
    same_document_km
        How far apart one document may tell the sites of one event.
    """

    def __init__(
        self,
        attach: Callable[
            [Sequence[tuple[ClaimSite, tuple[str, ...]]]], Sequence[BorderPoint | None]
        ],
        *,
        same_document_km: float = 50.0,
    ) -> None:
        self._attach = attach
        self.same_document_km = same_document_km
        self._points: dict[SiteKey, BorderPoint | None] = {}
        self._gaps: dict[tuple[SiteKey, SiteKey], float] = {}
        self._same: dict[tuple[SiteKey, SiteKey, float], bool] = {}

    def border_point(self, key: SiteKey, site: ClaimSite) -> BorderPoint | None:
        """Return where a site is attached to the border."""
        if key not in self._points:
            self.border_points({key: site})
        return self._points[key]

    def border_points(self, sites: Mapping[SiteKey, ClaimSite]) -> list[BorderPoint | None]:
        """Return where sites are attached; all at once takes a third of the time."""
        new = [(key, site) for key, site in sites.items() if key not in self._points]
        points = self._attach([(site, key[0]) for key, site in new])
        self._points.update(zip((key for key, _ in new), points, strict=True))
        return [self._points[key] for key in sites]

    def gap_km(
        self, ours: Mapping[SiteKey, ClaimSite], theirs: Mapping[SiteKey, ClaimSite]
    ) -> float:
        """Return the least distance in km between two groups of sites, infinite if not known."""
        gaps = (self._pair_gap_km(a, b) for a in ours.items() for b in theirs.items())
        return min(gaps, default=float("inf"))

    def shared_places(
        self,
        ours: Mapping[SiteKey, ClaimSite],
        theirs: Mapping[SiteKey, ClaimSite],
        *,
        within_km: float,
    ) -> list[Place]:
        """Return the places of ``ours`` that are also told by ``theirs``, each once.

        The same place, two points within ``within_km`` of each other, or two names of one stretch
        of the border; neighbouring stretches that only touch are not the same.
        """
        found = {
            a[1].place.id: a[1].place
            for a in ours.items()
            if any(self._is_same(a, b, within_km) for b in theirs.items())
        }
        return list(found.values())

    def _is_same(self, a: _Keyed, b: _Keyed, within_km: float) -> bool:
        if a[1].place.id == b[1].place.id:
            return True
        keys = a[0], b[0], within_km
        is_same = self._same.get(keys)
        if is_same is None:
            is_same = self._same[keys] = self._stand_for_one(a, b, within_km)
        return is_same

    def _stand_for_one(self, a: _Keyed, b: _Keyed, within_km: float) -> bool:
        overlap = _overlap_km(self.border_point(*a), self.border_point(*b))
        if overlap is not None:
            return overlap >= _SAME_STRETCH_KM
        gap = distance_km(a[1].place, b[1].place)
        return gap is not None and gap <= within_km

    def _pair_gap_km(self, a: _Keyed, b: _Keyed) -> float:
        if a[1].place.id == b[1].place.id:
            return 0.0
        keys = a[0], b[0]
        gap = self._gaps.get(keys)
        if gap is None:
            over_land = _gap_over_land_km(a[1].place, b[1].place)
            along = _gap_along_km(self.border_point(*a), self.border_point(*b))
            known = [gap for gap in (over_land, along) if gap is not None]
            gap = self._gaps[keys] = min(known, default=float("inf"))
        return gap


_Keyed = tuple[SiteKey, "ClaimSite"]


def _gap_over_land_km(a: Place, b: Place) -> float | None:
    """Return the km between two places; from a vast region it counts from its edge."""
    gap = distance_km(a, b)
    if gap is None:
        return None
    vast = sum(it.radius_km or 0.0 for it in (a, b) if (it.radius_km or 0.0) > VAST_KM)
    return max(0.0, gap - vast)


def _gap_along_km(a: BorderPoint | None, b: BorderPoint | None) -> float | None:
    """Return the km of line between two attached places, 0 where their stretches overlap."""
    if a is None or b is None or a.border != b.border:
        return None
    gaps = [
        max(first[1] - second[2], second[1] - first[2], 0.0)
        for first in list_ranges(a)
        for second in list_ranges(b)
        if first[0] == second[0]
    ]
    return min(gaps, default=None)


def _overlap_km(a: BorderPoint | None, b: BorderPoint | None) -> float | None:
    """Return the km of line that two stretches share; ``None`` unless both are stretches."""
    if a is None or b is None or not a.stretches or not b.stretches:
        return None
    return sum(
        max(min(first[2], second[2]) - max(first[1], second[1]), 0.0)
        for first in list_ranges(a)
        for second in list_ranges(b)
        if first[0] == second[0]
    )


def list_ranges(point: BorderPoint) -> list[tuple[str, float, float]]:
    """Return the parts of the line that a point stands for: section, from and to km."""
    if point.stretches:
        return [(s.section, s.from_km, s.to_km) for s in point.stretches]
    return [(point.section, point.chainage_km, point.chainage_km)]
