"""Those who died later, tolls told with them, and those who were treated."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.claims.casualties import find_losses
from geomap.model import Claim, Measure, Scope

ReadClaims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The driver was hit by splinters and died on the way to hospital.", [(Measure.KILLED, 1)]),
        ("Two rangers were wounded on Sunday and later died.", [(Measure.KILLED, 2)]),
        # Somebody else died.
        ("A ranger was wounded in shelling in which his dog died.", [(Measure.WOUNDED, 1)]),
        ("A ranger was wounded, the mayor said, and a nurse died.", [(Measure.WOUNDED, 1)]),
        ("Medics treated 11 fighters and sent four bodies home.", [(Measure.WOUNDED, 11)]),
        ("Doctors treated 12 villagers for shrapnel wounds.", [(Measure.WOUNDED, 12)]),
        ("Doctors treated 12 villagers for frostbite after two had died.", [(Measure.KILLED, 2)]),
        ("They brought the bodies of two guards and ten hurt men.", [(Measure.KILLED, 2)]),
    ],
)
def test_who_was_hit_and_died(sentence: str, told: list[tuple[Measure, int]]) -> None:
    losses = [(loss.measure, loss.people.best) for loss in find_losses(sentence)]
    assert losses[: len(told)] == told


@pytest.mark.parametrize(
    "sentence",
    [
        "Around 300 assailants came over the river, killed people and burned houses.",
        "Some 200 gunmen entered at dawn, killed several villagers and left.",
        "Hundreds of fighters stormed the town, wounded civilians and burned shops.",
    ],
)
def test_who_kills_is_not_killed(sentence: str) -> None:
    assert not [loss for loss in find_losses(sentence) if loss.people.best]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("A ranger died of wounds, bringing to three the number of rangers killed.", 3),
        ("One more man succumbed on Monday, taking to seven the number of dead.", 7),
        ("That raises to nine the number of people who lost their lives.", 9),
    ],
)
def test_a_toll_stands_behind_its_number(sentence: str, number: int | None) -> None:
    found = [loss.people.best for loss in find_losses(sentence)]
    assert number in found


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("A third Armenian soldier died of wounds received in an ambush near Lachin.", 3),
        ("A ninth villager has succumbed after the shelling of Lachin.", 9),
        # Of another event, as far as anybody knows.
        ("A third Armenian soldier was killed in an ambush near Lachin.", 1),
    ],
)
def test_who_dies_of_wounds_is_the_last_of_a_count(
    sentence: str, number: int, read_claims: ReadClaims
) -> None:
    claims = read_claims(sentence)
    assert [it.best for claim in claims for it in claim.casualties] == [number]


def test_a_longer_time_begins_with_its_toll(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Two Armenian soldiers were killed in an attack near Lachin on Monday, bringing to five "
        "the number of soldiers who have died in less than a week."
    )
    told = {it.best: it.scope for claim in claims for it in claim.casualties}
    assert told == {2: Scope.EVENT, 5: Scope.CUMULATIVE}


@pytest.mark.parametrize(
    "sentence",
    [
        "Twelve Armenian soldiers were killed near Lachin in the past month.",
        "That brings to 13 the number of dead in the campaign near Lachin.",
        "It took to six the number of people killed near Lachin in less than a week.",
    ],
)
def test_losses_of_a_month_are_no_events(sentence: str, read_claims: ReadClaims) -> None:
    scopes = {it.scope for claim in read_claims(sentence) for it in claim.casualties}
    assert Scope.EVENT not in scopes


@pytest.mark.parametrize(
    "sentence",
    [
        "Two Armenian soldiers died near Lachin on Monday; six soldiers have died since May.",
        "Two Armenian soldiers died near Lachin, taking losses in the operation to six.",
    ],
)
def test_a_toll_of_a_longer_time_is_not_of_those_before_it(
    sentence: str, read_claims: ReadClaims
) -> None:
    told = {it.best: it.scope for claim in read_claims(sentence) for it in claim.casualties}
    assert told == {2: Scope.EVENT, 6: Scope.CUMULATIVE}


def test_the_gravest_loss_until_now_was_another_one(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Until this month the gravest loss had been the 28 killed in May; on Monday three "
        "Armenian soldiers died in an ambush near Lachin."
    )
    assert [it.best for claim in claims for it in claim.casualties] == [3]


def test_more_of_them_in_one_sentence_are_added_up(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Three Armenian soldiers were killed near Lachin on Monday and four more died in a blast."
    )
    assert [it.best for claim in claims for it in claim.casualties] == [7]
