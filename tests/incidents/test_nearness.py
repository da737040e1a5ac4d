"""Distances between sites, for each report by the border that it is about."""

from __future__ import annotations

from geomap.incidents.nearness import Nearness, index_sites
from geomap.model import BorderPoint, ClaimSite, Place, SiteRole, Span

PLACE = Place(id="p", name="P", lon=45.0, lat=41.0)


def make_site(place: Place = PLACE) -> ClaimSite:
    return ClaimSite(place=place, role=SiteRole.AT, span=Span(document_id="a", start=0, end=1))


def attach(site: ClaimSite, parties: tuple[str, ...]) -> BorderPoint:
    return BorderPoint(
        border="-".join(parties),
        section="main",
        lon=site.place.lon or 0.0,
        lat=site.place.lat or 0.0,
        chainage_km=0.0,
        offset_km=0.0,
        method="nearest_point",
    )


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
