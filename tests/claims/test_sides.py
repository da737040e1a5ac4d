"""Whose losses a sentence tells, by who struck, from where, and who helped."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Claim

    ReadClaims = Callable[..., list[Claim]]

LEAD = "Armenian and Azerbaijani troops exchanged fire near Sotk on Tuesday."


def sides_of(claim: Claim) -> list[tuple[int | None, str | None]]:
    return [(figure.best, figure.side) for figure in claim.casualties]


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("Two people were killed when a shell from Azerbaijan came down in a yard.", "ARM"),
        ("Armenian guns hit targets in Azerbaijan after a bomb killed two people in Goris.", "ARM"),
        ("Armenian artillery killed two people in Lachin after a quiet night.", "AZE"),
        # Whose they were is not told; not those of who helped.
        ("The Swiss aid group Help said its hospital took in two injured people.", None),
    ],
)
def test_whose_people_were_hit(read_claims: ReadClaims, sentence: str, side: str | None) -> None:
    head = "GORIS, Armenia, Sept 14, 2022"
    claims = read_claims(f"{head}\n\n{LEAD}\n\n{sentence}\n")
    assert sides_of(claims[-1]) == [(2, side)]


def test_who_stays_with_the_other_side_has_not_moved(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "GORIS, Armenia, Sept 14, 2022\n\n"
        "A shell from Azerbaijan killed two women in this town on Tuesday.\n\n"
        "It killed five villagers, the doctor said.\n\n"
        "Shells fell at a post near Lachin later that day.\n"
    )
    figures = [figure for claim in claims for figure in sides_of(claim)]
    assert (5, "AZE") not in figures


def test_it_announced_goes_on_with_the_one_that_spoke(read_claims: ReadClaims) -> None:
    claims = read_claims(
        f"{LEAD} Three Armenian soldiers died.\n\nArmenia's defence ministry said that Azerbaijani "
        "forces used mortars. Late at night it announced the three deaths.\n"
    )
    assert sides_of(claims[-1]) == [(3, "ARM")]


@pytest.mark.parametrize(
    ("day", "side"), [(dt.date(2025, 10, 16), "AFG"), (dt.date(2012, 10, 16), None)]
)
def test_a_movement_speaks_for_the_state_while_it_governs(
    read_claims: ReadClaims, day: dt.date, side: str | None
) -> None:
    claims = read_claims(
        "Pakistani and Taliban forces fought at Spin Boldak on Wednesday. Taliban spokesman "
        "Ali Khan said that two posts were shelled.\n",
        published=day,
    )
    assert [claim.speaker.side if claim.speaker else None for claim in claims][-1] == side


@pytest.mark.parametrize(
    ("people", "side"),
    [
        ("Six PKK members were killed", None),
        ("Shells killed four members of the Kurdish YPG", None),
        ("Six people were killed", "ARM"),
    ],
)
def test_an_armed_groups_men_are_no_states(
    read_claims: ReadClaims, people: str, side: str | None
) -> None:
    claims = read_claims(f"{LEAD}\n\n{people} when Azerbaijani shells hit a house in Goris.\n")
    (figure,) = claims[-1].casualties
    assert (figure.side, figure.is_stateless) == (side, side is None)


def test_where_a_spokesman_is_reached_is_not_for_whom_he_speaks(read_claims: ReadClaims) -> None:
    claims = read_claims(
        f"{LEAD}\n\nA PKK spokesman reached by telephone in Armenia said that eight soldiers had "
        "been killed.\n\nThe guerrillas had lost no one, he said.\n"
    )
    figures = [it for claim in claims for it in claim.casualties]
    assert [(it.best, it.claimed_by_side, it.side) for it in figures] == [
        (8, None, None),
        (0, None, None),
    ]


@pytest.mark.parametrize(
    ("subject", "side"),
    [
        ("Armenian guards on the Azerbaijani frontier near Goris lost three men", "ARM"),
        ("Azerbaijan, which has posts on the Armenian border, lost two soldiers", "AZE"),
        ("An Azerbaijani unit inside Armenian territory lost four men", "AZE"),
        # The guards of a border are people.
        ("Not far from Goris Armenian border guards lost two men", "ARM"),
    ],
)
def test_a_states_ground_lost_nobody(read_claims: ReadClaims, subject: str, side: str) -> None:
    claims = read_claims(f"{LEAD}\n\n{subject} on Monday.\n")
    assert [it.side for it in claims[-1].casualties] == [side]
