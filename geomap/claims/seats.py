"""In which state a report was written, for the "army" and "mayor" left without one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.claims.structure import find_dateline

if TYPE_CHECKING:
    from geomap.claims.frame import Frame

_TOP: Final = 400
"""Characters at the top of a report in which it may stand where it was written."""
_SHORT: Final = 120
"""Characters that a line has at most that says no more than where, when and by whom."""
# "Prensa, Guatemala City. Published 10 June 2025", "By our correspondent, Maroua".
_BEFORE: Final = re.compile(
    r"\W*(?:(?:[Bb]y|[Ff]rom)\s[^,.;:]{2,40}[,.]?\s+|(?:[^\W\d_][\w’'-]*\s+){1,3}?)?(?:(?:in|from|,)\s+)?\W*"
    r"|[^,.;:]{2,40}[,(]\s*"
)
_BEHIND: Final = re.compile(r"\s*(?:$|[,.(/):–—-])")
# "QUETTA, May 5: Six soldiers were": the town in capitals at the top of the text.
_IN_CAPITALS: Final = re.compile(
    r"^[^\W\d_a-z][^\W\d_a-z’' .-]{2,30}(?:[,/(][^:\n]{1,25})?:(?=\s)", re.MULTILINE
)
_DATED: Final = re.compile(
    r"\d{4}|\b(?:[Bb]y|[Cc]orrespondent|[Pp]ublished|[Rr]eporters?|[Ss]taff)\b"
)


def find_home(frame: Frame) -> str | None:
    """Find in which of the two states a report was written, by its dateline or byline.

    Returns
    -------
    str or None
        ISO alpha-3; ``None`` where neither is told.
    """
    text, found = frame.document.text, find_dateline(frame.document)
    lines = [found] if found else []
    lines.extend(
        match.span()
        for match in re.finditer(r"[^\n]+", text[: frame.document.body_start + _TOP])
        if len(match[0]) <= _SHORT and _DATED.search(match[0])
    )
    lines.extend(
        match.span() for match in _IN_CAPITALS.finditer(text, 0, frame.document.body_start + _TOP)
    )
    for start, end in lines:
        for resolution in frame.resolutions:
            mention, place = resolution.mention, resolution.place
            if not (place and start <= mention.start and mention.end <= end):
                continue
            stands = _BEFORE.fullmatch(text, start, mention.start) and _BEHIND.match(
                text, mention.end, end
            )
            if stands and place.country in frame.pair:
                return place.country
    return None
