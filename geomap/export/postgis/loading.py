"""A load: the run into temporary tables, and from these what is new, changed or gone."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
import shapely
from psycopg import sql

from geomap.export.columns import GEOMETRY, LISTS, iter_flat_rows, replace_nuls
from geomap.export.fields import TABLES, Table
from geomap.export.postgis.layout import (
    LAYOUT,
    RUNS,
    Cursor,
    enable_postgis,
    list_columns,
    prepare_tables,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import psycopg
    import pyarrow as pa

    from geomap.export.dataset import Dataset

__all__ = ["LOCK", "Change", "load_dataset"]

LOCK: Final = 0x67656F6D6170
"""Advisory lock that a load holds, so that there is one at a time in a database: "geomap"."""
_WGS84: Final = 4326
_BATCH: Final = 10_000
"""Geometries that are text at one time."""
_REPLACEMENT: Final = "\ufffd"
_ESCAPED_NUL: Final = re.compile(r"(\\\\)|\\u0000")
_RESTING: Final = sql.Identifier("pg_temp", "resting")
"""Incidents in the database, and whose reports they rest on."""
_GONE: Final = sql.Identifier("pg_temp", "gone")
"""Incidents that the reports of this run no longer tell."""


class Change(NamedTuple):
    """What a load did to a table, in rows."""

    inserted: int = 0
    updated: int = 0
    removed: int = 0
    kept: int = 0
    """Left as they were although this run has them otherwise: they rest on other reports too."""


def load_dataset(
    connection: psycopg.Connection[tuple[Any, ...]], dataset: Dataset, *, schema: str
) -> dict[str, Change]:
    """Load a dataset into a schema, in the transaction that is open.

    Raises
    ------
    OutputError
        When PostGIS is missing, or the schema holds tables that are not geomap's.
    psycopg.Error
        When the database refuses.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_catalog.pg_advisory_xact_lock(%s)", [LOCK])
        enable_postgis(cursor)
        prepare_tables(cursor, schema)
        for table in TABLES:
            _stage(cursor, table, dataset)
        _list_resting(cursor, schema)
        kept = _set_shared_aside(cursor)
        _list_gone(cursor)
        # Owners are written before what belongs to them, and removed after it.
        written = {table.name: _upsert(cursor, schema, table) for table in TABLES}
        removed = {table.name: _remove(cursor, schema, table) for table in reversed(TABLES)}
        _record_run(cursor, schema, dataset)
    return {
        name: Change(inserted, updated, removed[name], kept if name == "incidents" else 0)
        for name, (inserted, updated) in written.items()
    }


def _stage(cursor: Cursor, table: Table, dataset: Dataset) -> None:
    """Copy the rows of a table into a temporary one of the same columns."""
    stage = sql.Identifier("pg_temp", table.name)
    columns = list_columns(table)
    definitions = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(column.name), column.type) for column in columns
    )
    cursor.execute(
        sql.SQL("CREATE TEMPORARY TABLE {} ({}, PRIMARY KEY ({})) ON COMMIT DROP").format(
            stage, definitions, sql.Identifier(table.key)
        )
    )
    names = _list_names(table)
    with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(stage, names)) as copy:
        for values in _iter_values(table, dataset.columns[table.name]):
            copy.write_row(values)
    cursor.execute(sql.SQL("ANALYZE {}").format(stage))


def _iter_values(table: Table, columns: pa.Table) -> Iterator[list[Any]]:
    """Yield the rows of columns as PostgreSQL takes them, the geometry last."""
    geometries = _iter_geometries(columns) if table.geometry else None
    adapters = [
        (number, _ADAPTERS[field.type])
        for number, field in enumerate(table.fields)
        if field.type in LISTS
    ]
    # Of all characters PostgreSQL lacks NUL alone.
    for row in iter_flat_rows(table, replace_nuls(columns)):
        values = list(row.values())
        for number, adapt in adapters:
            if values[number] is not None:
                values[number] = adapt(values[number])
        if geometries is not None:
            values.append(next(geometries))
        yield values


def _iter_geometries(columns: pa.Table) -> Iterator[str | None]:
    """Yield geometries as PostGIS reads them: WKB with its reference system, in hexadecimal."""
    for batch in columns.select([GEOMETRY]).to_batches(max_chunksize=_BATCH):
        shapes = shapely.from_wkb(batch.column(0).to_numpy(zero_copy_only=False))
        yield from shapely.to_wkb(shapely.set_srid(shapes, _WGS84), hex=True, include_srid=True)


def _clean_json(text: str) -> str:
    if "\\u0000" not in text:
        return text
    # A backslash that is itself escaped does not begin "\u0000".
    return _ESCAPED_NUL.sub(lambda match: match[1] or _REPLACEMENT, text)


def _read_list(text: str) -> list[str]:
    return msgspec.json.decode(_clean_json(text), type=list[str])


_ADAPTERS: Final[Mapping[str, Callable[[str], object]]] = {
    "strings": _read_list,
    "objects": _clean_json,
}


