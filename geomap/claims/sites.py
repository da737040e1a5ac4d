"""Which of a sentence's places are where it happened, and how the report ties them to it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.claims.containers import drop_containers, lies_in, says_where
from geomap.claims.lexicon import site_rules
from geomap.claims.relations import find_middle, find_relation
from geomap.claims.zone import list_known
from geomap.model import ClaimSite, Place, Resolution, SiteRole, Span
from geomap.places.distances import distance_km
from geomap.places.features import VAST_KM, is_country, is_division, is_town
from geomap.places.heads import find_heads
from geomap.places.respelt import RESPELT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.claims.relations import Relation
    from geomap.claims.zone import BorderZone

_NEAR_KM: Final = 25.0
"""A place this far from where it is said to lie is a namesake."""
_TOO_VAST_KM: Final = 250.0
"""A region wider than this says nothing of where on a border something was."""


class _Tie(Enum):
    """How a sentence ties a name to what it tells."""

    NAMED = auto()
    TOLD = auto()
    """It stands behind "in" or "near"."""
    OPENING = auto()
    """So does it, where the sentence begins."""
    ORIGIN = auto()
    """A shell was fired from there, or a bus came from there, or it is one end of a road."""
    OFFICE = auto()
    """An office of it speaks, wherever it happened: "Sanliurfa police said"."""
    WHERE = auto()
    """Another place is told by it, and the event is its own: "Kut lies 20 km from Sotk, where"."""


class SitesRead(NamedTuple):
    """The places of a sentence at which something may have happened."""

    told: tuple[ClaimSite, ...] = ()
    """Those that stand behind "in" or "near"."""
    named: tuple[ClaimSite, ...] = ()
    """All at the border of the pair that are no seat and no journey's end."""
    opening: tuple[ClaimSite, ...] = ()
    """Those told, and that which the sentence opens with: "In Tovuz": so may what is no event."""
    offices: tuple[ClaimSite, ...] = ()
    """Those at the border whose office speaks: "the Sanliurfa governorate said"."""


def read_sites(
    text: str, start: int, end: int, *, resolutions: Sequence[Resolution], zone: BorderZone
) -> SitesRead:
    """Read the places of a sentence at which something may have happened.

    States, capitals as seats of a government, and regions wider than the border zone are none; a
    unit in brackets is tied to the name before it.

    Parameters
    ----------
    text, start, end
        The whole text, and the sentence's half-open range in it.
    resolutions
        The document's toponyms, resolved, in the order of the text.
    zone
        The border that the report is about.
    """
    ties: dict[_Tie, list[ClaimSite]] = {tie: [] for tie in _Tie}
    told, named = ties[_Tie.TOLD], ties[_Tie.NAMED]
    listed = list_known(resolutions, start, end)
    if not listed:
        return SitesRead()
    number = 0
    while number < len(listed):
        related = _add_related(ties, listed[number : number + 2], text=text, start=start, zone=zone)
        number += related or 1
        if related:
            continue
        resolution = listed[number - 1]
        site, tie = _read_site(resolution, text=text, start=start, end=end, zone=zone)
        if site is None:
            continue
        if told and says_where(told, site, text):
            continue
        tie = _find_inner(ties, site, tie, text)
        before, behind = text[start : site.span.start], text[site.span.end : end]
        if zone.doubts(
            site.place, bearers=len(resolution.candidates), is_area=site.is_area
        ) or is_elsewhere(before, behind):
            continue
        _note_site(ties, site, tie, zone)
    told = told or ties[_Tie.ORIGIN]
    opening = (*ties[_Tie.OPENING], *(ties[_Tie.WHERE] or told))
    offices = (site for site in ties[_Tie.OFFICE] if zone.holds(site.place))
    return SitesRead((*told,), (*named,), opening, (*offices,))


def _note_site(
    ties: dict[_Tie, list[ClaimSite]], site: ClaimSite, tie: _Tie, zone: BorderZone
) -> None:
    """Put a place to those of its tie, and to the named ones unless an office there speaks."""
    if tie is not _Tie.OFFICE and zone.holds(site.place):
        ties[_Tie.NAMED].append(site)
    if tie is not _Tie.NAMED:
        ties[tie].append(site)


def list_names(start: int, end: int, *, resolutions: Sequence[Resolution]) -> tuple[ClaimSite, ...]:
    """List the places that a range names, states apart, whatever it says of them.

    Parameters
    ----------
    start, end
        The half-open range in the text.
    resolutions
        The document's toponyms, resolved, in the order of the text.
    """
    return tuple(
        _make_site(it, it.place, frozenset(), "")
        for it in list_known(resolutions, start, end)
        if it.place and not is_country(it.place)
    )


