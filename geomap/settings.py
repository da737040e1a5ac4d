"""Options of a run, built once, frozen, and passed on as plain values."""

from __future__ import annotations

import msgspec

DATA_CREDITS = (
    "© OpenStreetMap contributors, world-countries (ODbL)",
    "GeoNames, Who's On First (CC BY 4.0)",
    "Natural Earth",
    "Unicode CLDR",
)
"""The credits that the licences of the shipped data ask for."""


class LinkingSettings(msgspec.Struct, frozen=True, kw_only=True):
    """When claims of several reports are one incident.

    Two events stay apart where the evidence that they are one is thin.
    """

    near_km: float = 25.0
    """Places closer than this are one neighbourhood."""
    max_gap_days: int = 1
    """Dated events further apart than this stay apart."""
    undated_min_score: float = 3.0
    """What the evidence for dating an undated report by a link must reach."""
    undated_min_margin: float = 1.0
    """By how much the best link must beat the second best."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All options of a run."""

    border_km: float = 50.0
    """Places further from the border than this are not attached to it."""
    title: str | None = None
    """Title of the page; ``None`` makes one from the borders found."""
    credits: tuple[str, ...] = DATA_CREDITS
    """Credits of the data, shown on the page and kept in the run's record."""
    linking: LinkingSettings = LinkingSettings()
