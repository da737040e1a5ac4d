"""Folding: every spelling to the same words, and exact positions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.places import fold_name, iter_tokens
from geomap.places.fold import fold_word

LETTERS = "aZəƏğşıİçöüßæКельбаджарЁՔելբաջարև'’ʼʻ`-–. \n\t\u00a0\u0301\u200b019[](“"


@given(st.text() | st.text(st.sampled_from(LETTERS)))
def test_a_tokens_characters_fold_to_the_token(text: str) -> None:
    last = 0
    for token in iter_tokens(text):
        assert last <= token.start < token.end <= len(text)
        assert fold_word(text[token.start : token.end]) == token.folded
        assert token.folded.isascii()
        assert token.folded == token.folded.lower()
        last = token.end


@given(st.text(st.sampled_from(LETTERS)), st.data())
def test_positions_are_those_of_the_whole_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    whole = list(iter_tokens(text[start:]))
    part = list(iter_tokens(text, start))
    assert [(t.start + start, t.end + start, t.folded) for t in whole] == [tuple(t) for t in part]


@given(st.text(st.sampled_from(LETTERS)))
def test_folding_again_changes_nothing(text: str) -> None:
    words = fold_name(text)
    assert fold_name(" ".join(words)) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Kəlbəcər", ("kelbecer",)),
        ("KALBAJAR", ("kalbajar",)),
        ("Daşkəsən", ("daskesen",)),
        ("İstisu", ("istisu",)),
        ("Լաչին", ("lachin",)),
        ("Кельбаджар", ("kelbadzhar",)),
        ("Los Angeles", ("los", "angeles")),
        ("Vayots-Dzor", ("vayots", "dzor")),
        ("Yerevan’s", ("yerevan",)),
        ("Yerevan's", ("yerevan",)),
        ("the villagers'", ("the", "villagers")),
        ("Kʻarvachar", ("karvachar",)),
        ("", ()),
        ("“…”", ()),
    ],
)
def test_a_name_folds_to_its_words(name: str, words: tuple[str, ...]) -> None:
    assert fold_name(name) == words


def test_the_possessive_is_no_part_of_the_token() -> None:
    text = "in Goris’s streets"
    token = next(token for token in iter_tokens(text) if token.folded == "goris")
    assert text[token.start : token.end] == "Goris"
