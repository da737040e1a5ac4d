"""``geomap toponyms`` as a user calls it, in files and in pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import geomap

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "Shelling near Sotk 😀, Armenian forces said in Yerevan. Sotk is quiet."
CONTRACT = "start end text lat lon id name country feature_code reason".split()


@pytest.fixture
def lines(folder: Path) -> str:
    """A file with a good line, one without JSON, one without a text, and another good one."""
    (folder / "texts.jsonl").write_bytes(
        json.dumps({"id": 7, "text": TEXT, "title": "other"}).encode()
        + b'\nnope\n{"id": "b"}\n\n{"text": "Paris."}\n\xff\xfe\n'
    )
    return "texts.jsonl"


def _read(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def _piped(command: str) -> tuple[str, ...]:
    """Return what makes geomap, "$@", part of a shell's pipe."""
    return ("sh", "-c", command, "sh")


def test_lines_in_and_lines_out(run_geomap: RunGeomap, lines: str) -> None:
    found = run_geomap("toponyms", lines)
    first, second = _read(found.stdout)
    assert (first["id"], second["id"]) == (7, "texts.jsonl:5")
    assert list(first) == ["id", "toponyms"]
    assert all(list(toponym) == CONTRACT for toponym in first["toponyms"])
    assert [TEXT[t["start"] : t["end"]] for t in first["toponyms"]] == ["Sotk", "Yerevan", "Sotk"]
    sotk = first["toponyms"][0]
    assert (sotk["name"], sotk["country"], sotk["feature_code"]) == ("Sotk", "ARM", "PPL")
    assert sotk["lat"] == pytest.approx(40.2, abs=0.1)
    assert sotk["lon"] == pytest.approx(45.87, abs=0.1)


def test_broken_lines_are_named_and_the_others_go_on(run_geomap: RunGeomap, lines: str) -> None:
    found = run_geomap("toponyms", lines)
    assert found.returncode == 1
    complaints = found.stderr.splitlines()
    assert [complaint.split(": ")[0] for complaint in complaints] == [
        "skipped texts.jsonl, line 2",
        "skipped texts.jsonl, line 3",
        "skipped texts.jsonl, line 6",
    ]
    assert "got 'nope'" in complaints[0]
    assert "`text`" in complaints[1]
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_a_pipe(run_geomap: RunGeomap, lines: str, arguments: tuple[str, ...]) -> None:
    pipe = _piped(f'head -n 1 {lines} | "$@"')
    found = run_geomap("toponyms", *arguments, before=pipe)
    assert found.returncode == 0
    assert found.stderr == ""
    assert [line["id"] for line in _read(found.stdout)] == [7]


def test_each_document_comes_out_before_the_next_goes_in(folder: Path) -> None:
    command = [sys.executable, "-m", "geomap", "toponyms"]
    root = str(Path(geomap.__file__).resolve().parents[1])
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        for key in ("one", "two"):
            process.stdin.write(json.dumps({"id": key, "text": "In Yerevan."}).encode() + b"\n")
            process.stdin.flush()
            # Would wait for ever if geomap waited for the end of its input.
            assert json.loads(process.stdout.readline())["id"] == key
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def test_a_reader_that_leaves_is_no_error(run_geomap: RunGeomap, lines: str) -> None:
    pipe = _piped(f'for i in $(seq 300); do head -n 1 {lines}; done | "$@" | head -n 1')
    found = run_geomap("toponyms", before=pipe)
    assert len(_read(found.stdout)) == 1
    assert found.stderr == ""


def test_plain_text_files_and_folders(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "b.txt").write_text("Fire in Goris.", encoding="utf-8")
    found = run_geomap("toponyms", "b.txt", "reports")
    assert [line["id"] for line in _read(found.stdout)] == ["b.txt", "reports/a.txt"]
    text = (folder / "reports" / "a.txt").read_text(encoding="utf-8")
    names = [text[t["start"] : t["end"]] for t in _read(found.stdout)[1]["toponyms"]]
    assert names == ["Sotk", "Sotk"]


def test_plain_text_from_a_pipe_and_from_any_file(run_geomap: RunGeomap, folder: Path) -> None:
    pipe = _piped('echo "Fire in Goris." | "$@"')
    (line,) = _read(run_geomap("toponyms", "--text", before=pipe).stdout)
    assert (line["id"], line["toponyms"][0]["text"]) == ("stdin", "Goris")
    (folder / "report.md").write_text("Fire in Goris.", encoding="utf-8")
    (line,) = _read(run_geomap("toponyms", "--text", "report.md").stdout)
    assert line["id"] == "report.md"


def test_kinds_are_asked_for_and_named(run_geomap: RunGeomap, lines: str) -> None:
    found = run_geomap("toponyms", lines, "--demonyms", "--embedded")
    toponyms = _read(found.stdout)[0]["toponyms"]
    assert {t["text"]: t["kind"] for t in toponyms} == {
        "Sotk": "place",
        "Armenian": "demonym",
        "Yerevan": "place",
    }
    assert next(t for t in toponyms if t["kind"] == "demonym")["country"] == "ARM"


def test_runner_ups_are_given_with_scores(run_geomap: RunGeomap, lines: str) -> None:
    found = run_geomap("toponyms", lines, "--candidates")
    (paris,) = _read(found.stdout)[1]["toponyms"]
    assert list(paris) == [*CONTRACT, "candidates"]
    scores = [candidate["score"] for candidate in paris["candidates"]]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert paris["candidates"][0]["id"] == paris["id"]


