"""Who vouches for the event of a short report: a side, the other one too, or a third party.

The reports were put down before the rules that read them were looked at. Errors of half A were
read, of half B only the figures are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.short_reports import map_reports, read_reports

if TYPE_CHECKING:
    from geomap.evaluation import Predicted

pytestmark = pytest.mark.checkout

REPORTS = read_reports("answered.toml")


class Figures(NamedTuple):
    """Reports whose event is found on its day, and those of them with the right status."""

    found: int
    right: int


FLOORS = {
    ("A", "answer"): Figures(42, 35),
    ("A", "alone"): Figures(9, 8),
    ("B", "answer"): Figures(41, 21),
    ("B", "alone"): Figures(8, 7),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Predicted]:
    """Return the incidents of all reports."""
    return map_reports(REPORTS, tmp_path_factory.mktemp("reports"))


def find_event(report: dict[str, Any], found: list[Predicted]) -> Predicted | None:
    """Return the incident of the report's day, of several the one nearest to its place."""
    on_day = [
        incident
        for incident in found
        if any(source.endswith(f"{report['id']}.txt") for source in incident.sources)
        and incident.start is not None
        and incident.start <= report["day"] <= (incident.end or incident.start)
    ]
    return min(on_day, key=lambda incident: measure_offset(report, incident), default=None)


def measure_offset(report: dict[str, Any], incident: Predicted) -> float:
    """Return how far, in degrees, an incident's point is from the place of the report."""
    if incident.point is None:
        return 180.0
    lat, lon = incident.point
    return float(abs(lat - report["lat"]) + abs(lon - report["lon"]))


def measure(found: list[Predicted]) -> dict[tuple[str, str], Figures]:
    """Return the figures of each half and kind."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for report in REPORTS:
        event = find_event(report, found)
        if event is not None:
            count = counts[report["half"], report["kind"]]
            count.update(found=1, right=event.status == report["status"])
    return {kind: Figures(count["found"], count["right"]) for kind, count in counts.items()}


@pytest.mark.parametrize("kind", FLOORS)
def test_no_figure_falls_below_its_floor(found: list[Predicted], kind: tuple[str, str]) -> None:
    figures, floor = measure(found)[kind], FLOORS[kind]
    assert figures.found >= floor.found
    assert figures.right >= floor.right


def test_every_kind_has_its_floor() -> None:
    assert {(report["half"], report["kind"]) for report in REPORTS} == set(FLOORS)
