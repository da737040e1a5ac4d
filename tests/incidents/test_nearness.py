"""Distances between sites, for each report by the border that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.incidents.nearness import Nearness, index_sites
from geomap.model import BorderPoint, ClaimSite, Place, SiteRole, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACE = Place(id="p", name="P", lon=45.0, lat=41.0)


def make_site(place: Place = PLACE) -> ClaimSite:
    return ClaimSite(place=place, role=SiteRole.AT, span=Span(document_id="a", start=0, end=1))


def attach(sites: Sequence[tuple[ClaimSite, tuple[str, ...]]]) -> list[BorderPoint | None]:
    return [
        BorderPoint(
            border="-".join(parties),
            section="main",
            lon=site.place.lon or 0.0,
            lat=site.place.lat or 0.0,
            chainage_km=0.0,
            offset_km=0.0,
            method="nearest_point",
        )
        for site, parties in sites
    ]


def test_one_place_is_on_the_border_that_each_event_is_about() -> None:
    nearness = Nearness(attach)
    points = [
        nearness.border_point(key, site)
        for parties in (("ARM", "AZE"), ("ARM", "GEO"), ("ARM", "AZE"))
        for key, site in index_sites(parties, [make_site()]).items()
    ]
    assert [point and point.border for point in points] == ["ARM-AZE", "ARM-GEO", "ARM-AZE"]


def test_a_gap_is_the_shorter_of_over_land_and_along_the_line() -> None:
    nearness = Nearness(attach)
    near, far = (
        index_sites(("ARM", "AZE"), [make_site(Place(id=name, name=name, lon=lon, lat=41.0))])
        for name, lon in (("p", 45.0), ("q", 46.0))
    )
    assert nearness.gap_km(near, far) == 0.0
    assert nearness.gap_km(near, {}) == float("inf")


def test_sites_are_attached_at_once_and_each_once() -> None:
    asked: list[int] = []

    def count(sites: Sequence[tuple[ClaimSite, tuple[str, ...]]]) -> list[BorderPoint | None]:
        asked.append(len(sites))
        return attach(sites)

    nearness = Nearness(count)
    others = [make_site(Place(id=it, name=it, lon=45.5, lat=41.0)) for it in "qr"]
    known = index_sites(("ARM", "AZE"), [make_site()])
    sites = index_sites(("ARM", "AZE"), [*others, make_site()])
    assert nearness.border_points(known) == [nearness.border_point(*it) for it in known.items()]
    points = nearness.border_points(sites)
    assert asked == [1, 2]
    assert [point and point.lon for point in points] == [45.5, 45.5, 45.0]
