"""A report of which nothing but the words are read would have been in no incident."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geomap
from geomap.claims import ResolvedDocument, RuleExtractor
from geomap.documents import find_publication_date, read_corpus
from geomap.engine import SerialRunner
from geomap.incidents.assemble import make_nearness
from geomap.incidents.episodes import gather_episodes
from geomap.incidents.fragments import counts_alone, may_join
from geomap.model import Document, Span
from geomap.places import resolve_document
from geomap.settings import Settings

if TYPE_CHECKING:
    from geomap.borders import Borders
    from geomap.places import Gazetteer

TESTS = Path(__file__).resolve().parents[1]
# All sets whose texts may be looked at.
FOLDERS = (
    *("borders", "borders_clippings", "borders_daily", "borders_desks", "borders_digests"),
    *("borders_mixed", "borders_news", "borders_outlets", "borders_press", "borders_voices"),
    *("borders_wide", "development", "heldout", "linking_dev", "linking_more", "linking_wide"),
    "structure",
)
HEADS = (
    "",
    "Talks go on\n12 May 2021\n\n",
    "YEREVAN, 3 June --\n",
    "Court hears of raid\n3 May 2020\n",
)
TALK = (
    "The opposition rejected the allegations and called the report groundless.",
    "Baku denies it all.",
    "Armenia dismissed the report as false.",
    "The parliament in Goris rejected the plan.",
    "Police in Sotk detained a man over the theft of ten bicycles.",
    "Azerbaijan and Armenia agreed on a ceasefire.",
    "The two armies observed the truce near Sotk.",
    "The army held a parade in Yerevan.",
    "The museum opened in Goris on Monday.",
    "He called the battle of ideas a fight for the voters of Kapan.",
    "Officials in Baku rejected the charges.",
    "It said that nobody was hurt near Sotk.",
)
NEWS = (
    "Armenia rejected on Monday the claims.",
    "Both sides agreed on a truce on 11 May.",
    "Two soldiers were wounded in Sotk.",
    "Fighting went on near Goris.",
    "There were casualties on both sides.",
    "Baku denied that it had captured two soldiers.",
    "A man died in Goris.",
    "Posts near Sotk were shelled.",
    "The next day they denied it all.",
    "Dead: 4. Wounded: 7.",
    "The raid was on 3 March 2015, the judge heard.",
)


def _make(text: str) -> Document:
    day = find_publication_date(text)
    return Document(
        id="a",
        source="a.txt",
        text=text,
        published=day and day.day,
        published_span=day and Span(document_id="a", start=day.start, end=day.end),
    )


def _list_aside(documents: list[Document], reader: RuleExtractor) -> list[Document]:
    return [it for it in documents if reader.may_report(it) and not reader.tells_event(it)]


def _check(documents: list[Document], gazetteer: Gazetteer, borders: Borders) -> int:
    """Check that what tells of no event founds no incident and joins none; return how much."""
    reader = RuleExtractor(gazetteer, borders)
    aside = _list_aside(documents, reader)
    nearness = make_nearness(borders, within_km=Settings().border_km)
    for document in aside:
        resolved = ResolvedDocument(document, resolve_document(document, gazetteer))
        for episode in gather_episodes([document], reader.extract([resolved]), nearness=nearness):
            assert not episode.is_event, document.text
            assert not may_join(episode), document.text
            assert not counts_alone(episode), document.text
    return len(aside)


def test_reports_of_all_corpora(
    gazetteer: Gazetteer, borders: Borders, corpus_folder: Path
) -> None:
    folders = [corpus_folder, *(TESTS / "reports" / name for name in FOLDERS)]
    _check(list(read_corpus(folders).documents), gazetteer, borders)


def test_other_texts(gazetteer: Gazetteer, borders: Borders) -> None:
    lines = (TESTS / "toponyms" / "gold.jsonl").read_bytes().splitlines()
    _check([_make(json.loads(line)["text"]) for line in lines], gazetteer, borders)


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """Texts of talk with at most one sentence of news among it."""
    told = draw(st.lists(st.sampled_from(TALK), min_size=1, max_size=4))
    for news in draw(st.lists(st.sampled_from(NEWS), max_size=1)):
        told.insert(draw(st.integers(0, len(told))), news)
    return draw(st.sampled_from(HEADS)) + " ".join(told) + "\n"


@given(text=_texts())
@settings(max_examples=150)
def test_sentences_in_any_order(text: str, gazetteer: Gazetteer, borders: Borders) -> None:
    _check([_make(text)], gazetteer, borders)


TALKS_ONLY = (
    "The opposition rejected the allegations and called the report groundless.",
    "Police in Goris detained a man over the theft of ten bicycles.",
    "Armenia and Azerbaijan agreed on a ceasefire.",
)
TELLS = (
    "Armenia and Azerbaijan agreed on a ceasefire on 12 May 2021.",
    "Posts near Sotk were shelled. Baku denied the report.",
    "Two soldiers died near Sotk.",
    "Fighting near Sotk went on, and both sides called for a truce.",
)


@pytest.mark.parametrize("text", [*TALKS_ONLY, *TELLS])
def test_what_tells_of_an_event(text: str, gazetteer: Gazetteer, borders: Borders) -> None:
    reader = RuleExtractor(gazetteer, borders)
    assert reader.may_report(_make(text))
    assert reader.tells_event(_make(text)) is (text in TELLS)


def test_a_game_told_in_words_of_war_is_no_report(gazetteer: Gazetteer, borders: Borders) -> None:
    reader = RuleExtractor(gazetteer, borders)
    game = "Two strikers were wounded in the match. The coach praised his players in the stadium. "
    document = _make(f"{game}The league goes on. The goalkeeper of the champions was cheered.")
    assert not reader.may_report(document)
    assert not reader.tells_event(document)


def test_incidents_are_the_same_and_claims_of_talk_are_not_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "On 12 May 2021 Azerbaijani forces shelled posts near Sotk, killing two Armenians."
    talk = "Armenia opened a museum. The opposition rejected the allegations as groundless."
    texts = {"a": told, "b": f"{talk} {told}", "c": talk, "d": f"{talk} They met."}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(f"News\n13 May 2021\n\n{text}\n", encoding="utf-8")
    quick = geomap.run(tmp_path, runner=SerialRunner())
    monkeypatch.setattr(RuleExtractor, "tells_event", lambda _, document: bool(document.text))
    full = geomap.run(tmp_path, runner=SerialRunner())
    assert full.records
    assert quick.records == full.records
    assert quick.copies.versions == full.copies.versions
    assert {it.document_id for it in full.claims} - {it.document_id for it in quick.claims} == {
        "c.txt",
        "d.txt",
    }
