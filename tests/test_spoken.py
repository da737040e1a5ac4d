"""Bombings, kidnappings, murders and sabotage far from any border line, however they are told.

A report may tell them only for what came of them, several of a day together, or as a threat. The
reports were put down before the rules that read them were looked at. Errors of half A were read, of
half B only the figures are. The form, and how it is counted, are those of `test_told`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.short_reports import Figures, map_reports, measure, read_reports

if TYPE_CHECKING:
    from geomap.evaluation import Predicted

pytestmark = pytest.mark.checkout

REPORTS = read_reports("spoken.toml")
FLOORS = {
    ("A", "spoken of"): Figures(6, 6, 0, 10),
    ("A", "several"): Figures(5, 16, 0, 32),
    ("A", "kinds"): Figures(4, 4, 2, 8),
    ("A", "older"): Figures(6, 5, 0, 9),
    ("A", "none"): Figures(5, 0, 1, 0),
    ("B", "spoken of"): Figures(4, 4, 2, 7),
    ("B", "several"): Figures(2, 12, 3, 20),
    ("B", "kinds"): Figures(5, 5, 0, 9),
    ("B", "older"): Figures(3, 6, 1, 11),
    ("B", "none"): Figures(5, 0, 1, 0),
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
