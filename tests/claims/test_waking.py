"""The words of a text, and what they wake."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.lexicon import event_rules, founding_words, telling_sieve
from geomap.claims.literals import Need, derive_need, unite_needs
from geomap.claims.waking import Bits, Sieve, Waking

WORDS = (
    "Baku", "denied", "rejected", "this", "report", "it", "shelled", "killed", "Two", "2",
    "soldiers", "opened", "fire", "a", "mine", "the", "toll", "calls", "false", "no",
    "casualties", ",", ".",
)  # fmt: skip


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


def test_a_sieve_keeps_back_what_wakes_nothing() -> None:
    sieve = Sieve(derive_need(it) for it in (r"\bopen(?:ed)?\s+fire\b", r"\d+ dead"))
    assert sieve.lets_through("They OPENED up, and the fire was on")
    assert sieve.lets_through("Dead: 7")
    assert not sieve.lets_through("They opened the door: seven dead")
    assert not sieve.lets_through("")
    assert Sieve([derive_need(r"\w")]).lets_through("")


def test_two_needs_are_both_to_be_held() -> None:
    denies, points = derive_need(r"denied|calls? false"), derive_need(r"this\s+report|it\b")
    sieve = Sieve([unite_needs(denies, points)])
    assert sieve.lets_through("Baku denied it")
    assert sieve.lets_through("Baku calls this report false")
    assert not sieve.lets_through("Baku denied all")
    assert not sieve.lets_through("Baku calls it so")
    assert Sieve([unite_needs(derive_need("killed"), derive_need(r"\w"))]).lets_through("killed")


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_what_may_tell_or_deny_is_let_through(text: str) -> None:
    cues = event_rules().cues
    denies = cues.denial.is_awake(text) and cues.anaphoric_denial.is_awake(text)
    assert telling_sieve().lets_through(text) == (founding_words().wakes(text) or denies)
