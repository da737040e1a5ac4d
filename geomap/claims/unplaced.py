"""Whether a sentence says where it was by a name that is no known place's: "a camp at Eshobi"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.claims.lexicon import site_rules
from geomap.claims.sites import is_elsewhere
from geomap.model import MentionKind, SiteRole
from geomap.places.features import is_division
from geomap.places.fold import fold_name
from geomap.places.unknown import FUNCTION_WORDS, NOT_A_NAME_PART

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.claims.zone import BorderZone
    from geomap.model import ClaimSite, Resolution

_NAME: Final = re.compile(
    r"[^\W\d_a-z][\w'’ʼ]*(?:[ -](?:[^\W\d_a-z][\w'’ʼ]*|(?:al|el|de|del|la)[ -](?=[^\W\d_a-z])))*"
)


def names_unknown_place(
    text: str, start: int, end: int, *, resolutions: Sequence[Resolution], zone: BorderZone
) -> bool:
    """Tell whether a sentence says that it was in or near what no known place is called.

    Where another event of the report was is then no place of its own: it is not known.

    Parameters
    ----------
    text, start, end
        The whole text, and the sentence's half-open range in it.
    resolutions
        The document's toponyms, resolved, in the order of the text.
    zone
        The border that the report is about; of a namesake far from it, the place is not known.
    """
    first = bisect_left(resolutions, start, key=lambda it: it.mention.start)
    last = bisect_left(resolutions, end, key=lambda it: it.mention.start)
    known = [
        (it.mention.start, it.mention.end) for it in resolutions[first:last] if _is_known(it, zone)
    ]
    for name in _NAME.finditer(text, start, end):
        before = text[start : name.start()]
        if (
            site_rules().inside.search(before)
            and not any(s < name.end() and name.start() < e for s, e in known)
            and not set(fold_name(name[0])) & (NOT_A_NAME_PART | FUNCTION_WORDS)
            and not is_elsewhere(before, text[name.end() : end])
        ):
            return True
    return False


def widen_sites(sites: Sequence[ClaimSite]) -> tuple[ClaimSite, ...]:
    """Return the areas around the towns of a setting; what is an area already stays one."""
    return tuple(
        msgspec.structs.replace(site, role=SiteRole.AREA, is_area=True)
        if site.role is SiteRole.AT and not is_division(site.place)
        else site
        for site in sites
    )


def _is_known(resolution: Resolution, zone: BorderZone) -> bool:
    """Tell whether it is known what a name means, be it no place at all."""
    if resolution.mention.kind is not MentionKind.PLACE:
        return True
    place = resolution.place
    return place is not None and not zone.doubts(place, bearers=len(resolution.candidates))
