"""Where a toponym stands is right in any text, and no name spoils those beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.model import Document, MentionKind, Resolution
from geomap.places import Gazetteer, resolve_document

if TYPE_CHECKING:
    from collections.abc import Callable

# Combining characters, emoji (several code points, and outside the BMP), line ends of both kinds,
# no-break and other spaces, a byte order mark, quotation marks, and letters of other scripts.
FILLERS = st.text(
    alphabet="a\u0301\u0308\u0327\U0001f525\U0001f1e6\u200d\ufe0f\r\n\t \u00a0\u202f\ufeff"
    "\u201c\u201d\u2019.,;-0\u0436\u8a9e",
    max_size=30,
)
NAMES = ("Yerevan", "Ankara", "Buenos Aires", "Addis Ababa", "New Zealand")


@pytest.fixture(scope="module")
def find(gazetteer: Gazetteer) -> Callable[[str], list[Resolution]]:
    """Return a function that resolves the names of a text."""
    return lambda text: resolve_document(Document(id="a", source="a", text=text), gazetteer)


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(st.tuples(FILLERS, st.sampled_from(NAMES)), min_size=1, max_size=6))
def test_names_are_found_where_they_stand(
    find: Callable[[str], list[Resolution]], parts: list[tuple[str, str]]
) -> None:
    text, expected = "", []
    for filler, name in parts:
        text += f"{filler} They met in "
        expected.append((len(text), len(text) + len(name)))
        text += f"{name} today. "
    found = find(text)
    assert all(text[r.mention.start : r.mention.end] == r.mention.text for r in found)
    assert [
        (r.mention.start, r.mention.end) for r in found if r.mention.kind is MentionKind.PLACE
    ] == expected


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_read(find: Callable[[str], list[Resolution]], text: str) -> None:
    assert all(text[r.mention.start : r.mention.end] == r.mention.text for r in find(text))


@settings(max_examples=60, deadline=None)
@given(name=st.text(alphabet="bcdfgklmnprstvxz", min_size=5, max_size=12))
def test_a_name_that_nobody_knows_leaves_the_others(
    find: Callable[[str], list[Resolution]], name: str
) -> None:
    text = f"Shells fell on the village of {name.capitalize()} and in Yerevan, Armenia, at noon."
    found = {r.mention.text: r.place for r in find(text)}
    assert found["Yerevan"] is not None
    assert found["Armenia"] is not None
