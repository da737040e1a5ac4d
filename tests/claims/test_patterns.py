"""Patterns that find words in any case."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.lexicon import event_rules, founding_words
from geomap.claims.patterns import (
    FoldedPattern,
    PatternTable,
    compile_cased,
    compile_folded,
    list_sources,
    unite_bits,
)
from geomap.claims.rule_files import split_group
from geomap.claims.versions import rule_versions
from geomap.errors import GeomapError

WORDS = (
    "Killed", "SHELLED", "soldiers", "İğdir", "Two", "fire", "mortar", "ß", "Straße", "and", "’s",
    "Ångström", "wounded", "drone", "IEDs", "POWs", ",", ".", "no", "village", "at least", "105",
    "said", "it", "on the", "12 May", "near", "a", "é", "_", "5",
)  # fmt: skip
rule_versions()
RULES = [(compile_folded(source), re.compile(source, re.IGNORECASE)) for source in list_sources()]


def test_what_asks_for_capitals_sees_them() -> None:
    pattern = compile_folded(r"\bmajor\s+(?-i:[A-Z]\w+)")
    assert pattern.search("the MAJOR Hashimov")
    assert not pattern.search("the major general")
    assert not isinstance(compile_folded(r"\bIEDs?\b"), FoldedPattern)
    assert compile_folded(r"\bIEDs?\b").search("an ied")
    assert not compile_cased(r"\bIEDs?\b").search("an ied")
    assert isinstance(compile_folded(r"(?P<who>\w+)\W+killed\b"), FoldedPattern)


def test_positions_stay_where_lower_case_is_longer() -> None:
    match = compile_folded("shelled").search("İİ Shelled")
    assert match
    assert match.span() == (3, 10)


def test_several_texts_wake_what_one_of_them_does() -> None:
    pattern = compile_folded(r"\b(?:mortar\s+fire|shelled)\b")
    assert pattern.wakes(unite_bits(["Rain fell.", "A post was SHELLED."]))
    assert not pattern.wakes(unite_bits(["Rain fell.", "A post was painted."]))
    assert not pattern.wakes(unite_bits([]))


@settings(max_examples=25)
@given(st.lists(st.sampled_from(WORDS), max_size=20), st.sampled_from([" ", "", "-"]), st.data())
def test_the_rules_find_what_a_search_in_any_case_finds(
    words: list[str], between: str, data: st.DataObject
) -> None:
    text = between.join(words)
    start = data.draw(st.integers(0, len(text)))
    bounds = (start, data.draw(st.integers(start, len(text))))
    assert len(RULES) > 200
    for pattern, blind in RULES:
        for part in ((), bounds):
            found = [match.span() for match in pattern.finditer(text, *part)]
            assert found == [match.span() for match in blind.finditer(text, *part)], blind
            first = pattern.search(text, *part)
            assert (first and first.span()) == (found[0] if found else None)


def test_a_table_lists_what_a_text_wakes() -> None:
    table = PatternTable([(compile_folded(it), it) for it in ("shell", r"\W\W\W", "mine(?=s)")])
    assert [it for _, it in table.list_awake("A mine and a Shell")] == [
        "shell",
        r"\W\W\W",
        "mine(?=s)",
    ]
    assert [it for _, it in table.list_awake("Nothing")] == [r"\W\W\W"]
    assert table.is_in("A shell")
    assert not table.is_in("A mine")


def test_a_table_tells_whether_a_text_wakes_any() -> None:
    table = PatternTable((compile_folded(it), None) for it in ("shell", r"mine(?=s)\w+\s+lay"))
    assert table.wakes("A Shell")
    assert table.wakes("A mine lay there")
    assert not table.wakes("A mine")
    assert PatternTable([(compile_folded(r"\d?"), None)]).wakes("Nothing")


@settings(max_examples=50)
@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_a_table_of_all_rules_lists_those_that_are_awake(text: str) -> None:
    table = PatternTable((pattern, None) for pattern, _ in RULES)
    awake = [pattern for pattern, _ in RULES if pattern.is_awake(text)]
    assert [pattern for pattern, _ in table.list_awake(text)] == awake
    assert table.wakes(text) == bool(awake)


def test_what_asks_for_capitals_is_in_a_table_too() -> None:
    table = PatternTable((it, None) for it in (compile_folded(r"(?-i:Major)\b"),))
    assert table.is_in("Major Smith")
    assert not table.is_in("a major one")


def test_what_tells_of_an_event_or_losses() -> None:
    assert founding_words().is_in("Two soldiers were killed.")
    assert not founding_words().list_awake("The council approved the budget of the museum.")


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_what_founds_a_claim_is_found_by_its_parts(text: str) -> None:
    events, losses = event_rules(), casualty_rules()
    wholes = [
        *(trigger.pattern for trigger in events.triggers),
        *losses.passive.values(),
        *losses.active.values(),
        *losses.nominal.values(),
    ]
    is_told = any(pattern.search(text) for pattern in wholes)
    assert any(pattern.search(text) for pattern in (*events.parts, *losses.words)) == is_told


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        (r"(?:shot|(?:cut|torn)\s+down|[|)]\|)", ["shot", r"(?:cut|torn)\s+down", r"[|)]\|"]),
        ("(?:cut|torn)", ["cut", "torn"]),
        ("kill(?:ed|ing)", ["kill(?:ed|ing)"]),
        ("(?:cut|torn)(?:up|down)", ["(?:cut|torn)(?:up|down)"]),
        ("shot", ["shot"]),
    ],
)
def test_a_group_is_split_at_its_own_bars(pattern: str, parts: list[str]) -> None:
    assert split_group(pattern) == parts


def test_an_expression_with_a_fault_is_named() -> None:
    with pytest.raises(GeomapError, match="not a regular expression"):
        compile_folded("(shell")
