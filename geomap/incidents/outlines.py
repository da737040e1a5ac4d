"""Outlines of episodes: what linking compares of them, made once for all that tell the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from geomap.incidents.clusters import Told, describe_told, index_figures
from geomap.incidents.episodes import HARD_BASES, Episode, is_coarse
from geomap.incidents.nearness import make_site_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geomap.incidents.clusters import FigureKey
    from geomap.incidents.nearness import SiteKey
    from geomap.model import Casualty, ClaimSite, DateInterval


class Setting(msgspec.Struct, frozen=True, gc=False):
    """The states that an episode is about, and its places; many tell the same, each of its day."""

    number: int
    """Tells it from the others."""
    places: tuple[int, ...]
    """Numbers of its sites, each once, in the order in which they are told."""
    adds: Told
    """What it adds to an event."""


class Outline(msgspec.Struct, frozen=True, gc=False):
    """What linking compares of an episode; its words are no part of it."""

    number: int
    """Tells it from the others."""
    episode: Episode
    """The first that has it."""
    told: Told
    """What it adds to an event."""

    @property
    def figures(self) -> Mapping[FigureKey, Casualty]:
        """Figures that may show that two are one."""
        return self.told.figures


class Columns(NamedTuple):
    """What outlines tell, in numbers."""

    first_day: NDArray[np.int64]
    """Ordinals, 0 where it is not known."""
    last_day: NDArray[np.int64]
    is_coarse: NDArray[np.int64]
    """The month is known at most."""
    is_hard: NDArray[np.int64]
    """The report says the day."""
    is_apart: NDArray[np.int64]
    setting: NDArray[np.int64]

    def take(self, numbers: NDArray[np.int64]) -> Columns:
        """Return those of some outlines, in the order of their numbers given."""
        return Columns(*(column[numbers] for column in self))


class Outlines(NamedTuple):
    """The outlines of some episodes."""

    numbers: NDArray[np.int64]
    """The outline of each episode; those that tell the same share one."""
    different: list[Outline]
    """Each once, by its number."""
    columns: Columns
    """What the different tell."""
    settings: list[Setting]
    """By their numbers."""
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
    settings = _Settings()
    outlines: dict[tuple[object, ...], Outline] = {}
    columns: list[tuple[int, ...]] = []
    found = []
    for episode in episodes:
        parties, date, keys = episode.parties, episode.date, []
        for site in episode.sites:
            keys.append(make_site_key(parties, site))  # noqa: PERF401 - half the time for one site
        where = tuple(keys) or parties
        setting = settings.found.get(where)
        if setting is None:
            setting = settings.add(where, episode)
        figures = index_figures(episode.casualties) if episode.casualties else {}
        # Unpacking the date here would take as long as all else in the row.
        told = (
            date.start,
            date.end,
            date.precision,
            date.basis,
            setting.number,
            episode.sub_event_types,
            tuple(figures),
            episode.is_denied,
            episode.has_border,
            episode.refers_back,
            episode.is_apart,
        )
        outline = outlines.get(told)
        if outline is None:
            adds = _add_figures(setting.adds, figures)
            outline = outlines[told] = Outline(len(outlines), episode, adds)
            columns.append((*_number_date(date), episode.is_apart, setting.number))
        found.append(outline.number)
    return Outlines(
        np.array(found, np.int64),
        list(outlines.values()),
        Columns(*np.array(columns, np.int64).reshape(-1, len(Columns._fields)).T),
        settings.different,
        settings.sites,
    )


class _Settings:
    """The settings of episodes as they are found."""

    def __init__(self) -> None:
        self.found: dict[tuple[object, ...], Setting] = {}
        """By the keys of the sites as they are told; of an episode without any by its states."""
        self.different: list[Setting] = []
        self.sites: dict[SiteKey, ClaimSite] = {}
        self._numbers: dict[SiteKey, int] = {}

    def add(self, where: tuple[object, ...], episode: Episode) -> Setting:
        """Add that of an episode; one that tells a site twice has that of those that do once."""
        adds = describe_told(episode, figures={})
        once = tuple(adds.sites) or episode.parties
        setting = self.found.get(once)
        if setting is None:
            for key, site in adds.sites.items():
                self.sites.setdefault(key, site)
                self._numbers.setdefault(key, len(self._numbers))
            places = tuple([self._numbers[key] for key in adds.sites])
            setting = self.found[once] = Setting(len(self.different), places, adds)
            self.different.append(setting)
        self.found[where] = setting
        return setting


def _add_figures(told: Told, figures: dict[FigureKey, Casualty]) -> Told:
    return Told(told.parties, told.sites, told.place_ids, figures) if figures else told


def _number_date(date: DateInterval) -> tuple[int, int, bool, bool]:
    """Return the ordinals of a date's days, and whether it is coarse and whether it is hard."""
    first = date.start.toordinal() if date.start else 0
    last = date.end.toordinal() if date.end else first
    return first, last, is_coarse(date), date.basis in HARD_BASES
