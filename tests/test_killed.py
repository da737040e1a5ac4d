"""What a run that is killed or stopped leaves behind, and that the next one ends right."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from geomap.cache import list_cache
from geomap.export.writers import finish_writing

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITER = Path(__file__).with_name("killed_writer.py")
KILLS = 30
REPORT = (
    "Yerevan, September 13, 2022. Azerbaijani artillery shelled the village of Sotk on Tuesday, "
    "wounding {number} soldiers, the Armenian defence ministry said. Report number {number}.\n"
)


class Writer:
    """The process of killed_writer.py."""

    def __init__(self, corpora: list[Path]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(WRITER), *map(str, corpora)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._read() == "ready"

    def write(self, number: int, folder: Path, *, kill_after: float | None = None) -> float:
        """Write the outputs of a corpus, killed after some seconds; return how long it took."""
        begun = time.perf_counter()
        print(number, folder, file=self._stream(self._process.stdin), flush=True)
        pid = int(self._read())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert self._read() == "gone"
        return time.perf_counter() - begun

    def stop(self) -> None:
        self._stream(self._process.stdin).close()
        self._process.wait()
        self._stream(self._process.stdout).close()

    def _read(self) -> str:
        return self._stream(self._process.stdout).readline().strip()

    @staticmethod
    def _stream(stream: IO[str] | None) -> IO[str]:
        assert stream
        return stream


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def writer(tmp_path: Path, corpus_folder: Path) -> Iterator[Writer]:
    for number, count in enumerate((2, 3)):
        folder = tmp_path / f"corpus{number}"
        folder.mkdir()
        for path in sorted(corpus_folder.glob("*.txt"))[:count]:
            shutil.copy(path, folder)
    writer = Writer([tmp_path / "corpus0", tmp_path / "corpus1"])
    yield writer
    writer.stop()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks")
def test_outputs_are_the_old_ones_or_the_new_ones(writer: Writer, tmp_path: Path) -> None:
    whole = []
    for number in (0, 1):
        # Written twice: what changed since the last run is part of a run's record.
        seconds = max(writer.write(number, tmp_path / f"whole{number}") for _ in range(2))
        whole.append(read(tmp_path / f"whole{number}"))
    folder = tmp_path / "out"
    writer.write(0, folder)
    writer.write(0, folder)
    rng = random.Random(9)  # noqa: S311
    found = []
    for _ in range(KILLS):
        before = read(folder)
        writer.write(1, folder, kill_after=rng.uniform(0, 1.1 * seconds))
        after = read(folder)
        if any(after[name] != before[name] for name in before if name != "run.json"):
            # Killed while it renamed, or never: what is left to do is done by whoever comes next.
            finish_writing(folder)
            after = read(folder)
            assert {k: v for k, v in after.items() if k != "run.json"} == {
                k: v for k, v in whole[1].items() if k != "run.json"
            }
            writer.write(0, folder)
            found.append("new")
        else:
            found.append("old")
    writer.write(1, folder)
    writer.write(1, folder)
    assert read(folder) == whole[1]
    assert sorted(path.name for path in folder.iterdir()) == sorted(whole[1]), "nothing is left"
    assert found.count("old") > KILLS / 4


def test_a_stopped_run_keeps_what_was_done_and_the_next_goes_on(tmp_path: Path) -> None:
    corpus, cache, out = tmp_path / "corpus", tmp_path / "cache", tmp_path / "out"
    corpus.mkdir()
    for number in range(410):
        text = REPORT.format(number=number)
        (corpus / f"{number:03}.txt").write_text(text, encoding="utf-8")
    options = ["--cache", str(cache), "-o", str(out), "-q", "--to", "csv"]
    command = [sys.executable, "-m", "geomap", "map", str(corpus), *options]
    # Behind a shell's "&" Ctrl-C is ignored, and so it would be by whatever is started here.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    stopped = subprocess.Popen(
        [*command, "--engine", "processes", "--workers", "1"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    signal.signal(signal.SIGINT, handler)
    while not any(it.answers for it in list_cache(cache)):
        assert stopped.poll() is None
        time.sleep(0.05)
    stopped.send_signal(signal.SIGINT)
    _, errors = stopped.communicate()
    assert stopped.returncode == 130
    assert b"Traceback" not in errors
    assert not out.exists()
    (kept,) = [it.answers or 0 for it in list_cache(cache)]
    assert 0 < kept < 410
    subprocess.run([*command, "--engine", "serial"], check=True, capture_output=True)
    assert (out / "incidents.csv").exists()
    (kept,) = [it.answers or 0 for it in list_cache(cache)]
    assert kept == 410
