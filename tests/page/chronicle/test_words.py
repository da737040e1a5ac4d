"""Texts in a picture: no word is cut, nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geomap.page.chronicle.words import measure_text, wrap_text, write_lines

WORDS = st.lists(st.text("abcWi", min_size=1, max_size=12), max_size=12).map(" ".join)


@given(WORDS, st.floats(1, 300))
def test_lines_hold_all_words_whole_within_the_width(text: str, width: float) -> None:
    lines = wrap_text(text, width, 12)
    assert " ".join(lines) == text
    assert all(measure_text(line, 12) <= width or " " not in line for line in lines)


def test_a_name_breaks_at_its_hyphen() -> None:
    assert wrap_text("Gorno-Badakhshan", 80, 12) == ["Gorno-", "Badakhshan"]
    assert wrap_text("Gorno-Badakhshan", 200, 12) == ["Gorno-Badakhshan"]
    assert wrap_text("", 80, 12) == []


def test_lines_stand_below_each_other() -> None:
    drawn = write_lines(["one", "two"], (3, 10), name="words", font=8)
    assert 'y="10" font-size="8">one<' in drawn
    assert 'y="20" font-size="8">two<' in drawn
