"""What is said of errors that no test can provoke."""

from __future__ import annotations

import pytest
from psycopg import errors

from geomap.export.postgis.failures import describe_failure


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (errors.DiskFull("could not extend file"), "disk is full: make room"),
        (errors.ReadOnlySqlTransaction("read-only"), "only read from"),
        (errors.InsufficientPrivilege("permission denied"), "a schema of your own"),
        (errors.DeadlockDetected("deadlock"), "load again"),
        (errors.UndefinedColumn("column x is missing"), "changed by hand"),
    ],
)
def test_a_refusal_says_that_nothing_was_changed(error: errors.Error, expected: str) -> None:
    text = describe_failure(error, where="postgresql://h/d, schema geomap")
    assert text.startswith(f"postgresql://h/d, schema geomap: cannot be loaded ({error}; SQLSTATE")
    assert "nothing was changed" in text
    assert expected in text


def test_a_lost_connection_says_that_a_load_may_be_repeated() -> None:
    error = errors.OperationalError("server closed the connection\n\tunexpectedly")
    text = describe_failure(error, where="postgresql://h/d")
    assert "(server closed the connection; unexpectedly)" in text
    assert "not loaded twice" in text
