"""Where the lines of a text stand."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from geomap.documents.text_lines import list_lines


@given(st.text(st.sampled_from("a \n\r\f\u2028é"), max_size=30))
def test_lines_are_what_stands_between_line_feeds_and_returns(text: str) -> None:
    assert list_lines(text) == [it.span() for it in re.finditer(r"[^\n\r]+", text)]
