"""Any text is read to its end: reports without the states that rules go by, and torn apart.

Rules are written on reports of two states, and go wrong where there is none, one, or a dozen. What
the texts here mean is nonsense, and no matter.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

import geomap

pytestmark = pytest.mark.checkout

REPORTS = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent / "reports").glob("*/*.txt"))
]
SENTENCE = re.compile(r"(?<=[.!?][\s\"”»])\s*(?=[A-Z\"“«])")
OF_A_STATE = re.compile(r"\b[A-Z][a-z]+(?:i|ian|ish|ese|an|stan|ia|land)\b")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\b")


def tear_apart(seed: int) -> list[str]:
    """Return 200 texts of sentences of different reports, a third of them under a date."""
    drawn = random.Random(seed)  # noqa: S311 - no secret
    pieces = [
        piece.strip()
        for report in drawn.sample(REPORTS, 200)
        for piece in SENTENCE.split(report)
        if piece.strip()
    ]
    made = ["\n\n".join(drawn.sample(pieces, 14)) for _ in range(200)]
    return [
        text if number % 3 else f"Tuesday, 5 March 2019\n\n{text}"
        for number, text in enumerate(made)
    ]


# Each report is read in one of these ways.
TEXTS = {
    "numbers for states": [OF_A_STATE.sub("12 and 13", report) for report in REPORTS[0::4]],
    "no state": [OF_A_STATE.sub("local", report) for report in REPORTS[1::4]],
    "one state for all": [OF_A_STATE.sub("Chadian", report) for report in REPORTS[2::4]],
    "states for all names": [NAME.sub("Peru", report) for report in REPORTS[3::4]],
    "torn apart": tear_apart(11),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_no_text_fails(tmp_path: Path, kind: str) -> None:
    for number, text in enumerate(TEXTS[kind]):
        (tmp_path / f"{number:04}.txt").write_text(text, encoding="utf-8")

    result = geomap.run(tmp_path)

    assert [str(failure) for failure in result.failures] == []
    assert len(result.corpus.documents) >= len(TEXTS[kind])
