"""How days and kilometres become pixels, and which days an axis names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_STEPS: Final = (
    *(("days", 1), ("days", 2), ("days", 7)),
    *(("months", 1), ("months", 3), ("months", 6)),
    *(("months", 12), ("months", 24), ("months", 60), ("months", 120), ("months", 240)),
    *(("months", 600), ("months", 1200)),
)
_YEAR: Final = 12
_KM_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_EDGE_PX: Final = 24
_DAY_WIDER: Final = 1.25
_LONG_DAYS: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A size in which a border is drawn, in pixels."""

    width: int
    font: float
    small_font: float
    km_height: float
    """Height of the longest section."""
    least_height: float
    largest_mark: float
    smallest_mark: float
    labels: int
    """How many marks have their place and losses written beside them."""
    has_days: bool
    """Whether these words say the day too."""
    tick_px: float
    """Least distance of two days that the axis names."""


WIDE: Final = Frame(
    width=1080,
    font=12,
    small_font=11,
    km_height=560,
    least_height=120,
    largest_mark=48,
    smallest_mark=15,
    labels=8,
    has_days=True,
    tick_px=62,
)
"""For a desktop, and for files."""
NARROW: Final = Frame(
    width=372,
    font=11.5,
    small_font=10.5,
    km_height=470,
    least_height=110,
    largest_mark=34,
    smallest_mark=13,
    labels=2,
    has_days=False,
    tick_px=38,
)
"""For a phone."""


class Tick(NamedTuple):
    """A day that an axis names; the year where it is the first of it."""

    day: dt.date
    words: str
    year: str


class TimeScale(NamedTuple):
    """Days to pixels from the left."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    @classmethod
    def of_days(cls, first: dt.date, last: dt.date, *, left: float, right: float) -> TimeScale:
        """Return the scale of a span of days: of whole months, where there are several."""
        if (last - first).days > _LONG_DAYS:
            first = first.replace(day=1)
            last = (last.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
            last -= dt.timedelta(days=1)
        return cls(first, last, left, right)

    def place(self, day: dt.date, *, share: float = 0.5) -> float:
        """Return where a share of a day has passed; its noon unless said otherwise."""
        span = (self.last - self.first).days + 1
        passed = (day - self.first).days + share
        room = self.right - self.left - 2 * _EDGE_PX
        return self.left + _EDGE_PX + room * passed / span

    def place_middle(self, first: dt.date, last: dt.date) -> float:
        """Return the middle of some days."""
        return (self.place(first) + self.place(last)) / 2


def say_days(first: dt.date, last: dt.date) -> str:
    """Say some days shortly: "12–13 Sep 2022", "30 Sep – 2 Oct 2022"."""
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {_MONTHS[first.month - 1]}{year} – {end}"


def choose_ticks(scale: TimeScale, *, least_px: float) -> list[Tick]:
    """Return the days to name: as many as leave so many pixels between any two.

    A day with its month takes more room than a month or a year.
    """
    room = (scale.right - scale.left) / least_px
    days: list[dt.date] = []
    unit = "days"
    for unit, number in _STEPS:
        most = max(1.0, room / _DAY_WIDER if unit == "days" else room)
        # Of thirty years nobody need list each day to see that there are too many.
        days = list(islice(_iter_days(scale, unit, number), int(most) + 1))
        if len(days) <= most:
            break
    else:
        days = list(_iter_days(scale, *_STEPS[-1]))
    named = []
    for day, before in zip(days, [None, *days], strict=False):
        words = f"{day.day} {_MONTHS[day.month - 1]}" if unit == "days" else _MONTHS[day.month - 1]
        is_new = before is None or before.year != day.year
        named.append(Tick(day, words, str(day.year) if is_new else ""))
    if all(tick.year for tick in named) and unit == "months":
        # One tick a year: its month says nothing.
        return [Tick(tick.day, tick.year, "") for tick in named]
    return named


def choose_km_step(length_km: float, height: float, *, least_px: float = 44) -> int:
    """Return the round number of km that leaves so many pixels between two marks of the axis."""
    fitting = (step for step in _KM_STEPS if step * height / length_km >= least_px)
    return next(fitting, _KM_STEPS[-1])


def _iter_days(scale: TimeScale, unit: str, number: int) -> Iterator[dt.date]:
    """Yield every so many days or months from the first to the last day of a scale."""
    if unit == "days":
        # Weeks begin on Monday.
        start = scale.first - dt.timedelta(days=scale.first.weekday() if number > 2 else 0)  # noqa: PLR2004
        count = (scale.last - start).days // number + 1
        days = (start + dt.timedelta(days=number * step) for step in range(count))
    else:
        start_month = scale.first.year * _YEAR + scale.first.month - 1
        last_month = scale.last.year * _YEAR + scale.last.month - 1
        months = range(start_month - start_month % number, last_month + 1, number)
        days = (dt.date(month // _YEAR, month % _YEAR + 1, 1) for month in months if month)
    yield from (day for day in days if scale.first <= day <= scale.last)