def test_the_home_of_a_publisher_tells_namesakes_apart(run_geomap: RunGeomap, folder: Path) -> None:
    said = "A fire broke out in Paris, near the school."
    (folder / "news.jsonl").write_text(
        json.dumps({"id": 1, "text": said})
        + "\n"
        + json.dumps({"id": 2, "text": said, "home": "Paris, Illinois"}),
        encoding="utf-8",
    )
    (folder / "news.txt").write_text(said, encoding="utf-8")

    def states(*arguments: str) -> list[str]:
        found = _read(run_geomap("toponyms", *arguments).stdout)
        return [f"{t['lat']:.0f} {t['lon']:.0f}" for it in found for t in it["toponyms"]]

    assert states("news.jsonl") == ["49 2", "40 -88"]
    assert states("news.jsonl", "--home", "Paris, Texas") == ["34 -96", "40 -88"]
    assert states("news.txt", "--home", "Paris, Texas") == ["34 -96"]
    unknown = run_geomap("toponyms", "news.txt", "--home", "Nowhereville")
    assert unknown.returncode == 2
    assert "Nowhereville" in unknown.stderr
    assert "geomap locate" in unknown.stderr


def test_a_file_holds_what_a_pipe_gets(run_geomap: RunGeomap, folder: Path, lines: str) -> None:
    written = run_geomap("toponyms", lines, "-o", "found.jsonl")
    assert (written.returncode, written.stdout) == (1, "")
    piped = run_geomap("toponyms", lines)
    assert (folder / "found.jsonl").read_text(encoding="utf-8") == piped.stdout


def test_a_file_that_was_there_stays_when_nothing_can_be_read(
    run_geomap: RunGeomap, folder: Path
) -> None:
    (folder / "found.jsonl").write_text("before", encoding="utf-8")
    found = run_geomap("toponyms", "none.jsonl", "-o", "found.jsonl")
    assert found.returncode == 2
    assert "none.jsonl: cannot be read (No such file or directory)" in found.stderr
    assert (folder / "found.jsonl").read_text(encoding="utf-8") == "before"
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_a_pipe_can_be_named_as_the_output(run_geomap: RunGeomap, lines: str) -> None:
    found = run_geomap("toponyms", lines, "-o", "/dev/stdout", before=_piped('"$@" | cat'))
    assert [line["id"] for line in _read(found.stdout)] == [7, "texts.jsonl:5"]


def test_one_file_that_is_missing_does_not_stop_the_others(
    run_geomap: RunGeomap, lines: str
) -> None:
    found = run_geomap("toponyms", "none.txt", "empty", lines)
    assert found.returncode == 1
    assert "none.txt: cannot be read" in found.stderr
    assert "empty: cannot be read" in found.stderr
    assert len(_read(found.stdout)) == 2


def test_no_text_is_no_toponyms(run_geomap: RunGeomap) -> None:
    found = run_geomap("toponyms", before=_piped('echo \'{"id": 1, "text": ""}\' | "$@"'))
    assert _read(found.stdout) == [{"id": 1, "toponyms": []}]
    found = run_geomap("toponyms", before=_piped('"$@" < /dev/null'))
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_places_of_ones_own(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "own.csv").write_text("name,lon,lat\nPost Kilo,45.5,40.5\n", encoding="utf-8")
    pipe = _piped('echo "Fire near Post Kilo at night." | "$@"')
    found = run_geomap("toponyms", "--text", "--gazetteer", "own.csv", before=pipe)
    (toponym,) = _read(found.stdout)[0]["toponyms"]
    assert (toponym["text"], toponym["lat"], toponym["lon"]) == ("Post Kilo", 40.5, 45.5)


def test_a_page_beside_the_lines(run_geomap: RunGeomap, folder: Path, lines: str) -> None:
    found = run_geomap("toponyms", lines, "--html", "page.html")
    assert len(_read(found.stdout)) == 2
    assert "Page: page.html" in found.stderr
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    assert "Shelling near " in page


def test_a_terminal_gets_a_table(run_geomap: RunGeomap, lines: str) -> None:
    pytest.importorskip("pty", reason="DID NOT RUN: no terminals to play on this system")
    terminal = (sys.executable, "-c", "import pty, sys; pty.spawn(sys.argv[1:])")
    shown = run_geomap("toponyms", lines, before=terminal).stdout
    assert "in the text" in shown
    assert "Sotk ×2" in shown
    assert '"toponyms"' not in shown
    assert '"toponyms"' in run_geomap("toponyms", lines, "--jsonl", before=terminal).stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("texts.jsonl", "--gazetteer", "none.csv"), "none.csv: expected a file or folder"),
        (("texts.jsonl", "-o", "no/folder/a.jsonl"), "a.jsonl: cannot be written"),
        (("texts.jsonl", "--colour"), "--colour"),
    ],
)
@pytest.mark.usefixtures("lines")
def test_wrong_use_is_told_and_exits_with_2(
    run_geomap: RunGeomap, arguments: tuple[str, ...], complaint: str
) -> None:
    found = run_geomap("toponyms", *arguments, COLUMNS="300")
    assert found.returncode == 2
    assert found.stdout == ""
    assert complaint in found.stderr
    assert "Traceback" not in found.stderr
