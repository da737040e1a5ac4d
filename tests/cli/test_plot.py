"""``geomap plot`` as a user calls it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]


def test_a_picture_is_written_as_its_name_says(run_geomap: RunGeomap, folder: Path) -> None:
    found = run_geomap("plot", "reports", "-o", "pictures/line.svg")
    assert found.returncode == 0, found.stderr
    assert found.stdout.split() == ["Picture:", "pictures/line.svg"]
    svg = (folder / "pictures" / "line.svg").read_text(encoding="utf-8")
    assert "Incidents on the Armenia–Azerbaijan border" in svg
    assert "1 incident, 13 Sep 2022" in svg
    pytest.importorskip("resvg_py", reason="DID NOT RUN: no resvg-py")
    found = run_geomap("plot", "reports", "-o", "line.png", "--border", "AZE-ARM", "--scale", "0.5")
    if "needs a font" in found.stderr:
        pytest.skip("DID NOT RUN: no font on this machine")
    assert found.returncode == 0, found.stderr
    assert (folder / "line.png").read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_refused(run_geomap: RunGeomap, folder: Path) -> None:
    for arguments, words in (
        (("-o", "line.pdf"), "ends in .svg or .png"),
        (("--border", "KHM-THA"), "such borders: ARM-AZE (1)"),
    ):
        refused = run_geomap("plot", "reports", *arguments)
        assert refused.returncode == 2
        assert words in refused.stderr
    assert [path.name for path in folder.iterdir()] == ["reports"]


def test_an_earlier_run_is_drawn_without_its_reports(run_geomap: RunGeomap, folder: Path) -> None:
    assert run_geomap("map", "reports", "-o", "out", "--quiet").returncode == 0
    assert run_geomap("plot", "reports", "-o", "new.svg").returncode == 0
    (folder / "reports" / "a.txt").unlink()
    found = run_geomap("plot", "--from", "out", "-o", "stored.svg")
    assert found.returncode == 0, found.stderr
    assert (folder / "stored.svg").read_bytes() == (folder / "new.svg").read_bytes()
    assert run_geomap("plot", "reports", "--from", "out").returncode == 2
