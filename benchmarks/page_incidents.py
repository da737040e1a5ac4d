"""Made-up incidents for benchmarks of the page, along the line of tests/page/sample.py.

Lean ones have what map, list and filters show. Full ones have all that geomap writes, on the
pattern of the sample corpus: as many reports, quotes, figures and reasons, but no text and no
number like another's, or compression would find them again and again as it never does in news. So
the words of each text are shuffled, passages and figures have places, days and numbers of their
own, and one incident in three has a second site. Compared with 145 incidents of real reports
(tests/reports: borders, development, linking_dev) a full one is somewhat bigger:

                                     made up, mean    real, mean    real, median
    JSON of the properties                  4.9 kB        4.3 kB          3.6 kB
    different quotes                         733 B         609 B           474 B
    pieces of evidence                          11             9               7
    sites                                     1.33          1.35               1
    quotes alone, gzip                       214 B         221 B
"""

from __future__ import annotations

import datetime as dt
import random
import runpy
from collections.abc import Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np

import geomap

ROOT = Path(__file__).resolve().parent.parent
LEAN = (
    *("id", "date_start", "date_end", "date_precision", "date_basis", "event_type"),
    *("sub_event_type", "status", "summary", "side_a", "side_b", "place", "where_precision"),
    *("border", "border_section", "border_km", "sources", "source_count"),
)
FIRST_DAY = dt.date(2015, 1, 1)
DAYS = 3000
PLACES = 2000


def make_collections(count: int, *, full: bool = False) -> dict[str, Any]:
    """Return the keywords of `build_map`, with so many incidents."""
    sample = runpy.run_path(str(ROOT / "tests/page/sample.py"))
    made = MadeFeatures(count, sample, texts=SampleTexts() if full else None)
    # A million do not fit beside each other as dictionaries; they are made as they are asked for.
    features = made if count > 100_000 else list(made)  # noqa: PLR2004
    collections: dict[str, Any] = sample["make_collections"]()
    collections["incidents"] = {"type": "FeatureCollection", "features": features}
    sites = (
        [site for number in range(count) for site in made.make_sites(number, made.texts)]
        if made.texts
        else []
    )
    collections["sites"] = {"type": "FeatureCollection", "features": sites}
    return collections


class MadeFeatures(Sequence[dict[str, Any]]):
    """Features of incidents, each made when it is asked for; the same for the same number."""

    def __init__(
        self, count: int, sample: dict[str, Any], *, texts: SampleTexts | None = None
    ) -> None:
        chance = np.random.default_rng(1)
        line = np.array(sample["MAIN_LINE"])
        at = chance.integers(0, len(line) - 1, count)
        share = chance.random((count, 1))
        self.points = (
            line[at] + share * (line[at + 1] - line[at]) + chance.normal(0, 0.02, (count, 2))
        ).round(6)
        self.km = ((at + share[:, 0]) * 24.7).round(2)
        # In no order, as a table of a user's may be.
        self.days = chance.integers(0, DAYS, count)
        self.keys = chance.permutation(16**6)[:count]
        # Two incidents of about the same time to a report.
        self.reports = np.empty(count, np.int64)
        self.reports[np.argsort(self.days, kind="stable")] = np.arange(count) // 2
        self.places = chance.integers(0, PLACES, count)
        self.iso = [(FIRST_DAY + dt.timedelta(days=day)).isoformat() for day in range(DAYS)]
        patterns = sample["make_collections"]()["incidents"]["features"]
        self.patterns = [feature["properties"] for feature in patterns]
        self.bases = [{name: one.get(name) for name in LEAN} for one in self.patterns]
        self.count = count
        self.texts = texts

    def __len__(self) -> int:
        """Return how many there are."""
        return self.count

    @overload
    def __getitem__(self, number: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, number: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, number: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        """Make a feature, or some."""
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(self.count))]
        if not 0 <= number < self.count:
            raise IndexError(number)
        pattern = self.patterns[number % len(self.patterns)]
        day, place = self.iso[self.days[number]], f"Place {self.places[number]}"
        event = pattern["sub_event_type"]
        row = self.bases[number % len(self.bases)].copy()
        if self.texts:
            row |= self.texts.make_row(number, int(self.reports[number]), day)
        row |= {
            "id": f"ARM-AZE-{day}-{self.keys[number]:06x}",
            "date_start": day,
            "date_end": day,
            "event_type": pattern["event_type"],
            "sub_event_type": event,
            "status": pattern["status"],
            "place": place,
            "border_km": float(self.km[number]),
        }
        if not self.texts:
            row["sources"] = [f"report-{self.reports[number]:06}.txt"]
            row["summary"] = f"{event} near {place}, {day}."
        lon, lat = self.points[number].tolist()
        geometry = {"type": "Point", "coordinates": [lon, lat]}
        return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}

    def make_sites(self, number: int, texts: SampleTexts) -> list[dict[str, Any]]:
        """Make the sites of an incident, as those of the sample corpus: the first is its own."""
        feature = self[number]
        row = feature["properties"]
        sites = []
        for order in range(1 + (number % 3 == 0)):
            pattern = texts.sites[(number + order) % len(texts.sites)]["properties"]
            properties = pattern | {
                "id": f"{row['id']}/{order + 1}",
                "incident_id": row["id"],
                "date_start": row["date_start"],
                "date_end": row["date_end"],
            }
            same = {} if order else {name: row[name] for name in pattern.keys() & row.keys()}
            geometry = texts.points[number % 997] if order else feature["geometry"]
            properties |= same | {"id": f"{row['id']}/{order + 1}"}
            sites.append({"type": "Feature", "geometry": geometry, "properties": properties})
        return sites


