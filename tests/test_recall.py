"""Files that have not changed since an earlier run are not opened again; nothing else differs."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geomap
from geomap.engine import SerialRunner
from geomap.engine.processes import ProcessRunner
from geomap.understanding import ReportTask
from tests.documents.test_stitched import BODY, FIRST, HEADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geomap.engine import Runner
    from geomap.result import Result
    from geomap.understanding import Articles, Item

SILENT = "The museum opened in Yerevan on Monday. Visitors came from far away.\n"
CLASH = (
    "Published May 4, 2021\n\nAzerbaijani units opened fire on Armenian posts near Sotk on "
    "Tuesday, killing two men, the Armenian defence ministry said. The shooting went on for three "
    "hours and died down at nightfall, and the school of the next village stayed shut.\n"
)
TEXTS = (
    SILENT,
    CLASH,
    CLASH.replace("two men", "four men"),
    CLASH.replace("Sotk", "Goris").replace("May 4", "May 12"),
    "A soldier was killed near Tovuz on May 3, 2021, Azerbaijan said.\n",
    "",
)
STITCHED = f"{FIRST}\n{HEADS['date']}{BODY}\n{TEXTS[4]}"


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the stamps of files that were written just now: no test waits until they are old."""
    monkeypatch.setattr("geomap.recall._SAFE_NS", -(10**12))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the entries that were read."""
    names: list[str] = []
    read: Callable[[ReportTask, Item], Articles] = ReportTask.read

    def note(self: ReportTask, item: Item) -> Articles:
        names.append(getattr(item, "name", ""))
        return read(self, item)

    monkeypatch.setattr(ReportTask, "read", note)
    return names


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def run(corpus: Path, cache: Path | None, runner: Runner | None = None) -> Result:
    return geomap.run(corpus, cache=cache, keep_texts=False, runner=runner or SerialRunner())


@pytest.mark.usefixtures("trusting")
def test_only_what_has_changed_is_opened(corpus: Path, tmp_path: Path, opened: list[str]) -> None:
    first = run(corpus, tmp_path / "cache")
    # What could not be read is tried again.
    assert opened == [f"{number}.txt" for number in range(6)]
    opened.clear()
    again = run(corpus, tmp_path / "cache")
    assert opened == ["5.txt"]
    assert again.corpus == first.corpus
    assert again.claims == first.claims
    assert again.records == first.records
    assert again.run_record == first.run_record
    opened.clear()
    (corpus / "1.txt").write_text(CLASH.replace("two", "ten"), encoding="utf-8")
    (corpus / "3.txt").rename(corpus / "30.txt")
    run(corpus, tmp_path / "cache")
    assert opened == ["1.txt", "30.txt", "5.txt"]


@pytest.mark.usefixtures("trusting")
def test_a_file_of_the_same_size_and_time_is_not_taken_for_the_old_one(
    corpus: Path, tmp_path: Path, opened: list[str]
) -> None:
    path = corpus / "1.txt"
    run(corpus, tmp_path / "cache")
    stat = path.stat()
    path.write_text(CLASH.replace("two men", "ten men"), encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    opened.clear()
    run(corpus, tmp_path / "cache")
    assert "1.txt" in opened


def test_the_stamp_of_a_file_that_was_written_just_now_is_not_trusted(
    corpus: Path, tmp_path: Path, opened: list[str]
) -> None:
    run(corpus, tmp_path / "cache")
    opened.clear()
    run(corpus, tmp_path / "cache")
    assert len(opened) == 6


@pytest.mark.usefixtures("trusting")
def test_rows_are_known_by_what_they_hold(tmp_path: Path, opened: list[str]) -> None:
    path = tmp_path / "news.jsonl"

    def write(*texts: str) -> None:
        lines = (json.dumps({"id": text[-40:-30], "text": text}) for text in texts)
        path.write_text("\n".join(lines), encoding="utf-8")

    write(*TEXTS[:3])
    run(path, tmp_path / "cache")
    opened.clear()
    write(*TEXTS[:2], TEXTS[3])
    result = run(path, tmp_path / "cache")
    assert len(opened) == 1
    assert len(result.corpus.documents) == 3


@pytest.mark.usefixtures("trusting")
def test_all_articles_of_a_file_are_known(tmp_path: Path, opened: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STITCHED, encoding="utf-8")
    first = run(path, tmp_path / "cache")
    assert [it.id for it in first.corpus.documents] == ["a.txt", "a.txt:2"]
    opened.clear()
    assert run(path, tmp_path / "cache").corpus == first.corpus
    assert opened == []


@pytest.mark.usefixtures("trusting")
def test_texts_of_reports_that_tell_of_nothing_are_left_out(corpus: Path, tmp_path: Path) -> None:
    whole = geomap.run(corpus, runner=SerialRunner())
    for cache in (None, tmp_path / "cache", tmp_path / "cache"):
        lean = run(corpus, cache)
        texts = {it.id: it.text for it in lean.corpus.documents}
        assert texts["0.txt"] == ""
        assert texts["1.txt"] == CLASH
        assert lean.records == whole.records
        assert lean.run_record == whole.run_record
        assert lean.dataset == whole.dataset


@pytest.mark.usefixtures("trusting")
def test_what_is_known_and_what_is_read_come_in_the_order_of_the_corpus(
    corpus: Path, tmp_path: Path
) -> None:
    run(corpus, tmp_path / "cache")
    for name in ("00", "11", "25", "7"):
        (corpus / f"{name}.txt").write_text(SILENT, encoding="utf-8")
    for runner in (SerialRunner(), ProcessRunner(1)):
        result = run(corpus, tmp_path / "cache", runner)
        assert [it.id for it in result.corpus.documents] == sorted(
            path.name for path in corpus.iterdir() if path.stat().st_size
        )


class Desk(NamedTuple):
    """A corpus that changes, and the cache of its runs."""

    corpus: Path
    cache: Path

    def write(self, cache: Path | None) -> dict[str, bytes]:
        """Run, and return all that is written."""
        with tempfile.TemporaryDirectory() as out:
            run(self.corpus, cache).write(out)
            return {it.name: it.read_bytes() for it in Path(out).iterdir()}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    yield Desk(folder / "corpus", folder / "cache")
    shutil.rmtree(folder)


EDITS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from([*TEXTS[:5], STITCHED, None])),
    min_size=1,
    max_size=4,
)


@pytest.mark.usefixtures("trusting")
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(EDITS)
def test_a_run_after_changes_writes_what_a_run_from_nothing_writes(
    desk: Desk, edits: list[tuple[str, str | None]]
) -> None:
    desk.corpus.mkdir(exist_ok=True)
    (desk.corpus / "z.txt").write_text(CLASH, encoding="utf-8")
    # The corpus and the cache go on from one example to the next.
    for name, text in edits:
        path = desk.corpus / f"{name}.txt"
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, encoding="utf-8")
    assert desk.write(desk.cache) == desk.write(None)
