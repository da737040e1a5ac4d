"""The words of a document: what the rules ask of them, beyond the ends of the text as well."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geomap.places.fold import iter_tokens
from geomap.places.tokens import DocumentWords
from geomap.places.word_classes import CALENDAR_WORD, NUMBER, PREPOSITION, TITLE, classify_word


def read(text: str, begin: int = 0) -> DocumentWords:
    return DocumentWords(text, begin)


@given(st.text(), st.integers(0, 5))
def test_words_are_those_of_the_tokens(text: str, begin: int) -> None:
    words, tokens = read(text, begin), list(iter_tokens(text[begin:]))
    assert [words.fold(at) for at in range(len(words))] == [token.folded for token in tokens]
    assert list(zip(words.starts, words.ends, strict=True)) == [
        (token.start + begin, token.end + begin) for token in tokens
    ]
    assert words.cased == [at for at in range(len(words)) if not text[words.starts[at]].islower()]
    for at in range(len(words)):
        assert words.is_beside(at) == (words.gap(at) in {" ", "\u00a0"})
        assert not (words.is_capital(at) and text[words.starts[at]].islower())


def test_beyond_the_ends_there_is_nothing() -> None:
    words = read("Mr Smith")
    for at in (-2, -1, 2, 10):
        assert words.fold(at) == ""
        assert not words.is_a(at, TITLE)
        assert not words.is_capital(at)
        assert words.gap(at) == "\n"


def test_a_word_is_of_its_classes() -> None:
    assert classify_word("in") & PREPOSITION
    assert classify_word("monday") & CALENDAR_WORD
    assert classify_word("2020") == NUMBER
    assert classify_word("yerevan") == 0


def test_a_word_in_lower_case_is_a_whole_one() -> None:
    words = read("Nice is nice, Lille is not.")
    assert [word for word in ("nice", "nic", "lille", "is") if words.has_lower(word)] == [
        "nice",
        "is",
    ]