def choose_sites(
    sites: SitesRead, *, zone: BorderZone, is_loose: bool = False, is_claim: bool = False
) -> tuple[ClaimSite, ...]:
    """Choose the places of a sentence at which it says that something happened.

    Parameters
    ----------
    sites
        Those that it may mean.
    zone
        The border that the report is about.
    is_loose
        Where no name stands behind "in" or "near", take those that are named.
    is_claim
        The sentence tells of an event: what it opens with is where that was.
    """
    told = sites.opening if is_claim else sites.told
    chosen = drop_containers(told or (sites.named if is_loose else ()))
    narrow = [site for site in chosen if not is_vast(site.place)] or chosen
    at_border = [site for site in narrow if zone.holds(site.place)]
    return tuple(at_border or narrow)


def _read_site(
    resolution: Resolution, *, text: str, start: int, end: int, zone: BorderZone
) -> tuple[ClaimSite | None, _Tie]:
    """Return the site that a name can be, and how its sentence ties it to what it tells."""
    mention, place = resolution.mention, resolution.place
    before = text[start : mention.start]
    if (
        place is None
        or mention.end > end
        or not _can_be_site(place, before, text[mention.end : end], zone)
    ):
        return None, _Tie.NAMED
    if is_town(place) and site_rules().isles.match(text, mention.end, end):
        return None, _Tie.NAMED
    heads = find_heads(text, mention.start, mention.end)
    site = _make_site(resolution, place, heads, before)
    return site, _find_tie(before, text[mention.end : end], has_head=bool(heads))


def _find_tie(before: str, behind: str, *, has_head: bool) -> _Tie:
    rules = site_rules()
    if _speaks_for(before, behind):
        return _Tie.OFFICE
    if rules.comes_from.search(before) or rules.joined_by_road.match(behind):
        return _Tie.ORIGIN
    if has_head or rules.locative.search(before):
        return _Tie.TOLD
    # "In Donetsk, the mayor said that": he spoke there.
    is_told = _opens(before) and not rules.opens_no_event.match(behind)
    return _Tie.OPENING if is_told else _Tie.NAMED


def _find_inner(ties: dict[_Tie, list[ClaimSite]], site: ClaimSite, tie: _Tie, text: str) -> _Tie:
    """Take the place before a unit for told where that says where it lies; return the unit's tie.

    "They entered Yenga, in Kailahun district": there, not all over the district.
    """
    told, named = ties[_Tie.TOLD], ties[_Tie.NAMED]
    if tie is _Tie.TOLD and named and named[-1] not in told and lies_in(named[-1], site, text):
        told.append(named[-1])
        return _Tie.NAMED
    return tie


def _opens(before: str) -> bool:
    """Tell whether a name stands behind "In" at the head of its sentence."""
    locative = site_rules().locative
    return (
        before[:1].isupper()
        and not locative.search(before)
        and bool(locative.search(before[:1].lower() + before[1:]))
    )


def _add_related(
    ties: dict[_Tie, list[ClaimSite]],
    pair: Sequence[Resolution],
    *,
    text: str,
    start: int,
    zone: BorderZone,
) -> int:
    """Add a place told by its distance from a name, or by the two ends of a road.

    Returns
    -------
    int
        How many names the phrase took; 0 where there is no such phrase.
    """
    resolution = pair[0]
    place, before = resolution.place, text[start : resolution.mention.start]
    if place is None or is_country(place):
        return 0
    road = _find_road(before, pair, text)
    relation = find_relation(before, place) if road is None else None
    if road is None and relation is None:
        return 0
    if zone.doubts(place, bearers=len(resolution.candidates)):
        return 0
    if road is not None:
        ties[_Tie.TOLD].append(road)
        return 2
    if relation is None:
        return 1
    rules = site_rules()
    if rules.where.match(text, resolution.mention.end) and rules.lies.search(
        before[: relation.start]
    ):
        ties[_Tie.WHERE].append(_make_site(resolution, place, frozenset(), ""))
    _add_relation(ties[_Tie.TOLD], relation, resolution, text=text, start=start)
    return 1


