"""One incident by its id, or by the beginning of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from geomap.errors import IncidentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Incident

_MAX_SHOWN: Final = 8


def find_incident(incidents: Sequence[Incident], given: str) -> Incident:
    """Return the incident of an id, or of the beginning of one if no other begins so.

    Parameters
    ----------
    incidents
        Where to look.
    given
        "ARM-AZE-2022-09-12-6957bc", or "ARM-AZE-2022-09".

    Raises
    ------
    IncidentError
        No incident has such an id, or several begin so; the message lists those, or near ones.
    """
    by_id = {incident.id: incident for incident in incidents}
    if given in by_id:
        return by_id[given]
    begun = [found for found in by_id if found.startswith(given)] if given else []
    if len(begun) == 1:
        return by_id[begun[0]]
    if begun:
        msg = f"incident {given}: {len(begun)} ids begin so; write more of one: {_list(begun)}"
        raise IncidentError(msg)
    near = process.extract(given, list(by_id), scorer=fuzz.ratio, limit=_MAX_SHOWN)
    known = f"near ones: {_list([found for found, *_ in near])}" if near else "there are none"
    msg = f"incident {given}: none of the {len(by_id)} incidents has this id; {known}"
    raise IncidentError(msg)


def _list(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MAX_SHOWN} more" if len(ids) > _MAX_SHOWN else ""
    return f"{', '.join(ids[:_MAX_SHOWN])}{more}"
