"""Outlines of episodes: what linking compares of them, made once for all that tell the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geomap.incidents.clusters import Told, describe_told, index_figures
from geomap.incidents.nearness import make_site_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geomap.incidents.clusters import FigureKey
    from geomap.incidents.episodes import Episode
    from geomap.incidents.nearness import SiteKey
    from geomap.model import Casualty, ClaimSite


class Outline(NamedTuple):
    """What linking compares of an episode; its words are no part of it."""

    number: int
    """Tells it from the others."""
    episode: Episode
    """The first that has it."""
    places: tuple[int, ...]
    """Numbers of its sites, each once, in the order in which it tells them."""
    told: Told
    """What it adds to an event."""

    @property
    def figures(self) -> Mapping[FigureKey, Casualty]:
        """Figures that may show that two are one."""
        return self.told.figures


class Outlines(NamedTuple):
    """The outlines of some episodes."""

    numbers: NDArray[np.int64]
    """The outline of each episode; those that tell the same share one."""
    different: list[Outline]
    """Each once, by its number."""
    sites: dict[SiteKey, ClaimSite]
    """The first that was told of each site, in the order of their numbers."""

    def choose(self, order: NDArray[np.int64]) -> Outlines:
        """Return them for some of the episodes, in another order."""
        return self._replace(numbers=self.numbers[order])


def make_outlines(episodes: Sequence[Episode]) -> Outlines:
    """Make outlines of episodes.

    Parameters
    ----------
    episodes
        Those to be compared.
    """
    numbers: dict[SiteKey, int] = {}
    first_sites: dict[SiteKey, ClaimSite] = {}
    outlines: dict[tuple[object, ...], Outline] = {}
    # Many tell of the same places, each on a day of its own.
    settings: dict[tuple[tuple[str, ...], tuple[int, ...]], Told] = {}
    found = []
    for episode in episodes:
        parties, date = episode.parties, episode.date
        places = []
        for site in episode.sites:
            key = make_site_key(parties, site)
            place = numbers.get(key)
            if place is None:
                place = numbers[key] = len(numbers)
                first_sites[key] = site
            places.append(place)
        setting = parties, tuple(dict.fromkeys(places)) if len(places) > 1 else tuple(places)
        figures = index_figures(episode.casualties) if episode.casualties else {}
        told = (
            *(date.start, date.end, date.precision, date.basis),
            setting,
            episode.sub_event_types,
            tuple(figures),
            episode.is_denied,
            episode.has_border,
            episode.refers_back,
            episode.is_apart,
        )
        outline = outlines.get(told)
        if outline is None:
            adds = settings.get(setting)
            if adds is None:
                adds = settings[setting] = describe_told(episode, figures={})
            if figures:
                adds = Told(adds.parties, adds.sites, adds.place_ids, figures)
            outline = outlines[told] = Outline(len(outlines), episode, setting[1], adds)
        found.append(outline.number)
    return Outlines(np.array(found, np.int64), list(outlines.values()), first_sites)
