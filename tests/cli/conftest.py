"""The command line in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import geomap

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]

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


@pytest.fixture
def run_geomap(folder: Path) -> RunGeomap:
    """Return a function that calls the command line, as a terminal-less process."""
    root = str(Path(geomap.__file__).resolve().parents[1])

    def run(
        *arguments: str, before: tuple[str, ...] = (), **environment: str
    ) -> subprocess.CompletedProcess[str]:
        clean = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "FORCE_COLOR"}}
        return subprocess.run(
            [*before, sys.executable, "-W", "error", "-m", "geomap", *arguments],
            cwd=folder,
            env={**clean, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run
