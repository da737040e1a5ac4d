"""One person whom no number tells of, and nobody where a verb speaks of something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.casualties import find_losses
from geomap.claims.victims import find_object, find_subject

KILLED = "killed"
WOUNDED = "wounded"


def figures_of(sentence: str) -> list[tuple[str, int | None]]:
    return sorted((loss.measure.value, loss.people.best) for loss in find_losses(sentence))


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Barzani was killed by a bomb under his car.", [(KILLED, 1)]),
        ("He was shot dead outside his home.", [(KILLED, 1)]),
        ("She died of her wounds on Friday.", [(KILLED, 1)]),
        ("The mayor was killed when gunmen opened fire.", [(KILLED, 1)]),
        ("The deputy commander, Colonel Rahimi, was wounded.", [(WOUNDED, 1)]),
        (
            "Omar Diallo, a trader in the country's north-west, was gunned down today.",
            [(KILLED, 1)],
        ),
        ("The judge who was murdered on Friday lived alone.", [(KILLED, 1)]),
        ("Gunmen killed the mayor of Tarra, as well as two peasants.", [(KILLED, 1), (KILLED, 2)]),
        ("Four gunmen came and the mayor was killed.", [(KILLED, 1)]),
        ("The mayor and two bodyguards were killed.", [(KILLED, 1), (KILLED, 2)]),
        ("His bodyguard and driver were killed.", [(KILLED, 1), (KILLED, 1)]),
        ("The murder of two missionaries shocked the valley.", [(KILLED, 2)]),
        ("The assassination of Minister Antonio Ruiz came at night.", [(KILLED, 1)]),
        ("The killing of the mayor of Tarra came at night.", [(KILLED, 1)]),
        ("Eight soviet citizens were seriously injured.", [(WOUNDED, 8)]),
        ("Two U.S. missionaries were murdered.", [(KILLED, 2)]),
        ("Three pedestrians were killed and a cyclist was hurt.", [(KILLED, 3), (WOUNDED, 1)]),
        ("A group of ten soldiers was killed.", [(KILLED, 10)]),
        ("Three had been wounded by another one.", [(WOUNDED, 3)]),
        ("At least one of four attackers was killed.", [(KILLED, 1)]),
    ],
)
def test_one_person_is_told_without_a_number(sentence: str, figures: list[tuple[str, int]]) -> None:
    assert figures_of(sentence) == figures


@pytest.mark.parametrize(
    "sentence",
    [
        "The family was killed in its house.",
        "His dog was killed.",
        "The bill was killed in committee.",
        "It was not known whether anyone was killed.",
        "The post was captured at dawn.",
        "His father said that he was dead.",
        "The herd was killed by lightning.",
        "Every prisoner was shot dead.",
        "His wounded pride was plain to see.",
    ],
)
def test_nobody_is_told(sentence: str) -> None:
    assert all(number == 0 for _, number in figures_of(sentence))


@given(st.text(alphabet="the mayor he was killed and of, Ruiz judge", max_size=80))
def test_whoever_is_found_stands_in_the_sentence(sentence: str) -> None:
    for verb in range(0, len(sentence), 7):
        found = find_subject(sentence, 0, verb)
        assert found is None or (0 <= found.start <= found.end <= verb and found.best == 1)
        behind = find_object(sentence, verb, len(sentence))
        assert behind is None or verb <= behind.start < behind.end <= len(sentence)


@pytest.mark.parametrize("where", ["near", "outside", "to", "across", "between Myawaddy and"])
def test_a_town_before_the_dead_is_none_of_them(where: str) -> None:
    assert figures_of(f"Troops fought {where} Mae Sot, and two rangers were killed.") == [
        (KILLED, 2)
    ]
