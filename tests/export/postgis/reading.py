"""Looking at what was loaded."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import pytest
from psycopg import sql

from geomap.export import TABLES

if TYPE_CHECKING:
    from tests.export.postgis.conftest import Connection

__all__ = ["as_json", "list_ids", "query", "read_all", "wait_for"]

_PATIENCE: Final = 10_000
"""Looks before a wait is given up: some minutes, as no test may depend on a fast machine."""


def as_json(value: object) -> object:
    """Return a value as rows of a dataset hold it: days as ISO 8601 text."""
    return value.isoformat() if isinstance(value, dt.date) else value


def query(
    connection: Connection, statement: str, *, table: str = "", columns: tuple[str, ...] = ()
) -> list[tuple[Any, ...]]:
    """Return what a statement finds, ``{table}`` and ``{columns}`` put in as names."""
    composed = sql.SQL(statement).format(
        table=sql.Identifier("geomap", table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
    )
    return connection.execute(composed).fetchall()


def list_ids(connection: Connection, table: str = "incidents") -> set[str]:
    """Return the ids of a table's rows."""
    return {name for (name,) in query(connection, "SELECT id FROM {table}", table=table)}


def read_all(connection: Connection) -> dict[str, list[Any]]:
    """Return the rows of all tables, with the transaction that wrote each."""
    statement = "SELECT to_jsonb(t), xmin::text FROM {table} t ORDER BY id"
    return {table.name: query(connection, statement, table=table.name) for table in TABLES}


def wait_for(connection: Connection, condition: str) -> None:
    """Wait until something is so in the server, and fail where it never comes to be."""
    for _ in range(_PATIENCE):
        if query(connection, condition) == [(True,)]:
            return
        connection.execute("SELECT pg_sleep(0.05)")
    pytest.fail(f"never was: {condition}")
