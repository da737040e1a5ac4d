"""What a text must hold for a rule to match: never too much."""

from __future__ import annotations

import re
import string
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.lexicon import (
    event_rules,
    site_rules,
    structure_rules,
)
from geomap.claims.literals import derive_need, find_need
from geomap.claims.patterns import Pattern, compile_blind
from geomap.claims.speaker_lexicon import speaker_rules
from geomap.claims.waking import Bits, Waking

WORDS = (
    "Killed", "SHELLED", "soldiers", "opened", "İğdir", "two", "fire", "mortar", "rejected", "this",
    "report", "casualties", "both", "sides", "wounded", "ﬁre", "the", "death", "toll", "rose", "to",
    "no", "one", "was", "hurt", "near", "Ministry of Defence", "said", "ſhelled", "sKirmish", "105",
    "cease-fire", "hit", "by", "a", "drone", "ıed", "hit̄s", "x_fire", "5killed", ",", ".", "\n",
)  # fmt: skip


def _list_patterns(rules: object) -> list[Pattern]:
    """Return all patterns of some rules, however deep they stand."""
    if isinstance(rules, Pattern):
        return [rules]
    parts: Any = rules.values() if isinstance(rules, dict) else rules
    if not isinstance(parts, (tuple, type({}.values()))):
        return []
    return [pattern for part in parts for pattern in _list_patterns(part)]


ALL = [
    pattern
    for rules in (
        event_rules(),
        casualty_rules(),
        speaker_rules(),
        site_rules(),
        structure_rules(),
    )
    for pattern in _list_patterns(rules)
]


def are_held(bits: Bits, found: int) -> bool:
    """Tell whether the bits of a text hold those of an expression."""
    options = [option for _, option in bits.options]
    return found & bits.all == bits.all and (
        not options or any(found & option == option for option in options)
    )


def needs(pattern: str, text: str) -> bool:
    waking = Waking()
    bits = waking.add(derive_need(pattern))
    return are_held(bits, waking.find_bits(text))


@pytest.mark.parametrize(
    ("pattern", "text", "may"),
    [
        (r"\bclash(?:es|ed)?\b", "they clashed", True),
        (r"\bclash(?:es|ed)?\b", "the clasher", False),
        (r"\bopen(?:ed|ing)?\s+(?:\w+\s+){0,3}?fire\b", "they opened the door", False),
        (r"\bopen(?:ed|ing)?\s+(?:\w+\s+){0,3}?fire\b", "fire was on, and they opened", True),
        (r"\bcease-?fire\b", "a CEASEFIRE", True),
        (r"servicem[ae]n|troops", "a serviceman", True),
        (r"servicem[ae]n|troops", "a servicemon", False),
        (r"\d+|killed", "nothing of it", False),
        (r"\d+|killed", "seven of it", False),
        (r"\d+|killed", "7 of it", True),
        (r"[\d-]+|killed", "nothing of it", True),
        (r"won\b.*\b[0-9]-\d|goals?", "won by 2-1", True),
        (r"^\W*\d{1,2}-\d{1,2}|goals?", "٣-١", True),
        (r"\D+|killed", "nothing of it", True),
        (r"shell(?=[^.]{0,9}\bpost)", "a shell", False),
        (r"shell(?!\s+compan)", "a shell company", True),
        (r"(?<=air )strike", "a strike", True),
        (r"\b(?:open\w*\s+fire|dropp\w+\s+bombs)", "they opened the door", False),
        (r"\b(?:open\w*\s+fire|dropp\w+\s+bombs)", "they opened bombs", False),
        (r"\b(?:open\w*\s+fire|dropp\w+\s+bombs)", "they dropped bombs", True),
        (r"\b(?:open\w*\s+fire|dropp\w+\s+bombs|shot)", "a shot", True),
        (r"\b(?:\b(?:\b(?:air|sea)))", "by air", True),
        ("kin", "sKiN, and sſKin", True),
    ],
)
def test_what_a_pattern_needs(pattern: str, text: str, may: bool) -> None:  # noqa: FBT001
    assert needs(pattern, text) is may


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
@example("İEDs, ſoldiers and sKirmishes")
def test_no_match_is_missed(text: str) -> None:
    assert len(ALL) > 100
    for pattern in ALL:
        if compile_blind(pattern.source).search(text):
            assert pattern.is_awake(text), pattern.source


@given(st.text(alphabet=string.ascii_letters + " -.'’éİıſ_5", max_size=60), st.data())
def test_what_is_cut_out_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    word = text[start:end]
    for source in (re.escape(word), rf"\b{re.escape(word)}\b"):
        pattern = compile_blind(source)
        if pattern.search(text):
            assert needs(source, text)
        if pattern.search(text, start, end):
            assert needs(source, text[start:end])


def test_what_the_file_holds_is_what_is_derived() -> None:
    for pattern in ALL:
        assert find_need(pattern.source) == derive_need(pattern.source), "run: make needs"
