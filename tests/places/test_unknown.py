"""Names that nobody knows are looked for only where one may stand, and none is missed by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.places import unknown

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

_PIECES = [
    *unknown._KINDS,
    *(word for opener in unknown._OPENERS for word in opener.split()),
    *("the in of near The Near villages heights Zorakert Ésk élan sunear nearby X".split()),
    *(" ", " ", "  ", "\n", ", ", ".", "-", "(", "_", "7"),
]


def read(matches: Iterable[re.Match[str]]) -> list[tuple[int, int, str]]:
    return [(it.start(), it.end(), it["after"] or it["before"]) for it in matches]


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join), st.integers(0, 8))
def test_all_that_the_pattern_matches_is_found(text: str, begin: int) -> None:
    found = read(unknown._iter_matches(text, begin))
    assert found == read(unknown._UNKNOWN.finditer(text, begin))


@pytest.mark.parametrize(
    "text",
    [
        "They dug in near Zorakert at dawn.",
        "The town of Zorakert was shelled.",
        "Shells fell in Zorakert district.",
        "Shells fell on the villages of Zorakert.",
    ],
)
def test_a_name_is_found_behind_and_before_a_word_of_kind(text: str) -> None:
    assert [name for _, _, name in read(unknown._iter_matches(text, 0))] == ["Zorakert"]
