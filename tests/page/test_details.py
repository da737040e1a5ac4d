"""Details by columns: the page reads from them exactly what was written."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import geomap
from geomap.page.details import encode_values, make_block

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browsing import Collections, Opener

ROOT = Path(__file__).resolve().parents[2]
READ_ALL = """(async (names) => {
    const answer = {};
    for (const incident of geomap.incidents)
        await new Promise((done) => geomap.details.open(incident, () => {
            const {id, geometry, sites} = incident;
            const told = Object.fromEntries(names.map((name) => [name, incident[name]]));
            answer[id] = {geometry, told, sites};
            done();
        }));
    return JSON.stringify(answer);
})(%s)"""

PASSAGE: dict[str, Any] = {
    "source": "b.txt",
    "start": 3,
    "end": 9,
    "quote": "Guns \U0001f525",
    "field": "event",
}
LATER = {**PASSAGE, "start": 20, "end": 26}
ODD: dict[str, tuple[Any, ...]] = {
    "sources": ([], ["a.txt"], ["a.txt", "b.txt"], ["b.txt"], None),
    "evidence": (
        *(None, [], [PASSAGE], [PASSAGE, {**PASSAGE, "field": "date"}, LATER, PASSAGE]),
        [{**PASSAGE, "field": None}],
    ),
    "other": (None, [PASSAGE, {**PASSAGE, "end": 90}], [{**LATER, "source": "elsewhere.txt"}]),
    "vague": (None, [{**PASSAGE, "quote": None}], [{**PASSAGE, "start": None}]),
    "casualties": (
        *(None, [], [{"side": "ARM", "low": 0, "history": [{"source": "a.txt", "best": 1}]}]),
        [{"side": None, "low": None, "history": []}, {"side": "ARM", "low": 2, "history": None}],
    ),
    "unlike": (None, [{"low": 1}], [{"high": 1, "low": 1}], [1, "a", None, [2]], {"a": [{}]}),
    "claimed_by": (None, [], ["A"], ["A", "B"], ["\u202e", "</script>"]),
    "mixed": (None, True, 0, 1.5, "x", "", ["x"], "\u2028"),
    "text": ("one", "two"),
    "constructor": ("text", None),
}
"""Values that geomap never writes so and that a table of a user's may have, by property."""


def _make_odd(count: int) -> Collections:
    chance = random.Random(7)  # noqa: S311 - no secret
    incidents: list[Any] = []
    sites: list[Any] = []
    for number in range(count):
        key = f"ARM-AZE-2022-09-12-{number:06}"
        row = {name: chance.choice(values) for name, values in ODD.items() if chance.random() < 0.9}
        row |= {"id": key, "date_start": "2022-09-12", "date_end": None, "place": "Sotk"}
        point = {"type": "Point", "coordinates": [chance.randrange(10**6) / 10**6, 40.0]}
        line = {"type": "LineString", "coordinates": [[45.0, 40.0], [45.5, 40.5]]}
        own = chance.choice((point, point, None, line))
        incidents.append({"type": "Feature", "id": key, "geometry": own, "properties": row})
        for site in range(chance.randrange(4)):
            place = chance.choice(("Sotk", "Lachin", None))
            told: dict[str, Any] = {
                "incident_id": key,
                "id": f"{key}/{site + 1}",
                "place": place,
                "index": site,
            }
            if chance.random() < 0.1:
                told |= {"id": "own", "text": "one", "history": [{"source": "a.txt"}]}
            shape = chance.choice((own, own, point, None))
            sites.append({"type": "Feature", "geometry": shape, "properties": told})
    return {
        **{name: {"features": []} for name in ("stretches", "borders", "basemap")},
        "incidents": {"features": incidents},
        "sites": {"features": sites},
        "title": "Title",
        "credits": [],
    }


def _expect_all(collections: Collections, names: list[str]) -> dict[str, Any]:
    """Return what the page should tell; null where a name is not told."""
    sites: dict[str, list[Any]] = {}
    for site in collections["sites"]["features"]:
        row = {"geometry": site["geometry"], **site["properties"]}
        sites.setdefault(row["incident_id"], []).append(_leave_out_unknown(row))
    return {
        feature["id"]: {
            "geometry": feature["geometry"],
            "told": {name: feature["properties"].get(name) for name in names}
            | {"sources": feature["properties"].get("sources") or []},
            "sites": sites.get(feature["id"], []),
        }
        for feature in collections["incidents"]["features"]
    }


def _leave_out_unknown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


@pytest.fixture
def assert_reads_back(open_page: Opener) -> Callable[[Collections], None]:
    def check(collections: Collections) -> None:
        rows = [feature["properties"] for feature in collections["incidents"]["features"]]
        names = list(dict.fromkeys(name for row in rows for name in row))
        opened = open_page(collections)
        read = json.loads(str(opened.look_up(READ_ALL % json.dumps(names))))
        for incident in read.values():
            incident["sites"] = list(map(_leave_out_unknown, incident["sites"]))
        assert read == _expect_all(collections, names)
        assert opened.faults == []

    return check


def test_the_page_reads_what_a_run_found(
    assert_reads_back: Callable[[Collections], None], collections: Collections
) -> None:
    result = geomap.run([ROOT / "corpus"])
    collections["incidents"] = result.incident_features
    collections["sites"] = result.site_features
    collections["stretches"] = result.stretch_features
    assert_reads_back(collections)


def test_the_page_reads_whatever_a_table_holds(
    assert_reads_back: Callable[[Collections], None],
) -> None:
    # More than two blocks.
    assert_reads_back(_make_odd(600))


def test_what_repeats_is_written_once() -> None:
    fields = [[PASSAGE, {**PASSAGE, "field": "date"}, LATER], []]
    column = encode_values(fields, [["a.txt", "b.txt"], []])
    assert column == {
        "passages": {
            "lengths": [2, 0],
            "columns": {
                "source": {"of_sources": [1, 1]},
                "start": (3, 20),
                "quote": {"values": [PASSAGE["quote"]]},
                "fields": (("event", "date"), ("event",)),
            },
        }
    }


def test_a_site_says_only_what_its_incident_does_not() -> None:
    point = {"type": "Point", "coordinates": [45.5, 40.25]}
    incident: dict[str, Any] = {
        "geometry": point,
        "properties": {"id": "x", "place": "Sotk", "killed": 0},
    }
    own = {"id": "x/1", "incident_id": "x", "place": "Sotk", "role": "at"}
    other = {"id": "x/2", "incident_id": "x", "place": "Lachin", "role": "area"}
    sites: list[dict[str, Any]] = [
        {"geometry": point, "properties": own},
        {"geometry": None, "properties": other},
    ]
    assert make_block([incident], ["killed", "wounded"], [sites]) == {
        "columns": {"killed": (0,)},
        "sites": {
            "lengths": [2],
            "columns": {
                "id": {"same": 1},
                "incident_id": {"same": 1},
                "place": {"same": [1, 0], "rest": {"values": ["Lachin"]}},
                "role": ["at", "area"],
                "geometry": {"same": [1, 0], "rest": {"values": [None]}},
            },
        },
    }


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_json_cannot_say_are_refused(number: float) -> None:
    row = {"casualties": [{"history": [{"low": 1}, {"low": number}]}]}
    with pytest.raises(ValueError, match="not JSON compliant"):
        make_block([{"properties": row}], ["casualties"], [[]])
