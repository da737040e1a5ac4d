"""Figures of linking, on cases small enough to count by hand."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from geomap.errors import DocumentError
from geomap.evaluation import LinkScores, read_found_links, read_gold_links, score_links
from geomap.evaluation.linking import (
    FoundIncident,
    FoundLinks,
    GoldEvent,
    GoldLinks,
    GoldReport,
    align_mentions,
)

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2022, 9, 13)


def make_gold(border: str = "ARM-AZE", days: int = 3, **reports: str) -> GoldLinks:
    """Make gold of reports: the letters of the events that each tells; one event every few days."""
    names = sorted({letter for letters in reports.values() for letter in letters})
    return GoldLinks(
        reports={f"{name}.txt": GoldReport(events=tuple(it)) for name, it in reports.items()},
        events={
            name: GoldEvent(date_start=day, date_end=day, border=border, places=(f"Place{name}",))
            for number, name in enumerate(names)
            for day in [DAY + dt.timedelta(days=days * number)]
        },
    )


def find(
    number: int,
    *sources: str,
    day: dt.date | None = DAY,
    place: str = "",
    border: str | None = None,
) -> FoundIncident:
    return FoundIncident(
        id=str(number),
        sources=tuple(f"{source}.txt" for source in sources),
        start=day,
        end=day,
        places=(place,),
        border=border,
    )


def score(gold: GoldLinks, *incidents: FoundIncident) -> LinkScores:
    return score_links(gold, FoundLinks(incidents=incidents))


def test_what_is_right_is_one() -> None:
    scores = score(make_gold(a="x", b="x", c="y"), find(1, "a", "b"), find(2, "c"))
    assert (scores.marked, scores.found, scores.paired) == (3, 3, 3)
    assert (scores.pair_f1, scores.b3_f1, scores.all_pair_f1, scores.all_b3_f1) == (1, 1, 1, 1)
    assert scores.wrong_merges == scores.other_merges == ()


def test_a_split_costs_recall() -> None:
    scores = score(make_gold(a="x", b="x", c="x"), find(1, "a", "b"), find(2, "c"))
    assert (scores.pair_precision, scores.pair_recall) == (1.0, 1 / 3)
    assert scores.b3_precision == 1.0
    assert scores.b3_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)


def test_a_merge_costs_precision_and_is_named() -> None:
    gold = make_gold(a="x", b="x", c="y")
    scores = score(gold, find(1, "a", "b", "c"))
    assert (scores.pair_precision, scores.pair_recall) == (1 / 3, 1.0)
    assert scores.b3_precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert scores.wrong_merges == (("1", "x", "y"),)
    later = score(make_gold(days=9, a="x", b="x", c="y"), find(1, "a", "b", "c"))
    assert later.wrong_merges == ()
    assert later.other_merges == (("1", "x", "y"),)


def test_what_was_missed_or_false_counts_in_the_second_figures_alone() -> None:
    scores = score(make_gold(a="x", b="x", c=""), find(1, "a"), find(2, "c"))
    assert (scores.marked, scores.found, scores.paired) == (2, 2, 1)
    assert (scores.pair_recall, scores.b3_f1) == (None, 1.0)
    assert (scores.all_pair_precision, scores.all_pair_recall) == (None, 0.0)
    assert scores.all_b3_recall == pytest.approx((0.5 + 0.5 + 1.0) / 3)


def test_mentions_of_one_report_are_paired_by_day_then_place() -> None:
    gold = make_gold(a="xy", b="y")
    later = DAY + dt.timedelta(days=3)
    right = score(gold, find(1, "a"), find(2, "a", "b", day=later))
    assert (right.paired, right.pair_f1) == (3, 1.0)
    same_day = make_gold(days=0, a="xy", b="y")
    by_place = score(same_day, find(1, "a", place="Placey"), find(2, "a", "b", place="Placex"))
    assert by_place.paired == 3
    assert by_place.pair_precision == 0.0


def test_mentions_of_two_borders_on_one_day_are_paired_by_their_border() -> None:
    gold = make_gold(days=0, a="xy")
    there = GoldEvent(date_start=DAY, date_end=DAY, border="IND-PAK", places=("Placey",))
    gold = GoldLinks(reports=gold.reports, events={**gold.events, "y": there})
    both = find(1, "a", border="IND-PAK"), find(2, "a", border="ARM-AZE")
    pairs, alone = align_mentions(gold, FoundLinks(incidents=both))
    assert {(it.event, it.incident) for it in pairs} == {("x", "2"), ("y", "1")}
    assert alone == []
    only = score(gold, find(1, "a", border="ARM-AZE", place="Placex"))
    assert (only.paired, only.other_merges) == (1, ())
    merged = score(gold, find(1, "a", border="ARM-AZE", place="Placey"))
    assert merged.other_merges == (("1", "x", "y"),)


def test_a_single_mention_on_a_wrong_day_is_a_wrong_link() -> None:
    far = DAY + dt.timedelta(days=40)
    scores = score(make_gold(a="x", b="x"), find(1, "a"), find(2, "b", day=far))
    assert (scores.paired, scores.pair_recall) == (2, 0.0)


def test_two_events_in_one_incident_of_a_report_are_a_merge() -> None:
    scores = score(make_gold(days=0, a="xy"), find(1, "a"))
    assert scores.wrong_merges == (("1", "x", "y"),)


def test_copies_are_counted_by_pairs() -> None:
    gold = GoldLinks(
        reports={
            "a.txt": GoldReport(),
            "b.txt": GoldReport(copy_of="a.txt"),
            "c.txt": GoldReport(copy_of="b.txt"),
        },
        events={},
    )
    found = FoundLinks(incidents=(), copies={"a.txt": "b.txt", "z.txt": "a.txt"})
    scores = score_links(gold, found)
    assert (scores.copy_precision, scores.copy_recall) == (1.0, 1 / 3)
    assert score_links(gold, FoundLinks(incidents=())).copy_recall is None


def test_files_are_read(tmp_path: Path) -> None:
    gold = tmp_path / "gold.json"
    event = {"date_start": "2022-09-13", "date_end": "2022-09-13", "title": "more"}
    content = {"reports": {"a.txt": {"events": ["x"]}}, "events": {"x": event}}
    gold.write_text(json.dumps(content), encoding="utf-8")
    row = {"id": "1", "sources": ["folder/a.txt"], "date_start": None, "date_end": "2022-09-13"}
    run, features = tmp_path / "run.json", tmp_path / "incidents.geojson"
    run.write_text(json.dumps({"incidents": [row], "copies": []}), encoding="utf-8")
    features.write_text(json.dumps({"features": [{"properties": row}]}), encoding="utf-8")
    for path in (run, features):
        scores = score_links(read_gold_links(gold), read_found_links(path))
        assert (scores.paired, scores.b3_f1) == (1, 1.0)


@pytest.mark.parametrize(
    "content", ["", "[]", '{"reports": 1}', '{"features": 1}', '{"incidents": []}']
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(content, encoding="utf-8")
    for read in (read_gold_links, read_found_links):
        with pytest.raises(DocumentError, match=r"wrong\.json: expected"):
            read(path)


def test_an_event_that_is_not_listed_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text('{"reports": {"a.txt": {"events": ["x"]}}, "events": {}}', encoding="utf-8")
    with pytest.raises(DocumentError, match="not listed: x"):
        read_gold_links(path)
