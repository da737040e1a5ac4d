"""How many incidents a report gives that tells of little or none: trials, totals, exercises.

The reports were put down before the rules that read them were looked at. Errors of half A were
read, of half B only the figures are. What a report recalls may be found with its day, or be left
out.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import geomap
from geomap.evaluation import Predicted, read_predicted, score_incidents
from geomap.evaluation.incidents import GoldDocument, GoldIncident, GoldPlace

pytestmark = pytest.mark.checkout

GOLD = Path(__file__).parent / "gold" / "quiet.toml"
REPORTS: list[dict[str, Any]] = tomllib.loads(GOLD.read_text(encoding="utf-8"))["reports"]


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


def make_incident(name: str, event: dict[str, Any], *, is_old: bool) -> GoldIncident:
    """Return an event of the file as a marked incident."""
    around = dt.timedelta(days=event.get("span", 0))
    killed = event.get("killed")
    place = GoldPlace(lat=event["lat"], lon=event["lon"], radius_km=event.get("radius"))
    return GoldIncident(
        id=name,
        date_start=event["day"] - around,
        date_end=event["day"] + around,
        type=event.get("type", "armed_clash"),
        places=(place,),
        killed_accept=(killed, event.get("killed_too", killed)),
        wounded_accept=(event.get("wounded"),),
        background=is_old,
    )


def find_kind(report: dict[str, Any]) -> tuple[str, str]:
    """Return the half of a report, and whether it tells news."""
    return report["half"], "news" if report["events"] else "nothing"


@lru_cache(maxsize=1)
def find_marked() -> dict[tuple[str, str], list[GoldDocument]]:
    """Return the marked reports of each half and kind."""
    marked: dict[tuple[str, str], list[GoldDocument]] = {}
    for report in REPORTS:
        incidents = tuple(
            make_incident(f"{report['id']}-{kind}{at}", event, is_old=kind == "old")
            for kind in ("events", "old")
            for at, event in enumerate(report[kind])
        )
        document = GoldDocument(
            file=f"{report['id']}.txt", negative=not report["events"], incidents=incidents
        )
        marked.setdefault(find_kind(report), []).append(document)
    return marked


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Predicted]:
    """Return the incidents of all reports, each read as a file of its own."""
    folder, out = tmp_path_factory.mktemp("quiet"), tmp_path_factory.mktemp("out")
    for report in REPORTS:
        (folder / f"{report['id']}.txt").write_text(report["text"].strip() + "\n", "utf-8")
    geomap.run(folder).write(out)
    return read_predicted(out / "incidents.geojson")


@pytest.mark.parametrize("kind", FLOORS)
def test_no_figure_is_worse_than_its_floor(found: list[Predicted], kind: tuple[str, str]) -> None:
    scores, floor = score_incidents(find_marked()[kind], found), FLOORS[kind]
    assert scores.matched >= floor.found
    assert scores.false <= floor.false
    assert scores.negatives_with_false <= floor.disturbed


def test_every_kind_has_its_floor() -> None:
    assert {find_kind(report) for report in REPORTS} == set(FLOORS)
