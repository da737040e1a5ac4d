"""The quality gate of geoparsing: no figure on the annotated toponyms falls below its floor.

Floors are raised when a change makes geomap better; they drop only on an explicit decision.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest

from geomap.evaluation import Scores, score_toponyms
from geomap.evaluation.toponyms import LocatedSpan
from geomap.folders import find_gazetteer
from geomap.model import Document
from geomap.places import load_gazetteer, resolve_document
from geomap.places.toponyms import ToponymOptions, make_toponyms

pytestmark = pytest.mark.checkout

FOLDER = Path(__file__).resolve().parent
FLOORS: dict[str, dict[str, float]] = json.loads(
    (FOLDER / "floors.json").read_text(encoding="utf-8")
)
SPLITS = ("dev", "blind")
MEASURES = ("overlap_p", "overlap_r", "overlap_f1", "acc_recog", "e2e_p", "e2e_r", "e2e_f1")


@lru_cache(maxsize=len(SPLITS))
def measure(split: str) -> Scores:
    """Score what geomap finds in one part of the annotated texts."""
    gazetteer = load_gazetteer(find_gazetteer())
    gold: dict[str, list[LocatedSpan]] = {}
    found: dict[str, list[LocatedSpan]] = {}
    for line in (FOLDER / "gold.jsonl").read_bytes().splitlines():
        entry = json.loads(line)
        if entry["meta"]["split"] != split:
            continue
        document = Document(id=entry["id"], source=entry["id"], text=entry["text"])
        toponyms = make_toponyms(resolve_document(document, gazetteer), options=ToponymOptions())
        gold[document.id] = [
            LocatedSpan(start=it["start"], end=it["end"], lat=it["lat"], lon=it["lon"])
            for it in entry["toponyms"]
        ]
        found[document.id] = [
            LocatedSpan(start=it.start, end=it.end, lat=it.lat, lon=it.lon) for it in toponyms
        ]
    return score_toponyms(gold, found)


def test_every_figure_has_its_floor() -> None:
    assert set(FLOORS) == set(SPLITS)
    assert all(set(floors) == set(MEASURES) for floors in FLOORS.values())


@pytest.mark.parametrize("measured", MEASURES)
@pytest.mark.parametrize("split", SPLITS)
def test_no_figure_falls_below_its_floor(split: str, measured: str) -> None:
    figure = getattr(measure(split).shares, measured)
    floor = FLOORS[split][measured]
    assert figure >= floor, (
        f"{split}, {measured}: {figure:.4f} is below its floor of {floor:.4f}; "
        "see python benchmarks/toponym_errors.py tests/toponyms/gold.jsonl"
    )
