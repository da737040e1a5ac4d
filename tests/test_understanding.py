"""What was understood of a report, kept for the next run."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import geomap
from geomap.borders import load_borders
from geomap.engine import SerialRunner
from geomap.folders import find_gazetteer
from geomap.places import Gazetteer, load_gazetteer
from geomap.understanding import BorderLines, Meaning, ReportTask

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.model import Document
    from geomap.result import Result


@pytest.fixture
def corpus(tmp_path: Path, corpus_folder: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for path in sorted(corpus_folder.glob("*.txt"))[:6]:
        shutil.copy(path, folder / path.name)
    return folder


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Beginnings of the texts that were understood anew."""
    texts: list[str] = []
    understand: Callable[[ReportTask, Document], Meaning] = ReportTask.understand

    def note(self: ReportTask, document: Document) -> Meaning:
        texts.append(document.text[:40])
        return understand(self, document)

    monkeypatch.setattr(ReportTask, "understand", note)
    return texts


def run(corpus: Path, cache: Path | None) -> Result:
    return geomap.run(corpus, cache=cache, runner=SerialRunner())


def test_a_second_run_understands_what_is_new(
    corpus: Path, tmp_path: Path, seen: list[str]
) -> None:
    cache = tmp_path / "cache"
    plain = run(corpus, None)
    seen.clear()
    first = run(corpus, cache)
    assert len(seen) == 7, "one of the six files holds two articles"
    seen.clear()
    second = run(corpus, cache)
    assert seen == []
    assert plain.claims == first.claims == second.claims
    assert plain.records == first.records == second.records
    changed = corpus / "new.txt"
    changed.write_text("A soldier was killed near Goris on May 3, 2021, Armenia said.\n")
    run(corpus, cache)
    assert seen == ["A soldier was killed near Goris on May 3"]


def test_the_same_text_under_another_name_is_not_understood_again(
    corpus: Path, tmp_path: Path, seen: list[str]
) -> None:
    (corpus / "a").mkdir()
    report = next(corpus.glob("2021*.txt"))
    shutil.copy(report, corpus / "a" / 'a "copy".txt')
    result = run(corpus, tmp_path / "cache")
    assert len(seen) == 7
    copied = [it for it in result.claims if it.document_id == 'a/a "copy".txt']
    original = [it for it in result.claims if it.document_id == report.name]
    assert copied
    assert len(copied) == len(original)
    for claim in copied:
        assert claim.id.startswith('a/a "copy".txt#')
        assert all(it.span.document_id == claim.document_id for it in claim.evidence)
        assert all(site.span.document_id == claim.document_id for site in claim.sites)


def test_what_it_was_understood_with_is_part_of_the_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = find_gazetteer()
    borders = tmp_path / "borders"
    shutil.copytree(folder / "borders", borders)
    places = load_gazetteer(folder)
    names = set()

    def note(gazetteer: Gazetteer, lines: Path) -> None:
        task = ReportTask(gazetteer=gazetteer, lines=BorderLines(folder=lines), cache=tmp_path)
        assert task.cache_file
        names.add(task.cache_file.name)

    note(places, folder / "borders")
    note(places, borders)
    assert len(names) == 1, "a copy of the same lines is the same"
    with next(borders.glob("*.csv")).open("a") as stream:
        stream.write("\n")
    note(places, borders)
    note(Gazetteer([*places.layers, *places.layers]), borders)
    assert len(names) == 3
    monkeypatch.setattr("geomap.understanding.digest_code", lambda: b"another version")
    note(places, borders)
    assert len(names) == 4


def test_a_reader_of_ones_own_is_not_kept(tmp_path: Path) -> None:
    folder = find_gazetteer()
    places = load_gazetteer(folder)
    lines = BorderLines(folder=folder / "borders")
    own = ReportTask(gazetteer=places, lines=lines).extractor
    task = ReportTask(gazetteer=places, lines=lines, extractor=own, cache=tmp_path)
    assert task.cache_file is None
    assert load_borders(folder / "borders").get("ARM", "AZE")


def test_toponyms_are_resolved_when_asked_for(corpus: Path) -> None:
    (corpus / "z.txt").write_text("The museum opened in Yerevan.\n", encoding="utf-8")
    result = run(corpus, None)
    assert "z.txt" not in result.unresolved
    assert [it.mention.text for it in result.resolutions["z.txt"]] == ["Yerevan"]
    assert list(result.resolutions) == [document.id for document in result.corpus.documents]
