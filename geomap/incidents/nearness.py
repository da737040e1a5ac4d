"""How far apart two events' places are: along the border where they face it, else over land."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.places.distances import distance_km
from geomap.places.features import VAST_KM

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from geomap.model import BorderPoint, ClaimSite, Place, SiteRole

_SAME_STRETCH_KM: Final = 2.0
"""Stretches that share less only touch."""


class SiteKey(NamedTuple):
    """What decides where on a border a site of a claim is; equal for all reports that tell it."""

    parties: tuple[str, ...]
    place: str
    role: SiteRole
    within: str | None
    is_area: bool


class Nearness:
    """Distances between sites; remembers how each is attached to the border.

    Parameters
    ----------
    attach
        A claim's site and its document's parties to its point and stretches on the border, or
        ``None``.
    parties
        Document id to the states that it is about.
    same_document_km
        How far apart one document may tell the sites of one event.
    """

    def __init__(
        self,
        attach: Callable[[ClaimSite, tuple[str, ...]], BorderPoint | None],
        parties: Mapping[str, tuple[str, ...]],
        *,
        same_document_km: float = 50.0,
    ) -> None:
        self._attach = attach
        self._parties = parties
        self.same_document_km = same_document_km
        self._points: dict[SiteKey, BorderPoint | None] = {}
        self._gaps: dict[tuple[SiteKey, SiteKey], float] = {}

    def key_of(self, site: ClaimSite) -> SiteKey:
        """Return what tells a site from others."""
        return SiteKey(
            self._parties.get(site.span.document_id, ()),
            site.place.id,
            site.role,
            site.within.id if site.within else None,
            site.is_area,
        )

    def border_point(self, site: ClaimSite) -> BorderPoint | None:
        """Return where a site is attached to the border."""
        key = self.key_of(site)
        if key not in self._points:
            self._points[key] = self._attach(site, key.parties)
        return self._points[key]

    def gap_km(self, ours: Collection[ClaimSite], theirs: Collection[ClaimSite]) -> float:
        """Return the least distance in km between two groups of sites, infinite if not known."""
        gaps = (self._pair_gap_km(a, b) for a in ours for b in theirs)
        return min(gaps, default=float("inf"))

    def shared_places(
        self, ours: Iterable[ClaimSite], theirs: Collection[ClaimSite], *, within_km: float
    ) -> list[Place]:
        """Return the places of ``ours`` that are also told by ``theirs``, each once.

        The same place, two points within ``within_km`` of each other, or two names of one stretch
        of the border; neighbouring stretches that only touch are not the same.
        """
        found = {
            a.place.id: a.place for a in ours if any(self._is_same(a, b, within_km) for b in theirs)
        }
        return list(found.values())

    def _is_same(self, a: ClaimSite, b: ClaimSite, within_km: float) -> bool:
        if a.place.id == b.place.id:
            return True
        overlap = _overlap_km(self.border_point(a), self.border_point(b))
        if overlap is not None:
            return overlap >= _SAME_STRETCH_KM
        gap = distance_km(a.place, b.place)
        return gap is not None and gap <= within_km

    def _pair_gap_km(self, a: ClaimSite, b: ClaimSite) -> float:
        if a.place.id == b.place.id:
            return 0.0
        keys = (self.key_of(a), self.key_of(b))
        gap = self._gaps.get(keys)
        if gap is None:
            over_land = _gap_over_land_km(a.place, b.place)
            along = _gap_along_km(self.border_point(a), self.border_point(b))
            known = [gap for gap in (over_land, along) if gap is not None]
            gap = self._gaps[keys] = min(known, default=float("inf"))
        return gap


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
