"""Who is counted, and who only says more of those who were: lists, asides, kin, old bodies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.claims.casualties import find_losses
from geomap.model import Claim, Measure

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
