"""What went wrong in the database, in words that say how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import psycopg

__all__ = ["describe_connect_failure", "describe_failure"]

_REMEDIES: Final[Mapping[str, str]] = {
    "42501": "ask its owner for the right, or name a schema of your own with ?schema=name",
    "25006": "this server is only read from: name the one that is written to",
    "53100": "its disk is full: make room there, then load again",
    "53200": "the server is short of memory: load again later",
    "57014": "the server ended the load: raise its statement_timeout or load again later",
    "57P01": "the server is being stopped: load again when it runs",
    "40P01": "another program held the tables: load again",
    "55P03": "another program held the tables: load again",
    "23505": "two rows have the same id: please report this",
    "54000": "a value is larger than PostgreSQL takes: leave that report out",
}
"""What to do, by SQLSTATE."""
_ANY_REMEDY: Final = "if the tables were changed by hand, load into another with ?schema=name"


def describe_connect_failure(error: psycopg.Error, *, shown: str) -> str:
    """Say why a database could not be reached.

    Parameters
    ----------
    error
        What psycopg raised.
    shown
        The address without its password.
    """
    return (
        f"{shown}: cannot be connected to ({_join_lines(error)}); check that the server runs and "
        "that host, port, database, user and password are right. The password may also stand in "
        "$PGPASSWORD or ~/.pgpass"
    )


def describe_failure(error: psycopg.Error, *, where: str) -> str:
    """Say why a load was refused.

    Parameters
    ----------
    error
        What psycopg raised.
    where
        Address, without its password, and schema.
    """
    if error.sqlstate is None:
        return (
            f"{where}: the load was broken off ({_join_lines(error)}); unless that was at its very "
            "end nothing was changed. Load again: what is there already is not loaded twice"
        )
    remedy = _REMEDIES.get(error.sqlstate, _ANY_REMEDY)
    return (
        f"{where}: cannot be loaded ({_join_lines(error)}; SQLSTATE {error.sqlstate}); nothing was "
        f"changed; {remedy}"
    )


def _join_lines(error: psycopg.Error) -> str:
    text = error.diag.message_primary or str(error)
    return "; ".join(line.strip() for line in text.splitlines() if line.strip())
