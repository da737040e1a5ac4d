"""How many events a short report tells, and of which days: its news, and what it only recalls.

The reports were put down before the rules that read them were looked at. Errors of half A were
read, of half B only the figures are. What a report recalls may be found with its day, or be left
out; found with another day, or twice, it is false.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import geomap
from geomap.evaluation import Predicted, read_predicted, score_incidents
from geomap.evaluation.incidents import GoldDocument, GoldIncident, GoldPlace

pytestmark = pytest.mark.checkout

GOLD = Path(__file__).parent / "gold" / "told.toml"
REPORTS: list[dict[str, Any]] = tomllib.loads(GOLD.read_text(encoding="utf-8"))["reports"]


class Figures(NamedTuple):
    """Reports with all of their events and no other, events found, false ones, numbers right."""

    reports: int
    found: int
    false: int
    numbers: int


FLOORS = {
    ("A", "recalled"): Figures(4, 6, 2, 12),
    ("A", "two places"): Figures(2, 5, 0, 10),
    ("A", "three tellings"): Figures(5, 5, 0, 9),
    ("A", "follow-up"): Figures(4, 1, 2, 1),
    ("B", "recalled"): Figures(4, 4, 1, 8),
    ("B", "two places"): Figures(4, 10, 0, 18),
    ("B", "three tellings"): Figures(3, 3, 1, 6),
    ("B", "follow-up"): Figures(4, 0, 0, 0),
}
"""The third is what false ones there are at most."""


def make_incident(name: str, event: dict[str, Any], *, is_old: bool) -> GoldIncident:
    """Return an event of the file as a marked incident."""
    around = dt.timedelta(days=event.get("span", 0))
    points = [(event["lat"], event["lon"]), *event.get("also", ())]
    numbers = {key: event.get(key) for key in ("killed", "wounded")}
    return GoldIncident(
        id=name,
        date_start=event["day"] - around,
        date_end=event["day"] + around,
        type="armed_clash",
        places=tuple(
            GoldPlace(lat=lat, lon=lon, radius_km=event.get("radius")) for lat, lon in points
        ),
        killed_accept=(numbers["killed"], event.get("killed_too", numbers["killed"])),
        wounded_accept=(numbers["wounded"],),
        background=is_old,
    )


@lru_cache(maxsize=1)
def find_marked() -> tuple[GoldDocument, ...]:
    """Return the marked reports."""
    return tuple(
        GoldDocument(
            file=f"{report['id']}.txt",
            negative=not report["events"],
            incidents=tuple(
                make_incident(f"{report['id']}-{kind}{at}", event, is_old=kind == "old")
                for kind in ("events", "old")
                for at, event in enumerate(report[kind])
            ),
        )
        for report in REPORTS
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Predicted]:
    """Return the incidents of all reports, each read as a file of its own."""
    folder, out = tmp_path_factory.mktemp("told"), tmp_path_factory.mktemp("out")
    for report in REPORTS:
        (folder / f"{report['id']}.txt").write_text(report["text"].strip() + "\n", "utf-8")
    geomap.run(folder).write(out)
    return read_predicted(out / "incidents.geojson")


def measure(found: list[Predicted]) -> dict[tuple[str, str], Figures]:
    """Return the figures of each half and structure."""
    kinds = {f"{report['id']}.txt": (report["half"], report["structure"]) for report in REPORTS}
    figures: dict[tuple[str, str], list[Figures]] = defaultdict(list)
    for document in find_marked():
        scores = score_incidents([document], found, within_days=0)
        whole = scores.missed == scores.false == 0
        numbers = sum(
            round((share or 0) * (scores.matched + scores.missed))
            for share in (scores.killed_right, scores.wounded_right)
        )
        figures[kinds[document.file]].append(
            Figures(int(whole), scores.matched, scores.false, numbers)
        )
    return {kind: Figures(*map(sum, zip(*each, strict=True))) for kind, each in figures.items()}


@pytest.mark.parametrize("kind", FLOORS)
def test_no_figure_falls_below_its_floor(found: list[Predicted], kind: tuple[str, str]) -> None:
    figures, floor = measure(found)[kind], FLOORS[kind]
    assert figures.reports >= floor.reports
    assert figures.found >= floor.found
    assert figures.false <= floor.false
    assert figures.numbers >= floor.numbers


def test_every_kind_has_its_floor() -> None:
    assert {(report["half"], report["structure"]) for report in REPORTS} == set(FLOORS)
