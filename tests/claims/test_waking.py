"""The words of a text, and what they wake."""

from __future__ import annotations

from geomap.claims.waking import Waking


def test_what_was_looked_up_before_is_looked_up_anew() -> None:
    waking = Waking()
    shell = waking.add((frozenset({"|shell"}),))
    assert waking.find_bits("a shelled post") == shell
    post = waking.add((frozenset({"post|"}),))
    assert waking.find_bits("a shelled post") == shell | post


def test_equal_sets_share_a_bit() -> None:
    waking = Waking()
    need = (frozenset({"two", "three"}), frozenset({"men"}))
    assert waking.add(need) == waking.add(need)
    assert waking.add((need[1],)) & waking.add(need)


def test_each_set_must_have_a_piece_in_the_text() -> None:
    waking = Waking()
    bits = waking.add((frozenset({"two", "three"}), frozenset({"|men|"})))
    assert waking.find_bits("THREE men") & bits == bits
    assert waking.find_bits("three women") & bits != bits
    assert waking.find_bits("three") & bits != bits
    assert waking.find_bits("") == 0
