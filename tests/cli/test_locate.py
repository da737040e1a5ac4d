"""``geomap locate`` as a user calls it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]


def test_every_bearer_of_a_name(run_geomap: RunGeomap) -> None:
    found = run_geomap("locate", "Karakilise", COLUMNS="120")
    assert found.returncode == 0
    assert found.stderr == ""
    rows = found.stdout.splitlines()
    assert [row.split()[-1] for row in rows[1:]] == ["gn:309647", "gn:616530", "gn:174763"]
    assert all("Karakilise" in row for row in rows[1:])
    assert rows[0].split() == "name matched feature division country people lon lat id".split()


@pytest.mark.parametrize("width", ["50", "80", "160"])
def test_the_table_fits_the_terminal(run_geomap: RunGeomap, width: str) -> None:
    found = run_geomap("locate", "Santiago", COLUMNS=width)
    assert max(map(len, found.stdout.splitlines())) <= int(width)
    assert "gn:3871336" in found.stdout
    assert "more (--most)" in found.stderr


def test_everything_as_json(run_geomap: RunGeomap) -> None:
    found = json.loads(run_geomap("locate", "Tovuz", "--near", "45.4,40.88", "--json").stdout)
    assert found["name"] == "Tovuz"
    assert found["suggestions"] == []
    berd = found["places"][0]
    assert (berd["id"], berd["name"], berd["matched"]) == ("gn:616802", "Berd", "Tovuz")
    assert (berd["country"], berd["admin1"]) == ("ARM", "AM-TV")
    assert berd["admin1_name"] == "Tavush Province"
    assert berd["distance_km"] < 5
    assert [p["id"] for p in found["places"][1:]] == ["gn:584821", "gn:584861"]


def test_near_takes_a_name_too(run_geomap: RunGeomap) -> None:
    found = run_geomap("locate", "Karakilise", "--near", "Goris", "--json")
    assert json.loads(found.stdout)["places"][0]["id"] == "gn:174763"


def test_country_and_feature_in_any_form(run_geomap: RunGeomap) -> None:
    for country in ("US", "usa", "United States"):
        found = run_geomap("locate", "Georgia", "--country", country, "--feature", "adm", "--json")
        assert [p["id"] for p in json.loads(found.stdout)["places"]] == ["gn:4197000"]


def test_a_name_of_several_words_needs_no_quotes(run_geomap: RunGeomap) -> None:
    found = run_geomap("locate", "San", "Jose", "--json")
    assert json.loads(found.stdout)["name"] == "San Jose"


def test_an_unknown_name_gets_a_suggestion(run_geomap: RunGeomap) -> None:
    found = run_geomap("locate", "Karakilisse")
    assert found.returncode == 1
    assert found.stdout == ""
    assert "no place 'Karakilisse' in the gazetteer" in found.stderr
    assert "Did you mean: Karakilise" in found.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("Goris", "--near", "200,95"), "got '200', '95'"),
        (("Goris", "--near", "Xqzzv"), "expected LON,LAT or the name of a place"),
        (("Goris", "--country", "Armenai"), "Did you mean Armenia?"),
        ((), "Missing argument"),
        (("Goris", "--gazetteer", "none.csv"), "none.csv: expected a file or folder of places"),
        (("Goris", "--online", "oracle"), "nominatim"),
        (("Goris", "--online", "geonames"), "user"),
    ],
)
def test_wrong_use_is_told_and_exits_with_2(
    run_geomap: RunGeomap, arguments: tuple[str, ...], complaint: str
) -> None:
    found = run_geomap("locate", *arguments, COLUMNS="300")
    assert found.returncode == 2
    assert complaint in found.stderr
    assert "Traceback" not in found.stderr
