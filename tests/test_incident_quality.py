"""The quality gate of incidents at borders of the world: no figure falls below its floor.

Some of the reports were there for writing the rules; the blind ones were written apart and are only
measured. Floors are raised when a change makes geomap better; they drop only on an explicit
decision. Reports and gold are pinned: a better figure must not come from easier questions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

import geomap
from geomap.evaluation import (
    IncidentScores,
    Predicted,
    read_gold,
    read_predicted,
    score_incidents,
)

Measure = Callable[..., IncidentScores]

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
FLOORS: dict[str, dict[str, Any]] = json.loads(
    (GOLD / "borders_floors.json").read_text(encoding="utf-8")
)
SETS = (
    "borders",
    "borders_blind",
    "borders_wide",
    "borders_wide_blind",
    "borders_news",
    "borders_news_blind",
    "borders_mixed",
    "borders_mixed_blind",
    "borders_voices",
    "borders_voices_blind",
    "borders_plain_blind",
    "borders_digests",
    "borders_digests_blind",
    "borders_daily",
    "borders_daily_blind",
    "borders_outlets",
    "borders_outlets_blind",
    "borders_press",
    "borders_press_blind",
    "borders_desks",
    "borders_desks_blind",
    "borders_clippings",
    "borders_clippings_blind",
    "borders_papers",
    "borders_papers_blind",
    "borders_archive",
    "borders_archive_blind",
    "borders_margins",
    "borders_margins_blind",
    "borders_dispatches",
    "borders_dispatches_blind",
    "borders_sectors",
    "borders_sectors_blind",
    "borders_beside",
    "borders_beside_blind",
    "borders_keywords",
    "borders_keywords_blind",
    "borders_losses",
    "borders_losses_blind",
)
MEASURES = (
    "precision",
    "recall",
    "f1",
    "date_recall",
    "place_recall",
    "type_right",
    "status_right",
    "killed_right",
    "wounded_right",
    "side_figures_right",
)

OF_FOUND = (
    "type_accuracy",
    "status_accuracy",
    "killed_exact",
    "wounded_exact",
    "side_figures_exact",
)
"""Shares of those found: one may fall by finding harder ones, which the same figures of all marked
incidents above tell apart from reading worse. So a share is held to its floor as long as no more
incidents are found than when that floor was set (`found`), and the figure of all marked always.
They have two floors each: of what is found without the days whose year no report tells, which were
not compared when the first floors were set, and of all that is found."""


@pytest.fixture(scope="module")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Measure:
    """Return what scores a set of reports, each once."""

    @lru_cache(maxsize=len(SETS))
    def find(name: str) -> list[Predicted]:
        out = tmp_path_factory.mktemp(name)
        geomap.run(ROOT / "tests" / "reports" / name).write(out)
        return read_predicted(out / "incidents.geojson")

    def score(name: str, *, with_yearless: bool = True) -> IncidentScores:
        found = find(name)
        if not with_yearless:
            found = [msgspec.structs.replace(it, any_year=None) for it in found]
        return score_incidents(read_gold(GOLD / f"{name}.json"), found)

    return score


def digest(name: str) -> str:
    """Return one SHA-256 over a gold file and its reports, their names included."""
    total = hashlib.sha256()
    reports = sorted((ROOT / "tests" / "reports" / name).glob("*.txt"))
    for path in [GOLD / f"{name}.json", *reports]:
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def test_every_figure_has_its_floor() -> None:
    assert set(FLOORS) == set(SETS)
    assert all(set(FLOORS[name]["floors"]) == {*MEASURES, *OF_FOUND} for name in SETS)
    assert all(set(FLOORS[name]["floors_with_yearless"]) == set(OF_FOUND) for name in SETS)
    for name in SETS:
        found = FLOORS[name]["found"]
        assert set(found) == {"floors", "floors_with_yearless"}
        assert all(set(of_measures) == set(OF_FOUND) for of_measures in found.values())


@pytest.mark.parametrize("name", SETS)
def test_reports_and_gold_are_those_that_the_floors_were_set_on(name: str) -> None:
    assert digest(name) == FLOORS[name]["digest"]


@pytest.mark.parametrize("measured", MEASURES)
@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls_below_its_floor(measure: Measure, name: str, measured: str) -> None:
    figure, floor = getattr(measure(name), measured), FLOORS[name]["floors"][measured]
    assert figure is not None
    assert figure >= floor, f"{name}, {measured}: {figure:.4f} is below its floor of {floor:.4f}"


@pytest.mark.parametrize("measured", OF_FOUND)
@pytest.mark.parametrize(
    ("floors", "with_yearless"), [("floors", False), ("floors_with_yearless", True)]
)
@pytest.mark.parametrize("name", SETS)
def test_no_share_of_the_found_falls_below_its_floors(
    measure: Measure, name: str, floors: str, measured: str, *, with_yearless: bool
) -> None:
    scores = measure(name, with_yearless=with_yearless)
    figure, floor = getattr(scores, measured), FLOORS[name][floors][measured]
    assert figure is not None
    finds_more = scores.matched > FLOORS[name]["found"][floors][measured]
    assert figure >= floor or finds_more, (
        f"{name}, {measured}: {figure:.4f} is below its floor of {floor:.4f}, and no more is found"
    )


@pytest.mark.parametrize("name", SETS)
def test_reports_of_no_incident_give_none(measure: Measure, name: str) -> None:
    assert measure(name).negatives_with_false <= FLOORS[name]["most_negatives_with_false"]


@pytest.mark.parametrize("name", SETS)
def test_the_set_is_as_large_as_it_says(name: str) -> None:
    documents = read_gold(GOLD / f"{name}.json")
    reports = {path.name for path in (ROOT / "tests" / "reports" / name).glob("*.txt")}
    assert {document.file for document in documents} == reports
    assert sum(document.negative for document in documents) >= len(documents) / 6
