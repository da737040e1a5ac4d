"""The words of a text, and what they wake."""

from __future__ import annotations

from geomap.claims.literals import Need
from geomap.claims.waking import Bits, Waking


def are_held(bits: Bits, found: int) -> bool:
    """Tell whether the bits of a text hold those of an expression."""
    options = [option for _, option in bits.options]
    return found & bits.all == bits.all and (
        not options or any(found & option == option for option in options)
    )


def test_what_was_looked_up_before_is_looked_up_anew() -> None:
    waking = Waking()
    shell = waking.add(Need((frozenset({"|shell"}),)))
    assert waking.find_bits("a shelled post") == shell.all
    post = waking.add(Need((frozenset({"post|"}),)))
    assert waking.find_bits("a shelled post") == shell.all | post.all


def test_equal_sets_share_a_bit() -> None:
    waking = Waking()
    need = Need((frozenset({"two", "three"}), frozenset({"men"})))
    assert waking.add(need) == waking.add(need)
    assert waking.add(Need(need.sets[1:])).all & waking.add(need).all


def test_each_set_must_have_a_piece_in_the_text() -> None:
    waking = Waking()
    bits = waking.add(Need((frozenset({"two", "three"}), frozenset({"|men|"}))))
    assert are_held(bits, waking.find_bits("THREE men"))
    assert not are_held(bits, waking.find_bits("three women"))
    assert not are_held(bits, waking.find_bits("three"))
    assert waking.find_bits("") == 0


def test_one_of_the_options_is_needed() -> None:
    waking = Waking()
    two, men, shot = (frozenset({it}) for it in ("two", "men", "shot"))
    bits = waking.add(Need((two | shot,), ((two, men), (shot,))))
    assert are_held(bits, waking.find_bits("two men"))
    assert are_held(bits, waking.find_bits("a shot"))
    assert not are_held(bits, waking.find_bits("two of them"))


def test_only_words_with_which_a_match_can_begin_are_listed() -> None:
    waking = Waking()
    fired, shots = frozenset({"|fire"}), frozenset({"|shot"})
    waking.add(Need((fired,)))
    assert waking.list_leads("shots were fired") == []
    led = waking.add(Need((fired,), leads=shots))
    assert waking.list_leads("shots were fired") == [(0, led.lead)]
    # What was a need alone begins the matches of a later expression.
    later = waking.add(Need(leads=fired))
    assert waking.list_leads("shots were fired") == [(0, led.lead), (11, later.lead)]


def test_a_number_is_one_in_any_script() -> None:
    waking = Waking()
    number = waking.add(Need((frozenset({"|0"}),)))
    for text in ("12 men", "an\u2019 12 men", "\u0661\u0662 men", "unit b2"):
        assert waking.find_bits(text) == number.all
    assert waking.find_bits("a dozen\u2026") == 0
