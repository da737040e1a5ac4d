"""The GeoPackage: described, related, deterministic, and a good guest in a file of others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest

from geomap.errors import OutputError
from geomap.export import FORMATS, TABLES, Dataset, read_dataset, write_files
from tests.export.hostile import make_hostile_dataset
from tests.export.samples import make_empty_dataset, make_incident_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.result import Result


def write(dataset: Dataset, folder: Path) -> Path:
    (path,) = write_files(folder, FORMATS["gpkg"].make_files(dataset))
    return path


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def sample(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(result.dataset, tmp_path_factory.mktemp("gpkg"))


def test_it_holds_the_layers_and_tables_of_the_contract(sample: Path) -> None:
    layers = dict(pyogrio.list_layers(sample).tolist())
    assert {name for name in layers if name not in {"run", "layer_styles", "qgis_projects"}} == {
        table.name for table in TABLES
    }
    for table in TABLES:
        assert layers[table.name] == table.geometry


def test_it_is_sound(sample: Path) -> None:
    assert query(sample, "PRAGMA integrity_check") == [("ok",)]
    assert query(sample, "PRAGMA foreign_key_check") == []
    # "GPKG" and version 1.2.
    assert query(sample, "PRAGMA application_id") == [(0x47504B47,)]
    assert query(sample, "PRAGMA user_version") == [(10200,)]


def test_tables_are_related_by_keys(sample: Path) -> None:
    for table in TABLES:
        keys = {
            (column, other)
            for _, _, other, column, *_ in query(sample, f"PRAGMA foreign_key_list({table.name})")
        }
        assert keys == set(table.references)
        indexes = query(sample, f"PRAGMA index_list({table.name})")
        assert any(unique for _, name, unique, *_ in indexes if name == f"{table.name}_id")


def test_every_column_says_what_it_holds(sample: Path) -> None:
    described = {
        (table, column): (text, mime)
        for table, column, text, mime in query(
            sample, "SELECT table_name, column_name, description, mime_type FROM gpkg_data_columns"
        )
    }
    for table in TABLES:
        for field in table.fields:
            is_json = field.type in {"strings", "objects"}
            expected = field.description, "application/json" if is_json else None
            assert described[table.name, field.name] == expected
    extensions = {name for (name,) in query(sample, "SELECT extension_name FROM gpkg_extensions")}
    assert {"gpkg_schema", "gpkg_metadata", "gpkg_rtree_index"} <= extensions


def test_layers_have_titles_and_credits_stand_in_the_metadata(sample: Path, result: Result) -> None:
    titles = dict(query(sample, "SELECT table_name, identifier FROM gpkg_contents"))
    for table in TABLES:
        assert titles[table.name] == table.title
    ((text,),) = query(sample, "SELECT metadata FROM gpkg_metadata WHERE mime_type = 'text/plain'")
    assert text.startswith(result.title)
    for credit in result.credits:
        assert credit in text


def test_its_columns_have_types(sample: Path) -> None:
    about = pyogrio.read_info(sample, layer="incidents")
    types = dict(zip(about["fields"], about["ogr_types"], strict=True))
    assert types["date_start"] == "OFTDate"
    assert types["killed"] == "OFTInteger64"
    assert types["uncertainty_km"] == "OFTReal"
    assert types["summary"] == "OFTString"
    assert about["crs"] == "EPSG:4326"
    assert about["geometry_type"] == "Point"


def test_it_is_as_new_as_the_reports(sample: Path) -> None:
    # The newest report of the sample corpus; the library has no clock.
    changes = query(sample, "SELECT last_change FROM gpkg_contents WHERE table_name = 'sites'")
    assert changes == [("2024-04-19T00:00:00.000Z",)]


def test_two_writings_are_equal(result: Result, sample: Path, tmp_path: Path) -> None:
    again = write(result.dataset, tmp_path)
    assert again.read_bytes() == sample.read_bytes()
    # And over itself.
    assert write(result.dataset, tmp_path).read_bytes() == sample.read_bytes()


def test_what_is_not_ours_stays(result: Result, tmp_path: Path) -> None:
    path = write(result.dataset, tmp_path)
    _, posts = pyogrio.read_arrow(path, layer="border")
    pyogrio.write_arrow(
        posts, path, layer="my posts", driver="GPKG", geometry_name="geom",
        geometry_type="LineString", crs="EPSG:4326",
    )  # fmt: skip
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT)")
        connection.execute("INSERT INTO notes (note) VALUES ('mine')")
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('notes', 'attributes')"
        )
        connection.commit()
    changed = make_hostile_dataset()
    assert write(changed, tmp_path) == path
    assert query(path, "SELECT note FROM notes") == [("mine",)]
    assert pyogrio.read_info(path, layer="my posts")["features"] == len(posts)
    assert read_dataset(path) == changed
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    # Once more, and nothing piles up.
    write(changed, tmp_path)
    assert read_dataset(path) == changed
    assert len(query(path, "SELECT * FROM run")) == 1
    assert len(query(path, "SELECT * FROM gpkg_metadata")) == 1
    assert query(path, "SELECT note FROM notes") == [("mine",)]
    indexes = query(path, "SELECT count(*) FROM rtree_incidents_geom")
    assert indexes == [(len([*changed.iter_rows("incidents")]),)]


def test_an_empty_run_replaces_a_full_one(result: Result, tmp_path: Path) -> None:
    write(result.dataset, tmp_path)
    path = write(make_empty_dataset(), tmp_path)
    assert read_dataset(path) == make_empty_dataset()


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_file_that_is_being_written_stays(result: Result, tmp_path: Path, journal: str) -> None:
    path = write(result.dataset, tmp_path)
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE documents SET title = 'changed by another'")
        with pytest.raises(OutputError, match=r"incidents\.gpkg: .*close it in other programs"):
            write(make_empty_dataset(), tmp_path)
        other.rollback()
    assert read_dataset(path) == result.dataset
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []


def test_a_file_that_is_shown_elsewhere_stays(result: Result, tmp_path: Path) -> None:
    """As QGIS does: it opens in WAL mode and reads; a new file would get the old one's log."""
    path = write(result.dataset, tmp_path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("SELECT count(*) FROM incidents").fetchone()
        with pytest.raises(OutputError, match="QGIS keeps it open"):
            write(make_empty_dataset(), tmp_path)
    assert read_dataset(path) == result.dataset
    # Closed, it is replaced, and no log stays behind.
    write(make_empty_dataset(), tmp_path)
    assert read_dataset(path) == make_empty_dataset()
    assert [entry.name for entry in tmp_path.iterdir()] == ["incidents.gpkg"]


@pytest.mark.parametrize("content", [b"no database at all, but some text", b"SQLite format 3\0"])
def test_a_file_that_is_none_stays(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "incidents.gpkg"
    path.write_bytes(content)
    with pytest.raises(OutputError, match=r"incidents\.gpkg: is there and"):
        write(make_empty_dataset(), tmp_path)
    assert path.read_bytes() == content


def test_another_database_stays(tmp_path: Path) -> None:
    path = tmp_path / "incidents.gpkg"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (id INTEGER)")
    content = path.read_bytes()
    with pytest.raises(OutputError, match="is no GeoPackage"):
        write(make_empty_dataset(), tmp_path)
    assert path.read_bytes() == content


def test_an_empty_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "incidents.gpkg").touch()
    path = write(make_incident_dataset(place="Sotk"), tmp_path)
    assert [row["place"] for row in read_dataset(path).iter_rows("incidents")] == ["Sotk"]
