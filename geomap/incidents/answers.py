"""Claims that only add a side's voice to what was told: "Kyiv denies it all"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.model import Claim


def is_answer(claim: Claim) -> bool:
    """Tell whether a claim only answers: it neither tells an event nor says anything like one."""
    tells = claim.sub_event_type or claim.casualties or claim.sites or claim.setting
    return claim.refers_back and not (tells or claim.date.start)
