"""What stands in the tables after a load."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geomap.export import TABLES
from geomap.export.postgis import write_postgis
from geomap.export.postgis.loading import Change
from tests.export.postgis.reading import as_json, list_ids, query
from tests.export.postgis.samples import HOSTILE, NOTHING, make_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.result import Result
    from tests.export.postgis.conftest import Connection


def test_the_sample_corpus_is_loaded_whole(
    result: Result, database: str, connection: Connection
) -> None:
    changes = write_postgis(result.dataset, database)
    for table in TABLES:
        names = tuple(field.name for field in table.fields)
        expected = list(result.dataset.iter_rows(table.name))
        assert changes[table.name] == Change(inserted=len(expected)), table.name
        rows = query(connection, "SELECT {columns} FROM {table}", table=table.name, columns=names)
        found = [dict(zip(names, map(as_json, row), strict=True)) for row in rows]
        assert sorted(found, key=by_id) == sorted(expected, key=by_id), table.name


def by_id(row: dict[str, Any]) -> str:
    return str(row["id"])


def test_geometries_are_those_of_the_geojson(
    result: Result, database: str, connection: Connection
) -> None:
    write_postgis(result.dataset, database)
    for table in (table for table in TABLES if table.geometry):
        rows = query(
            connection,
            "SELECT id, ST_AsGeoJSON(geometry)::json, ST_SRID(geometry), ST_IsValid(geometry) "
            "FROM {table}",
            table=table.name,
        )
        expected = {
            feature["id"]: feature["geometry"]
            for feature in result.dataset.iter_features(table.name)
        }
        assert {row[0]: row[1] for row in rows} == expected
        assert {row[2:] for row in rows if row[1]} == {(4326, True)}


def test_what_is_not_known_is_null(database: str, connection: Connection) -> None:
    write_postgis(make_run({"a.txt": ["X"]}, changes={"X": {"killed": 0}}), database)
    found = query(
        connection,
        "SELECT killed, wounded, date_start, claimed_by, casualties, border_km "
        "FROM geomap.incidents",
    )
    assert found == [(0, None, None, None, None, None)]


def test_an_incident_that_cannot_be_located_has_no_point(
    database: str, connection: Connection
) -> None:
    write_postgis(make_run({"a.txt": ["X", "Y"]}, changes={"X": {"geometry": None}}), database)
    found = query(connection, "SELECT id, ST_AsText(geometry) FROM geomap.incidents ORDER BY id")
    assert found == [("X", None), ("Y", "POINT(46.123456 39.654321)")]


def test_days_are_days(database: str, connection: Connection) -> None:
    days = {"date_start": "2022-09-12", "date_end": "2022-09-13"}
    write_postgis(make_run({"a.txt": ["X", "Y"]}, changes={"X": days}), database)
    found = query(
        connection,
        "SELECT id FROM geomap.incidents WHERE daterange(date_start, date_end, '[]') "
        "&& daterange('2022-09-13', '2022-09-20')  AND date_end IS NOT NULL",
    )
    assert found == [("X",)]


def test_the_run_is_recorded_once(database: str, connection: Connection) -> None:
    for titles in ("First", "Second", "First"):
        write_postgis(make_run({"a.txt": ["X"]}, title=titles), database)
    found = query(connection, "SELECT title, record, layout FROM geomap.runs ORDER BY loaded_at")
    assert found == [("Second", {"credits": ["nobody"]}, 1), ("First", {"credits": ["nobody"]}, 1)]


def test_an_empty_run_makes_the_tables(database: str, connection: Connection) -> None:
    changes = write_postgis(make_run({}), database)
    assert changes == NOTHING | {"border": Change(inserted=1)}
    assert list_ids(connection) == set()


def test_gdal_reads_the_layers(
    require_command: Callable[[str], str], result: Result, database: str
) -> None:
    ogrinfo = require_command("ogrinfo")
    formats = subprocess.run([ogrinfo, "--formats"], capture_output=True, text=True, check=True)
    if "PostgreSQL -vector-" not in formats.stdout:
        pytest.skip("DID NOT RUN: this GDAL has no driver for PostgreSQL")
    write_postgis(result.dataset, database)
    described = subprocess.run(
        [ogrinfo, "-ro", "-so", f"PG:{database}", "geomap.incidents"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert f"Feature Count: {len(result.records)}" in described
    assert "Geometry: Point" in described
    assert 'ID["EPSG",4326]' in described
    assert "date_start: Date" in described
    assert "killed: Integer64" in described
    assert "sources: StringList" in described


def test_hostile_texts_come_back_as_they_were(database: str, connection: Connection) -> None:
    known = {
        f"incident {text}": {
            "summary": text,
            "denied_by": [text, *HOSTILE],
            "evidence": [{"source": text, "start": 0, "end": 1, "quote": text, "field": "event"}],
        }
        for text in HOSTILE
    }
    run = make_run(
        {f"{number} {t}": [f"incident {t}"] for number, t in enumerate(HOSTILE)}, changes=known
    )
    write_postgis(run, database)
    rows = query(connection, "SELECT id, summary, denied_by, evidence FROM geomap.incidents")
    assert {
        row[0]: dict(zip(("summary", "denied_by", "evidence"), row[1:], strict=True))
        for row in rows
    } == known
    assert write_postgis(run, database) == NOTHING


def test_a_text_of_ten_megabytes_comes_back(database: str, connection: Connection) -> None:
    text = "Ջերմուկ, ]]> \\ 🕊️" * 400_000
    known = {
        "summary": text,
        "evidence": [{"source": "a", "start": 0, "end": 1, "quote": text, "field": "event"}],
    }
    write_postgis(make_run({"a.txt": ["X"]}, changes={"X": known}), database)
    ((summary, evidence),) = query(connection, "SELECT summary, evidence FROM geomap.incidents")
    assert summary == evidence[0]["quote"] == text


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(
        st.sampled_from(["\0", "\\", "u0000", '"', "x"]) | st.characters(exclude_categories=["Cs"]),
        max_size=8,
    ).map("".join)
)
@example(text="\0")
@example(text="a\0b\\\0c\\u0000d\\\\u0000e")
def test_any_text_comes_back_but_for_nul(database: str, connection: Connection, text: str) -> None:
    known = {
        "summary": text,
        "denied_by": [text],
        "reasons": [{"source": text, "reason": text, "date_basis": text}],
    }
    write_postgis(make_run({"a.txt": ["X"]}, changes={"X": known}, title=text), database)
    ((summary, denied_by, reasons),) = query(
        connection, "SELECT summary, denied_by, reasons FROM geomap.incidents"
    )
    ((title,),) = query(connection, "SELECT title FROM geomap.runs ORDER BY loaded_at DESC LIMIT 1")
    expected = text.replace("\0", "\ufffd")
    assert {summary, *denied_by, *reasons[0].values(), title} == {expected}
