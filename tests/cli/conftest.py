"""The command line in a process of its own."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

import geomap

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]

TIMEOUT: Final = 120
"""Seconds for a call."""

REPORT = (
    " date 2022-09-14 Fire near Sotk\n\nArmenian and Azerbaijani troops clashed near Sotk on "
    "Tuesday. Two Armenian soldiers were wounded, the Armenian defence ministry said.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to stand in, with one report in ``reports/``."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


class ForkServer:
    """A process that has imported geomap, and forks one for each call; see ``forking.py``."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", str(Path(__file__).with_name("forking.py"))],
            env=_make_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self, arguments: tuple[str, ...], folder: Path, environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Call the command line in a process of its own."""
        files = {name: folder.parent / f"{folder.name}.{name}" for name in ("out", "errors")}
        call = {
            "arguments": arguments,
            "folder": str(folder),
            "environment": environment,
            **{name: str(path) for name, path in files.items()},
        }
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(call), file=self._process.stdin, flush=True)
        if not select.select([self._process.stdout], [], [], TIMEOUT)[0]:
            raise subprocess.TimeoutExpired(arguments, TIMEOUT)
        code = int(self._process.stdout.readline())
        # As a pipe is read: with the line ends of one system.
        printed = (path.read_text(encoding="utf-8") for path in files.values())
        return subprocess.CompletedProcess(arguments, code, *printed)

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def _make_environment(**more: str) -> dict[str, str]:
    root = str(Path(geomap.__file__).resolve().parents[1])
    clean = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "FORCE_COLOR"}}
    return {**clean, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", **more}


@pytest.fixture(scope="module")
def fork_server() -> Iterator[ForkServer]:
    server = ForkServer()
    yield server
    server.close()


@pytest.fixture
def run_geomap(folder: Path, fork_server: ForkServer) -> RunGeomap:
    """Return a function that calls the command line, as a terminal-less process.

    It is a new one from its first instruction where something stands before the command, and where
    it has variables in its environment that what is imported may look at.
    """

    def run(
        *arguments: str, before: tuple[str, ...] = (), **environment: str
    ) -> subprocess.CompletedProcess[str]:
        variables = _make_environment(**environment)
        if not before and environment.keys() <= {"COLUMNS"}:
            return fork_server.run(arguments, folder, variables)
        return subprocess.run(
            [*before, sys.executable, "-W", "error", "-m", "geomap", *arguments],
            cwd=folder,
            env=variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT,
            check=False,
        )

    return run
