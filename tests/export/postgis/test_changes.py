"""What a further load does to rows: new, changed, gone, of other reports."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

import geomap
from geomap.export import TABLES
from geomap.export.postgis import write_postgis
from geomap.export.postgis.loading import Change
from tests.export.postgis.reading import as_json, list_ids, query, read_all
from tests.export.postgis.samples import NOTHING, POINT, make_run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.export.postgis.conftest import Connection


def test_loading_twice_changes_nothing(
    result: geomap.Result, database: str, connection: Connection
) -> None:
    write_postgis(result.dataset, database)
    before = read_all(connection)
    assert write_postgis(result.dataset, database) == NOTHING
    assert read_all(connection) == before


def test_what_is_new_changed_and_gone(database: str, connection: Connection) -> None:
    first = {"X": {"killed": 1}, "Y": {"killed": 2}}
    write_postgis(make_run({"a.txt": ["X", "Y"], "b.txt": ["Y", "Z"]}, changes=first), database)
    second = {"X": {"killed": 1}, "Y": {"killed": 3}, "N": {"killed": 4}}
    changes = write_postgis(
        make_run({"a.txt": ["X", "Y"], "b.txt": ["N"]}, changes=second), database
    )
    assert changes == {
        # Z is gone; Y has other counts, and fewer reports.
        "incidents": Change(inserted=1, updated=1, removed=1),
        "sites": Change(inserted=1, removed=1),
        "stretches": Change(inserted=1, removed=1),
        "border": Change(),
        "documents": Change(updated=1),
        # The first claim of b.txt is now of N, and there is no second.
        "claims": Change(updated=1, removed=1),
        "casualties": Change(inserted=1, removed=1),
    }
    assert query(connection, "SELECT id, killed FROM geomap.incidents ORDER BY id") == [
        ("N", 4),
        ("X", 1),
        ("Y", 3),
    ]
    assert list_ids(connection, "claims") == {"a.txt#1", "a.txt#2", "b.txt#1"}
    assert list_ids(connection, "sites") == {"N/1", "X/1", "Y/1"}


def test_only_rows_that_differ_are_written(database: str, connection: Connection) -> None:
    write_postgis(make_run({"a.txt": ["X", "Y"]}), database)
    statement = "SELECT id, xmin::text FROM geomap.incidents ORDER BY id"
    (x, old_y) = query(connection, statement)
    write_postgis(make_run({"a.txt": ["X", "Y"]}, changes={"Y": {"killed": 1}}), database)
    (same_x, new_y) = query(connection, statement)
    assert same_x == x
    assert new_y != old_y


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("killed", None, 0),
        ("killed", 0, None),
        ("border_km", 1.5, 1.25),
        ("date_end", "2022-09-13", "2022-09-14"),
        ("denied_by", ["a", "b"], ["b", "a"]),
        ("denied_by", [], None),
        ("reasons", [{"source": "a", "reason": "b", "date_basis": "none"}], []),
    ],
)
def test_a_change_of_any_type_is_seen(
    database: str, connection: Connection, field: str, old: object, new: object
) -> None:
    for value in (old, new):
        run = make_run({"a.txt": ["X"]}, changes={"X": {field: value}})
        changes = write_postgis(run, database)
        ((found,),) = query(connection, "SELECT {columns} FROM geomap.incidents", columns=(field,))
        assert as_json(found) == value
    assert changes["incidents"] == Change(updated=1)


def test_a_geometry_that_moved_is_seen(database: str, connection: Connection) -> None:
    write_postgis(make_run({"a.txt": ["X"]}), database)
    connection.execute("UPDATE geomap.incidents SET geometry = ST_Translate(geometry, 1e-6, 0)")
    connection.execute("UPDATE geomap.border SET geometry = ST_Reverse(geometry)")
    changes = write_postgis(make_run({"a.txt": ["X"]}), database)
    assert changes["incidents"] == changes["border"] == Change(updated=1)
    ((point,),) = query(connection, "SELECT ST_AsGeoJSON(geometry) FROM geomap.incidents")
    assert json.loads(point) == POINT


def test_other_reports_stay_as_they_are(database: str, connection: Connection) -> None:
    write_postgis(make_run({"a.txt": ["X"], "b.txt": ["Y"]}), database)
    before = read_all(connection)
    write_postgis(make_run({"c.txt": ["Z"]}), database)
    write_postgis(make_run({"c.txt": []}), database)
    after = read_all(connection)
    assert after.pop("documents")[:-1] == before.pop("documents")
    assert after == before


def test_an_incident_of_other_reports_too_is_kept(database: str, connection: Connection) -> None:
    write_postgis(
        make_run({"a.txt": ["X", "Y"], "b.txt": ["X"]}, changes={"X": {"killed": 7}}), database
    )
    before = read_all(connection)
    # The same event, as one of its reports alone tells it.
    changes = write_postgis(make_run({"b.txt": ["X"]}, changes={"X": {"killed": 5}}), database)
    assert changes == NOTHING | {"incidents": Change(kept=1)}
    assert read_all(connection) == before
    # It is not removed either when that report no longer tells of it.
    changes = write_postgis(make_run({"b.txt": []}), database)
    assert changes["incidents"] == Change()
    assert changes["claims"] == Change(removed=1)
    assert list_ids(connection) == {"X", "Y"}


def test_claims_of_a_kept_incident_are_loaded(database: str, connection: Connection) -> None:
    write_postgis(make_run({"a.txt": ["X"]}, changes={"X": {"killed": 7}}), database)
    changes = write_postgis(make_run({"c.txt": ["X", "Z"]}), database)
    assert changes["incidents"] == Change(inserted=1, kept=1)
    assert changes["sites"] == changes["casualties"] == Change(inserted=1)
    assert changes["claims"] == Change(inserted=2)
    assert query(connection, "SELECT killed, sources FROM geomap.incidents WHERE id = 'X'") == [
        (7, ["a.txt"])
    ]
    # When the first reports drop it, the others' claims are of no incident until they are loaded.
    write_postgis(make_run({"a.txt": []}), database)
    claims = query(connection, "SELECT id, incident_id FROM geomap.claims ORDER BY id")
    assert claims == [("c.txt#1", None), ("c.txt#2", "Z")]
    assert write_postgis(make_run({"c.txt": ["X", "Z"]}), database)["claims"] == Change(updated=1)


def test_a_report_that_was_deleted_holds_no_incident(database: str, connection: Connection) -> None:
    write_postgis(make_run({"a.txt": ["X"], "b.txt": ["X", "Y"]}), database)
    connection.execute("DELETE FROM geomap.documents WHERE id = 'b.txt'")
    assert list_ids(connection, "claims") == {"a.txt#1"}
    changes = write_postgis(make_run({"a.txt": ["Z"]}), database)
    assert changes["incidents"] == Change(inserted=1, removed=1)
    # Y rests on no report of this run.
    assert list_ids(connection) == {"Y", "Z"}


def test_an_article_that_its_file_no_longer_holds_is_removed(
    database: str, connection: Connection
) -> None:
    write_postgis(make_run({"a.txt": ["X"], "a.txt:2": ["Y"], "b.txt:2": ["Z"]}), database)
    changes = write_postgis(make_run({"a.txt": ["X"]}), database)
    assert changes["documents"] == Change(removed=1)
    assert list_ids(connection, "documents") == {"a.txt", "b.txt:2"}
    assert list_ids(connection, "claims") == {"a.txt#1", "b.txt:2#1"}


def test_a_corpus_that_is_mapped_again_after_a_change(
    corpus_folder: Path, tmp_path: Path, database: str, connection: Connection
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(corpus_folder, corpus)
    first = geomap.run(corpus)
    write_postgis(first.dataset, database)
    for name in sorted(path.name for path in corpus.glob("*.txt"))[:6]:
        (corpus / name).write_text("Nothing happened.", encoding="utf-8")
    second = geomap.run(corpus)
    changes = write_postgis(second.dataset, database)
    assert changes["incidents"].removed > 0
    for table in TABLES:
        assert list_ids(connection, table.name) >= {
            row["id"] for row in second.dataset.iter_rows(table.name)
        }
        if table.name not in {"border", "documents"}:
            assert query(connection, "SELECT count(*) FROM {table}", table=table.name) == [
                (second.dataset.columns[table.name].num_rows,)
            ]
