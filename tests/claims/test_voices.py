"""Who speaks in each clause of a sentence that several voices share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.structure import Sentence
from geomap.claims.voices import names_voice, split_voices


def make_sentence(text: str) -> Sentence:
    return Sentence(start=10, end=10 + len(text), text=text, paragraph=0, in_quote=False)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ten fell, the army said; Baku spoke of five.", 2),
        ("Ten fell, the army said; five were wounded.", 1),
        ('"Ten fell; he said so," the army said.', 1),
        ("Ten fell, according to Baku; Yerevan said five; the mayor said two.", 3),
        ("Baku admitted ten dead, and Yerevan reported five of its own.", 2),
        ("The clinic counted ten dead, while the Armenian army admitted to five.", 2),
        ("The army said that ten had fallen, and that Baku had been told.", 1),
        ("Ten fell and Yerevan said five were its own.", 1),
    ],
)
def test_the_clauses_of_two_voices(text: str, count: int) -> None:
    assert len(split_voices(make_sentence(text))) == count


@given(st.lists(st.sampled_from(["Ten fell", ";", " ", "Baku said", '"', ", ", "five"])))
def test_clauses_stay_where_they_stand(parts: list[str]) -> None:
    sentence = make_sentence("".join(parts))
    clauses = split_voices(sentence)
    for clause in clauses:
        assert sentence.text[clause.start - 10 : clause.end - 10] == clause.text
    assert len(clauses) == 1 or all(names_voice(clause.text) for clause in clauses)
