"""Where a report was written, for "here", and for the "army" and "mayor" left without a state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.structure import find_dateline
from geomap.model import ClaimSite, SiteRole, Span
from geomap.places.features import is_country

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.claims.frame import Frame
    from geomap.model import Document, Mention, Place, Resolution

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
    found = _iter_seats(frame.document, frame.resolutions)
    return next((it.place.country for it in found if it.place.country in frame.pair), None)


def find_seat(document: Document, resolutions: Sequence[Resolution]) -> tuple[ClaimSite, ...]:
    """Find the town where a report was written, as an inferred site; none where it is not told."""
    for mention, place in _iter_seats(document, resolutions):
        if not is_country(place):
            span = Span(document_id=mention.document_id, start=mention.start, end=mention.end)
            return (ClaimSite(place=place, role=SiteRole.AT, span=span, is_inferred=True),)
    return ()


class _Seat(NamedTuple):
    mention: Mention
    place: Place


def _iter_seats(document: Document, resolutions: Sequence[Resolution]) -> Iterator[_Seat]:
    """Yield the places of a report's dateline and byline, the likeliest line first."""
    text, found = document.text, find_dateline(document)
    lines = [found] if found else []
    top = document.body_start + _TOP
    lines.extend(
        match.span()
        for match in re.finditer(r"[^\n]+", text[:top])
        if len(match[0]) <= _SHORT and _DATED.search(match[0])
    )
    lines.extend(match.span() for match in _IN_CAPITALS.finditer(text, 0, top))
    for start, end in lines:
        for resolution in resolutions:
            mention, place = resolution.mention, resolution.place
            if not (place and start <= mention.start and mention.end <= end):
                continue
            if _BEFORE.fullmatch(text, start, mention.start) and _BEHIND.match(
                text, mention.end, end
            ):
                yield _Seat(mention, place)
