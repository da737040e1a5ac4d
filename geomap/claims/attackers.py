"""Whose people the attackers are that a report counts: those of the one state that struck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.patterns import compile_blind
from geomap.claims.speaker_lexicon import speaker_rules

if TYPE_CHECKING:
    from geomap.claims.casualties import Loss
    from geomap.claims.frame import Frame
    from geomap.claims.structure import Sentence

_ROLE: Final = compile_blind(
    r"\b(?:attackers|raiders|invaders|intruders|infiltrators|assailants|aggressors)\b"
)
# "The raiders had four dead", "the invaders lost seven men"; what they "left" may be whom they hit.
_HAD: Final = compile_blind(
    r"\b(?:attackers|raiders|invaders|intruders|infiltrators|assailants|aggressors)[’']?\s+"
    r"(?:(?:had|have|lost|suffered|counted|themselves|also|reportedly)\s+)+"
    r"(?:at\s+least\s+|about\s+|some\s+)?$"
)
# Behind a state: it struck, or its people are told as those who did.
_STRUCK: Final = compile_blind(
    r"(?:[’']s)?\s+(?:(?!(?:and|or|posts?|positions?|bases?|fought|beat|met|drove|threw|held|"
    r"\w+ed)\b)(?-i:[a-z-]+)\s+){0,3}?"
    r"(?:(?:forces|troops|army|soldiers|guards|rangers|commandos|paratroopers|marines|units?|"
    r"patrols?|servicemen|infantry|police|men)\s+(?:(?:had|have|also|again|allegedly|then)\s+)?"
    r"(?:attacked|raided|stormed|assaulted|ambushed|invaded|infiltrated|intruded|crossed|"
    r"overran|entered)\b|(?:raiders|invaders|attackers|intruders|infiltrators)\b|"
    r"(?:attack|assault|raid|incursion|offensive|invasion|infiltration)\b(?!\s+(?:by|from)\b))"
)
_REACH: Final = 600
"""Characters before people in which it is told who struck."""


def find_attacking(loss: Loss, sentence: Sentence, frame: Frame) -> str | None:
    """Find the state whose people are told as attackers: "killed six of the attackers".

    None where rebels may have been the ones, or either state may have struck.
    """
    start, text = loss.people.start, sentence.text
    words = text[start : loss.people.end]
    if not (_ROLE.search(words) or _HAD.search(text, 0, start)):
        return None
    document, end = frame.document.text, sentence.start + start
    if _tells_of_rebels(document):
        return None
    struck = {
        c.country
        for c in frame.countries
        if end - _REACH <= c.start < end
        and c.country in frame.pair
        and _STRUCK.match(document, c.end)
    }
    return struck.pop() if len(struck) == 1 else None


def _tells_of_rebels(text: str) -> bool:
    """Tell whether a report names people under arms who are no state's, or a group of them."""
    armed = casualty_rules().cues.stateless.finditer(text)
    is_named = speaker_rules().groups.named.search(text) is not None
    return is_named or any(not _ROLE.fullmatch(match[0]) for match in armed)
