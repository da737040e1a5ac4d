"""Whole texts at once: the same words and hashes as word by word, at exact positions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.places.fold import fold_name, iter_tokens, script_of
from geomap.places.hashes import MAX_WORDS, WORD_HASHES, WORD_POWERS, hash_name
from geomap.places.scan import hash_names, scan_words

LETTERS = "aZəƏğşıİçöüßæКельЁՔելև'’‘ʼʻ`-–. \n\t\r\u00a0\u0301\u200b\u200d\u00ad019[](“sS🙂كهשΣ中ქ"
TEXTS = st.text() | st.text(st.sampled_from(LETTERS))


@given(TEXTS)
def test_the_words_of_a_text_are_those_of_its_tokens(text: str) -> None:
    words = scan_words(text)
    tokens = list(iter_tokens(text))
    spans = list(zip(words.starts.tolist(), words.ends.tolist(), strict=True))
    assert spans == [(token.start, token.end) for token in tokens]
    assert words.is_lower.tolist() == [text[token.start].islower() for token in tokens]


@given(TEXTS)
def test_the_hash_of_a_run_is_that_of_its_folded_words(text: str) -> None:
    words = scan_words(text)
    folded = [token.folded for token in iter_tokens(text)]
    for count in (1, 2, 3):
        first = np.arange(max(0, len(words) - count + 1))
        expected = [hash_name(folded[at : at + count]) for at in first]
        assert words.hash_runs(first, count).tolist() == expected


@given(st.lists(st.text(st.sampled_from(LETTERS.replace("\n", "")))))
def test_names_hashed_together_are_hashed_as_one_by_one(names: list[str]) -> None:
    hashed = hash_names(names)
    for at, name in enumerate(names):
        words = fold_name(name)
        assert hashed.word_counts[at] == len(words)
        assert hashed.scripts[at] == script_of(name)
        if 0 < len(words) <= MAX_WORDS:
            assert hashed.hashes[at] == hash_name(words)
            assert hashed.first_hashes[at] == hash_name(words[:1])
            pair = [WORD_HASHES[word] * WORD_POWERS[step] for step, word in enumerate(words[:2])]
            assert hashed.openings[at] == (sum(pair) % 2**64 if len(pair) > 1 else 0)
        else:
            assert hashed.hashes[at] == 0


@given(st.lists(st.text("abc", min_size=1, max_size=6), min_size=1, max_size=4, unique=True))
def test_other_words_have_other_hashes(words: list[str]) -> None:
    others = [*words, "x"], words[:-1], words[::-1], ["".join(words)]
    for other in others:
        assert (hash_name(other) == hash_name(words)) == (list(other) == words)


@pytest.mark.parametrize(
    ("text", "is_joined"),
    [
        ("Los Angeles", True),
        ("Los\u00a0Angeles", True),
        ("Vayots-Dzor", True),
        ("St. Petersburg", True),
        ("Tel Aviv - Yafo", True),
        ("Lachin, Goris", False),
        ("Lachin  , Goris", False),
        ("Lachin\nGoris", False),
        ("Lachin (Goris", False),
        ("Goris’s Lachin", False),
    ],
)
def test_what_stands_inside_a_name(text: str, *, is_joined: bool) -> None:
    assert scan_words(text).is_joined.tolist()[-2] is is_joined


@pytest.mark.parametrize("text", ["", " ", "…", "\u0301\u0301", "'’`", "\ud800"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert len(scan_words(text)) == 0


def test_decomposed_letters_are_the_same_word_and_keep_their_marks() -> None:
    text = "in Qarakils\u0259 and A\u0306g\u0306dam"
    words = scan_words(text)
    assert text[words.starts[-1] : words.ends[-1]] == "A\u0306g\u0306dam"
    assert words.hash_runs(np.array([3]), 1).tolist() == [hash_name(("agdam",))]
