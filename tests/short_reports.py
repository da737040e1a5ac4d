"""Short reports whose number of events, and the days of these, are at issue: read, and counted."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import geomap
from geomap.evaluation import Predicted, read_predicted, score_incidents
from geomap.evaluation.incidents import GoldDocument, GoldIncident, GoldPlace

GOLD = Path(__file__).parent / "gold"


class Figures(NamedTuple):
    """Reports with all of their events and no other, events found, false ones, numbers right."""

    reports: int
    found: int
    false: int
    numbers: int

    def reaches(self, floor: Figures) -> bool:
        """Tell whether no figure is worse than its floor: of false ones that is the most."""
        return (
            self.reports >= floor.reports
            and self.found >= floor.found
            and self.false <= floor.false
            and self.numbers >= floor.numbers
        )


def read_reports(name: str) -> list[dict[str, Any]]:
    """Return the reports of a file of ``gold``."""
    reports: list[dict[str, Any]] = tomllib.loads((GOLD / name).read_text("utf-8"))["reports"]
    return reports


def map_reports(reports: list[dict[str, Any]], folder: Path) -> list[Predicted]:
    """Return the incidents of reports, each read as a file of its own below a new folder."""
    texts, out = folder / "texts", folder / "out"
    texts.mkdir()
    for report in reports:
        (texts / f"{report['id']}.txt").write_text(report["text"].strip() + "\n", "utf-8")
    geomap.run(texts).write(out)
    return read_predicted(out / "incidents.geojson")


def _make_incident(name: str, event: dict[str, Any], *, is_old: bool) -> GoldIncident:
    """Return an event of the file as a marked incident."""
    around = dt.timedelta(days=event.get("span", 0))
    points = [(event["lat"], event["lon"]), *event.get("also", ())]
    numbers = {key: event.get(key) for key in ("killed", "wounded")}
    return GoldIncident(
        id=name,
        date_start=event["day"] - around,
        date_end=event["day"] + around,
        type=event.get("type", "armed_clash"),
        places=tuple(
            GoldPlace(lat=lat, lon=lon, radius_km=event.get("radius")) for lat, lon in points
        ),
        killed_accept=(numbers["killed"], event.get("killed_too", numbers["killed"])),
        wounded_accept=(numbers["wounded"],),
        background=is_old,
    )


def mark(report: dict[str, Any]) -> GoldDocument:
    """Return a report with its events as a marked document."""
    return GoldDocument(
        file=f"{report['id']}.txt",
        negative=not report["events"],
        incidents=tuple(
            _make_incident(f"{report['id']}-{kind}{at}", event, is_old=kind == "old")
            for kind in ("events", "old")
            for at, event in enumerate(report[kind])
        ),
    )


def measure(
    reports: list[dict[str, Any]], found: list[Predicted]
) -> dict[tuple[str, str], Figures]:
    """Return the figures of each half and structure."""
    figures: dict[tuple[str, str], list[Figures]] = defaultdict(list)
    for report in reports:
        scores = score_incidents([mark(report)], found, within_days=0)
        whole = scores.missed == scores.false == 0
        numbers = sum(
            round((share or 0) * (scores.matched + scores.missed))
            for share in (scores.killed_right, scores.wounded_right)
        )
        figures[report["half"], report["structure"]].append(
            Figures(int(whole), scores.matched, scores.false, numbers)
        )
    return {kind: Figures(*map(sum, zip(*each, strict=True))) for kind, each in figures.items()}
