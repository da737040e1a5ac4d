"""What all tests share: where Chromium and the gazetteer are, and a loud word on what did not run.

A test that needs a program which may be missing skips with a reason that starts with
``DID NOT RUN``. The summary repeats those in a banner. With ``GEOMAP_REQUIRE_ALL=1`` they fail.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
import pytest
from hypothesis import settings

from geomap.folders import find_gazetteer
from tests.postgres import find_programs, run_server

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from _pytest.terminal import TerminalReporter

    from tests.postgres import Server

DID_NOT_RUN: Final = "DID NOT RUN"
PROGRAM_FIXTURES: Final = frozenset({"postgres_server", "qgis_python", "require_command"})
CHROMIUM_COMMANDS: Final = ("chromium", "chromium-browser", "google-chrome")
QGIS_PYTHON: Final = "/usr/bin/python3"

# No test reads or writes what belongs to the user who runs it.
_OWN_FOLDER: Final = tempfile.mkdtemp(prefix="geomap-tests-")
atexit.register(shutil.rmtree, _OWN_FOLDER, ignore_errors=True)
os.environ["GEOMAP_DATA_DIR"] = str(Path(_OWN_FOLDER) / "data")
os.environ["GEOMAP_CACHE_DIR"] = str(Path(_OWN_FOLDER) / "cache")

# The same examples each time, and no verdict on how fast the machine is.
settings.register_profile("geomap", deadline=None, derandomize=True)
settings.load_profile("geomap")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a browser or another program, so that ``-m "not browser"`` leaves it out."""
    for item in items:
        asked_for = set(getattr(item, "fixturenames", ()))
        if "chromium_path" in asked_for:
            item.add_marker(pytest.mark.browser)
        if asked_for & PROGRAM_FIXTURES:
            item.add_marker(pytest.mark.program)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a test that did not run into a failure where everything must run."""
    report = yield
    reason = _reason_not_run(report)
    if reason and os.environ.get("GEOMAP_REQUIRE_ALL") == "1":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: {reason} (GEOMAP_REQUIRE_ALL=1: every test must run)"
    return report


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say loudly which tests did not run, and what they need."""
    not_run: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = _reason_not_run(report)
        if reason:
            not_run.setdefault(reason, []).append(report.nodeid)
    if not not_run:
        return
    terminalreporter.section("TESTS THAT DID NOT RUN", sep="*", red=True, bold=True)
    for reason, nodeids in not_run.items():
        terminalreporter.write_line(f"{reason} ({len(nodeids)} tests)", red=True, bold=True)
        for nodeid in nodeids:
            terminalreporter.write_line(f"    {nodeid}")
    terminalreporter.write_sep("*", red=True, bold=True)


def _reason_not_run(report: object) -> str | None:
    """Return the reason of a skip that starts with ``DID NOT RUN``, else ``None``."""
    longrepr = getattr(report, "longrepr", None)
    if not (getattr(report, "skipped", False) and isinstance(longrepr, tuple)):
        return None
    reason = str(longrepr[2]).removeprefix("Skipped: ")
    return reason if reason.startswith(DID_NOT_RUN) else None


def _find_chromium() -> str | None:
    given = os.environ.get("GEOMAP_CHROMIUM")
    if given:
        return given if os.access(given, os.X_OK) else None
    found = (shutil.which(command) for command in CHROMIUM_COMMANDS)
    return next((path for path in found if path), None)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of a Chromium, from ``$GEOMAP_CHROMIUM`` or the search path."""
    path = _find_chromium()
    if path is None:
        pytest.skip(
            f"{DID_NOT_RUN}: no Chromium ($GEOMAP_CHROMIUM, {', '.join(CHROMIUM_COMMANDS)})"
        )
    return path


@pytest.fixture(scope="session")
def require_command() -> Callable[[str], str]:
    """Return a function that gives the path of a program, or skips the test that asks for it."""

    def find(command: str) -> str:
        path = shutil.which(command)
        if path is None:
            pytest.skip(f"{DID_NOT_RUN}: no {command} on the search path")
        return path

    return find


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own, with a database ``with_postgis`` to make others of."""
    programs = find_programs()
    if programs is None:
        pytest.skip(f"{DID_NOT_RUN}: no PostgreSQL server (initdb)")
    with run_server(programs) as server:
        with psycopg.connect(server.make_url("postgres"), autocommit=True) as connection:
            known = connection.execute(
                "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"
            )
            if known.fetchone() is None:
                pytest.skip(f"{DID_NOT_RUN}: PostgreSQL lacks PostGIS")
            connection.execute("CREATE DATABASE with_postgis")
        with psycopg.connect(server.make_url("with_postgis")) as connection:
            connection.execute("CREATE EXTENSION postgis")
        yield server


@pytest.fixture
def database(postgres_server: Server) -> Iterator[str]:
    """Address of an empty database with PostGIS, gone after the test."""
    with psycopg.connect(postgres_server.make_url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE news TEMPLATE with_postgis")
        yield postgres_server.make_url("news")
        connection.execute("DROP DATABASE news WITH (FORCE)")


@pytest.fixture(scope="session")
def qgis_python() -> str:
    """Path of a Python that has QGIS, from ``$GEOMAP_QGIS_PYTHON`` or Debian's own."""
    path = os.environ.get("GEOMAP_QGIS_PYTHON", QGIS_PYTHON)
    found = Path(path).is_file() and subprocess.run(
        [path, "-c", "import qgis.core"], capture_output=True, check=False
    )
    if not found or found.returncode:
        pytest.skip(f"{DID_NOT_RUN}: no QGIS for {path} (python3-qgis; or $GEOMAP_QGIS_PYTHON)")
    return path


@pytest.fixture(scope="session")
def gazetteer_folder() -> Path:
    """Folder of the gazetteer, of the checkout or of the installed package."""
    return find_gazetteer()


@pytest.fixture(scope="session")
def corpus_folder() -> Path:
    """Folder of the sample corpus."""
    return Path(__file__).resolve().parents[1] / "corpus"
