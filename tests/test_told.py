"""How many events a short report tells, and of which days: its news, and what it only recalls.

The reports were put down before the rules that read them were looked at. Errors of half A were
read, of half B only the figures are. What a report recalls may be found with its day, or be left
out; found with another day, or twice, it is false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.short_reports import Figures, map_reports, measure, read_reports

if TYPE_CHECKING:
    from geomap.evaluation import Predicted

pytestmark = pytest.mark.checkout

REPORTS = read_reports("told.toml")
FLOORS = {
    ("A", "recalled"): Figures(4, 6, 2, 12),
    ("A", "two places"): Figures(2, 5, 0, 10),
    ("A", "three tellings"): Figures(5, 5, 0, 9),
    ("A", "follow-up"): Figures(4, 1, 2, 1),
    ("A", "next paragraph"): Figures(1, 5, 0, 5),
    ("A", "day after"): Figures(2, 2, 2, 2),
    ("A", "day carried"): Figures(2, 2, 2, 4),
    ("A", "headed"): Figures(2, 6, 2, 12),
    ("A", "shot down"): Figures(3, 3, 0, 6),
    ("B", "recalled"): Figures(4, 4, 1, 8),
    ("B", "two places"): Figures(4, 10, 0, 18),
    ("B", "three tellings"): Figures(3, 3, 1, 6),
    ("B", "follow-up"): Figures(4, 0, 0, 0),
    ("B", "next paragraph"): Figures(0, 4, 0, 2),
    ("B", "day after"): Figures(3, 3, 0, 5),
    ("B", "day carried"): Figures(4, 4, 0, 8),
    ("B", "headed"): Figures(0, 4, 3, 8),
    ("B", "shot down"): Figures(4, 4, 0, 7),
}
"""The third is what false ones there are at most."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Predicted]:
    """Return the incidents of all reports."""
    return map_reports(REPORTS, tmp_path_factory.mktemp("reports"))


@pytest.mark.parametrize("kind", FLOORS)
def test_no_figure_falls_below_its_floor(found: list[Predicted], kind: tuple[str, str]) -> None:
    figures = measure(REPORTS, found)[kind]
    assert figures.reaches(FLOORS[kind]), figures


def test_every_kind_has_its_floor() -> None:
    assert {(report["half"], report["structure"]) for report in REPORTS} == set(FLOORS)
