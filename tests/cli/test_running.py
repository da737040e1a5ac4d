"""Options of where reports are read and what is kept, and watching a folder."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from geomap.cli.app import app
from geomap.cli.running import ENGINES, iter_changes
from geomap.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REPORT = (
    "Yerevan, September 13, 2022. Azerbaijani artillery shelled the village of Sotk on Tuesday, "
    "wounding two soldiers, the Armenian defence ministry said.\n"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    return folder


def test_the_help_names_the_engines_that_there_are() -> None:
    assert list(ENGINES) == list(Engine)


def test_what_was_understood_is_kept_shown_and_removed(corpus: Path, tmp_path: Path) -> None:
    run, cache = CliRunner().invoke, ["--cache", str(tmp_path / "cache")]
    out = ["-o", str(tmp_path / "out"), "--json", "--to", "csv"]
    first = run(app, ["map", str(corpus), *out, *cache])
    assert first.exit_code == 0
    second = run(app, ["map", str(corpus), *out, *cache])
    assert json.loads(second.stdout)["incidents"] == json.loads(first.stdout)["incidents"]
    shown = run(app, ["cache", "info", *cache])
    assert "1 reports" in shown.stdout
    assert re.search(r"[\d.]+ MB removed", run(app, ["cache", "clear", *cache]).stdout)
    assert "nothing is kept" in run(app, ["cache", "info", *cache]).stdout


def test_nothing_is_kept_where_nobody_wants_it(corpus: Path, tmp_path: Path) -> None:
    cache = ["--cache", str(tmp_path / "cache")]
    out = ["-o", str(tmp_path / "out"), "-q", "--to", "csv", "--no-cache"]
    assert CliRunner().invoke(app, ["map", str(corpus), *out, *cache]).exit_code == 0
    assert not (tmp_path / "cache").exists()


def test_changes_are_told_once_they_stand_still(corpus: Path, tmp_path: Path) -> None:
    out = corpus / "out"
    pauses: list[float] = []
    # What happens in each pause, one after another.
    happens: dict[int, Callable[[], object]] = {
        1: lambda: (corpus / "b.txt").write_text("half", encoding="utf-8"),
        4: lambda: (corpus / "b.txt").write_text("whole of it", encoding="utf-8"),
        5: lambda: (corpus / "c.txt").write_text("meanwhile", encoding="utf-8"),
        7: out.mkdir,
        8: lambda: (out / "map.html").write_text("ours", encoding="utf-8"),
        9: lambda: (corpus / ".hidden").write_text("not ours", encoding="utf-8"),
        10: (corpus / "a.txt").unlink,
    }

    class Enough(Exception):  # noqa: N818 - it ends the test
        pass

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) in happens:
            happens[len(pauses)]()
        if len(pauses) > 14:
            raise Enough

    told: list[tuple[int, int]] = []
    with pytest.raises(Enough):
        told.extend((len(pauses), n) for n in iter_changes([corpus], aside=out, pause=pause))
    assert [number for _, number in told] == [2, 3, 2]
    assert min(pauses) >= 1
    assert not (tmp_path / "nowhere").exists()


def test_watching_goes_on_after_a_run_that_fails(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = iter(["not text", "mended"])

    def change(paths: list[Path], *, aside: Path) -> object:
        assert (paths, aside) == ([corpus], tmp_path / "out")
        yield 1
        for step in steps:
            before = (tmp_path / "out" / "incidents.csv").read_bytes()
            content = b"\x00\x01" if step == "not text" else REPORT.encode()
            (corpus / "a.txt").write_bytes(content)
            yield 1
            assert (tmp_path / "out" / "incidents.csv").read_bytes() == before
        raise KeyboardInterrupt

    monkeypatch.setattr("geomap.cli.running.iter_changes", change)
    options = ["-o", str(tmp_path / "out"), "-q", "--to", "csv", "--no-cache", "--watch"]
    result = CliRunner().invoke(app, ["map", str(corpus), *options])
    assert result.exit_code != 0
    assert result.stdout.count("Map: ") == 2
    assert "no report could be read" in result.stderr
    assert "watching" in result.stderr
