"""``geomap evaluate`` as a user calls it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def pair(folder: Path) -> tuple[str, str]:
    """Two files: of four marked toponyms, three are found, two of them in the right place."""
    (folder / "gold.jsonl").write_text(
        '{"id": "a", "text": "...", "toponyms": ['
        '{"start": 0, "end": 4, "lat": 40, "lon": 45},'
        '{"start": 6, "end": 9, "lat": 40, "lon": 46},'
        '{"start": 10, "end": 14, "lat": 0, "lon": 0}]}\n'
        '{"id": "b", "text": "...", "toponyms": [{"start": 0, "end": 4, "lat": 1, "lon": 1}]}\n',
        encoding="utf-8",
    )
    (folder / "found.jsonl").write_text(
        '{"id": "a", "toponyms": ['
        '{"start": 0, "end": 4, "lat": 40, "lon": 45},'
        '{"start": 5, "end": 9, "lat": 41, "lon": 46},'
        '{"start": 10, "end": 14, "lat": 10, "lon": 0}, {"start": 20, "end": 24}]}\n'
        '{"id": "x", "toponyms": []}\n',
        encoding="utf-8",
    )
    return "gold.jsonl", "found.jsonl"


def test_figures_for_people(run_geomap: RunGeomap, pair: tuple[str, str]) -> None:
    scored = run_geomap("evaluate", "toponyms", *pair)
    assert scored.returncode == 0
    assert scored.stdout.splitlines() == [
        "docs 2  gold 4 (with coords 4)  predicted 4",
        "recognition exact    P 0.500  R 0.500  F1 0.500",
        "recognition overlap  P 0.750  R 0.750  F1 0.750",
        "resolution  n 3  Acc@161km recognised 0.667  all gold 0.500",
        "            mean 408 km  median 111.2 km  AUC 0.415  AUC(all) 0.562",
        "end to end  P 0.500  R 0.500  F1@161km 0.500",
    ]
    assert "1 documents of FOUND are not in GOLD and do not count, e.g. x" in scored.stderr
    assert "1 documents of GOLD are not in FOUND and count as empty, e.g. b" in scored.stderr


def test_figures_for_scripts(run_geomap: RunGeomap, pair: tuple[str, str]) -> None:
    scored = run_geomap(
        "evaluate", "toponyms", *pair, "--json", "--km", "100", "--match", "exact", "--ci", "20"
    )
    figures = json.loads(scored.stdout)
    assert figures["resolved_n"] == 2
    assert (figures["acc_recog"], figures["e2e_p"]) == (0.5, 0.25)
    assert figures["overlap_f1"] == 0.75
    assert len(figures["e2e_f1_ci95"]) == 2
    assert set(figures) >= {"docs", "mean_km", "median_km", "auc", "auc_all", "acc_all", "exact_f1"}


def test_what_cannot_be_measured_is_null(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "gold.jsonl").write_text('{"id": 1, "toponyms": []}\n', encoding="utf-8")
    scored = run_geomap("evaluate", "toponyms", "gold.jsonl", "gold.jsonl", "--json")
    figures = json.loads(scored.stdout)
    assert figures["acc_all"] is None
    assert figures["exact_f1"] == 0


def test_geomaps_own_lines_can_be_scored(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "texts.jsonl").write_text(
        '{"id": 1, "text": "Shelling near Sotk in Armenia.", "toponyms": ['
        '{"start": 14, "end": 18, "lat": 40.2, "lon": 45.87}]}\n',
        encoding="utf-8",
    )
    assert run_geomap("toponyms", "texts.jsonl", "-o", "found.jsonl").returncode == 0
    scored = run_geomap("evaluate", "toponyms", "texts.jsonl", "found.jsonl", "--json")
    assert json.loads(scored.stdout)["e2e_r"] == 1.0


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("toponyms", "gold.jsonl", "none.jsonl"), "none.jsonl: cannot be read"),
        (("toponyms", "gold.jsonl", "reports/a.txt"), "reports/a.txt, line 1: "),
        (("toponyms", "gold.jsonl"), "Missing argument"),
        (("toponyms", "gold.jsonl", "found.jsonl", "--km", "-1"), "'--km'"),
        (("toponyms", "gold.jsonl", "found.jsonl", "--match", "near"), "near"),
        (("incidents",), "incidents"),
    ],
)
@pytest.mark.usefixtures("pair")
def test_wrong_use_is_told_and_exits_with_2(
    run_geomap: RunGeomap, arguments: tuple[str, ...], complaint: str
) -> None:
    scored = run_geomap("evaluate", *arguments, COLUMNS="300")
    assert scored.returncode == 2
    assert scored.stdout == ""
    assert complaint in scored.stderr
    assert "Traceback" not in scored.stderr


def test_incidents_of_a_run_are_scored(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "reports" / "a.txt").write_text(
        " date 2022-09-14 Fire\n\nArmenian and Azerbaijani troops exchanged fire near Sotk on "
        "Tuesday, and two Armenian soldiers were killed.\n",
        encoding="utf-8",
    )
    incident = {
        "id": "1",
        "date_start": "2022-09-13",
        "date_end": "2022-09-13",
        "type": "armed_clash",
        "places": [{"lat": 40.2, "lon": 45.87}],
        "killed_accept": [2],
    }
    gold = {"documents": [{"file": "a.txt", "incidents": [incident]}]}
    (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    assert run_geomap("map", "reports", "-o", "out").returncode == 0
    found = run_geomap("evaluate", "incidents", "gold.json", "out/incidents.geojson")
    assert "P 1.000  R 1.000  F1 1.000" in found.stdout
    scores = json.loads(
        run_geomap("evaluate", "incidents", "gold.json", "out/incidents.geojson", "--json").stdout
    )
    assert (scores["matched"], scores["killed_exact"], scores["status_accuracy"]) == (1, 1.0, None)
    wrong = run_geomap("evaluate", "incidents", "out/incidents.geojson", "gold.json")
    assert wrong.returncode == 2
    assert "expected" in wrong.stderr


def test_links_of_a_run_are_scored(run_geomap: RunGeomap, folder: Path) -> None:
    text = "{} September 2022\n\nArmenian and Azerbaijani troops clashed near {} on Tuesday.\n"
    for name, place in (("a", "Sotk"), ("b", "Kut"), ("c", "Tegh")):
        (folder / "reports" / f"{name}.txt").write_text(text.format(14, place), encoding="utf-8")
    event = {"date_start": "2022-09-13", "date_end": "2022-09-13", "border": "ARM-AZE"}
    gold = {
        "reports": {f"{name}.txt": {"events": [it]} for name, it in zip("abc", "xxy", strict=True)},
        "events": {"x": event, "y": event},
    }
    (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    assert run_geomap("map", "reports", "-o", "out").returncode == 0
    found = run_geomap("evaluate", "linking", "gold.json", "out/run.json")
    assert "linking alone    pairs  P 1.000  R 1.000  F1 1.000" in found.stdout
    assert "wrong merges  same border and week 0  others 0" in found.stdout
    scores = json.loads(
        run_geomap("evaluate", "linking", "gold.json", "out/incidents.geojson", "--json").stdout
    )
    assert (scores["paired"], scores["b3_f1"], scores["copy_recall"]) == (3, 1.0, None)
    wrong = run_geomap("evaluate", "linking", "out/run.json", "gold.json")
    assert wrong.returncode == 2
    assert "expected" in wrong.stderr
