"""Whose soldiers a report speaks of: the states that its words for people under arms belong to."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.speaker_lexicon import speaker_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.claims.speech import CountryMention

IN_SERVICE_OF_OTHERS: Final = (
    r"(?:soldiers?|troops|members?|officers?|servicem[ae]n|personnel|policem[ae]n)\s+"
    r"(?:of|with|from|serving\s+(?:in|with))\s+(?:the\s+)?"
    r"(?:UN|U\.N\.|United\s+Nations|peace-?keeping|African\s+Union|AU|OSCE|UNIFIL|UNFICYP|UNDOF|"
    r"MINUSMA|MONUSCO|MONUC|UNMISS|UNAMID|UNMEE|UNPROFOR|UNMIK|AMISOM)\b"
)
"""Of no side, whatever their nation: "two British soldiers of the UN"."""
_FORCES_REACH: Final = 30
"""Characters before a state's name in which "the armed forces of" stands."""
_VAGUE: Final = frozenset({"military", "men"})
"""An adjective as well ("its military rulers"), and anybody."""
_SOLDIER: Final = "soldier"
_PLURAL: Final = re.compile(r"(?:(m)e(n)|s)$")


class Owners(NamedTuple):
    """States by what a whole report says of their people under arms."""

    nouns: Mapping[str, frozenset[str]] = {}
    """A word for them, in the singular, to the states that it is said of: "Thai rangers".

    Soldiers are soldiers by any word and of any rank.
    """
    forces: frozenset[str] = frozenset()
    """States whose forces are named at all."""

    def find(self, noun: str) -> str | None:
        """Return the only state that a word can be of; ``None`` where it may be another's.

        Every state has soldiers: others are not theirs because a report names those of one alone.
        """
        kind = _kind_of(noun)
        if noun.lower() in _VAGUE or kind == _SOLDIER:
            return None
        owners = self.nouns.get(kind, frozenset())
        return next(iter(owners)) if len(owners) == 1 else None


def find_owners(text: str, countries: Iterable[CountryMention]) -> Owners:
    """Find what a report says of each state's people under arms.

    Parameters
    ----------
    text
        The whole report.
    countries
        The states named in it.
    """
    patterns = casualty_rules().patterns
    nouns: dict[str, set[str]] = defaultdict(set)
    forces: set[str] = set()
    for mention in countries:
        if is_of_forces(mention, text, 0, len(text)):
            forces.add(mention.country)
        before = max(0, mention.start - _FORCES_REACH)
        for match in (
            patterns.owned.match(text, mention.end),
            patterns.owned_before.search(text, before, mention.start),
        ):
            if match and not mention.is_capital and match["noun"].lower() not in _VAGUE:
                nouns[_kind_of(match["noun"])].add(mention.country)
                forces.add(mention.country)
    return Owners({noun: frozenset(owners) for noun, owners in nouns.items()}, frozenset(forces))


def is_of_forces(mention: CountryMention, text: str, start: int, end: int) -> bool:
    """Tell whether the name of a state stands for its armed forces, within ``[start, end)``."""
    cues = speaker_rules().cues
    before = max(start, mention.start - _FORCES_REACH)
    return bool(
        mention.is_forces
        or cues.forces.match(text, mention.end, end)
        or cues.forces_before.search(text, before, mention.start)
    )


def _kind_of(noun: str) -> str:
    last = noun.lower().split()[-1]
    if casualty_rules().cues.soldiers.fullmatch(last):
        return _SOLDIER
    return _PLURAL.sub(lambda match: f"{match[1]}a{match[2]}" if match[1] else "", last)
