"""The tables in PostgreSQL: from the definitions of all outputs, made or completed, never replaced.

Nothing is put into SQL as text: names are `psycopg.sql.Identifier`, types are those listed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from psycopg import errors, sql

from geomap.errors import OutputError
from geomap.export.columns import GEOMETRY
from geomap.export.fields import TABLES, Field, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import psycopg

__all__ = [
    "LAYOUT",
    "RUNS",
    "Column",
    "Cursor",
    "enable_postgis",
    "list_columns",
    "prepare_tables",
]

Cursor: TypeAlias = "psycopg.Cursor[tuple[Any, ...]]"

LAYOUT: Final = 1
"""Raised when tables change otherwise than by further columns, which are added by themselves."""

RUNS: Final = Table(
    "runs",
    "Runs",
    "What was loaded here, a row for each run of geomap that differs from the others.",
    (
        Field("id", "string", "SHA-256 of title and record."),
        Field("title", "string", "Title of the map."),
        Field("record", "objects", "What run.json says of the run, without its time."),
        Field("layout", "integer", "Version of the layout of these tables."),
        Field("loaded_at", "moment", "When it was last loaded."),
    ),
)
_TYPES: Final[Mapping[str, sql.SQL]] = {
    "string": sql.SQL("text"),
    # Arrow's integers have 64 bits; a number that a report gives must never break the load.
    "integer": sql.SQL("bigint"),
    "number": sql.SQL("double precision"),
    "boolean": sql.SQL("boolean"),
    "date": sql.SQL("date"),
    "strings": sql.SQL("text[]"),
    "objects": sql.SQL("jsonb"),
    "moment": sql.SQL("timestamp with time zone"),
    "Point": sql.SQL("geometry(Point,4326)"),
    "LineString": sql.SQL("geometry(LineString,4326)"),
}
_INTERVAL: Final = ("date_start", "date_end")


class Column(NamedTuple):
    """A column as PostgreSQL has it."""

    name: str
    type: sql.SQL
    comment: str


class _Present(NamedTuple):
    """A relation that is there."""

    is_table: bool
    comment: str | None
    columns: dict[str, tuple[str, str | None]]
    """Type and comment of each column."""


def list_columns(table: Table) -> list[Column]:
    """Return the columns of a table in their order, the geometry last."""
    columns = [Column(field.name, _TYPES[field.type], _describe(field)) for field in table.fields]
    if table.geometry:
        comment = f"{table.geometry}, (lon, lat) in degrees, WGS 84; null where it is not known."
        columns.append(Column(GEOMETRY, _TYPES[table.geometry], comment))
    return columns


def enable_postgis(cursor: Cursor) -> None:
    """Make the types of PostGIS known to the transaction, wherever the extension stands.

    Raises
    ------
    OutputError
        When the database lacks the extension, and it cannot be made.
    """
    if _set_search_path(cursor):
        return
    database = cursor.connection.info.dbname
    try:
        cursor.execute("CREATE EXTENSION postgis")
    except errors.InsufficientPrivilege as error:
        msg = (
            f"database {database!r} has no PostGIS, and user {cursor.connection.info.user!r} may "
            "not add it; ask an administrator to run there: CREATE EXTENSION postgis"
        )
        raise OutputError(msg) from error
    except (errors.FeatureNotSupported, errors.UndefinedFile) as error:
        msg = (
            f"the server of database {database!r} has no PostGIS; install it there (on Debian: "
            "apt install postgresql-postgis), then load again"
        )
        raise OutputError(msg) from error
    _set_search_path(cursor)


def prepare_tables(cursor: Cursor, schema: str) -> None:
    """Make schema and tables, or add to them what a later version of geomap has more.

    Nothing is altered, and so nothing locked, where all is there.

    Raises
    ------
    OutputError
        When tables of these names are not geomap's, or are those of a later version.
    """
    cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
    if cursor.fetchone() is None:
        # Not IF NOT EXISTS: that asks for the right to make one even when it is there.
        comment = sql.Literal("Incidents from news reports, loaded by geomap.")
        name = sql.Identifier(schema)
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(name))
        cursor.execute(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(name, comment))
    present = _read_present(cursor, schema)
    _validate_present(cursor, schema, present)
    for table in (*TABLES, RUNS):
        _complete_table(cursor, schema, table, present.get(table.name))


def _set_search_path(cursor: Cursor) -> bool:
    """Look for names in PostGIS' schema only; tell whether there is one."""
    cursor.execute(
        "SELECT set_config('search_path', extnamespace::regnamespace::text, true) "
        "FROM pg_extension WHERE extname = 'postgis'"
    )
    return cursor.fetchone() is not None


