"""The quality gate: what geomap finds in annotated reports must not fall below its floors.

Floors are raised when a change makes geomap better; they drop only on an explicit decision. The
reports and their gold are pinned: a better figure must not come from easier questions.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
FLOORS: dict[str, dict[str, Any]] = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))
SETS = ("sample_corpus", "structure", "development", "heldout", "blind")


@lru_cache(maxsize=1)
def scoring() -> ModuleType:
    """Return the benchmark that scores, a script and no package."""
    spec = importlib.util.spec_from_file_location(
        "score_reports", ROOT / "benchmarks" / "score_reports.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=len(SETS))
def measure(name: str) -> dict[str, float]:
    """Return the share of each measure that is right."""
    gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    return {
        measured: right / total if total else 1.0
        for measured, (right, total) in scoring().score(gold).items()
    }


def digest(name: str) -> str:
    """Return one SHA-256 over a gold file and its reports, their names included."""
    gold_path = GOLD / f"{name}.json"
    corpus = ROOT / json.loads(gold_path.read_text(encoding="utf-8"))["corpus"]
    total = hashlib.sha256()
    for path in [gold_path, *sorted(corpus.rglob("*.txt"))]:
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def test_every_set_has_its_floors() -> None:
    assert set(FLOORS) == set(SETS)


@pytest.mark.parametrize(
    ("name", "measured"),
    [(name, measured) for name in SETS for measured in FLOORS.get(name, {}).get("floors", {})],
)
def test_no_figure_falls_below_its_floor(name: str, measured: str) -> None:
    floor = FLOORS[name]["floors"][measured]
    figures = measure(name)
    assert measured in figures, f"{name}: {measured!r} is not measured any more"
    figure = figures[measured]
    assert figure >= floor, (
        f"{name}, {measured}: {figure:.3f} is below its floor of {floor:.3f}; "
        f"see python benchmarks/score_reports.py tests/gold/{name}.json"
    )


@pytest.mark.parametrize("name", SETS)
def test_every_figure_has_a_floor(name: str) -> None:
    assert set(measure(name)) == set(FLOORS[name]["floors"])


@pytest.mark.parametrize("name", SETS)
def test_gold_and_reports_are_those_that_the_floors_were_set_for(name: str) -> None:
    assert digest(name) == FLOORS[name]["sha256"], (
        f"{name}: its gold or its reports have changed; if that was meant, say why, measure again "
        "and put the new digest and floors into tests/gold/floors.json"
    )
