"""Where an event is set whose own place nobody knows, beside one whose place is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import SiteRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Claim

AT_SOTK = "Azerbaijani units shelled Armenian posts at Sotk on Monday, killing two men. "


def test_a_place_that_nobody_knows_is_at_most_in_the_area_of_the_one_beside_it(
    read_claims: Callable[..., list[Claim]],
) -> None:
    claims = read_claims(AT_SOTK + "A guard was killed by a mine at Qwervik on Tuesday.\n")
    (site,) = claims[1].setting
    assert site.place.name == "Sotk"
    assert site.role is SiteRole.AREA
    assert site.is_area


def test_an_event_of_which_no_place_is_told_is_set_at_the_place_beside_it(
    read_claims: Callable[..., list[Claim]],
) -> None:
    claims = read_claims(AT_SOTK + "A guard was killed by a mine on Tuesday.\n")
    (site,) = claims[1].setting
    assert site.place.name == "Sotk"
    assert site.role is SiteRole.AT


def test_a_name_that_stands_for_no_place_does_not_say_where_it_was(
    read_claims: Callable[..., list[Claim]],
) -> None:
    claims = read_claims(AT_SOTK + "Two men were wounded in the March offensive, Lt. Gor said.\n")
    (site,) = claims[1].setting
    assert site.role is SiteRole.AT
