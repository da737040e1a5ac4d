"""``geomap explain`` as a user calls it: a report with what was understood in it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]

TEXT = (
    " date 2022-09-14 Fire\n\nVillagers in Sotk slept in cellars. Azerbaijani artillery shelled "
    "Armenian posts, killing three soldiers, the Armenian defence ministry said on Tuesday.\n\n"
    "Ministers met in Brussels on Monday.\n"
)


@pytest.fixture
def report(folder: Path) -> str:
    (folder / "fire.txt").write_text(TEXT, encoding="utf-8")
    return "fire.txt"


def test_each_sentence_shows_what_was_read_in_it(run_geomap: RunGeomap, report: str) -> None:
    shown = run_geomap("explain", report)
    assert shown.returncode == 0
    words = " ".join(shown.stdout.split())
    assert "fire.txt 2022-09-14 · Armenia–Azerbaijan" in words
    assert "Shelling" in words
    # In brackets: the sentence names neither the place nor the day of the event.
    assert "(at Sotk)" in words
    assert "3 killed of Armenia" in words
    assert "by the word of Ministry of Defence of Armenia" in words
    assert "Ministers met in Brussels" in words
    assert "Ministers met" not in run_geomap("explain", report, "--claims").stdout


def test_json_holds_positions_and_bases(run_geomap: RunGeomap, report: str) -> None:
    (found,) = json.loads(run_geomap("explain", report, "--json").stdout)
    assert found["parties"] == ["Armenia", "Azerbaijan"]
    (told,) = [sentence for sentence in found["sentences"] if sentence["claims"]]
    assert TEXT[told["start"] : told["end"]].startswith("Azerbaijani artillery")
    (claim,) = told["claims"]
    assert claim["places"] == [
        {"name": "Sotk", "country": "ARM", "role": "at", "basis": "inferred"}
    ]
    assert claim["said_on"] == "2022-09-13"
    assert [(loss["measure"], loss["side"], loss["best"]) for loss in claim["losses"]] == [
        ("killed", "Armenia", 3)
    ]
    (incident,) = found["incidents"]
    assert claim["incident"] == incident["id"]
    assert "inferred" in incident["reasons"][0]
    assert {place["text"] for place in found["places"]} >= {"Sotk", "Brussels"}


def test_a_file_that_cannot_be_read_is_named(
    run_geomap: RunGeomap, folder: Path, report: str
) -> None:
    (folder / "empty.txt").touch()
    found = run_geomap("explain", report, "empty.txt")
    assert found.returncode == 1
    assert "empty.txt" in found.stderr
    assert "Shelling" in found.stdout
    missing = run_geomap("explain", "nowhere.txt")
    assert missing.returncode == 2
    assert "nowhere.txt" in missing.stderr


def test_a_page_is_written_whole_or_not_at_all(
    run_geomap: RunGeomap, folder: Path, report: str
) -> None:
    found = run_geomap("explain", report, "--html", "read.html")
    assert found.returncode == 0
    assert not found.stdout
    assert "read.html" in found.stderr
    page = (folder / "read.html").read_text(encoding="utf-8")
    assert "Azerbaijani artillery shelled Armenian posts" in page
    assert '<span class="inferred"' in page
    assert "<script" not in page
    (folder / "plain").touch()
    refused = run_geomap("explain", report, "--html", "plain/read.html")
    assert refused.returncode == 2
    assert "plain" in refused.stderr


def test_each_report_shows_its_own_incidents(
    run_geomap: RunGeomap, folder: Path, report: str
) -> None:
    (folder / "later.txt").write_text(
        " date 2022-11-08 Fire\n\nAzerbaijani forces shelled Armenian posts near Jermuk on Monday, "
        "wounding a soldier, the Armenian defence ministry said.\n",
        encoding="utf-8",
    )
    reports = json.loads(run_geomap("explain", report, "later.txt", "--json").stdout)
    own = {it["source"]: [incident["id"] for incident in it["incidents"]] for it in reports}
    assert [len(ids) for ids in own.values()] == [1, 1]
    assert own["fire.txt"] != own["later.txt"]
    for it in reports:
        told = [claim["incident"] for s in it["sentences"] for claim in s["claims"]]
        assert set(told) == set(own[it["source"]])


def test_an_incident_is_told_from_its_id(run_geomap: RunGeomap, folder: Path, report: str) -> None:
    corpus = ("reports", report)
    made = json.loads(run_geomap("explain", *corpus, "--json").stdout)
    whole = made[-1]["incidents"][0]["id"]
    shown = run_geomap("explain", whole, *corpus, COLUMNS="60")
    assert shown.returncode == 0
    assert all(len(line.rstrip()) <= 60 for line in shown.stdout.splitlines())
    words = " ".join(shown.stdout.split())
    for title in ("Who says so", "When", "Why these reports", "Where", "Losses"):
        assert title in words
    assert "“3 killed" not in words
    assert "killing three soldiers" in words
    assert "section main, at km" in words
    assert words.replace(whole, "") == " ".join(
        run_geomap("explain", whole, *corpus, COLUMNS="160").stdout.split()
    ).replace(whole, "")
    story = json.loads(run_geomap("explain", whole[:11], *corpus, "--json").stdout)
    assert story["id"] == whole
    page = run_geomap("explain", whole, *corpus, "--html", "incident.html")
    assert page.returncode == 0
    assert not page.stdout
    assert whole in (folder / "incident.html").read_text(encoding="utf-8")


def test_an_id_that_no_incident_has_is_named_with_near_ones(
    run_geomap: RunGeomap, report: str
) -> None:
    refused = run_geomap("explain", "ARM-AZE-1999", report)
    assert refused.returncode == 2
    assert "ARM-AZE-1999: none of the 1 incidents" in refused.stderr
    assert "near ones: ARM-AZE-2022-09" in refused.stderr
    assert run_geomap("explain", "ARM-AZE-2022", report, "--claims").returncode == 2


def test_a_file_whose_name_begins_like_an_id_is_a_file(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "ARM-AZE-night.txt").write_text(TEXT, encoding="utf-8")
    shown = run_geomap("explain", "ARM-AZE-night.txt")
    assert shown.returncode == 0
    assert "Ministers met in Brussels" in shown.stdout
