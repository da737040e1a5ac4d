"""Sentences that tell of several bombs: one in each of some towns, or in each of some spots of one.

A bomb is of one spot, and so is what is told as separate attacks, while one battle or one shelling
has many villages.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.patterns import compile_blind
from geomap.model import SiteRole, Stance, SubEventType
from geomap.places.distances import distance_km
from geomap.places.features import is_division

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.claims.frame import Frame, Memory
    from geomap.claims.structure import Sentence
    from geomap.model import Claim, ClaimSite

_BOMBS: Final = compile_blind(
    r"\b(?:(?:car|truck|time|pipe|petrol|fire)?[\s-]?bombs|grenades|explosions|blasts|bombings|"
    r"explosives|(?:land)?mines|ieds|(?:bomb|dynamite|grenade)\s+attacks|"
    r"(?:explosive\s+|dynamite\s+)?(?:devices|charges))\b"
)
_SEPARATE: Final = compile_blind(
    r"\b(?:separate|unrelated)\s+(?:[\w-]+\s+){0,2}?(?:attacks|raids|ambushes|incidents|shootings|"
    r"killings|murders|kidnappings|abductions|robberies|clashes|assaults)\b"
    r"|\brespectively\b"
)
_ONE_SPOT: Final = compile_blind(
    r"\bone\s+(?:[\w’'-]+\s+){0,5}?(?:in|at|near|on|outside|inside|under|against|behind|by)\b"
)
_NEXT_SPOT: Final = compile_blind(
    r"(?:\bothers?|\banother|\ban?\s+(?:second|third|fourth)|\bthe\s+(?:second|third|fourth|last))"
    r"\s+(?:[\w’'-]+\s+){0,5}?(?:in|at|near|on|outside|inside|under|against|behind|by)\b"
)
_AND_IN: Final = compile_blind(
    r"\s*(?:,|;|,?\s*(?:and|as\s+well\s+as))\s*"
    r"(?:(?:one|another|others?|the\s+others?|an?\s+(?:second|third))\s+(?=in|at|near))?"
    r"(?:(?:also\s+)?(?:in|at|near)\s+)?(?:the\s+)?"
    r"(?:(?:nearby\s+|neighbouring\s+)?(?:towns?|cit(?:y|ies)|villages?|ports?)\s+of\s+)?"
)
_AND_TARGET: Final = compile_blind(
    r"\s*,?\s*(?:and|while)\s+(?:an?|another|two|three)\s+(?:[a-z-]+\s+){1,4}?(?:in|at|near)\s+"
    r"(?:the\s+(?:town|city|village)\s+of\s+)?"
)
_OF_ONE_SPOT: Final = frozenset({SubEventType.MINE})
_MAY_BE_SEPARATE: Final = frozenset(
    {
        SubEventType.ATTACK,
        SubEventType.MINE,
        SubEventType.ABDUCTION,
        SubEventType.ARMED_CLASH,
        SubEventType.LOOTING,
        SubEventType.DISRUPTED_WEAPONS,
    }
)
_ONE_PLACE_KM: Final = 8.0
"""Up to here two places may be of one event."""


def tell_apart(claim: Claim, sentence: Sentence, frame: Frame, memory: Memory) -> list[Claim]:
    """Return the claims of the events of which a sentence tells together.

    Whom it counts it counts for all of them: what has such losses stays one.

    Parameters
    ----------
    claim
        What the sentence tells.
    sentence
        The sentence.
    frame
        Its document.
    memory
        Counts the claims.
    """
    if (
        claim.sub_event_type not in _MAY_BE_SEPARATE
        or claim.stance is not Stance.ASSERTS
        or any(it.best for it in claim.casualties)
    ):
        return [claim]
    text = frame.document.text
    towns = _list_towns(claim, sentence, frame) if claim.sites else []
    if towns and _tells_several(claim, sentence.text, towns, text):
        first, *others = towns
        alone = msgspec.structs.replace(claim, sites=(first,))
        return [alone, *(_add_town(claim, it, memory) for it in others)]
    if towns:
        return [claim]
    if claim.sub_event_type in _OF_ONE_SPOT and not claim.refers_back:
        spots = _count_spots(sentence.text)
        return [claim, *(_add(claim, memory, opens_event=True) for _ in range(spots - 1))]
    return [claim]


def _add_town(claim: Claim, site: ClaimSite, memory: Memory) -> Claim:
    """Add what is told of another town; the first time, it is an event of its own."""
    is_new = site.place.id not in memory.towns
    memory.towns.add(site.place.id)
    opens = claim.opens_event or (is_new and not claim.refers_back)
    return _add(claim, memory, sites=(site,), opens_event=opens)


def _add(claim: Claim, memory: Memory, **changed: object) -> Claim:
    memory.count += 1
    added = f"{claim.document_id}#{memory.count}"
    return msgspec.structs.replace(claim, id=added, **changed)


def _list_towns(claim: Claim, sentence: Sentence, frame: Frame) -> list[ClaimSite]:
    """List the towns that stand in one list with a claim's, far from each other; else none.

    Also those that are too far for one event.
    """
    text = frame.document.text
    found = frame.find_sites(sentence.start, sentence.end, is_loose=True, is_claim=True)
    towns = sorted(found, key=lambda it: it.span.start)
    own = {it.place.id for it in claim.sites}
    is_of_claim = own <= {it.place.id for it in towns}
    if len(towns) < 2 or not is_of_claim or not all(map(_is_spot, towns)):  # noqa: PLR2004
        return []
    are_listed = all(
        _AND_IN.fullmatch(text, a.span.end, b.span.start)
        or _AND_TARGET.fullmatch(text, a.span.end, b.span.start)
        for a, b in itertools.pairwise(towns)
    )
    gaps = [distance_km(a.place, b.place) for a, b in itertools.combinations(towns, 2)]
    are_apart = all(gap is not None and gap > _ONE_PLACE_KM for gap in gaps)
    return towns if are_listed and are_apart else []


def _is_spot(site: ClaimSite) -> bool:
    return not site.is_inferred and (site.role is SiteRole.AT or is_division(site.place))


def _tells_several(claim: Claim, sentence: str, towns: Sequence[ClaimSite], text: str) -> bool:
    kind = claim.sub_event_type
    if kind in _MAY_BE_SEPARATE and _SEPARATE.search(sentence):
        return True
    if kind not in _OF_ONE_SPOT:
        return False
    has_targets = all(
        _AND_TARGET.fullmatch(text, a.span.end, b.span.start) for a, b in itertools.pairwise(towns)
    )
    return has_targets or bool(_BOMBS.search(sentence))


def _count_spots(sentence: str) -> int:
    """Count the spots of several bombs that a sentence lists: "one at the bank, another in"."""
    bombs = _BOMBS.search(sentence)
    first = _ONE_SPOT.search(sentence, bombs.end()) if bombs else None
    if first is None:
        return 1
    return 1 + sum(1 for _ in _NEXT_SPOT.finditer(sentence, first.end()))