def _list_resting(cursor: Cursor, schema: str) -> None:
    """List of each incident in the database whether it rests on reports of this run, of others.

    A report that stands in neither, as its row was deleted, counts for nothing.
    """
    cursor.execute(
        sql.SQL(
            "CREATE TEMPORARY TABLE {resting} ON COMMIT DROP AS SELECT present.id, "
            "count(ours.id) > 0 AS is_ours, "
            "count(present_document.id) FILTER (WHERE ours.id IS NULL) > 0 AS is_others "
            "FROM {incidents} AS present CROSS JOIN unnest(present.sources) AS source (id) "
            "LEFT JOIN pg_temp.documents AS ours ON ours.id = source.id "
            "LEFT JOIN {documents} AS present_document ON present_document.id = source.id "
            "GROUP BY present.id"
        ).format(
            resting=_RESTING,
            incidents=sql.Identifier(schema, "incidents"),
            documents=sql.Identifier(schema, "documents"),
        )
    )
    cursor.execute(sql.SQL("ANALYZE {}").format(_RESTING))


def _set_shared_aside(cursor: Cursor) -> int:
    """Take out of the load the incidents that, in the database, rest on other reports too.

    Their rows there stay; returns how many.
    """
    cursor.execute(
        sql.SQL(
            "DELETE FROM pg_temp.incidents WHERE id IN (SELECT id FROM {} WHERE is_others)"
        ).format(_RESTING)
    )
    kept = cursor.rowcount
    for table in TABLES:
        if kept and _owner(table) == "incidents":
            cursor.execute(
                sql.SQL(
                    "DELETE FROM {} AS child WHERE NOT EXISTS "
                    "(SELECT FROM pg_temp.incidents AS ours WHERE ours.id = child.incident_id)"
                ).format(sql.Identifier("pg_temp", table.name))
            )
    return kept


def _list_gone(cursor: Cursor) -> None:
    """List the incidents that rest on reports of this run alone, and that it no longer has."""
    cursor.execute(
        sql.SQL(
            "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT id FROM {} AS resting "
            "WHERE is_ours AND NOT is_others AND NOT EXISTS "
            "(SELECT FROM pg_temp.incidents AS ours WHERE ours.id = resting.id)"
        ).format(_GONE, _RESTING)
    )


def _upsert(cursor: Cursor, schema: str, table: Table) -> tuple[int, int]:
    """Insert what is new and update what is distinct; return how many of each."""
    others = [column.name for column in list_columns(table) if column.name != table.key]
    changes = sql.SQL(", ").join(
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in others
    )
    # A row that was just inserted has no transaction that replaced it: its xmax is 0.
    cursor.execute(
        sql.SQL(
            "WITH written AS (INSERT INTO {table} AS present ({names}) "
            "SELECT {names} FROM {stage} ON CONFLICT ({key}) DO UPDATE SET {changes} "
            "WHERE ({old}) IS DISTINCT FROM ({new}) RETURNING present.xmax = 0 AS is_new) "
            "SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written"
        ).format(
            table=sql.Identifier(schema, table.name),
            names=_list_names(table),
            stage=sql.Identifier("pg_temp", table.name),
            key=sql.Identifier(table.key),
            changes=changes,
            old=sql.SQL(", ").join(sql.Identifier("present", name) for name in others),
            new=sql.SQL(", ").join(sql.Identifier("excluded", name) for name in others),
        )
    )
    (counts,) = cursor.fetchall()
    return counts[0], counts[1]


def _remove(cursor: Cursor, schema: str, table: Table) -> int:
    """Remove what its owner no longer has, or whose owner is gone; return how many."""
    name = sql.Identifier(schema, table.name)
    owner = _owner(table)
    if table.name == "incidents":
        condition = sql.SQL("id IN (SELECT id FROM {})").format(_GONE)
    elif table.name == "documents":
        # "a.txt:2", where a.txt holds but one article by now.
        condition = sql.SQL(
            "id ~ ':[0-9]+$' AND regexp_replace(id, ':[0-9]+$', '') IN (SELECT id FROM {ours}) "
            "AND NOT EXISTS (SELECT FROM {ours} AS ours WHERE ours.id = present.id)"
        ).format(ours=sql.Identifier("pg_temp", table.name))
    elif owner is None:
        return 0
    else:
        owners = sql.SQL("SELECT id FROM {}").format(sql.Identifier("pg_temp", owner))
        if owner == "incidents":
            owners += sql.SQL(" UNION ALL SELECT id FROM {}").format(_GONE)
        condition = sql.SQL(
            "{} IN ({}) AND NOT EXISTS (SELECT FROM {} AS ours WHERE ours.id = present.id)"
        ).format(
            sql.Identifier(table.references[0][0]), owners, sql.Identifier("pg_temp", table.name)
        )
    cursor.execute(sql.SQL("DELETE FROM {} AS present WHERE {}").format(name, condition))
    return cursor.rowcount


def _record_run(cursor: Cursor, schema: str, dataset: Dataset) -> None:
    title = dataset.title.replace("\0", _REPLACEMENT)
    record = _clean_json(msgspec.json.encode(dataset.record).decode())
    digest = hashlib.sha256(f"{title}\n{record}".encode()).hexdigest()
    cursor.execute(
        sql.SQL(
            "INSERT INTO {} (id, title, record, layout, loaded_at) VALUES (%s, %s, %s, %s, now()) "
            "ON CONFLICT (id) DO UPDATE SET (layout, loaded_at) = "
            "(excluded.layout, excluded.loaded_at)"
        ).format(sql.Identifier(schema, RUNS.name)),
        [digest, title, record, LAYOUT],
    )


def _list_names(table: Table) -> sql.Composable:
    return sql.SQL(", ").join(sql.Identifier(column.name) for column in list_columns(table))


def _owner(table: Table) -> str | None:
    """Return the table that the rows of a table belong to."""
    return table.references[0][1] if table.references else None
