"""Events told by what a weapon did, and the same weapons where they did nothing to anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from geomap.model import SubEventType

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Claim

    ReadClaims = Callable[..., list[Claim]]

LEAD: Final = "Armenian and Azerbaijani officials spoke of a hard week. "


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("A rocket killed three girls in Sotk on Monday.", SubEventType.SHELLING),
        ("Two farmhands were wounded by a stray shell near Sotk on Monday.", SubEventType.SHELLING),
        ("Azerbaijani batteries mortared Sotk on Monday.", SubEventType.SHELLING),
        ("Azerbaijani jets rocketed a column near Sotk on Monday.", SubEventType.AIR_STRIKE),
        ("Armenian and Azerbaijani guns duelled near Sotk on Monday.", SubEventType.SHELLING),
        ("Gunners beyond the ridge hit a bus in Sotk on Monday.", SubEventType.SHELLING),
        ("Four people died in Sotk on Monday from a guided bomb.", SubEventType.AIR_STRIKE),
        ("Six conscripts were killed by drones near Sotk on Monday.", SubEventType.AIR_STRIKE),
        ("Armenia accused its neighbour of bombing a mill in Sotk on Monday.", "Air/drone strike"),
        ("An Azerbaijani strike on Sotk killed two men on Monday.", SubEventType.AIR_STRIKE),
        ("Two men died in an Azerbaijani strike on Sotk on Monday.", SubEventType.AIR_STRIKE),
        ("A Russian missile strike on Sotk killed two men on Monday.", SubEventType.SHELLING),
        ("Raiders laid a charge under a mill in Sotk on Monday.", SubEventType.MINE),
        ("A corporal lost his foot to a mine near Sotk on Monday.", SubEventType.MINE),
        ("A minefield near Sotk took the lives of two men on Monday.", SubEventType.MINE),
        ("A sniper of the militia hit a sergeant near Sotk on Monday.", SubEventType.ARMED_CLASH),
        ("The army lost a corporal to a sniper near Sotk on Monday.", SubEventType.ARMED_CLASH),
        ("A gunboat sank a patrol boat off Sotk on Monday.", SubEventType.ARMED_CLASH),
    ],
)
def test_a_weapon_tells_what_it_was(sentence: str, kind: str, read_claims: ReadClaims) -> None:
    claims = read_claims(LEAD + sentence)
    assert kind in {claim.sub_event_type for claim in claims}


@pytest.mark.parametrize(
    "sentence",
    [
        "The Armenian strike in Sotk over pay ended on Monday.",
        "The wounded were carried from Sotk by helicopter on Monday.",
        "Shares of the bank in Sotk rocketed to a record on Monday.",
        "Heavy guns stood silent near Sotk on Monday.",
    ],
)
def test_a_weapon_that_hurt_nobody_tells_nothing(sentence: str, read_claims: ReadClaims) -> None:
    claims = read_claims(LEAD + sentence)
    assert not any(claim.sub_event_type for claim in claims)