class SampleTexts:
    """Rows of the sample corpus; no two made on one of them have a text or a number in common."""

    def __init__(self) -> None:
        result = geomap.run([ROOT / "corpus"])
        self.rows = [f["properties"] for f in result.incident_features["features"]]
        self.sites = result.site_features["features"]
        chance = random.Random(2)  # noqa: S311 - no secret
        self.points = [
            {"type": "Point", "coordinates": [round(45 + chance.random(), 6), 40.0]}
            for _ in range(997)
        ]

    def make_row(self, number: int, report: int, day: str) -> dict[str, Any]:
        """Make the properties of an incident that happened on a day and that reports tell of."""
        chance = random.Random(number)  # noqa: S311 - no secret
        row = dict(self.rows[number % len(self.rows)])
        names = {old: f"report-{report + n:06}.txt" for n, old in enumerate(row["sources"])}
        quotes: dict[str, tuple[str, int]] = {}
        for piece in row["evidence"]:
            if piece["quote"] not in quotes:
                quotes[piece["quote"]] = _shuffle(piece["quote"], chance), chance.randrange(3000)
        row["evidence"] = [
            piece
            | {"source": names[piece["source"]], "start": start, "end": start + len(quote)}
            | {"quote": quote}
            for piece in row["evidence"]
            for quote, start in [quotes[piece["quote"]]]
        ]
        row["casualties"] = [_vary(entry, names, day, chance) for entry in row["casualties"]]
        row["reasons"] = [
            reason
            | {"source": names[reason["source"]], "reason": _shuffle(reason["reason"], chance)}
            for reason in row["reasons"]
        ]
        row["summary"] = _shuffle(row["summary"], chance)
        row["sources"] = list(names.values())
        row["border_offset_km"] = round(chance.random() * 9, 2)
        row["uncertainty_km"] = round(chance.random() * 9, 1)
        return row


def _vary(
    entry: dict[str, Any], names: dict[str, str], day: str, chance: random.Random
) -> dict[str, Any]:
    """Return a count of casualties with other figures, days and places in the reports."""
    more = chance.randrange(9)
    figures = ("low", "best", "high")
    varied = entry | {n: entry[n] + more for n in figures if entry[n] is not None}
    varied["as_of"] = entry["as_of"] and day
    if "history" in entry:
        varied["history"] = [_vary(record, names, day, chance) for record in entry["history"]]
    if "source" in entry:
        start = chance.randrange(3000)
        varied |= {"source": names[entry["source"]], "start": start, "end": start + more + 20}
    return varied


def _shuffle(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)
