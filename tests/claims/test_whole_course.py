"""How long a fight went on that a report looks back on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from geomap.model import Claim

ReadClaims = Callable[..., list[Claim]]

BODY = (
    "The guns on the ridge have been silent since Tuesday, and men went back to Sotk.\n\n"
    "Four Armenian soldiers were killed by Azerbaijani shells.\n"
)


@pytest.mark.parametrize(
    "headline",
    ["Five days of shells: Sotk counts its roofs", "What the five days at Sotk tell us"],
)
def test_headline_and_silence_tell_the_days(read_claims: ReadClaims, headline: str) -> None:
    (claim,) = read_claims(f"{headline}\n\n{BODY}")
    assert claim.course is not None
    assert claim.course.began == dt.date(2022, 9, 9)
    assert claim.course.ended == dt.date(2022, 9, 13)


@pytest.mark.parametrize(
    "text",
    [
        f"Sotk counts its roofs after the shells\n\n{BODY}",
        (
            "Five days of shells: Sotk counts its roofs\n\nMen went back to Sotk.\n\n"
            "Four Armenian soldiers were killed by Azerbaijani shells.\n"
        ),
    ],
)
def test_one_of_both_tells_nothing(read_claims: ReadClaims, text: str) -> None:
    assert all(it.course is None for it in read_claims(text))
