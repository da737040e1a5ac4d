"""A toll of long ago that is told again without its day is not one of the news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from geomap.model import Claim, Measure, Scope

PUBLISHED = dt.date(1999, 6, 14)
ReadClaims = Callable[..., list[Claim]]

NEWS = "Ethiopian gunners shelled the village of Zalambessa on Saturday, killing two shepherds."
PLEA = "The United Nations called on both sides to hold back."
OLD = "A battle there in March left 40 Ethiopian soldiers dead, the ministry said at the time."


def _list_killed(claims: list[Claim]) -> list[int | None]:
    return [it.best for claim in claims for it in claim.casualties if it.measure is Measure.KILLED]


@pytest.mark.parametrize(
    "again",
    [
        "Relations have been at their lowest since a battle left 40 Ethiopian soldiers dead.",
        "Ethiopia says that 40 soldiers were killed. Eritrea gave no figure.",
        "Widows of the battle in which 40 soldiers died laid flowers in front of parliament.",
    ],
)
def test_the_toll_of_an_old_battle_is_none_of_the_news(read_claims: ReadClaims, again: str) -> None:
    claims = read_claims(f"{NEWS}\n\n{PLEA}\n\n{OLD}\n\n{again}\n", published=PUBLISHED)
    assert _list_killed(claims) == [2]


@pytest.mark.parametrize(
    "news",
    [
        # Another number, as many on a day of late, and few enough to be those of two events.
        "The army said that 41 soldiers were killed.",
        "On Sunday 40 soldiers were killed in a second attack.",
        "The army said that 3 soldiers were killed.",
    ],
)
def test_other_tolls_are_told(read_claims: ReadClaims, news: str) -> None:
    old = OLD if "40" in news or "41" in news else OLD.replace("40", "3")
    claims = read_claims(f"{NEWS}\n\n{PLEA}\n\n{old}\n\n{news}\n", published=PUBLISHED)
    assert len(_list_killed(claims)) == len([2, None])


def test_the_lead_tells_the_news(read_claims: ReadClaims) -> None:
    lead = "Forty Ethiopian soldiers were killed near Zalambessa, the ministry said."
    claims = read_claims(f"{lead}\n\n{PLEA}\n\n{OLD}\n", published=PUBLISHED)
    assert _list_killed(claims) == [40]


@pytest.mark.parametrize(
    "past",
    [
        "the heaviest since the war of 1992-1994, which claimed the lives of some 30,000 people",
        "the worst since a war in which 30,000 people died",
        "far from the conflict of 1992-94 that left some 30,000 dead",
    ],
)
def test_the_dead_of_a_war_of_long_ago_are_none_of_todays(
    read_claims: ReadClaims, past: str
) -> None:
    (claim,) = read_claims(
        f"Armenian and Azerbaijani troops clashed near Sotk on Tuesday, {past}.\n"
    )
    assert claim.casualties == ()


@pytest.mark.parametrize(
    "reason",
    [
        "in retaliation for the killing of two herders",
        "in response to an ambush that killed a colonel on Friday",
        "to avenge seven guards who were killed in May",
    ],
)
def test_losses_that_are_the_reason_of_an_attack_are_not_its_own(
    read_claims: ReadClaims, reason: str
) -> None:
    (claim,) = read_claims(
        f"Eritrean guns shelled Ethiopian posts near Zalambessa on Saturday {reason}.\n",
        published=PUBLISHED,
    )
    assert claim.casualties == ()


def test_what_an_attack_did_behind_its_reason_is_its_own(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Eritrean guns shelled Ethiopian posts near Zalambessa on Saturday in retaliation for the "
        "killing of two herders, wounding five soldiers.\n",
        published=PUBLISHED,
    )
    assert [(it.measure, it.best) for claim in claims for it in claim.casualties] == [
        (Measure.WOUNDED, 5)
    ]


@pytest.mark.parametrize(
    "rank", ["the fourth such death this year", "the first there in two years"]
)
def test_how_many_there_were_before_makes_no_toll_of_a_death(
    read_claims: ReadClaims, rank: str
) -> None:
    (claim,) = read_claims(
        f"Eritrean guards shot dead an Ethiopian trader near Zalambessa on Saturday, {rank}.\n",
        published=PUBLISHED,
    )
    assert [(it.best, it.scope) for it in claim.casualties] == [(1, Scope.EVENT)]