def _read_present(cursor: Cursor, schema: str) -> dict[str, _Present]:
    cursor.execute(
        "SELECT c.relname, c.relkind IN ('r', 'p'), obj_description(c.oid, 'pg_class'), a.attname, "
        "format_type(a.atttypid, a.atttypmod), col_description(c.oid, a.attnum) "
        "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_attribute a "
        "ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
        "WHERE n.nspname = %s AND c.relname = ANY(%s)",
        [schema, [table.name for table in (*TABLES, RUNS)]],
    )
    present: dict[str, _Present] = {}
    for name, is_table, comment, column, kind, column_comment in cursor:
        known = present.setdefault(name, _Present(is_table, comment, {}))
        known.columns[column] = (kind, column_comment)
    return present


def _validate_present(cursor: Cursor, schema: str, present: Mapping[str, _Present]) -> None:
    runs = present.get(RUNS.name)
    is_ours = runs is not None and {field.name for field in RUNS.fields} <= set(runs.columns)
    faults: list[str] = []
    if present and not is_ours:
        faults.append(f"{', '.join(sorted(present))}: not made by geomap")
    for table in (*TABLES, RUNS):
        if table.name in present:
            faults += _find_faults(table, present[table.name])
    if not faults and runs is not None:
        cursor.execute(
            sql.SQL("SELECT max(layout) FROM {}").format(sql.Identifier(schema, RUNS.name))
        )
        row = cursor.fetchone()
        layout = row[0] if row else None
        if layout is not None and layout > LAYOUT:
            faults.append(f"loaded by a later geomap (layout {layout}, this one has {LAYOUT})")
    if faults:
        msg = (
            f"schema {schema!r} cannot be loaded into: {'; '.join(faults)}. Nothing was changed; "
            "name another schema with ?schema=name, or bring geomap up to date"
        )
        raise OutputError(msg)


def _find_faults(table: Table, present: _Present) -> Iterable[str]:
    if not present.is_table:
        yield f"{table.name}: expected a table"
        return
    key = table.key
    if key not in present.columns:
        yield f"{table.name}.{key}: missing"
    for column in list_columns(table):
        expected = column.type.as_string()
        got, _ = present.columns.get(column.name, (expected, None))
        if got != expected:
            yield f"{table.name}.{column.name}: expected {expected}, got {got}"


def _complete_table(cursor: Cursor, schema: str, table: Table, present: _Present | None) -> None:
    name = sql.Identifier(schema, table.name)
    columns = list_columns(table)
    known = dict(present.columns) if present else {}
    if present is None:
        key = sql.Identifier(table.key)
        cursor.execute(sql.SQL("CREATE TABLE {} ({} text PRIMARY KEY)").format(name, key))
        known[table.key] = ("text", None)
    added = [column for column in columns if column.name not in known]
    if added:
        parts = sql.SQL(", ").join(_define(column, schema, table) for column in added)
        cursor.execute(sql.SQL("ALTER TABLE {} {}").format(name, parts))
    for index in _define_indexes(table, {column.name for column in added}):
        cursor.execute(sql.SQL("CREATE INDEX ON {} {}").format(name, index))
    if present is None or present.comment != table.description:
        comment = sql.Literal(table.description)
        cursor.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(name, comment))
    for column in columns:
        if known.get(column.name, ("", None))[1] != column.comment:
            cursor.execute(
                sql.SQL("COMMENT ON COLUMN {} IS {}").format(
                    sql.Identifier(schema, table.name, column.name), sql.Literal(column.comment)
                )
            )


def _define(column: Column, schema: str, table: Table) -> sql.Composable:
    """Return what adds a column, with the key that it holds.

    A row belongs to the first that it refers to and goes with it; others it only mentions.
    """
    definition = sql.SQL("ADD COLUMN {} {}").format(sql.Identifier(column.name), column.type)
    for number, (name, target) in enumerate(table.references):
        if name == column.name:
            (key,) = (other.key for other in TABLES if other.name == target)
            definition += sql.SQL(" REFERENCES {} ({}) ON DELETE {}").format(
                sql.Identifier(schema, target),
                sql.Identifier(key),
                sql.SQL("SET NULL" if number else "CASCADE"),
            )
    return definition


def _define_indexes(table: Table, added: set[str]) -> Iterable[sql.Composable]:
    """Yield the indexes that hold one of the added columns."""
    names = {field.name for field in table.fields}
    wanted: list[Sequence[str]] = [(name,) for name, _ in table.references]
    if names.issuperset(_INTERVAL):
        wanted.append(_INTERVAL)
    for columns in wanted:
        if added.intersection(columns):
            yield sql.SQL("({})").format(sql.SQL(", ").join(map(sql.Identifier, columns)))
    if GEOMETRY in added:
        yield sql.SQL("USING gist ({})").format(sql.Identifier(GEOMETRY))


def _describe(field: Field) -> str:
    words = [field.description]
    if field.values:
        words.append(f"One of: {'; '.join(field.values)}.")
    if field.parts:
        words.append(f"A list of objects: {', '.join(part.name for part in field.parts)}.")
    return " ".join(words)
