"""Whether what is asserted, alleged or denied of an event belongs together."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from geomap.model import Claim, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence


_STANCE_OF: Final = attrgetter("stance")


def stances_fit(claim: Claim, group: Sequence[Claim], *, is_last: bool) -> bool:
    """Tell whether a claim's stance lets it belong to a group.

    A denial belongs to what it denies: to the allegation told with it, or to what another speaker
    asserted. An assertion belongs to a denied allegation only where the accuser's own word follows.
    """
    if claim.stance is Stance.ASSERTS:
        if not are_denied(group):
            return True
        deniers = {c.speaker.side for c in group if c.stance is Stance.DENIES and c.speaker}
        side = claim.speaker.side if claim.speaker else None
        return is_last and not claim.sites and side is not None and side not in deniers
    if are_denied(group):
        return True
    denier = claim.reported_through if claim.stance is Stance.ALLEGES else claim.speaker
    asserting = {c.speaker.side for c in group if c.stance is Stance.ASSERTS and c.speaker}
    has_other = bool(asserting - {denier.side if denier else None})
    return has_other and (claim.sub_event_type is None or bool(claim.sites) or is_last)


def are_denied(group: Sequence[Claim]) -> bool:
    """Tell whether claims tell of nothing but an allegation that somebody denies."""
    return Stance.ASSERTS not in map(_STANCE_OF, group)
