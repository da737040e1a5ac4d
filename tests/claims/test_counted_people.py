"""Who is counted, and who only says more of those who were: lists, asides, kin, old bodies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.claims.casualties import find_losses
from geomap.model import Claim, Measure, Scope

ReadClaims = Callable[..., list[Claim]]


def read(sentence: str, measure: Measure) -> list[int | None]:
    return [it.people.best for it in find_losses(sentence) if it.measure is measure]


@pytest.mark.parametrize(
    ("sentence", "killed"),
    [
        ("Three villagers, including a girl of 17, and a head constable died in shelling.", [3, 1]),
        ("The shell killed three Thais, one of them a monk, and two Burmese.", [3, 2]),
        ("Rebels killed at least 14 villagers, seven women and seven children.", [14]),
        ("Forty people - 30 exiles and ten residents - were shot dead.", [40]),
        ("Four soldiers (two sergeants, a corporal and a private) were killed.", [4]),
        ("A father and his two daughters aged 4 and 2 were killed.", [1, 2]),
        ("Gendarmes killed a lieutenant, Hernan Merino, and wounded a sergeant.", [1]),
        ("The force lost a constable and two men were hurt when rebels fired.", [1]),
        ("Villagers beat a farmer to death and wounded his brother.", [1]),
        ("Two gunmen were killed, as were 12 policemen and seven civilians.", [2, 12, 7]),
        ("Colonel D. V. Leonov and eleven other guards were killed.", [1, 11]),
        ("Five of its men had been abducted and later executed.", [5]),
        ("A couple were killed when a shell hit their house.", [2]),
        ("An elderly couple was shot dead by gunmen.", [2]),
        ("A couple whose son was shot dead left the village.", [1]),
        ("A couple of soldiers were killed.", [None]),
        ("None of the crew of three survived.", [3]),
        ("The jeep carried five people aboard and there were no survivors.", [5]),
        ("Rebels hit the boat, and all five aboard were killed.", [5]),
        ("A patrol of six was wiped out in an ambush.", [6]),
        ("The four-man crew of an armoured car was killed by a mine.", [4]),
        ("A bomber blew himself up, killing himself and three policemen.", [3]),
        ("Searchers found the bodies of 12 soldiers and two guides.", [12, 2]),
        ("Three charred bodies were pulled from the car.", [3]),
        ("Nine people including two policemen died in the raid.", [9]),
        ("A muleteer was shot dead along with his two guards.", [1, 2]),
        ("Shelling killed a baker and his apprentice.", [1, 1]),
        ("Musa Diallo, a teacher, his wife Awa and their son were shot dead.", [1, 1, 1]),
        ("Karim Said, 40, who worked for a clinic, and guide Omar Nabil died in the raid.", [2]),
        ("Nine soldiers paid with their lives in the raid.", [9]),
        ("Two constables were done to death by gunmen.", [2]),
        ("Seven villagers had their throats cut by raiders.", [7]),
        ("A mortar round snuffed out the lives of three children.", [3]),
        ("The remains of a soldier who fell in 1962 were found on Sunday.", []),
        ("The remains of eight soldiers abducted in 2014 were found on Sunday.", []),
    ],
)
def test_who_is_killed(sentence: str, killed: list[int]) -> None:
    assert read(sentence, Measure.KILLED) == killed


@pytest.mark.parametrize(
    ("report", "killed"),
    [
        ("The truce held until Monday, when 12 {} were killed in the worst clash in years.", 12),
        ("Shells hit two houses near Sotk. Ali Guliyev, a {}, died on the spot, aged 65.", 1),
    ],
)
def test_the_dead_of_the_day_are_counted(read_claims: ReadClaims, report: str, killed: int) -> None:
    told = report.format("Armenian soldiers" if killed > 1 else "farmer")
    claims = read_claims(f"On Monday Azerbaijani forces shelled posts near Sotk in Armenia. {told}")
    assert killed in [it.best for claim in claims for it in claim.casualties]


def test_a_mine_costs_a_limb() -> None:
    assert read("A mine cost a shepherd his leg.", Measure.WOUNDED) == [1]
    assert read("The raid cost a shepherd his herd.", Measure.WOUNDED) == []


def test_those_treated_are_counted_without_a_noun() -> None:
    told = read("They received three bodies and treated 11 for gunshot wounds.", Measure.WOUNDED)
    assert told == [11]


def test_those_who_fell_beside_others_are_added(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "On Monday gunmen shot dead two teachers near Sotk in Armenia. "
        "Their driver and a guest were killed with them."
    )
    assert [it.best for it in claims[-1].casualties] == [4]


def test_several_who_are_named_are_of_the_side_of_those_counted(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Two Georgian reporters were killed on Monday by a mine near Sotk in Armenia. "
        "Ana Beridze, 40, and Levan Kapanadze, 30, died on the road between Sotk and Vardenis."
    )
    assert [it.side for claim in claims for it in claim.casualties] == ["GEO", "GEO"]


def test_two_events_that_a_while_joins_are_two(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Three soldiers were killed when Azerbaijani forces shelled a post near Sotk on Monday, "
        "while a farmer died in the shelling of a house at Tegh."
    )
    assert [[it.best for it in claim.casualties] for claim in claims] == [[3], [1]]


def test_a_hospital_elsewhere_is_no_second_event(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(
        "Three soldiers were killed when Azerbaijani forces shelled a post near Sotk on Monday, "
        "while five wounded men were treated in the hospital of Vardenis."
    )
    assert claim.casualties[0].best == 3


def test_a_toll_of_days_of_fighting_is_no_single_days(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Two civilians were killed by Azerbaijani shells at Sotk in Armenia on Monday. "
        "In three days of fighting 35 people have died."
    )
    assert claims[-1].casualties[0].scope is Scope.CUMULATIVE
