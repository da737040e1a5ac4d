"""What a side answers to what was told of it, in sentences that tell no event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from geomap.claims.speakers import find_speaker
from geomap.model import Claim, Speaker, Stance

ReadClaims = Callable[..., list[Claim]]

LEAD = "Armenia said that Azerbaijani troops had opened fire on a post near Sotk on Tuesday."


BOTH = [Stance.ASSERTS, Stance.DENIES]


def answers(claims: list[Claim]) -> list[tuple[str | None, Stance]]:
    """List side and stance of all claims but the first."""
    return [(c.speaker.side if c.speaker else None, c.stance) for c in claims[1:]]


@pytest.mark.parametrize(
    ("reply", "stances"),
    [
        ("Baku denied it.", [Stance.DENIES]),
        ("Baku said its soldiers had gone there to free a village.", [Stance.ASSERTS]),
        ("Baku said the Armenians had got a fitting reply.", [Stance.ASSERTS]),
        ("Baku blamed the Armenians.", [Stance.ASSERTS]),
        ("Baku put the blame on the Armenians.", [Stance.ASSERTS]),
        ("Baku laid the responsibility on Armenian saboteurs.", [Stance.ASSERTS]),
        # Losses that there were none of are no denial.
        ("No Azerbaijani soldier was hit, Baku said.", [Stance.ASSERTS]),
        ("Baku said it had lost none.", []),
        ("Baku said its troops would be ready.", []),
        (
            "Azerbaijan said that not one of the shells was its own and all was quiet.",
            [Stance.DENIES],
        ),
        ("Baku scoffed at the claim.", [Stance.DENIES]),
        ("Azerbaijan said there was no truth in it.", [Stance.DENIES]),
        ("Baku says that more than 80 fell.", [Stance.ASSERTS]),
        ("Baku has not said whether it suffered losses.", []),
        ("Baku has yet to comment on what it called an attack.", []),
        ("Baku owned up to an ambush.", [Stance.ASSERTS]),
        ('"We do not shell villages," Azerbaijan\'s army said.', [Stance.DENIES]),
        ("Azerbaijan said no unit of its had gone near the line.", [Stance.DENIES]),
        ("Baku said that defensive measures were taken.", [Stance.ASSERTS]),
        ("Azerbaijan acknowledged the loss of a post.", [Stance.ASSERTS]),
        ("Baku denies involvement.", [Stance.ASSERTS, Stance.DENIES]),
        ("Azerbaijan said that it did not begin.", [Stance.ASSERTS, Stance.DENIES]),
        ("Baku said it had no connection whatever with it.", BOTH),
        ("No soldier of its had a hand in this, Azerbaijan said.", BOTH),
        ("Baku said that the targets were posts of saboteurs.", [Stance.ASSERTS]),
        ("Azerbaijan said its guards had every right to defend themselves.", [Stance.ASSERTS]),
        ('Azerbaijan called it "cowardly".', [Stance.ASSERTS]),
        ("Azerbaijan denied any knowledge of it.", []),
        ("Baku called that pure imagination.", [Stance.DENIES]),
        ("Azerbaijan said the charge was ridiculous.", [Stance.DENIES]),
        ("None of its men had been there, Baku said.", [Stance.DENIES]),
        ("None of its men had been hurt, Azerbaijan said.", [Stance.ASSERTS]),
        ("Azerbaijan's army said it had no guns in the area.", [Stance.DENIES]),
        ("Baku said that it had attacked nobody.", [Stance.DENIES]),
        ("Azerbaijan insisted that its forces had not fired a single round.", [Stance.DENIES]),
        ("Baku said the incident had been staged.", [Stance.DENIES]),
        ("Azerbaijan said that it had answered hostile fire.", [Stance.ASSERTS]),
        ("Azerbaijan spoke of an assault on its own positions.", [Stance.ASSERTS]),
        ("Baku voiced deep regret over the deaths.", [Stance.ASSERTS]),
        ("Azerbaijan's army said the shells had gone astray.", [Stance.ASSERTS]),
        ("Azerbaijan said that it had only chased bandits.", [Stance.ASSERTS]),
        ("Azerbaijan said that it would answer any attack.", []),
        ("Baku would not comment.", []),
        ("Azerbaijan declined to confirm it.", []),
        ("Azerbaijan said that talks go on.", []),
    ],
)
def test_what_a_side_answers(read_claims: ReadClaims, reply: str, stances: list[Stance]) -> None:
    claims = read_claims(f"{LEAD} {reply}\n")
    assert answers(claims) == [("AZE", stance) for stance in stances]
    assert all(not (claim.sites or claim.date.is_known) for claim in claims[1:])


def test_nobody_answers_what_was_not_told(read_claims: ReadClaims) -> None:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    filler = " ".join(f"The market is open on {day}." for day in days)
    assert answers(read_claims(f"{LEAD} {filler} Baku denies involvement.\n")) == []


def test_who_is_no_party_answers_nothing(read_claims: ReadClaims) -> None:
    assert answers(read_claims(f"{LEAD} Turkey said that defensive measures were taken.\n")) == []


def test_an_account_of_the_side_that_told_the_event_is_no_answer(read_claims: ReadClaims) -> None:
    assert (
        answers(read_claims(f"{LEAD} Yerevan said its soldiers had gone to their posts.\n")) == []
    )


@pytest.mark.parametrize(
    "who",
    [
        "Azerbaijan's president, Ivan Petrov, in a speech on all stations,",
        "An adviser to Azerbaijan's president",
        "Ilham Aliyev, asked about it by a French channel,",
        "In Baku, a communique",
        "In the Azerbaijani capital, officials",
        "On the Azerbaijani side, officers",
        "The other side",
        "Ivan Petrov, the Azerbaijani premier, asked for a meeting and",
    ],
)
def test_who_answers(read_claims: ReadClaims, who: str) -> None:
    claims = read_claims(f"{LEAD}\n\n{who} said that defensive measures were taken there.\n")
    assert answers(claims) == [("AZE", Stance.ASSERTS)]


def test_what_a_side_is_said_to_do_is_no_event_to_answer_to(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Armenia said on Monday that Azerbaijani troops shot at Sotk.\n\n"
        "Azerbaijan said the allegation that its units shell villages is a lie.\n"
    )
    assert Stance.DENIES not in {claim.stance for claim in claims}


LULL = (
    "The road was dry.", "A school opened.", "Rain is expected.", "Prices were stable.",
    "A bridge was painted.", "The fair began.", "Trains ran on time.", "A film was shown.",
)  # fmt: skip
"""Sentences that tell of nothing."""


def test_an_answer_is_one_to_what_was_told_shortly_before(read_claims: ReadClaims) -> None:
    soon = read_claims(f"{LEAD} {' '.join(LULL[:5])} Baku denied it.\n")
    assert answers(soon) == [("AZE", Stance.DENIES)]
    late = read_claims(f"{LEAD} {' '.join(LULL)} Baku put the blame on the Armenians.\n")
    assert answers(late) == []


def test_a_long_quotation_is_of_whom_is_named_where_it_closes(read_claims: ReadClaims) -> None:
    told = "Azerbaijani troops opened fire on a post near Sotk on Tuesday."
    found = read_claims(
        f"“{told} {' '.join(LULL)} It was loud,” Armenia’s defence ministry said.\n"
    )
    assert [claim.speaker.side for claim in found if claim.speaker] == ["ARM"]


@pytest.mark.parametrize(
    ("reply", "stances"),
    [
        ("Each side said that the other had fired first.", [Stance.ASSERTS]),
        ("The two armies blamed each other.", [Stance.ASSERTS]),
        ("Yerevan and Baku each said the other had begun.", [Stance.ASSERTS]),
        ("The neighbours gave conflicting accounts of how it began.", [Stance.ASSERTS]),
        ("Armenian and Azerbaijani officials traded accusations.", [Stance.ASSERTS]),
        ("Both governments declined to comment.", []),
        ("Both capitals said that talks would go on.", []),
    ],
)
def test_both_sides_answer_at_once(
    read_claims: ReadClaims, reply: str, stances: list[Stance]
) -> None:
    lead = "Armenian and Azerbaijani troops exchanged fire near Sotk on Tuesday."
    assert answers(read_claims(f"{lead} {reply}\n")) == [("ARM|AZE", it) for it in stances]


def test_two_states_that_an_and_parts_are_not_both(read_claims: ReadClaims) -> None:
    lead = "Armenian and Azerbaijani troops exchanged fire near Sotk on Tuesday."
    reply = "The guns were trained on Baku and Yerevan said the other side had begun."
    assert answers(read_claims(f"{lead} {reply}\n")) == [("ARM", Stance.ASSERTS)]


def test_behind_the_last_answer_nobody_is_asked_who_speaks(
    read_claims: ReadClaims, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def find(text: str, start: int, end: int, **known: Any) -> Speaker | None:  # noqa: ANN401
        asked.append(text[start:end])
        return find_speaker(text, start, end, **known)

    monkeypatch.setattr("geomap.claims.extract.find_speaker", find)
    talk = "The council rejected a plan for a bridge."
    answer = "Baku blamed the Armenians."
    claims = read_claims(f"{LEAD} {talk} {answer} A mayor rejected the new budget of the schools.")
    assert answers(claims) == [("AZE", Stance.ASSERTS)]
    assert asked == [LEAD, talk, answer]
