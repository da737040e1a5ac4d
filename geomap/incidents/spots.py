"""Reports that tell of two events together: what joins them must not join the reports of each.

"Gunmen raided the one town on Saturday and the other on Sunday" shares a place and a day with the
reports of both raids. These share neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.incidents.day_gaps import gap_days
from geomap.incidents.episodes import HARD_BASES
from geomap.incidents.nearness import index_sites
from geomap.model import Scope
from geomap.places.features import VAST_KM, is_division

if TYPE_CHECKING:
    from geomap.incidents.episodes import Episode
    from geomap.incidents.nearness import Nearness
    from geomap.model import ClaimSite

_ONE_VILLAGE_KM: Final = 5.0
"""Further apart two places of which reports tell two days had an event each."""


def are_two_events(a: Episode, b: Episode, *, nearness: Nearness, near_km: float) -> bool:
    """Tell whether two episodes are of two events, whatever a third has in common with both.

    Parameters
    ----------
    a, b
        Of two reports.
    nearness
        Distances between their places.
    near_km
        Up to here two places are one neighbourhood.

    Returns
    -------
    bool
        Each says where it was, and the days that they tell are two; or, where one of them names no
        day, the places are far apart and those whom they count are others.
    """
    if a.has_course or b.has_course:
        return False
    has_days = a.date.basis in HARD_BASES and b.date.basis in HARD_BASES
    if not (gap_days(a.date, b.date) if has_days else _count_others(a, b)):
        return False
    ours, theirs = _list_spots(a), _list_spots(b)
    if not ours or not theirs:
        return False
    gap_km = nearness.gap_km(index_sites(a.parties, ours), index_sites(b.parties, theirs))
    return gap_km > (_ONE_VILLAGE_KM if has_days else near_km)


def _count_others(a: Episode, b: Episode) -> bool:
    """Tell whether both count dead or wounded, and none of them alike."""
    ours, theirs = _list_losses(a), _list_losses(b)
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def _list_spots(episode: Episode) -> list[ClaimSite]:
    """List the places, no provinces, at which an episode says that it happened."""
    sites = [it for it in episode.sites if not it.is_inferred]
    is_exact = all(
        not is_division(it.place) and (it.place.radius_km or 0.0) <= VAST_KM for it in sites
    )
    return sites if is_exact else []


def _list_losses(episode: Episode) -> set[tuple[str, int]]:
    return {
        (it.measure.value, it.best)
        for it in episode.casualties
        if it.best and it.scope is Scope.EVENT
    }
