"""How many days lie between two dates that may be intervals, or not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.model import DateInterval


def gap_days(a: DateInterval, b: DateInterval) -> int:
    """Return the days between two intervals, 0 when they meet or when one is not known."""
    if a.start is None or b.start is None:
        return 0
    a_end, b_end = a.end or a.start, b.end or b.start
    return max((b.start - a_end).days, (a.start - b_end).days, 0)
