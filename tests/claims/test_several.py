"""Sentences that tell of several bombs, in several towns or in several spots of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Claim


def list_places(claims: list[Claim]) -> list[list[str]]:
    return [[site.place.name for site in it.sites] for it in claims if it.sub_event_type]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Bombs went off in Goris, Kapan and Yeghegnadzor in Armenia on Monday.",
            [["Goris"], ["Kapan"], ["Yeghegnadzor"]],
        ),
        (
            "Armenian police said two explosions occurred in Goris and Yeghegnadzor on Monday.",
            [["Goris"], ["Yeghegnadzor"]],
        ),
        (
            "Gunmen blew up a bridge at Goris and a pylon near Yeghegnadzor in Armenia on Monday.",
            [["Goris"], ["Yeghegnadzor"]],
        ),
        (
            "Azerbaijani gunmen shot at men in Goris and Yeghegnadzor in two separate attacks.",
            [["Goris"], ["Yeghegnadzor"]],
        ),
        # One bomb, one battle and one shelling are each one event, however many places they have.
        (
            "A bomb went off on a bus between Goris and Yeghegnadzor in Armenia on Monday.",
            [["Goris", "Yeghegnadzor"]],
        ),
        (
            "Azerbaijani units shelled Goris and Yeghegnadzor in Armenia on Monday.",
            [["Goris", "Yeghegnadzor"]],
        ),
        (
            "Azerbaijani troops attacked Armenian posts in Goris and Yeghegnadzor on Monday.",
            [["Goris", "Yeghegnadzor"]],
        ),
        # Those whom it counts it counts for both.
        (
            "Bombs killed nine soldiers in Goris and Yeghegnadzor in Armenia on Monday.",
            [["Goris", "Yeghegnadzor"]],
        ),
    ],
)
def test_bombs_and_separate_attacks_in_several_towns_are_events_of_their_own(
    read_claims: Callable[..., list[Claim]], text: str, places: list[list[str]]
) -> None:
    assert list_places(read_claims(f"{text}\n")) == places


@pytest.mark.parametrize(
    ("behind", "count"),
    [
        (", one at the courthouse, another outside a bank and the third at a bus station", 3),
        (", one at the courthouse and the other in a park", 2),
        ("", 1),
        (", and one soldier was hurt in the street", 1),
    ],
)
def test_bombs_in_spots_of_one_town_are_as_many_as_the_sentence_lists(
    read_claims: Callable[..., list[Claim]], behind: str, count: int
) -> None:
    claims = read_claims(f"Bombs went off in the town of Goris in Armenia on Monday{behind}.\n")
    assert list_places(claims) == [["Goris"]] * count
    assert [it.opens_event for it in claims] == [False] + [True] * (count - 1)
    assert len({it.id for it in claims}) == count


def test_towns_that_are_told_again_open_no_other_event(
    read_claims: Callable[..., list[Claim]],
) -> None:
    claims = read_claims(
        "Bombs went off in Goris and Yeghegnadzor in Armenia on Monday.\n\n"
        "Bombs exploded in Goris and Yeghegnadzor at dawn on Monday, police said.\n"
    )
    assert [it.opens_event for it in claims] == [False, True, False, False]
