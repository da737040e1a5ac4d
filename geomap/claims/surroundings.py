"""Where and when a sentence is set that does not say so: what its report names beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.claims.casualties import find_losses
from geomap.claims.date_lexicon import date_rules
from geomap.claims.sites import infer_sites, is_vast
from geomap.model import DateBasis
from geomap.places.distances import distance_km
from geomap.places.features import is_division, is_town

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.model import ClaimSite, DateInterval, Place

_WEEK: Final = 3
_UNKNOWN: Final = 9
"""UCDP date_prec of a week, and beyond all of them."""


_DETAILS: Final = 2
"""Sentences behind one that tells an event which may say more closely where it was."""
_LEAD: Final = (2, 3)
"""How many paragraphs behind an opening one may say where what it tells was."""
_LAST: Final = 3
"""Rank of the day of a dateline among those around a sentence."""
_NARROW_KM: Final = 25.0
"""A place known to so many km is no area."""


@lru_cache(maxsize=256)
def _tells_losses(sentence: str) -> bool:
    # Each sentence is asked for again by those around it.
    return bool(find_losses(sentence))


def _is_other_day(one: DateInterval | None, other: DateInterval | None) -> bool:
    """Tell whether two dates are of two events; what is told on Tuesday may be of Monday."""
    if one is None or other is None or one.start is None or other.start is None:
        return False
    return abs((one.start - other.start).days) > 1


def _is_wide(place: Place) -> bool:
    return is_division(place) or (not is_town(place) and (place.radius_km or 0.0) > _NARROW_KM)


def _holds(outer: Place, inner: Place) -> bool:
    """Tell whether a place lies in a province or region."""
    if _is_wide(inner):
        return False
    if outer.feature_code == "ADM1" and outer.admin1 and inner.admin1:
        return outer.admin1 == inner.admin1
    gap = distance_km(outer, inner)
    return gap is not None and gap <= (outer.radius_km or 0.0)


class Told(NamedTuple):
    """What one sentence of a report tells of places and days, of an event or not."""

    paragraph: int
    """Number of its paragraph; they ascend."""
    text: str
    scene: tuple[ClaimSite, ...]
    """Places at the border."""
    date: DateInterval | None
    tells_event: bool = False
    pair: tuple[str, ...] = ()
    """The states that it is about: another section of a digest is no surroundings."""
    heading: tuple[ClaimSite, ...] = ()
    """The place that stands above its section as a heading."""
    named: tuple[ClaimSite, ...] = ()
    """Of a paragraph that tells an event and says of no place that it was "in" it: those named."""
    is_of_event: bool = False
    """Whether it tells its day for its own sake: "the attack took place on Sunday"."""
    leads_on: bool = False
    """Whether it begins with its day, and so goes on from what was told before."""
    label: tuple[ClaimSite, ...] = ()
    """The place that its paragraph has in front, with a gloss in brackets that says where it is."""
    details: tuple[ClaimSite, ...] = ()
    """What a sentence that tells no event of its own names where it goes on about the last one."""
    is_sent: bool = False
    """Whether its day is that of the dateline: "DUSHANBE, November 28, 2025."."""


class Surroundings:
    """All that the sentences of one report tell, asked for one of them.

    Parameters
    ----------
    told
        Of each sentence, in their order.
    headline
        The places at the border that the headline names.
    """

    def __init__(self, told: Sequence[Told], *, headline: Sequence[ClaimSite] = ()) -> None:
        self.told = told
        self._headline = headline
        self._main_scenes: dict[tuple[str, ...], tuple[ClaimSite, ...]] = {}
        self._numbers: dict[int, list[int]] = defaultdict(list)
        for number, it in enumerate(told):
            self._numbers[it.paragraph].append(number)

    def find_setting(self, number: int) -> tuple[ClaimSite, ...]:
        """Return where a sentence is set, as inferred sites; nothing where no place is told.

        The story goes on where it was; else it says so next; else it is where the report mostly is.
        """
        pair, here = self.told[number].pair, self.told[number].paragraph
        before = [n for n in self._list_scenes(here, pair) if n < number]
        behind = [n for n in self._list_scenes(here, pair) if n > number]
        if self.told[number].heading and not before:
            return infer_sites(self.told[number].heading)
        here_named = [n for n in self._numbers[here] if self.told[n].named]
        if not (before or behind) and here_named:
            # A list has its places in front: "12 May, Berd district, village of Movses. Shots".
            return infer_sites(self.told[here_named[0]].named)
        last = self._list_scenes(here - 1, pair)
        following = self._list_scenes(here + 1, pair)
        near = [*before[-1:], *behind[:1], *last[-1:], *following[:1]]
        if not near and not self._headline and not any(it.scene for it in self.told[:number]):
            # What opens a story is where the story first says that it was.
            near = [n for later in _LEAD for n in self._list_scenes(here + later, pair)]
        return infer_sites(self.told[near[0]].scene) if near else self._find_main_scene(pair)

    def find_narrower(self, number: int, sites: Sequence[ClaimSite]) -> tuple[ClaimSite, ...]:
        """Return the places within the province of an event that the next sentences name.

        "Two teachers were shot in Mandera county. The gunmen came to their school in El Wak."
        """
        here = self.told[number]
        if not sites or not all(_is_wide(site.place) for site in sites):
            return ()
        for it in self.told[number + 1 : number + 1 + _DETAILS]:
            goes_on = it.paragraph - here.paragraph <= 1 and it.pair == here.pair
            if it.tells_event or not goes_on or _is_other_day(here.date, it.date):
                break
            within = [s for s in it.details if any(_holds(site.place, s.place) for site in sites)]
            if within:
                return infer_sites(within)
        return ()

    def _list_scenes(self, paragraph: int, pair: tuple[str, ...]) -> list[int]:
        """List the sentences of a paragraph that name places at the border of two states."""
        return [
            n
            for n in self._numbers.get(paragraph, ())
            if self.told[n].scene and self.told[n].pair == pair
        ]

    def find_date(self, number: int) -> DateInterval | None:
        """Return the day told nearest to a sentence, in its paragraph or in one beside it.

        What has losses of its own may be another event: its day is that of its paragraph alone.
        Where none is near, it is the one day that the report tells, if it tells no other.
        """
        here = self.told[number].paragraph
        around = [(at, date) for at, date in self._iter_days(here) if at != number]
        near = [
            (self._rank_day(at, number), abs(at - number), at > number, date)
            for at, date in around
            if self.told[at].paragraph == here or not _tells_losses(self.told[at].text)
        ]
        is_only_sent = all(rank == _LAST for rank, *_ in near)
        if is_only_sent and len(near) < len(around):
            # On what day a report was sent says nothing beside the day of an event.
            near = []
        if not near:
            return self._find_only_day(number) or self._find_weekday(here)
        nearest = min(near, key=lambda it: it[:3])[3]
        return msgspec.structs.replace(nearest, basis=DateBasis.RELATIVE)

    def _rank_day(self, at: int, number: int) -> int:
        """Rank the day of a sentence for another: least where it is said for its own sake.

        "Two were shot. The mayor came on Tuesday. The shooting took place on Sunday.": of no other
        event that is told on the way. With a day at its head a sentence goes on to what came later.
        """
        told, here = self.told[at], self.told[number]
        between = self.told[min(at, number) + 1 : max(at, number)]
        if told.is_sent:
            return _LAST
        if told.is_of_event and not any(it.tells_event and it.date for it in between):
            return 0
        if at < number or not told.leads_on:
            return 1
        before = (self.told[n] for n in self._numbers[here.paragraph] if n < number)
        return 2 if any(it.date and it.date.start for it in before) else 1

    def _find_only_day(self, number: int) -> DateInterval | None:
        """Return the day of a report that tells but one, for a sentence that hints at no other."""
        here = self.told[number]
        if date_rules().cues.other_day.search(here.text):
            return None
        if _tells_losses(here.text) and any(it.date and _tells_losses(it.text) for it in self.told):
            # "Twenty were killed near Sotk. On the 10th one was killed near Kut."
            return None
        told = [it for it in self.told if it.date and not it.is_sent] or self.told
        days = {(it.date.start, it.date.end): it.date for it in told if it.date}
        date = next(iter(days.values()), None)
        if len(days) != 1 or date is None or date.start is None:
            return None
        if (date.precision or _UNKNOWN) >= _WEEK:
            return None
        return msgspec.structs.replace(date, basis=DateBasis.RELATIVE)

    def _find_weekday(self, paragraph: int) -> DateInterval | None:
        """Return the one weekday told around a paragraph of a report that knows no day.

        "Families who fled on Thursday have come home. They ran when guards fired on each other."
        """
        if any(it.date and it.date.is_known for it in self.told):
            return None
        found = [
            date
            for beside in (paragraph - 1, paragraph, paragraph + 1)
            for number in self._numbers.get(beside, ())
            if (date := self.told[number].date) and date.weekday is not None
        ]
        return found[0] if len({it.weekday for it in found}) == 1 else None

    def _iter_days(self, paragraph: int) -> Iterator[tuple[int, DateInterval]]:
        """Yield the dates around a paragraph that are known to a few days, with their sentence."""
        for beside in (paragraph - 1, paragraph, paragraph + 1):
            for number in self._numbers.get(beside, ()):
                date = self.told[number].date
                if date and date.start and date.end and (date.precision or _UNKNOWN) < _WEEK:
                    yield number, date

    def _find_main_scene(self, pair: tuple[str, ...]) -> tuple[ClaimSite, ...]:
        """Return the place that the headline names, else that which is named most for an event."""
        if pair not in self._main_scenes:
            self._main_scenes[pair] = self._choose_main_scene(
                [it for it in self.told if it.pair == pair],
                self._headline if pair == self.told[0].pair else (),
            )
        return self._main_scenes[pair]

    @staticmethod
    def _choose_main_scene(
        told: Sequence[Told], headline: Sequence[ClaimSite]
    ) -> tuple[ClaimSite, ...]:
        telling = [it for it in told if it.tells_event and it.scene]
        named = [site for site in headline if not is_division(site.place)]
        named = named or [site for it in telling or told for site in it.scene]
        narrow = [site for site in named if not is_vast(site.place)] or named
        counts = Counter(site.place.id for site in narrow)
        best = max(counts.values(), default=0)
        return next((infer_sites((site,)) for site in narrow if counts[site.place.id] == best), ())
