"""A report that is not read for want of words would have had no claim."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.claims import ResolvedDocument, RuleExtractor
from geomap.claims.reading import begin_reading, read_report
from geomap.documents import read_corpus
from geomap.model import Document
from geomap.places import resolve_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.borders import Borders
    from geomap.claims.structure import Sentence
    from geomap.places import Gazetteer

TESTS = Path(__file__).resolve().parents[1]
FOLDERS = ("borders", "development", "heldout", "linking_dev", "structure")
SENTENCES = (
    "The opposition rejected the charges and called the report groundless.",
    "Kyiv denies it all.",
    "A man was killed in a road accident.",
    "Clashes along the line are frequent.",
    "The council rejected the plan on Monday.",
    "This report is false, the ministry said.",
    "It denied that its troops had shelled the village, and said that none of them was hurt.",
    "No one was killed near the border.",
    "Two soldiers were wounded in Sotk.",
    "The team won the match 3-1.",
    "He called the allegations groundless.",
    "There were casualties on both sides.",
    "The minister dismissed it as a rumour and rejected all charges.",
    "The death toll rose to 105, Azerbaijan said.",
    "They may open fire, officials fear.",
    "The museum opened in Yerevan.",
    "Baku blamed the Armenians.",
    "“Nobody was hurt. We did not shell villages,” Azerbaijan’s army said.",
)


def _read_lines(path: Path) -> list[Document]:
    return [
        Document(id=str(number), source=path.name, text=json.loads(line)["text"])
        for number, line in enumerate(path.read_bytes().splitlines())
    ]


def _read_to_the_end(sentences: Sequence[Sentence], _: object) -> int:
    return len(sentences)


def _forget() -> None:
    begin_reading.cache_clear()
    read_report.cache_clear()


def _check(documents: list[Document], gazetteer: Gazetteer, borders: Borders) -> int:
    """Check that what is left aside has no claims; return how much that is."""
    reader = RuleExtractor(gazetteer, borders)
    aside = [document for document in documents if not reader.may_report(document)]
    with pytest.MonkeyPatch.context() as patch:
        # The rules read every sentence, as they would if nothing were known beforehand.
        for name in ("_may_tell_any", "can_be_claim"):
            patch.setattr(f"geomap.claims.reading.{name}", lambda _: True)
        patch.setattr("geomap.claims.extract._find_end", _read_to_the_end)
        _forget()
        for document in aside:
            found = resolve_document(document, gazetteer)
            assert reader.extract([ResolvedDocument(document, found)]) == []
    _forget()
    return len(aside)


def _check_end(documents: list[Document], gazetteer: Gazetteer, borders: Borders) -> None:
    """Check that no claim stands behind where reading ends."""
    reader = RuleExtractor(gazetteer, borders)
    resolved = [ResolvedDocument(it, resolve_document(it, gazetteer)) for it in documents]
    found = [reader.extract([it]) for it in resolved]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geomap.claims.extract._find_end", _read_to_the_end)
        assert [reader.extract([it]) for it in resolved] == found


def test_reports_of_all_corpora(
    gazetteer: Gazetteer, borders: Borders, corpus_folder: Path
) -> None:
    folders = [corpus_folder, *(TESTS / "reports" / name for name in FOLDERS)]
    documents = list(read_corpus(folders).documents)
    _check(documents, gazetteer, borders)
    _check_end(documents, gazetteer, borders)


def test_other_texts(gazetteer: Gazetteer, borders: Borders) -> None:
    documents = _read_lines(TESTS / "toponyms" / "gold.jsonl")
    assert _check(documents, gazetteer, borders) > len(documents) / 4


@given(texts=st.lists(st.sampled_from(SENTENCES), max_size=6).map(" ".join))
@settings(max_examples=50)
def test_sentences_in_any_order(texts: str, gazetteer: Gazetteer, borders: Borders) -> None:
    documents = [Document(id="a", source="a", text=texts)]
    _check(documents, gazetteer, borders)
    _check_end(documents, gazetteer, borders)