def _find_road(before: str, pair: Sequence[Resolution], text: str) -> ClaimSite | None:
    """Return the middle of a road between two names: "on the road from Goris to Kapan"."""
    rules, (first, *others) = site_rules(), pair
    if not others or first.place is None or others[0].place is None:
        return None
    mention, other = first.mention, others[0].mention
    is_road = rules.road_goes_on.fullmatch(text, mention.end, other.start) and rules.road.search(
        before
    )
    joins = rules.joined_by_road.match(text, mention.end)
    if not is_road and not (joins and joins.end("hyphen") == other.start):
        return None
    middle = find_middle(first.place, others[0].place)
    if middle is None:
        return None
    span = Span(document_id=mention.document_id, start=mention.start, end=other.end)
    return ClaimSite(place=middle, role=SiteRole.AREA, span=span, is_near=True)


def _add_relation(
    told: list[ClaimSite], relation: Relation, resolution: Resolution, *, text: str, start: int
) -> None:
    """Add a place told by its distance from a name, unless it only says where another one lies.

    "In Envigado, 10 km from Medellin": Envigado, if it is near there; else it is a namesake.
    """
    mention = resolution.mention
    phrase = start + relation.start
    if relation.is_far:
        return
    span = Span(document_id=mention.document_id, start=phrase, end=mention.end)
    site = ClaimSite(place=relation.place, role=SiteRole.AREA, span=span, is_near=True)
    last = told[-1] if told else None
    if last and site_rules().beside_told.fullmatch(text, last.span.end, phrase):
        gap = distance_km(last.place, relation.place)
        if gap is None or gap > max(_NEAR_KM, 2 * (relation.place.radius_km or 0.0)):
            told[-1] = site
        return
    told.append(site)


def is_elsewhere(before: str, after: str) -> bool:
    """Tell whether a name is a seat, a journey's end, where somebody comes from or speaks."""
    rules = site_rules()
    if rules.airport_hit.search(before):
        return False
    return bool(
        rules.not_a_site.search(before)
        or rules.people.match(after)
        or rules.streets.match(after)
        or rules.origin.search(before)
        or (rules.speaker_at.search(before) and rules.speaks_there.match(after))
    )


def _speaks_for(before: str, after: str) -> bool:
    """Tell whether a name is of the office that speaks: "Sanliurfa police said"."""
    rules = site_rules()
    return bool(
        rules.office_speaks.match(after)
        or (rules.told_by.search(before) and rules.office.match(after))
    )


def _make_site(
    resolution: Resolution, place: Place, heads: frozenset[str], before: str
) -> ClaimSite:
    mention, rules = resolution.mention, site_rules()
    holds_sector = bool(rules.named_sector.search(before))
    is_faced = bool(heads & rules.direction_heads) or bool(rules.direction.search(before))
    if is_faced and not holds_sector:
        role = SiteRole.DIRECTION
    elif is_division(place) or heads & rules.area_heads or _is_wide(place) or holds_sector:
        role = SiteRole.AREA
    else:
        role = SiteRole.AT
    return ClaimSite(
        place=place,
        role=role,
        span=Span(document_id=mention.document_id, start=mention.start, end=mention.end),
        is_area=role is SiteRole.AREA and not is_division(place),
        is_near=role is SiteRole.AT
        and (
            bool(rules.near.search(before))
            or place.radius_km is not None
            or resolution.reason.startswith(RESPELT)
        ),
    )


def _is_wide(place: Place) -> bool:
    """Tell whether a place is an area, and no village whose point is known to a few km only."""
    return bool(place.radius_km) and not (is_town(place) and (place.radius_km or 0.0) <= _NEAR_KM)


def _can_be_site(place: Place, before: str, behind: str, zone: BorderZone) -> bool:
    if is_country(place):
        return False
    if place.id in zone.gazetteer.capitals:
        # Where a government sits; but "bombed the airport at San Salvador", and "the minister's
        # house in San Salvador was attacked".
        rules = site_rules()
        is_bombed = _opens(before) and rules.bombed_in.match(behind)
        return bool(rules.struck.search(before) or rules.struck_behind.match(behind) or is_bombed)
    return is_division(place) or (place.radius_km or 0.0) <= _TOO_VAST_KM


def infer_sites(sites: Sequence[ClaimSite]) -> tuple[ClaimSite, ...]:
    """Mark sites as inferred for a sentence that does not name them."""
    return tuple(msgspec.structs.replace(site, is_inferred=True) for site in sites)


def is_vast(place: Place) -> bool:
    """Tell whether a place is a region that counts only where nothing narrower is named."""
    return not is_division(place) and (place.radius_km or 0.0) > VAST_KM
