"""Distances between sites, for each report by the border that it is about."""

from __future__ import annotations

from geomap.incidents.nearness import Nearness
from geomap.model import BorderPoint, ClaimSite, Place, SiteRole, Span

PLACE = Place(id="p", name="P", lon=45.0, lat=41.0)


def make_site(document_id: str, place: Place = PLACE) -> ClaimSite:
    return ClaimSite(
        place=place, role=SiteRole.AT, span=Span(document_id=document_id, start=0, end=1)
    )


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


def test_one_place_is_on_the_border_that_each_report_is_about() -> None:
    nearness = Nearness(attach, {"a": ("ARM", "AZE"), "b": ("ARM", "GEO")})
    points = [nearness.border_point(make_site(name)) for name in "aba"]
    assert [point and point.border for point in points] == ["ARM-AZE", "ARM-GEO", "ARM-AZE"]


def test_a_gap_is_the_shorter_of_over_land_and_along_the_line() -> None:
    nearness = Nearness(attach, {"a": ("ARM", "AZE")})
    far = Place(id="q", name="Q", lon=46.0, lat=41.0)
    assert nearness.gap_km([make_site("a")], [make_site("a", far)]) == 0.0
    assert nearness.gap_km([make_site("a")], []) == float("inf")
