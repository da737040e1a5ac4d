"""The tables as PostgreSQL describes them, and schemas that are not as expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from geomap.errors import OutputError
from geomap.export import TABLES
from geomap.export.postgis import write_postgis
from tests.export.postgis.reading import query
from tests.export.postgis.samples import make_run

if TYPE_CHECKING:
    from tests.export.postgis.conftest import Connection
    from tests.postgres import Server

RUN = make_run({"a.txt": ["X"]})


def test_columns_have_the_types_of_their_definitions(database: str, connection: Connection) -> None:
    write_postgis(RUN, database)
    found = query(
        connection,
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a "
        "JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'geomap'::regnamespace "
        "AND c.relkind = 'r' AND a.attnum > 0 ORDER BY c.relname, a.attnum",
    )
    types = {
        "string": "text",
        "integer": "bigint",
        "number": "double precision",
        "boolean": "boolean",
        "date": "date",
        "strings": "text[]",
        "objects": "jsonb",
    }
    for table in TABLES:
        expected = [(field.name, types[field.type]) for field in table.fields]
        if table.geometry:
            expected.append(("geometry", f"geometry({table.geometry},4326)"))
        assert [(name, kind) for owner, name, kind in found if owner == table.name] == expected


def test_tables_and_columns_say_what_they_hold(database: str, connection: Connection) -> None:
    write_postgis(RUN, database)
    for table in TABLES:
        ((comment,),) = query(
            connection,
            "SELECT obj_description('{table}'::regclass, 'pg_class')",
            table=table.name,
        )
        assert comment == table.description
    comments = dict(
        query(
            connection,
            "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute "
            "WHERE attrelid = 'geomap.incidents'::regclass AND attnum > 0",
        )
    )
    assert all(comments.values())
    assert comments["date_end"] == "Last day."
    assert comments["place_basis"].endswith("One of: named; inferred; corrected.")
    assert comments["evidence"].endswith("A list of objects: source, start, end, quote, field.")


def test_keys_tell_what_belongs_to_what(database: str, connection: Connection) -> None:
    write_postgis(RUN, database)
    found = {
        (table, definition)
        for table, definition in query(
            connection,
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'geomap'::regnamespace",
        )
    }
    assert {(f"geomap.{table.name}", f"PRIMARY KEY ({table.key})") for table in TABLES} <= found
    for table, column, other, action in (
        ("sites", "incident_id", "incidents", "CASCADE"),
        ("stretches", "incident_id", "incidents", "CASCADE"),
        ("stretches", "site_id", "sites", "SET NULL"),
        ("casualties", "incident_id", "incidents", "CASCADE"),
        ("claims", "document_id", "documents", "CASCADE"),
        ("claims", "incident_id", "incidents", "SET NULL"),
    ):
        definition = f"FOREIGN KEY ({column}) REFERENCES geomap.{other}(id) ON DELETE {action}"
        assert (f"geomap.{table}", definition) in found


def test_space_time_and_keys_are_indexed(database: str, connection: Connection) -> None:
    write_postgis(RUN, database)
    found = {
        (table, definition.partition(" USING ")[2])
        for table, definition in query(
            connection, "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'geomap'"
        )
    }
    assert {
        ("incidents", "gist (geometry)"),
        ("sites", "gist (geometry)"),
        ("stretches", "gist (geometry)"),
        ("border", "gist (geometry)"),
        ("incidents", "btree (date_start, date_end)"),
        ("claims", "btree (date_start, date_end)"),
        ("sites", "btree (incident_id)"),
        ("stretches", "btree (incident_id)"),
        ("stretches", "btree (site_id)"),
        ("claims", "btree (document_id)"),
        ("claims", "btree (incident_id)"),
        ("casualties", "btree (incident_id)"),
    } <= found


def test_a_schema_of_any_name_is_made(database: str, connection: Connection) -> None:
    write_postgis(RUN, f'{database}&schema=My "news"; DROP SCHEMA public')
    write_postgis(RUN, database, schema="second")
    names = {name for (name,) in query(connection, "SELECT nspname FROM pg_namespace")}
    assert {'My "news"; DROP SCHEMA public', "second", "public"} <= names
    assert "geomap" not in names


def test_columns_of_a_later_version_are_added(database: str, connection: Connection) -> None:
    write_postgis(RUN, database)
    before = describe(connection)
    connection.execute("ALTER TABLE geomap.claims DROP COLUMN incident_id, DROP COLUMN quote")
    connection.execute("ALTER TABLE geomap.sites DROP COLUMN geometry, ADD COLUMN note text")
    connection.execute("DROP TABLE geomap.stretches, geomap.border")
    assert write_postgis(RUN, database)["claims"].updated == 1
    assert describe(connection) == before | {("sites", "note", "text", None)}


def describe(connection: Connection) -> set[tuple[Any, ...]]:
    """Return columns with type and comment, keys and indexes."""
    return {
        *query(
            connection,
            "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), "
            "col_description(c.oid, a.attnum) FROM pg_attribute a JOIN pg_class c "
            "ON c.oid = a.attrelid WHERE c.relnamespace = 'geomap'::regnamespace "
            "AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped",
        ),
        *query(
            connection,
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'geomap'::regnamespace",
        ),
        *query(connection, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'geomap'"),
    }


def test_an_analysts_own_columns_stay(database: str, connection: Connection) -> None:
    write_postgis(RUN, database)
    connection.execute("ALTER TABLE geomap.incidents ADD COLUMN note text")
    connection.execute("UPDATE geomap.incidents SET note = 'checked'")
    write_postgis(make_run({"a.txt": ["X"]}, changes={"X": {"killed": 3}}), database)
    assert query(connection, "SELECT killed, note FROM geomap.incidents") == [(3, "checked")]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("CREATE TABLE geomap.incidents (id text)", "incidents: not made by geomap"),
        ("CREATE VIEW geomap.sites AS SELECT 1", "sites: not made by geomap; sites: expected a t"),
        (
            "CREATE TABLE geomap.runs (distance real)",
            r"runs: not made by geomap; runs\.id: missing",
        ),
    ],
)
def test_tables_of_others_are_left_alone(
    database: str, connection: Connection, statement: str, expected: str
) -> None:
    connection.execute("CREATE SCHEMA geomap")
    connection.execute(statement.encode())
    before = describe(connection)
    with pytest.raises(OutputError, match=rf"{expected}.*another schema with \?schema=name"):
        write_postgis(RUN, database)
    assert describe(connection) == before


def test_all_columns_of_another_type_are_named(database: str, connection: Connection) -> None:
    write_postgis(RUN, database)
    connection.execute("ALTER TABLE geomap.incidents ALTER killed TYPE text")
    connection.execute(
        "ALTER TABLE geomap.sites ALTER geometry TYPE geometry(Point,3857) USING NULL"
    )
    expected = (
        r"incidents\.killed: expected bigint, got text; sites\.geometry: "
        r"expected geometry\(Point,4326\), got geometry\(Point,3857\)"
    )
    with pytest.raises(OutputError, match=expected):
        write_postgis(RUN, database)


def test_tables_of_a_later_layout_are_left_alone(database: str, connection: Connection) -> None:
    write_postgis(RUN, database)
    connection.execute("UPDATE geomap.runs SET layout = 99")
    with pytest.raises(OutputError, match=r"later geomap \(layout 99.*bring geomap up to date"):
        write_postgis(make_run({"a.txt": ["X", "Y"]}), database)
    assert query(connection, "SELECT count(*) FROM geomap.incidents") == [(1,)]


def test_a_load_leaves_nothing_to_alter_the_second_time(
    database: str, connection: Connection
) -> None:
    write_postgis(RUN, database)
    # Who may only change rows can load: nothing is altered where all is there.
    connection.execute("CREATE ROLE loader LOGIN")
    try:
        connection.execute("GRANT USAGE ON SCHEMA geomap TO loader")
        connection.execute(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA geomap TO loader"
        )
        url = database.replace("postgres@", "loader@")
        assert write_postgis(make_run({"b.txt": ["Y"]}), url)["incidents"].inserted == 1
    finally:
        connection.execute("DROP OWNED BY loader")
        connection.execute("DROP ROLE loader")


def test_rights_that_are_missing_are_named(database: str, connection: Connection) -> None:
    connection.execute("CREATE ROLE reader LOGIN")
    url = database.replace("postgres@", "reader@")
    try:
        with pytest.raises(
            OutputError, match=r"permission denied for database news.*for the right"
        ):
            write_postgis(RUN, url)
        write_postgis(RUN, database)
        with pytest.raises(OutputError, match=r"permission denied for .*nothing was changed"):
            write_postgis(RUN, url)
    finally:
        connection.execute("DROP ROLE reader")


def test_postgis_that_may_not_be_made_is_asked_for(postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.make_url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE ROLE owner LOGIN")
        connection.execute("CREATE DATABASE bare OWNER owner TEMPLATE template0")
        try:
            expected = "'bare' has no PostGIS, and user 'owner' may not add it.*CREATE EXTENSION"
            with pytest.raises(OutputError, match=expected):
                write_postgis(RUN, postgres_server.make_url("bare", user="owner"))
            assert write_postgis(RUN, postgres_server.make_url("bare"))["sites"].inserted == 1
        finally:
            connection.execute("DROP DATABASE bare WITH (FORCE)")
            connection.execute("DROP ROLE owner")


def test_postgis_may_stand_in_a_schema_of_its_own(postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.make_url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE apart TEMPLATE template0")
        url = postgres_server.make_url("apart")
        try:
            with psycopg.connect(url) as other:
                other.execute('CREATE SCHEMA "Some place"')
                other.execute('CREATE EXTENSION postgis SCHEMA "Some place"')
            write_postgis(RUN, url)
            assert write_postgis(RUN, url)["incidents"] == (0, 0, 0, 0)
        finally:
            connection.execute("DROP DATABASE apart WITH (FORCE)")
