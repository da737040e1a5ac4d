"""A connection to the database of a test, to look at what was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

Connection: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    """A connection that is no part of any load, each statement its own transaction."""
    with psycopg.connect(database, autocommit=True) as connection:
        yield connection
