"""Which of the places of an incident's reports stand with it, and which first."""

from __future__ import annotations

from collections.abc import Callable

from geomap.model import Incident

LinkReports = Callable[..., list[Incident]]


REPORT = (
    "Armenian and Azerbaijani troops clashed in Gegharkunik province on Tuesday and two Armenian "
    "soldiers were killed, the ministry said. They were fired on in the Sotk sector, it added.\n"
)


def test_a_sector_tells_more_than_the_province_around_it(link_reports: LinkReports) -> None:
    (incident,) = link_reports({"a.txt": ("2022-09-14", REPORT)})
    assert [site.place.name for site in incident.sites] == ["Sotk"]
