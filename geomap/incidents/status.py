"""What the reports together make of an incident: who says that it happened, and who denies it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.model import Category, Claim, Speaker, Stance, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_GROUP: Final = "group"
"""The side of armed groups, whichever."""


class Standing(NamedTuple):
    """An incident's status and the names behind it."""

    status: Status
    claimed_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    confirmed_by: tuple[str, ...]


def judge_status(claims: Sequence[Claim], *, sides: Sequence[str]) -> Standing:
    """Judge the status of an incident from its claims.

    A side's report of its own losses asserts that the event took place. To deny the blame is not
    to deny the event: a side that itself tells of the fighting denies only its part in it.

    Parameters
    ----------
    claims
        All claims of the incident.
    sides
        ISO alpha-3 codes of its parties.
    """
    asserting = _speakers(claims, Stance.ASSERTS)
    alleging = _speakers(claims, Stance.ALLEGES)
    denying = _speakers(claims, Stance.DENIES)
    involved = {*sides, *_list_bereaved(claims)}
    parties = {side for s in asserting for side in _sides_of(s) if side in involved or s.is_group}
    third = [s for s in asserting if not set(_sides_of(s)) & parties]
    has_report = any(c.stance is Stance.ASSERTS for c in claims)
    if denying and not has_report:
        status = Status.DENIED
    elif len(parties) > 1:
        status = Status.CONFIRMED_BY_BOTH
    elif any(not set(_sides_of(s)) & parties for s in denying):
        status = Status.CONTESTED
    elif len(parties) == 1 and not (third or any(c.in_own_words for c in claims)):
        status = Status.CLAIMED
    else:
        status = Status.REPORTED
    confirming = asserting if status is Status.CONFIRMED_BY_BOTH else third if parties else []
    return Standing(
        status=status,
        claimed_by=_names(
            [*asserting, *(s for s in alleging if s.side is None or s.side not in parties)]
        ),
        denied_by=_names(s for s in denying if not set(_sides_of(s)) & parties),
        confirmed_by=_names(s for s in confirming if s.official or s.side),
    )


def _list_bereaved(claims: Iterable[Claim]) -> set[str]:
    """List the states named as those whose soldiers fell: their word is no third party's."""
    return {
        loss.side
        for claim in claims
        for loss in claim.casualties
        if loss.side
        and not loss.is_side_inferred
        and loss.category is Category.MILITARY
        and loss.best
    }


def _sides_of(speaker: Speaker) -> list[str]:
    if speaker.is_group:
        # Two groups may be one under two names: against a state they are one side.
        return [_GROUP]
    return speaker.side.split("|") if speaker.side else []


def _speakers(claims: Iterable[Claim], stance: Stance) -> list[Speaker]:
    return [claim.speaker for claim in claims if claim.stance is stance and claim.speaker]


def _names(speakers: Iterable[Speaker]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(speaker.name for speaker in speakers))
