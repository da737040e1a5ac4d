"""Where and when a sentence is set that does not say so: what its report names beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.claims.sites import infer_sites, is_vast
from geomap.model import DateBasis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.model import ClaimSite, DateInterval

_WEEK: Final = 3
_UNKNOWN: Final = 9
"""UCDP date_prec of a week, and beyond all of them."""


class Told(NamedTuple):
    """What one sentence of a report tells of places and days, of an event or not."""

    paragraph: int
    """Number of its paragraph; they ascend."""
    scene: tuple[ClaimSite, ...]
    """Places at the border."""
    date: DateInterval | None
    has_losses: bool
    tells_event: bool = False


class Surroundings:
    """All that the sentences of one report tell, asked for one of them.

    Parameters
    ----------
    told
        Of each sentence, in their order.
    """

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = told
        self._numbers: dict[int, list[int]] = defaultdict(list)
        for number, it in enumerate(told):
            self._numbers[it.paragraph].append(number)

    def find_setting(self, number: int) -> tuple[ClaimSite, ...]:
        """Return where a sentence is set, as inferred sites; nothing where no place is told.

        The story goes on where it was; else it says so next; else it is where the report mostly is.
        """
        here = self._told[number].paragraph
        before = [n for n in self._numbers[here] if n < number and self._told[n].scene]
        behind = [n for n in self._numbers[here] if n > number and self._told[n].scene]
        last = [n for n in self._numbers.get(here - 1, ()) if self._told[n].scene]
        following = [n for n in self._numbers.get(here + 1, ()) if self._told[n].scene]
        near = [*before[-1:], *behind[:1], *last[-1:], *following[:1]]
        return infer_sites(self._told[near[0]].scene) if near else self._main_scene

    def find_date(self, number: int) -> DateInterval | None:
        """Return the day told nearest to a sentence, in its paragraph or in one beside it.

        What has losses of its own may be another event: its day is that of its paragraph alone.
        """
        here = self._told[number].paragraph
        near = [
            (abs(at - number), at > number, date)
            for at, date in self._iter_days(here)
            if at != number and (self._told[at].paragraph == here or not self._told[at].has_losses)
        ]
        if not near:
            return None
        nearest = min(near, key=lambda it: it[:2])[2]
        return msgspec.structs.replace(nearest, basis=DateBasis.RELATIVE)

    def _iter_days(self, paragraph: int) -> Iterator[tuple[int, DateInterval]]:
        """Yield the dates around a paragraph that are known to a few days, with their sentence."""
        for beside in (paragraph - 1, paragraph, paragraph + 1):
            for number in self._numbers.get(beside, ()):
                date = self._told[number].date
                if date and date.start and date.end and (date.precision or _UNKNOWN) < _WEEK:
                    yield number, date

    @cached_property
    def _main_scene(self) -> tuple[ClaimSite, ...]:
        """The place that the report names most as where something was."""
        telling = [it for it in self._told if it.tells_event and it.scene]
        named = [site for it in telling or self._told for site in it.scene]
        narrow = [site for site in named if not is_vast(site.place)] or named
        counts = Counter(site.place.id for site in narrow)
        best = max(counts.values(), default=0)
        return next((infer_sites((site,)) for site in narrow if counts[site.place.id] == best), ())
