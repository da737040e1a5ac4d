"""Making markup: whatever a text says, it stays a text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from geomap.page.markup import make_element, show_unseen

if TYPE_CHECKING:
    from markupsafe import Markup

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff"))


def _parse(markup: Markup) -> ET.Element:
    # What is parsed was made here.
    return ET.fromstring(markup)  # noqa: S314


@given(TEXTS, TEXTS)
def test_texts_come_back_as_they_were(attribute: str, child: str) -> None:
    element = _parse(make_element("g", {"title": attribute}, make_element("text", {}, child)))
    (text,) = element
    assert (text.text or "") == show_unseen(child)
    # XML reads a line end in an attribute as a blank.
    assert element.attrib["title"].split() == str(show_unseen(attribute)).split()
    assert not list(text)


def test_numbers_have_one_decimal_and_none_is_left_out() -> None:
    made = make_element("rect", {"x": 2.04, "y": -0.06, "width": 3, "class": None})
    assert made == '<rect x="2" y="-0.1" width="3"></rect>'


def test_what_turns_the_direction_is_shown_as_a_sign() -> None:
    assert show_unseen("a\u202eb\x00") == "a\ufffdb\ufffd"
    assert show_unseen(3) == 3
