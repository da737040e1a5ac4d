"""Where it happened, in 150 leads that name other places beside it.

Each was written, with its right place, before any rule of places was read: the seat of a speaker,
a hospital, a dateline, where a shell was fired from, the home of the dead, a namesake, a province
told first stand beside it. Of half A the errors were read, and five marks of it set right by the
gazetteer; of half B only figures.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import geomap
from geomap.engine import SerialRunner
from geomap.evaluation.toponyms import measure_km
from geomap.places.features import is_country

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.result import Result

pytestmark = pytest.mark.checkout

LEADS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "gold" / "lead_places.json").read_text(encoding="utf-8")
)
FLOORS = {"A": (66, 71, 4), "B": (55, 59, 11)}
"""Of each half: leads all right, places found, and the most incidents at a wrong place."""


class Score(NamedTuple):
    """What the leads of one half came to."""

    right: int
    found: int
    wrong: int


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("leads")
    for number, lead in enumerate(LEADS):
        (folder / f"{number:03}.txt").write_text(lead["text"] + "\n", encoding="utf-8")
    return geomap.run(folder, cache=None, runner=SerialRunner())


def list_points(result: Result) -> dict[int, list[tuple[float, float]]]:
    """List the main places of the incidents that each lead tells, as (lon, lat)."""
    sources = {it.id: int(Path(it.source).stem) for it in result.corpus.documents}
    points: dict[int, list[tuple[float, float]]] = {}
    for incident in result.records:
        place = incident.sites[0].place if incident.sites else None
        if place is None or place.lon is None or place.lat is None or is_country(place):
            continue
        for number in {sources[claim.document_id] for claim in incident.claims}:
            points.setdefault(number, []).append((place.lon, place.lat))
    return points


def is_at(point: tuple[float, float], places: Iterable[Mapping[str, Any]]) -> bool:
    return any(
        measure_km((point[1], point[0]), (it["lat"], it["lon"])) <= it["km"] for it in places
    )


def score(half: str, points: Mapping[int, Sequence[tuple[float, float]]]) -> Score:
    right = found = wrong = 0
    for number, lead in enumerate(LEADS):
        if lead["half"] != half:
            continue
        told = points.get(number, [])
        hits = sum(any(is_at(it, [place]) for it in told) for place in lead["places"])
        bad = sum(not is_at(it, lead["places"] + lead.get("also", [])) for it in told)
        right += hits == len(lead["places"]) and not bad
        found += hits
        wrong += bad
    return Score(right, found, wrong)


@pytest.mark.parametrize("half", ["A", "B"])
def test_leads_are_placed_no_worse_than_before(half: str, result: Result) -> None:
    figures = score(half, list_points(result))
    right, found, wrong = FLOORS[half]
    assert figures.right >= right, figures
    assert figures.found >= found, figures
    assert figures.wrong <= wrong, figures


def test_the_halves_are_whole() -> None:
    assert [sum(lead["half"] == half for lead in LEADS) for half in "AB"] == [75, 75]
    assert all(lead["places"] and lead["text"].strip() for lead in LEADS)
