"""Reports of two or three sentences on what a fight cost, and by whose word.

Two sides' counts, a toll that is corrected, the dead and wounded of different groups, a third
party's figure, denials, and nobody hurt. Each was written, with what is right, before any rule was
read; the errors of the first half were read, of the second half only figures. Floors are raised
when a change makes geomap better; they drop only on an explicit decision.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.sentences.scores import Reading, read_half, read_sentence, score

pytestmark = pytest.mark.checkout

FLOORS: dict[str, dict[str, float]] = {
    "a": {
        "found": 0.93,
        "kind": 0.831,
        "killed": 0.831,
        "wounded": 0.91,
        "missing": 0.714,
        "side": 0.889,
        "status": 0.831,
        "all": 0.613,
        "silent": 1.0,
    },
    "b": {
        "found": 0.932,
        "kind": 0.817,
        "killed": 0.836,
        "wounded": 0.875,
        "missing": 1.0,
        "side": 0.757,
        "status": 0.769,
        "all": 0.519,
    },
}


@cache
def read(half: str) -> list[Reading]:
    return [read_sentence(sentence) for sentence in read_half(f"losses_{half}")]


@pytest.mark.parametrize(("half", "size"), [("a", 103), ("b", 104)])
def test_a_half_is_as_large_as_it_says(half: str, size: int) -> None:
    sentences = read_half(f"losses_{half}")
    assert len(sentences) == size
    assert all(sentence.statuses for sentence in sentences if sentence.kinds)


def test_thirty_reports_and_more_tell_that_nobody_was_hurt() -> None:
    reports = [*read_half("losses_a"), *read_half("losses_b")]
    assert sum(any(0 in it for it in report.figures.values()) for report in reports) >= 30


@pytest.mark.parametrize(
    ("half", "field"), [(half, field) for half, floors in FLOORS.items() for field in floors]
)
def test_no_share_falls_below_its_floor(half: str, field: str) -> None:
    right, total = score(read(half))[field]
    assert right / total >= FLOORS[half][field], f"{half}, {field}: {right} of {total}"
