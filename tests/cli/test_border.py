"""``geomap border`` as a user calls it: in a process of its own."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import geomap

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment() -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "FORCE_COLOR"}}
    root = str(Path(geomap.__file__).resolve().parents[1])
    return {**clean, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def run_border(tmp_path: Path, environment: dict[str, str]) -> RunGeomap:
    """Return a function that calls the command, as a terminal-less process."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "geomap", "border", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


def read_features(found: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert found.returncode == 0, found.stderr
    assert found.stderr == ""
    collection: dict[str, Any] = json.loads(found.stdout)
    assert collection["type"] == "FeatureCollection"
    return collection


def test_the_line_as_geojson(run_border: RunGeomap) -> None:
    collection = read_features(run_border("ARM", "AZE"))
    assert collection["length_km"] == pytest.approx(905, abs=1)
    main, nakhchivan = collection["features"]
    assert main["id"] == "ARM-AZE/main"
    assert main["geometry"]["type"] == "LineString"
    assert len(main["geometry"]["coordinates"]) > 1000
    assert main["properties"]["length_km"] == pytest.approx(656.9, abs=0.1)
    assert main["properties"]["from"] == "Georgian tripoint"
    assert (main["properties"]["left"], main["properties"]["right"]) == ("AZE", "ARM")
    assert "OpenStreetMap contributors" in main["properties"]["source"]
    assert nakhchivan["properties"]["section"] == "nakhchivan"


@pytest.mark.parametrize("pair", [("AM", "az"), ("Azerbaijan", "armenia"), ("aze", "AM")])
def test_names_and_codes_of_any_kind_in_any_order(
    run_border: RunGeomap, pair: tuple[str, str]
) -> None:
    assert read_features(run_border(*pair))["border"] == "ARM-AZE"


def test_stretches(run_border: RunGeomap) -> None:
    features = read_features(run_border("ARM", "AZE", "--stretches"))["features"]
    rows = [feature["properties"] for feature in features]
    lengths: dict[str, float] = {}
    for row in rows:
        lengths[row["division"]] = lengths.get(row["division"], 0) + row["length_km"]
    # Measured on a detailed line: 9.5 km.
    assert 7 <= round(lengths["AZ-DAS"], 1) <= 10
    assert lengths["AZ-NX"] == pytest.approx(248, abs=1)
    assert {row["country"] for row in rows} == {"ARM", "AZE"}
    assert len({feature["id"] for feature in features}) == len(features)


def test_a_file(run_border: RunGeomap, tmp_path: Path) -> None:
    found = run_border("IND", "PAK", "-o", "line.geojson")
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
    collection = json.loads((tmp_path / "line.geojson").read_bytes())
    assert collection["border"] == "IND-PAK"


def test_the_neighbours_of_a_country(run_border: RunGeomap) -> None:
    found = run_border("Armenia")
    assert found.returncode == 0, found.stderr
    lines = found.stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["Azerbaijan", "Turkey", "Georgia", "Iran"]
    assert "905" in lines[1]
    assert run_border("--list", "AM").stdout == found.stdout


def test_the_neighbours_as_json(run_border: RunGeomap) -> None:
    found = run_border("--list", "PRT", "--json")
    assert found.returncode == 0, found.stderr
    content = json.loads(found.stdout)
    assert content["country"] == "PRT"
    (spain,) = content["neighbours"]
    assert (spain["country"], spain["border"]) == ("ESP", "ESP-PRT")


def test_an_island(run_border: RunGeomap) -> None:
    found = run_border("Iceland")
    assert found.returncode == 0
    assert found.stdout.strip() == "Iceland borders on no country by land."


def test_a_terminal_gets_a_summary(tmp_path: Path, environment: dict[str, str]) -> None:
    shown = run_on_terminal(["ARM", "AZE"], tmp_path, environment)
    assert "905 km" in shown
    assert "nakhchivan" in shown
    assert "Syunik" in shown
    assert "coordinates" not in shown


def test_a_terminal_gets_geojson_if_asked(tmp_path: Path, environment: dict[str, str]) -> None:
    assert '"coordinates"' in run_on_terminal(["PRT", "ESP", "--json"], tmp_path, environment)


def test_help_shows_examples(run_border: RunGeomap) -> None:
    found = run_border("--help")
    assert found.returncode == 0
    words = " ".join(found.stdout.split())
    assert "Examples" in words
    assert "geomap border ARM AZE" in words
    for option in ("--stretches", "--list", "--output", "-o", "--json"):
        assert option in words


# --- what goes wrong ---------------------------------------------------------------------------


def assert_refused(found: subprocess.CompletedProcess[str], *words: str) -> None:
    assert found.returncode == 2
    assert found.stdout == ""
    message = " ".join(found.stderr.split())
    for word in words:
        assert word in message
    assert "Traceback" not in found.stderr


def test_no_neighbours(run_border: RunGeomap) -> None:
    assert_refused(
        run_border("Armenia", "RUS"),
        "Armenia and Russia share no land border",
        "Armenia borders on Azerbaijan, Georgia, Iran, Turkey.",
        "Russia borders on",
        "Ukraine",
    )


def test_an_unknown_country(run_border: RunGeomap) -> None:
    assert_refused(run_border("Armenai", "AZE"), "'Armenai'", "Did you mean Armenia")


@pytest.mark.parametrize(
    "arguments", [[], ["ARM", "AZE", "GEO"], ["ARM", "--list", "AZE"], ["ARM", "AZE", "--unknown"]]
)
def test_wrong_use(run_border: RunGeomap, arguments: list[str]) -> None:
    assert_refused(run_border(*arguments))


def test_a_file_that_cannot_be_written(run_border: RunGeomap, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    assert_refused(run_border("ARM", "AZE", "-o", "taken"), "taken", "cannot be written")


def run_on_terminal(arguments: list[str], folder: Path, environment: dict[str, str]) -> str:
    """Return what the command prints on a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "geomap", "border", *arguments],
        cwd=folder,
        env={**environment, "COLUMNS": "100", "TERM": "dumb"},
        stdout=theirs,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    printed = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            # The other end is closed: that is how a terminal says so.
            break
        if not piece:
            break
        printed += piece
    os.close(ours)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return printed.decode()
