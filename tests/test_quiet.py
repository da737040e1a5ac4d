"""How many incidents a report gives that tells of little or none: trials, totals, exercises.

The reports were put down before the rules that read them were looked at. Errors of half A were
read, of half B only the figures are. What a report recalls may be found with its day, or be left
out.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from geomap.evaluation import score_incidents
from tests.short_reports import map_reports, mark, read_reports

if TYPE_CHECKING:
    from geomap.evaluation import Predicted
    from geomap.evaluation.incidents import GoldDocument

pytestmark = pytest.mark.checkout

REPORTS = read_reports("quiet.toml")


class Figures(NamedTuple):
    """Incidents found, false ones, and reports of nothing that give a false one."""

    found: int
    false: int
    disturbed: int


FLOORS = {
    ("A", "nothing"): Figures(0, 8, 8),
    ("A", "news"): Figures(21, 9, 0),
    ("B", "nothing"): Figures(0, 13, 13),
    ("B", "news"): Figures(22, 9, 0),
}
"""The second and the third are what there are at most."""


def find_kind(report: dict[str, Any]) -> tuple[str, str]:
    """Return the half of a report, and whether it tells news."""
    return report["half"], "news" if report["events"] else "nothing"


@lru_cache(maxsize=1)
def find_marked() -> dict[tuple[str, str], list[GoldDocument]]:
    """Return the marked reports of each half and kind."""
    marked: dict[tuple[str, str], list[GoldDocument]] = {}
    for report in REPORTS:
        marked.setdefault(find_kind(report), []).append(mark(report))
    return marked


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Predicted]:
    """Return the incidents of all reports."""
    return map_reports(REPORTS, tmp_path_factory.mktemp("reports"))


@pytest.mark.parametrize("kind", FLOORS)
def test_no_figure_is_worse_than_its_floor(found: list[Predicted], kind: tuple[str, str]) -> None:
    scores, floor = score_incidents(find_marked()[kind], found), FLOORS[kind]
    assert scores.matched >= floor.found
    assert scores.false <= floor.false
    assert scores.negatives_with_false <= floor.disturbed


def test_every_kind_has_its_floor() -> None:
    assert {find_kind(report) for report in REPORTS} == set(FLOORS)
