"""Murders, arson, robberies and bombs in the words of wire copy, and the same words in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.model import SubEventType

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Claim

    ReadClaims = Callable[..., list[Claim]]

ATTACK, TAKEN = SubEventType.ATTACK, SubEventType.ABDUCTION
LOOTED, MINE = SubEventType.LOOTING, SubEventType.MINE


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Unknown assailants fatally wounded a university professor in Yerevan on Monday.", ATTACK),
        ("A retired colonel escaped an attempt on his life in Yerevan on Monday.", ATTACK),
        ("The priest was found strangled in his parish house in Yerevan on Monday.", ATTACK),
        ("Subversives set fire to the mayor's office in Goris on Monday.", ATTACK),
        ("Armed individuals broke into a radio station in Yerevan on Monday.", ATTACK),
        ("The guerrillas attacked a coffee processing plant near Goris on Monday.", ATTACK),
        ("A student was led away in Goris on Monday and has not been seen since.", TAKEN),
        ("Armed men stopped a banker's car in Yerevan on Monday and took him away.", TAKEN),
        ("Gunmen took a reporter out of his house in Goris on Monday.", TAKEN),
        ("The rebels held up a truck carrying food near Goris on Monday.", LOOTED),
        ("Traffic lights were destroyed by urban commandos in Yerevan on Monday.", LOOTED),
        ("Two powerful blasts rocked the centre of Yerevan on Monday.", MINE),
        ("The tower was destroyed by a truck carrying half a ton of dynamite on Monday.", MINE),
    ],
)
def test_it_tells_an_event(read_claims: ReadClaims, sentence: str, kind: SubEventType) -> None:
    assert [it.sub_event_type for it in read_claims(f"{sentence}\n")] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "The engine failed twice and the mayor made an attempt on the record in Yerevan on Monday.",
        "Deputies attacked a bank's fees in a debate in Yerevan on Monday.",
        "A patient was taken from his home to hospital in Goris on Monday.",
        "The committee members killed the mayor's bill in Yerevan on Monday.",
        "A bridge was destroyed by the floods near Goris on Monday.",
        "The ministry held up a shipment of trucks at Goris on Monday.",
        "Two powerful speeches rocked the hall in Yerevan on Monday.",
    ],
)
def test_it_tells_none(read_claims: ReadClaims, sentence: str) -> None:
    assert not [it for it in read_claims(f"{sentence}\n") if it.sub_event_type]
