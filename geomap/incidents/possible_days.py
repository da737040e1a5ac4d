"""Which events an undated report may tell of, by what it says of its day, and by nothing else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.claims.dates import find_year_hint, latest_year
from geomap.incidents.battles import list_days_told
from geomap.incidents.episodes import HARD_BASES
from geomap.yearless import stand_in_near, weekday_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geomap.incidents.clusters import Cluster
    from geomap.incidents.episodes import Episode
    from geomap.model import DateInterval

_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_NO_ORDINAL: Final = int(np.datetime64("NaT").astype(np.int64))
"""What stands for no day."""


class PossibleDays:
    """The days of events as columns: of most, the day alone tells that they are not meant.

    Parameters
    ----------
    clusters
        The events.
    """

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        dates = [cluster.date for cluster in clusters]
        self._last = _make_days([date.end or date.start for date in dates])
        self._first = _make_days([date.start or date.end for date in dates])
        self._clusters = clusters

    def choose(self, numbers: NDArray[np.int64], episode: Episode) -> list[int]:
        """Return which of some events are possible by what an undated episode says of its day."""
        first, last = self._first[numbers], self._last[numbers]
        fits = ~np.isnat(last)
        weekday = weekday_of(episode.date)
        if weekday is not None and episode.date.yearless is None:
            # A battle may be told by any of its days.
            days_on = (weekday - _weekdays_of(first)) % 7
            fits &= days_on <= (last - first).astype(np.int64)
        years = last.astype("datetime64[Y]")
        if (hint := find_year_hint(episode.document)) is not None:
            fits &= years == np.datetime64(hint - 1970, "Y")
        if (latest := latest_year(episode.document)) is not None:
            fits &= years >= np.datetime64(latest - 1970, "Y")
        chosen: list[int] = numbers[fits].tolist()
        if episode.date.yearless is None:
            return chosen
        return [it for it in chosen if self._fits(episode.date, it)]

    def _fits(self, date: DateInterval, number: int) -> bool:
        """Tell whether a day and month is that of an event; one inferred may be a day off."""
        # A report of the first day of a battle may tell no year, where another says since when.
        first, last = list_days_told(self._clusters[number])
        if first is None or last is None:
            return False
        days = stand_in_near(date, first)
        slack = dt.timedelta(days=0 if date.basis in HARD_BASES else 1)
        if days is None or not _has_weekday(days, weekday_of(date)):
            return False
        return first - days[1] <= slack and days[0] - last <= slack


def _has_weekday(days: tuple[dt.date, dt.date], weekday: int | None) -> bool:
    """Tell whether a weekday is one of some days; of those of a week any is."""
    if weekday is None:
        return True
    return (weekday - days[0].weekday()) % 7 <= (days[1] - days[0]).days


def _make_days(days: Sequence[dt.date | None]) -> NDArray[np.datetime64]:
    # numpy takes ten times as long for the dates themselves.
    ordinals = (it.toordinal() if it else _NO_ORDINAL for it in days)
    found = np.fromiter(ordinals, np.int64, len(days))
    found[found != _NO_ORDINAL] -= _EPOCH
    return found.view("datetime64[D]")


def _weekdays_of(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    # Day 0 was a Thursday.
    return (days.astype(np.int64) + 3) % 7
