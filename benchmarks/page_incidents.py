"""Made-up incidents for benchmarks of the page, along the line of tests/page/sample.py.

Lean ones have what map, list and filters show. Full ones have all that geomap writes: the rows of
the sample corpus, the words of their texts shuffled so that no two texts are alike, or compression
would find them again and again as it never does in news.
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
    sites = [made.make_site(number, made.texts) for number in range(count)] if made.texts else []
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
        row |= self.texts.make_row(number) if self.texts else {}
        row |= {
            "id": f"ARM-AZE-{day}-{self.keys[number]:06x}",
            "date_start": day,
            "date_end": day,
            "event_type": pattern["event_type"],
            "sub_event_type": event,
            "status": pattern["status"],
            "place": place,
            "border_km": float(self.km[number]),
            "sources": [f"report-{self.reports[number]:06}.txt"],
        }
        if not self.texts:
            row["summary"] = f"{event} near {place}, {day}."
        lon, lat = self.points[number].tolist()
        geometry = {"type": "Point", "coordinates": [lon, lat]}
        return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}

    def make_site(self, number: int, texts: SampleTexts) -> dict[str, Any]:
        """Make the site of an incident, as one of the sample corpus has it."""
        feature = self[number]
        pattern = texts.sites[number % len(texts.sites)]["properties"]
        row = feature["properties"]
        properties = pattern | {
            "id": f"{row['id']}/1",
            "incident_id": row["id"],
            "place": row["place"],
            "border_km": row["border_km"],
            "date_start": row["date_start"],
            "date_end": row["date_end"],
        }
        return {"type": "Feature", "geometry": feature["geometry"], "properties": properties}


class SampleTexts:
    """Rows of the sample corpus, with their words in another order for each number."""

    def __init__(self) -> None:
        result = geomap.run([ROOT / "corpus"])
        self.rows = [f["properties"] for f in result.incident_features["features"]]
        self.sites = result.site_features["features"]

    def make_row(self, number: int) -> dict[str, Any]:
        """Make the properties of an incident whose texts are like no other's."""
        chance = random.Random(number)  # noqa: S311 - no secret
        row = dict(self.rows[number % len(self.rows)])
        row["summary"] = _shuffle(row["summary"], chance)
        quotes = {e["quote"]: _shuffle(e["quote"], chance) for e in row["evidence"]}
        row["evidence"] = [e | {"quote": quotes[e["quote"]]} for e in row["evidence"]]
        return row


def _shuffle(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)
