"""One incident by its id, or by the beginning of it."""

from __future__ import annotations

import types
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import GeomapError, IncidentError
from geomap.incidents import find_incident

IDS = ("ARM-AZE-2021-05-12-c83bcd", "ARM-AZE-2022-09-12-6957bc", "ARM-AZE-2022-09-12-6957bc-2")
INCIDENTS: list[Any] = [types.SimpleNamespace(id=it) for it in IDS]


def test_an_id_or_its_beginning_finds_one_incident() -> None:
    assert find_incident(INCIDENTS, "ARM-AZE-2021").id == IDS[0]
    # A whole id is meant even where another one begins with it.
    assert find_incident(INCIDENTS, IDS[1]).id == IDS[1]


def test_an_ambiguous_beginning_lists_what_begins_so() -> None:
    with pytest.raises(IncidentError, match="2 ids begin so") as error:
        find_incident(INCIDENTS, "ARM-AZE-2022")
    assert IDS[1] in str(error.value)
    assert IDS[2] in str(error.value)
    assert IDS[0] not in str(error.value)


def test_an_unknown_id_lists_near_ones() -> None:
    with pytest.raises(IncidentError, match="none of the 3 incidents") as error:
        find_incident(INCIDENTS, "ARM-AZE-2021-05-13-c83bcd")
    assert f"near ones: {IDS[0]}" in str(error.value)
    with pytest.raises(GeomapError, match="there are none"):
        find_incident([], IDS[0])
    with pytest.raises(LookupError, match="near ones"):
        find_incident(INCIDENTS, "")


@given(st.sampled_from(IDS), st.integers(min_value=1, max_value=30))
def test_every_beginning_finds_its_incident_or_lists_it(whole: str, length: int) -> None:
    begun = [it for it in IDS if it.startswith(whole[:length])]
    if len(begun) == 1 or whole[:length] in IDS:
        assert find_incident(INCIDENTS, whole[:length]).id == min(begun)
        return
    with pytest.raises(IncidentError) as error:
        find_incident(INCIDENTS, whole[:length])
    assert all(it in str(error.value) for it in begun)
