"""The day of what a report tells: short reports as papers of several countries write them.

Courts, vigils, searches and statements have days of their own, which are not the event's.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geomap.model import Document

if TYPE_CHECKING:
    from types import ModuleType

    from geomap.claims import RuleExtractor
    from geomap.places import Gazetteer

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).resolve().parents[2]
NIGHT = dt.timedelta(days=1)


@lru_cache(maxsize=1)
def dates() -> ModuleType:
    """Return the benchmark that finds the day of a report, a script and no package."""
    spec = importlib.util.spec_from_file_location("dates", ROOT / "benchmarks" / "dates.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REPORTS = (Path(__file__).parent / "report_days.tsv").read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize("row", REPORTS)
def test_the_day_of_a_report(row: str, gazetteer: Gazetteer, extractor: RuleExtractor) -> None:
    published, first, last, text = row.split("\t")
    day_of_report = dt.date.fromisoformat(published)
    document = Document(
        id="a", source="a.txt", text=text.replace("\\n", "\n"), published=day_of_report
    )
    _, day = dates().find_day(document, day_of_report, gazetteer, extractor)
    wanted = dt.date.fromisoformat(first)
    if last:
        assert (day.start, day.end) == (wanted, dt.date.fromisoformat(last))
    else:
        # A night is of two days.
        assert day.start <= wanted <= day.end
        assert day.end - day.start <= NIGHT


GOLD = Path(__file__).parents[1] / "gold" / "days.toml"
FLOORS = {"A": 20, "B": 18, "C": 20}
"""Of 20 each, in how many the day is right."""


@pytest.mark.parametrize("half", FLOORS)
def test_the_days_of_short_reports(
    half: str, gazetteer: Gazetteer, extractor: RuleExtractor
) -> None:
    reports = tomllib.loads(GOLD.read_text(encoding="utf-8"))["reports"]
    right = 0
    for it in reports:
        if it["half"] == half:
            document = Document(
                id=it["id"], source="a.txt", text=it["text"], published=it["published"]
            )
            _, day = dates().find_day(document, it["published"], gazetteer, extractor)
            right += day.start <= it["day"] <= day.end and day.end - day.start <= NIGHT
    assert right >= FLOORS[half]
