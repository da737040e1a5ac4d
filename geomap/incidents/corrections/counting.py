"""A person's count of one side beside the figures of the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from geomap.errors import CorrectionError
from geomap.incidents.counts import sort_counts, total
from geomap.model import Category, ReconciledCasualty, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.incidents.corrections.values import CountField
    from geomap.model import CountRecord, Incident


def find_side(incident: Incident, field: CountField) -> str:
    """Return the side that a field counts, ISO alpha-3.

    Raises
    ------
    CorrectionError
        The reports name one party alone.
    """
    number = "ab".index(field.letter)
    if number < len(incident.sides):
        return incident.sides[number]
    msg = (
        f"{incident.id} has no side_{field.letter}: its reports name {len(incident.sides)} parties"
    )
    raise CorrectionError(msg)


def find_count(incident: Incident, field: CountField) -> int | None:
    """Return the count of a field as it is shown; ``None`` when it is not known."""
    return total(incident.casualties, field.measure, side=find_side(incident, field))


def set_count(
    incident: Incident, field: CountField, value: int | None, *, author: str
) -> tuple[ReconciledCasualty, ...]:
    """Return the counts of an incident with one of them set by a person.

    The figures of the reports stay in its history, and ``low`` and ``high`` go on spanning them.
    Civilians stay counted apart where they are no more than all; of the others it is not known
    then who bore arms. Where the reports' figures make this count already, nothing changes.

    Parameters
    ----------
    incident
        Whose counts they are.
    field
        Which count.
    value
        All killed, wounded, captured or missing of the side; ``None`` when it is not known.
    author
        Who counts so.
    """
    if find_count(incident, field) == value:
        return incident.casualties
    side = find_side(incident, field)
    own: list[ReconciledCasualty] = []
    others: list[ReconciledCasualty] = []
    for count in incident.casualties:
        is_own = count.measure is field.measure and count.side == side
        (own if is_own and not _stays(count, value) else others).append(count)
    new = ReconciledCasualty(
        measure=field.measure,
        side=side,
        category=Category.UNKNOWN,
        low=_find_low(own, value),
        best=value,
        high=_find_high(own, value),
        scope=Scope.EVENT,
        as_of=None,
        claimed_by=author,
        history=tuple(_list_history(own, value)),
    )
    return sort_counts([*others, new])


def _find_low(counts: Iterable[ReconciledCasualty], value: int | None) -> int | None:
    if value is None:
        return None
    return min([value, *(count.low for count in counts if count.low is not None)])


def _find_high(counts: Iterable[ReconciledCasualty], value: int | None) -> int | None:
    tops = [count.high for count in counts]
    known = [top for top in tops if top is not None]
    return None if value is None or len(known) < len(tops) else max(value, *known, 0)


def _stays(count: ReconciledCasualty, value: int | None) -> bool:
    is_part = count.category is Category.CIVILIAN and count.scope is Scope.EVENT
    return is_part and value is not None and (count.best or 0) <= value


def _list_history(counts: Iterable[ReconciledCasualty], value: int | None) -> list[CountRecord]:
    return [
        msgspec.structs.replace(record, role=_role(record, value))
        for count in counts
        for record in count.history
    ]


def _role(record: CountRecord, value: int | None) -> str:
    if record.role not in {"best", "repeated"}:
        return record.role
    return "repeated" if value is not None and record.best == value else "superseded"
