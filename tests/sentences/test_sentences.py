"""Sentences of more than fifty borders and fronts: what happened, to how many, and of which side.

The first half was read while rules were written; of the second only figures were. Floors are
raised when a change makes geomap better; they drop only on an explicit decision.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.sentences.scores import Reading, read_half, read_sentence, score

pytestmark = pytest.mark.checkout

FLOORS: dict[str, dict[str, float]] = {
    "a": {
        "found": 0.928,
        "kind": 0.762,
        "killed": 0.863,
        "wounded": 0.92,
        "side": 0.809,
        "all": 0.633,
        "silent": 0.75,
    },
    "b": {
        "found": 0.892,
        "kind": 0.75,
        "killed": 0.764,
        "wounded": 0.85,
        "side": 0.666,
        "all": 0.542,
        "silent": 0.9,
    },
}


@cache
def read(half: str) -> list[Reading]:
    return [read_sentence(sentence) for sentence in read_half(f"half_{half}")]


@pytest.mark.parametrize(("half", "size"), [("a", 179), ("b", 180)])
def test_a_half_is_as_large_as_it_says(half: str, size: int) -> None:
    sentences = read_half(f"half_{half}")
    assert len(sentences) == size
    assert sum(not sentence.kinds for sentence in sentences) == 40


@pytest.mark.parametrize(
    ("half", "field"), [(half, field) for half, floors in FLOORS.items() for field in floors]
)
def test_no_share_falls_below_its_floor(half: str, field: str) -> None:
    right, total = score(read(half))[field]
    assert right / total >= FLOORS[half][field], f"{half}, {field}: {right} of {total}"
