"""Patterns that find words in any case."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.lexicon import casualty_rules, event_rules
from geomap.claims.patterns import FoldedPattern, compile_blind, compile_folded

WORDS = (
    "Killed", "SHELLED", "soldiers", "İğdir", "Two", "fire", "mortar", "ß", "Straße", "and", "’s",
    "Ångström", "wounded", "drone", "IEDs", "POWs", ",", ".", "no", "village",
)  # fmt: skip


def test_what_asks_for_capitals_sees_them() -> None:
    pattern = compile_folded(r"\bmajor\s+(?-i:[A-Z]\w+)")
    assert pattern.search("the MAJOR Hashimov")
    assert not pattern.search("the major general")
    assert isinstance(compile_folded(r"\bIEDs?\b"), re.Pattern)
    assert isinstance(compile_folded(r"(?P<who>\w+)\W+killed\b"), FoldedPattern)


def test_positions_stay_where_lower_case_is_longer() -> None:
    match = compile_folded("shelled").search("İİ Shelled")
    assert match
    assert match.span() == (3, 10)


@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_the_rules_find_what_a_search_in_any_case_finds(text: str) -> None:
    triggers = [trigger.pattern for trigger in event_rules().triggers]
    for pattern in (*triggers, *casualty_rules().passive.values()):
        assert isinstance(pattern, FoldedPattern)
        blind = compile_blind(pattern.source)
        found = [match.span() for match in pattern.finditer(text)]
        assert found == [match.span() for match in blind.finditer(text)]
