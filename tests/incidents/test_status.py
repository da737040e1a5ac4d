"""Who says that it happened, and who denies it."""

from __future__ import annotations

import msgspec
import pytest

from geomap.incidents.status import Standing, judge_status
from geomap.model import (
    Casualty,
    Category,
    Claim,
    DateInterval,
    Measure,
    Speaker,
    Stance,
    Status,
    SubEventType,
)

VOICES = {
    "ARM": Speaker(name="Armenia", side="ARM"),
    "AZE": Speaker(name="Azerbaijan", side="AZE"),
    "both": Speaker(name="both governments", side="ARM|AZE"),
    "RUS": Speaker(name="Russia", side="RUS"),
    "rebels": Speaker(name="rebels", official=False, is_group=True),
    "monitors": Speaker(name="monitors", official=False),
    "nobody": None,
}


def judge(claims: str) -> Standing:
    made = [
        Claim(
            id=f"a#{number}",
            document_id="a",
            sub_event_type=SubEventType.SHELLING,
            date=DateInterval(),
            speaker=VOICES[voice],
            stance=Stance(stance),
        )
        for number, (voice, stance) in enumerate(word.split(":") for word in claims.split())
    ]
    return judge_status(made, sides=("ARM", "AZE"))


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ("ARM:asserts", "claimed"),
        ("AZE:asserts AZE:asserts", "claimed"),
        ("ARM:asserts AZE:asserts", "confirmed_by_both"),
        ("both:asserts", "confirmed_by_both"),
        ("nobody:asserts", "reported"),
        ("RUS:asserts", "reported"),
        ("monitors:asserts", "reported"),
        ("ARM:asserts RUS:asserts", "reported"),
        ("ARM:asserts AZE:denies", "contested"),
        ("nobody:asserts AZE:denies", "contested"),
        ("RUS:asserts AZE:denies", "contested"),
        # A side that itself tells of the fighting denies only its part in it.
        ("ARM:asserts AZE:asserts AZE:denies", "confirmed_by_both"),
        ("ARM:asserts ARM:denies", "claimed"),
        ("nobody:alleges AZE:denies", "denied"),
        ("ARM:alleges AZE:denies", "denied"),
        ("AZE:denies", "denied"),
        ("ARM:alleges AZE:denies ARM:asserts", "contested"),
        ("ARM:asserts nobody:asserts", "claimed"),
    ],
)
def test_the_status(claims: str, status: str) -> None:
    assert judge(claims).status.value == status


def test_the_report_itself_vouches_for_what_it_tells_in_its_own_words() -> None:
    told = Claim(
        id="a#1",
        document_id="a",
        sub_event_type=SubEventType.SHELLING,
        date=DateInterval(),
        in_own_words=True,
    )
    claimed = msgspec.structs.replace(told, id="a#2", speaker=VOICES["ARM"], in_own_words=False)
    assert judge_status([told, claimed], sides=("ARM", "AZE")).status.value == "reported"


def test_the_names_behind_it() -> None:
    standing = judge("ARM:asserts ARM:asserts monitors:alleges AZE:denies AZE:denies RUS:asserts")
    assert standing.claimed_by == ("Armenia", "Russia", "monitors")
    assert standing.denied_by == ("Azerbaijan",)
    assert standing.confirmed_by == ("Russia",)
    assert judge("ARM:asserts AZE:asserts").confirmed_by == ("Armenia", "Azerbaijan")


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ("ARM:asserts AZE:asserts RUS:denies", "confirmed_by_both"),
        ("ARM:asserts RUS:denies", "contested"),
        ("ARM:asserts AZE:asserts rebels:denies", "confirmed_by_both"),
        ("ARM:asserts rebels:denies", "contested"),
        # An armed group is a side of its own, not of any state.
        ("ARM:asserts rebels:asserts", "confirmed_by_both"),
        ("rebels:asserts rebels:asserts", "claimed"),
        ("rebels:asserts ARM:denies", "contested"),
    ],
)
def test_two_sides_that_confirm_outweigh_a_third_and_a_group_is_a_side(
    claims: str, status: str
) -> None:
    assert judge(claims).status.value == status


def test_monitors_confirm_nothing_officially() -> None:
    assert judge("ARM:asserts monitors:asserts").confirmed_by == ()


def test_a_states_own_medium_confirms_for_its_side() -> None:
    VOICES["KCNA"] = Speaker(name="state media of Azerbaijan", side="AZE", official=False)
    standing = judge("ARM:asserts KCNA:asserts")
    assert standing.status.value == "confirmed_by_both"
    assert standing.confirmed_by == ("Armenia", "state media of Azerbaijan")


def test_a_state_whose_soldiers_fell_is_no_third_party() -> None:
    fallen = Casualty(measure=Measure.KILLED, side="RUS", category=Category.MILITARY, best=2)
    told = Claim(
        id="a#1",
        document_id="a",
        sub_event_type=None,
        date=DateInterval(),
        speaker=Speaker(name="Border Service of Russia", side="RUS"),
        casualties=(fallen,),
    )
    other = msgspec.structs.replace(
        told, id="a#2", casualties=(), speaker=Speaker(name="Government", side="AFG")
    )
    standing = judge_status([told, other], sides=("AFG", "TJK"))
    assert standing.status is Status.CONFIRMED_BY_BOTH
