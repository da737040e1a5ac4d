"""Of corrections that set the same thing, one counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from geomap.incidents.corrections import Action, Correction, settle_corrections

if TYPE_CHECKING:
    from collections.abc import Callable

    Row = Callable[..., Correction]


def test_what_is_given_twice_stands_where_it_stood_first(row: Row) -> None:
    a = row(Action.MOVE, "X", value="Goris")
    b = row(Action.RENAME, "X", field="Goris", value="G")
    c = row(Action.REJECT, "Y")
    again = [msgspec.structs.replace(it, file="again.csv", line=9) for it in (a, b, c)]
    assert settle_corrections([a, b, c, *again]) == ([a, b, c], [])


def test_the_later_of_two_values_counts(row: Row) -> None:
    first, second = (row(Action.CHANGE, "X", field="killed_a", value=it) for it in "12")
    other = row(Action.CHANGE, "X", field="killed_b", value="1")
    assert settle_corrections([first, other, second]) == ([other, second], [first])
    assert settle_corrections([first, second, first]) == ([first], [second])


def test_names_are_one_in_any_spelling(row: Row) -> None:
    first = row(Action.NAME, field="Alagöllar", value="gn:1")
    second = row(Action.NAME, field="ALAGOLLAR", value="gn:2")
    assert settle_corrections([first, second]) == ([second], [first])


def test_merges_of_one_incident_are_different_things(row: Row) -> None:
    rows = [row(Action.MERGE, "X", value=it) for it in "YZ"]
    assert settle_corrections(rows) == (rows, [])
