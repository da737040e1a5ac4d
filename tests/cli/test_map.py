"""``geomap map`` as a user calls it: in a process of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import geomap

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]

OUTPUTS = {
    "map.html",
    "border.html",
    "incidents.geojson",
    "sites.geojson",
    "incidents.gpkg",
    "incidents.csv",
    "incidents.csvt",
    "datapackage.json",
    "run.json",
}


def test_help(run_geomap: RunGeomap) -> None:
    found = run_geomap("--help")
    assert found.returncode == 0
    assert "map" in found.stdout
    assert found.stderr == ""


def test_the_help_of_map_shows_examples_and_exit_codes(run_geomap: RunGeomap) -> None:
    found = run_geomap("map", "--help")
    assert found.returncode == 0
    words = " ".join(found.stdout.split())
    assert "Examples" in words
    assert "geomap map reports/ -o out/" in words
    for option in ("--output", "-o", "--border-km", "--title", "--json", "--quiet", "-q"):
        assert option in words
    assert "Exit code" in words


def test_without_a_command_help_is_shown(run_geomap: RunGeomap) -> None:
    found = run_geomap()
    assert found.returncode in {0, 2}
    assert "Usage" in found.stdout + found.stderr


def test_files_that_are_no_reports_are_counted_by_kind(run_geomap: RunGeomap, folder: Path) -> None:
    for name in ("a.pdf", "b.PDF", "c.docx", "d.xyz", "e.css", "README.md", ".hidden"):
        (folder / "reports" / name).write_bytes(b"")
    found = run_geomap("map", "reports", "-o", "out")
    assert found.returncode == 0, found.stderr
    words = " ".join(found.stdout.split())
    assert "5 files of kinds that are not read (.pdf, .docx, .xyz, …)" in words
    listed = json.loads(run_geomap("map", "reports", "-o", "out", "--json").stdout)["ignored"]
    assert listed == ["README.md", "a.pdf", "b.PDF", "c.docx", "d.xyz", "e.css"]


def test_the_version(run_geomap: RunGeomap) -> None:
    assert run_geomap("--version").stdout.strip() == f"geomap {geomap.__version__}"


def test_a_folder_of_reports_becomes_files(run_geomap: RunGeomap, folder: Path) -> None:
    found = run_geomap("map", "reports", "-o", "out/maps")
    assert found.returncode == 0, found.stderr
    assert {path.name for path in (folder / "out" / "maps").iterdir()} == OUTPUTS
    assert "2022-09-13" in found.stdout
    assert "Sotk" in found.stdout
    assert (
        "1 incidents from 1 reports" in found.stdout or "1 incident from 1 report" in found.stdout
    )
    last = found.stdout.rstrip().splitlines()[-1]
    assert last.startswith("Map: ")
    assert (folder / last.removeprefix("Map: ")).is_file()
    # No progress bar and no colours where there is no terminal.
    assert found.stderr == ""
    assert "\x1b" not in found.stdout


def test_the_default_corpus_and_output(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "reports").rename(folder / "corpus")
    found = run_geomap("map")
    assert found.returncode == 0, found.stderr
    assert {path.name for path in (folder / "output").iterdir()} == OUTPUTS


def test_quiet_prints_the_page_alone(run_geomap: RunGeomap) -> None:
    found = run_geomap("map", "reports", "-o", "out", "-q")
    assert found.returncode == 0
    assert found.stdout.strip() == f"Map: {Path('out') / 'map.html'}"
    assert found.stderr == ""


def test_json_is_all_that_stdout_holds(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "reports" / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    found = run_geomap("map", "reports", "-o", "out", "--json")
    assert found.returncode == 1
    content = json.loads(found.stdout)
    (incident,) = content["incidents"]
    assert incident["sources"] == ["a.txt"]
    assert [entry["source"] for entry in content["failed"]] == ["b.txt"]
    assert {Path(path).name for path in content["files"]} == OUTPUTS
    assert "b.txt" in found.stderr


def test_a_title_is_the_pages(run_geomap: RunGeomap, folder: Path) -> None:
    found = run_geomap("map", "reports", "-o", "out", "--title", "A <b>quiet</b> border")
    assert found.returncode == 0
    page = (folder / "out" / "map.html").read_text(encoding="utf-8")
    assert "quiet" in page
    assert "<b>quiet</b>" not in page


def test_no_distance_attaches_nothing(run_geomap: RunGeomap, folder: Path) -> None:
    found = run_geomap("map", "reports", "-o", "out", "--border-km", "0.5", "-q")
    assert found.returncode == 0, found.stderr
    (feature,) = json.loads((folder / "out" / "incidents.geojson").read_bytes())["features"]
    assert feature["properties"]["border_km"] is None
    assert feature["geometry"] is not None


# --- what goes wrong ---------------------------------------------------------------------------


def assert_refused(found: subprocess.CompletedProcess[str], *words: str) -> None:
    assert found.returncode == 2
    assert found.stdout == ""
    for word in words:
        assert word in found.stderr
    assert "Traceback" not in found.stderr


def test_a_missing_corpus_is_named(run_geomap: RunGeomap, folder: Path) -> None:
    assert_refused(run_geomap("map", "nowhere", "-o", "out"), "nowhere", "no such")
    assert not (folder / "out").exists()


def test_a_missing_default_corpus_is_named(run_geomap: RunGeomap) -> None:
    assert_refused(run_geomap("map"), "corpus")


def test_an_empty_folder_is_named(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "empty").mkdir()
    assert_refused(run_geomap("map", "empty", "-o", "out"), "empty", ".txt")
    assert not (folder / "out").exists()


def test_an_output_that_is_a_file_is_named(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "taken").write_text("mine", encoding="utf-8")
    assert_refused(run_geomap("map", "reports", "-o", "taken"), "taken", "cannot be written")
    assert (folder / "taken").read_text(encoding="utf-8") == "mine"


def test_a_page_that_cannot_be_written_leaves_the_old_files(
    run_geomap: RunGeomap, folder: Path
) -> None:
    (folder / "out" / "map.html").mkdir(parents=True)
    (folder / "out" / "run.json").write_text("old", encoding="utf-8")
    assert_refused(run_geomap("map", "reports", "-o", "out"), "map.html")
    assert (folder / "out" / "run.json").read_text(encoding="utf-8") == "old"
    assert {path.name for path in (folder / "out").iterdir()} == {"map.html", "run.json"}


@pytest.mark.parametrize(
    "arguments", [["--border-km", "-1"], ["--border-km", "near"], ["--unknown"]]
)
def test_wrong_options_are_refused(run_geomap: RunGeomap, arguments: list[str]) -> None:
    assert_refused(run_geomap("map", "reports", "-o", "out", *arguments), arguments[0])


def test_a_file_that_is_no_text_does_not_stop_the_others(
    run_geomap: RunGeomap, folder: Path
) -> None:
    (folder / "reports" / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "reports" / "c.txt").write_bytes(b"")
    found = run_geomap("map", "reports", "-o", "out")
    assert found.returncode == 1
    assert "b.txt" in found.stderr
    assert "c.txt" in found.stderr
    assert "Sotk" in found.stdout
    record = json.loads((folder / "out" / "run.json").read_bytes())
    assert [entry["source"] for entry in record["failed"]] == ["b.txt", "c.txt"]
    assert record["incident_count"] == 1
    assert record["run_at"]
    assert record["seconds"] > 0


def test_when_every_file_fails_nothing_could_be_done(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "reports" / "a.txt").write_bytes(b"\x00\x00")
    found = run_geomap("map", "reports", "-o", "out")
    assert found.returncode == 2
    assert "a.txt" in found.stderr


def test_a_narrow_terminal(run_geomap: RunGeomap) -> None:
    found = run_geomap("map", "reports", "-o", "out", COLUMNS="50")
    assert found.returncode == 0, found.stderr
    table = found.stdout.splitlines()[:-2]
    assert all(len(line) <= 50 for line in table)
    assert "2022-09-13" in found.stdout


def test_two_runs_differ_in_the_time_of_the_run_alone(run_geomap: RunGeomap, folder: Path) -> None:
    for name, seed in (("one", "1"), ("two", "77")):
        assert run_geomap("map", "reports", "-o", name, "-q", PYTHONHASHSEED=seed).returncode == 0
    for name in OUTPUTS - {"run.json"}:
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes()
    one, two = (json.loads((folder / n / "run.json").read_bytes()) for n in ("one", "two"))
    for record in (one, two):
        del record["run_at"], record["seconds"]
    assert one == two


def test_reports_in_a_language_without_rules_are_counted(
    run_geomap: RunGeomap, folder: Path
) -> None:
    corpus = folder / "foreign"
    corpus.mkdir()
    (corpus / "tr.txt").write_text(
        "Ankara, 13 Eylül 2022. Iğdır yakınlarında sınırda çıkan çatışmada iki asker yaralandı, "
        "bakanlık konuyla ilgili yazılı bir açıklama yaptı.\n",
        encoding="utf-8",
    )
    shown = run_geomap("map", "foreign", "-o", "out")
    assert shown.returncode == 0
    assert "no events read in languages without rules (1 tr)" in " ".join(shown.stdout.split())
    told = json.loads(run_geomap("map", "foreign", "-o", "out", "--json").stdout)
    assert told["unread_languages"] == {"tr": 1}
    explained = run_geomap("explain", "foreign/tr.txt")
    assert "No rules for its language (tr)" in explained.stdout


def test_by_day_writes_a_page_for_each_day_and_takes_away_those_of_before(
    run_geomap: RunGeomap, folder: Path
) -> None:
    found = run_geomap("map", "reports", "-o", "out", "--by-day")
    assert found.returncode == 0, found.stderr
    days = folder / "out" / "days"
    assert {path.name for path in days.iterdir()} == {"index.html", "2022-09-13.html"}
    assert "days/index.html" in (folder / "out" / "map.html").read_text(encoding="utf-8")
    (days / "2022-09-13.html").rename(days / "2020-01-01.html")
    (days / "2020-01-02.html").write_text("my own", encoding="utf-8")
    assert run_geomap("map", "reports", "-o", "out", "--by-day").returncode == 0
    kept = {"index.html", "2022-09-13.html", "2020-01-02.html"}
    assert {path.name for path in days.iterdir()} == kept
    # A run that writes none leaves none of ours that tell of another run.
    assert run_geomap("map", "reports", "-o", "out").returncode == 0
    assert {path.name for path in days.iterdir()} == {"2020-01-02.html"}


def test_tiles_are_let_in_where_they_are_asked_for(run_geomap: RunGeomap, folder: Path) -> None:
    address = "https://tiles.example.org/{z}/{x}/{y}.png"
    found = run_geomap("map", "reports", "-o", "out", "--tiles", address, "--tiles-credit", "Maker")
    assert found.returncode == 0, found.stderr
    page = (folder / "out" / "map.html").read_text(encoding="utf-8")
    assert "img-src data: https://tiles.example.org;" in page
    assert '"credits":["Maker",' in page
    refused = run_geomap("map", "reports", "-o", "other", "--tiles", "https://tiles.example.org/")
    assert refused.returncode == 2
    assert "it lacks {z} or {x}" in refused.stderr
    assert not (folder / "other").exists()
